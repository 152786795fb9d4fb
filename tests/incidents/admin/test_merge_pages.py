"""Does a reviewer find the other incident, see both side by side, and merge exactly what was shown?"""

from typing import Any

import pytest
from django.urls import reverse

from incidents.coding import merging, review
from incidents.models import ConfidentialNote, Incident
from tests.factories import (
    ArticleFactory,
    CodingTaskFactory,
    IncidentFactory,
    LocationFactory,
    NoteFactory,
    PlaceFactory,
    ready_incident,
    user_with_role,
)
from tests.incidents.admin.pages import logged_in, page_of

pytestmark = pytest.mark.django_db


def merge_page(incident: Incident, into: Incident | None = None) -> str:
    address = reverse("admin:incidents_incident_merge", args=[incident.pk])
    return f"{address}?into={into.pk}" if into else address


def merge(client: Any, source: Incident, into: Incident, **data: Any) -> Any:
    seen = {"seen_version": source.version, "into_version": into.version, "into": into.pk, "reason": ""}
    return client.post(merge_page(source), seen | data)


def stored(incident: Incident) -> Incident:
    return Incident.objects.get(pk=incident.pk)


def twins() -> tuple[Incident, Incident]:
    place = PlaceFactory(name="Baghdad")
    source, target = IncidentFactory(title="Rockets at the embassy"), IncidentFactory(title="Rocket attack")
    for incident in (source, target):
        LocationFactory(incident=incident, place=place)
    return source, target


def test_the_likely_ones_are_offered_first() -> None:
    client, _ = logged_in("reviewer")
    source, target = twins()
    page = client.get(merge_page(source)).content.decode()
    assert "same place: Baghdad" in page
    assert merge_page(source, target) in page.replace("&amp;", "&")


def test_the_preview_shows_what_differs_what_moves_and_what_readers_see() -> None:
    client, _ = logged_in("reviewer")
    source, target = twins()
    NoteFactory(incident=source)
    response = client.get(merge_page(source, target))
    page = response.content.decode()
    assert [(each.choice.name, each.chosen) for each in response.context["differing"]] == [("title", "target")]
    assert [(each.moved, each.joined) for each in response.context["moving"]] == [("1 note", ""), ("", "1 location")]
    assert "Neither is public: readers notice nothing." in page
    assert stored(source).status == "draft"


def test_looking_at_the_preview_changes_nothing() -> None:
    client, _ = logged_in("reviewer")
    source, target = ready_incident(title="Rockets", summary="Four."), ready_incident(title="Drones", summary="")
    client.get(merge_page(source, target))
    assert (stored(target).summary, stored(target).version) == ("", 1)
    assert source.citations.count() == 4


def test_readers_are_told_to_be_led_on() -> None:
    client, reviewer = logged_in("reviewer")
    source, target = ready_incident(), ready_incident()
    for incident in (source, target):
        review.publish(incident, by=reviewer)
    assert (
        f"Readers who open {source.code} are led to {target.code}"
        in client.get(merge_page(source, target)).content.decode()
    )
    assert "Readers notice nothing until" in client.get(merge_page(ready_incident(), target)).content.decode()


def test_what_is_chosen_is_merged_and_the_page_of_the_other_opens() -> None:
    client, _ = logged_in("reviewer")
    source, target = twins()
    response = merge(client, source, target, reason="The same night", **{"choice-title": "source"})
    assert response.url == page_of(target)
    assert (stored(source).status, stored(source).merged_into) == ("merged", target)
    assert stored(target).title == "Rockets at the embassy"
    assert stored(source).review_events.get().reason == "The same night"


