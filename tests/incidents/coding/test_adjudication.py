"""Who may decide between two codings, what does a decision write, and is it written once?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from incidents.coding import review
from incidents.coding.adjudication import (
    AloneChoice,
    DecidedAlready,
    Decision,
    case_of,
    decide,
    objections,
    waiting,
)
from incidents.coding.carrying import FieldChoice
from incidents.coding.editing import take_next_turn
from incidents.coding.review import Refused, StaleIncident
from incidents.coding.steps import undo
from incidents.models import Adjudication, CodingTask, Incident, ReviewEvent, Step
from tests.contention import patiently
from tests.factories import ArticleFactory, CodingTaskFactory, IncidentFactory, LocationFactory, user_with_role
from tests.incidents.coding.codings import coded, decided, decision, seen_of, task, two_codings

pytestmark = pytest.mark.django_db


# What a decision writes


def test_the_first_coding_stays_and_the_second_is_folded_into_it():
    first, second = two_codings()
    kept = decided(first)
    second.refresh_from_db()
    assert (kept.status, second.status, second.merged_into) == ("draft", "merged", kept)
    event = second.review_events.get()
    assert (event.action, event.reason) == ("merge", "Decided between two codings")


def test_the_incident_keeps_its_status_so_that_review_goes_on():
    first, _ = two_codings()
    Incident.objects.filter(pk=first.pk).update(status="in_review")
    assert decided(first).status == "in_review"


def test_both_codings_are_kept_as_they_stood():
    first, second = two_codings(attack_type="shooting")
    location = LocationFactory(incident=second)
    codes = [first.code, second.code]
    kept = decided(
        first, fields=(FieldChoice("attack_type", "second", "shooting"),), keep={location: "second"},
        code="iq-2022-01-13-school", reason="The words say so.",
    )  # fmt: skip
    told = Adjudication.objects.get()
    before, other = told.codings["first"][0], told.codings["second"][0]
    assert (before["code"], before["incident"]["attack_type"], before["version"]) == (codes[0], "indirect_fire", 1)
    assert (other["code"], other["values"]["attack_type"]) == (codes[1], "shooting")
    assert [row["table"] for row in other["rows"]] == ["location", "citation"]
    assert other["rows"][0]["says"]["place_id"] == location.place_id
    assert other["coder"] == str(second.created_by)
    assert told.reason == "The words say so."
    assert told.decisions[0] == {
        "kind": "incident", "first": codes[0], "second": codes[1], "kept": True, "code": "iq-2022-01-13-school",
    }  # fmt: skip
    assert kept.history.first().history_change_reason == "Decided between two codings: The words say so."


def test_a_decision_is_a_step_that_can_be_undone():
    first, second = two_codings(attack_type="shooting")
    theirs = LocationFactory(incident=second)
    reviewer = user_with_role("reviewer")
    kept = decided(
        first, by=reviewer, fields=(FieldChoice("attack_type", "second", "shooting"),), keep={theirs: "second"}
    )
    [step] = Step.objects.all()
    assert (step.kind, step.incident, step.by) == ("adjudicate", kept, reviewer)
    undo(step, by=reviewer)
    kept.refresh_from_db()
    assert (kept.attack_type, kept.locations.count()) == ("indirect_fire", 0)


def alone(case, **keep):
    """A decision on incidents that only one of them has: by code, whether each is kept."""
    chosen = [
        AloneChoice(coding, turn, keep[coding.incident.code], f"kept-{coding.incident.code}")
        for turn in ("first", "second")
        for coding in case.codings[turn]
    ]
    return Decision(seen_of(case), alone=chosen)


def test_what_only_one_of_them_has_is_kept_or_set_aside():
    article = ArticleFactory()
    first, second = task(article, "first"), task(article, "second")
    for code, turn in {"one": first, "two": first, "three": second, "four": second}.items():
        coded(turn, code=code)
    reviewer = user_with_role("reviewer")
    decide(case_of(article), alone(case_of(article), one=True, two=False, three=True, four=False), by=reviewer)
    found = {each.code: (each.status, each.review_events.count()) for each in Incident.objects.all()}
    assert found == {
        "kept-one": ("draft", 0), "kept-three": ("draft", 0), "two": ("withdrawn", 1), "four": ("withdrawn", 1),
    }  # fmt: skip
    assert {(each["first"], each["second"], each["kept"]) for each in Adjudication.objects.get().decisions} == {
        ("one", "", True), ("two", "", False), ("", "three", True), ("", "four", False),
    }  # fmt: skip


def test_what_was_set_aside_can_be_taken_up_again():
    article = ArticleFactory()
    incident = coded(task(article, "first"), code="one")
    task(article, "second")
    reviewer = user_with_role("reviewer")
    decide(case_of(article), alone(case_of(article), one=False), by=reviewer)
    incident.refresh_from_db()
    review.restore(incident, by=reviewer)
    assert Incident.objects.get().status == "draft"


def test_nothing_else_is_set_aside():
    with pytest.raises(Refused, match="leaves over"):
        review.set_aside(IncidentFactory(), by=user_with_role("reviewer"), reason="Because.")
    with pytest.raises(Refused, match="leaves over"):
        review.set_aside(coded(task(ArticleFactory(), "first")), by=user_with_role("reviewer"), reason="Because.")
    kept = decided(two_codings()[0])
    with pytest.raises(Refused, match="do not have the right"):
        review.set_aside(kept, by=user_with_role("coder"), reason="Because.")
    assert set(Incident.objects.values_list("status", flat=True)) == {"draft", "merged"}


def test_that_neither_found_an_incident_is_a_decision_too():
    article = ArticleFactory()
    for turn in ("first", "second"):
        task(article, turn)
    decide(case_of(article), Decision({}), by=user_with_role("reviewer"))
    told = Adjudication.objects.get()
    assert (told.codings, told.decisions) == ({"first": [], "second": []}, [])


def test_a_coding_can_be_let_go_without_a_second_one():
    article = ArticleFactory()
    incident = coded(task(article, "first"), code="one")
    decide(case_of(article), alone(case_of(article), one=True), by=user_with_role("reviewer"))
    incident.refresh_from_db()
    assert incident.code == "kept-one"
    assert Adjudication.objects.get().codings["second"] == []


# Who may decide


def refusal(article, by):
    return " ".join(objections(case_of(article), by=by))


def test_nobody_decides_on_their_own_coding():
    article, reviewer = ArticleFactory(), user_with_role("reviewer")
    task(article, "first"), task(article, "second", coder=reviewer)
    assert refusal(article, reviewer) == "One of these codings is yours. Somebody else must decide."
    assert refusal(article, user_with_role("reviewer")) == ""
    with pytest.raises(Refused, match="One of these codings is yours"):
        decide(case_of(article), Decision({}), by=reviewer)


def test_who_has_worked_on_one_of_the_codings_does_not_decide():
    first, _ = two_codings()
    reviewer = user_with_role("reviewer")
    LocationFactory(incident=first)
    first.history.model.objects.filter(id=first.pk).update(history_user=reviewer)
    assert refusal(first.task.article, reviewer) == "You have changed one of these codings. Somebody else must decide."


def test_who_gave_the_article_back_may_decide():
    first, _ = two_codings()
    reviewer = user_with_role("reviewer")
    task(first.task.article, "second", coder=reviewer, state="given_back")
    assert refusal(first.task.article, reviewer) == ""


@pytest.mark.parametrize("role", ["coder", "guest"])
def test_others_have_no_right_to(role):
    first, _ = two_codings()
    assert refusal(first.task.article, user_with_role(role)) == "You do not have the right to do this."


def test_it_waits_until_both_are_done():
    article = ArticleFactory()
    task(article, "first"), task(article, "second", state="open")
    assert refusal(article, user_with_role("reviewer")) == "Not both codings are done."


def test_what_is_coded_once_needs_no_decision():
    article = CodingTaskFactory(state="done", done_at="2022-01-20T12:00Z").article
    assert refusal(article, user_with_role("reviewer")) == "Nobody has coded this article twice."


# Once, and on what was seen


def test_it_is_decided_once():
    first, _ = two_codings()
    case, made = case_of(first.task.article), decision(case_of(first.task.article))
    decided(first)
    with pytest.raises(Refused, match="decided between these codings meanwhile"):
        decide(case, made, by=user_with_role("editor"))
    assert Adjudication.objects.count() == 1


def test_the_database_refuses_the_second_of_two_who_decide_at_once(monkeypatch):
    """Both have passed every question; the row of the first is there when the second writes."""
    first, _ = two_codings()
    case = case_of(first.task.article)
    made = decision(case)
    Adjudication.objects.create(article=case.article, by=user_with_role("editor"))
    monkeypatch.setattr("incidents.coding.adjudication.objections", lambda case, by: [])
    with pytest.raises(DecidedAlready):
        decide(case, made, by=user_with_role("reviewer"))
    first.refresh_from_db()
    assert (first.version, Incident.objects.filter(status="merged").count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_is_refused():
    article = two_codings()[0].task.article
    together = Barrier(2)

    def at_once(by):
        together.wait()
        try:
            return patiently(lambda: attempt(by))
        finally:
            connection.close()

    def attempt(by):
        try:
            case = case_of(article)
            decide(case, decision(case), by=by)
        except Refused:
            return False
        except ValueError:  # the other has decided before this one could look: there is no pair any more
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(at_once, [user_with_role("reviewer"), user_with_role("editor")]))
    assert sorted(won) == [False, True]
    assert Adjudication.objects.count() == ReviewEvent.objects.count() == 1


@pytest.mark.parametrize("position", [0, 1])
def test_a_coding_that_has_changed_since_it_was_seen_is_looked_at_again_first(position):
    both = two_codings()
    case = case_of(both[0].task.article)
    made = decision(case)
    take_next_turn(both[position])
    with pytest.raises(StaleIncident):
        decide(case, made, by=user_with_role("reviewer"))
    assert not Adjudication.objects.exists()


def test_an_incident_that_has_come_since_is_looked_at_first():
    first, second = two_codings()
    case = case_of(first.task.article)
    made = decision(case)
    coded(second.task)
    with pytest.raises(StaleIncident):
        decide(case, made, by=user_with_role("reviewer"))


def test_a_decision_that_is_refused_writes_nothing():
    first, second = two_codings()
    case = case_of(first.task.article)
    IncidentFactory(code="taken")
    with pytest.raises(Refused, match="Code"):
        decide(case, decision(case, code="taken"), by=user_with_role("reviewer"))
    assert not Adjudication.objects.exists()
    assert set(Incident.objects.values_list("status", "version")) == {("draft", 1)}
    assert not second.review_events.exists()


# The queue


def test_articles_wait_longest_first_and_those_with_both_codings_before_the_others(time_machine_at):
    late, early, lone = ArticleFactory.create_batch(3)
    for article, day in ((late, "03"), (early, "01")):
        task(article, "first", done_at=f"2022-01-{day}T12:00Z")
        task(article, "second", done_at=f"2022-01-{day}T18:00Z")
    task(lone, "first", done_at="2021-12-01T12:00Z")
    found = waiting(user=user_with_role("reviewer"))
    assert [(each.article, each.is_ready) for each in found] == [(early, True), (late, True), (lone, False)]
    assert found[0].since.hour == 18


def test_what_is_under_way_decided_or_coded_once_does_not_wait():
    for state in ("open", "given_back"):
        article = ArticleFactory()
        task(article, "first", state=state)
    half = ArticleFactory()
    task(half, "first"), task(half, "second", state="open")
    decided(two_codings()[0])
    CodingTaskFactory(state="done", done_at="2022-01-20T12:00Z")
    assert waiting(user=user_with_role("reviewer")) == []


def test_a_second_coding_that_was_given_back_leaves_the_first_waiting_alone():
    article = ArticleFactory()
    task(article, "first"), task(article, "second", state="given_back")
    assert [each.is_ready for each in waiting(user=user_with_role("reviewer"))] == [False]


def test_ones_own_articles_do_not_wait_for_oneself():
    reviewer = user_with_role("reviewer")
    article = ArticleFactory()
    task(article, "first"), task(article, "second", coder=reviewer)
    assert waiting(user=reviewer) == []
    assert len(waiting(user=user_with_role("reviewer"))) == 1


def test_the_queue_asks_once_however_long_it_is(django_assert_num_queries):
    reviewer = user_with_role("reviewer")
    for _ in range(3):
        two_codings()
    reviewer = type(reviewer).objects.get(pk=reviewer.pk)
    with django_assert_num_queries(1):
        assert len(waiting(user=reviewer)) == 3
    assert CodingTask.objects.count() == 6
