"""Are two coders' rows of one incident laid side by side as somebody would who reads both?"""

import pytest

from incidents.coding.authorship import PARTS
from incidents.coding.side_by_side import REQUIRED, TABLES, columns, lines
from incidents.models import CITED_RECORDS, Citation, ExternalId, Incident, PinnedFigure
from incidents.publishing import gather
from tests.factories import (
    ActorFactory,
    CasualtyCountFactory,
    IncidentFactory,
    InvolvementFactory,
    LocationFactory,
    NoteFactory,
    PlaceFactory,
    RelationFactory,
    SeriesFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
)


def test_every_table_that_coders_fill_is_aligned():
    not_aligned = {Citation, PinnedFigure, ExternalId}  # quotes go with their row; the others are not a coder's
    assert {table.model for table in TABLES.values()} == set(PARTS) - not_aligned
    assert set(TABLES) == set(CITED_RECORDS) - {"series"}  # a series is a table of its own


@pytest.mark.parametrize("name", TABLES)
def test_every_link_to_a_row_of_the_incident_is_known(name):
    parts = {table.model: each for each, table in TABLES.items()}
    links = {
        field.name: parts[field.related_model] for field in columns(TABLES[name].model) if field.related_model in parts
    }
    required = {field.name for field in columns(TABLES[name].model) if field.name in links and not field.null}
    assert TABLES[name].links == links
    assert required == ({REQUIRED[name]} if name in REQUIRED else set())
    assert set(links.values()) <= set(list(TABLES)[: list(TABLES).index(name) + 1])  # it comes after what it points to


@pytest.fixture
def two(db):
    return IncidentFactory(code="first"), IncidentFactory(code="second")


def aligned(two, **incidents):
    first, second = gather([Incident.objects.get(pk=each.pk) for each in two])
    return [(line.first, line.second, line.same) for line in lines(first, second, incidents=incidents.get("same", {}))]


def test_rows_that_say_the_same_are_one_line_and_nobodys_question(two):
    place = PlaceFactory()
    ours, theirs = (LocationFactory(incident=each, place=place) for each in two)
    assert aligned(two) == [(ours, theirs, True)]


def test_capitals_and_punctuation_of_free_text_do_not_count(two):
    ours = TargetFactory(incident=two[0], name="A school", note="Hit.")
    theirs = TargetFactory(incident=two[1], name="a  school.", note="hit")
    assert aligned(two) == [(ours, theirs, True)]


def test_one_place_in_two_roles_is_one_line_with_two_sides(two):
    place = PlaceFactory()
    ours = LocationFactory(incident=two[0], place=place, role="impact")
    theirs = LocationFactory(incident=two[1], place=place, role="target")
    assert aligned(two) == [(ours, theirs, False)]


def test_what_only_one_coder_has_is_a_line_of_its_own(two):
    ours, theirs = LocationFactory(incident=two[0]), LocationFactory(incident=two[1])
    assert aligned(two) == [(ours, None, False), (None, theirs, False)]


def test_a_likeness_takes_no_row_from_its_twin(two):
    four, two_mortars = (
        WeaponUseFactory(incident=two[0], count_kind="exact", low=4, best=4, high=4),
        WeaponUseFactory(incident=two[0], type="mortar"),
    )
    three = WeaponUseFactory(incident=two[1], count_kind="exact", low=3, best=3, high=3)
    also_four = WeaponUseFactory(incident=two[1], count_kind="exact", low=4, best=4, high=4)
    assert aligned(two) == [(four, also_four, True), (two_mortars, None, False), (None, three, False)]


def test_rows_that_point_to_the_same_row_are_the_same(two):
    place = PlaceFactory()
    found = []
    for incident in two:
        location = LocationFactory(incident=incident, place=place)
        salvo = WeaponUseFactory(incident=incident, origin=location)
        rocket = WeaponUseFactory(incident=incident, subset_of=salvo, note="That one.")
        statement = StatementFactory(incident=incident)
        found.append((location, salvo, rocket, statement, CasualtyCountFactory(incident=incident, statement=statement)))
    assert aligned(two) == [(ours, theirs, True) for ours, theirs in zip(*found, strict=True)]


def test_a_part_is_the_same_also_when_its_whole_is_put_differently(two):
    ours = WeaponUseFactory(incident=two[0], count_kind="exact", low=4, best=4, high=4)
    part = WeaponUseFactory(incident=two[0], type="mortar", subset_of=ours)
    other_part = WeaponUseFactory(incident=two[1], type="mortar")
    theirs = WeaponUseFactory(incident=two[1], count_kind="exact", low=3, best=3, high=3)
    other_part.subset_of = theirs
    other_part.save()
    assert aligned(two) == [(ours, theirs, False), (part, other_part, True)]


def test_a_row_that_points_to_another_row_is_not_the_same(two):
    ours = WeaponUseFactory(incident=two[0], origin=LocationFactory(incident=two[0]))
    theirs = WeaponUseFactory(incident=two[1], origin=LocationFactory(incident=two[1]))
    assert (ours, theirs, False) in aligned(two)


def test_two_statements_of_one_kind_by_two_people_are_two(two):
    army, embassy = ActorFactory(), ActorFactory()
    ours, theirs = (StatementFactory(incident=each, voice="named") for each in two)
    ours.speakers.add(army)
    theirs.speakers.add(embassy)
    assert aligned(two) == [(ours, None, False), (None, theirs, False)]
    theirs.speakers.add(army)
    assert aligned(two) == [(ours, theirs, False)]
    theirs.speakers.remove(embassy)
    assert aligned(two) == [(ours, theirs, True)]


def test_figures_of_two_accounts_are_two(two):
    speaker = ActorFactory()
    theirs = StatementFactory(incident=two[1], voice="named")
    theirs.speakers.add(speaker)
    ours = CasualtyCountFactory(incident=two[0])
    others = CasualtyCountFactory(incident=two[1], statement=theirs)
    assert (ours, None, False) in aligned(two)
    assert (None, others, False) in aligned(two)


def test_relations_lead_to_the_same_incident_when_its_two_codings_are_paired(two):
    our_other, their_other = IncidentFactory(), IncidentFactory()
    ours = RelationFactory(incident=two[0], kind="same_operation", to_series=None, to_incident=our_other)
    theirs = RelationFactory(incident=two[1], kind="same_operation", to_series=None, to_incident=their_other)
    assert aligned(two) == [(ours, None, False), (None, theirs, False)]
    assert aligned(two, same={their_other.pk: our_other.pk}) == [(ours, theirs, True)]


def test_every_row_stands_in_exactly_one_line(two):
    place, actor, series = PlaceFactory(), ActorFactory(), SeriesFactory()
    for incident, notes in zip(two, (1, 3), strict=True):
        LocationFactory(incident=incident, place=place)
        InvolvementFactory(incident=incident, actor=actor)
        RelationFactory(incident=incident, to_series=series)
        NoteFactory.create_batch(notes, incident=incident)
    found = aligned(two)
    assert len(found) == 6
    assert len([line for line in found if line[2]]) == 4


def test_a_loop_of_rows_ends(two):
    one, other = WeaponUseFactory.create_batch(2, incident=two[1])
    for row, whole in ((one, other), (other, one)):
        row.subset_of = whole
        row.save()
    assert len(aligned(two)) == 2
