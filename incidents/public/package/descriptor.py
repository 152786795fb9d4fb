"""What does ``datapackage.json`` say? Owns the description of every file: types, constraints, keys, what blank means.

Frictionless Data Package: each field has its definition from the scheme, each code its closed list from the codebook.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from incidents import codebook
from incidents.codebook.table import NEVER, Table, TableColumn
from incidents.codebook.tables import TABLES
from incidents.public.citing import SITE
from incidents.public.columns import COLUMNS, FLAT_SAYS, SEPARATOR, Column
from incidents.public.provenance import Provenance

Json = dict[str, Any]

_TYPES: Final = {
    "text": "string", "code": "string", "whole": "integer", "degrees": "number", "yes_no": "boolean", "day": "date",
    "date": "string", "moment": "datetime", "time": "string", "reference": "string", "list": "string",
    "object": "object",
}  # fmt: skip
MISSING: Final = {"value": "", "label": "blank: what it means stands with each field; it never means zero or none"}
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
        "codebook_version": codebook.VERSION,
        "licenses": [licence()],
        "contributors": [{"title": SITE, "roles": ["publisher"]}],
        "provenance": origin.told,
        "resources": [
            {**_resource("incidents", "Incidents", FLAT_SAYS, files["incidents"]), "schema": _incidents_schema()},
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
    return _resource(table.name, table.title, table.definition, written)


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
    fields = [{**_field(each, each.kind, is_key=each.name == "code"), "hxl": each.hxl} for each in COLUMNS]
    return {"fields": fields, "primaryKey": ["code"], "missingValues": [MISSING]}


def _schema(table: Table) -> Json:
    links = [_link(column, table) for column in table if column.references and not column.leads_out]
    return {
        "fields": [
            {**_field(each, each.type, is_key=table.primary == (each.name,)), "path": table.path(each)}
            for each in table
        ],
        "primaryKey": list(table.primary),
        "foreignKeys": links,
        "missingValues": [MISSING],
    }


def _link(column: TableColumn, table: Table) -> Json:
    there, _, field = column.references.partition(".")
    # A table that leads to itself is named by nothing, as the standard asks.
    return {"fields": [column.name], "reference": {"resource": "" if there == table.name else there, "fields": [field]}}


def _field(column: Column | TableColumn, kind: str, *, is_key: bool) -> Json:
    constraints = _constraints(column, kind, is_key=is_key)
    return {
        "name": column.name,
        "title": column.label,
        "type": _TYPES[kind],
        "description": column.definition,
        "unit": column.unit,
        "blank": column.blank,
        "source": column.source,
        **({"constraints": constraints} if constraints else {}),
        **({"separator": SEPARATOR} if kind == "list" else {}),
        **_codes(column.vocabulary),
    }


def _constraints(column: Column | TableColumn, kind: str, *, is_key: bool) -> Json:
    told: Json = {"required": True} if column.blank == NEVER else {}
    if is_key:
        told["unique"] = True
    if column.vocabulary and kind == "code":
        told["enum"] = list(column.vocabulary.codes)
    if kind == "whole":
        told["minimum"] = 0
    if column.pattern:
        told["pattern"] = column.pattern
    return told


def _codes(vocabulary: codebook.Vocabulary | None) -> Json:
    """What each code means; Data Package 2 calls it categories."""
    if vocabulary is None:
        return {}
    told = [{"value": each.code, "label": each.label, "description": each.definition} for each in vocabulary]
    return {"vocabulary": vocabulary.name, "categories": told}
