"""Do the pages of review move an incident by the rules, and only by POST?"""

from typing import Any

import pytest
from django.urls import reverse

from incidents.models import Incident, ReviewEvent
from incidents.models.publication import Publication
from tests.factories import IncidentFactory, ready_incident
from tests.incidents.admin.pages import filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db


def step(incident: Incident, action: str) -> str:
    return reverse("admin:incidents_incident_review", args=[incident.pk, action])


def take(client: Any, incident: Incident, action: str, **data: Any) -> Any:
    return client.post(step(incident, action), {"seen_version": incident.version, "reason": "", **data})


def status_of(incident: Incident) -> str:
    return Incident.objects.values_list("status", flat=True).get(pk=incident.pk)


def test_reading_the_page_of_a_step_takes_no_step() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    assert client.get(step(incident, "publish")).status_code == 200
    assert status_of(incident) == "in_review"


def test_a_reviewer_publishes_with_a_change_note() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    assert take(client, incident, "publish", reason="First version.").status_code == 302
    assert status_of(incident) == "published"
    assert Publication.objects.get().change_note == "First version."


def test_publishing_leads_to_an_address_that_no_cache_holds_yet() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident(code="iq-2022-01-13-school")
    publish = {"seen_version": 1, "reason": ""}
    first = client.post(step(incident, "publish"), publish, follow=True).content.decode()
    assert '<a href="/incidents/iq-2022-01-13-school/v1/">iq-2022-01-13-school, version 1</a>' in first
    assert "Lists and the map may be without it for up to a minute." in first
    Incident.objects.update(status="in_review")
    second = client.post(step(incident, "publish"), publish, follow=True).content.decode()
    assert second.count('href="/incidents/iq-2022-01-13-school/v2/"') == 2, "in the message, and where it stands"
    assert "Readers may see the version before for up to a minute." in second


def test_the_page_keeps_the_count_of_saves_apart_from_public_versions() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident(version=7)
    take(client, incident, "publish")
    page = client.get(page_of(incident)).content.decode()
    assert "save no. 7" in page
    assert "public version 1, live" in page


@pytest.mark.parametrize(("action", "is_optional"), [("submit", True), ("send_back", False), ("withdraw", False)])
def test_a_step_says_whether_it_needs_a_reason(action: str, is_optional: bool) -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident() if action == "send_back" else IncidentFactory()
    if action == "withdraw":
        incident = ready_incident()
        take(client, incident, "publish")
    page = client.get(step(incident, action)).content.decode()
    assert ("Optional; stands in the history." in page) is is_optional
    assert ("Required. " in page) is not is_optional


def test_a_coder_takes_a_submission_back_from_its_page() -> None:
    client, coder = logged_in("coder")
    incident = IncidentFactory(created_by=coder)
    take(client, incident, "submit")
    assert ("take_back", "Take back") in client.get(page_of(incident)).context["steps_of_review"]
    assert take(client, incident, "take_back").status_code == 302
    assert status_of(incident) == "draft"


def test_an_incident_with_nothing_missing_says_so_without_a_list_to_open() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    incident.statements.update(kind="account")
    for statement in incident.statements.all():
        incident.citations.create(
            article=incident.citations.first().article, statement=statement, basis="inferred", exact=""
        )
    page = client.get(page_of(incident)).content.decode()
    assert '<p class="missing">Nothing is missing for publishing.</p>' in page


def test_what_is_missing_is_told_on_the_page_and_nothing_is_published() -> None:
    client, _ = logged_in("reviewer")
    incident = IncidentFactory(status="in_review")
    response = take(client, incident, "publish")
    assert response.status_code == 409
    assert b"Cite the words that carry the date." in response.content
    assert status_of(incident) == "in_review"


def test_a_coder_finds_no_button_and_is_refused_by_address() -> None:
    client, _ = logged_in("coder")
    incident = ready_incident()
    assert [action for action, _ in client.get(page_of(incident)).context["steps_of_review"]] == []
    assert take(client, incident, "publish").status_code == 409
    assert status_of(incident) == "in_review"


def test_nobody_publishes_what_they_changed_themselves() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    data = filled_in(client.get(page_of(incident))) | {"title": "Changed by the reviewer"}
    client.post(page_of(incident), data | {"_continue": "1"})
    incident.refresh_from_db()
    assert take(client, incident, "publish").status_code == 409
    assert status_of(incident) == "in_review"


def test_the_page_of_a_step_says_why_it_cannot_be_taken() -> None:
    coder, _ = logged_in("coder")
    reviewer, user = logged_in("reviewer")
    in_review, own, live = ready_incident(), ready_incident(created_by=user), IncidentFactory(status="published")
    assert "You do not have the right to do this." in coder.get(step(in_review, "publish")).content.decode()
    assert "Somebody else must publish it." in reviewer.get(step(own, "publish")).content.decode()
    page = reviewer.get(step(live, "publish")).content.decode()
    assert "This cannot be done while the incident is published." in page


def test_looking_at_a_page_and_saving_it_unchanged_makes_it_nobodys_own() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    client.post(page_of(incident), filled_in(client.get(page_of(incident))) | {"_continue": "1"})
    assert take(client, incident, "publish").status_code == 302


def test_a_step_decided_on_an_older_version_is_refused() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    Incident.objects.update(version=2)
    assert take(client, incident, "publish").status_code == 409
    assert status_of(incident) == "in_review"


@pytest.mark.parametrize("action", ["send_back", "withdraw"])
def test_a_step_that_needs_a_reason_asks_for_it(action: str) -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    take(client, incident, "publish")
    incident.refresh_from_db()
    response = take(client, incident, action)
    assert response.status_code == 200
    assert status_of(incident) == "published"


def test_a_coarse_incident_is_published_only_after_confirming() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident(sensitivity="coarse")
    assert take(client, incident, "publish").status_code == 409
    assert take(client, incident, "publish", confirmed="on").status_code == 302


def test_a_merged_incident_can_be_read_and_not_changed() -> None:
    client, _ = logged_in("editor")
    incident = IncidentFactory(status="merged", merged_into=IncidentFactory())
    assert client.get(page_of(incident)).status_code == 200
    assert client.post(page_of(incident), {"title": "Changed"}).status_code == 403


@pytest.mark.parametrize("action", ["conflict", "nonsense"])
def test_an_unknown_step_is_not_found(action: str) -> None:
    client, _ = logged_in("reviewer")
    assert client.get(step(ready_incident(), action)).status_code == 404


def test_a_guest_takes_no_step() -> None:
    client, guest = logged_in("guest")
    incident = ready_incident()
    incident.assignments.create(user=guest, until="2099-01-01")
    assert take(client, incident, "submit").status_code == 403
    assert not ReviewEvent.objects.exists()


def test_each_line_of_what_is_missing_leads_to_its_place_on_the_page() -> None:
    client, _ = logged_in("coder")
    incident = ready_incident()
    incident.citations.filter(casualty_count__isnull=False).delete()
    response = client.get(page_of(incident))
    anchors = {line.anchor for line in response.context["missing"]}
    assert "casualty_counts-0" in anchors
    assert all(f'id="{anchor}"'.encode() in response.content for anchor in anchors)
