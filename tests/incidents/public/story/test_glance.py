"""The three paragraphs that open a page."""

from incidents.public.story import sayings, toll
from incidents.public.story.glance import Glance, glance
from incidents.public.story.not_known import not_known
from incidents.public.story.record import Record
from tests.incidents.public import documents


def at(document: documents.Json) -> Glance:
    record = Record(document)
    said = sayings.attributions(record)
    return glance(record, tolls=toll.all_tolls(record), sayings=said, unknowns=not_known(record))


def test_the_worked_case_can_be_read_in_ten_seconds() -> None:
    found = at(documents.embassy())
    assert [each.text for each in found.tolls] == [
        "2 injured (reports range from 2 to 3); reports conflict",
        "No source mentions anyone killed",
    ]
    assert found.circumstances.startswith("13 January 2022, at night. Across the street from the United States embassy")
    assert found.claimed == (
        "The United States embassy, Baghdad accused terrorist groups (no group named). "
        "Muqtada al-Sadr accused Iranian-backed factions (no group named). "
        "1 more statement on who did it. "
        "No claim of responsibility had been reported as of 13 or 14 January 2022."
    )
    assert found.not_known == (
        "Whether anyone was killed, which group did it (the accused are named by collective terms only), "
        "what became of 3 of the rockets and 4 other points."
    )


def test_a_dataset_row_names_the_sides_without_blame() -> None:
    found = at(documents.dataset_event())
    assert found.kind == "One-sided violence"
    assert found.claimed == (
        "The dataset names LRA as the side that used violence against civilians. No statement on who did it is coded."
    )


def test_what_sources_differ_on_is_not_counted_as_not_known() -> None:
    cells = [documents.CELL | {"state": "unknown"}, documents.CELL | {"harm": "injured"}]
    found = at(documents.bare(cells=cells, time_kind="unknown"))
    assert found.not_known == (
        "Whether anyone was injured, who did it, the time of day (reported as not known) and 1 other point."
    )
    contested = documents.CELL | {"state": "figure", "low": 1, "best": 1, "high": 2, "contested": True}
    known = {"time_kind": "exact", "time_start": "10:00", "responsibility": "admitted"}
    assert at(documents.bare(cells=[contested], **known)).not_known == "Nothing that this record asks for is missing."


def test_a_record_without_statements_or_sides_says_that_nobody_says() -> None:
    assert at(documents.bare()).claimed == "No source says who did it."


def test_a_statement_about_a_series_alone_is_not_told_of_the_incident() -> None:
    about_series = documents.STATEMENT | {
        "kind": "accusation", "about_incident": False, "speakers": [documents.IRAN], "accused": [documents.FACTIONS],
    }  # fmt: skip
    statements = documents.numbered("statement", [about_series])
    assert at(documents.bare(statements=statements)).claimed == "No source says who did it."
