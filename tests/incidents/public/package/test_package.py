"""The data package: it validates, its tables fit together, blanks stay blank, and it says what it is."""

import csv
import datetime as dt
import hashlib
import html
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import frictionless
import pytest
from django.http import QueryDict

from incidents.codebook.tables import TABLES
from incidents.models.publication import Publication
from incidents.public import exports
from incidents.public.codebook_file import codebook_document
from incidents.public.columns import COLUMNS
from incidents.public.filters import read_query
from incidents.public.package import archive, writing
from incidents.public.provenance import Provenance
from tests.factories import publish_document
from tests.incidents.public.documents import bare, embassy

pytestmark = pytest.mark.django_db

ORIGIN = Provenance(
    "Country: Iraq", "country=IQ", dt.datetime(2026, 11, 27, 9, 30, 1, tzinfo=dt.UTC),
    "https://attest.example/data/?country=IQ", "https://attest.example/incidents/",
)  # fmt: skip
UCDP = {"scheme": "ucdp_ged", "value": "12", "dataset_version": "23.1", "record": {"id": "12", "best": "0"}}


def packed(query: str = "ordering=code") -> bytes:
    return b"".join(archive.package_pieces(read_query(QueryDict(query)).rows(), origin=ORIGIN))


def members(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline=""), strict=True))


@pytest.fixture
def files() -> dict[str, bytes]:
    publish_document(embassy(code="embassy"))
    publish_document(bare(code="bare", external_ids=[UCDP], title="=1+1"))
    return members(packed())


def report(packed: bytes, folder: Path) -> frictionless.Report:
    file = folder / "package.zip"
    file.write_bytes(packed)
    return frictionless.validate(str(file))


def repacked(files: dict[str, bytes]) -> bytes:
    """The files without the sums of the tables, which a change of one would break first."""
    told = json.loads(files["datapackage.json"])
    for resource in told["resources"]:
        for name in ("hash", "bytes", "rows"):
            del resource[name]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writing_to:
        for name, content in (files | {"datapackage.json": json.dumps(told).encode()}).items():
            writing_to.writestr(name, content)
    return made.getvalue()


def test_it_validates_and_so_does_an_empty_one(files, tmp_path):
    assert report(packed(), tmp_path).flatten(["name", "type", "message"]) == []
    assert report(packed("country=FJ"), tmp_path).flatten(["name", "type", "message"]) == []


@pytest.mark.parametrize(
    ("name", "change", "error"),
    [
        ("citations", lambda text: text.replace(b"/article-1", b"/article-99", 1), "foreign-key"),
        ("weapons", lambda text: text.replace(b",rocket,", b",spear,", 1), "constraint-error"),
        ("casualties", lambda text: text + text.splitlines(keepends=True)[-1], "primary-key"),
        ("notes", lambda text: text.replace(b"embassy/note-1", b"embassy-note-1", 1), "constraint-error"),
        ("incidents", lambda text: text.replace(b"bare,1,", b",1,", 1), "primary-key"),
        ("incidents", lambda text: text.replace(b"2023-05-01,2023-05-01", b"2023-05-01,May", 1), "type-error"),
    ],
)
def test_what_is_broken_is_found(files, tmp_path, name: str, change: Callable[[bytes], bytes], error: str):
    assert report(repacked(files), tmp_path).valid
    changed = change(files[f"{name}.csv"])
    assert changed != files[f"{name}.csv"]
    assert error in {each[0] for each in report(repacked(files | {f"{name}.csv": changed}), tmp_path).flatten(["type"])}


def test_its_flat_table_is_the_csv_of_the_site(files):
    rows = read_query(QueryDict("ordering=code")).rows()
    flat = "".join(exports.csv_lines(rows, page_address=ORIGIN.page_address)).encode()
    assert files["incidents.csv"] == flat
    head, tags, rest = files["incidents.hxl.csv"].split(b"\r\n", 2)
    assert head + b"\r\n" + rest == flat
    assert tags.decode().split(",") == [column.hxl for column in COLUMNS]


def test_every_list_of_a_document_is_a_table_and_every_row_is_in_it(files):
    document = embassy(code="embassy")
    assert {each.key for each in TABLES} - {""} == {name for name, value in document.items() if isinstance(value, list)}
    for each in TABLES:
        rows = [row for row in table(files, each.name) if row["incident"] == "embassy"]
        assert each.parts or len(rows) == (len(document[each.key]) if each.key else 1), each.name
    # Seven speakers, four accused, one spoken for, one who passed it on, one addressed.
    assert len(table(files, "statement_actors")) == 14


