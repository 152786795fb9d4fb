"""Every cell of every table is the value at its path in the document: real documents, read again by another way."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from incidents.codebook import tables
from incidents.codebook.table import Table
from incidents.codebook.tables import TABLES
from incidents.public.package import rows as package
from tests.incidents.codebook.records import rows, written

Json = dict[str, Any]


def at(row: Json, path: str) -> Any:
    """What a path leads to in a row."""
    value: Any = row
    for name in path.split("."):
        value = (value or {}).get(name)
    return value


READ: dict[str, Callable[[str], Any]] = {
    "whole": int,
    "degrees": lambda cell: pytest.approx(float(cell), abs=0.000005),
    "yes_no": {"true": True, "false": False}.__getitem__,
    "list": lambda cell: cell.split("|"),
    "object": json.loads,
    "reference": lambda cell: cell.partition("/")[2],
}
"""What a program reads from a cell that is not blank, by the type that the codebook gives; else the text."""


def cells(table: Table, document: Json) -> list[dict[str, str]]:
    """The written rows by their header."""
    return [dict(zip(package.header(table), each, strict=True)) for each in package.lines(table, document)]


def wrong(table: Table, written_rows: list[dict[str, str]], document: Json) -> list[str]:
    """The cells that are not what stands at their path in the document."""
    found = []
    for row, told in zip(rows(document, table), written_rows, strict=True):
        for column in (column for column in table if table.path(column)):
            value, cell = at(row, table.path(column)), told[column.name]
            is_blank = value in (None, "", [])
            if (cell == "") != is_blank or (cell and READ.get(column.type, str)(cell) != value):
                found.append(f"{table.name}.{column.name}: {cell!r} for {value!r}")
    return found


@pytest.fixture
def documents(db) -> list[Json]:
    return written()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_is_the_value_at_its_path(documents, table):
    assert [told for each in documents for told in wrong(table, cells(table, each), each)] == []
    filled = {name for each in documents for row in cells(table, each) for name, cell in row.items() if cell}
    assert set(package.header(table)) - filled == set()


def test_a_cell_that_is_not_the_value_at_its_path_is_noticed(documents):
    """The guard of the guard: a number that became a blank, and a zero that came from one."""
    told = [cells(tables.CASUALTIES, document) for document in documents]
    (place, row) = next((i, row) for i, some in enumerate(told) for row in some if row["best"] == "2")
    row["best"] = ""
    assert wrong(tables.CASUALTIES, told[place], documents[place]) == ["casualties.best: '' for 2"]
    row |= {"best": "2", "age": "0"}
    assert wrong(tables.CASUALTIES, told[place], documents[place]) == ["casualties.age: '0' for ''"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_row_says_whose_it_is_and_names_itself_once(documents, table):
    for document in documents:
        told = cells(table, document)
        assert {row["incident"] for row in told} <= {document["code"]}
        keys = [tuple(row[name] for name in table.primary) for row in told]
        assert len(keys) == len(set(keys))


def test_rows_without_a_name_in_the_document_are_numbered_in_its_order():
    named = {"name": "A", "kind": "label"}
    said = {"ref": "statement-2", "speakers": [named, named], "accused": [], "on_behalf_of": None, "addressee": named}
    told = list(package.lines(tables.STATEMENT_ACTORS, {"code": "x", "statements": [said]}))
    assert [each[1:5] for each in told] == [
        ["x/statement_actor-1", "x/statement-2", "speakers", "A"],
        ["x/statement_actor-2", "x/statement-2", "speakers", "A"],
        ["x/statement_actor-3", "x/statement-2", "addressee", "A"],
    ]


def test_a_separator_in_a_name_and_a_formula_do_no_harm():
    place = {"name": "=1+1", "within": ["A|B", "C"]}
    (told,) = cells(tables.LOCATIONS, {"code": "x", "locations": [{"ref": "location-1", "place": place}]})
    assert (told["place"], told["within"]) == ("'=1+1", "A¦B|C")


def test_a_key_that_a_document_does_not_have_is_a_blank_and_a_zero_is_a_zero():
    (told,) = cells(tables.WEAPONS, {"code": "x", "weapons": [{"ref": "weapon_use-1", "low": 0}]})
    assert {name: cell for name, cell in told.items() if cell} == {"id": "x/weapon_use-1", "incident": "x", "low": "0"}
    assert cells(tables.NOTES, {"code": "x"}) == []
