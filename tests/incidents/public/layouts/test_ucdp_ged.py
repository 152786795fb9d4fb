"""Tests of incidents/public/layouts/ucdp_ged.py and ged_row.py: a row comes back, unless the record says otherwise."""

import csv
import gzip
from pathlib import Path

import pytest
from django.conf import settings

from incidents.public.layouts import ged_row, ucdp_ged
from tests.factories import publish_document
from tests.incidents.public import documents
from tests.incidents.public.documents import ACTOR, CELL, COUNT
from tests.incidents.public.layouts.told import said, table

pytestmark = pytest.mark.django_db

ROW = {
    "id": "412", "relid": "CAR-2010-1-1", "type_of_violence": "3", "year": "2010", "conflict_name": "LRA - Civilians",
    "dyad_name": "LRA - Civilians", "side_a": "LRA", "side_b": "Civilians", "side_a_new_id": "488",
    "where_prec": "2", "where_coordinates": "Obo town", "adm_1": "Haut-Mbomou prefecture", "latitude": "5.400000",
    "longitude": "26.5", "country": "Central African Republic", "country_id": "482", "region": "Africa",
    "date_prec": "2", "date_start": "2010-02-01", "date_end": "2010-02-03", "deaths_a": "0", "deaths_b": "0",
    "deaths_civilians": "5", "deaths_unknown": "0", "best": "5", "low": "2", "high": "7", "event_clarity": "1",
    "source_headline": "-",
}  # fmt: skip


def publish(*, row: dict[str, str] | None = None, **changes):
    """An event as it is after its import, and what was changed since."""
    event = documents.dataset_event()
    [split] = [
        COUNT
        | {
            "ref": "casualty_count-2",
            "statement": "statement-1",
            "harm": "killed",
            "group": "civilian",
            "count_kind": "range",
            "low": None,
            "best": 5,
            "high": None,
            "involvement": "involvement-2",
        }
    ]
    event["casualty_counts"].append(split)
    event["cells"].append(CELL | {"group": "civilian", "state": "figure", "best": 5})
    event["external_ids"][0]["record"] = ROW if row is None else row
    return publish_document(event | changes)


