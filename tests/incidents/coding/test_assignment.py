"""Who puts an incident in whose hands?"""

import pytest

from incidents.coding import assignment, review
from incidents.coding.review import Refused, StaleIncident
from incidents.models import Incident, ReviewEvent
from tests.factories import CodingTaskFactory, IncidentFactory, ready_incident, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def coder():
    return user_with_role("coder")


@pytest.fixture
def reviewer():
    return user_with_role("reviewer")


def stored(incident):
    return Incident.objects.get(pk=incident.pk)


def test_an_incident_is_put_in_somebodys_hands(reviewer, coder):
    incident = IncidentFactory(status="in_review")
    assignment.assign(incident, to=coder, by=reviewer, reason="You know the place.")
    event = ReviewEvent.objects.get()
    assert stored(incident).assigned_to == coder
    assert (event.action, event.from_status, event.to_status, event.by) == (
        "assign", "in_review", "in_review", reviewer,
    )  # fmt: skip
    assert event.reason == f"To {coder.username}. You know the place."
    assignment.assign(incident, to=None, by=reviewer)
    assert stored(incident).assigned_to is None
    assert ReviewEvent.objects.last().reason == "To nobody."


def test_handing_over_makes_nobody_a_coder_of_it(reviewer, coder):
    incident = ready_incident()
    assignment.assign(incident, to=coder, by=reviewer)
    review.publish(incident, by=reviewer)
    assert stored(incident).status == "published"


def test_only_who_may_assign_does_and_only_to_those_who_code(reviewer, coder):
    incident = IncidentFactory()
    with pytest.raises(Refused, match="right"):
        assignment.assign(incident, to=coder, by=coder)
    for other in (user_with_role("guest"), user_with_role("coder", is_active=False)):
        with pytest.raises(Refused, match="does not code"):
            assignment.assign(incident, to=other, by=reviewer)
    assert stored(incident).assigned_to is None
    assert not ReviewEvent.objects.exists()


def test_a_blind_coding_is_not_given_to_who_may_not_see_it(reviewer, coder):
    blind = IncidentFactory(task=CodingTaskFactory(is_double=True))
    with pytest.raises(Refused, match="may not see it"):
        assignment.assign(blind, to=coder, by=reviewer)


def test_assigning_what_somebody_else_has_just_assigned_is_refused(reviewer, coder):
    incident = IncidentFactory()
    seen = stored(incident)
    assignment.assign(incident, to=coder, by=reviewer)
    with pytest.raises(StaleIncident):
        assignment.assign(seen, to=reviewer, by=reviewer)
    assert stored(incident).assigned_to == coder


def test_a_merged_incident_is_given_to_nobody(reviewer, coder):
    merged = IncidentFactory(status="merged", merged_into=IncidentFactory())
    with pytest.raises(Refused, match="merged"):
        assignment.assign(merged, to=coder, by=reviewer)
