"""Are rows that disagree with each other found, and those that agree left alone? Nothing here needs a database."""

from typing import Any

import pytest

from articles.models import Article
from incidents.coding.consistency import Draft, disagreements
from incidents.models import Actor, CasualtyCount, Citation, Incident, Location, Place, Relation, Statement, WeaponUse


def incident(**fields: Any) -> Incident:
    return Incident(**{"code": "a", "title": "A", "attack_type": "other", "date_edtf": "2022-01-13", **fields})


def found(**rows: Any) -> list[tuple[str, str]]:
    """(kind of row, field) of every disagreement in a draft of these rows."""
    draft = Draft(**{"incident": incident(), **rows})
    return [(each.row._meta.model_name or "", each.field) for each in disagreements(draft)]


def weapon(low: int | None = None, high: int | None = None, kind: str = "exact", **fields: Any) -> WeaponUse:
    return WeaponUse(
        type="rocket", count_kind=kind if low is not None or high is not None else "", low=low, high=high, **fields
    )


def statement(**fields: Any) -> Statement:
    return Statement(**{"kind": "account", "voice": "publisher", "basis": "unsourced", **fields})


def count(account: Statement, **fields: Any) -> CasualtyCount:
    return CasualtyCount(**{"statement": account, "harm": "injured", "group": "all", "count_kind": "unknown", **fields})


def test_an_empty_draft_agrees_with_itself() -> None:
    assert found() == []


def test_the_parts_of_a_group_may_reach_the_whole() -> None:
    whole = weapon(4, 4)
    assert found(weapons=[whole, weapon(1, 1, subset_of=whole), weapon(3, 3, subset_of=whole)]) == []


def test_the_parts_of_a_group_may_not_exceed_the_whole() -> None:
    whole = weapon(4, 4)
    parts = [weapon(2, 2, subset_of=whole), weapon(3, 3, subset_of=whole)]
    assert found(weapons=[whole, *parts]) == [("weaponuse", "subset_of")]


def test_parts_without_a_number_exceed_nothing() -> None:
    whole = weapon(1, 1)
    assert found(weapons=[whole, weapon(subset_of=whole), weapon(1, 1, subset_of=whole)]) == []


@pytest.mark.parametrize(("low", "high", "kind"), [(4, None, "at_least"), (None, None, ""), (2, None, "words")])
def test_an_open_whole_is_exceeded_by_nothing(low: int | None, high: int | None, kind: str) -> None:
    whole = weapon(low, high, kind)
    assert found(weapons=[whole, weapon(9, 9, subset_of=whole)]) == []


def test_at_least_so_many_counts_as_so_many() -> None:
    whole = weapon(None, 4, "at_most")
    assert found(weapons=[whole, weapon(5, None, "at_least", subset_of=whole)]) == [("weaponuse", "subset_of")]


def test_a_part_is_compared_with_the_new_number_of_a_stored_whole() -> None:
    stored, edited = weapon(9, 9, pk=1), weapon(1, 1, pk=1)
    assert found(weapons=[edited, weapon(2, 2, subset_of=stored)]) == [("weaponuse", "subset_of")]


def test_a_group_that_is_part_of_itself_by_way_of_another_is_refused() -> None:
    one, other = weapon(), weapon()
    one.subset_of, other.subset_of = other, one
    assert set(found(weapons=[one, other])) == {("weaponuse", "subset_of")}


def test_a_statement_that_repeats_itself_is_refused() -> None:
    said = statement(pk=1)
    said.repeats = said
    assert found(statements=[said]) == [("statement", "repeats")]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"voice": "named"}, ["speakers"]),
        ({"voice": "unnamed"}, ["speaker_text"]),
        ({"voice": "anonymous"}, ["speaker_text"]),
        ({"voice": "anonymous", "speaker_text": "officials"}, []),
        ({"kind": "accusation", "wording": "asserted"}, ["accused"]),
        ({"kind": "assessment", "wording": "possible"}, ["accused"]),
        ({"kind": "accusation", "accused_text": "militias"}, ["wording"]),
        ({"kind": "accusation", "accused_text": "militias", "wording": "asserted"}, []),
        ({"kind": "claim_of_responsibility"}, ["wording"]),
        ({"kind": "denial"}, ["wording"]),
        ({"kind": "no_claim_reported"}, []),
        ({"kind": "condemnation"}, []),
    ],
)
def test_a_statement_has_what_its_kind_and_voice_need(fields: dict[str, str], wrong: list[str]) -> None:
    assert found(statements=[statement(**fields)]) == [("statement", field) for field in wrong]


