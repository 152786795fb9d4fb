"""Is a typed value stored, a stale one refused, and a removal taken back?"""

from typing import Any

import pytest
from django.test import Client

from incidents.models import Citation, Step, WeaponUse
from tests.factories import (
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    TargetFactory,
    WeaponUseFactory,
    user_with_role,
)
from tests.incidents.coding.desk.hands import Desk, stored

pytestmark = pytest.mark.django_db


def test_a_typed_value_is_stored_and_raises_the_version(desk: Desk) -> None:
    desk.incident = IncidentFactory(title="Old")
    answer = desk.does("type", record="", field="title", value="New", was="Old")
    assert (stored(desk).title, answer["version"]) == ("New", 2)


def test_a_value_that_somebody_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    desk.incident = IncidentFactory(title="Theirs")
    told = desk.refuses("type", record="", field="title", value="Mine", was="What I saw")
    assert told["stored"] == "Theirs"
    assert stored(desk).title == "Theirs"


def test_typing_takes_the_mark_of_a_prefilled_value_away(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory(title="By rule")
    incident.prefills.create(field="title", rule="…")
    desk.does("type", record="", field="title", value="By hand", was="By rule")
    assert not incident.prefills.exists()


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("date_edtf", "13 January", "date"),
        ("title", "", "blank"),
        ("title", "x" * 301, "300"),
        ("title", "a\x00b", "cannot be stored"),
        ("title", "a\ud800b", "cannot be stored"),
        ("attack_type", "no_such_code", "choice"),
        ("time_start", "25:99", "time"),
        ("summary", "x" * 20_001, "20,000"),
        ("title", ["a"], "cannot be read"),
    ],
)
def test_a_value_that_cannot_be_taken_is_told_and_nothing_is_written(
    desk: Desk, field: str, value: Any, reason: str
) -> None:
    desk.incident = IncidentFactory()
    told = desk.refuses("type", record="", field=field, value=value)
    assert reason in told["error"]
    assert stored(desk).version == 1


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("4", ("exact", 4, 4, 4)),
        ("at least 4", ("at_least", 4, 4, None)),
        ("4-6", ("range", 4, None, 6)),
        ("unknown", ("unknown", None, None, None)),
    ],
)
def test_a_number_is_typed_as_it_was_said(desk: Desk, typed: str, numbers: tuple[Any, ...]) -> None:
    incident = desk.incident = IncidentFactory()
    weapon = WeaponUseFactory(incident=incident)
    desk.does("type", record=f"weapon_use-{weapon.pk}", field="count", value=typed, was="")
    weapon.refresh_from_db()
    assert (weapon.count_kind, weapon.low, weapon.best, weapon.high) == numbers


def test_a_zero_is_asked_what_it_means(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    line = CasualtyCountFactory(incident=incident)
    assert "three things" in desk.refuses("type", record=f"casualty_count-{line.pk}", field="count", value="0")["error"]


def test_a_row_of_another_incident_cannot_be_pointed_at(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    target, elsewhere = TargetFactory(incident=incident), LocationFactory()
    told = desk.refuses("type", record=f"target-{target.pk}", field="location", value=str(elsewhere.pk))
    assert told["error"] == "This row belongs to another incident."


def test_a_row_of_another_incident_cannot_be_changed(desk: Desk) -> None:
    desk.incident = IncidentFactory()
    elsewhere = TargetFactory()
    desk.refuses("type", record=f"target-{elsewhere.pk}", field="name", value="Mine")
    desk.refuses("remove", record=f"target-{elsewhere.pk}")


def test_another_location_can_become_the_primary_one(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    first, second = LocationFactory(incident=incident), LocationFactory(incident=incident, is_primary=False)
    desk.does("type", record=f"location-{second.pk}", field="is_primary", value="on", was="")
    assert [each.pk for each in incident.locations.filter(is_primary=True)] == [second.pk]
    assert first.pk != second.pk


def test_the_stance_of_a_quote_can_be_changed(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    citation = CitationFactory(incident=incident, article=desk.article, exact="on Tuesday morning")
    desk.does("type", record=f"citation-{citation.pk}", field="stance", value="contradicts", was="supports")
    citation.refresh_from_db()
    assert citation.stance == "contradicts"


@pytest.mark.parametrize("field", ["status", "merged_into", "created_by", "id", "exact", "start", "no_such", "version"])
def test_only_the_fields_of_the_desk_can_be_written(desk: Desk, field: str) -> None:
    desk.incident = IncidentFactory()
    assert desk.refuses("type", record="", field=field, value="1")["error"] == "The desk knows no such field."


def test_removing_a_row_takes_its_quotes_and_undoing_brings_both_back(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    weapon = WeaponUseFactory(incident=incident)
    CitationFactory(incident=incident, article=desk.article, weapon_use=weapon, exact="Two mortar rounds")
    desk.does("remove", record=f"weapon_use-{weapon.pk}")
    assert not Citation.objects.exists()
    assert desk.does("undo")["said"].startswith("Undone: Removed")
    assert Citation.objects.get().weapon_use == weapon


def test_what_other_rows_rest_on_is_not_removed(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    line = CasualtyCountFactory(incident=incident)
    assert "rests on it" in desk.refuses("remove", record=f"statement-{line.statement_id}")["error"]


def test_rows_that_pointed_to_a_removed_one_stay(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    whole = WeaponUseFactory(incident=incident)
    part = WeaponUseFactory(incident=incident, subset_of=whole)
    desk.does("remove", record=f"weapon_use-{whole.pk}")
    part.refresh_from_db()
    assert part.subset_of is None
    desk.does("undo")
    part.refresh_from_db()
    assert part.subset_of == whole


def test_undo_takes_back_ones_own_gestures_one_after_the_other(desk: Desk) -> None:
    desk.incident = IncidentFactory(title="One", summary="A")
    desk.does("type", record="", field="title", value="Two", was="One")
    desk.does("type", record="", field="summary", value="B", was="A")
    desk.does("undo")
    desk.does("undo")
    assert (stored(desk).title, stored(desk).summary) == ("One", "A")
    assert desk.refuses("undo")["error"] == "There is nothing of yours to undo here."


def test_nobody_undoes_the_gesture_of_another(desk: Desk, client: Client) -> None:
    desk.incident = IncidentFactory(title="One")
    desk.does("type", record="", field="title", value="Two", was="One")
    client.force_login(user_with_role("coder"))
    desk.refuses("undo")
    assert stored(desk).title == "Two"


def test_a_gesture_is_in_the_history_with_its_coder(desk: Desk) -> None:
    desk.does("make", key="w", **desk.words("Two mortar rounds"))
    assert WeaponUse.history.get().history_user == desk.user
    assert Step.objects.get().label == "Weapon"
