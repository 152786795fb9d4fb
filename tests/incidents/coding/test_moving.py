"""Is every field and every row of two merged incidents where its rule says, and every quote still true?"""

import pytest

from incidents.coding import merging
from incidents.coding.review import Refused
from incidents.exchange.ged.judgement import SCHEME
from incidents.models import (
    CasualtyCount,
    Comment,
    ConfidentialNote,
    Incident,
    Location,
    Note,
    PinnedFigure,
    Prefill,
    Relation,
    WeaponUse,
)
from tests.factories import (
    CasualtyCountFactory,
    CitationFactory,
    ExternalIdFactory,
    IncidentFactory,
    LocationFactory,
    PinnedFigureFactory,
    PlaceFactory,
    RelationFactory,
    WeaponUseFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return user_with_role("reviewer")


def stored(incident: Incident) -> Incident:
    return Incident.objects.get(pk=incident.pk)


# What becomes of fields


def test_the_targets_value_stays_and_what_it_does_not_say_is_taken(reviewer):
    source = IncidentFactory(
        title="Rockets", summary="Four rockets.", attack_type="uav_attack", violence_type="one_sided"
    )
    target = IncidentFactory(title="Drones", summary="", attack_type="unknown")
    merging.merge(source, into=target, by=reviewer)
    target = stored(target)
    assert (target.title, target.summary, target.attack_type) == ("Drones", "Four rockets.", "uav_attack")
    assert target.violence_type == "one_sided"


def test_a_chosen_value_of_the_source_is_taken(reviewer):
    source, target = IncidentFactory(title="Rockets", date_edtf="2022-01-14"), IncidentFactory(title="Drones")
    merging.merge(source, into=target, by=reviewer, choices={"title": "source", "date_edtf": "source"})
    target = stored(target)
    assert (target.title, target.date_edtf, target.date_earliest.isoformat()) == ("Rockets", "2022-01-14", "2022-01-14")


@pytest.mark.parametrize("choices", [{"title": "both"}, {"code": "source"}, {"stage": "source"}])
def test_what_is_no_choice_is_refused(reviewer, choices):
    source, target = IncidentFactory(title="Rockets"), IncidentFactory(title="Drones")
    with pytest.raises(Refused, match="no choice between these two"):
        merging.merge(source, into=target, by=reviewer, choices=choices)
    assert stored(source).status == "draft"


def test_the_time_of_day_is_taken_as_a_whole(reviewer):
    source = IncidentFactory(time_kind="exact", time_start="21:30", time_text="half past nine")
    target = IncidentFactory(time_kind="part_of_day", part_of_day="evening")
    merging.merge(source, into=target, by=reviewer, choices={"time_kind": "source"})
    target = stored(target)
    assert (target.time_kind, target.part_of_day, target.time_text) == ("exact", "", "half past nine")


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"), [("open", "coarse", "coarse"), ("hidden_place", "open", "hidden_place")]
)
def test_the_more_careful_sensitivity_is_kept(reviewer, mine, theirs, kept):
    source, target = IncidentFactory(sensitivity=theirs), IncidentFactory(sensitivity=mine)
    merging.merge(source, into=target, by=reviewer)
    assert stored(target).sensitivity == kept


def test_the_later_embargo_is_kept(reviewer):
    source, target = IncidentFactory(embargo_until="2022-03-01"), IncidentFactory(embargo_until="2022-02-01")
    merging.merge(stored(source), into=stored(target), by=reviewer)
    assert stored(target).embargo_until.isoformat() == "2022-03-01"


# What becomes of quotes


def test_a_quote_for_a_value_that_is_not_kept_contradicts_with_what_it_says(reviewer):
    source, target = IncidentFactory(date_edtf="2022-01-14"), IncidentFactory(date_edtf="2022-01-13")
    citation = CitationFactory(incident=source, field="date_edtf")
    kept = CitationFactory(incident=target, field="date_edtf")
    merging.merge(source, into=target, by=reviewer)
    citation.refresh_from_db()
    kept.refresh_from_db()
    assert (citation.incident, citation.stance, citation.value) == (target, "contradicts", "14 January 2022")
    assert (kept.stance, kept.value) == ("supports", "")


def test_a_quote_of_the_target_contradicts_where_the_sources_value_is_chosen(reviewer):
    source, target = IncidentFactory(attack_type="uav_attack"), IncidentFactory(attack_type="indirect_fire")
    ours = CitationFactory(incident=target, field="attack_type")
    theirs = CitationFactory(incident=source, field="attack_type")
    merging.merge(source, into=target, by=reviewer, choices={"attack_type": "source"})
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.stance, ours.value) == ("contradicts", "Rockets, mortars, artillery, missiles")
    assert theirs.stance == "supports"


