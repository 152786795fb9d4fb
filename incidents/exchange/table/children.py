"""What do the rows of a further file say? Owns sources and tolls of a second file, a row each, by identifier."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from incidents.exchange.table import days
from incidents.exchange.table.entry import Account
from incidents.exchange.table.files import TableFile, read_file
from incidents.exchange.table.judgement import JudgedFile, Verdict, external_value
from incidents.exchange.table.mapping import Map
from incidents.exchange.table.reader import Cells
from incidents.exchange.table.rows import Child, account
from incidents.exchange.table.sheet import Problem, Row, Sheet
from incidents.exchange.table.sources import sources


def _tolls(cells: Cells, group: Mapping[str, str]) -> tuple[Account, ...]:
    made = account(cells, group)
    return (made,) if made else ()


_MAKERS: Mapping[str, Callable[[Cells, Mapping[str, str]], tuple[Any, ...]]] = {"sources": sources, "tolls": _tolls}

Children = dict[str, list[Child]]


def read_children(kind: str, file: TableFile, made: Map) -> tuple[JudgedFile, Children]:
    """The file's verdicts, and its rows by the identifier of the row they belong to. ``kind``: sources or tolls."""
    sheet = read_file(file, encoding=made.encoding, separator=made.separator)
    columns = _columns(kind, made)
    if problem := _unfit(kind, sheet, columns):
        return JudgedFile(file, [Verdict(row, "", "rejected", [problem]) for row in _lines(sheet, problem)]), {}
    judged, children = JudgedFile(file), Children()
    for row, key, child in _read(kind, sheet, made):
        verdict = Verdict(
            row.line, external_value(made, key), "rejected" if child.problems else "new", code=columns["id"]
        )
        verdict.problems = list(child.problems)
        judged.verdicts.append(verdict)
        children.setdefault(key, []).append(child)
    return judged, children


def kept_children(kind: str, records: Sequence[dict[str, str]], made: Map, key: str) -> Children:
    """The same from rows as they were kept with an incident."""
    if not records:
        return {}
    header = tuple(records[0])
    rows = tuple(Row(0, tuple(record[name] for name in header)) for record in records)
    return {key: [child for _, _, child in _read(kind, Sheet(header, rows=rows), made)]}


def _columns(kind: str, made: Map) -> Mapping[str, str]:
    columns: Mapping[str, str] = getattr(made, f"{kind}_file")
    return columns


def _unfit(kind: str, sheet: Sheet, columns: Mapping[str, str]) -> Problem | None:
    if sheet.broken:
        return sheet.broken[0]
    if "id" not in columns or len(columns) == 1:
        said = f"The map has no [{kind}_file] that matches the identifier and more."
        return Problem(sheet.header_line, "", said)
    for heading in columns.values():
        if heading not in sheet.header:
            return Problem(sheet.header_line, heading, f"The file has no column “{heading}”, which the map names.")
    for heading in sheet.header:
        if heading not in columns.values():
            return Problem(sheet.header_line, heading, "The map does not match this column; take it out of the file.")
    return None if sheet.rows else Problem(sheet.header_line + 1, "", "There is no row below the header.")


def _lines(sheet: Sheet, problem: Problem) -> list[int]:
    return [row.line for row in sheet.rows] or [problem.line]


def _read(kind: str, sheet: Sheet, made: Map) -> list[tuple[Row, str, Child]]:
    columns, positions = _columns(kind, made), {name: number for number, name in enumerate(sheet.header)}
    fields = {name: heading for name, heading in columns.items() if name != "id" and heading in positions}
    dated = fields.get("date", "")
    orders = {}
    if dated:
        orders[dated] = days.order_of(
            (row.cells[positions[dated]] for row in sheet.rows if row.cells), given=made.dates
        )
    own = replace(made, is_own=False)
    return [_child(kind, row, Cells(row, own, positions, orders), fields, columns["id"]) for row in sheet.rows]


def _child(kind: str, row: Row, cells: Cells, fields: Mapping[str, str], key_column: str) -> tuple[Row, str, Child]:
    if not row.cells:
        return row, "", Child(row.line, {}, (), row.problems)
    key = cells.at(key_column)
    made = _MAKERS[kind](cells, fields)
    if not key:
        cells.refuse(key_column, "The identifier is missing.")
    if not made and not cells.problems:
        cells.refuse(next(iter(fields.values())), "The row says nothing: every column but the identifier is blank.")
    record = {heading: row.cells[cells.positions[heading]] for heading in (key_column, *fields.values())}
    return row, key, Child(row.line, record, made, tuple(cells.problems))
