"""How is an address told in OpenAPI? Parameters from the filters that read them, and the answers that come."""

from collections.abc import Callable
from typing import Any, Final

import django_filters
from django import forms

from incidents.public import fields
from incidents.public.api.filters import CURSOR_PATTERN, CursorField, FieldsField
from incidents.public.filters import MOST_VALUES

Json = dict[str, Any]

JSON: Final = "application/json"
_HAS_A_WORD: Final = r"^([^\u0000]*[\p{L}\p{N}][^\u0000]*|\s*)$"
"""A letter or digit of any script, as the regular expressions of JSON Schema write it; a blank is not set."""

_DECIMALS: Final = r"(\.[0-9]{1,20})?"
_UP_TO_26: Final = rf"26(\.0{{1,20}})?|(2[0-5]|1?[0-9]){_DECIMALS}"
_UP_TO_90: Final = rf"-?(90(\.0{{1,20}})?|[1-8]?[0-9]{_DECIMALS})"
_UP_TO_180: Final = rf"-?(180(\.0{{1,20}})?|(1[0-7][0-9]|[1-9]?[0-9]){_DECIMALS})"
"""What these fields take within their bounds, which they look at as numbers."""

DESCRIPTIONS: Final = {
    "limit": "How much a page holds at most; what is counted stands with the address.",
    "cursor": "Where the page begins: `next_cursor` of the page before, with the same filters. "
    "`next` of that page is the whole address.",
    "fields": "Which fields to give, with commas between them; all where it is left out.",
    "zoom": "The zoom of the map; the nearest whole number counts.",
    "ordering": "The order; rows without the value come last, ties go by code.",
    "page": "Which page of the list; it changes nothing here.",
    "lang": "The language of the words beside the data.",
}
"""What the docstring of a filter does not tell a client."""

HEADERS: Final = {
    "ETag": {
        "description": "Changes when the answer changes: send it back as If-None-Match.", "schema": {"type": "string"},
    },
}  # fmt: skip
RATE_HEADERS: Final = {
    "RateLimit-Limit": {
        "description": "Requests that one client may send in a minute. Left out where the site has no limit.",
        "schema": {"type": "integer"},
    },
    "RateLimit-Remaining": {
        "description": "How many of them are left.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "RateLimit-Reset": {
        "description": "Seconds until all of them may be sent again.",
        "schema": {"type": "integer", "minimum": 0},
    },
}


def parameters(kind: type[django_filters.FilterSet]) -> list[Json]:
    """What an address with these filters takes."""
    return [_parameter(name, each.field, _words(name, each)) for name, each in kind.base_filters.items()]


def form_parameters(kind: type[forms.Form]) -> list[Json]:
    """What an address with these few parameters takes."""
    found: dict[str, forms.Field] = kind.base_fields
    return [_parameter(name, field, DESCRIPTIONS[name]) for name, field in found.items()]


def path_parameter(name: str, description: str, pattern: str, example: str) -> Json:
    """A part of the address."""
    return {
        "name": name, "in": "path", "required": True, "description": description,
        "schema": {"type": "string", "pattern": pattern}, "example": example,
    }  # fmt: skip


def operation(
    name: str, summary: str, description: str, *, tag: str, parameters: list[Json], answers: dict[str, Json]
) -> Json:
    """One address as OpenAPI tells it."""
    return {
        "operationId": name,
        "summary": summary,
        "description": description,
        "tags": [tag],
        "parameters": parameters,
        "responses": answers,
    }


def answer(description: str, schema: Json, *, media: str = JSON, headers: Json | None = None, **more: Any) -> Json:
    """An answer with a body. ``more`` are examples and links."""
    examples = more.pop("examples", None)
    content: Json = {"schema": schema} | ({"examples": examples} if examples else {})
    return {"description": description, "headers": headers or {}, "content": {media: content}, **more}


def refusals(*, is_limited: bool, media: str = JSON) -> dict[str, Json]:
    """The answers that any address can give instead."""
    errors = {"$ref": "#/components/schemas/Errors"}
    found = {
        "304": {"description": "Nothing has changed since the client asked last."},
        "400": answer("A parameter is unknown or malformed: the reason stands by its name.", errors, media=media),
        "412": {"description": "A condition of the client does not hold."},
        "414": {"description": "The address is longer than the server in front takes, some 4,000 characters."},
    }
    if is_limited:
        headers = RATE_HEADERS | {
            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
        }
        found["429"] = answer("Too many requests in this minute.", errors, headers=headers)
    return found


def _parameter(name: str, field: forms.Field, description: str) -> Json:
    told: Json = {"name": name, "in": "query", "description": description, "schema": _schema(field)}
    if field.required:
        return told | {"required": True}
    if told["schema"].get("type") == "array":
        return told | {"style": "form", "explode": not isinstance(field, FieldsField)}
    # As browsers send an empty field: not set.
    return told | {"allowEmptyValue": True}


def _words(name: str, each: django_filters.Filter) -> str:
    """What it does, by the docstring of its filter, and what its codes are about."""
    if name in DESCRIPTIONS:
        return DESCRIPTIONS[name]
    told = " ".join(((type(each).__doc__ or "") or str(each.label)).split())
    return " ".join(filter(None, (f"{each.label}.", told, str(each.field.help_text))))


def _schema(field: forms.Field) -> Json:
    return next(tell(field) for kind, tell in _SCHEMAS if isinstance(field, kind))


def _codes(field: Any) -> list[str]:
    return [code for code, _label in field.choices if code]


def _pattern(*parts: str, between: str = "") -> Json:
    return {"type": "string", "pattern": f"^{between.join(f'({part})' for part in parts)}$"}


_SCHEMAS: Final[tuple[tuple[type[forms.Field], Callable[[Any], Json]], ...]] = (
    (forms.MultipleChoiceField, lambda field: {
        "type": "array", "items": {"type": "string", "enum": [*_codes(field), ""]}, "maxItems": MOST_VALUES,
    }),
    (forms.ChoiceField, lambda field: {"type": "string", "enum": _codes(field)}),
    (fields.NamesField, lambda field: {
        "type": "array", "items": {"type": "string", "pattern": _HAS_A_WORD, "maxLength": field.max_length},
        "maxItems": MOST_VALUES,
    }),
    (fields.WordsField, lambda field: {"type": "string", "pattern": _HAS_A_WORD, "maxLength": field.max_length}),
    (fields.WholeNumberField, lambda field: {
        "type": "integer", "minimum": field.smallest, "maximum": field.largest,
    }),
    (fields.KilometresField, lambda _field: _pattern(fields.KILOMETRES.pattern)),
    (fields.ZoomField, lambda _field: _pattern(_UP_TO_26)),
    (fields.BoxField, lambda _field: _pattern(*[_UP_TO_180, _UP_TO_90] * 2, between=",")),
    (fields.DayField, lambda _field: {"type": "string", "format": "date"}),
    (fields.MomentField, lambda _field: {
        "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}],
    }),
    (FieldsField, lambda field: {"type": "array", "items": {"type": "string", "enum": [*field.known, ""]}}),
    (CursorField, lambda _field: {"type": "string", "pattern": CURSOR_PATTERN}),
)  # fmt: skip
