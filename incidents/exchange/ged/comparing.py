"""Does a file of UCDP GED come back as it went in? Owns the comparison of its rows with a file written from the record.

Cells are compared as text, byte for byte. A cell that differs by the apostrophe alone that keeps a spreadsheet from
running it is counted apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from incidents.exchange.ged.files import GedFile, UnreadableError, read_rows
from incidents.exchange.ged.rows import event_id
from incidents.exchange.ged.text import storable

EXAMPLES: Final = 3
"""Differing rows of a column that are kept to be shown."""

Cells = Mapping[str, str]


@dataclass
class Compared:
    """A column of the file: in how many rows it came back, and how the others differ."""

    equal: int = 0
    guarded: int = 0
    differs: int = 0
    examples: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, value: str, given: str, returned: str) -> None:
        """Counts the cells of one event."""
        if given == returned:
            self.equal += 1
        elif returned == f"'{given}":
            self.guarded += 1
        else:
            self.differs += 1
            if len(self.examples) < EXAMPLES:
                self.examples.append((value, given, returned))


@dataclass
class Comparison:
    """The columns of a file in its order; ``kept`` are those that the layout has no column for, read from the record.

    ``added`` are columns of the layout that the file does not have. ``repeated`` counts rows whose id comes again
    further down: the last row has the word. ``missing`` are the ids of events that are not published.
    """

    columns: dict[str, Compared]
    kept: dict[str, Compared]
    added: list[str]
    rows: int = 0
    repeated: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def differing(self) -> int:
        """Cells that did not come back, by the whole file."""
        return sum(each.differs for each in (*self.columns.values(), *self.kept.values()))


def compare(
    file: GedFile, returned: Mapping[str, Cells], records: Mapping[str, Cells], names: Iterable[str]
) -> Comparison:
    """The file against what came back, both by event id. ``names`` is the header that came back."""
    given = list(names)
    rows, repeated = _by_id(file)
    header = list(dict.fromkeys(name for row in rows.values() for name in row))
    comparison = Comparison(
        columns={name: Compared() for name in header if name.lower() in given},
        kept={name: Compared() for name in header if name.lower() not in given},
        added=[name for name in given if name not in {each.lower() for each in header}],
        rows=len(rows) + repeated,
        repeated=repeated,
    )
    for value, row in rows.items():
        if value not in returned:
            comparison.missing.append(value)
            continue
        for name, compared in comparison.columns.items():
            compared.add(value, row[name], returned[value][name.lower()])
        for name, compared in comparison.kept.items():
            compared.add(value, row[name], records.get(value, {}).get(name, ""))
    return comparison


def _by_id(file: GedFile) -> tuple[dict[str, dict[str, str]], int]:
    """The last row of every event, and how many rows came before one of the same event."""
    rows: dict[str, dict[str, str]] = {}
    repeated = 0
    for row in read_rows(file):
        if row.problem:
            raise UnreadableError(row.problem.reason, column=row.problem.column, line=row.line)
        value = event_id({name.lower(): cell for name, cell in row.record.items()})
        repeated += value in rows
        rows[value] = storable(row.record)
    return rows, repeated
