"""Can a field be commented on from the pages, with and without a script, by those who may?"""

from typing import Any

import pytest
from django.urls import reverse

from incidents.coding import comments
from incidents.models import Comment, Incident, Location
from tests.factories import CodingTaskFactory, IncidentFactory, ready_incident, user_with_role
from tests.incidents.admin.pages import logged_in, page_of

pytestmark = pytest.mark.django_db

BY_SCRIPT = {"X-Requested-With": "fetch"}


def page(incident: Incident) -> str:
    return reverse("admin:incidents_incident_comments", args=[incident.pk])


def settle(comment: Comment, step: str) -> str:
    return reverse("admin:incidents_incident_comment", args=[comment.incident_id, comment.pk, step])


@pytest.fixture
def incident() -> Incident:
    return ready_incident()


@pytest.fixture
def record(incident: Incident) -> str:
    return f"location-{Location.objects.get().pk}"


@pytest.fixture
def made(incident: Incident, record: str) -> Comment:
    rania = user_with_role("reviewer", username="rania")
    return comments.comment(incident, record=record, field="precision", body="A site, surely?", by=rania)


def test_a_comment_is_made_and_the_page_leads_back_to_it(incident: Incident, record: str) -> None:
    client, coder = logged_in("coder")
    response = client.post(page(incident), {"record": record, "field": "precision", "body": "A site?"})
    comment = Comment.objects.get()
    assert (comment.record, comment.field, comment.body, comment.by) == (record, "precision", "A site?", coder)
    assert response["Location"] == f"{page_of(incident)}#comment-{comment.pk}"
    assert f'id="comment-{comment.pk}"' in client.get(page_of(incident)).content.decode()


def test_an_open_comment_stands_beside_its_field_and_in_the_panel(incident: Incident, made: Comment) -> None:
    client, _ = logged_in("coder")
    shown = client.get(page_of(incident)).content.decode()
    field = shown.index('name="locations-0-precision"')
    beside = shown.index(f'id="comment-{made.pk}"')
    assert field < beside < shown.index('name="locations-0-certainty"')
    panel = shown[shown.index('id="open-comments"') : shown.index('id="settle-comment"')]
    assert f'href="#comment-{made.pk}"' in panel
    assert "rania: “A site, surely?”" in panel
    assert shown.count(f'id="comment-{made.pk}"') == 1
    assert 'href="#open-comments">1 open comment.</a>' in shown


def test_comments_on_the_incident_and_on_rows_that_are_gone_are_shown(incident: Incident, record: str) -> None:
    client, coder = logged_in("coder")
    comments.comment(incident, field="title", body="Shorter.", by=coder)
    comments.comment(incident, body="Two incidents?", by=coder)
    gone = comments.comment(incident, record=record, field="precision", body="Why?", by=coder)
    Location.objects.get().delete()
    shown = client.get(page_of(incident)).content.decode()
    form = shown[shown.index('id="incident_form"') :]
    assert form.index('name="title"') < form.index("Shorter.") < form.index('name="code"')
    assert all(shown.count(f'id="comment-{each.pk}"') == 1 for each in Comment.objects.all())
    panel = shown[shown.index('id="open-comments"') : shown.index('id="settle-comment"')]
    assert f'id="comment-{gone.pk}"' in panel


def test_a_comment_is_resolved_and_reopened_without_script(incident: Incident, made: Comment) -> None:
    client, coder = logged_in("coder")
    assert client.post(settle(made, "resolve")).status_code == 302
    made.refresh_from_db()
    assert made.resolved_by == coder
    assert f'id="comment-{made.pk}"' not in client.get(page_of(incident)).content.decode()
    assert f'id="comment-{made.pk}"' in client.get(page(incident)).content.decode()
    client.post(settle(made, "reopen"))
    made.refresh_from_db()
    assert made.resolved_at is None


def test_a_script_gets_the_comments_of_the_field(incident: Incident, made: Comment) -> None:
    client, _ = logged_in("coder")
    data = {"record": made.record, "field": "precision", "body": "Yes."}
    answer = client.post(page(incident), data, headers=BY_SCRIPT).content.decode()
    assert answer.index("A site, surely?") < answer.index("Yes.")
    left = client.post(settle(made, "resolve"), headers=BY_SCRIPT).content.decode()
    assert "A site, surely?" not in left
    assert "Yes." in left
    client.post(settle(Comment.objects.get(body="Yes."), "resolve"), headers=BY_SCRIPT)
    assert client.post(settle(made, "resolve"), headers=BY_SCRIPT).content.strip() == b""


