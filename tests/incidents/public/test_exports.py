"""What leaves as a file: declared columns, every row, silences kept apart, formulas harmless, memory flat."""

import csv
import io
import itertools
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from incidents.models.publication import Publication
from incidents.public import columns, exports
from incidents.public.columns import COLUMNS
from incidents.public.filters import read_query
from tests.factories import PublicationFactory

ADDRESS = "https://attest.example/incidents/"


def as_csv() -> str:
    return "".join(exports.csv_lines(rows(), page_address=ADDRESS))


def rows() -> Any:
    from django.http import QueryDict

    return read_query(QueryDict("ordering=code")).rows()


def table() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(), newline=""), strict=True))


def features() -> list[dict[str, Any]]:
    return list(json.loads("".join(exports.geojson(rows(), page_address=ADDRESS)))["features"])


def listed() -> list[dict[str, Any]]:
    return list(json.loads("".join(exports.json_list(rows(), page_address=ADDRESS))))


def test_every_column_of_a_publication_is_exported_or_listed_with_a_reason_why_not():
    stored = {field.name for field in Publication._meta.concrete_fields}
    exported = {column.stored for column in COLUMNS if column.stored}
    assert exported | set(columns.NOT_EXPORTED) == stored
    assert not exported & set(columns.NOT_EXPORTED)
    assert all(columns.NOT_EXPORTED.values())


def test_a_stored_column_keeps_its_name():
    assert all(column.stored in ("", column.name) for column in COLUMNS)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_column_says_what_a_researcher_must_know(column):
    for words in (column.label, column.definition, column.unit, column.blank, column.source):
        assert words.strip()
    assert (column.kind == "code") <= (column.vocabulary is not None)


def test_names_of_columns_are_unique_and_code_comes_first():
    names = [column.name for column in COLUMNS]
    assert names[0] == "code"
    assert len(set(names)) == len(names)


def test_each_figure_has_low_best_high_and_state_side_by_side():
    names = [column.name for column in COLUMNS]
    for figure in ("killed", "injured", "civilians_killed"):
        start = names.index(f"{figure}_low")
        assert names[start : start + 4] == [f"{figure}_{end}" for end in ("low", "best", "high", "state")]


@pytest.mark.django_db
def test_csv_is_byte_for_byte_what_is_declared():
    PublicationFactory(
        code="school", title='A "school", hit', summary="Two\nlines", version=2, change_note="More sources",
        latitude=-33.3, longitude=-0.00001, radius_m=100, precision="point", priogrid_gid=80280,
        killed_state="none_reported", injured_low=2, injured_best=2, injured_state="figure",
        weapon=["rocket", "mortar"], accused=["Group|One", "Alpha"], publisher=["AFP"], sha256="ab" * 32,
    )  # fmt: skip
    header, rest = as_csv().split("\r\n", 1)
    assert header == (
        "code,version,title,summary,attack_type,violence_type,stage,date_edtf,date_earliest,date_latest,date_precision,"
        "country,admin1_code,admin1,place,latitude,longitude,radius_m,precision,priogrid_gid,"
        "killed_low,killed_best,killed_high,killed_state,injured_low,injured_best,injured_high,injured_state,"
        "civilians_killed_low,civilians_killed_best,civilians_killed_high,civilians_killed_state,"
        "verification,responsibility,number_of_articles,number_of_origins,published_at,change_note,sha256,"
        "weapons,targets,accused,publishers,country_alpha3,country_name,url"
    )
    assert rest == (
        'school,2,"A ""school"", hit","Two\nlines",indirect_fire,,completed,2022-01-13,2022-01-13,2022-01-13,day,'
        "IQ,IQ-BG,Baghdad,Green Zone,-33.3,-0.00001,100,point,80280,"
        ",,,none_reported,2,2,,figure,,,,not_mentioned,"
        f"single_origin,not_stated,1,1,2022-02-01T12:00:00Z,More sources,{'ab' * 32},"
        "mortar|rocket,,Alpha|Group¦One,AFP,IRQ,Iraq,https://attest.example/incidents/school/\r\n"
    )


@pytest.mark.django_db
def test_the_four_silences_and_a_true_zero_stay_apart():
    PublicationFactory(code="a", killed_low=0, killed_best=0, killed_high=0, killed_state="none")
    for code, state in (("b", "none_reported"), ("c", "unknown"), ("d", "not_mentioned")):
        PublicationFactory(code=code, killed_state=state)
    PublicationFactory(code="e", killed_low=4, killed_state="figure")
    told = [(row["killed_low"], row["killed_best"], row["killed_high"], row["killed_state"]) for row in table()]
    assert told == [
        ("0", "0", "0", "none"),
        ("", "", "", "none_reported"),
        ("", "", "", "unknown"),
        ("", "", "", "not_mentioned"),
        ("4", "", "", "figure"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)",
        "-5 dead", "--5", "=cmd|'/C calc'!A0", "+", "-1e5+A1", "\u00a0=1", "\u3000＝1",
    ],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert exports.neutralise(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-5", "+5", "-0.5", "+964123456", "A=1", "a-b", "(=1)", "«=1»", "1-2", "…", "'=1"]
)
def test_other_texts_and_plain_numbers_are_left(text):
    assert exports.neutralise(text) == text


