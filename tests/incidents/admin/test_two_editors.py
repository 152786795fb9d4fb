"""Two people save the same incident: is the later one refused, shown both versions, and nothing lost?"""

from typing import Any

import pytest
from django.test import Client

from incidents.coding import review
from incidents.models import Incident, Location, Note
from tests.factories import (
    ActorFactory,
    IncidentFactory,
    LocationFactory,
    NoteFactory,
    StatementFactory,
    ready_incident,
)
from tests.incidents.admin.pages import add_row, errors_of, filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    incident = IncidentFactory(title="Before", summary="First summary.")
    LocationFactory(incident=incident, relation_text="near")
    return incident


def opened_by_two(incident: Incident) -> tuple[Client, dict[str, Any], Client, dict[str, Any]]:
    (first, _), (second, _) = logged_in("coder", username="amal"), logged_in("coder", username="basim")
    return first, filled_in(first.get(page_of(incident))), second, filled_in(second.get(page_of(incident)))


def save(client: Client, data: dict[str, Any], incident: Incident) -> Any:
    return client.post(page_of(incident), data | {"_continue": "1"})


def differences(response: Any) -> dict[str, tuple[str, str, str]]:
    return {each.input: (each.theirs, each.yours, each.who) for each in response.context["conflict"].differences}


def test_the_later_save_is_refused_and_shows_both_values_with_who_wrote_the_stored_one(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    assert errors_of(save(first, one | {"title": "Hers"}, incident)) == {}
    response = save(second, two | {"title": "His"}, incident)
    assert differences(response) == {"title": ("Hers", "His", "amal")}
    incident.refresh_from_db()
    assert (incident.title, incident.version) == ("Hers", 2)


def test_her_input_stays_in_the_form(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"title": "Hers"}, incident)
    add_row(two, "notes", kind="context", body="Typed for ten minutes.")
    response = save(second, two | {"title": "His"}, incident)
    assert response.context["adminform"].form["title"].value() == "His"
    assert b"Typed for ten minutes." in response.content
    assert not Note.objects.exists()


def test_a_field_she_had_not_touched_takes_the_stored_value(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"summary": "Second summary."}, incident)
    response = save(second, two | {"title": "His"}, incident)
    assert response.context["adminform"].form["summary"].value() == "Second summary."
    assert response.context["conflict"].taken == ["Incident: Summary"]
    assert differences(response) == {}


def test_she_saves_hers_after_saying_that_she_compared(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"title": "Hers", "summary": "Second summary."}, incident)
    again = filled_in(save(second, two | {"title": "His"}, incident)) | {"conflict": "1"}
    assert list(errors_of(save(second, again, incident))) == ["compared"]
    assert errors_of(save(second, again | {"compared": "on"}, incident)) == {}
    incident.refresh_from_db()
    assert (incident.title, incident.summary, incident.version) == ("His", "Second summary.", 3)


def test_a_third_save_in_between_is_refused_again(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"title": "Hers"}, incident)
    again = filled_in(save(second, two | {"title": "His"}, incident)) | {"conflict": "1", "compared": "on"}
    one = filled_in(first.get(page_of(incident)))
    save(first, one | {"title": "Hers again"}, incident)
    assert differences(save(second, again, incident)) == {"title": ("Hers again", "His", "amal")}


def test_a_change_of_a_row_conflicts_like_one_of_the_incident(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"locations-0-relation_text": "opposite"}, incident)
    response = save(second, two | {"locations-0-relation_text": "behind"}, incident)
    assert differences(response) == {"locations-0-relation_text": ("opposite", "behind", "amal")}
    assert Location.objects.get().relation_text == "opposite"


def test_a_row_that_somebody_else_deleted_does_not_come_back(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"locations-0-DELETE": "on"}, incident)
    response = save(second, two | {"title": "His", "locations-0-relation_text": "behind"}, incident)
    assert response.context["conflict"].rows == ["location deleted by amal: it will not come back by saving"]
    again = filled_in(response) | {"conflict": "1", "compared": "on", "locations-0-DELETE": "on"}
    again["locations-0-id"] = two["locations-0-id"]
    assert errors_of(save(second, again, incident)) == {}
    assert not Location.objects.exists()


