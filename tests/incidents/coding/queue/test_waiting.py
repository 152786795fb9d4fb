"""What waits for whom, in which order, and where does an article stand in it?"""

import datetime as dt

import pytest

from articles.models import Article
from incidents.coding.queue import Filters, listed, position, stale, take, triage, waiting
from incidents.coding.queue.waiting import ordinal
from tests.factories import (
    ArticleFactory,
    CodingTaskFactory,
    IncidentFactory,
    PublisherFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db

DONE = dt.datetime(2022, 2, 1, tzinfo=dt.UTC)


@pytest.fixture
def ann():
    return user_with_role("coder", username="ann")


@pytest.fixture
def ben():
    return user_with_role("coder", username="ben")


def arrived(day: int, **fields) -> Article:
    return ArticleFactory(queued_at=dt.datetime(2022, 1, day, tzinfo=dt.UTC), **fields)


def test_what_is_relevant_goes_first_and_each_by_its_turn(ann):
    third, first = arrived(1), arrived(9, triage="relevant")
    fourth, second = arrived(2), arrived(9, triage="relevant")
    assert list(waiting(ann)) == [first, second, third, fourth]


@pytest.mark.parametrize(
    "fields",
    [{"triage": "irrelevant"}, {"triage": "coded"}, {"holding": "reference_only", "text": ""},
     {"kind": "dataset_record"}],
)  # fmt: skip
def test_what_cannot_be_read_or_has_been_does_not_wait(ann, fields):
    ArticleFactory(**fields)
    assert not waiting(ann).exists()


def test_an_excerpt_can_be_read(ann):
    excerpt = ArticleFactory(holding="excerpt")
    assert list(waiting(ann)) == [excerpt]


def test_what_somebody_has_waits_for_nobody_until_it_is_given_back(ann, ben):
    task = CodingTaskFactory(coder=ann)
    assert not waiting(ben).exists()
    assert not waiting(ann).exists()
    task.state = "given_back"
    task.save()
    assert list(waiting(ben)) == [task.article]


def test_what_is_coded_twice_waits_for_a_second_coder_who_is_not_the_first(ann, ben):
    task = CodingTaskFactory(coder=ann, is_double=True)
    assert list(waiting(ben)) == [task.article]
    assert not waiting(ann).exists()
    task.state, task.done_at = "done", DONE
    task.save()
    assert list(waiting(ben)) == [task.article]


def test_with_both_rounds_taken_it_waits_for_nobody(ann, ben):
    task = CodingTaskFactory(coder=ann, is_double=True)
    CodingTaskFactory(article=task.article, coder=ben, round="second", is_double=True)
    assert not waiting(user_with_role("coder")).exists()


def test_when_the_first_coder_gives_it_back_the_first_round_waits_again_but_not_for_the_second_coder(ann, ben):
    task = CodingTaskFactory(coder=ann, is_double=True, state="given_back")
    CodingTaskFactory(article=task.article, coder=ben, round="second", is_double=True)
    assert list(waiting(ann)) == [task.article]
    assert not waiting(ben).exists()


def test_the_queue_is_narrowed_by_publisher_language_and_relevance(ann):
    daily = PublisherFactory()
    wanted = ArticleFactory(publisher=daily, language="ar", relevance=70)
    ArticleFactory(language="ar", relevance=70)
    ArticleFactory(publisher=daily, language="en", relevance=70)
    ArticleFactory(publisher=daily, language="ar", relevance=69)
    ArticleFactory(publisher=daily, language="ar", relevance=None)
    assert list(waiting(ann, Filters(publisher=daily.pk, language="ar", relevance=70))) == [wanted]


def test_by_relevance_the_likeliest_comes_first_and_what_has_none_last(ann):
    none, low, high = ArticleFactory(relevance=None), ArticleFactory(relevance=3), ArticleFactory(relevance=90)
    assert list(waiting(ann, Filters(by_relevance=True))) == [high, low, none]


def test_each_state_lists_its_own(ann, ben, time_machine_at):
    time_machine_at("2022-01-10T12:00Z")
    new, relevant, off = ArticleFactory(), ArticleFactory(triage="relevant"), ArticleFactory()
    time_machine_at("2022-01-11T12:00Z")
    triage(off, as_="later", by=ann)
    mine, theirs = take(ArticleFactory(), by=ann), take(ArticleFactory(), by=ben)
    found = {state: list(listed(ann, Filters(state=state))) for state in
             ("waiting", "relevant", "new", "later", "mine", "taken", "stale")}  # fmt: skip
    assert found == {
        "waiting": [relevant, new, off], "relevant": [relevant], "new": [new, off], "later": [off],
        "mine": [mine.article], "taken": [theirs.article], "stale": [],
    }  # fmt: skip


def test_a_task_on_a_blind_coding_is_listed_to_who_may_decide_only(ann, ben):
    task = CodingTaskFactory(coder=ann, is_double=True)
    assert not listed(ben, Filters(state="taken")).exists()
    assert list(listed(user_with_role("reviewer"), Filters(state="taken"))) == [task.article]


def test_the_position_counts_what_is_in_hand_first(ann):
    in_hand = take(arrived(9), by=ann).article
    relevant, early, late = arrived(8, triage="relevant"), arrived(1), arrived(2)
    assert [str(position(each, ann)) for each in (in_hand, relevant, early, late)] == [
        "1st of 4", "2nd of 4", "3rd of 4", "4th of 4",
    ]  # fmt: skip


def test_articles_that_came_at_the_same_moment_have_places_of_their_own(ann):
    first, second = arrived(1), arrived(1)
    assert [str(position(each, ann)) for each in (first, second)] == ["1st of 2", "2nd of 2"]


def test_what_does_not_wait_for_a_person_has_no_position(ann, ben):
    assert position(take(ArticleFactory(), by=ben).article, ann) is None
    assert position(ArticleFactory(triage="irrelevant"), ann) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (112, "112th"), (1003, "1,003rd")],
)  # fmt: skip
def test_ordinals(number, words):
    assert ordinal(number) == words


def test_a_task_nobody_touched_is_stale_after_the_days_of_the_setting(ann, settings, time_machine_at):
    settings.ATTEST_TASK_DAYS = 3
    time_machine_at("2022-01-10T12:00Z")
    idle, busy = take(ArticleFactory(), by=ann), take(ArticleFactory(), by=ann)
    time_machine_at("2022-01-12T12:00Z")
    IncidentFactory(task=busy)
    time_machine_at("2022-01-13T12:00Z")
    assert not stale().exists()
    time_machine_at("2022-01-13T12:01Z")
    assert list(stale()) == [idle]
