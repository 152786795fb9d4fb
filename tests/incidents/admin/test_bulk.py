"""Are many incidents moved at once, each by its own right and rules, and is every result told?"""

from typing import Any

import pytest
from django.urls import reverse

from incidents.coding import bulk, review
from incidents.models import Incident, Publication, ReviewEvent
from tests.factories import CodingTaskFactory, IncidentFactory, ready_incident, user_with_role
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db

LIST = "admin:incidents_incident_changelist"


def page(step: str) -> str:
    return reverse("admin:incidents_incident_bulk", args=[step])


def confirm(client: Any, step: str, *incidents: Incident) -> Any:
    return client.get(page(step), {"id": [each.pk for each in incidents]})


def take(client: Any, step: str, *incidents: Incident, **data: Any) -> Any:
    rows = [str(bulk.Seen.of(each)) for each in incidents]
    return client.post(page(step), {"row": rows, **data})


def results(response: Any) -> list[tuple[str, bool, list[str]]]:
    return [(each.incident.code, each.is_done, each.problems) for each in response.context["outcomes"]]


def status_of(incident: Incident) -> str:
    return Incident.objects.values_list("status", flat=True).get(pk=incident.pk)


def test_chosen_rows_of_the_list_lead_to_a_page_that_asks_first() -> None:
    client, _ = logged_in("reviewer")
    one, other = IncidentFactory(), IncidentFactory()
    response = client.post(reverse(LIST), {"action": "submit", "_selected_action": [one.pk, other.pk]}, follow=True)
    assert [each["incident"] for each in response.context["chosen"]] == [other, one]
    assert [status_of(each) for each in (one, other)] == ["draft", "draft"]


def test_those_that_may_be_moved_are_ticked_and_the_others_say_why_not() -> None:
    client, _ = logged_in("reviewer")
    ready, bare, draft = ready_incident(), IncidentFactory(status="in_review"), IncidentFactory()
    response = confirm(client, "publish", ready, bare, draft)
    told = {each["incident"]: each["problems"] for each in response.context["chosen"]}
    assert told[ready] == []
    assert "Cite the words that carry the date." in told[bare]
    assert told[draft][0] == "This cannot be done while the incident is draft."
    assert response.context["ticked"] == {str(bulk.Seen.of(ready))}


def test_rows_refused_stop_none_of_the_others() -> None:
    client, _ = logged_in("reviewer")
    ready, bare, last = ready_incident(), IncidentFactory(status="in_review"), ready_incident()
    response = take(client, "publish", ready, bare, last, reason="Together.")
    assert [(code, done) for code, done, _ in results(response)] == [
        (ready.code, True), (bare.code, False), (last.code, True),
    ]  # fmt: skip
    assert [status_of(each) for each in (ready, bare, last)] == ["published", "in_review", "published"]
    assert {each.code for each in Publication.objects.live()} == {ready.code, last.code}
    assert {each.change_note for each in Publication.objects.all()} == {"Together."}
    assert ReviewEvent.objects.count() == 2
    assert "Cite the words that carry the date." in response.content.decode()


def test_what_changed_since_the_page_was_opened_is_refused() -> None:
    client, _ = logged_in("reviewer")
    edited, moved, same = ready_incident(), ready_incident(), ready_incident()
    seen = [Incident.objects.get(pk=each.pk) for each in (edited, moved, same)]
    Incident.objects.filter(pk=edited.pk).update(version=2)
    Incident.objects.filter(pk=moved.pk).update(status="draft")
    told = results(take(client, "send_back", *seen, reason="Cite the place."))
    assert [done for _, done, _ in told] == [False, False, True]
    assert told[0][2] == ["Somebody else has changed this incident meanwhile. Look at it again first."]
    assert [status_of(each) for each in (edited, moved, same)] == ["in_review", "draft", "draft"]


def test_the_same_rules_as_for_one() -> None:
    client, reviewer = logged_in("reviewer")
    own, other = ready_incident(created_by=reviewer), ready_incident()
    told = results(take(client, "publish", own, other, reason=""))
    assert told[0][2] == ["You have changed this incident since it was last published. Somebody else must publish it."]
    assert told[1][1]


def test_a_coder_submits_their_own_and_no_others() -> None:
    client, coder = logged_in("coder")
    own, other = IncidentFactory(created_by=coder), IncidentFactory()
    told = results(take(client, "submit", own, other))
    assert [done for _, done, _ in told] == [True, False]
    assert [status_of(each) for each in (own, other)] == ["in_review", "draft"]


def test_a_place_held_back_is_confirmed_row_by_row() -> None:
    client, _ = logged_in("reviewer")
    one, other = ready_incident(sensitivity="coarse"), ready_incident(sensitivity="coarse")
    told = results(take(client, "publish", one, other, reason="", confirmed=[one.pk]))
    assert [done for _, done, _ in told] == [True, False]
    assert "Confirm that title" in told[1][2][0]


