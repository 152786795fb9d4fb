"""Do reports of readers reach the analysts, and is it said who made what of them?"""

from typing import Any

import pytest
from django.urls import reverse

from incidents.models import ErrorReport
from tests.factories import IncidentFactory, UserFactory, ready_incident
from tests.incidents.admin.pages import logged_in
from tests.rows import ROW

pytestmark = pytest.mark.django_db


def make(**fields: Any) -> ErrorReport:
    made: ErrorReport = ROW[ErrorReport](**fields)
    return made


def page(report: ErrorReport) -> str:
    return reverse("admin:incidents_errorreport_change", args=[report.pk])


def decide(client: Any, report: ErrorReport, **fields: str) -> Any:
    seen = ErrorReport.objects.get(pk=report.pk).updated_at.isoformat()
    return client.post(page(report), {"state": "new", "note": "", "contact": "", "seen_at": seen} | fields)


def test_what_waits_stands_on_the_start_page_and_danger_comes_first() -> None:
    make(body="The toll is wrong.")
    make(body="My street is shown.", about="danger")
    make(body="Settled.", state="accepted", decided_by=UserFactory(), decided_at="2022-02-01T12:00Z")
    client, _ = logged_in("coder")
    response = client.get(reverse("admin:index"))
    assert [each.body for each in response.context["error_reports"].rows] == [
        "My street is shown.", "The toll is wrong.",
    ]  # fmt: skip
    assert "Errors that readers reported" in response.content.decode()


def test_the_page_of_an_incident_shows_what_waits_on_it_and_on_what_was_folded_into_it() -> None:
    incident = ready_incident(code="one")
    IncidentFactory(code="folded", status="merged", merged_into=incident)
    for code in ("one", "folded", "another"):
        make(code=code, body=f"About {code}.")
    make(code="one", body="About settled.", state="accepted", decided_by=UserFactory(), decided_at="2022-02-01T12:00Z")
    client, _ = logged_in("coder")
    shown = client.get(reverse("admin:incidents_incident_change", args=[incident.pk])).content.decode()
    assert [name for name in ("one", "folded", "another", "settled") if f"About {name}." in shown] == ["one", "folded"]


def test_a_guest_is_told_of_no_report() -> None:
    make()
    client, _ = logged_in("guest")
    assert client.get(reverse("admin:index")).context["error_reports"] is None


def test_a_decision_says_who_took_it_and_can_be_taken_back() -> None:
    report = make()
    client, reviewer = logged_in("reviewer")
    assert decide(client, report, state="accepted", note="Put right in version 2.").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.decided_by, report.decided_at is None) == ("accepted", reviewer, False)
    decide(client, report, state="new", note="Asked again.")
    report.refresh_from_db()
    assert (report.state, report.decided_by, report.decided_at) == ("new", None, None)
    assert [row.state for row in report.history.order_by("history_id")] == ["new", "accepted", "new"]


def test_nothing_is_dismissed_without_a_reason() -> None:
    report = make()
    client, _ = logged_in("reviewer")
    response = decide(client, report, state="dismissed", note="  ")
    assert "Say why nothing is done about it." in response.content.decode()
    report.refresh_from_db()
    assert report.state == "new"


def test_what_a_reader_wrote_is_not_rewritten() -> None:
    report = make(body="Three were hurt.")
    client, _ = logged_in("reviewer")
    decide(client, report, body="Nobody was hurt.", code="other", about="other", state="accepted")
    report.refresh_from_db()
    assert (report.body, report.code, report.about) == ("Three were hurt.", "iq-2022-01-13-one", "figure")


def test_how_to_reach_the_reader_is_seen_by_those_who_see_confidential_notes_only() -> None:
    report = make(contact="amal@example.org")
    for role, sees in (("coder", False), ("reviewer", True)):
        client, _ = logged_in(role)
        assert ("amal@example.org" in client.get(page(report)).content.decode()) is sees
        for address in (
            reverse("admin:index"),
            reverse("admin:incidents_errorreport_changelist"),
            reverse("admin:incidents_errorreport_changelist") + "?q=amal",
            reverse("admin:incidents_errorreport_history", args=[report.pk]),
        ):
            assert "amal@example.org" not in client.get(address).content.decode()


def test_the_list_cannot_be_narrowed_by_how_to_reach_the_reader() -> None:
    make(contact="amal@example.org")
    client, _ = logged_in("coder")
    response = client.get(reverse("admin:incidents_errorreport_changelist") + "?contact__startswith=amal", follow=True)
    assert response.status_code in (400, 403) or "e=1" in response.request["QUERY_STRING"]


def test_how_to_reach_the_reader_can_be_emptied_and_leaves_no_trace() -> None:
    report = make(contact="amal@example.org")
    client, _ = logged_in("reviewer")
    decide(client, report, contact="")
    report.refresh_from_db()
    assert report.contact == ""
    assert "contact" not in {field.name for field in ErrorReport.history.model._meta.fields}


def test_words_of_a_reader_are_text_and_never_markup() -> None:
    report = make(body="<script>alert(1)</script> is what I read there")
    client, _ = logged_in("coder")
    for address in (page(report), reverse("admin:index"), reverse("admin:incidents_errorreport_changelist")):
        assert "<script>alert" not in client.get(address).content.decode()
