"""Does undoing a gesture put back what it wrote, and nothing that somebody else has changed since?"""

import pytest

from incidents.coding.steps import ChangedSince, Recorder, keep, last_step, state_of, undo
from incidents.models import Citation, Incident, Location, Statement, Step
from tests.factories import (
    ActorFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    StatementFactory,
    UserFactory,
    WeaponUseFactory,
)

pytestmark = pytest.mark.django_db


def step(incident, recorder, label="A gesture") -> Step:
    kept = keep(incident, recorder, kind="desk", label=label)
    assert kept is not None
    return kept


def test_undoing_a_new_row_deletes_it():
    incident, recorder = IncidentFactory(), Recorder(by=UserFactory())
    recorder.save(WeaponUseFactory.build(incident=incident))
    undo(step(incident, recorder), by=recorder.by)
    assert not incident.weapons.exists()


def test_undoing_a_change_puts_the_old_values_back():
    incident, recorder = IncidentFactory(date_edtf="2022-01-13", title="Rockets"), Recorder(by=UserFactory())
    incident.date_edtf, incident.title = "2022-01", "Drones"
    recorder.save(incident)
    undo(step(incident, recorder), by=recorder.by)
    stored = Incident.objects.get()
    assert (stored.date_edtf, stored.date_earliest.isoformat(), stored.title) == ("2022-01-13", "2022-01-13", "Rockets")


def test_undoing_a_deletion_brings_the_row_back_under_its_key_with_its_quotes():
    incident, recorder = IncidentFactory(), Recorder(by=UserFactory())
    location = LocationFactory(incident=incident, latitude="33.300001", longitude="44.4")
    citation = CitationFactory(incident=incident, location=location)
    location.refresh_from_db()
    before = state_of(location)
    recorder.delete(citation)
    recorder.delete(location)
    undo(step(incident, recorder), by=recorder.by)
    assert state_of(Location.objects.get(pk=before and Location.objects.get().pk)) == before
    assert Citation.objects.get().location == Location.objects.get()


def test_links_to_many_rows_come_back_too():
    incident, recorder, cleric, army = IncidentFactory(), Recorder(by=UserFactory()), ActorFactory(), ActorFactory()
    statement = StatementFactory(incident=incident)
    statement.speakers.set([cleric])
    recorder.save(statement, links={"speakers": [army.pk]})
    assert list(Statement.objects.get().speakers.all()) == [army]
    undo(step(incident, recorder), by=recorder.by)
    assert list(Statement.objects.get().speakers.all()) == [cleric]


def test_what_somebody_has_changed_since_is_not_overwritten():
    incident, recorder = IncidentFactory(title="Rockets"), Recorder(by=UserFactory())
    weapon = WeaponUseFactory.build(incident=incident)
    recorder.save(weapon)
    incident.title = "Drones"
    recorder.save(incident)
    done = step(incident, recorder)
    weapon.model = "Katyusha"
    weapon.save()
    with pytest.raises(ChangedSince):
        undo(done, by=recorder.by)
    assert Incident.objects.get().title == "Drones", "all or nothing"
    assert Step.objects.get().undone_at is None


def test_a_step_raises_the_version_when_it_is_undone():
    incident, recorder = IncidentFactory(), Recorder(by=UserFactory())
    recorder.save(WeaponUseFactory.build(incident=incident))
    undo(step(incident, recorder), by=recorder.by)
    assert Incident.objects.get().version == 2


def test_a_gesture_that_changed_nothing_is_no_step():
    incident, recorder = IncidentFactory(), Recorder(by=UserFactory())
    recorder.save(incident)
    assert keep(incident, recorder, kind="desk", label="Nothing") is None


def test_the_history_says_who_did_it_and_who_undid_it():
    incident, coder, reviewer = IncidentFactory(), UserFactory(), UserFactory()
    recorder = Recorder(by=coder, reason="At the desk")
    incident.title = "Drones"
    recorder.save(incident)
    undo(step(incident, recorder, "Title"), by=reviewer)
    told = [(each.history_user, each.history_change_reason) for each in incident.history.order_by("history_id")]
    assert told[-2:] == [(coder, "At the desk"), (reviewer, "Undone: Title")]


def test_the_last_step_is_the_latest_of_this_person_that_still_stands():
    incident, coder, other = IncidentFactory(), UserFactory(), UserFactory()
    steps = []
    for person, title in ((coder, "One"), (coder, "Two"), (other, "Three")):
        recorder = Recorder(by=person)
        incident.title = title
        recorder.save(incident)
        steps.append(step(incident, recorder, title))
    assert last_step(incident, by=coder) == steps[1]
    assert last_step(incident, by=UserFactory()) is None