def test_a_quote_for_a_value_both_have_stays_as_it_is(reviewer):
    citation = CitationFactory(field="attack_type")
    merging.merge(citation.incident, into=IncidentFactory(), by=reviewer)
    citation.refresh_from_db()
    assert (citation.stance, citation.value) == ("supports", "")


def test_a_quote_that_differed_at_the_source_supports_where_the_target_says_the_same(reviewer):
    source, target = IncidentFactory(date_edtf="2022-01-14"), IncidentFactory(date_edtf="2022-01-13")
    citation = CitationFactory(incident=source, field="date_edtf", stance="contradicts", value="2022-01-13")
    merging.merge(source, into=target, by=reviewer)
    citation.refresh_from_db()
    assert (citation.stance, citation.value) == ("supports", "")


def test_a_vaguer_quote_and_one_that_gives_its_own_value_keep_it(reviewer):
    source, target = IncidentFactory(date_edtf="2022-01-14"), IncidentFactory(date_edtf="2022-01-13")
    vague = CitationFactory(incident=source, field="date_edtf", stance="compatible", value="January")
    own = CitationFactory(incident=source, field="date_edtf", value="Friday")
    merging.merge(source, into=target, by=reviewer)
    vague.refresh_from_db()
    own.refresh_from_db()
    assert (vague.stance, vague.value) == ("compatible", "January")
    assert (own.stance, own.value) == ("contradicts", "Friday")


# What becomes of rows


def test_one_location_stays_primary(reviewer):
    ours, theirs = LocationFactory(), LocationFactory()
    merging.merge(theirs.incident, into=ours.incident, by=reviewer)
    assert list(Location.objects.order_by("pk").values_list("incident", "is_primary")) == [
        (ours.incident_id, True),
        (ours.incident_id, False),
    ]


def test_the_primary_location_can_be_chosen(reviewer):
    ours, theirs = LocationFactory(), LocationFactory()
    merging.merge(theirs.incident, into=ours.incident, by=reviewer, choices={"primary_location": "source"})
    assert Location.objects.get(is_primary=True) == theirs


def test_the_sources_primary_location_stays_primary_where_the_target_has_none(reviewer):
    target, theirs = IncidentFactory(), LocationFactory()
    merging.merge(theirs.incident, into=target, by=reviewer)
    assert target.locations.get(is_primary=True) == theirs


def test_a_row_that_says_the_same_becomes_one_with_the_targets_and_takes_its_quotes_there(reviewer):
    place = PlaceFactory()
    ours, theirs = LocationFactory(place=place), LocationFactory(place=place)
    shell = WeaponUseFactory(incident=theirs.incident, endpoint=theirs)
    quote = CitationFactory(incident=theirs.incident, location=theirs)
    comment = Comment.objects.create(incident=theirs.incident, record=f"location-{theirs.pk}", body="?", by=reviewer)
    merging.merge(theirs.incident, into=ours.incident, by=reviewer)
    for row in (shell, quote, comment):
        row.refresh_from_db()
    assert list(Location.objects.all()) == [ours]
    assert (shell.endpoint, quote.location, comment.record) == (ours, ours, f"location-{ours.pk}")


def test_an_equal_row_that_was_primary_makes_the_targets_primary_where_it_has_none(reviewer):
    place = PlaceFactory()
    ours, theirs = LocationFactory(place=place, is_primary=False), LocationFactory(place=place)
    merging.merge(theirs.incident, into=ours.incident, by=reviewer)
    assert Location.objects.get() == ours
    assert Location.objects.get().is_primary


def test_equal_munition_groups_with_their_parts_become_one_and_come_back(reviewer):
    source, target = IncidentFactory(), IncidentFactory()
    for incident in (source, target):
        salvo = WeaponUseFactory(incident=incident, count_kind="exact", low=4, best=4, high=4)
        part = WeaponUseFactory(incident=incident, count_kind="exact", low=1, best=1, high=1, subset_of=salvo)
        CasualtyCountFactory(incident=incident, scope=part)
    step = merging.merge(source, into=target, by=reviewer)
    assert WeaponUse.objects.count() == 2
    assert set(CasualtyCount.objects.values_list("scope", "incident")) == {
        (target.weapons.get(subset_of__isnull=False).pk, target.pk)
    }
    merging.unmerge(step, by=reviewer)
    assert [incident.weapons.count() for incident in (source, target)] == [2, 2]
    assert all(count.scope.incident == count.incident for count in CasualtyCount.objects.all())


def test_statements_and_tolls_are_never_made_one(reviewer):
    ours, theirs = CasualtyCountFactory(), CasualtyCountFactory()
    merging.merge(theirs.incident, into=ours.incident, by=reviewer)
    assert ours.incident.statements.count() == 2
    assert ours.incident.casualty_counts.count() == 2


