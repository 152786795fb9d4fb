import datetime as dt

import pytest
from django.utils import timezone

from incidents.coding import review
from incidents.coding.review import Refused, StaleIncident
from incidents.models import Incident, Publication, ReviewEvent
from incidents.publishing import gather
from tests.factories import IncidentFactory, ready_incident, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def coder():
    return user_with_role("coder")


@pytest.fixture
def reviewer():
    return user_with_role("reviewer")


def stored(incident):
    return Incident.objects.get(pk=incident.pk)


def published(reviewer, **fields):
    incident = ready_incident(**fields)
    review.publish(incident, by=reviewer)
    return incident


def test_a_coder_submits_their_own_draft(coder):
    incident = IncidentFactory(created_by=coder)
    review.submit(incident, by=coder)
    event = ReviewEvent.objects.get()
    assert stored(incident).status == "in_review"
    assert (event.action, event.from_status, event.to_status, event.by) == ("submit", "draft", "in_review", coder)


def test_a_coder_does_not_submit_the_work_of_another(coder):
    incident = IncidentFactory(created_by=user_with_role("coder"))
    with pytest.raises(Refused, match="own coding"):
        review.submit(incident, by=coder)
    assert stored(incident).status == "draft"


def test_a_change_makes_the_coding_one_s_own(coder):
    incident = IncidentFactory(created_by=user_with_role("coder"))
    incident._history_user = coder
    incident.save()
    review.submit(incident, by=coder)
    assert stored(incident).status == "in_review"


def test_a_coder_takes_their_submission_back(coder):
    incident = IncidentFactory(created_by=coder)
    review.submit(incident, by=coder)
    review.take_back(incident, by=coder)
    event = ReviewEvent.objects.last()
    assert stored(incident).status == "draft"
    assert (event.action, event.from_status, event.to_status, event.by) == ("take_back", "in_review", "draft", coder)
    assert event.get_action_display() == "Taken back"


def test_nobody_takes_back_what_another_has_submitted(coder, reviewer):
    incident = IncidentFactory(created_by=coder)
    review.submit(incident, by=coder)
    for other in (user_with_role("coder"), reviewer):
        with pytest.raises(Refused, match="Somebody else submitted it"):
            review.take_back(incident, by=other)
    assert stored(incident).status == "in_review"


def test_what_is_in_review_again_by_another_step_is_not_taken_back(coder, reviewer):
    """The last step counts: a published incident that was reopened is no submission."""
    incident = ready_incident(created_by=coder, code="iq-reopened")
    incident.review_events.create(action="submit", from_status="draft", to_status="in_review", by=coder)
    review.publish(incident, by=reviewer)
    review.revise(incident, by=coder)
    assert "take_back" not in review.actions_for(incident, user=coder)


def test_an_assignment_in_between_leaves_a_submission_ones_own(coder):
    incident = IncidentFactory(created_by=coder)
    review.submit(incident, by=coder)
    incident.review_events.create(action="assign", from_status="in_review", to_status="in_review", by=None)
    assert "take_back" in review.actions_for(incident, user=coder)


def test_sending_back_needs_a_reason(reviewer):
    incident = ready_incident()
    with pytest.raises(Refused, match="what the coder should mend"):
        review.send_back(incident, by=reviewer, reason="  ")
    review.send_back(incident, by=reviewer, reason="Cite the place.")
    assert stored(incident).status == "draft"
    assert ReviewEvent.objects.get().reason == "Cite the place."


def test_a_coder_cannot_publish(coder):
    incident = ready_incident()
    with pytest.raises(Refused, match="right"):
        review.publish(incident, by=coder)
    assert not Publication.objects.exists()


def test_a_reviewer_publishes_what_others_coded(reviewer):
    incident = ready_incident()
    publication = review.publish(incident, by=reviewer, change_note="First version")
    assert stored(incident).status == "published"
    assert (publication.version, publication.state, publication.published_by) == (1, "live", reviewer)
    assert publication.change_note == "First version"


def test_nobody_publishes_their_own_coding(reviewer):
    incident = ready_incident(created_by=reviewer)
    with pytest.raises(Refused, match="Somebody else must publish"):
        review.publish(incident, by=reviewer)


def test_a_change_of_a_part_makes_it_one_s_own_coding(reviewer):
    incident = ready_incident()
    location = incident.locations.get()
    location._history_user = reviewer
    location.save()
    with pytest.raises(Refused, match="Somebody else must publish"):
        review.publish(incident, by=reviewer)


def test_a_setting_allows_publishing_one_s_own_coding(reviewer, settings):
    settings.ATTEST_ALLOW_OWN_PUBLISHING = True
    incident = ready_incident(created_by=reviewer)
    review.publish(incident, by=reviewer)
    assert stored(incident).status == "published"


def test_publishing_ends_what_was_one_s_own(reviewer):
    other = user_with_role("reviewer")
    incident = ready_incident(created_by=reviewer)
    review.publish(incident, by=other)
    review.revise(incident, by=other)
    review.publish(incident, by=reviewer)
    assert Publication.objects.live().get().version == 2


def test_an_incomplete_coding_is_refused_with_all_that_is_missing(reviewer):
    incident = IncidentFactory(status="in_review")
    with pytest.raises(Refused) as refusal:
        review.publish(incident, by=reviewer)
    assert len(refusal.value.problems) == 3
    assert stored(incident).status == "in_review"
    assert not ReviewEvent.objects.exists()


def test_an_embargo_holds_until_its_day(reviewer, time_machine_at):
    incident = ready_incident(embargo_until=dt.date(2022, 2, 1))
    time_machine_at("2022-01-31T23:59:00Z")
    with pytest.raises(Refused, match="embargo until 2022-02-01"):
        review.publish(incident, by=reviewer)
    time_machine_at("2022-02-01T00:01:00Z")
    review.publish(stored(incident), by=reviewer)
    assert stored(incident).status == "published"


