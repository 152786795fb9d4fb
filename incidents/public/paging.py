"""Which pages does a long list have? Owns the numbers worth showing, each with the query that leads to it."""

from dataclasses import dataclass

from django.core.paginator import Paginator


@dataclass(frozen=True, slots=True)
class Step:
    """A page to go to; a gap between numbers has no query."""

    label: str
    query: str
    is_here: bool
    is_gap: bool


def numbered(number: int, last: int, rest: str = "") -> list[Step]:
    """The steps of a list with ``last`` pages; none for a single page. ``rest`` is the query without the page."""
    if last <= 1:
        return []
    shown = Paginator(range(last), 1).get_elided_page_range(number, on_each_side=1, on_ends=1)
    return [_step(each, number, rest) for each in shown]


def _step(each: int | str, number: int, rest: str) -> Step:
    if not isinstance(each, int):
        return Step(str(each), "", is_here=False, is_gap=True)
    query = "&".join(filter(None, (rest, f"page={each}" if each > 1 else "")))
    return Step(str(each), f"?{query}" if query else "./", is_here=each == number, is_gap=False)
