"""Nothing of the worked article is lost on the way: every one of its 75 facts stands in the public record."""

import tomllib
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from incidents.models.publication import Publication
from incidents.seeding.demo import load_worked_case
from tests.factories import user_with_role

pytestmark = pytest.mark.django_db

FACTS = tomllib.loads((Path(__file__).parents[2] / "seeds/demo/facts.toml").read_text(encoding="utf-8"))["facts"]
WORKED_CASE = "iq-2022-01-13-us-embassy"
IDS = [
    "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "W1", "W2", "W3", "W4", "M1", "M2", "M3", "M4", "M5",
    "M6", "M7", "M8", "M9", "M10", "M11", "L1", "L2", "L3", "L4", "L5", "T1", "T2", "T3", "T4", "T5", "T6", "C1",
    "C2", "C3", "C4", "C5", "S1", "S1b", "S1c", "S2", "S2b", "S3", "S4", "S5", "S5b", "S6", "S7", "S8", "S9", "S10",
    "S11", "S12", "S13", "S14", "S14b", "S14c", "X1", "X1b", "X2", "X3", "X3b", "X3c", "X3d", "X3e", "N1", "N2",
    "N3", "N4", "N5", "N6", "N7",
]  # fmt: skip

Document = dict[str, Any]
Find = dict[str, Any]


@pytest.fixture
def documents() -> dict[str, Document]:
    load_worked_case(coder=user_with_role("coder"), reviewer=user_with_role("reviewer"))
    return {publication.code: publication.read() for publication in Publication.objects.live()}


def test_the_list_has_every_fact_once():
    assert [fact["id"] for fact in FACTS] == IDS
    assert len(IDS) == 75
    assert all(fact["find"] for fact in FACTS)


def test_every_fact_of_the_worked_article_stands_in_the_public_record(documents):
    assert _lost(documents) == []


def test_a_fact_is_missed_as_soon_as_its_record_or_its_quote_is_taken_out(documents):
    """The guard of the guard: the search above finds nothing where nothing is."""
    for fact in FACTS:
        for find in fact["find"]:
            document = documents[find.get("incident", WORKED_CASE)]
            if not find.get("none"):
                assert not _is_found(find, _without_matches(find, document)), fact["id"]
            if "cited" in find:
                assert not _is_found(find, {**document, "citations": []}), fact["id"]


def test_what_must_not_be_there_is_noticed_when_it_is(documents):
    forbidden = [find for fact in FACTS for find in fact["find"] if find.get("none")]
    assert len(forbidden) == 3
    for find in forbidden:
        document = documents[find.get("incident", WORKED_CASE)]
        assert not _is_found(find, {**document, find["in"]: [*document[find["in"]], dict(find["where"])]})


# How a fact is looked for; the grammar stands at the head of facts.toml.


def _lost(documents: dict[str, Document]) -> list[str]:
    return [
        f"{fact['id']}: {fact['says']} ({find})"
        for fact in FACTS
        for find in fact["find"]
        if not _is_found(find, documents[find.get("incident", WORKED_CASE)])
    ]


def _is_found(find: Find, document: Document) -> bool:
    matches = [record for record in _records(find, document) if _matches(find, record, document)]
    return not matches if find.get("none") else bool(matches)


def _records(find: Find, document: Document) -> list[Document]:
    return document[find["in"]] if "in" in find else [document]


def _matches(find: Find, record: Document, document: Document) -> bool:
    fields = all(_meets(wanted, _look_up(record, path, document)) for path, wanted in find.get("where", {}).items())
    return fields and (
        "cited" not in find or any(_cites(find["cited"], record, each) for each in document["citations"])
    )


def _cites(wanted: dict[str, str], record: Document, citation: Document) -> bool:
    is_of_record = citation["record"] == record.get("ref", "")
    return is_of_record and all(citation[name] == value for name, value in wanted.items())


def _look_up(record: Any, path: str, document: Document) -> list[Any]:
    """Every value at the end of a dotted path, following references such as ``weapon_use-1``."""
    values = [record]
    for step in path.split("."):
        values = [each[step] for value in values for each in _items(value, document) if step in each]
    return values


def _items(value: Any, document: Document) -> Iterator[Document]:
    for each in value if isinstance(value, list) else [value]:
        followed = _referred(each, document) if isinstance(each, str) else each
        if isinstance(followed, dict):
            yield followed


def _referred(ref: str, document: Document) -> Document | None:
    rows = (row for part in document.values() if isinstance(part, list) for row in part)
    return next((row for row in rows if row.get("ref") == ref), None)


def _meets(wanted: Any, found: list[Any]) -> bool:
    if isinstance(wanted, list):
        return found in (wanted, [wanted])
    return any(_equal(wanted, value) for value in found)


def _equal(wanted: Any, value: Any) -> bool:
    if wanted == "":
        return value in ("", None)
    if isinstance(wanted, str) and isinstance(value, str):
        return fnmatchcase(value, wanted) if "*" in wanted else value == wanted
    return type(wanted) is type(value) and bool(wanted == value)


def _without_matches(find: Find, document: Document) -> Document:
    if "in" not in find:
        return {name: [] if isinstance(value, list) else "gone" for name, value in document.items()}
    is_kept: Callable[[Document], bool] = lambda record: not _matches(find, record, document)  # noqa: E731
    return {**document, find["in"]: [record for record in document[find["in"]] if is_kept(record)]}