def test_the_article_itself_has_no_speaker_beside_it() -> None:
    said = statement(voice="publisher")
    assert found(statements=[said], speakers={id(said): [Actor(name="Army")]}) == [("statement", "voice")]


def test_speakers_and_accused_chosen_in_the_form_count() -> None:
    said = statement(voice="named", kind="accusation", wording="asserted")
    people = {id(said): [Actor(name="Army")]}
    assert found(statements=[said], speakers=people, accused=people) == []


def test_a_statement_with_figures_needs_a_basis_told_once() -> None:
    said = statement(basis="")
    assert found(statements=[said], casualty_counts=[count(said), count(said)]) == [("statement", "basis")]


def test_a_part_of_a_figure_needs_the_figure_of_the_same_account_and_harm() -> None:
    said, other = statement(), statement()
    part = count(said, of_which=True)
    assert found(statements=[said, other], casualty_counts=[part, count(other)]) == [("casualtycount", "of_which")]
    assert found(statements=[said], casualty_counts=[part, count(said, harm="killed")]) == [
        ("casualtycount", "of_which")
    ]
    assert found(statements=[said], casualty_counts=[part, count(said)]) == []


def test_a_figure_without_its_account_is_told_elsewhere() -> None:
    assert found(casualty_counts=[CasualtyCount(harm="injured")]) == []


def test_there_is_one_primary_location_and_it_is_no_launch() -> None:
    def location(**fields: Any) -> Location:
        return Location(**{"place": Place(name="A"), "precision": "site", "is_primary": True, **fields})

    assert found(locations=[location(), location()]) == [("location", "is_primary")]
    assert found(locations=[location(role="launch")]) == [("location", "is_primary")]
    assert found(locations=[location(), location(is_primary=False, role="launch")]) == []


@pytest.mark.parametrize(
    ("published", "date", "wrong"),
    [
        ("2022-01-12", "2022-01-13", True),
        ("2022-01-13", "2022-01-13", False),
        ("", "2022-01-13", False),
        ("2022-01-12", "[..2022-01-13]", False),
        ("2022-01-12", "nonsense", False),
    ],
)
def test_an_incident_is_not_dated_after_an_article_about_it(published: str, date: str, *, wrong: bool) -> None:
    article = Article(pk=1, title="A")
    article.published_edtf = published
    Article._meta.get_field("published_edtf").pre_save(article, add=True)
    rows = {"incident": incident(date_edtf=date), "citations": [Citation(article=article)]}
    assert found(**rows) == ([("incident", "date_edtf")] if wrong else [])
    assert found(**rows, is_imported=True) == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"timezone": "Asia/Baghdad"}, []),
        ({"timezone": "Baghdad"}, ["timezone"]),
        ({"time_kind": "window"}, ["time_kind"]),
        ({"time_kind": "exact"}, ["time_start"]),
        ({"time_kind": "part_of_day"}, ["part_of_day"]),
        ({"time_kind": "part_of_day", "part_of_day": "night"}, []),
        ({"time_kind": "unknown"}, []),
    ],
)
def test_a_time_has_what_its_kind_needs(fields: dict[str, str], wrong: list[str]) -> None:
    assert found(incident=incident(**fields)) == [("incident", field) for field in wrong]


def test_retaliation_needs_the_statement_that_says_so() -> None:
    assert found(relations=[Relation(kind="retaliation_for")]) == [("relation", "asserted_by")]
    assert found(relations=[Relation(kind="retaliation_for", asserted_by=statement())]) == []


def test_an_incident_is_not_related_to_itself() -> None:
    itself = incident(pk=1)
    assert found(incident=itself, relations=[Relation(kind="possible_link", to_incident=itself)]) == [
        ("relation", "to_incident")
    ]
