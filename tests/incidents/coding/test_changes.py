"""Does the comparison with the last published version say what readers would see anew, and nothing else?"""

import datetime as dt

import pytest

from incidents.coding import changes
from incidents.coding.changes import since_publication
from incidents.models import Incident, Location, Publication
from incidents.publishing import gather, write
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    NoteFactory,
    PinnedFigureFactory,
    PlaceFactory,
    RelationFactory,
    SeriesFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
    ready_incident,
)

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2022, 2, 1, 12, tzinfo=dt.UTC)


def publish(incident):
    return write(gather([incident]), by=None, at=NOON, change_note="")[0]


def found(incident):
    return since_publication(gather([Incident.objects.get(pk=incident.pk)])[0])


def told(change):
    return [(each.label, each.old, each.new) for each in change.fields]


def rows(found):
    return [(each.kind, each.action, each.name) for each in found.rows]


def test_what_was_never_published_has_nothing_to_be_compared_with():
    assert found(IncidentFactory()) is None


def test_what_was_published_just_now_has_not_changed():
    incident = ready_incident()
    publish(incident)
    result = found(incident)
    assert (result.version, result.state, result.published_at, result.count) == (1, "live", NOON, 0)


def test_a_field_is_told_in_the_labels_of_the_codebook_and_the_words_of_a_date():
    incident = ready_incident()
    publish(incident)
    Incident.objects.update(attack_type="uav_attack", date_edtf="2022-01", verification="single_origin",
                            verification_note="One account.")  # fmt: skip
    assert told(found(incident)) == [
        ("attack type", "Rockets, mortars, artillery, missiles", "Drone attack"),
        ("date", "13 January 2022", "some day in January 2022"),
        ("verification", "Not assessed", "Single origin"),
        ("verification note", "", "One account."),
    ]


def test_a_changed_row_tells_which_of_its_values_changed():
    incident = ready_incident()
    location = incident.locations.get()
    weapon = WeaponUseFactory(incident=incident, count_kind="exact", low=4, best=4, high=4)
    publish(incident)
    Location.objects.update(precision="site", relation_text="opposite")
    weapon.low = weapon.best = weapon.high = 3
    weapon.save()
    result = found(incident)
    assert rows(result) == [
        ("location", "changed", f"Occurred here: {location.place.name}"),
        ("weapon use", "changed", "3 Rocket (unguided) (attacker)"),
    ]
    assert told(result.rows[0]) == [
        ("precision", "Town or village", "Site"), ("relation to the place", "", "opposite"),
        ("radius (m)", "5000", "1000"),
    ]  # fmt: skip
    assert told(result.rows[1]) == [("number", "4", "3")]


def test_rows_that_stay_are_not_told_when_one_before_them_goes():
    """References are numbered by place: a row that goes moves all that follow it."""
    incident = ready_incident()
    first = TargetFactory(incident=incident, name="A school")
    TargetFactory(incident=incident, name="A house", type="residential")
    TargetFactory(incident=incident, name="A shop", type="business")
    publish(incident)
    first.delete()
    assert rows(found(incident)) == [("target", "removed", "A school")]


def test_a_row_that_points_to_a_row_that_moved_has_not_changed():
    incident = ready_incident()
    gone = LocationFactory(incident=incident, is_primary=False, role="launch", place=PlaceFactory(name="Dora"))
    kept = LocationFactory(incident=incident, is_primary=False, role="impact", place=PlaceFactory(name="Karrada"))
    TargetFactory(incident=incident, location=kept)
    whole = WeaponUseFactory(incident=incident)
    WeaponUseFactory(incident=incident, subset_of=whole, type="mortar", origin=kept)
    publish(incident)
    gone.delete()
    assert rows(found(incident)) == [("location", "removed", "Launch: Dora")]


def test_a_row_that_points_to_another_row_now_says_so_by_their_names():
    incident = ready_incident()
    one = LocationFactory(incident=incident, is_primary=False, role="launch", place=PlaceFactory(name="Dora"))
    other = LocationFactory(incident=incident, is_primary=False, role="launch", place=PlaceFactory(name="Karrada"))
    weapon = WeaponUseFactory(incident=incident, origin=one)
    publish(incident)
    weapon.origin = other
    weapon.save()
    (change,) = found(incident).rows
    assert told(change) == [("origin", "Launch: Dora", "Launch: Karrada")]


def test_equal_rows_are_counted():
    incident = ready_incident()
    twin = NoteFactory(incident=incident)
    NoteFactory(incident=incident)
    publish(incident)
    twin.delete()
    assert rows(found(incident)) == [("note", "removed", "Context: A government was being formed.")]


