"""What stands at the desk? Owns the kinds of record, the fields each shows and the keys that make and fill them."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.db.models import Model

from incidents.coding import citable
from incidents.models import Citation, Incident

COUNT: Final = "count"
"""How a number was put: one box at the desk, four columns of the row (SCHEMA 2.2)."""

POINT: Final = "point"
"""Latitude and longitude: one box, "33.30000, 44.40000", for one without the other is no place."""

COUNT_COLUMNS: Final = ("count_kind", "low", "best", "high")


@dataclass(frozen=True)
class Kind:
    """One kind of record: ``first`` are its fields always shown, by digit keys; ``more`` those behind a fold."""

    name: str
    title: str
    first: tuple[str, ...]
    more: tuple[str, ...] = ()
    hint: str = ""

    @property
    def model(self) -> type[Model]:
        return MODELS[self.name]

    @property
    def fields(self) -> tuple[str, ...]:
        return self.first + self.more


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "incident", "What and when", ("date_edtf", "part_of_day", "attack_type", "title"),
        (
            "time_kind", "time_start", "time_end", "time_text", "timezone", "stage", "violence_type", "code", "summary",
            "verification", "verification_note", "sensitivity", "embargo_until",
        ),
    ),
    Kind(
        "location", "Where", ("place", "role", "precision", "is_primary", "relation_text"),
        ("certainty", POINT, "radius_m"),
        "The primary location is where it took effect; a launch site never is.",
    ),
    Kind(
        "weapon_use", "With what", (COUNT, "type", "outcome", "subset_of", "endpoint"),
        ("side", "model", "platform", "origin", "target", "number_text", "note"),
        "A part of a group is a row of its own: four rockets = one that hit a school + three.",
    ),
    Kind(
        "target", "Against what", ("name", "type", "role", "damage", "actor"),
        ("nationality", "location", "damage_text", "certainty", "note"),
        "What was aimed at and what was struck are two things.",
    ),
    Kind(
        "statement", "Who says what", ("kind", "speakers", "accused", "wording", "alleged_motive"),
        (
            "voice", "speaker_text", "accused_text", "basis", "relayed_by", "on_behalf_of", "addressee", "channel",
            "channel_name", "said_edtf", "said_place", "about_incident", "series", "about_certainty", "original",
            "repeats", "status",
        ),
        "Who said it, who passed it on and who printed it are three things.",
    ),
    Kind(
        "casualty_count", "Who was hurt", (COUNT, "harm", "group", "statement", "scope"),
        ("age", "sex", "nationality", "severity", "mechanism", "of_which", "involvement", "number_text"),
        "No line means that no source read so far mentions it. It never means zero.",
    ),
    Kind("involvement", "Who took part", ("actor", "role", "certainty"), (), "It never says who is to blame."),
    Kind("relation", "Ties", ("kind", "to_series", "to_incident", "asserted_by", "certainty")),
    Kind("note", "Notes", ("kind", "body", "date_edtf"), (), "Public, in our own words: the safety net."),
)  # fmt: skip

BY_NAME: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in KINDS})

MODELS: Final[Mapping[str, type[Model]]] = MappingProxyType(
    {"incident": Incident, **{name: model for name, model in citable.RECORDS.items() if name != "series"}}
)
"""The table behind each kind of record."""

CITATION_FIELDS: Final = ("stance", "basis", "value", "comment")
"""What can be changed of a quote at the desk; its words are selected anew."""

MADE_BY_RULE: Final = ("code", "title")
"""Fields of the incident that follow the others until somebody types them."""


@dataclass(frozen=True)
class Gesture:
    """A key that makes a record of the selected words, or fills a fact of the incident with them."""

    key: str
    label: str
    record: str
    field: str = ""
    initial: Mapping[str, Any] = dataclasses.field(default_factory=dict)


GESTURES: Final[tuple[Gesture, ...]] = (
    Gesture("d", "When", "incident", "date_edtf"),
    Gesture("t", "Type of attack", "incident", "attack_type"),
    Gesture("p", "Place", "location", initial={"role": "occurred"}),
    Gesture("l", "Launch site", "location", initial={"role": "launch"}),
    Gesture("w", "Weapon", "weapon_use", initial={"type": "unknown", "side": "attacker"}),
    Gesture("g", "Target", "target", initial={"type": "unknown", "role": "unclear"}),
    Gesture("e", "Statement", "statement", initial={"kind": "account"}),
    Gesture("a", "Accusation", "statement", initial={"kind": "accusation"}),
    Gesture("c", "Claim", "statement", initial={"kind": "claim_of_responsibility"}),
    Gesture("y", "Denial", "statement", initial={"kind": "denial"}),
    Gesture("n", "No claim reported", "statement", initial={"kind": "no_claim_reported"}),
    Gesture("k", "Killed", "casualty_count", initial={"harm": "killed"}),
    Gesture("i", "Injured", "casualty_count", initial={"harm": "injured"}),
    Gesture("h", "Casualties, not split", "casualty_count", initial={"harm": "casualty_unspecified"}),
    Gesture("v", "Took part", "involvement", initial={"role": "present"}),
    Gesture("r", "Tie to another", "relation", initial={"kind": "part_of"}),
    Gesture("b", "Note", "note", initial={"kind": "context"}),
)

BY_KEY: Final[Mapping[str, Gesture]] = MappingProxyType({each.key: each for each in GESTURES})


def reference(row: Model) -> str:
    """How the desk names a row: "" for the incident itself, else its kind and key, as in "weapon_use-12"."""
    if isinstance(row, Incident):
        return ""
    if isinstance(row, Citation):
        return f"citation-{row.pk}"
    return f"{next(name for name, model in MODELS.items() if isinstance(row, model))}-{row.pk}"


def is_key(text: str) -> bool:
    """Whether a text can be the key of a row in either engine."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def quoted_field(name: str) -> str:
    """The field a quote is filed under: a number is quoted for its best, a point for its latitude."""
    return {COUNT: "best", POINT: "latitude"}.get(name, name)
