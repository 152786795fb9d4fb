"""Looking up what the sources say for one part of a record."""

import pytest

from incidents.public.story.record import Record, direction, in_sentence, introduced, listed, said_by
from tests.incidents.public import documents


@pytest.fixture
def record() -> Record:
    return Record(documents.embassy())


def test_evidence_for_a_field_of_the_incident_leaves_its_other_fields_out(record: Record) -> None:
    (quote,) = record.evidence("", "attack_type").quotes
    assert quote.exact == "four rockets were fired at the embassy"
    assert quote.source.publisher == "publisher not known"
    assert quote.source.published == "13 or 14 January 2022"


def test_a_source_that_says_otherwise_makes_the_sources_differ(record: Record) -> None:
    rockets = record.evidence("weapon_use-1")
    assert rockets.differs
    assert [(each.source.publisher, each.value) for each in rockets.quotes if each.is_against] == [("Arab News", "3")]


def test_a_vaguer_source_is_no_contradiction(record: Record) -> None:
    vague = [quote for quote in record.evidence("weapon_use-1").quotes if quote.stance == "compatible"]
    assert [quote.is_against for quote in vague] == [False]


def test_words_behind_a_count_name_who_said_them(record: Record) -> None:
    assert {quote.said_by for quote in record.evidence("casualty_count-1").quotes} == {"Iraqi military"}


def test_an_article_without_a_publisher_goes_by_its_title(record: Record) -> None:
    assert record.sources["article-1"].label == (
        "“Rockets, possibly by pro-Iran attackers, aimed at American embassy” (publisher not known)"
    )
    assert record.sources["article-3"].label == "Arab News"


def test_words_that_were_passed_on_name_who_passed_them_on(record: Record) -> None:
    (quote,) = record.evidence("statement-9").quotes
    assert (quote.said_by, quote.passed_on_by) == ("Iraqi security forces", "coalition against ISIS")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("United States", "the United States"),
        ("Central African Republic", "the Central African Republic"),
        ("U.S. Department of Defense", "the U.S. Department of Defense"),
        ("U.S. Embassy in Baghdad", "the U.S. Embassy in Baghdad"),
        ("Civilians", "civilians"),
        ("Iran", "Iran"),
        ("Iraqi military", "Iraqi military"),
    ],
)
def test_names_stand_in_a_sentence_as_they_are_said(name: str, words: str) -> None:
    assert in_sentence(name) == words


def test_a_remark_goes_into_a_bracket_that_is_there() -> None:
    unnamed = documents.KIRBY | {
        "name": "Coalition official (unnamed)",
        "role_title": "official",
        "parent": "Coalition",
    }
    assert introduced(unnamed) == "Coalition official (unnamed; official, Coalition)"


@pytest.mark.parametrize(
    ("holdings", "expected"),
    [(["reference_only"], True), (["reference_only", "full_text"], False), ([], True)],
)
def test_a_dataset_that_cites_reports_nobody_read_is_read_in_part(holdings: list[str], expected: bool) -> None:
    row = documents.ARTICLE | {"kind": "dataset_record", "holding": "excerpt"}
    reports = [documents.ARTICLE | {"holding": holding} for holding in holdings]
    made = Record(documents.bare(articles=documents.numbered("article", [row, *reports])))
    assert made.is_partly_read is expected


def test_a_record_without_articles_has_nothing_unread() -> None:
    assert not Record(documents.bare()).is_partly_read


def test_the_primary_place_has_the_public_point_where_it_has_none_of_its_own() -> None:
    document = documents.embassy()
    document["locations"][0] |= {"latitude": None, "longitude": None, "radius_m": None}
    document["locations"].reverse()
    primary, *others = Record(document).locations
    assert (primary["latitude"], primary["longitude"], primary["radius_m"]) == (33.29905, 44.3968, 1000)
    assert [each["latitude"] for each in others] == [33.25, 33.305]


def test_a_withheld_point_is_nowhere_in_the_places() -> None:
    document = documents.embassy(point=None)
    document["locations"][0] |= {"latitude": None, "longitude": None, "radius_m": None}
    assert Record(document).locations[0]["latitude"] is None


def test_a_part_without_citations_has_no_evidence(record: Record) -> None:
    assert not record.evidence("weapon_use-3")


def test_an_anonymous_speaker_is_described_and_not_named(record: Record) -> None:
    assert said_by(record["statements"][1]) == "an official"
    silent = documents.STATEMENT | {"voice": "anonymous"}
    assert said_by(silent) == "a speaker who is not named"


def test_an_article_in_its_own_voice_has_no_speaker() -> None:
    assert said_by(documents.STATEMENT | {"voice": "publisher"}) == ""


def test_a_body_spoken_for_is_named_once() -> None:
    statement = documents.STATEMENT | {"speakers": [documents.KIRBY], "on_behalf_of": documents.DEFENSE}
    assert said_by(statement) == "John Kirby (spokesman, United States Department of Defense)"
    other = documents.STATEMENT | {"speakers": [documents.SADR], "on_behalf_of": documents.DEFENSE}
    assert said_by(other) == "Muqtada al-Sadr (cleric), for the United States Department of Defense"


def test_a_person_is_introduced_with_office_and_body_and_a_body_without() -> None:
    assert introduced(documents.SADR) == "Muqtada al-Sadr (cleric)"
    assert introduced(documents.IRAN | {"parent": "United Nations"}) == "Iran"


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", "rtl"), ("fa-IR", "rtl"), ("en", "ltr"), ("ku-Latn", "ltr"), ("", "auto")]
)
def test_the_direction_follows_the_language(language: str, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_as_prose(words: list[str], expected: str) -> None:
    assert listed(words) == expected
