"""Tests of the constraints of incidents/models/: the database refuses each bad row and accepts its neighbour."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CharField, Model

from incidents.models import CITED_RECORDS, CasualtyCount, Incident, Publication, Series, WeaponUse
from tests.constraints import Attempt, accepted, constraints, in_database, is_code_constraint, refusal, refused, row
from tests.factories import IncidentFactory, StatementFactory, UserFactory
from tests.incidents.models.sides import AGREE, BORNE, DISAGREE, NOON, NOT_COUNTED, SIDES
from tests.rows import ROW, tables

pytestmark = pytest.mark.django_db

TABLES = [model for model in tables() if model._meta.app_label == "incidents"]
CODE_CONSTRAINTS = sorted(name for name in constraints("incidents") if is_code_constraint(name))
COUNT_KINDS = {"casualtycount_count_kind_in_codebook", "weaponuse_count_kind_in_codebook"}


def test_every_table_has_a_row_to_start_from():
    assert set(tables()) == set(ROW)


@pytest.mark.parametrize("model", ROW, ids=lambda model: model.__name__)
def test_the_row_of_every_table_is_accepted(model: type[Model]) -> None:
    assert refusal(row(model)) == ""


def test_every_constraint_of_incidents_is_tried_both_ways():
    assert set(constraints("incidents")) == set(SIDES) | set(CODE_CONSTRAINTS)
    assert all(sides.refused and sides.accepted for sides in SIDES.values())


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_constraint_stands_in_the_database(model: type[Model]) -> None:
    assert {each.name for each in model._meta.constraints} <= in_database(model)


@refused(SIDES)
def test_the_database_refuses_by_this_constraint(name: str, attempt: Attempt) -> None:
    assert refusal(attempt) == name


@accepted(SIDES)
def test_the_database_accepts_the_neighbour(name: str, attempt: Attempt) -> None:
    assert refusal(attempt) == ""


def test_the_counts_are_tried_for_every_kind():
    kinds = {"exact", "at_least", "at_most", "about", "range", "words", "none", "none_reported", "unknown"}
    assert set(AGREE) == set(DISAGREE) == kinds


def test_every_record_a_citation_may_bear_on_is_tried():
    assert set(BORNE) == set(CITED_RECORDS)


@pytest.mark.parametrize("numbers", [*NOT_COUNTED, (None, None, None)])
def test_weapons_that_are_not_counted_have_no_numbers(numbers: tuple[int | None, ...]) -> None:
    low, best, high = numbers
    said = refusal(row(WeaponUse, count_kind="", low=low, best=best, high=high))
    assert said == ("weaponuse_count_agrees_with_kind" if numbers in NOT_COUNTED else "")


@pytest.mark.parametrize("model", [CasualtyCount, WeaponUse])
@pytest.mark.parametrize("numbers", [(-1, None, 4), (None, -1, 4), (-2, None, None), (None, None, -1)])
def test_no_count_is_below_zero(model: type[Model], numbers: tuple[int | None, ...]) -> None:
    low, best, high = numbers
    with pytest.raises(IntegrityError), transaction.atomic():
        row(model, count_kind="range", low=low, best=best, high=high)()


@pytest.mark.parametrize(
    ("model", "fields"), [(Incident, {"code": "iq-1"}), (Series, {"name": "Rockets on embassies"})]
)
def test_a_code_and_the_name_of_a_series_stand_once(model: type[Model], fields: dict[str, str]) -> None:
    ROW[model](**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        ROW[model](**fields)


def coded_field(name: str) -> tuple[type[Model], "CharField[str, str]"]:
    """The table and the column that a constraint on codes guards."""
    model, _ = constraints("incidents")[name]
    field = model._meta.get_field(name.removeprefix(f"{model._meta.model_name}_").removesuffix("_in_codebook"))
    assert isinstance(field, CharField)
    return model, field


def coded(name: str, code: str) -> Attempt:
    """Writes a row with the code in the guarded column, and what the other constraints ask of such a row."""
    model, field = coded_field(name)

    def write() -> None:
        ROW[model](**{field.name: code} | needs(f"{model.__name__}.{field.name}", code))

    return write


def needs(column: str, code: str) -> dict[str, Any]:
    """What a row needs beside this code so that no other constraint speaks."""
    if column in ("CasualtyCount.count_kind", "WeaponUse.count_kind"):
        return dict(zip(("low", "best", "high"), AGREE.get(code, [(None, None, None)])[0], strict=True))
    if column == "Relation.kind" and code != "part_of":
        return {"to_series": None, "to_incident": IncidentFactory(), "asserted_by": StatementFactory()}
    if (column, code) == ("Incident.status", "merged"):
        return {"merged_into": IncidentFactory()}
    if (column, code) == ("CodingTask.state", "done"):
        return {"done_at": NOON}
    if column == "ErrorReport.state" and code != "new":
        return {"decided_by": UserFactory(), "decided_at": NOON, "note": "It says so."}
    always: dict[str, dict[str, Any]] = {
        "Incident.verification": {"verification_note": "Two outlets say so."},
        "Location.role": {"is_primary": False},
        "Publication.state": {"redirect_code": "iq-2"},
    }
    return always.get(column, {})


def speakers(name: str) -> set[str]:
    """The constraints that may refuse a wrong code. No numbers stand with a kind of count that does not exist."""
    return {name, name.replace("kind_in_codebook", "agrees_with_kind")} if name in COUNT_KINDS else {name}


@pytest.mark.parametrize("name", CODE_CONSTRAINTS)
def test_a_code_column_takes_every_code_of_its_list(name: str) -> None:
    _, field = coded_field(name)
    codes = [code for code, _ in field.flatchoices]
    assert {code: refusal(coded(name, code)) for code in codes} == dict.fromkeys(codes, "")


@pytest.mark.parametrize("name", CODE_CONSTRAINTS)
def test_a_code_column_refuses_what_is_not_in_its_list(name: str) -> None:
    _, field = coded_field(name)
    assert refusal(coded(name, "no_such_code")) in speakers(name)
    assert refusal(coded(name, field.flatchoices[0][0].upper())) in speakers(name)


@pytest.mark.parametrize("name", CODE_CONSTRAINTS)
def test_a_code_column_is_blank_only_where_not_stated_is_an_answer(name: str) -> None:
    _, field = coded_field(name)
    said = refusal(coded(name, ""))
    assert said in ({""} if field.blank else speakers(name))


def test_the_readable_versions_are_the_live_and_the_superseded():
    states = ["live", "superseded", "withdrawn", "merged", "blanked"]
    for number, state in enumerate(states):
        row(Publication, code=f"iq-{number}", state=state, redirect_code="iq-9" if state == "merged" else "")()
    assert [each.state for each in Publication.objects.live()] == ["live"]
    assert [each.state for each in Publication.objects.readable()] == ["live", "superseded"]
