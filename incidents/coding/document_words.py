"""How does an analyst read a row of the public document? Owns its values and its name in the labels of the codebook."""

import json
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.text import Truncator

from articles.models import Article, Publisher
from incidents import codebook, counts, dates, tolls
from incidents.coding import citable
from incidents.countries import COUNTRIES
from incidents.models import (
    Actor,
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Involvement,
    Location,
    Note,
    Place,
    Relation,
    Series,
    Statement,
    Target,
    WeaponUse,
)

Row = dict[str, Any]
Said = dict[str, str]

SECTIONS: dict[str, type[Model]] = {
    "locations": Location, "targets": Target, "weapons": WeaponUse, "involvements": Involvement, "series": Series,
    "articles": Article, "statements": Statement, "casualty_counts": CasualtyCount, "relations": Relation,
    "notes": Note, "external_ids": ExternalId, "citations": Citation,
}  # fmt: skip
"""The lists of the document and the table behind each, so that a row comes after those it points to."""

LINKS: dict[str, tuple[str, ...]] = {
    "targets": ("location",), "weapons": ("subset_of", "origin", "endpoint", "target"), "articles": ("republishes",),
    "statements": ("series", "original", "repeats"), "casualty_counts": ("statement", "scope", "involvement"),
    "relations": ("to_series", "asserted_by"), "citations": ("record", "article"),
}  # fmt: skip
"""The keys of a row that hold the reference of another row."""

WORKED_OUT = {
    "responsibility": "responsibility",
    "country": "country",
    "admin1": "province",
    "admin1_code": "code of the province",
    "place": "place",
    "point": "public point",
    "priogrid_gid": "PRIO-GRID cell",
    "date_earliest": "earliest day",
    "date_latest": "latest day",
    "date_precision": "precision of the date",
    "number_of_articles": "articles cited",
    "number_of_origins": "independent origins",
    "format": "format of the record",
}
"""What the document says of the incident beside its own columns."""

_CODES = {"responsibility": codebook.RESPONSIBILITY, "date_precision": codebook.DATE_PRECISION}
_INSIDE: dict[str, type[Model]] = {"place": Place, "publisher": Publisher}
_PEOPLE = ("speakers", "accused")
_NEVER = frozenset({"ref", "end"})
_ENDS = ("low", "best", "high")


def say_row(section: str, row: Row) -> Said:
    """Every value of a row in words; what is blank is left out. Links to other rows are not in it."""
    model, links = SECTIONS[section], LINKS.get(section, ())
    counted = bool(row.get("count_kind"))
    said: Said = {"number": _say_count(row)} if counted else {}
    for key, value in row.items():
        if key not in _NEVER and key not in links and not (counted and key in _ENDS):
            said |= _say_value(model, key, value)
    return {name: text for name, text in said.items() if text}


def _say_count(row: Row) -> str:
    number = counts.words(*(row[name] for name in ("count_kind", *_ENDS)), said=row["number_text"])
    return f"{number} (at least {row['low']})" if row["count_kind"] == "words" and row["low"] else number


def _say_value(model: type[Model], key: str, value: Any) -> Said:
    if isinstance(value, dict) and key != "record":
        inside = _INSIDE.get(key, Actor)
        return {f"{key}.{name}": text for name, each in value.items() for text in [say(inside, name, each)]}
    if key in _PEOPLE:
        return _say_actors(key, value)
    return {key: say(model, key, value)}


def _say_actors(key: str, actors: list[Row]) -> Said:
    said = {key: ", ".join(each["name"] for each in actors)}
    for each in actors:
        particulars = {name: say(Actor, name, value) for name, value in each.items() if name != "name"}
        said |= {f"{key}.{each['name']}.{name}": text for name, text in particulars.items()}
    return said


