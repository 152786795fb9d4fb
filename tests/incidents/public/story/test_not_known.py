"""What is not known: silences, unknowns and disputes, each kept apart."""

from typing import Any

from incidents.public.story.not_known import NotKnown, not_known
from incidents.public.story.record import Record
from tests.incidents.public import documents


def of(document: documents.Json) -> NotKnown:
    return not_known(Record(document))


def bare(**values: Any) -> NotKnown:
    return of(documents.bare(**values))


def test_the_worked_case_lists_what_a_careful_reader_would_ask() -> None:
    found = of(documents.embassy())
    assert found.silent == (
        "whether anyone was killed",
        "which group did it (the accused are named by collective terms only)",
        "what became of 3 of the rockets",
        "whether the air-defence gun (C-RAM) stopped anything",
        "whether there was damage to “School”",
        "the sex and age of some of the people counted",
    )
    assert found.unknown == ("the damage to “United States embassy”",)
    assert found.disputed == ("how many were injured", "how many rockets there were")


def test_a_dataset_row_says_what_the_dataset_does_not_record() -> None:
    assert of(documents.dataset_event()).silent == (
        "whether anyone was injured",
        "what kind of attack it was",
        "the exact day (some day from 1 to 3 February 2010)",
        "the time of day",
        "the exact spot",
        "the sex and age of the people counted",
    )


def disputed(*cited: documents.Json, **parts: Any) -> tuple[str, ...]:
    citations = [documents.CITATION | {"stance": "contradicts"} | each for each in cited]
    return bare(citations=citations, **parts).disputed


def test_what_sources_differ_on_is_said_in_phrases() -> None:
    whole = documents.WEAPON | {"best": 4, "low": 4, "high": 4}
    part = documents.WEAPON | {"best": 3, "low": 3, "high": 3, "subset_of": "weapon_use-1"}
    kirby = documents.STATEMENT | {"kind": "warning", "speakers": [documents.KIRBY], "on_behalf_of": documents.DEFENSE}
    fields = (
        ("weapon_use-1", "outcome"), ("weapon_use-2", "outcome"), ("target-1", "role"), ("target-1", "damage"),
        ("statement-1", "addressee"), ("statement-1", "alleged_motive"), ("statement-1", "relayed_by"),
        ("statement-1", "channel"), ("casualty_count-1", "best"), ("", "date_edtf"),
    )  # fmt: skip
    assert disputed(
        *({"record": record, "field": field} for record, field in fields),
        weapons=documents.numbered("weapon_use", [whole, part]),
        targets=documents.numbered("target", [documents.TARGET | {"name": "School", "damage": "none"}]),
        statements=documents.numbered("statement", [kirby]),
        casualty_counts=documents.numbered(
            "casualty_count", [documents.COUNT | {"statement": "statement-1", "group": "civilian"}]
        ),
    ) == (
        "what became of the 4 rockets",
        "what became of 3 of the rockets",
        "whether “School” was aimed at, struck or both",
        "the damage to “School”",
        "to whom John Kirby’s message was addressed",
        "which motive John Kirby alleged",
        "who passed on what John Kirby said",
        "the channel of what John Kirby said",
        "how many were injured among civilians",
        "the date",
    )


def test_a_defence_that_stopped_something_leaves_nothing_open() -> None:
    gun = documents.WEAPON | {"type": "air_defence_gun", "side": "defender", "outcome": "activated", "count_kind": ""}
    drone = documents.WEAPON | {"type": "uav_one_way", "outcome": "intercepted", "count_kind": ""}
    question = "whether the air-defence gun stopped anything"
    assert question in bare(weapons=documents.numbered("weapon_use", [gun])).silent
    assert question not in bare(weapons=documents.numbered("weapon_use", [gun, drone])).silent


def test_a_dataset_that_names_the_sides_leaves_nobody_asking_who_did_it() -> None:
    assert "who did it" not in of(documents.dataset_event()).silent
    assert "who did it" in of(documents.dataset_event(involvements=[])).silent


def test_a_time_that_a_source_calls_unknown_is_not_a_silence() -> None:
    found = bare(time_kind="unknown")
    assert "the time of day" in found.unknown
    assert "the time of day" not in found.silent


def test_a_number_that_a_source_calls_unknown_is_not_a_silence() -> None:
    found = bare(cells=[documents.CELL | {"state": "unknown"}])
    assert found.unknown == ("how many were killed",)
    assert "whether anyone was killed" not in found.silent


def test_none_is_an_answer() -> None:
    nobody = documents.CELL | {"state": "none", "low": 0, "best": 0, "high": 0}
    assert "whether anyone was killed" not in bare(cells=[nobody]).silent


def test_an_admission_leaves_nothing_open_about_who_did_it() -> None:
    accusation = documents.STATEMENT | {"kind": "accusation", "accused": [documents.FACTIONS]}
    statements = documents.numbered("statement", [accusation])
    assert not any("did it" in each for each in bare(statements=statements, responsibility="admitted").silent)


def test_a_record_that_answers_everything_has_nothing_unknown() -> None:
    nobody = documents.CELL | {"state": "none", "low": 0, "best": 0, "high": 0}
    cells = [nobody, nobody | {"harm": "injured"}]
    assert not bare(cells=cells, time_kind="exact", time_start="10:00", responsibility="admitted")