def test_a_row_that_somebody_else_added_is_kept(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    add_row(one, "notes", kind="context", body="Hers.")
    save(first, one, incident)
    response = save(second, two | {"title": "His"}, incident)
    assert response.context["conflict"].rows == ["note added by amal: Context: Hers. (kept)"]
    again = filled_in(response) | {"conflict": "1", "compared": "on"}
    save(second, again, incident)
    assert Note.objects.get().body == "Hers."


def test_choices_of_several_rows_are_compared_by_name(incident: Incident) -> None:
    statement = StatementFactory(incident=incident, voice="named")
    army, police, mayor = ActorFactory(name="Army"), ActorFactory(name="Police"), ActorFactory(name="Mayor")
    statement.speakers.add(army)
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"statements-0-speakers": [police.pk]}, incident)
    response = save(second, two | {"statements-0-speakers": [mayor.pk]}, incident)
    assert differences(response) == {"statements-0-speakers": ("Police", "Mayor", "amal")}


def test_a_step_of_review_in_between_is_not_undone_by_a_save() -> None:
    incident = ready_incident(title="Before")
    coder, _ = logged_in("coder")
    data = filled_in(coder.get(page_of(incident)))
    _, reviewer = logged_in("reviewer")
    review.send_back(Incident.objects.get(), by=reviewer, reason="The title.")
    save(coder, data | {"title": "After"}, incident)
    incident.refresh_from_db()
    assert incident.status == "draft"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "99"])
def test_a_version_nobody_could_have_seen_is_refused(incident: Incident, version: str) -> None:
    client, _ = logged_in("coder")
    data = filled_in(client.get(page_of(incident))) | {"seen_version": version, "title": "Forced"}
    assert save(client, data, incident).status_code == 200
    incident.refresh_from_db()
    assert incident.title == "Before"


def test_a_row_key_that_is_no_number_is_no_error_of_the_server(incident: Incident) -> None:
    NoteFactory(incident=incident)
    client, _ = logged_in("coder")
    data = filled_in(client.get(page_of(incident))) | {"seen_version": "7", "notes-0-id": "x"}
    assert save(client, data, incident).status_code == 200


def test_a_second_save_without_the_tick_shows_the_whole_comparison_again(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"title": "Hers", "summary": "Second summary."}, incident)
    shown = save(second, two | {"title": "His"}, incident)
    assert b'name="conflict" value="1"' in shown.content
    again = save(second, filled_in(shown) | {"conflict": "1"}, incident)
    assert differences(again) == {"title": ("Hers", "His", "amal")}
    assert again.context["conflict"].taken == ["Incident: Summary"]
    assert list(errors_of(again)) == ["compared"]
    assert b'name="conflict" value="1"' in again.content


def test_a_value_she_chose_after_comparing_is_not_taken_from_her(incident: Incident) -> None:
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"summary": "Second summary."}, incident)
    shown = filled_in(save(second, two | {"title": "His"}, incident)) | {"conflict": "1"}
    again = save(second, shown | {"summary": "First summary."}, incident)
    assert differences(again) == {"summary": ("Second summary.", "First summary.", "amal")}
    assert again.context["adminform"].form["summary"].value() == "First summary."


def test_what_she_wrote_in_a_row_that_was_deleted_is_compared_and_stays_in_the_form(incident: Incident) -> None:
    NoteFactory(incident=incident, body="First.")
    kept = NoteFactory(incident=incident, body="Second.")
    first, one, second, two = opened_by_two(incident)
    save(first, one | {"notes-0-DELETE": "on"}, incident)
    response = save(second, two | {"notes-0-body": "Typed long.", "notes-1-body": "Hers too."}, incident)
    compared = [(each.label, each.theirs, each.yours, each.who) for each in response.context["conflict"].differences]
    assert compared == [("Body", "deleted", "Typed long.", "amal")]
    page = response.content.decode()
    assert "No field was changed by both of you" not in page
    assert page.index('name="notes-0-body"') < page.index(">\nTyped long.</textarea>")
    assert page.index('name="notes-1-body"') < page.index(">\nHers too.</textarea>")
    assert f'data-row="{kept.pk}" data-label="Context: Hers too."' in page
