"""Does the database refuse a row, and by which constraint? Owns how a constraint is tried both ways."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BaseConstraint, Model, UniqueConstraint

from tests.rows import ROW, tables

Attempt = Callable[[], object]


@dataclass(frozen=True)
class Sides:
    """Attempts to write that break one constraint and no other, and their neighbours that break none."""

    refused: Sequence[Attempt]
    accepted: Sequence[Attempt]


def constraints(app: str) -> dict[str, tuple[type[Model], BaseConstraint]]:
    """Every named constraint of an application's tables: name → (table, constraint)."""
    models = [model for model in tables() if model._meta.app_label == app]
    return {each.name: (model, each) for model in models for each in model._meta.constraints}


def is_code_constraint(name: str) -> bool:
    """Whether the constraint keeps a column to the codes of a list."""
    return name.endswith("_in_codebook")


def refusal(attempt: Attempt) -> str:
    """The name of the constraint by which the database refuses what the attempt writes; "" when it takes it."""
    try:
        with transaction.atomic():
            attempt()
    except IntegrityError as error:
        return _name(error)
    return ""


def _name(error: IntegrityError) -> str:
    if connection.vendor == "postgresql":
        return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
    if check := re.fullmatch(r"CHECK constraint failed: (\w+)", str(error)):
        return check[1]
    # SQLite does not name a unique constraint: it tells the columns.
    return next((each.name for model in tables() for each in _unique(model) if _says(error, model, each)), str(error))


def _unique(model: type[Model]) -> Iterable[UniqueConstraint]:
    return (each for each in model._meta.constraints if isinstance(each, UniqueConstraint))


def _says(error: IntegrityError, model: type[Model], constraint: UniqueConstraint) -> bool:
    columns = [each.column for name in constraint.fields for each in model._meta.fields if each.name == name]
    return str(error) == f"UNIQUE constraint failed: {', '.join(f'{model._meta.db_table}.{each}' for each in columns)}"


def in_database(model: type[Model]) -> set[str]:
    """The names of the constraints and indexes that the table has in this database."""
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))


def refused(sides: Mapping[str, Sides]) -> Any:
    """Parametrises a test with every attempt to be refused, under the constraint's name."""
    return _each({name: each.refused for name, each in sides.items()})


def accepted(sides: Mapping[str, Sides]) -> Any:
    """Parametrises a test with every attempt to be accepted, under the constraint's name."""
    return _each({name: each.accepted for name, each in sides.items()})


def _each(attempts: Mapping[str, Sequence[Attempt]]) -> Any:
    params = [
        pytest.param(name, attempt, id=f"{name}-{n}") for name in attempts for n, attempt in enumerate(attempts[name])
    ]
    return pytest.mark.parametrize(("name", "attempt"), params)


def row(model: type[Model], **fields: Any) -> Attempt:
    """Writes one row."""
    return partial(ROW[model], **fields)


def twice(model: type[Model], shared: dict[str, Attempt], first: dict[str, Any], second: dict[str, Any]) -> Attempt:
    """Writes two rows which have in common what ``shared`` makes."""

    def write() -> None:
        same = {name: make() for name, make in shared.items()}
        ROW[model](**same | first)
        ROW[model](**same | second)

    return write


def points_at(model: type[Model], field: str, *, itself: bool, **fields: Any) -> Attempt:
    """Writes a row that points at itself, or at another row of its table."""

    def write() -> None:
        made = ROW[model]()
        for name, value in fields.items():
            setattr(made, name, value)
        setattr(made, field, made if itself else ROW[model]())
        made.save()

    return write


def not_its_own(model: type[Model], field: str, **fields: Any) -> Sides:
    """Both sides of "a row does not point at itself"; ``fields`` are what it needs to point at all."""
    return Sides(
        refused=[points_at(model, field, itself=True, **fields)],
        accepted=[row(model), points_at(model, field, itself=False, **fields)],
    )


def bounds(model: type[Model], earliest: str, latest: str) -> Sides:
    """Both sides of "earliest is not after latest"; the columns are written past the text they come from."""

    def write(first: date | None, last: date | None) -> None:
        model._base_manager.filter(pk=ROW[model]().pk).update(**{earliest: first, latest: last})

    day, next_day = date(2022, 1, 13), date(2022, 1, 14)
    fine = [(day, next_day), (day, day), (None, day), (day, None), (None, None)]
    return Sides(refused=[partial(write, next_day, day)], accepted=[partial(write, *each) for each in fine])
