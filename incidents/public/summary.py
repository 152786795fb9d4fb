"""What do the incidents of a query come to, by day and by kind? Owns the counts behind the timeline and the facets.

A facet's counts leave its own filter out, so that a reader sees what another choice would give.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from incidents.public.filters import NO_POINT
from incidents.public.snapshot.columns import Array, Table
from incidents.public.snapshot.masks import Asked
from incidents.public.snapshot.sums import Some, Tally

MOST_VALUES: Final = 50
"""Names told of one facet: the most frequent."""

KINDS: Final = {
    "attack_type": ("coding", 0), "country": ("area", 0), "verification": ("coding", 2),
    "responsibility": ("coding", 3), "violence_type": ("coding", 1), "precision": ("coding", 4),
}  # fmt: skip
"""Facets of which an incident has one value, and the field of the snapshot that holds it."""

NAMES: Final = ("weapon", "target", "accused", "publisher")
"""Facets of which an incident can have several values; their counts may add up to more than the incidents."""


UNDATED: Final = 0
"""The number of a day that is open or not stated; the calendar begins with 1."""


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


def summarise(asked: Asked) -> Summary:
    """The counts of every facet for a valid query."""
    return Summary(kinds=_kinds(asked), names=_names(asked))


def _kinds(asked: Asked) -> dict[str, dict[str, Tally]]:
    return {name: _by_value(name, asked.some(leave_out=[name])) for name in KINDS}


def _by_value(name: str, some: Some) -> dict[str, Tally]:
    """The most frequent value first."""
    numbers, values = some.field(*KINDS[name])
    told = zip(values, some.tallies(numbers, len(values)), strict=True)
    found = [(NO_POINT if name == "precision" and not value else value, tally) for value, tally in told]
    return dict(sorted((item for item in found if item[1].incidents), key=lambda item: (-item[1].incidents, item[0])))


def _names(asked: Asked) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name in NAMES:
        facet = asked.snapshot.facets.get(name)
        found[name] = facet.most_frequent(asked.rows(leave_out=[name]), MOST_VALUES) if facet else {}
    return found


@dataclass(frozen=True, eq=False)
class Days:
    """The earliest possible days of some incidents, for a timeline to lay into bars."""

    some: Some

    @cached_property
    def counts(self) -> dict[date, int]:
        """How many incidents there are of each day, in the order of days; what has no such day is in none."""
        there = np.flatnonzero(self._counted)
        found, places = np.unique(self._first_days[there], return_inverse=True)
        told = zip(found.tolist(), np.bincount(places, self._counted[there]).tolist(), strict=True)
        return {date.fromordinal(day): int(count) for day, count in told if day != UNDATED}

    @property
    def undated(self) -> int:
        """How many incidents have no earliest day: it is open or not stated."""
        return int(self._counted[self._first_days == UNDATED].sum())

    def tallies(self, stretches: Sequence[tuple[date, date]]) -> list[Tally]:
        """What they come to in each of these stretches of days, which follow one another without a gap."""
        starts = [first.toordinal() for first, _last in stretches]
        # Nought is what lies before the first, and gets what lies behind the last.
        bars = np.searchsorted(starts, self._first_days, side="right")
        bars[self._first_days > stretches[-1][1].toordinal()] = 0
        return self.some.tallies(bars[self._spans], len(starts) + 1)[1:]

    @cached_property
    def _spans(self) -> Array:
        return self.some.snapshot.columns.span.numbers[self.some.rows]

    @cached_property
    def _counted(self) -> Array:
        return np.bincount(self._spans, minlength=len(self._first_days))

    @property
    def _first_days(self) -> Array:
        return first_days(self.some.snapshot.columns.span.table)


@lru_cache(maxsize=4)
def first_days(table: Table) -> Array:
    """The number of the earliest day of each span."""
    days = [earliest for earliest, _latest in table.values]
    return np.array([date.fromisoformat(day).toordinal() if day else UNDATED for day in days], np.int64)


def days(asked: Asked) -> Days:
    """The days of a valid query."""
    return Days(asked.some())
