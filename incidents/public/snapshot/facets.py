"""Which rows have a value of a facet? Owns the rows by value, for what an incident has several of."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from typing import Final

import numpy as np

from incidents.public.snapshot.columns import Array, Mask

Name = tuple[str, str]
"""A value as it is written, and folded."""
OF_NAMES: Final = {"numbers", "_ranks", "_in_folded_order"}
"""What is worked out of a facet from its names alone."""


@dataclass(frozen=True, eq=False)
class Facet:
    """The rows of each value, one value after another: those of the n-th stand from ``starts[n]`` to ``starts[n + 1]``.

    Values that no row has any more may stay, without rows.
    """

    names: tuple[Name, ...]
    starts: Array
    rows: Array

    @cached_property
    def numbers(self) -> dict[Name, int]:
        return {name: number for number, name in enumerate(self.names)}

    def having(self, folded: Iterable[str]) -> Array:
        """The rows with one of these spellings; a row may come twice."""
        parts = [self._rows(number) for each in folded for number in self._spelled(each)]
        return np.concatenate(parts) if parts else self.rows[:0]

    def spelled(self, folded: str, row: int) -> list[str]:
        """How the row writes this folded spelling, if it has it."""
        return [self.names[number][0] for number in self._spelled(folded) if row in self._rows(number)]

    def after(self, folded: str, most: int, mask: Mask | None) -> list[str]:
        """The next folded spellings that stand in a row of the mask, by their code points."""
        ahead = self._in_folded_order[bisect_right(self._in_folded_order, folded, key=self._folded) :]
        there = ahead[self.counts(mask)[ahead] > 0].tolist()
        return [each for each, _same in islice(groupby(map(self._folded, there)), most)]

    def _spelled(self, folded: str) -> Array:
        """The numbers of the values that fold to this."""
        order = self._in_folded_order
        start = bisect_left(order, folded, key=self._folded)
        return order[start : bisect_right(order, folded, start, key=self._folded)]

    def _rows(self, number: int) -> Array:
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def _folded(self, number: int) -> str:
        return self.names[number][1]

    @cached_property
    def _in_folded_order(self) -> Array:
        return np.array(sorted(range(len(self.names)), key=self._folded), np.int64)

    def counts(self, mask: Mask | None) -> Array:
        """In how many rows of the mask, or in how many of all, each value stands."""
        if mask is None:
            return np.diff(self.starts)
        return np.diff(_before(mask[self.rows])[self.starts])

    def most_frequent(self, mask: Mask | None, most: int) -> dict[str, int]:
        """The values of most rows, equal ones by their spelling."""
        counts = self.counts(mask)
        told = np.flatnonzero(counts >= max(_least_of(counts, most), 1))
        first = told[np.lexsort((self._ranks[told], -counts[told]))]
        return {self.names[number][0]: int(counts[number]) for number in first[:most].tolist()}

    @cached_property
    def _ranks(self) -> Array:
        """Where each value stands in alphabetical order."""
        ranks = np.empty(len(self.names), np.int32)
        ranks[sorted(range(len(self.names)), key=self.names.__getitem__)] = np.arange(len(self.names))
        return ranks

    def moved(self, rows: Array, added: "Facet") -> "Facet":
        """The same after a change: ``rows`` gives the new number of each old row, -1 for what is gone."""
        numbers = dict(self.numbers)
        places = np.array([numbers.setdefault(name, len(numbers)) for name in added.names], np.int64)
        moved = rows[self.rows]
        there = moved >= 0
        starts = _before(there)[self.starts]
        starts = np.concatenate([starts, np.full(len(numbers) - len(self.names), starts[-1])])
        of_each = np.repeat(places, np.diff(added.starts))
        # In the order of the values: those without rows begin where the next ones do.
        order = np.argsort(of_each, kind="stable")
        found = np.insert(moved[there], starts[of_each[order] + 1], added.rows[order])
        more = np.concatenate([[0], np.cumsum(np.bincount(of_each, minlength=len(numbers)))])
        facet = Facet(tuple(numbers), starts + more, found)
        if len(numbers) == len(self.names):
            # Of no name more, nothing has to be worked out again that the names alone decide.
            for known in self.__dict__.keys() & OF_NAMES:
                facet.__dict__[known] = self.__dict__[known]
        return facet


def made(found: Iterable[tuple[Name, Array]], rows_of: Callable[[Array], Array]) -> Facet:
    """A facet of these values and keys; ``rows_of`` gives the row of each key, -1 where there is none."""
    names: list[Name] = []
    parts: list[Array] = [np.empty(0, np.int64)]
    for name, keys in found:
        names.append(name)
        parts.append(keys)
    rows = rows_of(np.concatenate(parts)).astype(np.int32)
    there = rows >= 0
    starts = _before(there)[np.cumsum([len(part) for part in parts])]
    return Facet(tuple(names), starts, rows[there])


def _before(there: Mask) -> Array:
    """How many are there before each, and in all."""
    found = np.zeros(len(there) + 1, np.int64)
    np.cumsum(there, out=found[1:])
    return found


def _least_of(counts: Array, most: int) -> int:
    """The count that a value needs to be among the first."""
    return int(np.partition(counts, len(counts) - most)[len(counts) - most]) if len(counts) > most else 0
