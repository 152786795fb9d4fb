"""What does ``datapackage.json`` say? Owns the description of every file: types, constraints, keys, what blank means.

Frictionless Data Package: each field has its definition from the scheme, each code its closed list from the codebook.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from incidents import codebook
from incidents.public.citing import SITE
from incidents.public.columns import COLUMNS, NEVER, SEPARATOR, Column
from incidents.public.package.fields import Field
from incidents.public.package.tables import KEYS, TABLES, Table
from incidents.public.provenance import Provenance

Json = dict[str, Any]

_TYPES: Final = {
    "text": "string", "code": "string", "key": "string", "list": "string", "whole": "integer", "degrees": "number",
    "flag": "boolean", "day": "date", "moment": "datetime", "json": "object",
}  # fmt: skip
MISSING: Final = {"value": "", "label": "blank: what it means stands with each field; it never means zero or none"}
INCIDENTS_SAY: Final = (
    "One row an incident: what is known of it, flat. Numbers that no source gives are blank, not zero."
)
HXL_SAYS: Final = "incidents.csv once more, with the tags of the Humanitarian Exchange Language in its second row."


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: what has to be known to check a copy."""

    path: str
    bytes: int
    sha256: str
    rows: int = 0


def descriptor(origin: Provenance, files: dict[str, Written], *, name: str, title: str) -> Json:
    """The whole description. ``files`` are the tables by name, as they were written."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "description": f"{origin.filters}. Data as published on {origin.changed}.",
        "homepage": origin.address,
        "created": origin.changed,
        "version": origin.changed,
        "codebook_version": codebook.VERSION,
        "licenses": [licence()],
        "contributors": [{"title": SITE, "roles": ["publisher"]}],
        "provenance": origin.told,
        "resources": [
            {**_resource("incidents", "Incidents", INCIDENTS_SAY, files["incidents"]), "schema": _incidents_schema()},
            *({**_table(table, files[table.name]), "schema": _schema(table)} for table in TABLES),
            {**_resource("incidents-hxl", "Incidents, with HXL tags", HXL_SAYS, files["incidents-hxl"]),
             "schema": {"fields": [{"name": column.name, "type": "string"} for column in COLUMNS]}},
        ],
    }  # fmt: skip


def licence() -> dict[str, str]:
    """The licence of the data, as Data Package names it."""
    return {
        "name": settings.ATTEST_DATA_LICENCE,
        "title": settings.ATTEST_DATA_LICENCE_TITLE,
        "path": settings.ATTEST_DATA_LICENCE_URL,
    }


def _table(table: Table, written: Written) -> Json:
    return _resource(table.name, table.title, table.description, written)


def _resource(name: str, title: str, description: str, written: Written) -> Json:
    return {
        "name": name,
        "title": title,
        "description": description,
        "path": written.path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.bytes,
        "hash": f"sha256:{written.sha256}",
        "rows": written.rows,
    }


def _incidents_schema() -> Json:
    return {"fields": [_column(column) for column in COLUMNS], "primaryKey": ["code"], **_missing()}


def _missing() -> Json:
    return {"missingValues": [MISSING]}


def _column(column: Column) -> Json:
    constraints: Json = {"required": True} if column.blank == NEVER else {}
    if column.name == "code":
        constraints["unique"] = True
    if column.vocabulary and column.kind == "code":
        constraints["enum"] = list(column.vocabulary.codes)
    if column.kind == "whole":
        constraints["minimum"] = 0
    return {
        "name": column.name,
        "title": column.label,
        "type": _TYPES[column.kind],
        "description": column.definition,
        "unit": column.unit,
        "blank": column.blank,
        "source": column.source,
        "hxl": column.hxl,
        **({"constraints": constraints} if constraints else {}),
        **({"separator": SEPARATOR} if column.kind == "list" else {}),
        **_codes(column.vocabulary),
    }


def _schema(table: Table) -> Json:
    links = [_link(field, table) for field in table.fields if field.to]
    key = KEYS.get(table.name, ["id"])
    fields = [_field(field, is_key=[field.name] == key) for field in table.fields]
    return {"fields": fields, "primaryKey": key, **({"foreignKeys": links} if links else {}), **_missing()}


def _link(field: Field, table: Table) -> Json:
    there = "code" if field.to == "incidents" else "id"
    # A table that leads to itself is named by nothing, as the standard asks.
    name = "" if field.to == table.name else field.to
    return {"fields": [field.name], "reference": {"resource": name, "fields": [there]}}


def _field(field: Field, *, is_key: bool) -> Json:
    constraints: Json = {"required": True} if field.required else {}
    if is_key:
        constraints["unique"] = True
    if field.vocabulary:
        constraints["enum"] = list(field.vocabulary.codes)
    if field.kind == "whole":
        constraints["minimum"] = 0
    return {
        "name": field.name,
        "type": _TYPES[field.kind],
        "description": field.definition,
        "blank": field.blank,
        **({"constraints": constraints} if constraints else {}),
        **({"separator": SEPARATOR} if field.kind == "list" else {}),
        **_codes(field.vocabulary),
    }


def _codes(vocabulary: codebook.Vocabulary | None) -> Json:
    """What each code means; Data Package 2 calls it categories."""
    if vocabulary is None:
        return {}
    told = [{"value": each.code, "label": each.label, "description": each.definition} for each in vocabulary]
    return {"vocabulary": vocabulary.name, "categories": told}