@pytest.mark.parametrize("end", [0, 1])
def test_a_merge_decided_on_an_older_version_is_refused_and_its_choices_are_kept(end: int) -> None:
    client, _ = logged_in("reviewer")
    ends = twins()
    Incident.objects.filter(pk=ends[end].pk).update(version=2)
    response = merge(client, *ends, reason="The same night", **{"choice-title": "source"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else has changed this incident meanwhile" in page
    assert "The same night" in page
    assert response.context["differing"][0].chosen == "source"
    assert stored(ends[0]).status == "draft"
    again = {"seen_version": stored(ends[0]).version, "into_version": stored(ends[1]).version}
    assert merge(client, *ends, **again).status_code == 302


def test_a_choice_that_does_not_exist_any_more_is_told() -> None:
    client, _ = logged_in("reviewer")
    response = merge(client, *twins(), **{"choice-stage": "source"})
    assert response.status_code == 409
    assert "no choice between these two" in response.content.decode()


def test_a_public_incident_cannot_go_into_a_hidden_one_and_the_other_way_round_is_offered() -> None:
    client, reviewer = logged_in("reviewer")
    source, target = ready_incident(), IncidentFactory()
    review.publish(source, by=reviewer)
    page = client.get(merge_page(source, target)).content.decode()
    assert "which is not public. Publish it first." in page
    assert f'value="Merge into {target.code}"' not in page
    assert merge_page(target, source) in page
    assert merge(client, stored(source), target).status_code == 409


@pytest.mark.parametrize("words", ["convoy", "CONVOY far", "one-convoy", "there-is-none", "%00", "x" * 300, " "])
def test_another_is_found_by_its_code_or_words_whatever_is_asked(words: str) -> None:
    client, _ = logged_in("reviewer")
    IncidentFactory(code="one-convoy", title="A convoy far away", date_edtf="2019")
    response = client.get(merge_page(IncidentFactory()), {"q": words.replace("%00", "\x00")})
    assert response.status_code == 200
    assert [each.code for each in response.context["found"]] == (["one-convoy"] if "convoy" in words.lower() else [])


@pytest.mark.parametrize("into", ["", "x", "0", "99999999999999999999", "-1"])
def test_an_incident_that_cannot_be_chosen_is_an_error_beside_the_field(into: str) -> None:
    client, _ = logged_in("reviewer")
    response = client.get(merge_page(IncidentFactory()), {"into": into})
    assert response.status_code == 200
    assert response.context["form"].errors["into"]


@pytest.mark.parametrize("data", [{}, {"seen_version": "x"}, {"into_version": ""}, {"reason": "x" * 3000}])
def test_a_form_without_its_versions_merges_nothing(data: dict[str, str]) -> None:
    client, _ = logged_in("reviewer")
    source, target = twins()
    given = {"into": target.pk, **data} | ({"seen_version": 1, "into_version": 1} if "reason" in data else {})
    response = client.post(merge_page(source), given)
    assert response.status_code == (200 if "reason" in data else 409)
    assert ("at most 2000 characters" if "reason" in data else "Look at it again") in response.content.decode()
    assert stored(source).status == "draft"


def test_what_one_may_not_see_is_neither_offered_nor_merged() -> None:
    client, reviewer = logged_in("reviewer")
    article = ArticleFactory()
    CodingTaskFactory(article=article, coder=reviewer, round="second", is_double=True)
    source, hidden = twins()
    hidden.task = CodingTaskFactory(article=article, coder=user_with_role("coder"), is_double=True)
    hidden.save()
    assert client.get(merge_page(source)).context["likely"] == []
    assert client.get(merge_page(source, hidden)).context["form"].errors["into"]
    assert client.get(merge_page(hidden, source)).status_code == 404
    merge(client, source, hidden)
    assert stored(source).status == "draft"


def test_confidential_notes_are_counted_for_those_who_may_see_them_only() -> None:
    source, target = twins()
    ConfidentialNote.objects.create(incident=source, body="Her number.")
    reviewer, _ = logged_in("reviewer")
    coder, _ = logged_in("coder")
    assert "1 confidential note" in reviewer.get(merge_page(source, target)).content.decode()
    assert "confidential" not in coder.get(merge_page(source, target)).content.decode()


# Afterwards


def test_the_merge_can_be_undone_from_either_page_and_from_the_history() -> None:
    client, reviewer = logged_in("reviewer")
    source, target = twins()
    merging.merge(source, into=target, by=reviewer)
    undo = reverse("admin:incidents_incident_review", args=[source.pk, "unmerge"])
    for address in (page_of(source), page_of(target), reverse("admin:incidents_incident_history", args=[target.pk])):
        assert f'href="{undo}"' in client.get(address).content.decode(), address
    assert "stands by itself again" in client.get(undo).content.decode()
    response = client.post(undo, {"seen_version": 2, "reason": "Two after all"}, follow=True)
    assert f"Draft: {source.code}." in response.content.decode()
    assert stored(source).status == "draft"
    page = client.get(page_of(target)).content.decode()
    assert "; undone " in page
    assert undo not in page


def test_what_stands_in_the_way_of_undoing_is_named() -> None:
    client, reviewer = logged_in("reviewer")
    source, target = twins()
    note = NoteFactory(incident=source, body="A curfew.")
    merging.merge(source, into=target, by=reviewer)
    note.refresh_from_db()
    note.body = "A long curfew."
    note.save()
    undo = reverse("admin:incidents_incident_review", args=[source.pk, "unmerge"])
    response = client.post(undo, {"seen_version": 2, "reason": ""})
    assert response.status_code == 409
    assert "A long curfew." in response.content.decode()
    assert stored(source).status == "merged"


def test_a_merge_from_before_it_could_be_undone_says_so() -> None:
    client, reviewer = logged_in("reviewer")
    source, target = twins()
    review.merge(source, into=target, by=reviewer)
    undo = reverse("admin:incidents_incident_review", args=[source.pk, "unmerge"])
    response = client.post(undo, {"seen_version": 1, "reason": ""})
    assert response.status_code == 409
    assert "No merge of this incident is kept" in response.content.decode()


def test_the_history_of_the_target_says_that_rows_came_with_the_merge() -> None:
    client, reviewer = logged_in("reviewer")
    source, target = twins()
    NoteFactory(incident=source, body="A curfew.")
    merging.merge(source, into=target, by=reviewer, reason="The same night")
    response = client.get(reverse("admin:incidents_incident_history", args=[target.pk]))
    told = [(each.kind, each.record, each.action) for save in response.context["saves"] for each in save.changes]
    assert ("note", "A curfew.", "moved here") in told
    assert f"Merged {source.code} into {target.code}: The same night" in response.content.decode()


# Where it is suggested


def test_the_page_of_an_incident_shows_what_may_be_the_same() -> None:
    source, target = twins()
    reviewer, _ = logged_in("reviewer")
    coder, _ = logged_in("coder")
    assert merge_page(source, target) in reviewer.get(page_of(source)).content.decode()
    page = coder.get(page_of(source)).content.decode()
    assert page_of(target) in page
    assert "Compare and merge" not in page


def test_reviewers_find_likely_pairs_on_the_start_page_and_coders_do_not() -> None:
    source, target = twins()
    reviewer, _ = logged_in("reviewer")
    coder, _ = logged_in("coder")
    page = reviewer.get(reverse("admin:index")).content.decode()
    assert merge_page(target, source) in page or merge_page(source, target) in page
    assert "Very likely the same" in page
    assert "Likely duplicates" not in coder.get(reverse("admin:index")).content.decode()
