"""What do some rows of the snapshot come to, by any of their values? Owns the sums of figures.

A toll is one of few values too: how many rows have each is counted once, and the sums are worked out from these few.
The discounted are counted with the incidents and add no figure (SCHEMA 4.5).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import numpy as np

from incidents import tolls
from incidents.public.snapshot.columns import Array, Coded, Field, Mask, Table
from incidents.public.snapshot.held import Snapshot

WIDEST: Final = 2**22
"""Numbers that are counted at once."""


class Tally(NamedTuple):
    """How many incidents, and what their figures of people harmed add up to; the discounted add no figure."""

    incidents: int = 0
    discounted: int = 0
    figures: int = 0
    low: int = 0
    low_told: int = 0
    best: int = 0
    best_told: int = 0
    high: int = 0
    high_told: int = 0

    @property
    def total(self) -> tolls.Total:
        """The total of SCHEMA 6: a best or a high stands only where no figure lacks it."""
        return tolls.Total(
            low=self.low if self.low_told else None,
            best=self.best if self.figures and self.best_told == self.figures else None,
            high=self.high if self.figures and self.high_told == self.figures else None,
            with_figure=self.figures,
            without_figure=self.incidents - self.discounted - self.figures,
            without_high=self.figures - self.high_told,
            without_best=self.figures - self.best_told,
            without_low=self.figures - self.low_told,
        )


@dataclass(frozen=True, eq=False)
class Some:
    """Some rows of a snapshot; all of them where there is no mask."""

    snapshot: Snapshot
    mask: Mask | None

    @cached_property
    def rows(self) -> "Array | slice":
        return slice(None) if self.mask is None else np.flatnonzero(self.mask)

    @cached_property
    def count(self) -> int:
        return len(self.snapshot) if self.mask is None else int(np.count_nonzero(self.mask))

    @cached_property
    def with_point(self) -> int:
        placed = self.snapshot.columns.placed
        return placed if self.mask is None else int(np.count_nonzero(self.mask[:placed]))

    def field(self, column: str, position: int) -> Field:
        """One field of a coded column: the number of each of these rows, and the values."""
        coded: Coded = getattr(self.snapshot.columns, column)
        numbers, values = coded.table.field(position)
        return Field(numbers[coded.numbers[self.rows]], values)

    def tally(self, harm: str = "killed") -> Tally:
        """What they come to in all."""
        measures, tolled = self._tolled(harm)
        return _tally(np.bincount(tolled, minlength=len(measures)) @ measures)

    def tallies(self, numbers: Array, most: int) -> list[Tally]:
        """What they come to by the number of each row, which is less than ``most``."""
        measures, tolled = self._tolled("killed")
        return [_tally(row) for row in _grouped(numbers, most, tolled, measures)]

    @cached_property
    def _discounted(self) -> Mask:
        numbers, values = self.field("coding", 2)
        return numbers == (values.index("discounted") if "discounted" in values else -1)

    def _tolled(self, harm: str) -> tuple[Array, Array]:
        """The measures of each toll, the last of them being that of the discounted, and which is that of each row."""
        coded: Coded = getattr(self.snapshot.columns, harm)
        measures = _measures(coded.table)
        return measures, np.where(self._discounted, len(measures) - 1, coded.numbers[self.rows])


def _grouped(numbers: Array, most: int, tolled: Array, measures: Array) -> Array:
    width = len(measures)
    if most * width > WIDEST:
        by_measure = [np.bincount(numbers, weights=each[tolled], minlength=most) for each in measures.T]
        return np.stack(by_measure, axis=1)
    together = np.bincount(numbers.astype(np.int64) * width + tolled, minlength=most * width)
    return together.reshape(most, width) @ measures


def _tally(row: Array) -> Tally:
    return Tally(*map(int, row.tolist()))


@lru_cache(maxsize=8)
def _measures(table: Table) -> Array:
    """A row for each toll, with the numbers of its tally, as floats: exact to 2**53, and faster."""
    rows = [_row(*value) for value in table.values]
    return np.array([*rows, Tally(incidents=1, discounted=1)], np.float64)


@lru_cache(maxsize=8)
def lows(table: Table) -> tuple[Array, Array]:
    """The lowest figure of each toll, and whether it is stated, as whole numbers."""
    measures = _measures(table)[:-1]
    return tuple(measures[:, Tally._fields.index(name)].astype(np.int64) for name in ("low", "low_told"))  # type: ignore[return-value]  # two


def _row(state: str, *ends: str) -> Tally:
    told = [(int(end or 0), int(bool(end))) for end in ends]
    return Tally(1, 0, int(state in ("figure", "none")), *(number for pair in told for number in pair))
