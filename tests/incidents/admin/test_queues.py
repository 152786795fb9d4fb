"""What waits for whom on the start page?"""

from typing import Any

import pytest
from django.urls import reverse

from incidents.coding import assignment, comments, review
from incidents.models import Incident
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    CodingTaskFactory,
    IncidentFactory,
    ready_incident,
    user_with_role,
)
from tests.incidents.admin.pages import logged_in, page_of

pytestmark = pytest.mark.django_db


def queues(client: Any) -> dict[str, list[str]]:
    shown = client.get(reverse("admin:index")).context["queues"]
    return {each.title: [incident.code for incident in each.rows] for each in shown}


def test_what_is_in_my_hands_is_mine_to_do() -> None:
    client, coder = logged_in("coder")
    IncidentFactory(code="mine", assigned_to=coder)
    IncidentFactory(code="done", assigned_to=coder, status="published")
    IncidentFactory(code="theirs", assigned_to=user_with_role("coder"))
    assert queues(client)["Mine to do"] == ["mine"]


def test_what_was_sent_back_shows_the_reason_and_the_open_comments() -> None:
    client, coder = logged_in("coder")
    reviewer = user_with_role("reviewer")
    incident = ready_incident(code="mine", created_by=coder)
    for body in ("Which place?", "Which day?"):
        comments.comment(incident, body=body, by=reviewer)
    comments.resolve(comments.comment(incident, body="Settled.", by=reviewer), by=reviewer)
    review.send_back(incident, by=reviewer, reason="Cite the place.")
    assert queues(client)["Sent back"] == ["mine"]
    assert "“Cite the place.” · 2 open comments" in client.get(reverse("admin:index")).content.decode()


def test_a_draft_leads_to_the_desk_of_its_latest_quote_and_to_its_form_where_no_text_is_held() -> None:
    client, coder = logged_in("coder")
    quoted, bare = (IncidentFactory(created_by=coder, code=code) for code in ("quoted", "bare"))
    CitationFactory(incident=quoted)
    latest = CitationFactory(incident=quoted).article
    CitationFactory(
        incident=bare,
        article=ArticleFactory(text="", holding="reference_only"),
        exact="",
        basis="inferred",
        start=None,
        end=None,
        comment="page 3",
    )
    page = client.get(reverse("admin:index")).content.decode()
    assert f'<a href="{reverse("admin:desk", args=[latest.pk])}?incident={quoted.pk}">' in page
    assert f'<a href="{page_of(bare)}">' in page


def test_it_stays_sent_back_when_it_is_put_in_other_hands_who_find_it_too() -> None:
    reviewer = user_with_role("reviewer")
    other, user = logged_in("coder")
    incident = ready_incident(code="one", created_by=user_with_role("coder"))
    review.send_back(incident, by=reviewer, reason="Cite the place.")
    assert queues(other)["Sent back"] == []
    assignment.assign(Incident.objects.get(), to=user, by=reviewer)
    assert queues(other)["Sent back"] == ["one"]


def test_a_blind_coding_is_in_no_queue_of_the_others() -> None:
    client, _ = logged_in("coder")
    IncidentFactory(status="in_review", title="Blind coding", task=CodingTaskFactory(is_double=True))
    assert queues(client)["In review"] == []
    assert "Blind coding" not in client.get(reverse("admin:index")).content.decode()


def test_the_page_of_what_was_sent_back_says_why_and_how_often() -> None:
    client, coder = logged_in("coder")
    reviewer = user_with_role("reviewer", username="rania")
    incident = ready_incident(created_by=coder)
    review.send_back(incident, by=reviewer, reason="Cite the place.")
    shown = client.get(page_of(incident)).content.decode()
    assert "“Cite the place.”" in shown
    assert "Sent back by rania" in shown
    review.submit(incident, by=coder)
    assert "“Cite the place.”" not in client.get(page_of(incident)).content.decode()
    review.send_back(incident, by=reviewer, reason="And the day.")
    shown = client.get(page_of(incident)).content.decode()
    assert "“And the day.”" in shown
    assert "sent back 2 times" in shown
