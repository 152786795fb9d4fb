"""Do chosen rows come into the coding that stays, with their links, and let go of what is dropped?"""

import pytest

from incidents.coding.review import Refused
from incidents.models import CasualtyCount, Incident, Location, Statement, WeaponUse
from tests.factories import (
    ActorFactory,
    CasualtyCountFactory,
    IncidentFactory,
    LocationFactory,
    PlaceFactory,
    RelationFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
)
from tests.incidents.coding.codings import decided, two_codings

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return two_codings()


def test_a_row_only_the_second_coder_has_is_copied_and_stays_in_their_coding(two):
    first, second = two
    theirs = LocationFactory(incident=second, relation_text="across the street")
    kept = decided(first, keep={theirs: "second"})
    [copy] = kept.locations.all()
    assert (copy.place, copy.relation_text, copy.is_primary) == (theirs.place, "across the street", True)
    assert list(second.locations.all()) == [theirs]


def test_what_is_not_chosen_is_left_out_and_what_is_dropped_goes(two):
    first, second = two
    ours = TargetFactory(incident=first)
    LocationFactory(incident=second)
    kept = decided(first, keep={ours: "none"})
    assert not kept.locations.exists()
    assert not kept.targets.exists()
    assert kept.targets.model.history.filter(id=ours.pk).first().history_type == "-"


def test_a_row_that_takes_the_place_of_another_keeps_what_points_there(two):
    first, second = two
    ours = WeaponUseFactory(incident=first, count_kind="exact", low=4, best=4, high=4)
    part = WeaponUseFactory(incident=first, type="mortar", subset_of=ours)
    theirs = WeaponUseFactory(incident=second, count_kind="exact", low=3, best=3, high=3)
    kept = decided(first, keep={theirs: "second"})
    ours.refresh_from_db()
    assert (
        ours.best,
        kept.weapons.count() if hasattr(kept, "weapons") else WeaponUse.objects.filter(incident=kept).count(),
    ) == (3, 2)
    assert WeaponUse.objects.get(pk=part.pk).subset_of == ours


def test_both_sides_of_a_line_can_be_kept(two):
    first, second = two
    ours = WeaponUseFactory(incident=first, note="At the gate.")
    theirs = WeaponUseFactory(incident=second, note="At the school.")
    kept = decided(first, keep={theirs: "both"})
    notes = WeaponUse.objects.filter(incident=kept).order_by("id").values_list("note", flat=True)
    assert list(notes) == [ours.note, theirs.note]


def test_copied_rows_point_to_copied_rows_and_to_rows_that_mean_the_same(two):
    first, second = two
    place = PlaceFactory()
    ours = LocationFactory(incident=first, place=place)
    launch = LocationFactory(incident=second, is_primary=False, role="launch")
    salvo = WeaponUseFactory(incident=second, origin=launch, endpoint=LocationFactory(incident=second, place=place))
    rocket = WeaponUseFactory(incident=second, subset_of=salvo, target=TargetFactory(incident=second))
    kept = decided(first, keep=dict.fromkeys((launch, salvo, rocket), "second"))
    whole, part = WeaponUse.objects.filter(incident=kept).order_by("id")
    assert whole.endpoint == ours
    assert whole.origin.role == "launch"
    assert whole.origin.incident == kept
    assert part.subset_of == whole
    assert part.target is None  # the target was not kept


def test_a_statement_comes_with_its_speakers_the_accused_and_its_figures(two):
    first, second = two
    speaker, accused = ActorFactory.create_batch(2)
    theirs = StatementFactory(incident=second, kind="accusation", voice="named", wording="asserted")
    theirs.speakers.add(speaker)
    theirs.accused.add(accused)
    figure = CasualtyCountFactory(incident=second, statement=theirs)
    kept = decided(first, keep={theirs: "second", figure: "second"})
    statement = Statement.objects.get(incident=kept)
    assert (list(statement.speakers.all()), list(statement.accused.all())) == ([speaker], [accused])
    assert CasualtyCount.objects.get(incident=kept).statement == statement


