"""What of two codings is compared, and on which scale? Owns the fields of the agreement and what each reads.

A value is data that JSON can hold, so that a coding can be kept as it stood. A blank code means "not stated" and is a
value like any other; a number or a date that nobody gives is missing. A field of the model that is neither read here
nor named in ``NOT_COMPARED`` fails a test.
"""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Model

from incidents import codebook
from incidents.codebook import Vocabulary
from incidents.coding import readings
from incidents.coding.readings import JOINT, Reading
from incidents.models import (
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Involvement,
    Location,
    Note,
    PinnedFigure,
    Relation,
    Statement,
    Target,
    WeaponUse,
)
from incidents.publishing import Coding
from incidents.publishing.derivation import number_of_origins, responsibility

Coded = dict[str, Any]
"""Name of a field → its value in one coding of one incident."""

Reads = dict[type[Model], tuple[str, ...]]


@dataclass(frozen=True)
class Field:
    """One thing two coders may differ on. ``reads`` are the fields of the model it is drawn from.

    ``codes`` are the closed lists of its value, or of the first parts of each member of a set.
    """

    name: str
    label: str
    level: str
    reads: Reads
    value: Reading
    codes: tuple[Vocabulary, ...] = ()

    def scaled(self, value: Any) -> Hashable | None:
        """The value as the measure of agreement takes it; None where it is missing."""
        if value is None or (value == "" and self.level != "nominal"):
            return None
        if self.level == "set":
            return frozenset(value)
        if self.level == "ordinal":
            return self.codes[0].codes.index(value) if value in self.codes[0] else None
        return _number(value) if self.level == "interval" else value

    def in_words(self, value: Any) -> str:
        """The value as people read it."""
        if isinstance(value, list):
            return "; ".join(_member(each, self.codes) for each in value) or "none"
        if value is None or value == "":
            return "not stated"
        return _label(str(value), self.codes[0]) if self.codes else str(value)


def _number(value: str) -> int:
    """Days for a date, minutes for a time of day."""
    if ":" in value:
        time = dt.time.fromisoformat(value)
        return time.hour * 60 + time.minute
    return dt.date.fromisoformat(value).toordinal()


def _member(text: str, codes: tuple[Vocabulary, ...]) -> str:
    parts = text.split(JOINT, len(codes))
    known = [_label(part, vocabulary) for part, vocabulary in zip(parts, codes, strict=False)]
    return JOINT.join(part for part in [*known, *parts[len(codes) :]] if part)


def _label(code: str, vocabulary: Vocabulary) -> str:
    return vocabulary.label(code) if code in vocabulary else code


def coded(coding: Coding) -> Coded:
    """What one coding says, field by field. A pinned figure is an editor's, not the coder's, and is left out."""
    own = replace(coding, pinned_figures=[], figures=None)
    return {field.name: field.value(own) for field in FIELDS}


_COUNT: Final = ("count_kind", "low", "best", "high")
_TOLL: Final[Reads] = {
    CasualtyCount: ("harm", "group", "of_which", "scope", "statement", *_COUNT),
    Statement: ("status", "basis", "repeats"),
}
_CLAIM: Final = (
    "kind", "status", "about_incident", "about_certainty", "speakers", "on_behalf_of", "accused", "wording",
)  # fmt: skip


def _code(name: str, label: str, vocabulary: Vocabulary) -> Field:
    return Field(name, label, "nominal", {Incident: (name,)}, readings.column(name), (vocabulary,))


def _of_primary(name: str, label: str, vocabulary: Vocabulary) -> Field:
    reads: Reads = {Location: (name, "is_primary")}
    return Field(name, label, "ordinal", reads, readings.of_primary(name), (vocabulary,))


def _day(end: str, label: str) -> Field:
    return Field(f"date_{end}", label, "interval", {Incident: ("date_edtf", f"date_{end}")}, readings.day(end))


def _clock(name: str, label: str) -> Field:
    return Field(name, label, "interval", {Incident: (name,)}, readings.clock(name))


def _set(name: str, label: str, reads: Reads, *codes: Vocabulary) -> Field:
    return Field(name, label, "set", reads, getattr(readings, name), codes)


def _toll(name: str, label: str, harm: str, group: str = "all") -> list[Field]:
    said = readings.figure(harm, "state", group)
    ends = [(end, readings.figure(harm, end, group)) for end in ("low", "best", "high")]
    return [
        Field(f"{name}_state", f"{label}: what is said", "nominal", _TOLL, said, (codebook.FIGURE_STATE,)),
        *(Field(f"{name}_{end}", f"{label}: {end}", "ratio", _TOLL, reading) for end, reading in ends),
    ]


