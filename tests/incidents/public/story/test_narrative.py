"""What happened, when and where, in the words a reader sees."""

from typing import Any

import pytest

from incidents import codebook, geometry
from incidents.public.story import narrative
from incidents.public.story.record import Record
from tests.incidents.public import documents


def told(**values: Any) -> Record:
    return Record(documents.bare(**values))


def at(precision: str, **values: Any) -> str:
    """The words for a place in Obo known to that precision."""
    place = {"name": "Obo", "country": "CF", "within": ["Haut-Mbomou", "Central African Republic"]}
    location = {"precision": precision, "radius_m": None, "place": place, "relation_text": ""}
    return narrative.place(location | values)


def test_the_date_stands_with_the_part_of_day_and_the_zone_by_name() -> None:
    when = narrative.when(Record(documents.embassy()))
    assert when.text == "13 January 2022, at night"
    assert when.note == "In the source’s words: “Thursday night”. Local time (Asia/Baghdad, UTC+03:00)."


def test_a_date_that_was_worked_out_is_marked_so_in_its_evidence() -> None:
    calculated = [each.basis_label for each in narrative.when(Record(documents.embassy())).evidence.quotes]
    assert calculated == ["Calculated", "", "Inferred"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"time_kind": "exact", "time_start": "22:30"}, "at 22:30"),
        ({"time_kind": "approximate", "time_start": "22:30"}, "at about 22:30"),
        ({"time_kind": "window", "time_start": "22:00", "time_end": "23:00"}, "between 22:00 and 23:00"),
        ({"time_kind": "part_of_day", "part_of_day": "before_dawn"}, "before dawn"),
        ({"time_kind": "unknown"}, "time of day not known"),
        ({}, ""),
    ],
)
def test_the_time_of_day_is_said_as_exactly_as_it_is_known(values: dict[str, str], words: str) -> None:
    assert narrative.time_of_day(documents.bare(**values)) == words


def test_no_zone_is_named_where_no_time_is_given() -> None:
    assert narrative.when(told(timezone="Asia/Baghdad")).note == ""


def test_summer_time_counts_in_the_distance_from_utc() -> None:
    moment = {"time_kind": "exact", "time_start": "10:00", "timezone": "Europe/Kyiv"}
    assert "UTC+03:00" in narrative.when(told(**moment, date_earliest="2023-07-01")).note
    assert "UTC+02:00" in narrative.when(told(**moment, date_earliest="2023-12-01")).note


def test_a_zone_that_this_machine_does_not_know_is_named_all_the_same() -> None:
    moment = {"time_kind": "exact", "time_start": "10:00", "timezone": "Mars/Olympus"}
    assert narrative.when(told(**moment)).note == "Local time (Mars/Olympus)."


def test_near_a_place_says_within_what_distance() -> None:
    assert at("near") == at("near", radius_m=25_000)
    assert at("near", radius_m=25_000) == "near Obo, Haut-Mbomou, Central African Republic, within about 25 km"


@pytest.mark.parametrize(
    ("precision", "start"),
    [
        ("site", "at Obo, "),
        ("settlement", "in Obo, "),
        ("adm2", "somewhere in the district of Obo, "),
        ("adm1", "somewhere in the province of Obo, "),
    ],
)
def test_the_precision_decides_the_preposition(precision: str, start: str) -> None:
    assert at(precision).startswith(start)


def test_a_place_told_by_its_relation_to_another_is_not_that_other() -> None:
    assert at("site", relation_text="behind") == "behind Obo, Haut-Mbomou, Central African Republic"
    assert at("site", relation_text="a school").startswith("a school (Obo, Haut-Mbomou")


def test_a_country_is_named_once() -> None:
    place = {"name": "Iraq", "country": "IQ", "within": []}
    country = {"precision": "country", "radius_m": None, "place": place, "relation_text": ""}
    assert narrative.place(country) == "somewhere in Iraq"


def test_a_place_that_names_its_country_does_not_name_it_twice() -> None:
    place = {"name": "Southern Ukraine", "country": "UA", "within": ["Ukraine"]}
    region = {"precision": "region", "radius_m": None, "place": place, "relation_text": ""}
    assert narrative.place(region) == "in the region of Southern Ukraine"


@pytest.mark.parametrize(("name", "precision"), [("Achham district", "adm2"), ("Bahia state", "adm1")])
def test_a_division_that_names_its_kind_does_not_name_it_twice(name: str, precision: str) -> None:
    place = {"name": name, "country": "NP", "within": []}
    division = {"precision": precision, "radius_m": None, "place": place, "relation_text": ""}
    assert narrative.place(division) == f"somewhere in {name}, Nepal"


def test_a_country_has_its_article() -> None:
    place = {"name": "Central African Republic", "country": "CF", "within": []}
    whole = {"precision": "country", "radius_m": None, "place": place, "relation_text": ""}
    assert narrative.place(whole) == "somewhere in the Central African Republic"
    assert narrative.where(told(country="CF", sensitivity="hidden_place")).text == (
        "Somewhere in the Central African Republic"
    )


@pytest.mark.parametrize(
    ("metres", "words"),
    [(100, "about 100 m"), (1_000, "about 1 km"), (2_500, "about 2.5 km"), (25_000, "about 25 km")],
)
def test_distances_are_round(metres: int, words: str) -> None:
    assert narrative.distance(metres) == words


def test_a_withheld_place_is_a_country_and_the_page_says_why() -> None:
    where = narrative.where(told(sensitivity="hidden_place"))
    assert where.text == "Somewhere in Iraq"
    assert where.note == "To protect people, this record shows the country and no finer place."


def test_nothing_known_of_the_place_is_said_plainly() -> None:
    assert narrative.where(told(country="")).text == "Place not stated"


def test_the_kind_of_attack_names_the_weapons_of_the_attackers_only() -> None:
    assert narrative.what(Record(documents.embassy())).text == "Rockets, mortars, artillery, missiles: 4 rockets"


def test_an_attack_that_did_not_come_off_is_not_told_as_done() -> None:
    assert narrative.what(told(stage="foiled")).text == "Shooting (foiled)"


def test_a_kind_that_no_source_gives_is_not_made_up() -> None:
    what = narrative.what(Record(documents.dataset_event()))
    assert what.text == "Kind of attack not stated"
    assert what.note == "One-sided violence in UCDP’s terms"


@pytest.mark.parametrize(
    ("precision", "radius", "told"),
    [
        ("site", 500, "A known compound, building or street, to about 500 m."),
        ("site", 1_000, "A known compound, building or street, to about 1 km."),
        ("site", None, "A known compound, building or street, to about 1 km."),
        ("point", 30, "The spot itself, to about 30 m."),
        ("neighbourhood", 3_000, "A part of a town. The circle on the map reaches about 3 km from its centre."),
    ],
)
def test_a_place_is_not_said_to_be_known_better_and_worse_at_once(precision: str, radius: int | None, told: str):
    assert narrative.precision({"precision": precision, "radius_m": radius}) == told


@pytest.mark.parametrize("precision", ["point", "site"])
def test_the_codebook_says_the_same_of_the_usual_radius(precision: str) -> None:
    usual = {"precision": precision, "radius_m": geometry.radius_for(precision)}
    assert narrative.precision(usual) == codebook.PRECISION[precision].definition
