"""Which places does the site know from the start? Owns how `seeds/places.csv` becomes places and their spellings."""

import csv
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from incidents.models import Place, PlaceName
from incidents.seeding.records import SeedError

Row = dict[str, str]
Identity = tuple[str, str, str, int | None]
"""Name, kind, country and parent: what makes two places one. The table has no key column of its own."""


@transaction.atomic
def load_places(path: Path) -> dict[str, Place]:
    """Store the places of a gazetteer that are not there yet, and return all of them by the file's key.

    A place that is there is left as it is. SeedError: a key stands twice, or a parent is missing or in a circle.
    """
    rows = _read(path)
    here: dict[Identity, Place] = {_identity(place): place for place in Place.objects.all()}
    loaded: dict[str, Place] = {}
    waiting = rows
    while waiting:
        ready = {key: row for key, row in waiting.items() if not row["parent_key"] or row["parent_key"] in loaded}
        if not ready:
            raise SeedError(
                f"{path.name}: the parent of {', '.join(sorted(waiting)[:5])} is missing or lies in itself."
            )
        loaded |= _store(ready, loaded, here)
        waiting = {key: row for key, row in waiting.items() if key not in ready}
    return loaded


def _read(path: Path) -> dict[str, Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    by_key = {row["key"]: row for row in rows}
    if len(by_key) < len(rows):
        raise SeedError(f"{path.name}: a key stands twice.")
    return by_key


def _store(rows: dict[str, Row], parents: dict[str, Place], here: dict[Identity, Place]) -> dict[str, Place]:
    """Store one level of the hierarchy. Bulk rows have no history before their first edit."""
    wanted = {key: _place(row, parents.get(row["parent_key"])) for key, row in rows.items()}
    found = {key: here.get(_identity(place)) for key, place in wanted.items()}
    new = {key: place for key, place in wanted.items() if found[key] is None}
    Place.objects.bulk_create(new.values())
    PlaceName.objects.bulk_create(name for key, place in new.items() for name in _names(rows[key], place))
    return {key: found[key] or place for key, place in wanted.items()}


def _identity(place: Place) -> Identity:
    return place.name, place.kind, place.country, place.parent_id


def _place(row: Row, parent: Place | None) -> Place:
    return Place(
        parent=parent,
        latitude=row["latitude"] or None,
        longitude=row["longitude"] or None,
        radius_m=int(row["radius_m"]) if row["radius_m"] else None,
        **{name: row[name] for name in ("name", "kind", "country", "iso_3166_2", "pcode", "coord_basis", "timezone")},
    )


def _names(row: Row, place: Place) -> Iterable[PlaceName]:
    """Other spellings, joined by ";"; a language stands before a colon: "Bagdad;ar:بغداد"."""
    for text in dict.fromkeys(filter(None, row["alternative_names"].split(";"))):
        language, _, name = text.rpartition(":")
        yield PlaceName(place=place, name=name, language=language, kind="translation" if language else "spelling")
