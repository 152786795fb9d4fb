"""How does a layout become a file? Owns the shape of a layout, and the CSV: a line a record, streamed in flat memory.

A layout is the columns of another dataset and how ours fill them. What cannot be said stays blank, never zero.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from incidents.models.publication import PublicationQuerySet
from incidents.public.exports import neutralise
from incidents.public.layouts.record import Record, read

BATCH: Final = 500
"""Documents read at a time; about 5 MB of text."""

BLANK: Final = "Blank: we record nothing of the kind."


@dataclass(frozen=True)
class Filled:
    """A column of the other dataset, how it is filled, and the columns and codes of ours it is filled from."""

    name: str
    how: str
    ours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The columns of another dataset. ``row`` gives the values of one record by column; a missing one is blank."""

    name: str
    title: str
    about: str
    columns: tuple[Filled, ...]
    row: Callable[[Record], dict[str, Any]]

    @property
    def names(self) -> list[str]:
        """The header."""
        return [column.name for column in self.columns]

    def lines(self, rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
        """The file as text, a batch at a time."""
        yield _as_csv([self.names])
        records = read(rows)
        while batch := list(islice(records, BATCH)):
            yield _as_csv([self._cells(record) for record in batch])

    def _cells(self, record: Record) -> list[str]:
        values = self.row(record)
        return [written(values.get(name)) for name in self.names]


def filled(names: str, how: str = BLANK, *ours: str) -> tuple[Filled, ...]:
    """Columns that are filled in one way, their names separated by blanks."""
    return tuple(Filled(name, how, ours) for name in names.split())


def written(value: Any) -> str:
    """A value as a cell: None is blank, degrees have five decimals at most, no text runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")
    return neutralise(value) if isinstance(value, str) else str(value)


def _as_csv(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()
