"""Who sees which coding while an article is coded twice, and after it is decided?"""

import datetime as dt

import pytest

from incidents.coding.sight import coded_from, visible_to
from incidents.models import Adjudication, Assignment, Incident
from tests.factories import ArticleFactory, CitationFactory, CodingTaskFactory, IncidentFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return ArticleFactory()


def coded(article, coder, turn="first") -> Incident:
    task = CodingTaskFactory(article=article, coder=coder, round=turn, is_double=True)
    return IncidentFactory(created_by=coder, task=task)


def test_two_coders_of_one_article_do_not_see_each_others_work(article):
    ann, ben = user_with_role("coder"), user_with_role("coder")
    first, second = coded(article, ann), coded(article, ben, "second")
    assert list(visible_to(ann)) == [first]
    assert list(visible_to(ben)) == [second]


def test_a_coder_who_might_yet_be_the_second_sees_nothing_of_the_first(article):
    coded(article, user_with_role("coder"))
    assert not visible_to(user_with_role("coder")).exists()


def test_who_decides_sees_both_unless_one_is_their_own(article):
    ann, reviewer = user_with_role("coder"), user_with_role("reviewer")
    first, own = coded(article, ann), coded(article, reviewer, "second")
    assert list(visible_to(reviewer)) == [own]
    assert set(visible_to(user_with_role("reviewer"))) == {first, own}


def test_a_reviewer_who_gave_the_article_back_sees_the_other_coding(article):
    reviewer = user_with_role("reviewer")
    CodingTaskFactory(article=article, coder=reviewer, round="second", state="given_back", is_double=True)
    first = coded(article, user_with_role("coder"))
    assert list(visible_to(reviewer)) == [first]


def test_once_it_is_decided_everybody_sees_both(article):
    ann, ben = user_with_role("coder"), user_with_role("coder")
    both = {coded(article, ann), coded(article, ben, "second")}
    Adjudication.objects.create(article=article, by=user_with_role("reviewer"))
    assert set(visible_to(ann)) == set(visible_to(ben)) == both


def test_what_is_coded_once_is_seen_by_every_coder(article):
    task = CodingTaskFactory(article=article, coder=user_with_role("coder"))
    incident = IncidentFactory(task=task)
    assert list(visible_to(user_with_role("coder"))) == [incident]


def test_a_guest_sees_what_is_assigned_until_the_day_is_over(time_machine_at):
    guest, incident = user_with_role("guest"), IncidentFactory()
    IncidentFactory()
    Assignment.objects.create(incident=incident, user=guest, until=dt.date(2022, 2, 1))
    time_machine_at("2022-02-01T23:00Z")
    assert list(visible_to(guest)) == [incident]
    time_machine_at("2022-02-02T01:00Z")
    assert not visible_to(guest).exists()


def test_from_an_article_come_the_incidents_of_its_tasks_and_those_that_quote_it_each_once(article):
    ann = user_with_role("coder")
    own = IncidentFactory(task=CodingTaskFactory(article=article, coder=ann))
    CitationFactory(incident=own, article=article)
    CitationFactory(incident=own, article=article, exact="a rocket")
    quoting = CitationFactory(article=article).incident
    CitationFactory()
    assert list(coded_from(article, user=ann)) == [quoting, own]


def test_from_an_article_that_is_coded_twice_nobody_blind_sees_what_came(article):
    ann = user_with_role("coder")
    first = coded(article, ann)
    CitationFactory(incident=first, article=article)
    assert list(coded_from(article, user=ann)) == [first]
    assert not coded_from(article, user=user_with_role("coder")).exists()
