"""What does a verdict at first sight change, who may give it, and does taking it back put everything as it was?"""

import pytest

from articles.models import Article
from incidents.coding.queue import finish, take, triage, undo, waiting
from incidents.coding.review import Refused
from incidents.models import CodingTask
from tests.factories import ArticleFactory, IncidentFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return user_with_role("coder", username="ann")


@pytest.fixture
def ben():
    return user_with_role("coder", username="ben")


def stored(article) -> Article:
    return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize("verdict", ["relevant", "irrelevant"])
def test_a_verdict_is_stored_with_who_gave_it(ann, verdict):
    article = ArticleFactory()
    triage(article, as_=verdict, by=ann)
    last = article.history.latest("history_id")
    assert (stored(article).triage, last.triage, last.history_user) == (verdict, verdict, ann)


@pytest.mark.parametrize("was", ["new", "relevant"])
def test_later_moves_an_article_behind_all_that_wait_and_leaves_it_what_it_is(ann, was, time_machine_at):
    time_machine_at("2022-01-10T12:00Z")
    article, other = ArticleFactory(triage=was), ArticleFactory(triage=was)
    time_machine_at("2022-01-11T12:00Z")
    triage(article, as_="later", by=ann)
    assert list(waiting(ann)) == [other, article]
    assert stored(article).triage == was


def test_a_verdict_that_changes_nothing_writes_nothing(ann):
    article = ArticleFactory(triage="relevant")
    triage(article, as_="relevant", by=ann)
    assert article.history.count() == 1


def test_what_was_set_aside_can_be_found_relevant_after_all(ann):
    article = ArticleFactory(triage="irrelevant")
    triage(article, as_="relevant", by=ann)
    assert list(waiting(ann)) == [article]


@pytest.mark.parametrize(
    ("fields", "as_", "reason"),
    [({}, "coded", "is not one of"), ({"triage": "coded"}, "irrelevant", "has been coded"),
     ({"holding": "reference_only", "text": ""}, "relevant", "not in the queue")],
)  # fmt: skip
def test_what_cannot_be_said_is_refused(ann, fields, as_, reason):
    with pytest.raises(Refused, match=reason):
        triage(ArticleFactory(**fields), as_=as_, by=ann)


@pytest.mark.parametrize("verdict", ["relevant", "irrelevant", "later"])
def test_what_somebody_else_has_is_theirs_to_judge(ann, ben, verdict):
    article = take(ArticleFactory(), by=ann).article
    with pytest.raises(Refused, match="Somebody else has it"):
        triage(article, as_=verdict, by=ben)


def test_a_guest_judges_nothing():
    with pytest.raises(Refused, match="right"):
        triage(ArticleFactory(), as_="relevant", by=user_with_role("guest"))


def test_what_is_in_hand_is_finished_when_it_is_no_incident_and_given_back_when_put_off(ann):
    first, second, third = (take(ArticleFactory(), by=ann) for _ in range(3))
    for task, verdict in ((first, "irrelevant"), (second, "later"), (third, "relevant")):
        triage(task.article, as_=verdict, by=ann)
    tasks = CodingTask.objects.order_by("id")
    assert [(task.state, task.article.triage) for task in tasks] == [
        ("done", "irrelevant"), ("given_back", "new"), ("open", "relevant"),
    ]  # fmt: skip


def test_what_an_incident_was_coded_from_is_not_called_none(ann):
    task = take(ArticleFactory(), by=ann)
    IncidentFactory(task=task)
    with pytest.raises(Refused, match="You have coded an incident"):
        triage(task.article, as_="irrelevant", by=ann)


def test_the_last_verdict_is_taken_back_and_then_the_one_before(ann, time_machine_at):
    time_machine_at("2022-01-10T12:00Z")
    first, second, third = ArticleFactory(), ArticleFactory(), ArticleFactory()
    turn = third.queued_at
    time_machine_at("2022-01-11T12:00Z")
    triage(first, as_="relevant", by=ann)
    triage(second, as_="irrelevant", by=ann)
    triage(third, as_="later", by=ann)
    assert [undo(by=ann) for _ in range(3)] == [third, second, first]
    assert [stored(each).triage for each in (first, second, third)] == ["new", "new", "new"]
    assert stored(third).queued_at == turn
    with pytest.raises(Refused, match="nothing to take back"):
        undo(by=ann)


def test_a_verdict_after_taking_back_is_the_next_to_be_taken_back(ann):
    first, second = ArticleFactory(), ArticleFactory()
    triage(first, as_="relevant", by=ann)
    triage(second, as_="relevant", by=ann)
    undo(by=ann)
    triage(second, as_="irrelevant", by=ann)
    assert [undo(by=ann), undo(by=ann)] == [second, first]


def test_others_verdicts_are_not_taken_back(ann, ben):
    article = ArticleFactory()
    triage(article, as_="relevant", by=ann)
    with pytest.raises(Refused, match="nothing to take back"):
        undo(by=ben)
    triage(article, as_="irrelevant", by=ben)
    with pytest.raises(Refused, match="changed since"):
        undo(by=ann)
    assert stored(article).triage == "irrelevant"


def test_a_verdict_is_not_taken_back_from_under_who_has_the_article_since(ann, ben):
    article = ArticleFactory()
    triage(article, as_="relevant", by=ann)
    take(article, by=ben)
    with pytest.raises(Refused, match="Somebody else has taken"):
        undo(by=ann)


def test_taking_back_what_was_in_hand_puts_it_in_hand_again(ann):
    task = take(ArticleFactory(), by=ann)
    triage(task.article, as_="irrelevant", by=ann)
    undo(by=ann)
    task.refresh_from_db()
    assert (task.state, stored(task.article).triage) == ("open", "new")


def test_what_was_coded_since_stays_coded(ann, settings):
    settings.ATTEST_DOUBLE_CODING_SHARE = 100
    article = ArticleFactory()
    triage(article, as_="relevant", by=ann)
    finish(take(article, by=ann), by=ann)
    with pytest.raises(Refused, match="You have coded"):
        undo(by=ann)


def test_an_article_stored_in_bulk_is_put_back_to_what_it_was(ann):
    article = ArticleFactory()
    Article.history.all().delete()
    triage(article, as_="irrelevant", by=ann)
    undo(by=ann)
    assert stored(article).triage == "new"


def test_the_first_coder_feels_nothing_of_the_second(ann, ben, settings):
    settings.ATTEST_DOUBLE_CODING_SHARE = 100
    article = ArticleFactory()
    first = take(article, by=ann)
    triage(article, as_="irrelevant", by=ann)
    take(article, by=ben)
    undo(by=ann)
    first.refresh_from_db()
    assert first.state == "open"
    triage(article, as_="irrelevant", by=ann)
    first.refresh_from_db()
    assert (first.state, stored(article).triage) == ("done", "new")


def test_a_second_coder_judges_after_taking_it(ann, ben, settings):
    settings.ATTEST_DOUBLE_CODING_SHARE = 100
    article = ArticleFactory()
    take(article, by=ann)
    with pytest.raises(Refused, match="second coding"):
        triage(article, as_="irrelevant", by=ben)
    task = take(article, by=ben)
    triage(article, as_="irrelevant", by=ben)
    task.refresh_from_db()
    assert task.state == "done"
