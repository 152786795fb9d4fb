"""What changed between two releases? Owns ``diff.json``: added, changed by field, merged, withdrawn, with reasons.

Unchanged is what has the same publication in both. What is blanked in either tells nothing but that it is.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from typing import Any, Final

from incidents.codebook.table import Table
from incidents.codebook.tables import TABLES
from incidents.models.publication import Publication
from incidents.public.columns import STORED
from incidents.public.package.rows import header, lines

Json = dict[str, Any]
Keys = dict[str, int]
"""Code → key of the publication."""

_BATCH: Final = 200
# Two versions always differ in these.
_ALWAYS: Final = {"code", "version", "published_at", "sha256", "change_note", "previous_sha256"}
_FIELDS: Final = tuple(column.name for column in STORED if column.name not in _ALWAYS)


@dataclass(frozen=True, slots=True)
class Outline:
    """Which codes were added, changed, and are no longer there."""

    added: list[str]
    changed: list[str]
    gone: list[str]


def outline(before: Keys, after: Keys) -> Outline:
    """What differs, by code."""
    return Outline(
        added=sorted(after.keys() - before.keys()),
        changed=sorted(code for code in after.keys() & before.keys() if after[code] != before[code]),
        gone=sorted(before.keys() - after.keys()),
    )


def why_gone(codes: Sequence[str]) -> list[Json]:
    """What became of incidents that are no longer live, with the public reason."""
    found = []
    for code in codes:
        newest = Publication.objects.filter(code=code).order_by("-version").first()
        state = newest.state if newest else "withdrawn"
        reason, into = (newest.closed_reason, newest.redirect_code) if newest else ("", "")
        found.append({"code": code, "state": state, "reason": reason, "merged_into": into})
    return found


def told(before: Keys, after: Keys, gone: list[Json], *, blanked: set[str]) -> Iterator[Json]:
    """Every difference, each with its kind, in the order of the codes within the kinds."""
    differs = outline(before, after)
    yield from ({"kind": "added", "code": code} for code in differs.added)
    for some in _batches(differs.changed):
        keys = [found[code] for code in some if code not in blanked for found in (before, after)]
        rows = Publication.objects.in_bulk(keys)
        for code in some:
            pair = None if code in blanked else (rows[before[code]], rows[after[code]])
            yield _changed(*pair) if pair else {"kind": "changed", "code": code, "blanked": True}
    for each in gone:
        yield {"kind": each["state"], **{name: each[name] for name in ("code", "reason", "merged_into")}}


def _changed(old: Publication, new: Publication) -> Json:
    fields = {name: [_value(old, name), _value(new, name)] for name in _FIELDS}
    was, now = old.read(), new.read()
    tables = [each.name for each in TABLES if _rows(each, was) != _rows(each, now)]
    return {
        "kind": "changed",
        "code": new.code,
        "versions": [old.version, new.version],
        "change_note": new.change_note,
        "fields": {name: values for name, values in fields.items() if values[0] != values[1]},
        "tables": tables,
    }


def _rows(table: Table, document: Json) -> list[list[str]]:
    kept = [name not in _ALWAYS for name in header(table)]
    return [list(compress(cells, kept)) for cells in lines(table, document)]


def _value(publication: Publication, name: str) -> Any:
    value = getattr(publication, name)
    return value.isoformat() if hasattr(value, "isoformat") else value


def as_lines(head: Json, changes: Iterable[Json]) -> Iterator[str]:
    """The file: one JSON object, a difference a line, so that it can be written without holding all of them."""
    written = json.dumps(head, ensure_ascii=False, sort_keys=True)
    yield f'{written[:-1]}, "changes": [\n'
    before = ""
    for change in changes:
        yield before + json.dumps(change, ensure_ascii=False, sort_keys=True)
        before = ",\n"
    yield "\n]}\n"


def _batches(codes: list[str]) -> Iterator[list[str]]:
    rest = iter(codes)
    while some := list(islice(rest, _BATCH)):
        yield some
