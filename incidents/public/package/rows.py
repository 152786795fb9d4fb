"""How do the rows of a document become those of a file? Owns how the value of a column is found, and written in a cell.

Which tables and columns there are says the codebook; here is nothing of any single one.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from incidents.codebook.table import Table, TableColumn, Type
from incidents.public.columns import SEPARATOR, STAND_IN
from incidents.public.exports import neutralise

Json = dict[str, Any]


def header(table: Table) -> list[str]:
    """The names of the columns."""
    return [column.name for column in table]


def lines(table: Table, document: Json) -> Iterator[list[str]]:
    """The cells of every row that a document has."""
    code = document["code"]
    for number, row in enumerate(_rows(table, document), start=1):
        named = {"ref": f"{table.prefix}-{number}", **row, "incident": code}
        yield [_cell(column, named, code) for column in table]


def _rows(table: Table, document: Json) -> Iterator[Json]:
    for row in document.get(table.key, []) if table.key else [document]:
        if table.parts:
            yield from _parts(table, row)
        else:
            yield row


def _parts(table: Table, row: Json) -> Iterator[Json]:
    for part in table.parts:
        found = row.get(part) or []
        for each in found if isinstance(found, list) else [found]:
            yield {"statement": row["ref"], "part": part, **each}


def _cell(column: TableColumn, row: Json, code: str) -> str:
    value = _found(row, column.path or column.name)
    if value is None or value == "":
        return ""
    return f"{code}/{value}" if column.type == "reference" else _WRITE[column.type](value)


def _found(row: Json, path: str) -> Any:
    """What the path leads to: a value of the row, or of what stands in it; of a list, that of each."""
    first, _, rest = path.partition(".")
    value = row.get(first)
    if not rest or not value:
        return value
    return [each[rest] for each in value] if isinstance(value, list) else value.get(rest)


def _in_a_cell(names: list[str]) -> str:
    return neutralise(SEPARATOR.join(name.replace(SEPARATOR, STAND_IN) for name in names))


def _degrees(value: float) -> str:
    """Five decimals at most."""
    return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


def _as_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _yes_no(value: bool) -> str:
    return "true" if value else "false"


_WRITE: Final[dict[Type, Callable[[Any], str]]] = {
    "text": neutralise, "code": str, "whole": str, "degrees": _degrees, "yes_no": _yes_no, "date": neutralise,
    "moment": str, "time": str, "list": _in_a_cell, "object": _as_json,
}  # fmt: skip
