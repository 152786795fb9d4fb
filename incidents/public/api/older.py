"""Which data addresses stand beside the API? Owns how its OpenAPI document tells them; they answer by themselves."""

from typing import Any, Final

import django_filters

from incidents.public.api.operations import HEADERS, JSON, answer, operation, parameters, path_parameter, refusals
from incidents.public.api.shapes import DAY
from incidents.public.clusters import SpotFilter, ViewFilter
from incidents.public.filters import IncidentFilter
from incidents.public.layouts import CsvFilter

Json = dict[str, Any]

TAG: Final = "files"
CODE: Final = path_parameter("code", "The code of the incident.", "^[a-z0-9-]{1,48}$", "iq-2022-01-13-us-embassy")

_COUNT: Final[Json] = {"type": "integer", "minimum": 0}
_LOW: Final[Json] = {
    "type": ["integer", "null"], "minimum": 0,
    "description": "The sum of the lowest figures that there are; null where no incident has one.",
}  # fmt: skip
_SUM: Final[Json] = {
    "type": ["integer", "null"], "minimum": 0,
    "description": "Null as soon as one incident with a figure has none of this kind: the sum of the others would be "
    "too small.",
}  # fmt: skip
_LACKING: Final[Json] = _COUNT | {"description": "Incidents with a figure that have none of this kind."}
_TALLY: Final[Json] = {
    "type": "object",
    "properties": {
        "incidents": _COUNT, "killed_low": _LOW, "killed_best": _SUM, "killed_high": _SUM, "with_figure": _COUNT,
        "without_low": _LACKING, "without_best": _LACKING, "without_high": _LACKING,
        "without_figure": _COUNT | {"description": "Incidents that no account gives a figure for: they are not zeros."},
    },
    "required": ["incidents"],
}  # fmt: skip
_SUMMARY: Final[Json] = {
    "type": "object",
    "required": ["incidents", "without_point", "discounted", "timeline", "facets"],
    "properties": {
        "incidents": _COUNT,
        "without_point": _COUNT,
        "discounted": _COUNT | {"description": "Shown not to have happened: in the list, but in no toll."},
        "timeline": {
            "type": "object",
            "required": ["rule", "unit", "bars", "earlier", "undated"],
            "properties": {
                "rule": {"type": "string"},
                "unit": {"type": "string", "enum": ["day", "month", "year"]},
                "bars": {
                    "type": "array",
                    "items": {"allOf": [_TALLY, {"type": "object", "properties": {"from": DAY, "to": DAY}}]},
                },
                "earlier": _COUNT,
                "undated": _COUNT,
            },
        },
        "facets": {
            "type": "object",
            "description": "By facet and value; each facet leaves its own filter out.",
            "additionalProperties": {"type": "object", "additionalProperties": _TALLY},
        },
    },
}
_POINT: Final[Json] = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    },
}


def _collection(properties: Json, geometry: Json) -> Json:
    feature = {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {"type": {"const": "Feature"}, "geometry": geometry, "properties": properties},
    }
    return {
        "type": "object",
        "required": ["type", "features"],
        "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature}},
    }


_CLUSTERS: Final[Json] = _collection(
    {"type": "object", "required": ["count"], "properties": {"count": {"type": "integer", "minimum": 1}}}, _POINT
)
_CLUSTERS["required"].append("totals")
_CLUSTERS["properties"]["totals"] = {
    "type": "object",
    "required": ["matching", "in_view", "without_point"],
    "properties": {"matching": _COUNT, "in_view": _COUNT, "without_point": _COUNT},
}
_SPOT: Final[Json] = {
    "type": "array",
    "maxItems": 30,
    "items": {
        "type": "object",
        "required": ["code", "title", "when", "known"],
        "properties": {name: {"type": "string"} for name in ("code", "title", "when", "known")},
    },
}
_BYTES: Final[Json] = {"type": "string", "contentEncoding": "binary"}
_ROW: Final[Json] = {"$ref": "#/components/schemas/WholeIncident"}
_FILES: Final = (
    "The columns are those of the codebook. Whoever keeps a copy asks with `updated_since` and for /tombstones.json."
)


