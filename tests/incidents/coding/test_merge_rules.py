"""Has every field and table its rule, and is a choice offered exactly where two incidents differ?"""

import pytest

from incidents.coding.authorship import PARTS
from incidents.coding.merge_rules import FIELDS, TABLES, TOGETHER, Rule, adopted, choices_of, taken_from_source
from incidents.models import Comment, ConfidentialNote, Incident, Prefill
from incidents.models.incident import UNTITLED
from tests.factories import IncidentFactory, LocationFactory, PinnedFigureFactory


def test_every_field_of_an_incident_has_its_rule():
    assert set(FIELDS) == {each.name for each in (*Incident._meta.fields, *Incident._meta.many_to_many)}


def test_every_table_that_points_to_an_incident_has_its_rule():
    pointing = {
        (link.related_model, link.field.name)
        for link in Incident._meta.get_fields(include_hidden=True)
        if link.auto_created and link.is_relation and not link.related_model.__name__.startswith("Historical")
    }
    assert set(TABLES) == pointing


def test_the_rows_of_every_part_move():
    moving = {model for (model, link), rule in TABLES.items() if link == "incident" and rule is not Rule.STAY}
    assert moving == {*PARTS, Comment, ConfidentialNote, Prefill}


def test_fields_that_go_together_are_all_chosen():
    assert {FIELDS[name] for unit in TOGETHER for name in unit} == {Rule.CHOOSE}


@pytest.mark.django_db
def test_two_that_say_the_same_leave_nothing_to_choose():
    assert choices_of(IncidentFactory(), IncidentFactory()) == []


@pytest.mark.django_db
def test_what_differs_is_told_in_words_with_the_side_that_is_kept():
    source = IncidentFactory(
        title="Rockets", summary="Four.", attack_type="clash", date_edtf="2022-01", time_kind="part_of_day",
        part_of_day="night",
    )  # fmt: skip
    target = IncidentFactory(title="Drones", summary="", attack_type="unknown")
    found = [(each.name, each.label, each.target, each.source, each.keep) for each in choices_of(source, target)]
    assert found == [
        ("title", "title", "Drones", "Rockets", "target"),
        ("summary", "summary", "", "Four.", "source"),
        ("attack_type", "attack type", "Not known", "Armed clash", "source"),
        ("date_edtf", "date", "13 January 2022", "some day in January 2022", "target"),
        ("time_kind", "time of day", "", "Part of the day; Night", "source"),
    ]


@pytest.mark.django_db
def test_a_draft_without_a_title_takes_the_others():
    (title,) = choices_of(IncidentFactory(title="Rockets"), IncidentFactory(title=UNTITLED))
    assert title.keep == "source"


@pytest.mark.django_db
def test_two_primary_places_and_two_pins_of_one_cell_are_chosen_between():
    source, target = IncidentFactory(), IncidentFactory()
    for incident, best in ((source, 3), (target, 2)):
        LocationFactory(incident=incident)
        PinnedFigureFactory(incident=incident, best=best)
    assert [each.name for each in choices_of(source, target)] == ["primary_location", "pinned-injured-all"]


@pytest.mark.django_db
def test_a_choice_overrules_what_would_be_kept_and_an_unknown_one_is_an_error():
    source, target = IncidentFactory(title="Rockets", summary="Four."), IncidentFactory(title="Drones", summary="")
    found = choices_of(source, target)
    assert taken_from_source(found, {}) == {"summary"}
    assert taken_from_source(found, {"title": "source", "summary": "target"}) == {"title"}
    assert adopted(source, target, {"title"}) == {"title": "Rockets"}
    for wrong in ({"title": "neither"}, {"status": "source"}):
        with pytest.raises(ValueError, match="no choice between these two"):
            taken_from_source(found, wrong)