def test_who_speaks_and_who_is_accused_are_told_by_name():
    incident = ready_incident()
    statement = StatementFactory(incident=incident, kind="accusation", voice="named", wording="asserted")
    statement.speakers.add(ActorFactory(name="The army", kind="state_force"))
    publish(incident)
    statement.accused.add(ActorFactory(name="Militias", kind="label"))
    (change,) = found(incident).rows
    assert change.name == "Accusation: The army"
    assert told(change) == [("accused", "", "Militias")]


def test_responsibility_follows_from_the_statements_and_is_told():
    incident = ready_incident()
    publish(incident)
    StatementFactory(incident=incident, kind="claim_of_responsibility", voice="anonymous", wording="asserted")
    result = found(incident)
    assert told(result) == [("responsibility", "Not stated", "Admitted")]
    assert rows(result) == [("statement", "added", "Claim of responsibility: Anonymous")]


def test_of_another_place_the_name_says_enough():
    incident = ready_incident()
    incident.locations.update(place=PlaceFactory(name="Dora", pcode="IQ1"))
    publish(incident)
    incident.locations.update(place=PlaceFactory(name="Karrada", pcode="IQ2", parent=PlaceFactory()))
    (change,) = found(incident).rows
    assert told(change) == [("place", "Dora", "Karrada")]


def test_a_figure_is_told_in_words():
    incident = ready_incident()
    publish(incident)
    count = incident.casualty_counts.get()
    count.low = count.best = count.high = 3
    count.save()
    (figure,) = found(incident).figures
    assert (figure.name, figure.action, told(figure)) == (
        "Injured", "changed", [("figure", "2 injured", "3 injured")],
    )  # fmt: skip


def test_quotes_are_told_with_what_they_are_for():
    incident = ready_incident()
    location = incident.locations.get()
    publish(incident)
    incident.citations.get(location=location).delete()
    article = ArticleFactory(text="It fell in the Dora quarter.", title="Late news")
    CitationFactory(incident=incident, article=article, location=location, field="place", exact="in the Dora quarter")
    result = found(incident)
    place = f"Occurred here: {location.place.name}"
    assert [(each.action, each.name) for each in result.quotes] == [
        ("added", f"“in the Dora quarter” for {place}, place"),
        ("removed", f"“in Baghdad” for {place}"),
    ]
    assert rows(result)[0][:2] == ("article", "added")


def test_a_quote_that_bears_on_another_stance_is_changed():
    incident = ready_incident()
    publish(incident)
    citation = incident.citations.get(field="attack_type")
    citation.stance, citation.value = "contradicts", "mortars"
    citation.save()
    (quote,) = found(incident).quotes
    assert (quote.action, told(quote)) == (
        "changed", [("stance", "Supports", "Contradicts"), ("value", "", "mortars")],
    )  # fmt: skip


def test_a_relation_is_told_with_its_series():
    incident = ready_incident()
    publish(incident)
    RelationFactory(incident=incident, to_series=SeriesFactory(name="January attacks"))
    assert rows(found(incident)) == [
        ("series", "added", "January attacks"),
        ("relation", "added", "Part of a series January attacks"),
    ]


def test_what_analysts_keep_to_themselves_is_no_change():
    incident = ready_incident()
    publish(incident)
    Incident.objects.update(embargo_until="2099-01-01", version=9, status="in_review")
    assert found(incident).count == 0


def test_a_corrected_shared_table_is_a_change_of_the_record():
    incident = ready_incident()
    place = incident.locations.get().place
    publish(incident)
    place.pcode = "IQG08"
    place.save()
    (change,) = found(incident).rows
    assert told(change) == [("place, P-code", "", "IQG08")]


def test_a_pin_outside_its_range_is_a_problem_and_no_error():
    incident = ready_incident()
    publish(incident)
    PinnedFigureFactory(incident=incident, best=9)
    assert found(incident).problem.startswith("It cannot be published: ")


def test_a_version_that_was_emptied_has_nothing_to_be_compared_with():
    incident = ready_incident()
    publish(incident)
    Publication.objects.update(state="blanked", document="", closed_at=NOON)
    assert (found(incident).problem, found(incident).count) == ("That version has been emptied.", 0)


def test_long_lists_are_compared_fast():
    """Two hundred toll lines that all differ in one value: paired by likeness, in the order they stand."""
    incident = ready_incident()
    statement = incident.statements.get()
    for number in range(60):
        CasualtyCountFactory(incident=incident, statement=statement, of_which=True, number_text=f"line {number}")
    publish(incident)
    for count in incident.casualty_counts.exclude(number_text=""):
        count.mechanism = "blast"
        count.save()
    result = found(incident)
    assert len(result.rows) == 60
    assert {each.action for each in result.rows} == {"changed"}
    assert {tuple(told(each)) for each in result.rows} == {(("mechanism", "", "Blast"),)}


def test_every_list_of_the_document_is_compared():
    document = changes.preview(gather([ready_incident()])[0])
    lists = {key for key, value in document.items() if isinstance(value, list)}
    assert lists == {*changes.SECTIONS, "cells"}