@given(st.text(max_size=30))
def test_a_text_is_never_changed_but_for_the_apostrophe(text):
    assert exports.neutralise(text) in (text, f"'{text}")


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["title", "summary", "admin1", "place", "change_note"])
def test_every_free_text_is_neutralised(field):
    PublicationFactory(**{field: "=1+1"})
    assert table()[0][field] == "'=1+1"


@pytest.mark.django_db
def test_names_are_neutralised_in_csv_and_left_in_json():
    PublicationFactory(accused=["@group"], publisher=["=x", "A"])
    assert (table()[0]["accused"], table()[0]["publishers"]) == ("'@group", "'=x|A")
    assert (listed()[0]["accused"], listed()[0]["publishers"]) == (["@group"], ["=x", "A"])


@pytest.mark.django_db
def test_coordinates_are_plain_decimals_of_five_places_at_most():
    PublicationFactory(code="a", latitude=0.00001, longitude=-170.0)
    PublicationFactory(code="b", latitude=-0.0, longitude=0.1)
    PublicationFactory(code="c", nowhere=True)
    assert [(row["latitude"], row["longitude"]) for row in table()] == [("0.00001", "-170"), ("0", "0.1"), ("", "")]


@pytest.mark.django_db
def test_an_open_date_bound_is_empty():
    PublicationFactory(date_edtf="[..2022-01-13]")
    assert (table()[0]["date_earliest"], table()[0]["date_latest"]) == ("", "2022-01-13")


@pytest.mark.django_db
def test_geojson_has_every_row_and_null_where_there_is_no_point():
    PublicationFactory(code="a", latitude=33.3, longitude=44.4)
    PublicationFactory(code="b", nowhere=True)
    first, second = features()
    assert first["geometry"] == {"type": "Point", "coordinates": [44.4, 33.3]}
    assert second["geometry"] is None
    assert (first["type"], first["id"], second["id"]) == ("Feature", "a", "b")


@pytest.mark.django_db
def test_json_has_the_columns_of_the_csv_with_real_types():
    PublicationFactory(code="a", killed_low=2, killed_state="figure", weapon=["rocket"], violence_type="")
    (row,) = listed()
    assert list(row) == [column.name for column in COLUMNS]
    assert row["killed_low"] == 2
    assert row["killed_best"] is None
    assert row["latitude"] == 33.3
    assert row["date_earliest"] == "2022-01-13"
    assert row["published_at"] == "2022-02-01T12:00:00Z"
    assert row["weapons"] == ["rocket"]
    assert row["targets"] == []
    assert row["violence_type"] == ""
    assert features()[0]["properties"] == row


@pytest.mark.django_db
def test_no_rows_still_make_a_valid_file():
    assert table() == []
    assert as_csv().startswith("code,version,")
    assert features() == []
    assert listed() == []


@pytest.mark.django_db
def test_rows_are_read_in_batches_by_one_statement(monkeypatch):
    monkeypatch.setattr(exports, "BATCH", 4)
    for number in range(10):
        PublicationFactory(code=f"a{number}", weapon=["rocket"], accused=["One", "Two"])
    with CaptureQueriesContext(connection) as asked:
        found = table()
    assert selects(asked) == 1
    assert [row["code"] for row in found] == [f"a{number}" for number in range(10)]
    assert {row["accused"] for row in found} == {"One|Two"}
    assert [each["id"] for each in features()] == [row["code"] for row in listed()] == [row["code"] for row in found]


@pytest.mark.django_db
def test_a_download_begins_before_its_rows_are_read(monkeypatch):
    monkeypatch.setattr(exports, "BATCH", 4)
    PublicationFactory.create_batch(9)
    with CaptureQueriesContext(connection) as asked:
        lines = exports.csv_lines(rows(), page_address=ADDRESS)
        assert next(lines).startswith("code,")
        assert selects(asked) == 0
        assert len(next(lines).splitlines()) == 4
        assert selects(asked) == 1
        assert sum(len(batch.splitlines()) for batch in itertools.chain(lines)) == 5


@pytest.mark.django_db
def test_json_lines_are_the_objects_of_the_list_one_a_line():
    PublicationFactory(code="a", title="Two\nlines", weapon=["rocket"])
    PublicationFactory(code="b", nowhere=True)
    text = "".join(exports.json_lines(rows(), page_address=ADDRESS))
    assert text.endswith("}\n")
    assert [json.loads(line) for line in text.splitlines()] == listed()


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_column_has_a_tag_of_the_humanitarian_exchange_language(column):
    assert re.fullmatch(r"#[a-z]+[0-9]?(\+[a-z][a-z0-9_]*)*", column.hxl)


def test_no_two_columns_have_one_tag():
    assert len({column.hxl for column in COLUMNS}) == len(COLUMNS) == len(columns.HXL)


def selects(asked: CaptureQueriesContext) -> int:
    """How many statements read rows; on PostgreSQL some open and close a transaction."""
    return sum("incidents_publication" in each["sql"] for each in asked)
