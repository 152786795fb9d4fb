"""What does a program get of the codebook? Owns the one document with every table, column, list, code and layout.

The order is that of the page and the same each time, so that two releases can be compared line by line.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from incidents import codebook
from incidents.codebook import Term, Vocabulary
from incidents.codebook.examples import EXAMPLES
from incidents.codebook.others import SCHEMES
from incidents.codebook.table import NEVER, Table, TableColumn
from incidents.codebook.tables import TABLES
from incidents.codebook.versions import VERSIONS
from incidents.public.columns import BLANK, COLUMNS, FLAT_SAYS, Column
from incidents.public.layouts import LAYOUTS

FORMAT: Final = "attest-codebook/1"
LICENCE: Final = "CC-BY-4.0"

Json = dict[str, Any]


def codebook_document() -> Json:
    """The whole codebook as data."""
    return {
        "format": FORMAT,
        "version": codebook.VERSION,
        "licence": LICENCE,
        "blank": BLANK,
        "schemes": {**SCHEMES, "hxl": "HXL"},
        "tables": [_incidents(), *(_table(table) for table in TABLES)],
        "vocabularies": [_vocabulary(each) for each in codebook.VOCABULARIES.values()],
        "layouts": [_layout(name) for name in LAYOUTS],
        "examples": [{**vars(each), "coded": [list(pair) for pair in each.coded]} for each in EXAMPLES],
        "versions": [
            {"name": each.name, "day": each.day, "changes": [vars(change) for change in each.changes]}
            for each in VERSIONS
        ],
    }


def codebook_text() -> str:
    """The same as JSON, for the address and for releases."""
    return json.dumps(codebook_document(), ensure_ascii=False, indent=1) + "\n"


def crosswalk(name: str) -> dict[str, list[str]]:
    """The columns of other datasets that a column fills, by dataset: what the layouts say, read backwards."""
    found = {
        scheme: [column.name for column in layout.columns if name in column.ours] for scheme, layout in LAYOUTS.items()
    }
    found["hxl"] = [column.hxl for column in COLUMNS if column.name == name]
    return {scheme: names for scheme, names in found.items() if names}


def _incidents() -> Json:
    return {
        "name": "incidents",
        "title": "Incidents",
        "definition": FLAT_SAYS,
        "key": "",
        "primary_key": ["code"],
        "columns": [_flat(column) for column in COLUMNS],
    }


def _flat(column: Column) -> Json:
    return {
        **_words(column),
        "type": column.kind,
        "required": column.blank == NEVER,
        "vocabulary": column.vocabulary.name if column.vocabulary else "",
        "references": "",
        "path": "",
        "leads_out": False,
        "crosswalk": crosswalk(column.name),
    }


def _table(table: Table) -> Json:
    return {
        "name": table.name,
        "title": table.title,
        "definition": table.definition,
        "key": table.key,
        "primary_key": list(table.primary),
        "columns": [_column(table, column) for column in table],
    }


def _column(table: Table, column: TableColumn) -> Json:
    return {
        **_words(column),
        "type": column.type,
        "required": column.is_required,
        "vocabulary": column.vocabulary.name if column.vocabulary else "",
        "references": column.references,
        "path": table.path(column),
        "leads_out": column.leads_out,
        "crosswalk": crosswalk(f"{table.name}.{column.name}"),
    }


def _words(column: Column | TableColumn) -> Json:
    return {
        name: getattr(column, name) for name in ("name", "label", "definition", "unit", "blank", "source", "pattern")
    }


def _vocabulary(vocabulary: Vocabulary) -> Json:
    return {
        "name": vocabulary.name,
        "title": vocabulary.title,
        "description": vocabulary.description,
        "codes": [_code(term) for term in vocabulary],
    }


def _code(term: Term) -> Json:
    return {
        "code": term.code,
        "label": term.label,
        "definition": term.definition,
        "retired_since": term.retired_since,
        "crosswalk": dict(term.crosswalk),
    }


def _layout(name: str) -> Json:
    layout = LAYOUTS[name]
    columns = [{"name": each.name, "how": each.how, "ours": list(each.ours)} for each in layout.columns]
    return {"name": name, "title": layout.title, "about": layout.about, "columns": columns}


HEADER: Final = (
    "codebook_version", "kind", "within", "name", "label", "definition", "unit", "blank", "source", "type", "required",
    "vocabulary", "references", "retired_since", *SCHEMES, "hxl",
)  # fmt: skip


def codebook_csv() -> str:
    """A row for each column of a table and each code of a list. ``within`` is the table, or the list."""
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, HEADER, restval="")
    rows.writeheader()
    rows.writerows(_rows(codebook_document()))
    return text.getvalue()


def _rows(document: Json) -> Iterator[dict[str, str]]:
    for table in document["tables"]:
        for column in table["columns"]:
            yield _row(document, column, kind="column", within=table["name"], name=column["name"])
    for vocabulary in document["vocabularies"]:
        for code in vocabulary["codes"]:
            yield _row(document, code, kind="code", within=vocabulary["name"], name=code["code"])


def _row(document: Json, told: Json, **rest: str) -> dict[str, str]:
    cells = {name: _cell(value) for name, value in told.items() if name in HEADER}
    others = {scheme: _cell(value) for scheme, value in told["crosswalk"].items()}
    return {"codebook_version": document["version"], **cells, **others, **rest}


def _cell(value: str | bool | Iterable[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ", ".join(value)
