"""How is a row written as a line, and read again? Owns the form of values, which is the same for both engines.

A line is JSON: the columns in the model's order under their names. A moment is UTC, a decimal number and a day are
text, and what points to a content type or a permission names it, because each database gives these keys of its own.
"""

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property, singledispatch
from typing import Any, Final

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, models

from incidents.management.backup.tables import rows

BATCH: Final = 2_000

# Fields whose value is the same in JSON, in Python and for the driver.
_PLAIN: Final = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


class Names:
    """The content types and permissions of one database by name, as ``articles.article.add_article``."""

    def __init__(self, using: str) -> None:
        self.using = using

    @cached_property
    def named(self) -> dict[Any, dict[int, str]]:
        """Of either model, key → name."""
        types = {
            key: f"{app}.{model}"
            for key, app, model in ContentType.objects.using(self.using).values_list("pk", "app_label", "model")
        }
        rights = Permission.objects.using(self.using).order_by().values_list("pk", "content_type", "codename")
        return {ContentType: types, Permission: {key: f"{types[of]}.{codename}" for key, of, codename in rights}}

    @cached_property
    def keys(self) -> dict[Any, dict[str, int]]:
        """Of either model, name → key."""
        return {model: {name: key for key, name in names.items()} for model, names in self.named.items()}

    def key(self, model: Any, name: str) -> int:
        """The key of that name. What an older version had, and no migration makes any more, is made."""
        known = self.keys[model]
        if name not in known:
            known[name] = self._make(model, name)
        return known[name]

    def _make(self, model: Any, name: str) -> int:
        app, kind, *codename = name.split(".", 2)
        if model is ContentType:
            return int(ContentType.objects.using(self.using).create(app_label=app, model=kind).pk)
        of = self.key(ContentType, f"{app}.{kind}")
        made = Permission.objects.using(self.using).create(content_type_id=of, codename=codename[0], name=codename[0])
        return int(made.pk)


class Lines:
    """The rows of one table of one database as lines, and lines as rows for its driver."""

    def __init__(self, model: type[models.Model], names: Names) -> None:
        self.model, self.names = model, names
        self.fields: list[Any] = list(model._meta.local_concrete_fields)

    def write(self) -> Iterator[bytes]:
        """Each row in the order of its key."""
        columns = [field.attname for field in self.fields]
        writers = [self._writer(field) for field in self.fields]
        for row in rows(self.model, self.names.using).order_by("pk").values_list(*columns).iterator(BATCH):
            told = {
                column: value if write is None or value is None else write(value)
                for column, write, value in zip(columns, writers, row, strict=True)
            }
            yield json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"

    def read(self, lines: Iterable[bytes]) -> Iterator[tuple[Any, ...]]:
        """Each line as values for the driver, in the order of the columns. ValueError: this is no line of the table."""
        readers = [(field.attname, self._reader(field)) for field in self.fields]
        for line in lines:
            told = json.loads(line)
            if not isinstance(told, dict) or len(told) != len(readers):
                raise ValueError(f"{len(readers)} columns are expected.")
            yield tuple(self._values(told, readers))

    def _values(self, told: dict[str, Any], readers: list[tuple[str, Any]]) -> Iterator[Any]:
        for name, read in readers:
            if name not in told:
                raise ValueError(f"there is no column {name}.")
            value = told[name]
            yield value if read is None or value is None else read(value)

    def _writer(self, field: Any) -> Callable[[Any], Any] | None:
        if _is_named(field):
            return self.names.named[field.related_model].__getitem__
        return None if isinstance(field, _PLAIN) else as_json

    def _reader(self, field: Any) -> Callable[[Any], Any] | None:
        if _is_named(field):
            return lambda name: self.names.key(field.related_model, name)
        if isinstance(field, _PLAIN):
            return None
        connection = connections[self.names.using]
        return lambda value: field.get_db_prep_save(field.to_python(value), connection)


@singledispatch
def as_json(value: Any) -> Any:
    """The value as JSON has it, which is the same for what either engine gives."""
    return value


@as_json.register
def _(value: dict) -> dict[str, Any]:
    # PostgreSQL keeps no order of keys.
    return {key: as_json(value[key]) for key in sorted(value)}


@as_json.register
def _(value: list) -> list[Any]:
    return [as_json(each) for each in value]


@as_json.register
def _(value: Decimal) -> str:
    return format(value, "f")


@as_json.register
def _(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat()


@as_json.register(dt.date)
@as_json.register(dt.time)
def _(value: dt.date | dt.time) -> str:
    return value.isoformat()


@as_json.register(bytes)
@as_json.register(memoryview)
def _(value: bytes | memoryview) -> str:
    return base64.b64encode(value).decode()


def _is_named(field: Any) -> bool:
    return field.is_relation and field.related_model in (ContentType, Permission)
