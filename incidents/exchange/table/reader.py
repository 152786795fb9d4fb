"""What does this cell say, by the map? Owns reading a row's cells: what cannot be read is a problem by its column."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from incidents.codebook import FIGURE_STATE, STATEMENT_BASIS, Vocabulary
from incidents.exchange.table import days, own, values
from incidents.exchange.table.entry import Said
from incidents.exchange.table.fields import FIELDS
from incidents.exchange.table.mapping import Map
from incidents.exchange.table.sheet import Problem, Row, Unreadable

Value = TypeVar("Value")
LONGEST_QUOTE = 2_000


class Cells:
    """The cells of one row by the fields of the map; gathers what is wrong with them, and what deserves a look."""

    def __init__(self, row: Row, made: Map, positions: Mapping[str, int], orders: Mapping[str, days.Order]) -> None:
        self.row, self.map = row, made
        self.positions, self.orders = positions, orders
        self.problems: list[Problem] = list(row.problems)
        self.remarks: list[Problem] = []

    def at(self, heading: str) -> str:
        """The cell under a heading; "" for what the map calls blank."""
        cell = self.row.cells[self.positions[heading]]
        if self.map.is_own:
            return own.restored(cell)
        cell = cell.strip()
        return "" if cell in self.map.blank else cell

    def said(self, name: str) -> Said:
        """What stands in the column of a field, or what the map fixes it to."""
        heading = self.map.columns.get(name)
        if heading is None:
            return Said("", self.map.fixed.get(name, ""))
        cell = self.at(heading)
        return Said(heading, cell)

    def read(self, heading: str, read: Callable[[], Value], default: Value) -> Value:
        """What ``read`` makes of a cell, or the default and a problem."""
        try:
            return read()
        except Unreadable as problem:
            self.refuse(heading, problem.reason, setting=problem.setting)
            return default

    def refuse(self, heading: str, reason: str, *, setting: str = "") -> None:
        """A problem of the row; one column has one, for what follows from it would only hide it."""
        if all(each.column != heading for each in self.problems):
            self.problems.append(Problem(self.row.line, heading, reason, setting))

    def remark(self, heading: str, reason: str) -> None:
        """What keeps no row out: it is shown before anything is written, and a note of the record says it."""
        self.remarks.append(Problem(self.row.line, heading, reason))

    def text(self, name: str, length: int) -> str:
        said = self.said(name)
        return self.read(said.column, lambda: values.longest(self._translated(name, said.cell), length), "")

    def code(self, name: str, default: str = "") -> str:
        """A code of the field's list; the default where the cell is blank."""
        said = self.said(name)
        cell = self._translated(name, said.cell)
        if not cell:
            return default
        return self.read(said.column, lambda: values.code(cell, _list_of(name)), default)

    def codes(self, name: str) -> tuple[str, ...]:
        said = self.said(name)
        found = [
            self.read(said.column, lambda each=each: self._one_code(name, each), "")  # type: ignore[misc]
            for each in values.several(said.cell, self.map.lists)
        ]
        return tuple(dict.fromkeys(filter(None, found)))

    def _one_code(self, name: str, said: str) -> str:
        cell = self._translated(name, said)
        return values.code(cell, _list_of(name)) if cell else ""

    def names(self, name: str, length: int) -> tuple[str, ...]:
        said = self.said(name)
        if self.map.is_own:
            return tuple(own.names_in(self.row.cells[self.positions[said.column]])) if said.column else ()
        each_name = values.several(self._translated(name, said.cell), self.map.lists)
        read = [self.read(said.column, lambda each=each: values.name(each, length), "") for each in each_name]  # type: ignore[misc]
        return tuple(filter(None, read))

    def day(self, heading: str, cell: str) -> str:
        """EDTF; the order of day and month is that of the column."""
        order = self.orders.get(heading) or days.Order(self.map.dates)
        day = days.without_time(cell) if self.map.times else cell
        return self.read(heading, lambda: days.read_day(day, order), "") if cell else ""

    def country(self) -> str:
        said = self.said("country")
        cell = self._translated("country", said.cell)
        return self.read(said.column, lambda: values.country(cell), "") if cell else ""

    def degrees(self, name: str, most: int) -> float | None:
        said = self.said(name)
        if not said.cell:
            return None
        decimal = self.map.decimal
        return self.read(said.column, lambda: values.degrees(said.cell, decimal=decimal, most=most), None)

    def whole(self, said: Said) -> int | None:
        thousands = self.map.thousands
        return self.read(said.column, lambda: values.whole(said.cell, thousands=thousands), None) if said.cell else None

    def translated(self, name: str, cell: str) -> str:
        """What the map says that this cell means, else the cell."""
        return self._translated(name, cell)

    def _translated(self, name: str, cell: str) -> str:
        known = self.map.values.get(name)
        return known.get(cell, cell) if known else cell


_LISTS: dict[str, Vocabulary] = {name: each.vocabulary for name, each in FIELDS.items() if each.vocabulary}
_LISTS["basis"] = STATEMENT_BASIS


def _list_of(name: str) -> Vocabulary:
    return _LISTS.get(name, FIGURE_STATE)


def quoted(said: Said) -> dict[str, Any]:
    """A cell as a citation holds it: the words, and the column they stand under."""
    return {"exact": said.cell.strip()[:LONGEST_QUOTE], "comment": f"Column {said.column}"[:300]}
