"""What does a key make of the selected words?"""

import pytest

from incidents.models import CasualtyCount, Citation, Incident, Location, Statement, WeaponUse
from tests.factories import (
    ArticleFactory,
    CodingTaskFactory,
    IncidentFactory,
    PlaceFactory,
    StatementFactory,
    WeaponUseFactory,
)
from tests.incidents.coding.desk.hands import Desk, stored

pytestmark = pytest.mark.django_db


def test_the_first_gesture_begins_a_draft_of_this_coder_tied_to_the_task(desk: Desk) -> None:
    task = CodingTaskFactory(article=desk.article, coder=desk.user)
    desk.does("make", key="w", **desk.words("Two mortar rounds"))
    draft = stored(desk)
    assert (draft.created_by, draft.task, draft.status) == (desk.user, task, "draft")
    assert draft.code.startswith("draft-")


def test_a_draft_with_a_provisional_code_cannot_be_published_and_says_what_is_missing(desk: Desk) -> None:
    answer = desk.does("make", key="w", **desk.words("Two mortar rounds"))
    _, missing = answer["sections"]["desk-missing"]
    for line in ("Say when it happened.", "Give it its permanent code.", "Add the primary location"):
        assert line in missing
    assert answer["blocking"] >= 3


def test_a_gesture_makes_a_row_that_quotes_the_selected_words(desk: Desk) -> None:
    desk.does("make", key="w", **desk.words("Two mortar rounds"))
    citation = Citation.objects.get()
    assert citation.weapon_use == WeaponUse.objects.get()
    assert (citation.exact, citation.start, citation.end) == ("Two mortar rounds", 0, 17)
    assert citation.suffix == " fell on the market of Qarya o"


def test_white_space_at_the_ends_of_a_selection_is_left_out(desk: Desk) -> None:
    start = desk.article.text.index(" fell on ")
    desk.does("make", key="b", start=start, end=start + len(" fell on "))
    citation = Citation.objects.get()
    assert (citation.exact, citation.start) == ("fell on", start + 1)


def test_positions_count_code_points(desk: Desk) -> None:
    article = ArticleFactory(text="🚀🚀 Rockets fell on 𝔔arya.")
    desk.article = article
    desk.does("make", key="b", start=3, end=10)
    assert Citation.objects.get().exact == "Rockets"


def test_a_selection_across_paragraphs_keeps_the_text_between(desk: Desk) -> None:
    desk.does("make", key="b", **desk.words("the police said.\n\nمساء"))
    assert Citation.objects.get().exact == "the police said.\n\nمساء"


def test_a_place_that_no_rule_finds_is_asked_for_and_nothing_is_written(desk: Desk) -> None:
    told = desk.refuses("make", key="p", **desk.words("Qarya"))
    assert (told["needs"], told["error"]) == ("place", "Which place is it?")
    assert not Incident.objects.exists()


def test_the_chosen_place_becomes_the_primary_location_with_its_quote(desk: Desk) -> None:
    place = PlaceFactory(name="Somewhere")
    desk.does("make", key="p", chosen={"place": str(place.pk)}, **desk.words("Qarya"))
    location = Location.objects.get()
    assert (location.place, location.is_primary, location.role) == (place, True, "occurred")
    assert Citation.objects.get().location == location


def test_a_launch_site_is_never_primary(desk: Desk) -> None:
    desk.does("make", key="l", chosen={"place": str(PlaceFactory().pk)}, **desk.words("Qarya"))
    assert not Location.objects.get().is_primary


def test_a_number_that_nobody_gave_is_asked_for(desk: Desk) -> None:
    assert desk.refuses("make", key="k")["needs"] == "count"


def test_none_reported_is_a_choice_and_no_zero(desk: Desk) -> None:
    desk.does("make", key="k", chosen={"count": "none reported"})
    line = CasualtyCount.objects.get()
    assert (line.harm, line.count_kind, line.low, line.best, line.high) == ("killed", "none_reported", None, None, None)


def test_a_toll_belongs_to_the_statement_in_hand(desk: Desk) -> None:
    desk.does("make", key="e", **desk.words("the police said"))
    statement = Statement.objects.get()
    desk.does("make", key="i", active=f"statement-{statement.pk}", **desk.words("Three traders were hurt"))
    assert {line.statement for line in CasualtyCount.objects.all()} == {statement}


def test_a_toll_without_a_statement_is_the_articles_own_account(desk: Desk) -> None:
    desk.does("make", key="i", chosen={"count": "3"}, **desk.words("Three traders were hurt"))
    account = Statement.objects.get()
    assert (account.kind, account.voice, account.basis) == ("account", "publisher", "media_or_witness")
    assert account.citations.get().exact == "Three traders were hurt"


def test_the_same_words_for_the_same_thing_are_quoted_once(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    weapon = WeaponUseFactory(incident=incident)
    for _ in range(2):
        desk.does("quote", record=f"weapon_use-{weapon.pk}", **desk.words("Two mortar rounds"))
    assert Citation.objects.count() == 1


def test_words_in_which_no_number_is_read_stand_for_it_until_somebody_has_looked(desk: Desk) -> None:
    desk.article = ArticleFactory(text="A contractor who was not a soldier, it said, had been killed.")
    words = "A contractor who was not a soldier, it said, had been killed"
    desk.does("make", key="k", **desk.words(words))
    line = CasualtyCount.objects.get()
    assert (line.count_kind, line.best, line.number_text) == ("words", None, words)
    assert str(line).startswith(f"killed: “{words}”")
    marked = stored(desk).prefills.get(record=f"casualty_count-{line.pk}", field="count")
    assert marked.rule == "No number was read in these words: say how many, if they do."


def test_words_as_worded_fill_a_text_field_and_are_marked(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    statement = StatementFactory(incident=incident)
    desk.does("fill", record=f"statement-{statement.pk}", field="alleged_motive", **desk.words("the police said"))
    statement.refresh_from_db()
    assert statement.alleged_motive == "the police said"
    assert list(incident.prefills.values_list("record", "field")) == [(f"statement-{statement.pk}", "alleged_motive")]
    assert Citation.objects.get().field == "alleged_motive"


def test_our_own_conclusions_are_not_quoted(desk: Desk) -> None:
    desk.incident = IncidentFactory()
    told = desk.refuses("fill", record="", field="title", **desk.words("Qarya"))
    assert told["error"] == "This is our own conclusion: no source is quoted for it."
