"""Does a reader learn what each version changed, in the words of the page, and nothing of a closed one?"""

import json
from datetime import UTC, datetime
from typing import Any

from incidents.models import Publication
from incidents.public.story import changes
from incidents.public.story.changes import Section, Step
from tests.incidents.public import documents
from tests.incidents.public.documents import ARTICLE, CITATION, numbered

NOON = datetime(2022, 2, 1, 12, tzinfo=UTC)
KILLED = documents.CELL | {"state": "figure", "low": 3, "best": 3, "high": 3, "rule": "only figure", "origins": 1}


def compared(old: documents.Json, new: documents.Json, titles: dict[str, str] | None = None) -> dict[str, Section]:
    return {str(each.title): each for each in changes.compare(old, new, titles=titles or {})}


def fields(section: Section) -> list[tuple[str, str, str]]:
    return [(str(each.label), each.before, each.after) for each in section.fields]


def lines(section: Section) -> list[tuple[str, str]]:
    return [(each.action, each.name) for each in section.lines]


def version(number: int, document: documents.Json | None, state: str = "live", **fields: Any) -> Publication:
    text = json.dumps(document) if document else ""
    return Publication(version=number, state=state, published_at=NOON, document=text, **fields)


def steps(*versions: Publication) -> list[Step]:
    return changes.steps(versions, titles={})


def test_a_record_that_says_the_same_has_no_changes() -> None:
    assert compared(documents.embassy(), documents.embassy()) == {}


def test_a_figure_is_told_by_its_harm() -> None:
    new = KILLED | {"low": 4, "best": 4, "high": 4}
    found = compared(documents.bare(cells=[KILLED]), documents.bare(cells=[new]))
    assert fields(found["Who was hurt"]) == [("Killed", "3", "4")]


def test_a_silence_that_becomes_a_figure_is_told_as_a_silence() -> None:
    found = compared(documents.bare(cells=[documents.CELL]), documents.bare(cells=[KILLED]))
    label, before, after = fields(found["Who was hurt"])[0]
    assert (label, before, after) == ("Killed", "No source mentions anyone killed", "3")


def test_title_date_and_verification_are_told_in_the_words_of_the_page() -> None:
    changed = {"title": "Shots fired again", "verification": "contested", "date_edtf": "2023-05-02"}
    found = compared(documents.bare(), documents.bare(**changed, date_earliest="2023-05-02", date_latest="2023-05-02"))
    assert fields(found["The incident"]) == [
        ("Title", "Shots fired", "Shots fired again"),
        ("When", "1 May 2023", "2 May 2023"),
        ("Verification", "Not assessed", "Contested"),
    ]


def test_sources_and_quotes_that_came_and_went_are_named() -> None:
    daily = {"name": "The Daily", "kind": "newspaper", "reach": "", "country": "", "url": ""}
    old = {
        "articles": numbered("article", [ARTICLE | {"title": "Shots", "publisher": daily}]),
        "citations": [CITATION | {"field": "date_edtf", "exact": "on Monday"}],
    }
    new = {
        "articles": numbered(
            "article", [ARTICLE | {"title": "Shots", "publisher": daily}, ARTICLE | {"title": "More"}]
        ),
        "citations": [CITATION | {"field": "date_edtf", "exact": "on 1 May"}],
    }
    found = compared(documents.bare(**old), documents.bare(**new))
    assert lines(found["Sources"]) == [("added", "“More” (publisher not known)")]
    assert lines(found["Quotes"]) == [
        ("added", "“on 1 May” The Daily, on the date"),
        ("removed", "“on Monday” The Daily, on the date"),
    ]


def test_references_that_moved_are_no_change() -> None:
    document, moved = documents.embassy(), documents.embassy()
    moved["statements"].reverse()
    moved["articles"].reverse()
    moved["citations"].reverse()
    assert compared(document, moved) == {}


def test_an_account_whose_figure_changed_is_told_once_with_both_figures() -> None:
    new = documents.embassy()
    new["casualty_counts"][3] |= {"low": 4, "best": 4, "high": 4}
    [change] = compared(documents.embassy(), new)["Accounts of the toll"].lines
    assert (change.action, change.name) == ("changed", "An official")
    assert [(each.before[:9], each.after[:9]) for each in change.fields] == [("3 injured", "4 injured")]


def test_a_tie_to_an_incident_that_is_not_public_now_is_not_told() -> None:
    new, old = documents.embassy(), documents.embassy(relations=[])
    airport = "iq-2020-01-03-airport"
    assert "airport" not in str(compared(old, new))
    told = lines(compared(old, new, {airport: "Strike at the airport"})["Related"])
    assert ("added", "Has as background: Strike at the airport") in told


def test_a_long_text_is_compared_word_by_word() -> None:
    old = "One rocket fell in a school across the street, and the others came down where nobody could tell at first."
    found = compared(documents.bare(summary=old), documents.bare(summary=old.replace("nobody", "no neighbour")))
    [change] = found["The incident"].fields
    assert [tuple(piece) for piece in change.pieces if piece.kind != "="] == [("-", "nobody"), ("+", "no neighbour")]


def test_the_newest_version_comes_first_each_with_its_note() -> None:
    second = version(2, documents.bare(title="Told again"), change_note="A title was mended.")
    found = steps(version(1, documents.bare(), "superseded"), second)
    assert [(each.version, each.note, each.count) for each in found] == [(2, "A title was mended.", 1), (1, "", 0)]
    assert found[1].remark == "The first version."


def test_a_version_that_was_emptied_says_so_and_nothing_of_its_words() -> None:
    blanked = version(1, None, "blanked", change_note="It was at the clinic.")
    found = steps(blanked, version(2, documents.bare()))
    assert found[1].remark.startswith("This version was emptied")
    assert (found[1].note, found[1].is_readable) == ("", False)
    assert found[0].remark == "What changed cannot be told: the version before it is closed."


def test_a_version_that_changed_nothing_a_reader_sees_says_so() -> None:
    found = steps(version(1, documents.bare(), "superseded"), version(2, documents.bare(codebook_version="2026.2")))
    assert found[0].remark == "Nothing that this page tells has changed."