def say(model: type[Model], key: str, value: Any) -> str:
    """One value in words; "" when it is blank."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, str):
        return _say_text(model, key, value)
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _say_text(model: type[Model], key: str, text: str) -> str:
    if key.endswith("_edtf"):
        return dates.words(text)
    if key in ("country", "nationality") and text in COUNTRIES:
        return COUNTRIES[text].name
    return _labels(model, key).get(text, text)


def _labels(model: type[Model], key: str) -> dict[Any, str]:
    column: Any = next((each for each in model._meta.fields if each.name == key), None)
    return dict(column.flatchoices) if column is not None and column.choices else {}


def say_incident(document: Row) -> Said:
    """What the document says of the incident itself, in words."""
    said = {}
    for key, value in document.items():
        if key in SECTIONS or key in NOT_COMPARED or key == "cells":
            continue
        said[key] = _say_derived(key, value) if key in WORKED_OUT else say(Incident, key, value)
    return said


NOT_COMPARED = frozenset({"version", "previous_sha256", "published_at", "change_note"})
"""What publishing adds to every document."""


def _say_derived(key: str, value: Any) -> str:
    if key == "point":
        return _say_point(value) if value else ""
    if key in _CODES:
        return _CODES[key].label(value) if value in _CODES[key] else str(value or "")
    return say(Incident, key, value)


def _say_point(point: Row) -> str:
    precision = say(Location, "precision", point["precision"]).lower()
    return f"{point['latitude']}, {point['longitude']}, within {point['radius_m']:,} m ({precision})"


def say_cell(cell: Row) -> Said:
    """A derived figure: what it says, by which rule, from how many origins, and why it is pinned."""
    figure = tolls.Cell(
        **{name: cell[name] for name in ("state", "low", "best", "high", "rule", "origins", "contested")}
    )
    rule = codebook.FIGURE_RULE.label(cell["rule"]) if cell["rule"] in codebook.FIGURE_RULE else str(cell["rule"] or "")
    return {
        "figure": tolls.words(figure, codebook.HARM.label(cell["harm"]).lower()),
        "rule": rule,
        "independent origins": str(cell["origins"]),
        "reason of the pin": cell["reason"],
    }


def cell_name(cell: Row) -> str:
    """ "Killed", or "Killed (civilian)" for a group."""
    harm = codebook.HARM.label(cell["harm"])
    return harm if cell["group"] == "all" else f"{harm} ({codebook.GROUP.label(cell['group']).lower()})"


def differing(was: Said, now: Said) -> list[str]:
    """The names of the values that differ. Of another place or person the name says enough, and not its particulars."""
    names = [name for name in {**now, **was} if was.get(name, "") != now.get(name, "")]
    return [name for name in names if not _goes_without_saying(name, was, now)]


def _goes_without_saying(name: str, was: Said, now: Said) -> bool:
    whose, _, inner = name.rpartition(".")
    if not whose or inner == "name":
        return False
    if whose.partition(".")[0] in _PEOPLE:
        return not all(any(each.startswith(f"{whose}.") for each in side) for side in (was, now))
    return was.get(f"{whose}.name") != now.get(f"{whose}.name")


def field_label(section: str, name: str) -> str:
    """The label of a value that ``say_row`` gives, or of a link."""
    key, _, inner = name.partition(".")
    label = _verbose(SECTIONS[section], key)
    if key in _PEOPLE:
        who, _, inner = inner.rpartition(".")
        return f"{label}: {who}, {_verbose(Actor, inner)}" if inner else label
    if not inner:
        return label
    named = _verbose(_INSIDE.get(key, Actor), inner)
    return label if inner == "name" else f"{label}, {named}"


_ALIASES = {"within": "lies in", "start": "position in the article", "record": "about"}


def _verbose(model: type[Model], name: str) -> str:
    if name in _ALIASES and (model is not ExternalId):
        return _ALIASES[name]
    columns = [*model._meta.fields, *model._meta.many_to_many]
    return next((str(each.verbose_name) for each in columns if each.name == name), name.replace("_", " "))


def incident_label(name: str) -> str:
    """The label of a value that ``say_incident`` gives."""
    return WORKED_OUT.get(name) or _verbose(Incident, name)


def row_name(section: str, said: Said) -> str:
    """What a row is called, from its values in words."""
    name = _NAMES[section](_Blanks(said))
    return Truncator(" ".join(name.split())).chars(90) or "(no words)"


class _Blanks(dict[str, str]):
    def __missing__(self, _key: str) -> str:
        return ""


_NAMES: dict[str, Callable[[Said], str]] = {
    "locations": lambda said: f"{said['role']}: {said['place.name']}",
    "targets": lambda said: said["name"] or said["type"],
    "weapons": lambda said: f"{said['number']} {said['type']} ({said['side'].lower()})",
    "involvements": lambda said: f"{said['role']}: {said['actor.name']}",
    "series": lambda said: said["name"],
    "articles": lambda said: " · ".join(filter(None, [said["title"] or "(no headline)", said["publisher.name"]])),
    "statements": lambda said: f"{said['kind']}: {said['speakers'] or said['speaker_text'] or said['voice']}",
    "casualty_counts": lambda said: f"{said['number']} {said['harm'].lower()} ({said['group'].lower()})",
    "relations": lambda said: f"{said['kind']} {said['to_series'] or said['to_incident']}",
    "notes": lambda said: f"{said['kind']}: {said['body']}",
    "external_ids": lambda said: f"{said['scheme']} {said['value']}",
    "citations": lambda said: f"“{said['exact']}”" if said["exact"] else said["basis"],
}


def cited_field(reference: str, field: str) -> str:
    """The label of the field that a quote carries; ``reference`` is that of the row it bears on."""
    kind = reference.rpartition("-")[0]
    return dict(citable.fields_of(kind)).get(field, field)
