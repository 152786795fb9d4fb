"""Does each article have one coder a round, whoever asks and however many at once, and does it come back?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from articles.models import Article
from incidents.coding.queue import assign, finish, give_back, next_for, reopen, take, triage
from incidents.coding.review import Refused
from incidents.models import Adjudication, CodingTask
from tests.contention import patiently
from tests.factories import ArticleFactory, CodingTaskFactory, IncidentFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return user_with_role("coder", username="ann")


@pytest.fixture
def ben():
    return user_with_role("coder", username="ben")


@pytest.fixture
def reviewer():
    return user_with_role("reviewer", username="rita")


@pytest.fixture
def _every_article_is_coded_twice(settings):
    settings.ATTEST_DOUBLE_CODING_SHARE = 100


def facts(task: CodingTask) -> tuple[str, str, str, bool]:
    return task.coder.username, task.round, task.state, task.is_double


def test_taking_an_article_opens_the_first_round(ann):
    task = take(ArticleFactory(), by=ann)
    assert facts(task) == ("ann", "first", "open", False)
    assert task.handed_by is None
    assert [each.history_user for each in task.history.all()] == [ann]


def test_taking_it_again_gives_the_same_task(ann):
    article = ArticleFactory()
    assert take(article, by=ann) == take(article, by=ann)
    assert CodingTask.objects.count() == 1


def test_what_somebody_has_is_not_taken(ann, ben):
    article = take(ArticleFactory(), by=ann).article
    with pytest.raises(Refused, match="Somebody else has it"):
        take(article, by=ben)


@pytest.mark.usefixtures("_every_article_is_coded_twice")
def test_an_article_that_is_drawn_goes_to_a_second_coder_and_to_no_third(ann, ben):
    article = ArticleFactory()
    assert facts(take(article, by=ann)) == ("ann", "first", "open", True)
    assert facts(take(article, by=ben)) == ("ben", "second", "open", True)
    with pytest.raises(Refused, match="Somebody else has it"):
        take(article, by=user_with_role("coder"))


@pytest.mark.usefixtures("_every_article_is_coded_twice")
def test_nobody_codes_the_same_article_twice(ann):
    task = take(ArticleFactory(), by=ann)
    finish(task, by=ann)
    with pytest.raises(Refused, match="nobody codes the same article twice"):
        take(task.article, by=ann)


@pytest.mark.usefixtures("_every_article_is_coded_twice")
def test_once_drawn_it_stays_drawn_when_the_setting_changes_and_the_coder_too(ann, ben, settings):
    task = take(ArticleFactory(), by=ann)
    give_back(task, by=ann)
    settings.ATTEST_DOUBLE_CODING_SHARE = 0
    assert facts(take(task.article, by=ben)) == ("ben", "first", "open", True)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"triage": "irrelevant"}, "not an incident"), ({"triage": "coded"}, "coded"),
     ({"holding": "reference_only", "text": ""}, "nothing to code from")],
)  # fmt: skip
def test_what_is_not_in_the_queue_is_not_taken(ann, fields, reason):
    with pytest.raises(Refused, match=reason):
        take(ArticleFactory(**fields), by=ann)


def test_a_guest_a_stranger_and_who_has_left_take_nothing():
    article = ArticleFactory()
    for user in (user_with_role("guest"), UserFactory(), user_with_role("coder", is_active=False)):
        with pytest.raises(Refused, match="may not code"):
            take(article, by=user)
        with pytest.raises(Refused, match="may not code"):
            next_for(user)


def test_an_article_that_is_gone_is_told(ann):
    article = ArticleFactory()
    Article.objects.filter(pk=article.pk).delete()
    with pytest.raises(Refused, match="gone"):
        take(article, by=ann)


def test_next_is_what_is_in_hand_then_what_was_assigned_then_relevant_then_new(ann, reviewer):
    new, relevant = ArticleFactory(), ArticleFactory(triage="relevant")
    given, own = ArticleFactory(), ArticleFactory()
    assign(given, to=ann, by=reviewer)
    take(own, by=ann)
    found = []
    while task := next_for(ann):
        found.append(task.article)
        finish(task, by=ann)
    assert found == [own, given, relevant, new]


def test_next_passes_over_what_others_have_and_what_it_is_told_to(ann, ben):
    theirs, passed, free = ArticleFactory(), ArticleFactory(), ArticleFactory()
    take(theirs, by=ben)
    assert next_for(ann, besides=[passed.pk]).article == free


def test_what_one_gave_back_comes_last(ann):
    first, second = ArticleFactory(), ArticleFactory()
    give_back(take(first, by=ann), by=ann)
    task = next_for(ann)
    assert task.article == second
    finish(task, by=ann)
    assert next_for(ann).article == first


def test_next_of_an_empty_queue_is_none(ann):
    assert next_for(ann) is None


@pytest.mark.usefixtures("_every_article_is_coded_twice")
def test_next_hands_out_a_second_round_too(ann, ben):
    task = take(ArticleFactory(), by=ann)
    assert facts(next_for(ben)) == ("ben", "second", "open", True)
    assert next_for(ben).article == task.article


@pytest.mark.django_db(transaction=True)
def test_people_who_ask_at_the_same_moment_get_different_articles():
    coders = [user_with_role("coder") for _ in range(5)]
    articles = {ArticleFactory().pk for _ in range(5)}
    together = Barrier(5)

    def ask(coder) -> int | None:
        together.wait()
        try:
            return attempt(coder)
        finally:
            connection.close()

    def attempt(coder) -> int | None:
        task = patiently(lambda: next_for(coder))
        return task.article_id if task else None

    with ThreadPoolExecutor(5) as pool:
        handed = list(pool.map(ask, coders))
    assert set(handed) == articles
    assert CodingTask.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_article_one_gets_it():
    coders, article, together = [user_with_role("coder") for _ in range(4)], ArticleFactory(), Barrier(4)

    def ask(coder) -> bool:
        together.wait()
        try:
            return attempt(coder)
        finally:
            connection.close()

    def attempt(coder) -> bool:
        try:
            patiently(lambda: take(article, by=coder))
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ask, coders)) == [False, False, False, True]


def test_one_gives_back_ones_own_and_a_reviewer_anybodys(ann, ben, reviewer):
    task = take(ArticleFactory(), by=ann)
    with pytest.raises(Refused, match="right to put articles"):
        give_back(task, by=ben)
    give_back(task, by=reviewer)
    assert task.state == "given_back"
    assert facts(take(task.article, by=ben)) == ("ben", "first", "open", False)
    with pytest.raises(Refused, match="given back by now"):
        give_back(task, by=ann)


def test_finishing_the_only_round_makes_the_article_coded(ann, ben):
    task = take(ArticleFactory(), by=ann)
    with pytest.raises(Refused, match="Only the coder"):
        finish(task, by=ben)
    finish(task, by=ann)
    task.article.refresh_from_db()
    assert (task.state, task.article.triage) == ("done", "coded")
    assert task.done_at is not None
    assert task.article.history.latest("history_id").history_user == ann


@pytest.mark.usefixtures("_every_article_is_coded_twice")
@pytest.mark.parametrize("second_is_first_to_finish", [False, True])
def test_an_article_coded_twice_is_coded_when_both_are_done(ann, ben, second_is_first_to_finish):
    article = ArticleFactory()
    tasks = [take(article, by=ann), take(article, by=ben)]
    if second_is_first_to_finish:
        tasks.reverse()
    finish(tasks[0], by=tasks[0].coder)
    article.refresh_from_db()
    assert article.triage == "new"
    finish(tasks[1], by=tasks[1].coder)
    article.refresh_from_db()
    assert article.triage == "coded"


def test_without_an_incident_the_article_is_none_and_a_task_with_one_cannot_be_finished_so(ann):
    empty, task = take(ArticleFactory(), by=ann), take(ArticleFactory(), by=ann)
    finish(empty, by=ann, without_incident=True)
    empty.article.refresh_from_db()
    assert empty.article.triage == "irrelevant"
    IncidentFactory(task=task)
    with pytest.raises(Refused, match="You have coded an incident"):
        finish(task, by=ann, without_incident=True)


@pytest.mark.usefixtures("_every_article_is_coded_twice")
def test_what_one_of_two_coders_found_makes_the_article_coded(ann, ben):
    article = ArticleFactory()
    first, second = take(article, by=ann), take(article, by=ben)
    IncidentFactory(task=first)
    finish(first, by=ann)
    finish(second, by=ben, without_incident=True)
    article.refresh_from_db()
    assert article.triage == "coded"


def test_what_is_finished_can_be_taken_up_again_until_it_is_decided(ann, ben):
    task = take(ArticleFactory(), by=ann)
    finish(task, by=ann)
    with pytest.raises(Refused, match="Only the coder"):
        reopen(task, by=ben)
    reopen(task, by=ann)
    task.article.refresh_from_db()
    assert (task.state, task.done_at, task.article.triage) == ("open", None, "relevant")
    finish(task, by=ann)
    Adjudication.objects.create(article=task.article, by=user_with_role("reviewer"))
    with pytest.raises(Refused, match="decided"):
        reopen(task, by=ann)


def test_a_reviewer_assigns_and_a_coder_does_not(ann, ben, reviewer):
    article = ArticleFactory()
    with pytest.raises(Refused, match="right to put articles"):
        assign(article, to=ben, by=ann)
    task = assign(article, to=ben, by=reviewer)
    assert (facts(task), task.handed_by) == (("ben", "first", "open", False), reviewer)
    with pytest.raises(Refused, match="Somebody else has it"):
        assign(article, to=ann, by=reviewer)


def test_an_article_is_not_put_in_the_hands_of_a_guest(reviewer):
    with pytest.raises(Refused, match="gast may not code"):
        assign(ArticleFactory(), to=user_with_role("guest", username="gast"), by=reviewer)


def test_the_history_of_an_article_stored_in_bulk_begins_with_what_it_said(ann):
    task = CodingTaskFactory(coder=ann)
    Article.history.all().delete()
    finish(task, by=ann)
    assert [each.triage for each in task.article.history.order_by("history_id")] == ["new", "coded"]


def test_what_is_triaged_between_the_offer_and_the_taking_is_not_handed_out(ann, ben):
    article = ArticleFactory()
    triage(article, as_="irrelevant", by=ben)
    with pytest.raises(Refused, match="not an incident"):
        take(article, by=ann)