def test_rows_lead_to_one_another_by_one_text(files):
    (soldier, *_) = [row for row in table(files, "casualties") if row["incident"] == "embassy"]
    (statement,) = [row for row in table(files, "statements") if row["id"] == soldier["statement"]]
    assert statement["id"].startswith("embassy/statement-")
    assert statement["incident"] == "embassy"


def test_blanks_stay_blank_and_formulas_are_texts(files):
    killed, _injured = [row for row in table(files, "figures") if row["incident"] == "bare"]
    assert (killed["state"], killed["low"], killed["best"], killed["contested"]) == ("not_mentioned", "", "", "false")
    assert [row["title"] for row in table(files, "incidents") if row["code"] == "bare"] == ["'=1+1"]
    (known,) = table(files, "external_ids")
    assert json.loads(known["record"]) == {"id": "12", "best": "0"}


def test_each_field_is_defined_and_each_code_too(files):
    told = json.loads(files["datapackage.json"])
    for resource in told["resources"][:-1]:
        for field in resource["schema"]["fields"]:
            assert field["description"].strip(), (resource["name"], field)
            assert field["blank"].strip(), (resource["name"], field)
    (locations,) = [each for each in told["resources"] if each["name"] == "locations"]
    (role,) = [field for field in locations["schema"]["fields"] if field["name"] == "role"]
    assert role["categories"][1]["value"] == "launch"
    assert role["categories"][1]["description"]
    assert told["resources"][0]["schema"]["missingValues"][0]["value"] == ""


def test_the_package_its_page_and_the_codebook_say_the_same(files, client):
    told = {each["name"]: each for each in json.loads(files["datapackage.json"])["resources"]}
    readme, page = files["README.md"].decode(), html.unescape(client.get("/ar/data/").content.decode())
    assert [*told][:-1] == [table["name"] for table in codebook_document()["tables"]]
    for declared in codebook_document()["tables"]:
        resource = told[declared["name"]]
        assert (resource["title"], resource["description"]) == (declared["title"], declared["definition"])
        assert declared["definition"] in readme
        assert declared["name"] == "incidents" or f'<dd lang="en" dir="ltr">{declared["definition"]}</dd>' in page
        assert resource["schema"]["primaryKey"] == declared["primary_key"]
        assert list(table(files, declared["name"])[0]) == [column["name"] for column in declared["columns"]]
        for field, column in zip(resource["schema"]["fields"], declared["columns"], strict=True):
            same = {"title": "label", "description": "definition"} | {name: name for name in ("name", "unit", "blank")}
            assert {name: field[name] for name in same} == {name: column[ours] for name, ours in same.items()}
            constraints = field.get("constraints", {})
            assert constraints.get("required", False) == column["required"]
            assert constraints.get("pattern", "") == column["pattern"]
            assert field.get("vocabulary", "") == column["vocabulary"]


def test_it_says_how_it_was_filtered_of_which_data_and_under_which_terms(files):
    told, readme = json.loads(files["datapackage.json"]), files["README.md"].decode()
    assert told["provenance"]["query"] == "country=IQ"
    assert told["created"] == "2026-11-27T09:30:01Z"
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert "Country: Iraq. Data as published on 2026-11-27T09:30:01Z" in readme
    assert ORIGIN.citation in readme
    assert "| `incidents.csv` | 2 |" in readme
    assert b"https://creativecommons.org/licenses/by/4.0/" in files["LICENSE.txt"]
    assert files["CITATION.cff"].startswith(b'cff-version: "1.2.0"\n')


def test_the_same_data_give_the_same_bytes_and_sums_are_those_of_the_files(files):
    assert packed() == packed()
    for resource in json.loads(files["datapackage.json"])["resources"]:
        content = files[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)


def test_rows_leave_while_they_are_read(monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 2)
    for number in range(6):
        publish_document(bare(code=f"bare-{number}"))
    asked: list[int] = []
    read = json.loads
    monkeypatch.setattr(writing.json, "loads", lambda text: asked.append(1) or read(text))
    pieces = archive.package_pieces(read_query(QueryDict("")).rows(), origin=ORIGIN)
    next(pieces)
    assert len(asked) == 2
    pieces.close()
    assert Publication.objects.count() == 6


def test_a_quote_is_never_longer_than_the_scheme_allows(files):
    assert all(len(row["exact"]) <= 300 for row in table(files, "citations"))