@pytest.mark.parametrize(("chosen", "kept", "told"), [("target", 2, 3), ("source", 3, 2)])
def test_one_pinned_figure_a_cell_is_kept_and_a_note_tells_of_the_other(reviewer, chosen, kept, told):
    ours, theirs = PinnedFigureFactory(best=2), PinnedFigureFactory(best=3, reason="The ministry's list.")
    choices = {"pinned-injured-all": chosen}
    merging.merge(theirs.incident, into=ours.incident, by=reviewer, choices=choices)
    assert PinnedFigure.objects.get().best == kept
    assert PinnedFigure.objects.get().incident == ours.incident
    assert f"had set injured at {told}:" in Note.objects.get().body


def test_equal_pinned_figures_become_one_without_a_note(reviewer):
    ours, theirs = PinnedFigureFactory(), PinnedFigureFactory()
    merging.merge(theirs.incident, into=ours.incident, by=reviewer)
    assert PinnedFigure.objects.get() == ours
    assert not Note.objects.exists()


def test_external_ids_move_so_that_an_import_finds_the_target_and_overwrites_nothing(reviewer):
    found = ExternalIdFactory(scheme=SCHEME, value="5", imported_at_version=2)
    target = IncidentFactory()
    merging.merge(found.incident, into=target, by=reviewer)
    found.refresh_from_db()
    assert (found.incident, found.imported_at_version) == (target, None)


def test_a_tie_between_the_two_ends_and_its_quotes_stay_with_the_incident(reviewer):
    target = IncidentFactory()
    tie = RelationFactory(kind="duplicate_of", to_series=None, to_incident=target)
    quote = CitationFactory(incident=tie.incident, relation=tie, field="certainty")
    merging.merge(tie.incident, into=target, by=reviewer)
    quote.refresh_from_db()
    assert not Relation.objects.exists()
    assert (quote.incident, quote.bears_on(), quote.field) == (target, None, "")
    assert quote.comment


def test_ties_from_other_incidents_lead_to_the_target_and_not_twice(reviewer):
    source, target, third, fourth = IncidentFactory.create_batch(4)
    moved = RelationFactory(incident=third, kind="follow_up_to", to_series=None, to_incident=source)
    there = RelationFactory(incident=fourth, kind="same_operation", to_series=None, to_incident=target)
    twice = RelationFactory(
        incident=fourth, kind="same_operation", to_series=None, to_incident=source, certainty="possible"
    )
    quote = CitationFactory(incident=fourth, relation=twice)
    merging.merge(source, into=target, by=reviewer)
    quote.refresh_from_db()
    moved.refresh_from_db()
    assert moved.to_incident == target
    assert set(target.relations_here.all()) == {moved, there}
    assert quote.relation == there
    assert stored(third).version == stored(fourth).version == 2


def test_confidential_notes_follow_and_what_they_say_is_not_kept_in_the_step(reviewer):
    source, target = IncidentFactory(), IncidentFactory()
    note = ConfidentialNote.objects.create(incident=source, body="Her number is 0770.")
    step = merging.merge(source, into=target, by=reviewer)
    note.refresh_from_db()
    assert note.incident == target
    assert "0770" not in str(step.changes)


def test_the_mark_of_a_prefilled_value_goes_with_the_value(reviewer):
    source, target = IncidentFactory(title="Rockets", date_edtf="2022-01-14"), IncidentFactory(title="Drones")
    for incident in (source, target):
        for field in ("date_edtf", "title"):
            Prefill.objects.create(incident=incident, field=field, rule=f"of {incident.title}")
    merging.merge(source, into=target, by=reviewer, choices={"date_edtf": "source"})
    assert set(Prefill.objects.values_list("incident", "field", "rule")) == {
        (target.pk, "date_edtf", "of Rockets"),
        (target.pk, "title", "of Drones"),
    }


def test_a_guest_is_not_let_in_to_the_target(reviewer):
    source, target, guest = IncidentFactory(), IncidentFactory(), user_with_role("guest")
    source.assignments.create(user=guest, until="2099-01-01")
    merging.merge(source, into=target, by=reviewer)
    assert not target.assignments.exists()


def test_a_title_that_was_chosen_follows_the_facts_no_more(reviewer):
    source, target = IncidentFactory(title="Rockets"), IncidentFactory(title="Drones")
    Prefill.objects.create(incident=source, field="title", rule="From the type and the place.")
    merging.merge(source, into=target, by=reviewer, choices={"title": "source"})
    assert stored(target).title == "Rockets"
    assert not Prefill.objects.exists()
