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
        "what became of the 3 rockets",
        "whether the air-defence gun (C-RAM) stopped anything",
        "whether there was damage to: School",
        "the sex and age of some of the people counted",
    )
    assert found.unknown == ("the damage to: United States embassy",)
    assert found.disputed == ("how many were injured", "how many: 4 rockets")


def test_a_dataset_row_says_what_the_dataset_does_not_record() -> None:
    assert of(documents.dataset_event()).silent == (
        "whether anyone was injured",
        "who did it",
        "what kind of attack it was",
        "the exact day (some day from 1 to 3 February 2010)",
        "the time of day",
        "the exact spot",
        "the sex and age of the people counted",
    )


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
