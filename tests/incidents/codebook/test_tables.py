"""Tests of incidents/codebook/tables.py: every key of a public document has its words, and every word its key."""

from dataclasses import replace
from typing import Any

import pytest

from incidents import codebook
from incidents.codebook import tables
from incidents.codebook.table import Table, TableColumn
from incidents.codebook.tables import STATEMENT_ACTORS, TABLES
from incidents.public import columns
from tests.incidents.codebook.records import TOP, paths, rows, written

COLUMNS = [(table, column) for table in TABLES for column in table]
NAMES = [f"{table.name}.{column.name}" for table, column in COLUMNS]
FLAT = {column.name for column in columns.COLUMNS}

Json = dict[str, Any]


def wordless(column: TableColumn) -> list[str]:
    """What a column lacks: nothing, when a researcher can use it."""
    texts = ("name", "label", "definition", "unit", "blank", "source")
    return [name for name in texts if not getattr(column, name).strip()]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMES)
def test_every_column_says_what_it_is_its_unit_what_blank_means_and_whence_it_comes(table: Table, column: TableColumn):
    assert wordless(column) == []


@pytest.mark.parametrize("name", ["label", "definition", "unit", "blank", "source"])
def test_a_column_that_lacks_its_words_is_noticed(name):
    assert wordless(replace(tables.WEAPONS.column("model"), **{name: " "})) == [name]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_says_what_a_row_is_and_names_each_column_once(table):
    assert table.title
    assert table.definition.endswith(".")
    names = [column.name for column in table]
    assert len(names) == len(set(names))
    assert set(table.primary) <= set(names)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMES)
def test_a_reference_leads_to_a_column_of_another_table_and_codes_have_their_list(table: Table, column: TableColumn):
    there = {f"{each.name}.{name.name}" for each in TABLES for name in each} | {"incidents.code"}
    assert column.references in there | {""}
    assert (column.type == "code") == (column.vocabulary is not None)
    if column.vocabulary:
        assert codebook.VOCABULARIES[column.vocabulary.name] is column.vocabulary


@pytest.fixture
def documents(db) -> list[Json]:
    """Of the worked case and of an incident that has everything; read once, for they are data."""
    return written()


def test_every_key_of_a_public_document_has_its_words(documents):
    for document in documents:
        for table in TABLES:
            known = {table.path(column) for column in table} | {"actor", "publisher", *STATEMENT_ACTORS.parts}
            for row in rows(document, table):
                assert paths(row) - (set() if table.key else TOP | FLAT) <= known


def test_every_column_stands_in_a_public_document(documents):
    for table in TABLES:
        found = {path for document in documents for row in rows(document, table) for path in paths(row)}
        assert {table.path(column) for column in table} - {""} <= found, table.name


def test_a_column_that_is_never_empty_never_is(documents):
    for table in TABLES:
        required = [table.path(column) for column in table if column.is_required and table.path(column)]
        for row in (row for document in documents for row in rows(document, table)):
            assert [path for path in required if _at(row, path) in (None, "", [])] == [], table.name


def test_every_code_of_a_public_document_is_of_the_list_of_its_column(documents):
    for table, column in COLUMNS:
        if column.vocabulary:
            found = {_at(row, column.path or column.name) for document in documents for row in rows(document, table)}
            assert found - {None, ""} <= set(column.vocabulary.codes), column.name


def _at(row: Json, path: str) -> Any:
    first, _, rest = path.partition(".")
    value = row.get(first)
    return _at(value or {}, rest) if rest else value


def test_a_key_without_words_is_noticed():
    """The guard of the guard: a row with one key more than the codebook has."""
    row = {"ref": "note-1", "kind": "context", "body": "A.", "date_edtf": "", "mood": "bad"}
    assert paths(row) - {tables.NOTES.path(column) for column in tables.NOTES} == {"mood"}
