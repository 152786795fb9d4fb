"""Which names stand in some facets, in how many rows, and how are they spelled? Owns the counts of folded names.

Spellings that fold alike are one name, and a row counts once, however often and in whatever facet it has the name. What
comes first is told by the code points of the folded name: no database is asked, whose collation may have another order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from incidents.public.snapshot.columns import Array, Mask
from incidents.public.snapshot.facets import Facet
from incidents.public.snapshot.held import Snapshot


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the oldest of its rows spells it, how many rows have it, and how many in each facet where any does."""

    folded: str
    spelling: str
    rows: int
    by_facet: dict[str, int]


@dataclass(frozen=True, eq=False)
class Names:
    """The names of these facets in the rows of the mask; in all rows where there is no mask."""

    snapshot: Snapshot
    facets: tuple[str, ...]
    mask: Mask | None = None

    def after(self, folded: str, most: int) -> list[str]:
        """The next names, in folded order; from the first one after a blank."""
        found = {name for facet in self._facets.values() for name in facet.after(folded, most, self.mask)}
        return sorted(found)[:most]

    def named(self, names: Iterable[str]) -> list[Named]:
        """What is known of each of these folded names that some row has."""
        return [found for name in names if (found := self._named(name))]

    def _named(self, folded: str) -> Named | None:
        rows = {name: _once(self._masked(facet.having([folded]))) for name, facet in self._facets.items()}
        every = _once(np.concatenate([*rows.values(), np.empty(0, np.int32)]))
        if not len(every):
            return None
        oldest = int(every[np.argmin(self.snapshot.columns.key[every])])
        spelled = [value for facet in self._facets.values() for value in facet.spelled(folded, oldest)]
        return Named(folded, min(spelled), len(every), {name: len(each) for name, each in rows.items() if len(each)})

    def counts(self) -> dict[str, int]:
        """In how many rows each name stands; those of most rows first, equal ones in folded order."""
        names = sorted({folded for facet in self._facets.values() for _value, folded in facet.names if folded})
        places = {name: place for place, name in enumerate(names)}
        pairs = [self._pairs(facet, places) for facet in self._facets.values()]
        pairs_once = _once(np.concatenate([*pairs, np.empty(0, np.int64)]))
        counts = np.bincount(pairs_once // max(len(self.snapshot), 1), minlength=len(names))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        return {names[place]: int(counts[place]) for place in order.tolist()}

    def _pairs(self, facet: Facet, places: dict[str, int]) -> Array:
        """Name and row of each entry, joined in one number."""
        of_value = np.fromiter((places.get(folded, -1) for _value, folded in facet.names), np.int64, len(facet.names))
        of_entry = np.repeat(of_value, np.diff(facet.starts))
        there = of_entry >= 0 if self.mask is None else (of_entry >= 0) & self.mask[facet.rows]
        return of_entry[there] * len(self.snapshot) + facet.rows[there]

    def _masked(self, rows: Array) -> Array:
        return rows if self.mask is None else rows[self.mask[rows]]

    @cached_property
    def _facets(self) -> dict[str, Facet]:
        return {name: self.snapshot.facets[name] for name in self.facets if name in self.snapshot.facets}


def _once(numbers: Array) -> Array:
    """Each of these numbers once, in order; NumPy's own takes many times as long."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) > 0]
