"""Which articles are coded twice, what waits meanwhile, and which codes say nothing?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.coding import blind, quality, review
from incidents.models import Adjudication, CodingTask, Incident
from tests.factories import CodingTaskFactory, IncidentFactory, UserFactory, ready_incident, user_with_role

keys = st.integers(1, 2**63 - 1)


@given(keys)
def test_no_article_is_drawn_at_nought_per_cent_and_every_one_at_a_hundred(key):
    assert not blind.is_drawn(key, share=0)
    assert blind.is_drawn(key, share=100)


@given(keys, st.integers(0, 100), st.integers(0, 100))
def test_a_higher_share_only_adds_articles(key, one, other):
    low, high = sorted((one, other))
    assert blind.is_drawn(key, share=high) or not blind.is_drawn(key, share=low)


@pytest.mark.parametrize("share", [1, 10, 50, 90])
def test_about_as_many_are_drawn_as_asked_for(settings, share):
    settings.SECRET_KEY = "for this test"  # a draw is a matter of chance; a key makes it the same one every time
    drawn = sum(blind.is_drawn(key, share=share) for key in range(1, 10_001))
    assert drawn == pytest.approx(share * 100, abs=150)


def test_the_draw_is_the_same_at_every_call_and_another_under_another_secret(settings):
    def draw():
        return [blind.is_drawn(key, share=50) for key in range(1, 200)]

    settings.SECRET_KEY = "one"
    first = draw()
    assert draw() == first
    settings.SECRET_KEY = "another"
    assert draw() != first


def double(**fields):
    return CodingTaskFactory(is_double=True, **fields)


@pytest.mark.django_db
def test_a_blind_coding_is_undecided_until_somebody_decides():
    task = double()
    incident = IncidentFactory(task=task)
    assert blind.is_undecided(incident)
    Adjudication.objects.create(article=task.article, by=UserFactory())
    assert not blind.is_undecided(incident)


@pytest.mark.django_db
def test_what_is_coded_once_or_without_a_task_waits_for_nothing(django_assert_num_queries):
    assert not blind.is_undecided(IncidentFactory(task=CodingTaskFactory()))
    loose = IncidentFactory()
    with django_assert_num_queries(0):
        assert not blind.is_undecided(loose)


def blocks(incident):
    return {each.code for each in quality.check(incident) if each.blocks}


@pytest.mark.django_db
def test_nothing_of_an_article_coded_twice_is_published_before_it_is_decided():
    task = double()
    incident = ready_incident(task=task)
    assert blocks(incident) == {"waits-for-decision"}
    with pytest.raises(review.Refused, match="decided between both codings"):
        review.publish(incident, by=user_with_role("reviewer"))
    Adjudication.objects.create(article=task.article, by=UserFactory())
    assert blocks(incident) == set()
    review.publish(Incident.objects.get(), by=user_with_role("editor"))
    assert Incident.objects.get().status == "published"


@pytest.mark.django_db
def test_the_first_coder_cannot_tell_from_what_is_missing_how_far_the_second_is():
    first = ready_incident(task=double())
    before = quality.check(first)
    second = double(article=first.task.article, round="second")
    IncidentFactory(task=second)
    assert quality.check(first) == before
    CodingTask.objects.filter(pk=second.pk).update(state="done", done_at="2022-01-20T12:00Z")
    assert quality.check(first) == before


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["incident", "into"])
def test_a_blind_coding_is_not_merged_before_it_is_decided(side):
    pair = {"incident": IncidentFactory(), "into": IncidentFactory()}
    Incident.objects.filter(pk=pair[side].pk).update(task=double())
    pair[side].refresh_from_db()
    with pytest.raises(review.Refused, match="is one of two blind codings"):
        review.merge(pair["incident"], into=pair["into"], by=user_with_role("reviewer"))
    assert not Incident.objects.filter(status="merged").exists()
