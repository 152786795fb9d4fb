"""Does the desk answer a gesture with what is stored, and everything else with a reason?"""

import json
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from incidents.coding import comments, review
from incidents.coding.corrections import correct
from incidents.models import Actor, Citation, Comment, Incident
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    CodingTaskFactory,
    IncidentFactory,
    LocationFactory,
    PlaceFactory,
    StatementFactory,
    TargetFactory,
    ready_incident,
    user_with_role,
)
from tests.incidents.coding.desk.hands import TEXT, Desk, stored

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_text_with_the_position_of_each_paragraph(desk: Desk) -> None:
    page = desk.client.get(desk.address("desk")).content.decode()
    assert '<p dir="auto" data-start="0">Two mortar rounds' in page
    assert f'data-start="{TEXT.index("مساء")}">مساء</p>' in page


def test_looking_at_the_desk_begins_no_draft(desk: Desk) -> None:
    desk.client.get(desk.address("desk"))
    assert not Incident.objects.exists()


def test_an_article_without_text_says_so(desk: Desk) -> None:
    article = ArticleFactory(text="", holding="reference_only")
    page = desk.client.get(reverse("admin:desk", args=[article.pk])).content.decode()
    assert "None of its text is held." in page


def test_markup_in_an_article_is_shown_as_text(desk: Desk) -> None:
    article = ArticleFactory(text="<script>alert(1)</script>", title="<b>bold</b>")
    page = desk.client.get(reverse("admin:desk", args=[article.pk])).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_the_page_opens_the_coders_own_draft_and_lists_the_others(desk: Desk) -> None:
    own = IncidentFactory(created_by=desk.user, title="Own draft")
    other = IncidentFactory(title="Another coder's")
    for incident in (own, other):
        CitationFactory(incident=incident, article=desk.article, exact="on Tuesday morning")
    page = desk.client.get(desk.address("desk"))
    assert page.context["incident"] == own
    assert set(page.context["incidents"]) == {own, other}


def test_a_statement_is_told_from_others_by_its_people(desk: Desk) -> None:
    desk.incident = IncidentFactory(created_by=desk.user)
    mayor, men = ActorFactory(name="Hamid Saleh"), ActorFactory(name="men from the hills", kind="label")
    statement = StatementFactory(incident=desk.incident, kind="accusation", voice="named")
    statement.speakers.add(mayor)
    statement.accused.add(men)
    page = desk.client.get(desk.address("desk"), {"incident": desk.incident.pk}).content.decode()
    assert "<b>Accusation: Hamid Saleh on men from the hills</b>" in page


def test_the_desk_of_a_text_that_was_corrected_is_that_of_its_correction(desk: Desk) -> None:
    lost = CitationFactory(article=desk.article, exact="Two mortar rounds").incident
    latest = correct(
        desk.article, text=TEXT.replace("Two", "Three"), by=desk.user, reason="The police gave another number."
    ).article
    response = desk.client.get(desk.address("desk"), {"incident": lost.pk})
    assert (response.status_code, response.url) == (
        302, f"{reverse('admin:desk', args=[latest.pk])}?incident={lost.pk}",
    )  # fmt: skip
    page = desk.client.get(response.url)
    assert (page.context["article"], page.context["incident"]) == (latest, lost)
    assert page.context["incidents"] == [lost]
    assert list(page.context["others"]) == []


def test_a_gesture_that_changes_nothing_leaves_the_version_as_it_was(desk: Desk) -> None:
    desk.does("make", key="w", **desk.words("Two mortar rounds"))
    version, title = stored(desk).version, stored(desk).title
    assert desk.does("type", record="", field="summary", value="", was="")["said"] == ""
    assert stored(desk).version == version
    assert desk.does("type", record="", field="title", value="Mortars", was=title)["said"] == "Changed: title"
    assert stored(desk).version == version + 1


def test_a_desk_that_was_open_when_its_text_was_corrected_writes_nothing(desk: Desk) -> None:
    correct(desk.article, text=TEXT + " More.", by=desk.user, reason="More.")
    told = desk.refuses("make", key="w", **desk.words("Two mortar rounds"))
    assert told["error"].startswith("The text of the article has changed. Load the page again")
    assert not Citation.objects.exists()


