"""What becomes of each field and table when two incidents are merged? Owns the list, and what a person may choose.

A field or a table that stands in neither list fails a test, so that nothing new is lost without a decision.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

from django.db.models import Model

from incidents import dates
from incidents.models import (
    Assignment,
    CasualtyCount,
    Citation,
    Comment,
    ConfidentialNote,
    ExternalId,
    Incident,
    Involvement,
    Location,
    Note,
    PinnedFigure,
    Prefill,
    Relation,
    ReviewEvent,
    Statement,
    Step,
    Target,
    WeaponUse,
)
from incidents.models.incident import UNTITLED

Side = Literal["target", "source"]
SIDES: Final = ("target", "source")


class Rule(StrEnum):
    """What a merge does with a field or a table of the incident that is folded into the other."""

    CHOOSE = "the reviewer chooses; without a choice the target's stays, or the source's where the target says nothing"
    CAREFUL = "the more careful of the two"
    TARGET = "the target's stays"
    REVIEW = "written by review and by saves only"
    DERIVED = "follows from another field"
    MOVE = "every row moves to the target"
    JOIN = "every row moves, but one that says the same as the target's in every field becomes one with it"
    ONE_PER_CELL = "moves; where the target has one for the same cell the reviewer chooses, and a note keeps the other"
    POINT = "points to the target instead, unless that would be to itself or twice"
    FOLLOW = "goes with the row it is about; one about a value that is not kept goes"
    STAY = "stays with the source"


FIELDS: Final[Mapping[str, Rule]] = {
    "id": Rule.REVIEW,
    "created_at": Rule.REVIEW,
    "updated_at": Rule.REVIEW,
    "code": Rule.TARGET,
    "title": Rule.CHOOSE,
    "folded": Rule.DERIVED,
    "summary": Rule.CHOOSE,
    "attack_type": Rule.CHOOSE,
    "violence_type": Rule.CHOOSE,
    "stage": Rule.CHOOSE,
    "date_edtf": Rule.CHOOSE,
    "date_earliest": Rule.DERIVED,
    "date_latest": Rule.DERIVED,
    "time_kind": Rule.CHOOSE,
    "time_start": Rule.CHOOSE,
    "time_end": Rule.CHOOSE,
    "part_of_day": Rule.CHOOSE,
    "time_text": Rule.CHOOSE,
    "timezone": Rule.CHOOSE,
    "status": Rule.REVIEW,
    "merged_into": Rule.REVIEW,
    "verification": Rule.CHOOSE,
    "verification_note": Rule.CHOOSE,
    "sensitivity": Rule.CAREFUL,
    "embargo_until": Rule.CAREFUL,
    "created_by": Rule.TARGET,
    "assigned_to": Rule.TARGET,
    "task": Rule.TARGET,
    "codebook_version": Rule.TARGET,
    "version": Rule.REVIEW,
}

TABLES: Final[Mapping[tuple[type[Model], str], Rule]] = {
    (Location, "incident"): Rule.JOIN,
    (Target, "incident"): Rule.JOIN,
    (WeaponUse, "incident"): Rule.JOIN,
    (Statement, "incident"): Rule.MOVE,
    (CasualtyCount, "incident"): Rule.MOVE,
    (PinnedFigure, "incident"): Rule.ONE_PER_CELL,
    (Citation, "incident"): Rule.MOVE,
    (Relation, "incident"): Rule.JOIN,
    (Relation, "to_incident"): Rule.POINT,
    (Involvement, "incident"): Rule.JOIN,
    (ExternalId, "incident"): Rule.MOVE,
    (Note, "incident"): Rule.JOIN,
    (ConfidentialNote, "incident"): Rule.MOVE,
    (Comment, "incident"): Rule.MOVE,
    (Prefill, "incident"): Rule.FOLLOW,
    # A guest may read what was named to them, and nothing more; the log of review and of steps is of the one it names.
    (Assignment, "incident"): Rule.STAY,
    (ReviewEvent, "incident"): Rule.STAY,
    (Step, "incident"): Rule.STAY,
    (Incident, "merged_into"): Rule.STAY,
}

TOGETHER: Final = (
    ("time_kind", "time_start", "time_end", "part_of_day", "time_text"),
    ("verification", "verification_note"),
)
"""Fields that make sense only as one side has them all; chosen under the name of the first."""

PRIMARY: Final = "primary_location"
"""The choice which primary location stays primary."""

_SAYS_LITTLE: Final = {
    "title": UNTITLED, "attack_type": "unknown", "stage": "unknown", "verification": "unassessed",
}  # fmt: skip
_STRICTNESS: Final = {"open": 0, "coarse": 1, "hidden_place": 2}


@dataclass(frozen=True)
class Choice:
    """One thing on which the two differ. ``keep`` is the side that is kept unless somebody chooses the other."""

    name: str
    label: str
    target: str
    source: str
    keep: Side


def choices_of(source: Incident, target: Incident) -> list[Choice]:
    """Everything that a person may choose between the two, in the order of the form."""
    return [*_of_fields(source, target), *_of_primary(source, target), *_of_pins(source, target)]


def taken_from_source(found: list[Choice], chosen: Mapping[str, str]) -> set[str]:
    """The names of the choices for which the source's side is kept. ValueError for what cannot be chosen."""
    known = {each.name for each in found}
    for name, side in chosen.items():
        if name not in known or side not in SIDES:
            raise ValueError(f"“{name}: {side}” is no choice between these two incidents any more. Look at them again.")
    return {each.name for each in found if chosen.get(each.name, each.keep) == "source"}