@pytest.mark.parametrize(
    "data",
    [{"body": ""}, {"body": "a\x00b"}, {"body": "Why?", "field": "nonsense"}, {"body": "Why?", "record": "location-99"},
     {"body": "Why?", "record": "series-1"}, {"body": "Why?", "record": "\x00"}, {"body": "a" * 5001}],
)  # fmt: skip
def test_what_cannot_be_stored_is_told_and_the_words_are_kept(incident: Incident, data: dict[str, str]) -> None:
    client, _ = logged_in("coder")
    response = client.post(page(incident), data)
    assert response.status_code == 400
    assert response.context["form"].errors
    assert response.context["form"]["body"].value() == data["body"]
    told = client.post(page(incident), data, headers=BY_SCRIPT)
    assert (told.status_code, told["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert not Comment.objects.exists()


def test_words_are_escaped(incident: Incident) -> None:
    client, coder = logged_in("coder")
    comments.comment(incident, field="title", body="<script>alert(1)</script>", by=coder)
    for address in (page_of(incident), page(incident)):
        shown = client.get(address).content.decode()
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_way_back_leads_nowhere_else(incident: Incident, address: str) -> None:
    client, _ = logged_in("coder")
    response = client.post(page(incident), {"body": "Why?", "next": address})
    assert response["Location"].startswith(page_of(incident))
    assert client.post(page(incident), {"body": "Why?", "next": "/admin/desk/7/"})["Location"] == "/admin/desk/7/"


def test_a_guest_reads_and_makes_none(incident: Incident, made: Comment) -> None:
    client, guest = logged_in("guest")
    incident.assignments.create(user=guest, until="2099-01-01")
    shown = client.get(page_of(incident)).content.decode()
    assert "A site, surely?" not in shown
    assert not any(mark in shown for mark in ("open-comments", "open comment", "settle-", "commentable", "/comments/"))
    assert client.get(page(incident)).status_code == 403
    assert client.post(page(incident), {"body": "Why?"}).status_code == 403
    assert client.post(settle(made, "resolve")).status_code == 403
    assert Comment.objects.get().resolved_at is None


def test_a_coding_one_may_not_see_has_no_comments_page() -> None:
    client, _ = logged_in("coder")
    blind = IncidentFactory(task=CodingTaskFactory(is_double=True))
    assert client.get(page(blind)).status_code == 404
    assert client.post(page(blind), {"body": "Why?"}).status_code == 404


def test_a_comment_is_settled_by_its_own_incident_and_by_post_only(incident: Incident, made: Comment) -> None:
    client, _ = logged_in("coder")
    assert client.get(settle(made, "resolve")).status_code == 405
    assert client.post(settle(made, "delete")).status_code == 404
    made.incident_id = IncidentFactory().pk
    assert client.post(settle(made, "resolve")).status_code == 404


def test_the_page_of_comments_offers_the_fields_of_the_chosen_row(incident: Incident, record: str) -> None:
    client, _ = logged_in("coder")
    response = client.get(page(incident), {"record": record, "field": "precision"})
    assert ("precision", "Precision") in response.context["form"].fields["field"].choices
    assert response.context["form"]["field"].value() == "precision"
    for strange in ("nonsense", "location-99", "\x00", "a" * 4000):
        assert client.get(page(incident), {"record": strange}).status_code == 200


def test_open_comments_stand_on_the_pages_of_submitting_and_publishing(incident: Incident, made: Comment) -> None:
    client, _ = logged_in("reviewer")
    for step in ("publish", "send_back"):
        page: Any = client.get(reverse("admin:incidents_incident_review", args=[incident.pk, step]))
        assert "A site, surely?" in page.content.decode()
    Incident.objects.update(status="draft")
    page = client.get(reverse("admin:incidents_incident_review", args=[incident.pk, "submit"]))
    assert "A site, surely?" in page.content.decode()
