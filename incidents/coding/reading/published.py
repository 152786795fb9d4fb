"""Against which days are an article's words read? Owns how its publication date anchors “Thursday” and “yesterday”.

Where the article was published on one of several days, a word is resolved against each of them: the answer is what all
give, or a set of days where they differ.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from incidents import dates

MOST_DAYS = 31
MOST_ANSWERS = 2
"""A set of more days than these says too little to be suggested."""


@dataclass(frozen=True, slots=True)
class Published:
    """The days on which an article may have been published; none where it is not known well enough."""

    days: tuple[date, ...] = ()
    text: str = ""

    @property
    def latest(self) -> date:
        return self.days[-1] if self.days else date.max

    def words(self) -> str:
        """The date in plain English."""
        return dates.words(self.text) if self.days else "an unknown day"

    def resolve(self, read: Callable[[date], Iterable[date]]) -> list[date]:
        """Every day that the words may mean, in order, over all days of publication."""
        return sorted({day for published in self.days for day in read(published)})


def published_on(edtf: str) -> Published:
    """The days of publication from an article's EDTF; an open, vague or uncertain date anchors nothing."""
    try:
        parsed = dates.parse(edtf)
    except dates.EdtfError:
        return Published()
    first, last = parsed.earliest, parsed.latest
    if first is None or last is None or parsed.uncertain or parsed.approximate or (last - first).days >= MOST_DAYS:
        return Published()
    if parsed.precision == "window" and "," in parsed.text:
        return Published(tuple(date.fromisoformat(day) for day in parsed.text.strip("[]").split(",")), parsed.text)
    return Published(tuple(first + timedelta(days=days) for days in range((last - first).days + 1)), parsed.text)


def edtf(days: list[date]) -> str:
    """One day, or a set of a few days; empty where there are none or too many."""
    if not 0 < len(days) <= MOST_ANSWERS:
        return ""
    iso = [day.isoformat() for day in days]
    return iso[0] if len(iso) == 1 else f"[{','.join(iso)}]"