def test_the_header_is_that_of_ged_23_1():
    seed = Path(settings.BASE_DIR) / "seeds/ged/ged231_world_1000.csv.gz"
    with gzip.open(seed, "rt", encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == ucdp_ged.LAYOUT.names


def test_an_event_of_ged_comes_back_cell_by_cell():
    publish()
    [row] = table("ucdp_ged")
    returned = {name: row[name] for name in ROW}
    assert returned == ROW | {"source_headline": "'-"}


def test_a_column_that_a_row_does_not_have_is_filled_from_the_record():
    publish(
        row={name: cell for name, cell in ROW.items() if name not in ("region", "country_id", "best")} | {"iso3": "CAF"}
    )
    [row] = table("ucdp_ged")
    assert (row["region"], row["country_id"], row["side_a_new_id"]) == ("Africa", "482", "488")


@pytest.mark.parametrize(
    ("changes", "about", "expected"),
    [
        ({"violence_type": "non_state"}, "violence", {"type_of_violence": "2"}),
        (
            {"date_edtf": "2010-02-02", "date_earliest": "2010-02-02", "date_latest": "2010-02-02"},
            "date",
            {"year": "2010", "date_prec": "1", "date_start": "2010-02-02", "date_end": "2010-02-02"},
        ),
        (
            {"point": {"latitude": 5.5, "longitude": 26.5, "radius_m": 25000, "precision": "near"}},
            "place",
            {
                "where_prec": "2", "where_coordinates": "Obo", "adm_1": "Haut-Mbomou", "latitude": "5.5",
                "longitude": "26.5", "geom_wkt": "POINT (26.5 5.5)", "country": "Central African Republic",
                "country_id": "482", "region": "Africa",
            },
        ),
        (
            {
                "involvements": documents.numbered(
                    "involvement", [{"actor": ACTOR | {"name": "Seleka"}, "role": "side_a", "certainty": "certain"}]
                )
            },
            "sides",
            {"side_a": "Seleka"},
        ),
        (
            {"cells": [CELL | {"state": "figure", "low": 2, "best": 6, "high": 7}]},
            "toll",
            {"low": "2", "best": "6", "high": "7"},
        ),
    ],
)  # fmt: skip
def test_what_an_analyst_changed_is_told_from_the_record_and_the_rest_from_the_row(changes, about, expected):
    publish(**changes)
    [row] = table("ucdp_ged")
    columns = ged_row.ABOUT[about]
    assert said({name: row[name] for name in columns}) == expected
    others = [name for name in ROW if name not in columns and name != "source_headline"]
    assert {name: row[name] for name in others} == {name: ROW[name] for name in others}


def test_a_split_that_was_changed_takes_the_whole_toll_from_the_record():
    publish(casualty_counts=[
        COUNT | {"ref": "casualty_count-1", "statement": "statement-1", "harm": "killed", "group": "armed_group",
                 "best": 4, "involvement": "involvement-1"},
    ])  # fmt: skip
    [row] = table("ucdp_ged")
    assert said({name: row[name] for name in ged_row.ABOUT["toll"]}) == {
        "deaths_a": "4", "best": "5", "low": "2", "high": "7",
    }  # fmt: skip


def test_an_actor_of_another_spelling_is_the_side_if_the_row_is_cited_for_it():
    event = documents.dataset_event()
    sides = [event["involvements"][0] | {"actor": ACTOR | {"name": "Lord’s Resistance Army"}}, event["involvements"][1]]
    cited = documents.CITATION | {"record": "involvement-1", "field": "actor", "exact": "LRA"}
    publish(involvements=sides, citations=[*event["citations"], cited])
    assert table("ucdp_ged")[0]["side_a"] == "LRA"


@pytest.mark.parametrize(
    "cell", ["", "x", "1e999999", "2010-13-45", "\N{ARABIC-INDIC DIGIT FIVE}", "nan", None, 7, [1]]
)
def test_a_row_that_somebody_wrote_by_hand_breaks_nothing(cell):
    publish(row=dict.fromkeys(ROW, cell))
    [row] = table("ucdp_ged")
    assert row["best"] in ("5", "7")


def test_an_incident_of_our_own_has_no_number_that_nobody_gave():
    publish_document(documents.embassy())
    publish_document(documents.bare(), latitude=None, longitude=None, admin1="", admin1_code="", place="")
    bare, embassy = table("ucdp_ged")
    assert said(bare) == {
        "id": "bare", "year": "2023", "date_prec": "1", "date_start": "2023-05-01", "date_end": "2023-05-01",
        "country": "Iraq", "country_id": "645", "region": "Middle East",
    }  # fmt: skip
    toll = ("best", "low", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert {embassy[name] for name in toll} == {""}
    assert embassy["side_a"] == ""
    assert embassy["side_b"] == "United States embassy, Baghdad"
    assert (embassy["gwnob"], embassy["number_of_sources"], embassy["source_date"].count(";")) == ("2", "5", 4)


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision", "expected"),
    [
        ("2022-01-13", "2022-01-13", "2022-01-13", "day", "1"),
        ("2022-01-13~", "2022-01-13", "2022-01-13", "day", ""),
        ("[2022-01-13,2022-01-14]", "2022-01-13", "2022-01-14", "window", "2"),
        ("[2022-01-13..2022-01-19]", "2022-01-13", "2022-01-19", "window", "3"),
        ("2022-01", "2022-01-01", "2022-01-31", "month", "4"),
        ("2022", "2022-01-01", "2022-12-31", "year", "5"),
        ("2022-01-01/2022-12-31", "2022-01-01", "2022-12-31", "duration", "1"),
        ("[..2022-01-13]", None, "2022-01-13", "on_or_before", ""),
        ("2022-01/..", "2022-01-01", None, "ongoing", ""),
        ("[2021-01-13..2022-01-19]", "2021-01-13", "2022-01-19", "window", ""),
    ],
)
def test_the_precision_of_a_date_follows_from_its_width(edtf, first, last, precision, expected):
    document = documents.bare(date_edtf=edtf, date_earliest=first, date_latest=last, date_precision=precision)
    publish_document(document, date_precision=precision)
    [row] = table("ucdp_ged")
    assert (row["date_prec"], row["date_start"], row["date_end"]) == (expected, first or "", last or "")


def test_a_place_that_is_held_back_is_held_back_here_too():
    publish(external_ids=[], point=None, sensitivity="hidden_place", locations=[], admin1="", admin1_code="", place="")
    [row] = table("ucdp_ged")
    place = {name: row[name] for name in ged_row.ABOUT["place"]}
    assert said(place) == {"country": "Central African Republic", "country_id": "482", "region": "Africa"}
