"""Which keys stand in a public document? Walks one, table by table, for tests that hold the codebook to it."""

from collections.abc import Iterator
from typing import Any

from incidents.codebook.tables import PARTS, TABLES, Table

Json = dict[str, Any]

TOP = {table.key for table in TABLES if table.key}


def rows(document: Json, table: Table) -> Iterator[Json]:
    """The rows of a table in the document, as its columns see them; not those of the incident itself."""
    for row in document[table.key]:
        if table.name == "statement_actors":
            yield from _actors(row)
        elif table.name == "statements":
            yield {name: _names(value) if name in PARTS else value for name, value in row.items()}
        else:
            yield row


def _actors(statement: Json) -> Iterator[Json]:
    for part in PARTS:
        found = statement[part]
        for actor in found if isinstance(found, list) else filter(None, [found]):
            yield {"statement": statement["ref"], "part": part, **actor}


def _names(value: Any) -> Any:
    """Actors as their names: what a statement has of them; the rest stands in the table of actors."""
    if isinstance(value, list):
        return {"name": [actor["name"] for actor in value]}
    return value and {"name": value["name"]}


def paths(row: Json) -> set[str]:
    """``place.name`` for a key in a key; what is copied from another dataset is one value."""
    found: set[str] = set()
    for name, value in row.items():
        found |= {f"{name}.{inner}" for inner in value} if isinstance(value, dict) and name != "record" else {name}
    return found
