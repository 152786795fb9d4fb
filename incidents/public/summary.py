"""What do the incidents of a query come to, by day and by kind? Owns the counts behind the timeline and the facets.

A facet's counts leave its own filter out, so that a reader sees what another choice would give. Three statements
answer everything: the days, a cube of the columns, the names. What is asked of the database stands here alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import add
from typing import Any, Final, NamedTuple

from django.db.models import Count, Q, Sum

from incidents import tolls
from incidents.models.publication import PublicationFacet, PublicationQuerySet
from incidents.models.tallies import ENDS, KINDS, NAMES
from incidents.public.filters import NO_POINT, Query
from incidents.public.memory import remembered

MOST_VALUES: Final = 50
"""Names told of one facet: the most frequent."""

Cube = list[tuple[dict[str, str], "Tally"]]


class Tally(NamedTuple):
    """How many incidents, and what their figures of people killed add up to; the discounted add no figure."""

    incidents: int = 0
    discounted: int = 0
    figures: int = 0
    low: int = 0
    low_told: int = 0
    best: int = 0
    best_told: int = 0
    high: int = 0
    high_told: int = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(*map(add, self, other))

    @property
    def killed(self) -> tolls.Total:
        """The total of SCHEMA 6: a best or a high stands only where no figure lacks it."""
        return tolls.Total(
            low=self.low if self.low_told else None,
            best=self.best if self.figures and self.best_told == self.figures else None,
            high=self.high if self.figures and self.high_told == self.figures else None,
            with_figure=self.figures,
            without_figure=self.incidents - self.discounted - self.figures,
            without_high=self.figures - self.high_told,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """The tallies by facet and value; those of a facet without its own filter."""

    kinds: dict[str, dict[str, Tally]]
    names: dict[str, dict[str, int]]

    def counts(self) -> dict[str, dict[str, int]]:
        """Incidents by facet and value, the most frequent value first."""
        of_kinds = {
            name: {value: tally.incidents for value, tally in each.items()} for name, each in self.kinds.items()
        }
        return of_kinds | self.names


def summarise(query: Query) -> Summary:
    """The counts of every facet for a valid query."""
    return Summary(kinds=kinds(query), names=names(query))


def days(rows: PublicationQuerySet) -> dict[date | None, Tally]:
    """The tally of each earliest possible day; None is that of incidents whose first day is open or not stated.

    Truncating days to months in SQL costs seconds on SQLite where folding these costs nothing.
    """
    found: dict[date | None, Tally] = {}
    # The day comes last: grouped by it first, SQLite walks an index of days alone and reads every row of the table.
    for verification, day, *numbers in _tallied(rows, "verification", "date_earliest"):
        tally = _tally(verification, numbers)
        found[day] = found[day].plus(tally) if day in found else tally
    return found


def kinds(query: Query) -> dict[str, dict[str, Tally]]:
    """From one small cube of all the columns, read without their filters, which are applied to its cells instead.

    The cube is the same whatever is ticked in these facets, so that only the first reader of one waits for it.
    """
    chosen = {name: set(query.params[name]) for name in KINDS if name in query.params}
    others = query.querystring(page=None, ordering=None, **dict.fromkeys(KINDS))
    cube = remembered("cube", others, lambda: _cube(query.rows(leave_out=KINDS)))
    return {name: _by_value(name, cube, {other: chosen[other] for other in chosen if other != name}) for name in KINDS}


def _cube(rows: PublicationQuerySet) -> Cube:
    verification = KINDS.index("verification")
    cells = ((row[: len(KINDS)], row[len(KINDS) :]) for row in _tallied(rows, *KINDS))
    return [(_cell(values), _tally(values[verification], numbers)) for values, numbers in cells]


def _cell(values: Iterable[str]) -> dict[str, str]:
    cell = dict(zip(KINDS, values, strict=True))
    return cell | {"precision": cell["precision"] or NO_POINT}


def _by_value(name: str, cube: list[tuple[dict[str, str], Tally]], chosen: Mapping[str, set[str]]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for cell, tally in cube:
        if all(cell[other] in values for other, values in chosen.items()):
            found[cell[name]] = found.get(cell[name], Tally()).plus(tally)
    return in_order(found)


def in_order(tallies: dict[str, Tally]) -> dict[str, Tally]:
    """The most frequent value first."""
    return dict(sorted(tallies.items(), key=lambda item: (-item[1].incidents, item[0])))


def names(query: Query) -> dict[str, dict[str, int]]:
    """All in one statement: a branch for the facets that are not filtered by, and one for each that is."""
    filtered = [name for name in NAMES if name in query.params]
    free = [name for name in NAMES if name not in filtered]
    branches = [_named(query.rows(leave_out=[name]), [name]) for name in filtered]
    first, *others = [*branches, _named(query.rows(), free)] if free else branches
    counts: dict[str, dict[str, int]] = {name: {} for name in NAMES}
    for facet, value, count in first.union(*others, all=True):
        counts[facet][value] = count
    return {name: most_frequent(each) for name, each in counts.items()}


def most_frequent(counts: dict[str, int]) -> dict[str, int]:
    """The names that are told of one facet, the most frequent first."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES])


def _named(rows: PublicationQuerySet, facets: list[str]) -> Any:
    of_rows = PublicationFacet.objects.filter(facet__in=facets, publication__in=rows.order_by().values("pk"))
    return of_rows.order_by().values_list("facet", "value").annotate(count=Count("*"))


def _tallied(rows: PublicationQuerySet, *columns: str) -> Any:
    has_figure = Q(killed_state__in=("figure", "none"))
    sums: dict[str, Any] = {"incidents": Count("*"), "figures": Count("killed_state", filter=has_figure)}
    for end in ENDS:
        sums |= {f"{end}_sum": Sum(f"killed_{end}"), f"{end}_told": Count(f"killed_{end}")}
    return rows.order_by().values_list(*columns).annotate(**sums)


def _tally(verification: str, numbers: Iterable[int | None]) -> Tally:
    incidents, *others = (number or 0 for number in numbers)
    if verification == "discounted":
        return Tally(incidents=incidents, discounted=incidents)
    return Tally(incidents, 0, *others)