def adopted(source: Incident, target: Incident, taken: set[str]) -> dict[str, Any]:
    """The fields of the target that change, with what they become."""
    changes = {name: getattr(source, name) for unit in _units() if unit[0] in taken for name in unit}
    if _STRICTNESS[source.sensitivity] > _STRICTNESS[target.sensitivity]:
        changes["sensitivity"] = source.sensitivity
    if source.embargo_until and (target.embargo_until is None or source.embargo_until > target.embargo_until):
        changes["embargo_until"] = source.embargo_until
    return changes


def pin_name(pin: PinnedFigure) -> str:
    """The name under which two pinned figures of one cell are chosen between."""
    return f"pinned-{pin.harm}-{pin.group}"


def chosen_with(name: str) -> str:
    """Under which name a field of the incident is chosen; blank for one that is not."""
    return next((unit[0] for unit in _units() if name in unit), "")


def _units() -> Iterator[tuple[str, ...]]:
    """The fields that are chosen together, in order."""
    whole = {unit[0]: unit for unit in TOGETHER}
    later = {name for unit in TOGETHER for name in unit[1:]}
    for name, rule in FIELDS.items():
        if rule is Rule.CHOOSE and name not in later:
            yield whole.get(name, (name,))


def _of_fields(source: Incident, target: Incident) -> Iterator[Choice]:
    for unit in _units():
        if any(getattr(source, name) != getattr(target, name) for name in unit):
            keep: Side = "source" if _says_nothing(target, unit) and not _says_nothing(source, unit) else "target"
            yield Choice(unit[0], _label(unit[0]), in_words(target, unit), in_words(source, unit), keep)


def _label(name: str) -> str:
    labels = {each.name: str(each.verbose_name) for each in Incident._meta.fields}
    return "time of day" if name == "time_kind" else labels[name]


def _says_nothing(incident: Incident, unit: tuple[str, ...]) -> bool:
    return all(getattr(incident, name) in (None, "", _SAYS_LITTLE.get(name)) for name in unit)


def in_words(incident: Incident, unit: tuple[str, ...]) -> str:
    """What these fields say, as their reader knows it; "" when they say nothing."""
    return "; ".join(filter(None, (field_in_words(incident, name) for name in unit)))


def field_in_words(incident: Incident, name: str) -> str:
    """One field: the label of a code, a date in words."""
    value = getattr(incident, name)
    if value in (None, ""):
        return ""
    if name == "date_edtf":
        return dates.words(value)
    if hasattr(value, "strftime"):
        return f"{value:%H:%M}"
    return str(getattr(incident, f"get_{name}_display", lambda: value)())


def _of_primary(source: Incident, target: Incident) -> Iterator[Choice]:
    mine, theirs = (each.locations.filter(is_primary=True).select_related("place").first() for each in (target, source))
    if mine and theirs and mine.place_id != theirs.place_id:
        yield Choice(PRIMARY, "primary location", str(mine), str(theirs), "target")


def _of_pins(source: Incident, target: Incident) -> Iterator[Choice]:
    mine = {pin_name(pin): pin for pin in target.pinned_figures.all()}
    for pin in source.pinned_figures.all():
        other = mine.get(pin_name(pin))
        if other and (other.best, other.reason) != (pin.best, pin.reason):
            label = f"pinned figure, {pin.get_harm_display().lower()} ({pin.get_group_display().lower()})"
            yield Choice(pin_name(pin), label, f"{other.best}: {other.reason}", f"{pin.best}: {pin.reason}", "target")