def test_a_blind_coding_is_neither_listed_nor_opened(desk: Desk) -> None:
    task = CodingTaskFactory(article=desk.article, coder=user_with_role("coder"), is_double=True)
    hidden = IncidentFactory(task=task, title="Hidden from the second coder")
    CitationFactory(incident=hidden, article=desk.article, exact="on Tuesday morning")
    page = desk.client.get(desk.address("desk"))
    assert b"Hidden from" not in page.content
    assert desk.client.get(desk.address("desk"), {"incident": hidden.pk}).status_code == 404
    assert desk.refuses_to_open(hidden) if hasattr(desk, "refuses_to_open") else True
    desk.incident = hidden
    assert desk.post(act="undo").status_code == 404


@pytest.mark.parametrize("key", ["0", "999999", "9" * 30])
def test_an_article_that_is_not_there_is_not_found(desk: Desk, key: str) -> None:
    assert desk.client.get(f"/admin/desk/{key}/").status_code == 404


@pytest.mark.parametrize("incident", ["x", "٣", "9" * 30, "-1", "0"])
def test_an_incident_that_is_not_there_is_not_found(desk: Desk, incident: str) -> None:
    assert desk.client.get(desk.address("desk"), {"incident": incident}).status_code == 404
    assert desk.client.get(desk.address("desk_panel"), {"incident": incident}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"act": "explode"}, "no such gesture"),
        ({"act": "type", "record": 7}, "“record”"),
        ({"act": "make", "key": "w", "start": "0"}, "“start”"),
        ({"act": "make", "key": "w", "start": True}, "“start”"),
        ({"act": "make", "extra": 1}, "“extra”"),
        ({"act": "make", "chosen": []}, "“chosen”"),
    ],
)
def test_a_malformed_gesture_is_a_400_with_its_reason(desk: Desk, sent: dict[str, Any], reason: str) -> None:
    assert reason in desk.refuses(status=400, **sent)["error"]


@pytest.mark.parametrize("body", ["", "[]", "{", "null", "7", b"\xff\xfe"])
def test_a_request_that_is_no_object_is_a_400(desk: Desk, body: str | bytes) -> None:
    answer = desk.client.post(desk.address("desk_act"), body, content_type="application/json")
    assert answer.status_code == 400


def test_a_request_without_end_is_a_400(desk: Desk) -> None:
    assert desk.refuses("type", status=400, value="x" * 200_000)["error"] == "The request is too long."


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 3), (0, 10**6), (10**30, 10**31)])
def test_words_that_are_not_in_the_article_are_refused(desk: Desk, start: int, end: int) -> None:
    assert desk.refuses("make", key="w", start=start, end=end)["error"] == "These words are not in the article."


def test_words_of_a_text_that_was_corrected_meanwhile_are_refused(desk: Desk) -> None:
    told = desk.refuses("make", key="w", text="0" * 64, start=0, end=17)
    assert "has changed" in told["error"]


@pytest.mark.parametrize(
    "record", ["weapon_use-0", "weapon_use-x", "nonsense-1", "weapon_use-" + "9" * 30, "-", "citation-1"]
)
def test_a_row_that_is_not_there_is_refused_in_words(desk: Desk, record: str) -> None:
    desk.incident = IncidentFactory()
    assert "not there any more" in desk.refuses("remove", record=record)["error"]


def test_a_merged_incident_is_closed(desk: Desk) -> None:
    desk.incident = IncidentFactory(status="merged", merged_into=IncidentFactory())
    assert desk.post(act="type", record="", field="title", value="x").status_code == 404


@pytest.mark.parametrize("role", ["guest", None])
def test_the_desk_is_for_coders(desk: Desk, client: Client, role: str | None) -> None:
    client.logout()
    if role:
        client.force_login(user_with_role(role))
    wanted = 403 if role else 302
    assert client.get(desk.address("desk")).status_code == wanted
    assert desk.post(act="make", key="w").status_code == wanted
    assert client.get(desk.address("desk_panel")).status_code == wanted


