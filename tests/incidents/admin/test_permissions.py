"""Does each role see and change what it may, and nothing else?"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from incidents.models import ConfidentialNote, Incident
from tests.factories import ArticleFactory, IncidentFactory, LocationFactory, PlaceFactory, ready_incident
from tests.incidents.admin.pages import filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db

LIST = "admin:incidents_incident_changelist"
TABLES = sorted(f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry)


def assigned(user: Any, days: int) -> Incident:
    incident = ready_incident()
    incident.assignments.create(user=user, until=timezone.localdate() + timedelta(days=days))
    return incident


def test_a_guest_reads_what_is_assigned_until_the_day() -> None:
    client, guest = logged_in("guest")
    today, gone, others = assigned(guest, 0), assigned(guest, -1), IncidentFactory()
    assert [each.pk for each in client.get(reverse(LIST)).context["cl"].result_list] == [today.pk]
    assert client.get(page_of(today)).status_code == 200
    assert [client.get(page_of(each)).status_code for each in (gone, others)] == [302, 302]


def test_a_guest_reads_the_rows_of_the_incident_and_changes_none() -> None:
    client, guest = logged_in("guest")
    incident = assigned(guest, 1)
    response = client.get(page_of(incident))
    assert b"Two people were slightly hurt" in response.content
    assert b'name="_save"' not in response.content
    assert client.post(page_of(incident), {"title": "Changed"}).status_code == 403


@pytest.mark.parametrize("table", [table for table in TABLES if table != "incidents_incident"])
def test_everything_else_is_closed_to_a_guest(table: str) -> None:
    client, _ = logged_in("guest")
    assert client.get(reverse(f"admin:{table}_changelist")).status_code == 403


def test_the_start_page_of_a_guest_shows_only_what_is_assigned() -> None:
    client, guest = logged_in("guest")
    mine, other = assigned(guest, 1), IncidentFactory(title="Somebody else's draft")
    page = client.get(reverse("admin:index")).content.decode()
    assert mine.title in page
    assert other.title not in page


def test_a_draft_is_deleted_by_a_reviewer_with_all_its_rows() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    Incident.objects.update(status="draft")
    client.post(reverse("admin:incidents_incident_delete", args=[incident.pk]), {"post": "yes"})
    assert not Incident.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("coder", "draft"), ("editor", "withdrawn"), ("editor", "published")])
def test_nobody_else_and_nothing_else_is_deleted(role: str, status: str) -> None:
    client, _ = logged_in(role)
    incident = IncidentFactory(status=status)
    address = reverse("admin:incidents_incident_delete", args=[incident.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert Incident.objects.exists()


@pytest.mark.parametrize(
    ("role", "actions"),
    [("guest", []), ("coder", ["submit"]), ("administrator", ["submit", "send_back", "publish", "assign"])],
)
def test_the_list_offers_the_steps_of_the_role_and_never_to_delete(role: str, actions: list[str]) -> None:
    client, user = logged_in(role)
    assigned(user, 1)
    form = client.get(reverse(LIST)).context["action_form"]
    assert [value for value, _ in (form.fields["action"].choices if form else []) if value] == actions


@pytest.mark.parametrize(("value", "expected"), [("me", ["mine"]), ("nobody", ["free"])])
def test_the_list_is_filtered_by_who_has_an_incident(value: str, expected: list[str]) -> None:
    client, user = logged_in("coder")
    IncidentFactory(code="mine", assigned_to=user)
    IncidentFactory(code="theirs", assigned_to=logged_in("reviewer")[1])
    IncidentFactory(code="free")
    found = client.get(reverse(LIST), {"assigned_to": value}).context["cl"].result_list
    assert [each.code for each in found] == expected


def test_an_assignee_nobody_is_is_no_filter() -> None:
    client, _ = logged_in("coder")
    for value in ("99", "x", "\x00", "9" * 40):
        assert client.get(reverse(LIST), {"assigned_to": value}).status_code == 302


@pytest.mark.parametrize(
    "lookup", ["created_by__password__startswith", "merged_into__title", "title__startswith", "embargo_until__gte",
     "citations__exact__contains"]
)  # fmt: skip
def test_the_address_of_a_list_reads_no_field_that_is_not_a_filter(lookup: str) -> None:
    client, _ = logged_in("coder")
    assert client.get(reverse(LIST), {lookup: "a"}).status_code == 400


@pytest.mark.parametrize("lookup", ["status__exact", "attack_type__exact", "sensitivity__exact", "verification__exact"])
def test_the_filters_of_the_list_work(lookup: str) -> None:
    client, _ = logged_in("coder")
    assert client.get(reverse(LIST), {lookup: "draft"}).status_code == 200


def test_a_confidential_note_stands_nowhere_for_those_without_the_permission() -> None:
    incident, article = ready_incident(), ArticleFactory()
    note = ConfidentialNote.objects.create(incident=incident, article=article, body="The source is a nurse.")
    client, _ = logged_in("coder")
    pages = [page_of(incident), page_of(incident).replace("change", "history"), reverse("admin:index"), reverse(LIST)]
    assert not any(b"nurse" in client.get(page).content for page in pages)
    assert client.get(reverse("admin:incidents_confidentialnote_change", args=[note.pk])).status_code == 403
    assert b"onfidential" not in client.get(reverse("admin:index")).content


def test_a_confidential_note_leaves_no_trace_in_the_log_of_recent_actions() -> None:
    client, user = logged_in("reviewer")
    address = reverse("admin:incidents_confidentialnote_add")
    client.post(address, filled_in(client.get(address)) | {"body": "The source is a nurse."})
    note = ConfidentialNote.objects.get()
    assert note.by == user
    from django.contrib.admin.models import LogEntry

    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("table", ["publication", "importrun", "importrow"])
@pytest.mark.parametrize("role", ["coder", "editor", "administrator"])
def test_what_is_written_once_is_read_only(table: str, role: str) -> None:
    client, _ = logged_in(role)
    assert client.get(reverse(f"admin:incidents_{table}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:incidents_{table}_add")).status_code == 403


def test_places_are_found_by_the_autocomplete_of_those_who_code_only() -> None:
    PlaceFactory(name="Dora")
    LocationFactory()
    address = reverse("admin:autocomplete")
    asked = {"term": "dora", "app_label": "incidents", "model_name": "location", "field_name": "place"}
    assert logged_in("coder")[0].get(address, asked).status_code == 200
    assert logged_in("guest")[0].get(address, asked).status_code == 403
