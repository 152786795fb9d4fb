"""Which rows does a seed file speak of? Owns how its tables become model rows, with every name resolved and checked."""

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from incidents import counts

Table = dict[str, Any]
AnyModel = TypeVar("AnyModel", bound=models.Model)

HISTORY_USER = "_history_user"
"""The attribute by which django-simple-history takes who made a change outside a request."""


class SeedError(ValueError):
    """A seed file that cannot be loaded; the message says where and why."""


def read(path: Path) -> Table:
    """The tables of a TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise SeedError(f"{path.name}: {problem}") from problem


class Register:
    """The rows known so far, by their model and the name that seed files give them."""

    def __init__(self, *, by: User) -> None:
        self.by = by
        self._rows: dict[type[models.Model], dict[str, models.Model]] = defaultdict(dict)

    def add(self, name: str, row: models.Model) -> None:
        if name in self._rows[type(row)]:
            raise SeedError(f"There are two rows called “{name}” of {type(row).__name__}.")
        self._rows[type(row)][name] = row

    def within(self) -> "Register":
        """A register that also knows everything in this one; what is added to it stays in it."""
        inner = Register(by=self.by)
        for model, rows in self._rows.items():
            inner._rows[model] = dict(rows)
        return inner

    def find(self, model: type[AnyModel], name: str) -> AnyModel:
        """SeedError: no such row has been read yet."""
        row = self._rows[model].get(name)
        if not isinstance(row, model):
            raise SeedError(f"There is no {model.__name__} called “{name}”.")
        return row

    def build(self, model: type[AnyModel], table: Table) -> AnyModel:
        """An unsaved row: links are names of rows, `count` is a number as it was said. SeedError: an unknown field."""
        row = model()
        for name, value in _with_count(table).items():
            field = _field(model, name)
            if not field.many_to_many:
                setattr(row, name, self.find(field.related_model, value) if field.is_relation else value)
        return row

    def store(self, row: AnyModel, table: Table | None = None) -> AnyModel:
        """Save a row in the name of the coder, then what it links to in plural."""
        setattr(row, HISTORY_USER, self.by)
        row.save()
        for field in row._meta.many_to_many:
            # One at a time: added together they would come in no certain order.
            for name in (table or {}).get(field.name, []):
                getattr(row, field.name).add(self.find(field.related_model, name))
        return row


def _field(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        raise SeedError(f"{model.__name__} has no field “{name}”.") from None


def _with_count(table: Table) -> Table:
    if "count" not in table:
        return table
    said = counts.parse(table["count"])
    numbers = {"count_kind": said.kind, "low": said.low, "best": said.best, "high": said.high}
    return {name: value for name, value in table.items() if name != "count"} | numbers