def test_the_panel_is_sent_again_only_when_the_incident_has_changed(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    address = desk.address("desk_panel")
    assert desk.client.get(address, {"incident": incident.pk, "version": "1"}).status_code == 204
    desk.does("type", record="", field="title", value="New")
    answer = desk.client.get(address, {"incident": incident.pk, "version": "1"})
    assert "New" in answer.json()["sections"]["section-incident"][1]


def test_two_coders_who_fill_different_fields_lose_nothing(desk: Desk, client: Client) -> None:
    desk.incident = IncidentFactory(title="A", summary="B")
    desk.does("type", record="", field="title", value="AA", was="A")
    client.force_login(user_with_role("coder"))
    desk.does("type", record="", field="summary", value="BB", was="B")
    assert (stored(desk).title, stored(desk).summary) == ("AA", "BB")


def test_an_actor_is_made_by_the_name_the_source_uses(desk: Desk) -> None:
    body = json.dumps({"name": "men  from the hills", "kind": "label"})
    answer = desk.client.post(desk.address("desk_actor"), body, content_type="application/json").json()
    assert answer == {"id": Actor.objects.get().pk, "text": "men from the hills"}


def test_an_actor_that_is_known_is_not_made_twice(desk: Desk) -> None:
    known = Actor.objects.create(name="Men from the Hills", kind="label")
    body = json.dumps({"name": "men from the hills", "kind": "label"})
    answer = desk.client.post(desk.address("desk_actor"), body, content_type="application/json").json()
    assert answer["id"] == known.pk


@pytest.mark.parametrize(
    "body", [{}, {"name": "x"}, {"name": " ", "kind": "label"}, {"name": "x" * 251, "kind": "label"}, []]
)
def test_an_actor_without_a_name_or_kind_is_a_400(desk: Desk, body: Any) -> None:
    answer = desk.client.post(desk.address("desk_actor"), json.dumps(body), content_type="application/json")
    assert answer.status_code == 400


def test_the_page_of_a_well_coded_incident_stays_within_its_queries(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    incident = IncidentFactory(created_by=desk.user)
    for _ in range(5):
        line = CasualtyCountFactory(incident=incident)
        CitationFactory(incident=incident, article=desk.article, casualty_count=line, exact="Three traders")
        LocationFactory(incident=incident, is_primary=False)
        TargetFactory(incident=incident)
    with django_assert_max_num_queries(45):
        assert desk.client.get(desk.address("desk")).status_code == 200


def test_an_article_is_added_to_an_incident_that_is_there_and_the_draft_goes_into_it(desk: Desk) -> None:
    there = IncidentFactory(status="published")
    desk.does("make", key="w", **desk.words("Two mortar rounds"))
    draft = stored(desk)
    answer = desk.client.post(desk.address("desk_adopt"), {"incident": there.pk, "draft": draft.pk})
    assert answer.headers["Location"] == f"{desk.address('desk')}?incident={there.pk}"
    draft.refresh_from_db()
    assert (draft.status, draft.merged_into) == ("merged", there)
    assert Citation.objects.get().incident == there


def test_nobody_folds_the_draft_of_another_without_the_right_to_merge(desk: Desk) -> None:
    draft = IncidentFactory(created_by=user_with_role("coder"))
    desk.client.post(desk.address("desk_adopt"), {"incident": IncidentFactory().pk, "draft": draft.pk})
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_an_article_is_opened_with_an_incident_that_is_there(desk: Desk) -> None:
    there = IncidentFactory(title="Known already")
    answer = desk.client.post(desk.address("desk_adopt"), {"incident": there.pk}, follow=True)
    assert answer.context["incident"] == there


def test_likely_the_same_event_is_shown_beside_a_draft(desk: Desk) -> None:
    there = IncidentFactory(title="Mortar rounds on the market", date_edtf="2022-01-11", date_earliest=None)
    place = PlaceFactory(name="Qarya")
    LocationFactory(incident=there, place=place)
    desk.does("make", key="d", **desk.words("on Tuesday morning"))
    answer = desk.does("make", key="p", chosen={"place": str(place.pk)}, **desk.words("Qarya"))
    assert "Mortar rounds on the market" in answer["sections"]["desk-likely"][1]


def test_done_closes_the_task_and_leads_to_the_next_article(desk: Desk) -> None:
    task = CodingTaskFactory(article=desk.article, coder=desk.user)
    incident = IncidentFactory(created_by=desk.user, task=task)
    CitationFactory(incident=incident, article=desk.article, exact="on Tuesday morning")
    following = ArticleFactory(triage="relevant")
    answer = desk.client.post(desk.address("desk_done"))
    assert answer.headers["Location"] == reverse("admin:desk", args=[following.pk])
    task.refresh_from_db()
    assert task.state == "done"


def test_when_nothing_waits_the_queue_is_shown(desk: Desk) -> None:
    CodingTaskFactory(article=desk.article, coder=user_with_role("coder"))
    assert desk.client.post(desk.address("desk_done")).headers["Location"] == reverse("admin:queue")


def test_a_reviewers_comment_stands_beside_its_field(desk: Desk) -> None:
    desk.incident = IncidentFactory()
    Comment.objects.create(incident=desk.incident, field="title", body="Which Thursday?", by=user_with_role("reviewer"))
    _, shown = desk.does("type", record="", field="summary", value="New")["sections"]["section-incident"]
    assert shown.index("box-incident-title") < shown.index("Which Thursday?") < shown.index("All fields")


def test_open_comments_stand_beside_their_fields_and_lead_back_to_the_desk(desk: Desk) -> None:
    location = LocationFactory(incident=IncidentFactory(created_by=desk.user))
    incident, record, by = location.incident, f"location-{location.pk}", user_with_role("reviewer", username="rania")
    CitationFactory(incident=incident, article=desk.article, exact="on Tuesday morning")
    beside = comments.comment(incident, record=record, field="radius_m", body="How far?", by=by)
    on_row = comments.comment(incident, record=record, body="Which market?", by=by)
    settled = comments.resolve(comments.comment(incident, field="title", body="Shorter.", by=by), by=by)
    page = desk.client.get(desk.address("desk"), {"incident": incident.pk}).content.decode()
    box = page[page.index('data-name="point"') :]
    assert box.index(f'id="comment-{beside.pk}"') < box.index("desk-box-error")
    assert page.index(f'id="card-{record}"') < page.index(f'id="comment-{on_row.pk}"')
    assert f'id="comment-{settled.pk}"' not in page
    assert "2 open comments" in page
    assert "rania: “How far?”" in page
    back = f"{desk.address('desk')}?incident={incident.pk}"
    assert f'name="next" value="{back}"' in page
    address = reverse("admin:incidents_incident_comment", args=[incident.pk, beside.pk, "resolve"])
    assert desk.client.post(address, {"next": back})["Location"] == back


def test_the_desk_says_why_a_draft_was_sent_back(desk: Desk) -> None:
    incident = ready_incident(created_by=desk.user)
    CitationFactory(incident=incident, article=desk.article, exact="on Tuesday morning")
    review.send_back(incident, by=user_with_role("reviewer"), reason="Cite the market.")
    page = desk.client.get(desk.address("desk"), {"incident": incident.pk}).content.decode()
    assert "“Cite the market.”" in page
    review.submit(incident, by=desk.user)
    page = desk.client.get(desk.address("desk"), {"incident": incident.pk}).content.decode()
    assert "“Cite the market.”" not in page


def test_what_the_database_refuses_is_told_and_nothing_is_changed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> str:
        Incident.objects.update(title="Half written")
        raise IntegrityError

    incident = desk.incident = IncidentFactory(title="Whole")
    monkeypatch.setattr("incidents.coding.desk.gestures.perform", refuse)
    assert "Nothing was changed" in desk.refuses("type", record="", field="title", value="New")["error"]
    incident.refresh_from_db()
    assert incident.title == "Whole"
