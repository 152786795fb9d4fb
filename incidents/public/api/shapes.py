"""What may stand in a field of an answer, and what does a blank mean? Owns how the scheme is told in JSON Schema."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from incidents import codebook
from incidents.codebook.table import NEVER, NOT_STATED
from incidents.public.columns import Column

Json = dict[str, Any]

DAY: Final[Json] = {"type": "string", "format": "date"}
MOMENT: Final[Json] = {"type": "string", "format": "date-time"}
ADDRESS: Final[Json] = {"type": "string", "format": "uri"}

_KINDS: Final[dict[str, Json]] = {
    "text": {"type": "string"}, "code": {"type": "string"}, "whole": {"type": "integer", "minimum": 0},
    "degrees": {"type": "number", "minimum": -180, "maximum": 180}, "day": DAY, "moment": MOMENT,
}  # fmt: skip
_NULL_WHEN_BLANK: Final = frozenset({"whole", "degrees", "day"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an answer: its name is the scheme's, its schema says what it holds and what a blank means."""

    name: str
    schema: Json


def of_column(column: Column) -> Field:
    """The field that holds a column of the downloads."""
    told = _told(column.definition, unit=column.unit, blank=column.blank, source=column.source)
    if column.kind == "list":
        return Field(column.name, {"type": "array", "items": _item(column.vocabulary), "description": told})
    is_never_blank = column.blank == NEVER
    if column.vocabulary:
        return Field(column.name, {**_codes(column.vocabulary, is_never_blank=is_never_blank), "description": told})
    schema = dict(_KINDS[column.kind])
    if column.kind in _NULL_WHEN_BLANK and not is_never_blank:
        schema["type"] = [schema["type"], "null"]
    return Field(column.name, schema | {"description": told})


def text(name: str, definition: str, *, blank: str = NOT_STATED) -> Field:
    """Words; ``""`` is a blank."""
    return Field(name, {"type": "string", "description": _told(definition, blank=blank)})


def code(name: str, vocabulary: codebook.Vocabulary, definition: str = "", *, blank: str = NOT_STATED) -> Field:
    """A code of a closed list; ``""`` is a blank."""
    told = _told(definition or vocabulary.description, unit="code", blank=blank)
    return Field(name, {**_codes(vocabulary, is_never_blank=blank == NEVER), "description": told})


def whole(name: str, definition: str, *, unit: str, blank: str = NEVER) -> Field:
    """A whole number from 0; null is a blank."""
    kind = "integer" if blank == NEVER else ["integer", "null"]
    return Field(name, {"type": kind, "minimum": 0, "description": _told(definition, unit=unit, blank=blank)})


def either(name: str, definition: str) -> Field:
    """True or false."""
    return Field(name, {"type": "boolean", "description": _told(definition, blank=NEVER)})


def reference(name: str, definition: str, *, blank: str) -> Field:
    """The name that a part has within its incident, such as ``statement-2``; null is a blank."""
    kind = "string" if blank == NEVER else ["string", "null"]
    return Field(name, {"type": kind, "description": _told(definition, blank=blank)})


def several(name: str, definition: str, items: Json) -> Field:
    """A list, empty where no source says."""
    return Field(name, {"type": "array", "items": items, "description": definition})


def address(name: str, definition: str) -> Field:
    """A web address on this site."""
    return Field(name, {**ADDRESS, "description": definition})


def thing(fields: Iterable[Field], *, is_whole: bool = True) -> Json:
    """An object of these fields and no other; all of them, unless a part may be asked for."""
    listed = list(fields)
    told: Json = {
        "type": "object",
        "properties": {each.name: each.schema for each in listed},
        "additionalProperties": False,
    }
    return told | {"required": [each.name for each in listed]} if is_whole else told


def _codes(vocabulary: codebook.Vocabulary, *, is_never_blank: bool) -> Json:
    return {"type": "string", "enum": [*vocabulary.codes, *([] if is_never_blank else [""])]}


def _item(vocabulary: codebook.Vocabulary | None) -> Json:
    return _codes(vocabulary, is_never_blank=True) if vocabulary else {"type": "string"}


def _told(definition: str, *, blank: str, unit: str = "", source: str = "") -> str:
    """One paragraph: what it is, its unit, what a blank means, where it comes from."""
    parts = [definition, f"Unit: {unit}." if unit else "", f"Blank: {blank}", source]
    return " ".join(part for part in parts if part)