def test_incidents_are_put_in_somebodys_hands() -> None:
    client, _ = logged_in("reviewer")
    coder = user_with_role("coder", username="amal")
    one, other = IncidentFactory(), IncidentFactory(assigned_to=coder)
    told = results(take(client, "assign", one, other, to=coder.pk, reason=""))
    assert [done for _, done, _ in told] == [True, False]
    assert told[1][2] == ["amal has it already."]
    assert Incident.objects.get(pk=one.pk).assigned_to == coder
    take(client, "assign", Incident.objects.get(pk=one.pk), to="", reason="")
    assert Incident.objects.get(pk=one.pk).assigned_to is None


def test_nobody_is_offered_or_taken_who_does_not_code() -> None:
    client, _ = logged_in("reviewer")
    guest, coder, gone = user_with_role("guest"), user_with_role("coder"), user_with_role("coder", is_active=False)
    incident = IncidentFactory()
    offered = confirm(client, "assign", incident).context["form"].fields["to"].queryset
    assert coder in offered
    assert not {guest, gone} & set(offered)
    for person in (guest, gone):
        response = take(client, "assign", incident, to=person.pk, reason="")
        assert "There is no such person" in response.content.decode()
    assert Incident.objects.get().assigned_to is None


def test_sending_back_asks_for_a_reason_and_keeps_what_was_ticked() -> None:
    client, _ = logged_in("reviewer")
    one, other = ready_incident(), ready_incident()
    response = take(client, "send_back", one, reason=" ")
    assert response.context["ticked"] == {str(bulk.Seen.of(one))}
    assert status_of(one) == status_of(other) == "in_review"


def test_nothing_ticked_does_nothing() -> None:
    client, _ = logged_in("reviewer")
    incident = ready_incident()
    response = client.post(f"{page('publish')}?id={incident.pk}", {"reason": ""})
    assert "Choose at least one incident." in response.content.decode()
    assert status_of(incident) == "in_review"


def test_what_this_person_may_not_see_is_not_there() -> None:
    client, _ = logged_in("coder")
    blind = IncidentFactory(title="Blind coding", task=CodingTaskFactory(is_double=True))
    response = confirm(client, "submit", blind)
    assert "Blind coding" not in response.content.decode()
    (outcome,) = take(client, "submit", blind).context["outcomes"]
    assert (outcome.incident, outcome.problems) == (None, [bulk.GONE])


@pytest.mark.parametrize(
    "rows", [["1"], ["x:1:draft:"], ["1:1:draft:x"], ["1:1:draft:1:1"], ["9" * 30 + ":1:draft:"], ["-1:1:draft:"]]
)
def test_a_row_that_names_no_incident_is_a_bad_request(rows: list[str]) -> None:
    client, _ = logged_in("reviewer")
    assert client.post(page("submit"), {"row": rows}).status_code == 400


@pytest.mark.parametrize("keys", [["x"], ["-1"], ["9" * 30], ["1"] * 101])
def test_an_id_that_is_no_number_is_a_bad_request(keys: list[str]) -> None:
    client, _ = logged_in("reviewer")
    assert client.get(page("submit"), {"id": keys}).status_code == 400


def test_an_unknown_step_is_not_found() -> None:
    client, _ = logged_in("reviewer")
    assert client.get(page("withdraw")).status_code == 404


def test_the_page_of_one_incident_leads_to_its_assignment() -> None:
    client, _ = logged_in("reviewer")
    incident = IncidentFactory()
    shown = client.get(reverse("admin:incidents_incident_change", args=[incident.pk])).content.decode()
    assert f'{page("assign")}?id={incident.pk}"' in shown
    coder, _ = logged_in("coder")
    shown = coder.get(reverse("admin:incidents_incident_change", args=[incident.pk])).content.decode()
    assert page("assign") not in shown


def test_the_page_that_asks_takes_no_more_queries_for_more_rows(django_assert_max_num_queries: Any) -> None:
    client, _ = logged_in("reviewer")
    many = [ready_incident() for _ in range(6)]
    with django_assert_max_num_queries(16):
        confirm(client, "send_back", *many)


def test_a_step_refused_halfway_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = logged_in("reviewer")
    one, other = ready_incident(), ready_incident()
    real = review.write

    def refuse_the_first(codings: Any, **options: Any) -> Any:
        if codings[0].incident.pk == one.pk:
            real(codings, **options)
            raise review.Refused("Refused at the very end.")
        return real(codings, **options)

    monkeypatch.setattr(review, "write", refuse_the_first)
    told = results(take(client, "publish", one, other, reason=""))
    assert [done for _, done, _ in told] == [False, True]
    assert status_of(one) == "in_review"
    assert [each.code for each in Publication.objects.all()] == [other.code]
    assert ReviewEvent.objects.get().incident == other