@pytest.mark.parametrize("sensitivity", ["coarse", "hidden_place"])
def test_a_place_held_back_asks_for_confirmation(reviewer, sensitivity):
    incident = ready_incident(sensitivity=sensitivity)
    with pytest.raises(Refused, match="give nothing away"):
        review.publish(incident, by=reviewer)
    review.publish(stored(incident), by=reviewer, confirmed=True)
    assert stored(incident).status == "published"


def test_revising_leaves_the_live_version_up(reviewer):
    incident = published(reviewer)
    review.revise(incident, by=reviewer)
    assert stored(incident).status == "in_review"
    assert Publication.objects.live().count() == 1


def test_withdrawing_closes_every_version_with_a_public_reason(reviewer):
    incident = published(reviewer)
    review.revise(incident, by=reviewer)
    review.publish(incident, by=reviewer)
    review.withdraw(incident, by=reviewer, reason="The report was false.")
    assert stored(incident).status == "withdrawn"
    assert set(Publication.objects.values_list("state", "closed_reason")) == {("withdrawn", "The report was false.")}


def test_what_is_live_can_be_withdrawn_while_it_is_revised(reviewer):
    incident = published(reviewer)
    review.revise(incident, by=reviewer)
    review.send_back(incident, by=reviewer, reason="More sources")
    review.withdraw(incident, by=reviewer, reason="A source is in danger.")
    assert not Publication.objects.readable().exists()


def test_a_draft_that_was_never_public_cannot_be_withdrawn(reviewer):
    with pytest.raises(Refused, match="Nothing of this incident is public"):
        review.withdraw(IncidentFactory(), by=reviewer, reason="x")


def test_a_withdrawn_incident_comes_back_as_a_draft_and_its_old_versions_stay_closed(reviewer):
    incident = published(reviewer)
    review.withdraw(incident, by=reviewer, reason="Doubts")
    review.restore(incident, by=reviewer)
    assert stored(incident).status == "draft"
    review.submit(incident, by=reviewer)
    review.publish(incident, by=reviewer)
    assert list(Publication.objects.order_by("version").values_list("version", "state")) == [
        (1, "withdrawn"),
        (2, "live"),
    ]


def test_a_merged_incident_redirects(reviewer):
    incident, into = published(reviewer), published(reviewer)
    review.merge(incident, into=into, by=reviewer, reason="The same night")
    assert stored(incident).merged_into == into
    publication = Publication.objects.get(code=incident.code)
    assert (publication.state, publication.redirect_code) == ("merged", into.code)


def test_a_public_incident_is_not_merged_into_a_hidden_one(reviewer):
    incident, into = published(reviewer), IncidentFactory()
    with pytest.raises(Refused, match="not public"):
        review.merge(incident, into=into, by=reviewer)
    assert stored(incident).status == "published"


def test_an_incident_is_not_merged_into_itself_or_into_a_merged_one(reviewer):
    incident, into, other = IncidentFactory(), IncidentFactory(), IncidentFactory()
    with pytest.raises(Refused, match="into itself"):
        review.merge(incident, into=incident, by=reviewer)
    review.merge(into, into=other, by=reviewer)
    with pytest.raises(Refused, match=f"merge into {other.code} instead"):
        review.merge(incident, into=stored(into), by=reviewer)


def test_a_stale_reader_is_refused(reviewer):
    incident = ready_incident()
    seen_before = stored(incident)
    review.send_back(incident, by=reviewer, reason="x")
    with pytest.raises(StaleIncident):
        review.publish(seen_before, by=reviewer)


def test_a_save_since_the_reviewer_looked_makes_publishing_stale(reviewer):
    incident = ready_incident()
    Incident.objects.filter(pk=incident.pk).update(version=2)
    with pytest.raises(StaleIncident):
        review.publish(incident, by=reviewer)


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("submit", "in_review"),
        ("send_back", "draft"),
        ("publish", "draft"),
        ("revise", "draft"),
        ("restore", "published"),
    ],
)
def test_a_step_from_the_wrong_status_is_refused(reviewer, action, status):
    incident = IncidentFactory(status=status)
    options = {"reason": "x"} if action == "send_back" else {}
    with pytest.raises(Refused, match="cannot be done while"):
        getattr(review, action)(incident, by=reviewer, **options)


def test_an_inactive_user_may_do_nothing(reviewer):
    reviewer.is_active = False
    reviewer.save()
    assert review.actions_for(ready_incident(), user=type(reviewer).objects.get(pk=reviewer.pk)) == []


def test_the_steps_on_offer_follow_role_and_status(coder, reviewer):
    incident = ready_incident()
    assert review.actions_for(incident, user=reviewer) == ["send_back", "publish", "merge"]
    assert review.actions_for(incident, user=coder) == []


def test_many_are_published_at_once_each_with_its_event(reviewer):
    incidents = [ready_incident(), ready_incident()]
    review.publish_many(gather(incidents), by=reviewer, change_note="Imported")
    assert set(Incident.objects.values_list("status", flat=True)) == {"published"}
    assert ReviewEvent.objects.filter(action="publish", reason="Imported").count() == 2
    assert Publication.objects.live().count() == 2


def test_one_incomplete_coding_stops_all(reviewer):
    incidents = [ready_incident(), IncidentFactory(status="in_review", code="bare")]
    with pytest.raises(Refused, match="bare: "):
        review.publish_many(gather(incidents), by=reviewer)
    assert not Publication.objects.exists()


def test_steps_are_dated(reviewer):
    before = timezone.now()
    published(reviewer)
    assert ReviewEvent.objects.get().at >= before