def test_speakers_of_a_replaced_statement_are_replaced(two):
    first, _ = two
    one, other = ActorFactory.create_batch(2)
    ours, theirs = (StatementFactory(incident=each, voice="named") for each in two)
    ours.speakers.add(one)
    theirs.speakers.add(one, other)
    decided(first, keep={theirs: "second"})
    assert set(ours.speakers.all()) == {one, other}


def test_a_figure_without_its_statement_is_refused(two):
    first, second = two
    theirs = CasualtyCountFactory(incident=second)
    with pytest.raises(Refused, match="rests on a statement that is not kept"):
        decided(first, keep={theirs: "second"})
    assert not CasualtyCount.objects.filter(incident=first).exists()


def test_a_statement_is_not_dropped_from_under_a_figure_that_stays(two):
    first, _ = two
    ours = CasualtyCountFactory(incident=first)
    with pytest.raises(Refused, match="rests on a statement that is not kept"):
        decided(first, keep={ours.statement: "none"})
    decided(first, keep={ours.statement: "none", ours: "none"})
    assert not Statement.objects.filter(incident=first).exists()


def test_what_stays_lets_go_of_what_is_dropped_and_its_history_says_so(two):
    first, _ = two
    location = LocationFactory(incident=first)
    salvo = WeaponUseFactory(incident=first, origin=location, target=TargetFactory(incident=first, location=location))
    decided(first, keep={location: "none"})
    salvo.refresh_from_db()
    assert (salvo.origin, salvo.target.location) == (None, None)
    assert [each.origin_id for each in salvo.history.order_by("history_id")][-2:] == [location.pk, None]


def test_of_two_primary_locations_the_first_coders_stays_so(two):
    first, second = two
    ours, theirs = LocationFactory(incident=first), LocationFactory(incident=second)
    kept = decided(first, keep={theirs: "second"})
    assert [(each.place, each.is_primary) for each in kept.locations.all()] == [
        (ours.place, True),
        (theirs.place, False),
    ]


def test_the_second_coders_primary_location_takes_the_place_of_one_that_is_dropped(two):
    first, second = two
    ours, theirs = LocationFactory(incident=first), LocationFactory(incident=second)
    kept = decided(first, keep={ours: "none", theirs: "second"})
    assert [(each.place, each.is_primary) for each in kept.locations.all()] == [(theirs.place, True)]


def test_which_location_is_primary_can_change_between_two_that_both_have(two):
    first, second = two
    embassy, school = PlaceFactory.create_batch(2)
    LocationFactory(incident=first, place=embassy)
    LocationFactory(incident=first, place=school, is_primary=False)
    theirs = [LocationFactory(incident=second, place=embassy, is_primary=False)]
    theirs.append(LocationFactory(incident=second, place=school))
    kept = decided(first, keep=dict.fromkeys(theirs, "second"))
    assert {each.place: each.is_primary for each in kept.locations.all()} == {embassy: False, school: True}
    assert Location.objects.filter(incident=kept).count() == 2


def test_a_relation_leads_to_what_is_kept_of_the_other_incident(two):
    first, second = two
    elsewhere = IncidentFactory()
    theirs = RelationFactory(incident=second, kind="follow_up_to", to_series=None, to_incident=elsewhere)
    kept = decided(first, keep={theirs: "second"})
    assert [each.to_incident for each in kept.relations.all()] == [elsewhere]


def test_a_relation_that_would_lead_to_itself_is_refused(two):
    first, second = two
    theirs = RelationFactory(incident=second, kind="follow_up_to", to_series=None, to_incident=first)
    with pytest.raises(Refused, match="cannot be related to itself"):
        decided(first, keep={theirs: "second"})


def test_rows_that_do_not_fit_together_are_refused_and_nothing_is_written(two):
    first, second = two
    one = {"count_kind": "exact", "low": 1, "best": 1, "high": 1}
    whole, theirs = (WeaponUseFactory(incident=each, **one) for each in two)
    WeaponUseFactory(incident=first, type="mortar", subset_of=whole, note="At the gate.", **one)
    part = WeaponUseFactory(incident=second, type="mortar", subset_of=theirs, **one)
    with pytest.raises(Refused, match="The parts add up to 2"):
        decided(first, keep={part: "both"})
    assert WeaponUse.objects.filter(incident=first).count() == 2
    assert Incident.objects.get(pk=second.pk).status == "draft"