FIELDS: Final[tuple[Field, ...]] = (
    _code("attack_type", "Attack type", codebook.ATTACK_TYPE),
    _code("violence_type", "Violence type", codebook.VIOLENCE_TYPE),
    _code("stage", "Stage", codebook.STAGE),
    _day("earliest", "Date: first day"),
    _day("latest", "Date: last day"),
    Field(
        "date_precision", "Date: precision", "nominal", {Incident: ("date_edtf",)}, readings.date_precision,
        (codebook.DATE_PRECISION,),
    ),
    _code("time_kind", "Time: kind", codebook.TIME_KIND),
    _clock("time_start", "Time: from"),
    _clock("time_end", "Time: to"),
    # Night runs into the small hours of the next day: the parts have no first and no last.
    _code("part_of_day", "Part of day", codebook.PART_OF_DAY),
    Field("timezone", "Time zone", "nominal", {Incident: ("timezone",)}, readings.column("timezone")),
    Field("country", "Country", "nominal", {Location: ("place", "is_primary")}, readings.country),
    Field("place", "Primary place", "nominal", {Location: ("place", "is_primary")}, readings.primary_place),
    # In the order of UCDP's where_prec, which ends with the sea.
    _of_primary("precision", "Precision of the place", codebook.PRECISION),
    _of_primary("certainty", "Certainty of the place", codebook.CERTAINTY),
    _set("locations", "Places and their roles", {Location: ("place", "role")}, codebook.LOCATION_ROLE),
    _set("weapons", "Weapon types", {WeaponUse: ("side", "type")}, codebook.WEAPON_SIDE, codebook.WEAPON_TYPE),
    Field(
        "weapon_items", "Number of weapons", "ratio", {WeaponUse: ("side", "subset_of", *_COUNT)},
        readings.weapon_items,
    ),
    _set(
        "weapon_outcomes", "Outcomes of weapons", {WeaponUse: ("type", "outcome")}, codebook.WEAPON_TYPE,
        codebook.WEAPON_OUTCOME,
    ),
    _set("targets", "Targets and their roles", {Target: ("type", "role")}, codebook.TARGET_TYPE, codebook.TARGET_ROLE),
    _set("target_actors", "Owners of targets", {Target: ("actor",)}),
    _set("damage", "Damage", {Target: ("type", "damage")}, codebook.TARGET_TYPE, codebook.DAMAGE),
    Field(
        "responsibility", "Responsibility", "nominal", {Statement: _CLAIM}, responsibility, (codebook.RESPONSIBILITY,)
    ),
    _set(
        "statements", "Statements and speakers", {Statement: ("kind", "voice", "speakers")}, codebook.STATEMENT_KIND
    ),
    _set("accused", "The accused", {Statement: ("accused", "wording")}, codebook.WORDING),
    _set("channels", "Channels", {Statement: ("channel",)}, codebook.CHANNEL),
    Field(
        "origins", "Independent origins", "ratio", {Statement: ("repeats", "status", "kind", "speakers")},
        number_of_origins,
    ),
    *_toll("killed", "Killed", "killed"),
    *_toll("injured", "Injured", "injured"),
    *_toll("civilians_killed", "Civilians killed", "killed", "civilian"),
    _set(
        "toll_lines", "Lines of the toll", {CasualtyCount: ("harm", "group", "age", "sex")}, codebook.HARM,
        codebook.GROUP, codebook.AGE, codebook.SEX,
    ),
    _set("involvements", "Who took part", {Involvement: ("actor", "role")}, codebook.INVOLVEMENT_ROLE),
    _set("ties", "Ties to series and incidents", {Relation: ("kind", "to_series")}, codebook.RELATION_KIND),
    _code("verification", "Verification", codebook.VERIFICATION),
    _code("sensitivity", "Sensitivity", codebook.SENSITIVITY),
)  # fmt: skip
"""Every compared field, in the order in which it is shown."""

BY_NAME: Final = {field.name: field for field in FIELDS}

_OURS = "the coder's own words"
_THEIRS = "the source's words; what they were coded as is compared"
_RARE = "too rarely coded, or too rarely other than certain, to be measured"
_TIES = "ties rows that are compared themselves"
_PART = {"id": "a key", "created_at": "work log", "updated_at": "work log", "incident": "what the row belongs to"}


def _whole(model: type[Model], reason: str) -> dict[str, str]:
    return {each.name: reason for each in model._meta.fields}


NOT_COMPARED: Final[dict[type[Model], dict[str, str]]] = {
    Incident: {
        **dict.fromkeys(("id", "folded"), "a key"),
        **dict.fromkeys(
            ("created_at", "updated_at", "status", "merged_into", "created_by", "assigned_to", "task", "version",
             "codebook_version", "embargo_until"),
            "work log",
        ),
        "code": "given by the site while two code blind",
        **dict.fromkeys(("title", "summary", "verification_note"), _OURS),
        "time_text": _THEIRS,
    },
    Location: {
        **_PART,
        "relation_text": _THEIRS,
        **dict.fromkeys(("latitude", "longitude", "radius_m"), "refines a place that is compared with its precision"),
    },
    WeaponUse: {
        **_PART,
        **dict.fromkeys(("model", "platform", "number_text"), _THEIRS),
        **dict.fromkeys(("origin", "endpoint", "target"), _TIES),
        "note": _OURS,
    },
    Target: {
        **_PART,
        **dict.fromkeys(("name", "damage_text"), _THEIRS),
        **dict.fromkeys(("nationality", "certainty"), _RARE),
        "location": _TIES,
        "note": _OURS,
    },
    Statement: {
        **_PART,
        **dict.fromkeys(("speaker_text", "accused_text", "alleged_motive", "channel_name"), _THEIRS),
        **dict.fromkeys(
            ("relayed_by", "addressee", "series", "said_place", "original", "said_edtf", "said_earliest",
             "said_latest"),
            _RARE,
        ),
    },
    CasualtyCount: {
        **_PART,
        "number_text": _THEIRS,
        **dict.fromkeys(("involvement", "nationality", "severity", "mechanism"), _RARE),
    },
    Relation: {
        **_PART,
        "to_incident": "two blind codings of one incident are two rows",
        "certainty": _RARE,
        "asserted_by": _TIES,
    },
    Involvement: {**_PART, "certainty": _RARE},
    Citation: _whole(Citation, "the words that carry a value; the values are compared"),
    PinnedFigure: _whole(PinnedFigure, "an editor's, not a coder's"),
    ExternalId: _whole(ExternalId, "an import's, not a coder's"),
    Note: _whole(Note, "the safety net, in the coder's own words"),
}  # fmt: skip
"""Table → field → why it is not compared."""
