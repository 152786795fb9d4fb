"""What does a box of the desk hold, and what may be typed into it? Owns the way from columns to text and back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model

from incidents import counts
from incidents.coding.desk.records import COUNT, COUNT_COLUMNS, POINT
from incidents.countries import COUNTRIES
from incidents.folding import fold
from incidents.models import CasualtyCount, Incident
from incidents.models.incident import IncidentPart

LONGEST_TEXT = 20_000
"""Characters of a summary, a note, a motive: pages of text are an article."""

Raw = str | list[str]
"""What a box sends: a text, or the keys of several rows."""

_COUNTRY_BY_NAME = {fold(country.name): code for code, country in COUNTRIES.items()}


@dataclass
class Change:
    """What is to be written: columns by name, and links to many rows by name."""

    columns: dict[str, Any] = field(default_factory=dict)
    links: dict[str, list[int]] = field(default_factory=dict)

    def apply(self, row: Model) -> None:
        for name, value in self.columns.items():
            setattr(row, name, value)


def held(row: Any, name: str) -> Raw:
    """What the box of a field holds now."""
    if name == COUNT:
        return _said(row)
    if name == POINT:
        return "" if row.latitude is None else f"{row.latitude:.5f}, {row.longitude:.5f}"
    column = row._meta.get_field(name)
    if isinstance(column, models.ManyToManyField):
        return [str(key) for key in getattr(row, name).order_by("pk").values_list("pk", flat=True)] if row.pk else []
    value = getattr(row, column.attname)
    if isinstance(column, models.BooleanField):
        return "on" if value else ""
    if isinstance(column, models.TimeField) and value:
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def _said(row: Any) -> str:
    if not row.count_kind:
        return ""
    return counts.words(row.count_kind, row.low, row.best, row.high, said=row.number_text)


def is_blank(row: Any, name: str) -> bool:
    """Whether the box of a field is empty: *not stated* (SCHEMA 2.1)."""
    return not held(row, name)


def read(row: Any, name: str, raw: Any) -> Change:
    """What a typed value means for its row. ``ValidationError`` says in a coder's words why it cannot be taken."""
    _refuse_unreadable(raw)
    if name == COUNT:
        return Change(_read_count(row, str(raw)))
    if name == POINT:
        return Change(_read_point(str(raw)))
    column = row._meta.get_field(name)
    if isinstance(column, models.ManyToManyField):
        return Change(links={name: _read_keys(column, raw)})
    if isinstance(column, models.ForeignKey):
        return Change({column.attname: _read_key(row, column, raw)})
    return Change({name: _read_plain(row, column, raw)})


def _refuse_unreadable(raw: Any) -> None:
    for text in raw if isinstance(raw, list) else [raw]:
        if not isinstance(text, str):
            raise ValidationError("This value cannot be read.")
        if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise ValidationError("The text has a character that cannot be stored.")
        if len(text) > LONGEST_TEXT:
            raise ValidationError(f"The text is longer than {LONGEST_TEXT:,} characters.")


def _read_count(row: Any, typed: str) -> dict[str, Any]:
    if not typed.strip():
        if isinstance(row, CasualtyCount):
            raise ValidationError("Say how many, “none reported” or “unknown”; to take the line back, remove it.")
        return dict.fromkeys(COUNT_COLUMNS[1:]) | {"count_kind": ""}
    try:
        count = counts.parse(typed)
    except counts.CountError as problem:
        raise ValidationError(str(problem)) from problem
    numbers = {"count_kind": count.kind, "low": count.low, "best": count.best, "high": count.high}
    return numbers | ({"number_text": typed.strip()[:200]} if count.kind == "words" and not row.number_text else {})


def _read_key(row: Any, column: Any, raw: Any) -> int | None:
    if raw == "":
        if not column.null:
            raise ValidationError("This cannot be left blank; choose another, or remove the row.")
        return None
    found = _rows(column, [raw]).first()
    if found is None:
        raise ValidationError("This row is not there any more; choose another.")
    if isinstance(found, IncidentPart) and found.incident_id != row.incident_id:
        raise ValidationError("This row belongs to another incident.")
    if found == row:
        raise ValidationError("A row cannot point to itself.")
    return int(found.pk)


def _read_keys(column: Any, raw: Any) -> list[int]:
    keys = raw if isinstance(raw, list) else [raw] if raw else []
    found = list(_rows(column, keys).values_list("pk", flat=True))
    if len(found) != len(set(keys)):
        raise ValidationError("One of these is not there any more; choose again.")
    return sorted(found)


def _rows(column: Any, keys: Sequence[str]) -> Any:
    if not all(isinstance(key, str) and key.isascii() and key.isdecimal() and len(key) < 19 for key in keys):
        raise ValidationError("This value cannot be read.")
    return column.related_model._default_manager.filter(pk__in=keys)


def _read_plain(row: Any, column: Any, raw: Any) -> Any:
    if isinstance(raw, list):
        raise ValidationError("This value cannot be read.")
    if isinstance(column, models.BooleanField):
        return raw in ("on", "true")
    typed = str(raw).strip()
    if column.name in ("nationality", "country"):
        typed = _country(typed)
    if typed == "" and column.null:
        return None
    if typed == "" and column.blank:
        return ""
    return _refuse_known(row, column, column.clean(typed, row))


def _refuse_known(row: Any, column: Any, value: Any) -> Any:
    if isinstance(row, Incident) and column.name == "code":
        if row.has_permanent_code() and value != row.code:
            raise ValidationError("The code is permanent: it has been public.")
        if Incident.objects.filter(code=value).exclude(pk=row.pk).exists():
            raise ValidationError("Another incident has this code.")
    return value


def _country(typed: str) -> str:
    code = typed.upper() if typed.upper() in COUNTRIES else _COUNTRY_BY_NAME.get(fold(typed), "")
    if typed and not code:
        raise ValidationError(f"“{typed}” is no country we know; write its name or its two letters, for example IQ.")
    return code


def _read_point(typed: str) -> dict[str, Any]:
    """Degrees as "latitude, longitude"; at most five decimals are kept (SCHEMA 2.5)."""
    if not typed.strip():
        return {"latitude": None, "longitude": None}
    found = re.fullmatch(r"\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*[,; ]\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*", typed)
    if not found:
        raise ValidationError("Write latitude and longitude in degrees, for example 33.30000, 44.40000.")
    latitude, longitude = (Decimal(degrees).quantize(Decimal("0.00001")) for degrees in found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValidationError("Latitude lies between −90 and 90, longitude between −180 and 180.")
    return {"latitude": latitude, "longitude": longitude}
