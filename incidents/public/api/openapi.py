"""What can a program ask, and what will it get? Owns the OpenAPI document, made from what answers."""

from copy import deepcopy
from functools import cache
from typing import Any, Final

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from incidents import codebook
from incidents.public.api import incidents, older, shapes
from incidents.public.api.filters import fields_form
from incidents.public.api.operations import (
    HEADERS,
    RATE_HEADERS,
    answer,
    form_parameters,
    operation,
    parameters,
    refusals,
)
from incidents.public.api.resources import RESOURCES, Resource

Json = dict[str, Any]

TAG: Final = "api"
_ERRORS: Final[Json] = {"$ref": "#/components/schemas/Errors"}
_CURSOR: Final[Json] = {
    "type": ["string", "null"], "description": "`cursor` of the next page; null at the end of the walk.",
}  # fmt: skip
_NEXT: Final[Json] = {
    "type": ["string", "null"], "format": "uri",
    "description": "The address of the next page, which the Link header names too; null at the end of the walk.",
}  # fmt: skip


class Told(AutoSchema):
    """An address is told by its view, in one piece."""

    def get_operation(self, *_place: Any) -> Json | None:
        found: Json | None = self.view.operation()
        return found


@cache
def document() -> Json:
    """The whole document but the address of the site."""
    return SchemaGenerator().get_schema(request=None, public=True)


def with_the_rest(result: Json, **_more: Any) -> Json:
    """drf-spectacular asks for this at the end: what the answers are made of, and the data addresses beside the API."""
    result["paths"] |= older.paths()
    result["components"] = {"schemas": _schemas()}
    return result


def at(site: str) -> Json:
    """The document of the site at this address."""
    return {**document(), "servers": [{"url": site}]}


def walk_operation(resource: Resource) -> Json:
    """How a list is told."""
    page = shapes.thing([
        shapes.Field("next", _NEXT),
        shapes.Field("next_cursor", _CURSOR),
        shapes.Field("results", {"type": "array", "items": {"$ref": f"#/components/schemas/{component(resource)}"}}),
    ])  # fmt: skip
    headers = HEADERS | RATE_HEADERS
    return operation(
        f"api_{resource.name}", resource.title, resource.description, tag=TAG, parameters=_of(resource),
        answers={"200": answer("A page.", page, headers=headers), **refusals(is_limited=True)},
    )  # fmt: skip


def _of(resource: Resource) -> list[Json]:
    found = parameters(resource.filter)
    for each in found:
        if each["name"] == "limit":
            told = f"How many {resource.counted} a page holds at most; {resource.usual} where it is left out."
            each |= {"description": told, "schema": {**each["schema"], "default": resource.usual}}
    return found


def incident_operation() -> Json:
    """How a single incident is told."""
    known = tuple(field.name for field in incidents.ALL_FIELDS)
    record: Json = {"$ref": "#/components/schemas/IncidentWithRecord"}
    answers = {
        "200": answer("The incident as it stands now.", record, headers=HEADERS | RATE_HEADERS),
        "302": {"description": "Merged into another incident: there it is told now."},
        "404": answer("Never published.", _ERRORS),
        "410": answer("Withdrawn: its tombstone.", {"$ref": "#/components/schemas/Closed"}),
    }
    return operation(
        "api_incident", "An incident", "The columns of the list, and the whole record beside them.", tag=TAG,
        parameters=[older.CODE, *form_parameters(fields_form(known))], answers=answers | refusals(is_limited=True),
    )  # fmt: skip


def plain_operation(name: str, summary: str) -> Json:
    """How an address is told that takes no parameter."""
    given = answer(summary, {"type": "object"}, headers=HEADERS | RATE_HEADERS)
    return operation(
        name, summary, f"{summary} It takes no parameter.", tag=TAG, parameters=[],
        answers={"200": given, **refusals(is_limited=True)},
    )  # fmt: skip


def component(resource: Resource) -> str:
    """What a row of it is called."""
    return {"incidents": "Incident", "series": "Series"}.get(
        resource.name, resource.name.capitalize().removesuffix("s")
    )


def _schemas() -> Json:
    """What the answers are made of."""
    rows = {component(each): shapes.thing(each.fields, is_whole=False) for each in RESOURCES}
    closed = [
        shapes.text("code", "The code of the incident.", blank="Never empty."),
        shapes.Field("state", {"type": "string", "enum": list(codebook.PUBLICATION_STATE.codes)}),
        shapes.Field("closed_at", {**shapes.MOMENT, "type": ["string", "null"]}),
        shapes.text("closed_reason", "Why, as far as readers are told.", blank="A merge: see where it leads."),
    ]
    leads = shapes.text("redirect_code", "The incident that tells it now.", blank="It was withdrawn.")
    reasons = {
        "type": "object",
        "description": "Reasons by the name of what is wrong.",
        "additionalProperties": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    }
    return deepcopy({
        **rows,
        "WholeIncident": shapes.thing(incidents.FIELDS),
        "IncidentWithRecord": shapes.thing(incidents.ALL_FIELDS, is_whole=False),
        "Record": incidents.RECORD.schema,
        "Closed": shapes.thing(closed),
        "Tombstone": shapes.thing([*closed, leads]),
        "Errors": shapes.thing([shapes.Field("errors", reasons)]),
    })  # fmt: skip
