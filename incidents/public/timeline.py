"""When did the incidents of a query happen? Owns the bars of the histogram: how wide they are and what stands in one.

An incident is counted once, on its earliest possible day, so that the bars add up; what has no such day, or has it
before the period asked for, is told beside the bars.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, Protocol

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from incidents import tolls
from incidents.public.snapshot.sums import Tally
from incidents.public.story.harmed import harmed

Unit = Literal["day", "month", "year"]

LONGEST_IN_DAYS: Final = 62
LONGEST_IN_MONTHS: Final = 120
MOST_BARS: Final = 120
MOST_TICKS: Final = 6
_YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, both ends included, and what is counted in it; its place and height in hundredths."""

    first: date
    last: date
    unit: Unit
    tally: Tally
    left: float
    width: float
    height: float

    @property
    def label(self) -> str:
        """Its days in words, in the language of the reader who asks."""
        return _label(self.first, self.last, self.unit)

    @property
    def toll(self) -> str:
        """What the figures of people killed add up to, with their gaps."""
        return tolls.total_words(self.tally.total, harmed("killed"))

    @property
    def x(self) -> float:
        """Where it begins from the left of the page: time runs as the language does."""
        return round(100 - self.left - self.width, 2) if get_language_bidi() else self.left

    @property
    def top(self) -> float:
        return round(100 - self.height, 2)


@dataclass(frozen=True, slots=True)
class Tick:
    """A name under the bars."""

    label: str
    left: float

    @property
    def x(self) -> float:
        return round(100 - self.left, 2) if get_language_bidi() else self.left


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars from ``first`` to ``last``, and how many incidents stand in none of them."""

    bars: tuple[Bar, ...]
    unit: Unit
    tallest: int
    earlier: int
    undated: int

    @property
    def ticks(self) -> tuple[Tick, ...]:
        return _ticks(self.bars, self.unit) if self.bars else ()


class Days(Protocol):
    """What is counted by day: ``counts`` and ``tallies`` know days alone, ``undated`` is how many have none."""

    @property
    def counts(self) -> Mapping[date, int]: ...

    @property
    def undated(self) -> int: ...

    def tallies(self, stretches: Sequence[tuple[date, date]]) -> list[Tally]:
        """What is counted in each of these stretches, which follow one another without a gap."""


def draw(days: Days, *, start: date | None, end: date | None) -> Timeline:
    """The histogram of these days for the period asked for; either end may be open."""
    inside = [day for day in days.counts if start is None or day >= start]
    earlier = sum(count for day, count in days.counts.items() if start is not None and day < start)
    first, last = _period(inside, start, end)
    if first is None or last is None:
        return Timeline((), "day", 0, earlier, days.undated)
    unit, step = _width(first, last)
    stretches = [_cut(stretch, start, end) for stretch in _stretches(first, last, unit, step)]
    bars = _bars(stretches, days.tallies(stretches), unit)
    return Timeline(bars, unit, max(bar.tally.incidents for bar in bars), earlier, days.undated)


def _period(days: list[date], start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """A period that was asked for is drawn whole where its bars are days or months; else only what holds incidents."""
    if start and end and _months(start, end) <= LONGEST_IN_MONTHS:
        return start, end
    return (min(days), max(days)) if days else (None, None)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _width(first: date, last: date) -> tuple[Unit, int]:
    if (last - first).days < LONGEST_IN_DAYS:
        return "day", 1
    if _months(first, last) <= LONGEST_IN_MONTHS:
        return "month", 1
    step = 1
    while (last.year - first.year + 1) / step > MOST_BARS:
        step *= 10
    return "year", step


def _stretches(first: date, last: date, unit: Unit, step: int) -> Iterator[tuple[date, date]]:
    """The whole days, months or years from the first to the last."""
    day = {"day": first, "month": first.replace(day=1), "year": date(max(first.year // step * step, 1), 1, 1)}[unit]
    while True:
        end = _end(day, unit, step)
        yield day, end
        if end >= last:
            return
        day = end + timedelta(days=1)  # never past the last day there is: the last stretch ends there


def _end(day: date, unit: Unit, step: int) -> date:
    if unit == "day":
        return day
    if unit == "month":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return date(min(day.year // step * step + step - 1, date.max.year), 12, 31)


def _cut(stretch: tuple[date, date], start: date | None, end: date | None) -> tuple[date, date]:
    """A bar narrows to its own days: it never leads out of the period that was asked for."""
    first, last = stretch
    return max(first, start or first), min(last, end or last)


def _bars(stretches: list[tuple[date, date]], tallies: list[Tally], unit: Unit) -> tuple[Bar, ...]:
    tallest = max(tally.incidents for tally in tallies) or 1
    share = 100 / len(stretches)
    return tuple(
        Bar(
            first=first,
            last=last,
            unit=unit,
            tally=tally,
            left=round(number * share, 2),
            width=round(share, 2),
            # A bar of one beside a thousand is still there to be seen.
            height=round(max(100 * tally.incidents / tallest, 2), 2) if tally.incidents else 0,
        )
        for number, ((first, last), tally) in enumerate(zip(stretches, tallies, strict=True))
    )


def _label(first: date, last: date, unit: Unit) -> str:
    if unit == "day":
        return _day(first)
    if unit == "month" and (first.day, last) == (1, _end(first, "month", 1)):
        return f"{MONTHS[first.month]} {first.year}"
    if unit == "year" and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else _span(str(first.year), str(last.year))
    return _span(_day(first), _day(last))


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def _span(first: str, last: str) -> str:
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _ticks(bars: tuple[Bar, ...], unit: Unit) -> tuple[Tick, ...]:
    """A few names at even steps: days by week, months by quarter or year, years by five, ten and more."""
    length = bars[-1].last.year - bars[0].first.year + 1 if unit == "year" else len(bars)
    every = _every(length, {"day": (1, 2, 7, 14), "month": (1, 3, 6, 12, 24), "year": _YEARS}[unit])
    count = {"day": lambda bar: bar.first.toordinal(), "month": lambda bar: bar.first.month - 1 + 12 * bar.first.year,
             "year": lambda bar: bar.first.year}[unit]  # fmt: skip
    offset = count(bars[0]) if unit == "day" else 0
    chosen = [bar for bar in bars if (count(bar) - offset) % every == 0]
    return tuple(Tick(_short(bar.first, unit, every), bar.left) for bar in chosen if bar.left < 94)


def _every(bars: int, steps: tuple[int, ...]) -> int:
    return next((step for step in steps if bars / step <= MOST_TICKS), steps[-1])


def _short(day: date, unit: Unit, every: int) -> str:
    if unit == "day":
        return f"{day.day} {capfirst(MONTHS_3[day.month])}"
    if unit == "month" and every < 12:
        return f"{capfirst(MONTHS_3[day.month])} {day.year}"
    return str(day.year)
