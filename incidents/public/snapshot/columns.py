"""What is held in memory of a live publication? Owns the columns, and how they change with the publications.

Arrays are never written once they are made: threads share them, and a change makes new ones. Rows stand in the order of
their map cells, those without a point last. What has few values is a number into a table of its values.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Value = tuple[str, ...]

NOWHERE: Final = 2**62
"""The cell of what has no point."""
FAR: Final = 2**31 - 1
"""A radius that is not stated: farther than any that is asked for."""
APART: Final = "\x1f"
"""Stands between the fields of a coded value, and in none of them."""

NUMBERS: Final = {
    "key": np.int64, "cell": np.int64, "latitude": np.float64, "longitude": np.float64, "radius": np.int32,
    "published": np.int64,
}  # fmt: skip
"""Columns of numbers: key, map cell, degrees (not a number without a point), metres, microseconds since 1970."""

CODED: Final = {
    "span": ("date_earliest", "date_latest"),
    "coding": ("attack_type", "violence_type", "verification", "responsibility", "precision"),
    "area": ("country", "admin1_code", "admin1_folded"),
    "killed": ("killed_state", "killed_low", "killed_best", "killed_high"),
    "injured": ("injured_state", "injured_low", "injured_best", "injured_high"),
}
"""Columns of few values, each with the fields of ``Publication`` that it holds, as texts; what is null is blank."""


class Table:
    """The distinct values of a coded column, as texts and by their fields, and what is worked out from them once."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.texts = tuple(texts)

    @cached_property
    def values(self) -> list[Value]:
        return [tuple(text.split(APART)) for text in self.texts]

    def field(self, position: int) -> "Field":
        """One field of the values by itself."""
        if not self.texts:
            return field(())
        return self._fields[position]

    @cached_property
    def _fields(self) -> "list[Field]":
        return [field(each) for each in zip(*self.values, strict=True)]

    def extended(self, texts: Collection[str]) -> "Table":
        """A table of these values, which begin with its own: itself, where there are no more."""
        return self if len(texts) == len(self.texts) else Table(texts)


class Field(NamedTuple):
    """One field of a table's values: the number of each, and the distinct values that the numbers stand for."""

    numbers: Array
    values: list[str]


def field(values: Iterable[str]) -> Field:
    """The field of these values."""
    found: dict[str, int] = {}
    numbers = [found.setdefault(value, len(found)) for value in values]
    return Field(np.array(numbers, np.int32), list(found))


@dataclass(frozen=True, eq=False)
class Coded:
    """The numbers of the rows into a table, which may hold values that no row has any more."""

    numbers: Array
    table: Table

    def where(self, position: int, holds: Callable[[str], bool]) -> Mask:
        """The rows whose field at this position is such a one, which is asked once for each that there is."""
        numbers, values = self.table.field(position)
        return np.fromiter(map(holds, values), np.bool_, len(values))[numbers][self.numbers]


@dataclass(frozen=True, eq=False)
class Columns:
    """All the columns, and the order in which rows are read and written as tuples: ``NUMBERS``, then ``CODED``."""

    key: Array
    cell: Array
    latitude: Array
    longitude: Array
    radius: Array
    published: Array
    span: Coded
    coding: Coded
    area: Coded
    killed: Coded
    injured: Coded

    def __len__(self) -> int:
        return len(self.key)

    @cached_property
    def placed(self) -> int:
        """How many rows have a point; they come first."""
        return int(np.searchsorted(self.cell, NOWHERE))

    @cached_property
    def _by_key(self) -> Array:
        return np.argsort(self.key)

    def rows_of(self, keys: Array) -> Array:
        """The row of each key; -1 for a key that is not here."""
        if not len(self):
            return np.full(len(keys), -1)
        found = np.minimum(np.searchsorted(self.key, keys, sorter=self._by_key), len(self) - 1)
        rows = self._by_key[found]
        return np.where(self.key[rows] == keys, rows, -1)

    def column(self, name: str) -> Array:
        """The array of a column, be it of numbers or coded."""
        found = getattr(self, name)
        return found.numbers if isinstance(found, Coded) else found

    def arranged(self, order: Array) -> "Columns":
        """The rows of these numbers, in this order."""
        return self._with({name: self.column(name)[order] for name in (*NUMBERS, *CODED)}, self)

    def joined(self, others: "Columns") -> "Columns":
        """These rows and then the others, whose tables go on from these: see ``Rows``."""
        both = {name: np.concatenate([self.column(name), others.column(name)]) for name in (*NUMBERS, *CODED)}
        return self._with(both, others)

    def _with(self, arrays: Mapping[str, Array], tables: "Columns") -> "Columns":
        coded = {name: Coded(arrays[name], getattr(tables, name).table) for name in CODED}
        return Columns(**{name: arrays[name] for name in NUMBERS}, **coded)  # type: ignore[arg-type]


class Rows:
    """Rows on their way into columns, some thousands at a time. ``like`` gives the tables to go on from."""

    def __init__(self, like: Columns | None = None) -> None:
        self.tables = {name: getattr(like, name).table if like else Table() for name in CODED}
        self.numbers = {name: _numbering(table) for name, table in self.tables.items()}
        self.parts: dict[str, list[Array]] = {name: [] for name in (*NUMBERS, *CODED)}

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Rows as tuples: ``NUMBERS``, of which the moment is a text, and the joined texts of ``CODED``."""
        for name, values in zip(self.parts, zip(*rows, strict=True), strict=True):
            self.parts[name].append(self._numbered(name, values) if name in CODED else _numbers(name, values))

    def _numbered(self, name: str, texts: Sequence[str]) -> Array:
        return np.fromiter(map(self.numbers[name].__getitem__, texts), np.int32, len(texts))

    def columns(self) -> Columns:
        """All of them, in the order they came."""
        whole = {name: np.concatenate([*found, _numbers(name, ())]) for name, found in self.parts.items()}
        coded = {name: Coded(whole.pop(name), self.tables[name].extended(self.numbers[name])) for name in CODED}
        return Columns(**whole, **coded)  # type: ignore[arg-type]  # which is which, the names say


def _numbering(table: Table) -> defaultdict[str, int]:
    """The numbers of its texts; any other gets the next one."""
    known = {text: number for number, text in enumerate(table.texts)}
    return defaultdict(count(len(known)).__next__, known)


def _numbers(name: str, values: Sequence[Any]) -> Array:
    if name == "published":
        return np.array(values, "datetime64[us]").view(np.int64)
    return np.array(values, NUMBERS.get(name, np.int32))
