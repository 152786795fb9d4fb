"""Does a reviewer see, before publishing, what readers would see anew and what they would not see?"""

from typing import Any

import pytest
from django.urls import reverse

from incidents.coding import review
from incidents.models import Incident
from tests.factories import IncidentFactory, NoteFactory, RelationFactory, ready_incident, user_with_role
from tests.incidents.admin.pages import logged_in, page_of

pytestmark = pytest.mark.django_db


def page(incident: Incident) -> str:
    return reverse("admin:incidents_incident_changes", args=[incident.pk])


def publishing(incident: Incident) -> str:
    return reverse("admin:incidents_incident_review", args=[incident.pk, "publish"])


def published(**fields: Any) -> Incident:
    incident = ready_incident(**fields)
    review.publish(incident, by=user_with_role("reviewer"))
    return incident


def test_the_panel_says_that_nothing_has_changed_and_later_what_has() -> None:
    client, _ = logged_in("coder")
    incident = published()
    assert "nothing has changed since version 1" in client.get(page_of(incident)).content.decode()
    NoteFactory(incident=incident)
    Incident.objects.update(title="Rockets at a school")
    shown = client.get(page_of(incident)).content.decode()
    assert f'changed since it was published: <a href="{page(incident)}">2 differences</a>' in shown


def test_what_was_never_published_has_no_such_line() -> None:
    client, _ = logged_in("coder")
    shown = client.get(page_of(ready_incident())).content.decode()
    assert "since it was published" not in shown
    assert "since version" not in shown


def test_the_page_lists_fields_and_rows_in_words() -> None:
    client, _ = logged_in("coder")
    incident = published()
    NoteFactory(incident=incident, body="A government was being formed.")
    Incident.objects.update(attack_type="uav_attack")
    shown = client.get(page(incident)).content.decode()
    for words in (
        "Attack type",
        "Rockets, mortars, artillery, missiles",
        "Drone attack",
        "Added",
        "Context: A government",
    ):
        assert words in shown


def test_a_long_text_is_shown_word_for_word() -> None:
    client, _ = logged_in("coder")
    summary = "A rocket hit a school in Dora on Thursday {} and two people were hurt, the army said."
    incident = published(summary=summary.format("night"))
    Incident.objects.update(summary=summary.format("evening"))
    shown = client.get(page(incident)).content.decode()
    assert 'removed: </span>night</del><ins><span class="visually-hidden">added: </span>evening</ins>' in shown


def test_the_page_of_publishing_shows_the_changes_and_the_relations_left_out() -> None:
    client, _ = logged_in("reviewer")
    incident = published()
    review.revise(incident, by=user_with_role("reviewer"))
    Incident.objects.update(title="Rockets at a school")
    other = IncidentFactory(code="hidden-one")
    RelationFactory(incident=incident, kind="context_of", to_series=None, to_incident=other)
    shown = client.get(publishing(incident)).content.decode()
    assert "Rockets at a school" in shown
    assert "Not published with it: relation “has as background” to hidden-one, which is not public yet." in shown


def test_what_could_be_published_again_afterwards_is_offered() -> None:
    client, _ = logged_in("reviewer")
    other = ready_incident(code="other")
    waiting = ready_incident(code="waiting")
    RelationFactory(incident=waiting, kind="context_of", to_series=None, to_incident=other)
    review.publish(waiting, by=user_with_role("reviewer"))
    shown = client.get(publishing(other)).content.decode()
    assert "To publish again afterwards" in shown
    assert page_of(waiting) in shown
    review.publish(other, by=user_with_role("reviewer"))
    start = client.get(reverse("admin:index"))
    (queue,) = [each for each in start.context["queues"] if each.title == "Relations to publish again"]
    assert [each.code for each in queue.rows] == ["waiting"]


def test_a_first_version_is_all_new() -> None:
    client, _ = logged_in("reviewer")
    assert (
        "It has never been published: everything is new." in client.get(publishing(ready_incident())).content.decode()
    )


@pytest.mark.parametrize(("role", "status"), [("coder", 200), ("guest", 403)])
def test_those_who_code_read_it(role: str, status: int) -> None:
    client, user = logged_in(role)
    incident = published()
    incident.assignments.create(user=user, until="2099-01-01")
    assert client.get(page(incident)).status_code == status


def test_what_one_may_not_see_is_not_found() -> None:
    client, _ = logged_in("coder")
    assert client.get(reverse("admin:incidents_incident_changes", args=[99])).status_code == 404
