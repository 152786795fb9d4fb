"""Weapons, targets, places, ties and sources as the page tells them."""

import pytest

from incidents.public.story import particulars
from incidents.public.story.munitions import munition
from incidents.public.story.record import Record
from tests.incidents.public import documents


@pytest.fixture
def record() -> Record:
    return Record(documents.embassy())


def test_parts_of_a_salvo_stand_under_the_whole(record: Record) -> None:
    rockets, defence = particulars.weapons(record)
    assert rockets.fact.text == "4 rockets"
    assert [part.text for part in rockets.parts] == ["1 rocket", "3 rockets"]
    assert rockets.parts[0].note.startswith("Hit something else: it struck another thing than it was aimed at.")
    assert rockets.parts[1].note == "Outcome: not stated."
    assert "Outcome" not in rockets.fact.note
    assert (defence.fact.label, defence.parts) == ("used by the defenders", ())


def test_a_weapon_is_told_with_where_it_came_down_and_the_part_of_what_it_met() -> None:
    document = documents.embassy()
    weapons = particulars.weapons(Record(document))
    assert "Aimed at: United States embassy. From: beneath a bridge in Dora, Baghdad, Iraq." in weapons[0].fact.note
    assert (
        weapons[0]
        .parts[0]
        .note.endswith(
            "Struck: School. Came down: across the street from the United States embassy, Green Zone, Baghdad, Iraq."
        )
    )
    document["targets"][1]["role"] = "intended_and_struck"
    assert "Aimed at and struck: School." in particulars.weapons(Record(document))[0].parts[0].note
    document["targets"][1]["role"] = "unclear"
    assert "Aimed at or struck: School." in particulars.weapons(Record(document))[0].parts[0].note


def test_a_defence_that_was_switched_on_is_not_told_as_a_success(record: Record) -> None:
    _, defence = particulars.weapons(record)
    assert defence.fact.note == "Activated: a defence was switched on. This says nothing about success."


@pytest.mark.parametrize(
    ("use", "words"),
    [
        ({"type": "rocket", "count_kind": "exact", "low": 1, "best": 1, "high": 1}, "1 rocket"),
        ({"type": "mortar", "count_kind": "at_least", "low": 2, "best": 2}, "at least 2 mortar rounds"),
        ({"type": "small_arms", "count_kind": "unknown"}, "small arms"),
        ({"type": "rocket", "count_kind": "words", "number_text": "dozens"}, "rockets (“dozens”)"),
        ({"type": "other", "count_kind": "exact", "low": 3, "best": 3, "high": 3}, "3 weapons of another kind"),
        ({"type": "rocket", "count_kind": ""}, "rocket"),
    ],
)
def test_munitions_are_counted_in_words(use: documents.Json, words: str) -> None:
    assert munition(documents.WEAPON | use) == words


def test_what_was_aimed_at_and_what_was_struck_stay_apart(record: Record) -> None:
    aimed, struck = particulars.targets(record)
    assert (aimed.label, aimed.text) == ("Intended", "United States embassy (diplomatic, United States)")
    assert aimed.note == "Damage: not known (“being assessed”)."
    assert (struck.label, struck.text, struck.note) == ("Struck", "School (education)", "Damage: not stated.")


def test_the_primary_place_comes_first_and_doubt_is_told(record: Record) -> None:
    places = particulars.locations(record)
    assert places[0].text == "Across the street from the United States embassy, Green Zone, Baghdad, Iraq"
    assert places[1].note.startswith("A walled government quarter. A part of a town.")
    assert (places[2].label, places[2].text) == ("Launch", "Beneath a bridge in Dora, Baghdad, Iraq")
    assert places[2].note.endswith("Probable.")


def test_a_tie_to_an_incident_that_is_not_public_is_left_out(record: Record) -> None:
    assert particulars.linked_codes(record) == ["iq-2020-01-03-airport"]
    assert [link.code for link in particulars.links(record, titles={})] == [""]


def test_a_tie_to_a_public_incident_carries_its_present_title(record: Record) -> None:
    series, strike = particulars.links(record, titles={"iq-2020-01-03-airport": "Drone strike at the airport"})
    assert series.note == (
        "Rocket and drone strikes on American personnel in Iraq and Syria. Period: since January 2022, still open."
    )
    assert (strike.kind, strike.name, strike.code) == (
        "Has as background",
        "Drone strike at the airport",
        "iq-2020-01-03-airport",
    )


def test_a_tie_that_somebody_asserts_names_the_speaker() -> None:
    statements = documents.numbered("statement", [documents.STATEMENT | {"speakers": [documents.IRAN]}])
    relation = {
        "kind": "retaliation_for", "to_series": None, "to_incident": "x", "certainty": "possible",
        "asserted_by": "statement-1",
    }  # fmt: skip
    record = Record(documents.bare(statements=statements, relations=documents.numbered("relation", [relation])))
    (link,) = particulars.links(record, titles={"x": "Earlier strike"})
    assert link.note == "According to Iran. Possible."


def test_a_lost_byline_is_told(record: Record) -> None:
    first, second, *_ = particulars.articles(record)
    assert (first.byline, second.byline) == ("author’s name absent in this copy", "")


def test_a_byline_without_its_author_is_one_sentence() -> None:
    article = documents.ARTICLE | {
        "byline": "With reporting by Falih Hassan from Baghdad.",
        "byline_state": "absent_in_copy",
    }
    (told,) = particulars.articles(Record(documents.bare(articles=documents.numbered("article", [article]))))
    assert told.byline == "With reporting by Falih Hassan from Baghdad (author’s name absent in this copy)"


def test_a_collective_term_among_those_involved_is_marked_as_one() -> None:
    involved = [{"actor": documents.ASSAILANTS, "role": "side_a", "certainty": "certain"}]
    record = Record(documents.bare(involvements=documents.numbered("involvement", involved)))
    assert [fact.text for fact in particulars.involvements(record)] == ["pro-Iran assailants (no group named)"]


def test_a_copy_is_named_as_a_reprint(record: Record) -> None:
    copies = [article for article in particulars.articles(record) if article.reprint_of]
    assert [article.reprint_of for article in copies] == ["Arab News: Three hurt as rockets hit Green Zone"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org", ""])
def test_only_web_addresses_become_links(address: str) -> None:
    assert particulars.web_address(address) == ""


def test_the_row_of_another_dataset_is_kept_without_its_empty_fields() -> None:
    (external,) = particulars.external_ids(Record(documents.dataset_event()))
    assert (external.scheme.label, external.value, external.dataset_version) == ("UCDP GED", "412", "23.1")
    assert external.row == {"id": "412", "best": "5", "low": "2", "where_description": "Obo town"}
