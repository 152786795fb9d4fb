"""The gazetteer seed: every row complete, every reference resolved, every code known."""

import csv
import re
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from incidents.countries import COUNTRIES
from incidents.subdivisions import SUBDIVISIONS

FILE = Path(__file__).parents[2] / "seeds" / "places.csv"
AREAS = {"country", "adm1", "adm2", "adm3", "region", "zone"}
KINDS = AREAS | {"settlement", "neighbourhood", "site", "road", "water", "other"}
COLUMNS = (
    "key,name,kind,parent_key,country,iso_3166_2,pcode,latitude,longitude,radius_m,coord_basis,timezone,"
    "alternative_names"
)


@pytest.fixture(scope="module")
def places():
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    by_key = {row["key"]: row for row in rows}
    assert len(by_key) == len(rows)
    return by_key


def test_the_columns_are_those_of_a_place(places):
    assert ",".join(places["iq"]) == COLUMNS
    assert all(None not in row and None not in row.values() for row in places.values())


def test_every_row_has_a_name_a_kind_a_point_and_where_the_point_comes_from(places):
    for key, row in places.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
        assert row["name"] == row["name"].strip() != ""
        assert row["kind"] in KINDS
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
        assert int(row["radius_m"]) > 0
        assert row["coord_basis"]


def test_parents_exist_are_in_the_same_country_and_lead_up_to_it(places):
    for row in places.values():
        above, steps = row, 0
        while above["kind"] != "country":
            assert above["country"] == row["country"]
            above, steps = places[above["parent_key"]], steps + 1
            assert steps < 6
        assert above["key"] == row["country"].lower()


def test_codes_and_time_zones_are_known(places):
    zones = available_timezones()
    for row in places.values():
        assert row["country"] in COUNTRIES
        assert not row["iso_3166_2"] or SUBDIVISIONS[row["iso_3166_2"]].country == row["country"]
        assert not row["timezone"] or row["timezone"] in zones


def test_every_country_is_a_place(places):
    assert {row["country"] for row in places.values() if row["kind"] == "country"} == set(COUNTRIES)


def test_iraq_has_its_nineteen_governorates(places):
    governorates = {key for key, row in places.items() if row["kind"] == "adm1" and row["country"] == "IQ"}
    assert len(governorates) == 19
    assert places["iq-bg"]["pcode"] == "IQG08"
    assert places["iq-baghdad"]["parent_key"] == "iq-bg"


@pytest.mark.parametrize(
    ("key", "kind", "parent", "spelling"),
    [
        ("iq-baghdad-international-zone", "zone", "iq-baghdad", "International Zone"),
        ("iq-baghdad-dora", "neighbourhood", "iq-baghdad", "Al-Dawra"),
        ("iq-baghdad-us-embassy", "site", "iq-baghdad-international-zone", "U.S. Embassy in Baghdad"),
        ("iq-baghdad-airport", "site", "iq-baghdad", "ar:مطار بغداد الدولي"),
    ],
)
def test_baghdad_has_the_places_that_no_open_list_has(places, key, kind, parent, spelling):
    row = places[key]
    assert (row["kind"], row["parent_key"], row["timezone"]) == (kind, parent, "Asia/Baghdad")
    assert spelling in row["alternative_names"].split(";")
    assert 33.1 < float(row["latitude"]) < 33.6
    assert 44.1 < float(row["longitude"]) < 44.7


def test_other_spellings_are_not_empty_and_a_language_tag_is_two_letters(places):
    for row in places.values():
        for spelling in filter(None, row["alternative_names"].split(";")):
            assert spelling == spelling.strip() != ""
            assert ":" not in spelling or re.fullmatch(r"[a-z]{2}:.+", spelling)
