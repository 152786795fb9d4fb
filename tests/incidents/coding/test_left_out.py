"""Is it told which relations readers do not see, and which could be shown by now?"""

import datetime as dt

import pytest

from incidents.coding import review
from incidents.coding.left_out import not_published_with, to_publish_again, waiting_for
from incidents.models import Incident
from incidents.publishing import gather, write
from tests.factories import IncidentFactory, RelationFactory, ready_incident, user_with_role


def left_out(incident):
    return not_published_with(incident, visible=Incident.objects.all())


pytestmark = pytest.mark.django_db

NOON = dt.datetime(2022, 2, 1, 12, tzinfo=dt.UTC)


def publish(*incidents, minute=0):
    write(gather(incidents), by=None, at=NOON + dt.timedelta(minutes=minute), change_note="")
    Incident.objects.filter(pk__in=[each.pk for each in incidents]).update(status="published")


@pytest.fixture
def tied(time_machine_at):
    """An incident with a relation to another; neither is public yet."""
    time_machine_at("2022-01-20T12:00:00Z")
    one, other = ready_incident(code="one"), ready_incident(code="other")
    RelationFactory(incident=one, kind="context_of", to_series=None, to_incident=other)
    return one, other


def again(at_most=9):
    return [each.code for each in to_publish_again(Incident.objects.all(), at_most=at_most)]


def test_a_relation_to_what_is_not_public_is_told_before_publishing(tied):
    one, other = tied
    assert left_out(one) == ["Not published with it: relation “has as background” to other, which is not public yet."]
    publish(other)
    assert left_out(one) == []


def test_a_relation_to_what_was_withdrawn_or_merged_says_so(tied):
    one, other = tied
    Incident.objects.filter(pk=other.pk).update(status="withdrawn")
    assert left_out(one)[0].endswith("to other, which has been withdrawn.")
    Incident.objects.filter(pk=other.pk).update(status="merged", merged_into=IncidentFactory(code="third"))
    assert left_out(one)[0].endswith("to other, which has been merged into third.")


def test_who_waits_for_an_incident_is_told_while_it_is_not_public(tied):
    one, other = tied
    assert list(waiting_for(other)) == []
    publish(one)
    assert list(waiting_for(other)) == [one]
    publish(other)
    assert list(waiting_for(other)) == []


def test_once_the_other_is_public_the_first_is_to_be_published_again(tied):
    one, other = tied
    publish(one)
    assert again() == []
    publish(other, minute=1)
    assert again() == ["one"]
    publish(one, minute=2)
    assert again() == []


def test_incidents_published_together_show_their_relation(tied):
    publish(*tied)
    assert again() == []


def test_a_new_version_of_the_other_asks_for_nothing(tied):
    one, other = tied
    publish(other)
    publish(one, minute=1)
    publish(other, minute=2)
    assert again() == []


def test_a_relation_coded_since_is_an_ordinary_change(tied, time_machine_at):
    _, other = tied
    publish(other)
    third = ready_incident(code="third")
    publish(third)
    time_machine_at("2022-03-01T12:00:00Z")
    RelationFactory(incident=third, kind="possible_link", to_series=None, to_incident=other)
    publish(other, minute=3)
    assert again() == []


def test_what_is_not_public_itself_is_not_published_again(tied):
    one, other = tied
    publish(one)
    publish(other, minute=1)
    review.withdraw(Incident.objects.get(pk=one.pk), by=user_with_role("reviewer"), reason="Wrong.")
    assert again() == []


def test_the_queue_is_as_long_as_asked_for(tied, django_assert_max_num_queries):
    one, other = tied
    more = [ready_incident(code=f"more-{number}") for number in range(4)]
    for each in more:
        RelationFactory(incident=each, kind="possible_link", to_series=None, to_incident=other)
    publish(one, *more)
    publish(other, minute=1)
    with django_assert_max_num_queries(4):
        assert len(again(at_most=3)) == 3
