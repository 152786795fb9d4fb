"""Tests of the codebook as a page, as JSON and as CSV: complete, linkable, the same each time."""

import csv
import io
import re

import pytest
from django.test import Client

from incidents import codebook
from incidents.codebook.tables import TABLES
from incidents.public import columns
from incidents.public.codebook_file import codebook_csv, codebook_document, crosswalk
from incidents.public.download_views import FORMATS
from incidents.public.layouts import LAYOUTS

FLAT = [column.name for column in columns.COLUMNS]


def page(path: str = "/codebook/") -> str:
    return Client().get(path).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/codebook/", "/ar/codebook/"])
def test_every_column_code_table_and_layout_can_be_linked_to(path):
    told = page(path)
    anchors = re.findall(r'\bid="([^"]+)"', told)
    assert len(anchors) == len(set(anchors))
    wanted = {name if name not in codebook.VOCABULARIES else f"flat-{name}" for name in FLAT}
    wanted |= {f"column-{name}" for name in FLAT} | set(codebook.VOCABULARIES)
    wanted |= {f"{table.name}.{column.name}" for table in TABLES for column in table}
    wanted |= {f"{layout}.{name}" for layout in LAYOUTS for name in LAYOUTS[layout].names}
    assert wanted <= set(anchors)
    assert {link[1:] for link in re.findall(r'href="(#[^"]+)"', told)} <= set(anchors)


@pytest.mark.django_db
def test_the_page_says_what_the_files_say():
    told = page()
    assert "Who took part as side A. An accusation names no side." in told
    assert "What makes an incident a member." in told
    assert "GTD weapon: 6/11" in told
    assert "UCDP GED 23.1: <code>best</code>" in told
    assert "The first version: every list" in told
    assert "layout=gtd" in told


@pytest.mark.django_db
def test_the_page_names_every_format_of_the_list():
    told = page()
    files = told[told.index('<h2 id="files">') :].partition("</p>")[0]
    assert [name for _address, name, _words in FORMATS if name not in files] == []
    assert "package of all tables" in files


@pytest.mark.django_db
def test_a_reader_of_arabic_is_told_which_parts_are_in_english():
    assert 'lang="en" dir="ltr"' in page("/ar/codebook/")
    arabic, english = page("/ar/codebook/").count('class="note">'), page().count('class="note">')
    assert arabic == english + 4


def test_the_document_holds_every_table_column_list_code_and_layout():
    document = codebook_document()
    assert document["version"] == codebook.VERSION
    tables = {table["name"]: [column["name"] for column in table["columns"]] for table in document["tables"]}
    assert list(tables) == ["incidents", *(table.name for table in TABLES)]
    assert tables["incidents"] == FLAT
    for table in TABLES:
        assert tables[table.name] == [column.name for column in table]
    lists = {each["name"]: [code["code"] for code in each["codes"]] for each in document["vocabularies"]}
    assert lists == {name: list(each.codes) for name, each in codebook.VOCABULARIES.items()}
    layouts = {each["name"]: [column["name"] for column in each["columns"]] for each in document["layouts"]}
    assert layouts == {name: layout.names for name, layout in LAYOUTS.items()}
    assert document["examples"]
    assert document["versions"][0]["name"] == codebook.VERSION


def test_no_word_of_the_document_is_missing():
    document = codebook_document()
    for table in document["tables"]:
        for column in table["columns"]:
            missing = [name for name in ("label", "definition", "unit", "blank", "source") if not column[name].strip()]
            assert missing == [], column["name"]
            assert column["vocabulary"] == "" or column["vocabulary"] in codebook.VOCABULARIES
    for vocabulary in document["vocabularies"]:
        assert vocabulary["title"]
        assert vocabulary["description"]
        assert [code["code"] for code in vocabulary["codes"] if not (code["label"] and code["definition"])] == []


def test_the_crosswalk_of_a_column_is_what_the_layouts_fill_from_it():
    assert crosswalk("killed_best") == {
        "ucdp_ged": ["best"], "acled": ["fatalities"], "gtd": ["nkill"], "hxl": ["#affected+killed"],
    }  # fmt: skip
    assert crosswalk("radius_m") == {"hxl": ["#geo+radius"]}
    assert crosswalk("statements.alleged_motive") == {"gtd": ["motive"]}
    assert crosswalk("citations.exact") == {}


def test_the_csv_has_a_row_for_each_column_and_each_code_and_the_same_words():
    rows = list(csv.DictReader(io.StringIO(codebook_csv(), newline=""), strict=True))
    document = codebook_document()
    columns_told = [column for table in document["tables"] for column in table["columns"]]
    codes_told = [code for vocabulary in document["vocabularies"] for code in vocabulary["codes"]]
    assert [row["name"] for row in rows] == [
        *(column["name"] for column in columns_told), *(code["code"] for code in codes_told),
    ]  # fmt: skip
    assert {row["codebook_version"] for row in rows} == {codebook.VERSION}
    rocket = next(row for row in rows if (row["within"], row["name"]) == ("weapon_type", "rocket"))
    assert (rocket["kind"], rocket["gtd"], rocket["definition"]) == ("code", "6/11", "An unguided rocket.")
    killed = next(row for row in rows if (row["within"], row["name"]) == ("incidents", "killed_low"))
    assert (killed["unit"], killed["ucdp_ged"], killed["hxl"]) == ("persons", "low", "#affected+killed+min")
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


@pytest.mark.django_db
def test_the_files_are_kept_by_their_bytes_and_have_their_version_in_the_name():
    told = Client().get("/codebook.json")
    assert told.json() == codebook_document()
    assert Client().get("/codebook.json", headers={"If-None-Match": told.headers["ETag"]}).status_code == 304
    table = Client().get("/codebook.csv")
    assert table.content.decode() == codebook_csv()
    assert table.headers["Content-Disposition"] == f'attachment; filename="attest-codebook-{codebook.VERSION}.csv"'
    assert Client().post("/codebook.json").status_code == 405