def paths() -> Json:
    """The addresses with what they take and give."""
    rows = {"type": "array", "items": _ROW}
    return {
        "/incidents.csv": _read(
            "incidents_csv", "Every incident as CSV", "One row an incident, all of them, streamed. " + _FILES,
            CsvFilter, {"type": "string"}, media="text/csv; charset=utf-8",
        ),
        "/incidents.geojson": _read(
            "incidents_geojson", "Every incident as GeoJSON",
            "One feature an incident; `geometry` is null where no point is known or published. " + _FILES,
            IncidentFilter, _collection(_ROW, {"oneOf": [_POINT, {"type": "null"}]}), media="application/geo+json",
        ),
        "/incidents.json": _read(
            "incidents_json", "Every incident as JSON", "One object an incident, streamed. " + _FILES, IncidentFilter,
            rows,
        ),
        "/incidents.jsonl": _read(
            "incidents_jsonl", "Every incident as JSON lines", "One object a line and incident, streamed. " + _FILES,
            IncidentFilter, {"type": "string"}, media="application/x-ndjson",
        ),
        "/incidents.parquet": _read(
            "incidents_parquet", "Every incident as Parquet", "The same table with its types. " + _FILES,
            IncidentFilter, _BYTES, media="application/vnd.apache.parquet",
        ),
        "/data/package.zip": _read(
            "data_package", "Every table of the record",
            "A Frictionless Data Package: the incidents and all that hangs on them, with `datapackage.json`, which "
            "defines each field.", IncidentFilter, _BYTES, media="application/zip",
        ),
        "/summary.json": _read(
            "summary_json", "Counts and tolls", "By period and by facet, for the incidents under the filters.",
            IncidentFilter, _SUMMARY,
        ),
        "/map/clusters.json": _read(
            "clusters_json", "What the map draws", "Points and clusters of a view, each with its `count`.", ViewFilter,
            _CLUSTERS,
        ),
        "/map/spot.json": _read(
            "spot_json", "The incidents of a spot", "The first thirty incidents of a small view, in words.", SpotFilter,
            _SPOT,
        ),
        "/tombstones.json": {"get": _tombstones()},
        "/incidents/{code}.json": {"get": _document()},
    }  # fmt: skip


def _read(
    name: str, summary: str, description: str, kind: type[django_filters.FilterSet], schema: Json, *, media: str = JSON
) -> Json:
    given = answer(description, schema, media=media, headers=HEADERS)
    answers = {"200": given, **refusals(is_limited=False)}
    return {"get": operation(name, summary, description, tag=TAG, parameters=parameters(kind), answers=answers)}


def _tombstones() -> Json:
    told = "What was withdrawn or merged, since a moment or ever. Tombstones answer to no other filter."
    given = answer(told, {"type": "array", "items": {"$ref": "#/components/schemas/Tombstone"}}, headers=HEADERS)
    taken = [each for each in parameters(IncidentFilter) if each["name"] == "updated_since"]
    answers = {"200": given, **refusals(is_limited=False)}
    return operation("tombstones_json", "What was taken back", told, tag=TAG, parameters=taken, answers=answers)


def _document() -> Json:
    told = "The public record of an incident, byte for byte as it was published. Parameters are not heeded."
    answers = {
        "200": answer(told, {"$ref": "#/components/schemas/Record"}, headers=HEADERS),
        "302": {"description": "Merged into another incident: there it is told now."},
        "404": answer("Never published.", {"type": "string"}, media="text/html; charset=utf-8"),
        "410": answer("Withdrawn: its tombstone.", {"$ref": "#/components/schemas/Closed"}),
    }
    kept = {status: each for status, each in refusals(is_limited=False).items() if status != "400"}
    return operation(
        "incident_json", "The record of an incident", told, tag=TAG, parameters=[CODE], answers=answers | kept
    )
