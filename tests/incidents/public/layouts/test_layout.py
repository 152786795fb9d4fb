"""Tests of incidents/public/layouts: one address, one parameter, exact headers, and nothing that cannot be said."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from incidents import codebook
from incidents.codebook.tables import TABLES
from incidents.models.publication import Publication
from incidents.public import columns
from incidents.public.layouts import LAYOUTS
from incidents.public.layouts.layout import written
from incidents.public.layouts.record import read
from tests.factories import PublicationFactory, publish_document
from tests.incidents.public import documents
from tests.incidents.public.layouts.told import said, table

pytestmark = pytest.mark.django_db

CORE = {
    "access", "activity", "adm1", "adm2", "adm3", "adm4", "adm5", "affected", "beneficiary", "capacity", "cause",
    "channel", "contact", "country", "crisis", "currency", "date", "delivery", "description", "event", "frequency",
    "geo", "group", "impact", "indicator", "inneed", "item", "loc", "meta", "modality", "need", "operations", "org",
    "output", "population", "reached", "region", "respondee", "sector", "service", "severity", "status", "subsector",
    "targeted", "theme", "value",
}  # fmt: skip
"""The hashtags of HXL 1.1."""
TAG = re.compile(r"#([a-z][a-z0-9_]*)(\+[a-z][a-z0-9_]*)*")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_has_its_header_and_a_row_for_every_incident(name):
    assert len(table(name)) == (name == "hxl")
    publish_document(documents.embassy())
    PublicationFactory(code="minimal")
    rows = table(name)
    assert list(rows[0]) == LAYOUTS[name].names
    assert len(rows) == 2 + (name == "hxl")


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_column_says_how_it_is_filled_and_from_which_columns_of_ours(name):
    ours = {column.name for column in columns.COLUMNS}
    ours |= {f"{one.name}.{column.name}" for one in TABLES for column in one}
    assert len(set(LAYOUTS[name].names)) == len(LAYOUTS[name].columns)
    for column in LAYOUTS[name].columns:
        assert column.how.strip()
        assert set(column.ours) <= ours, column.name


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_row_has_no_value_outside_the_header(name):
    publish_document(documents.embassy())
    publish_document(documents.dataset_event(external_ids=[]))
    for record in read(Publication.objects.all()) if name != "hxl" else ():
        assert set(LAYOUTS[name].row(record)) <= set(LAYOUTS[name].names)


@pytest.mark.parametrize("name", [each for each in LAYOUTS if each != "hxl"])
def test_a_column_that_says_it_is_blank_is_blank_and_another_is_filled_by_something(name):
    blank = {column.name for column in LAYOUTS[name].columns if column.how.startswith("Blank")}
    publish_document(documents.embassy())
    for row in table(name):
        assert {row[column] for column in blank} <= {""}


def test_only_the_csv_has_layouts_and_only_those():
    for address in ("/incidents.json", "/incidents.geojson", "/summary.json", "/feeds/latest.atom"):
        answer = Client().get(address, {"layout": "gtd"})
        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == ["layout"]
    for value in ("prio", "GTD", "gtd,acled", "hxl\0"):
        answer = Client().get("/incidents.csv", {"layout": value})
        assert answer.status_code == 400, value
        assert list(answer.json()["errors"]) == ["layout"]
    assert Client().get("/incidents.csv?layout=gtd&layout=acled").status_code == 400
    assert Client().get("/incidents.csv?layout=").status_code == 200


def test_a_layout_narrows_nothing_and_names_its_file_and_its_tag():
    publish_document(documents.embassy())
    plain, told = Client().get("/incidents.csv"), Client().get("/incidents.csv", {"layout": "ucdp_ged"})
    assert plain.headers["ETag"] != told.headers["ETag"]
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert told.headers["Content-Disposition"] == f'attachment; filename="attest-incidents-ucdp-ged-{today}.csv"'
    assert Client().head("/incidents.csv", {"layout": "gtd"}).headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [row["id"] for row in table("ucdp_ged", country="IQ")] == ["iq-2022-01-13-us-embassy"]
    assert table("ucdp_ged", country="FR") == []


def test_a_text_that_a_spreadsheet_would_run_is_guarded_in_every_layout():
    publish_document(documents.bare(title="=cmd|' /C calc'!A0", summary=""))
    assert table("acled")[0]["notes"] == "'=cmd|' /C calc'!A0"
    assert table("gtd")[0]["summary"] == "'=cmd|' /C calc'!A0"
    assert table("hxl")[1]["title"] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (0, "0"), (33.300001, "33.3"), (-0.000001, "0"), (44.0, "44"), ("-9", "-9"), ("@x", "'@x")],
)
def test_a_value_as_a_cell(value, cell):
    assert written(value) == cell


def test_every_flat_column_has_a_hashtag_of_hxl_and_no_two_the_same():
    tags = [column.hxl for column in columns.COLUMNS]
    assert len(set(tags)) == len(tags)
    for tag in tags:
        found = TAG.fullmatch(tag)
        assert found, tag
        assert found[1] in CORE


def test_hxl_is_our_own_file_with_a_row_of_hashtags():
    publish_document(documents.embassy())
    tags, row = table("hxl")
    assert (tags["killed_low"], tags["latitude"]) == ("#affected+killed+min", "#geo+lat")
    plain = b"".join(Client().get("/incidents.csv").streaming_content).decode().split("\r\n")
    told = b"".join(Client().get("/incidents.csv?layout=hxl").streaming_content).decode().split("\r\n")
    assert [told[0], *told[2:]] == plain
    assert row["killed_state"] == "not_mentioned"


def test_acled_says_what_kind_of_event_it_is_and_blank_where_nobody_counted():
    publish_document(documents.embassy(), publishers="Al Arabiya\nArab News")
    [row] = table("acled")
    assert said(row) == {
        "event_id_cnty": "iq-2022-01-13-us-embassy", "event_date": "2022-01-13", "year": "2022", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack", "actor2": "United States embassy, Baghdad",
        "inter2": "External/Other forces", "iso": "368", "country": "Iraq", "admin1": "Baghdad",
        "location": "the United States embassy", "latitude": "33.29905", "longitude": "44.3968", "geo_precision": "1",
        "source": "Al Arabiya; Arab News", "source_scale": "International",
        "notes": "Four rockets were fired towards the embassy; one came down in a school across the street.",
        "tags": "Strikes on American personnel in Iraq and Syria", "timestamp": "1643716800",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("attack_type", "stage", "violence", "expected"),
    [
        ("shooting", "completed", "", ("Political violence", "Violence against civilians", "Attack", "")),
        ("clash", "attempted", "", ("Political violence", "Battles", "Armed clash", "")),
        (
            "suicide_attack",
            "foiled",
            "",
            ("Strategic developments", "Strategic developments", "Disrupted weapons use", ""),
        ),
        ("physical_assault", "completed", "one_sided", ("", "", "", "Civilian targeting")),
        ("unknown", "completed", "", ("", "", "", "")),
        ("indirect_fire", "threatened", "", ("", "", "", "")),
        ("arson_sabotage", "completed", "", ("Strategic developments",) * 2 + ("Looting/property destruction", "")),
    ],
)
def test_the_event_type_of_acled_follows_from_the_sub_event_type(attack_type, stage, violence, expected):
    publish_document(documents.bare(attack_type=attack_type, stage=stage, violence_type=violence))
    [row] = table("acled")
    names = ("disorder_type", "event_type", "sub_event_type", "civilian_targeting")
    assert tuple(row[name] for name in names) == expected


@pytest.mark.parametrize(
    ("first", "last", "precision", "expected"),
    [
        ("2022-01-13", "2022-01-14", "window", ("2022-01-13", "2022", "2")),
        ("2022-01-01", "2022-01-31", "month", ("2022-01-01", "2022", "3")),
        ("2022-01-01", "2022-12-31", "year", ("", "2022", "")),
        ("2021-12-31", "2022-01-01", "window", ("2021-12-31", "", "2")),
        (None, "2022-01-01", "on_or_before", ("", "", "")),
    ],
)
def test_acled_has_a_day_only_where_the_month_is_known(first, last, precision, expected):
    edtf = f"[{first or ''}..{last}]"
    document = documents.bare(date_edtf=edtf, date_earliest=first, date_latest=last, date_precision=precision)
    publish_document(document, date_precision=precision)
    [row] = table("acled")
    assert (row["event_date"], row["year"], row["time_precision"]) == expected


def test_a_true_zero_is_zero_and_a_dataset_id_is_that_of_the_dataset():
    none = documents.CELL | {"state": "none", "low": 0, "best": 0, "high": 0}
    ids = [{"scheme": "acled", "value": "IRQ1", "dataset_version": "", "record": {}},
           {"scheme": "gtd", "value": "202201130001", "dataset_version": "", "record": {}}]  # fmt: skip
    publish_document(documents.bare(cells=[none], external_ids=ids))
    assert (table("acled")[0]["fatalities"], table("acled")[0]["event_id_cnty"]) == ("0", "IRQ1")
    assert (table("gtd")[0]["nkill"], table("gtd")[0]["eventid"]) == ("0", "202201130001")
    assert (table("ucdp_ged")[0]["best"], table("ucdp_ged")[0]["id"]) == ("0", "bare")


def test_another_dataset_never_shows_its_row_in_a_layout():
    ids = [
        {"scheme": "acled", "value": "IRQ1", "dataset_version": "", "record": {"notes": "Of ACLED", "fatalities": "9"}}
    ]
    publish_document(documents.bare(external_ids=ids))
    for name in LAYOUTS:
        assert "Of ACLED" not in str(table(name))
        assert "9" not in {row.get("fatalities") for row in table(name)}


def test_gtd_has_135_columns_and_says_what_the_record_says():
    assert len(LAYOUTS["gtd"].columns) == 135
    publish_document(documents.embassy())
    [row] = table("gtd")
    expected = {
        "iyear": "2022", "imonth": "1", "iday": "13", "extended": "0", "approxdate": "", "country": "",
        "country_txt": "Iraq", "provstate": "Baghdad", "specificity": "1", "vicinity": "0",
        "location": "across the street from the United States embassy", "success": "1", "suicide": "0",
        "attacktype1": "3", "attacktype1_txt": "Bombing/Explosion", "targtype1": "7",
        "targtype1_txt": "Government (Diplomatic)", "target1": "United States embassy", "natlty1_txt": "United States",
        "targtype2": "8", "targtype2_txt": "Educational Institution", "target2": "School", "gname": "Unknown",
        "guncertain1": "", "claimed": "0", "weaptype1": "6", "weaptype1_txt": "Explosives", "weapsubtype1": "11",
        "weaptype2": "", "nkill": "", "nwound": "2", "property": "-9", "ishostkid": "", "crit1": "",
        "dbsource": "Attest",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_gtd_marks_who_is_accused_as_uncertain_and_names_who_claims_it():
    named = documents.ACTOR | {"name": "Northern Column", "kind": "armed_group"}
    accusation = documents.STATEMENT | {"kind": "accusation", "speakers": [documents.EMBASSY], "accused": [named]}
    claim = documents.STATEMENT | {"kind": "claim_of_responsibility", "speakers": [named], "channel": "video"}
    publish_document(
        documents.bare(statements=documents.numbered("statement", [accusation]), responsibility="attributed")
    )
    publish_document(
        documents.bare(code="claimed", statements=documents.numbered("statement", [claim]), responsibility="admitted")
    )
    accused, claimed = table("gtd")
    assert (accused["gname"], accused["guncertain1"], accused["claimed"]) == ("Northern Column", "1", "-9")
    assert (claimed["gname"], claimed["guncertain1"], claimed["claimed"]) == ("Northern Column", "0", "1")
    assert (claimed["claimmode"], claimed["claimmode_txt"]) == ("6", "Video")
    assert [row["actor1"] for row in table("acled")] == ["", "Northern Column"]


@pytest.mark.parametrize("responsibility", ["attributed", "attribution_contested"])
@pytest.mark.parametrize(
    ("silence", "expected"),
    [
        (None, "-9"),
        ({}, "0"),
        ({"status": "superseded"}, "-9"),
        ({"about_incident": False}, "-9"),
    ],
)
def test_gtd_says_that_nobody_claimed_it_only_where_somebody_says_so(responsibility, silence, expected):
    said = [documents.STATEMENT | {"kind": "accusation"}]
    if silence is not None:
        said.append(documents.STATEMENT | {"kind": "no_claim_reported"} | silence)
    publish_document(documents.bare(statements=documents.numbered("statement", said), responsibility=responsibility))
    [row] = table("gtd")
    assert (row["claimed"], row["compclaim"]) == (expected, "")


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision", "expected"),
    [
        ("2022-01", "2022-01-01", "2022-01-31", "month", ("2022", "1", "0", "some day in January 2022", "")),
        ("2022", "2022-01-01", "2022-12-31", "year", ("2022", "0", "0", "some day in 2022", "")),
        ("2022-01-13/2022-02-02", "2022-01-13", "2022-02-02", "duration", ("2022", "1", "13", None, "1")),
        ("[..2022-01-13]", None, "2022-01-13", "on_or_before", ("", "", "", None, "")),
        ("[2021-12-31,2022-01-01]", "2021-12-31", "2022-01-01", "window", ("", "", "", None, "")),
    ],
)
def test_gtd_writes_0_for_a_day_or_month_that_is_not_known(edtf, first, last, precision, expected):
    document = documents.bare(date_edtf=edtf, date_earliest=first, date_latest=last, date_precision=precision)
    publish_document(document, date_precision=precision)
    [row] = table("gtd")
    told = tuple(row[name] for name in ("iyear", "imonth", "iday", "approxdate", "extended"))
    assert told[:3] + told[4:] == expected[:3] + expected[4:]
    assert row["approxdate"]
    assert expected[3] in (None, row["approxdate"])


def test_the_crosswalks_of_the_layouts_are_those_of_the_codebook():
    """The guard of the guard: a code that leads nowhere is blank in the file."""
    assert "gtd" not in dict(codebook.ATTACK_TYPE["air_strike"].crosswalk)
    publish_document(documents.bare(attack_type="air_strike"))
    assert table("gtd")[0]["attacktype1"] == ""


@pytest.mark.parametrize("page", ["/", "/incidents/", "/data/", "/places/IQ/"])
def test_pages_offer_every_layout_with_their_filters(page):
    publish_document(documents.embassy())
    told = Client().get(page, {} if page.startswith("/places") else {"attack_type": "indirect_fire"}).content.decode()
    links = re.findall(r'href="(/incidents\.csv\?[^"]*layout=[^"]*)"', told)
    assert [link.rpartition("=")[2] for link in links] == list(LAYOUTS)
    for link in links:
        assert ("country=IQ" if page.startswith("/places") else "attack_type=indirect_fire") in link
        assert Client().get(link.replace("&amp;", "&")).status_code == 200


def test_records_with_nothing_in_them_are_rows_too():
    PublicationFactory(
        code="made-2", nowhere=True, country="", admin1_code="", admin1="", date_edtf="", title="", place="",
        attack_type="", search_text="",
    )  # fmt: skip
    for name in LAYOUTS:
        assert len(table(name)) == 1 + (name == "hxl")
