"""What is told of whom has an article, to whom?"""

import pytest

from incidents.coding.queue import hands_on, take
from incidents.models import Adjudication
from tests.factories import ArticleFactory, CodingTaskFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return user_with_role("coder", username="ann", first_name="Ann", last_name="Arbor")


@pytest.fixture
def ben():
    return user_with_role("coder", username="ben")


def told(article, user) -> list[tuple[str, str]]:
    return [(hand.who, hand.round) for hand in hands_on([article.pk], user=user)[article.pk]]


def test_who_has_what_is_coded_once_is_told_to_everybody(ann, ben):
    task = take(ArticleFactory(), by=ann)
    assert told(task.article, ann) == [("you", "first")]
    assert told(task.article, ben) == [("Ann Arbor", "first")]


def test_of_a_blind_coding_the_second_coder_learns_no_name_and_the_first_nothing(ann, ben):
    task = CodingTaskFactory(coder=ann, is_double=True)
    assert told(task.article, ben) == [("a colleague", "first")]
    assert hands_on([task.article.pk], user=ben)[task.article.pk][0].task is None
    CodingTaskFactory(article=task.article, coder=ben, round="second", is_double=True)
    assert told(task.article, ann) == [("you", "first")]
    assert told(task.article, ben) == [("a colleague", "first"), ("you", "second")]


def test_who_may_decide_and_after_that_everybody_knows_both(ann, ben):
    task = CodingTaskFactory(coder=ann, is_double=True)
    CodingTaskFactory(article=task.article, coder=ben, round="second", is_double=True)
    reviewer = user_with_role("reviewer")
    assert told(task.article, reviewer) == [("Ann Arbor", "first"), ("ben", "second")]
    Adjudication.objects.create(article=task.article, by=reviewer)
    assert told(task.article, ann) == [("you", "first"), ("ben", "second")]


def test_what_was_given_back_holds_nothing(ann):
    task = CodingTaskFactory(coder=ann, state="given_back")
    assert told(task.article, ann) == []
