"""On what do sources differ? Owns the phrase for each field that a source contradicts."""

from collections.abc import Iterator
from typing import Final

from incidents import codebook
from incidents.public.story.munitions import munition_of, plural
from incidents.public.story.record import Json, Record, actor_name, listed, said_by
from incidents.public.story.targets import target_in_sentence

_NUMBERS: Final = ("low", "best", "high", "count_kind", "number_text")
_INCIDENT: Final = {
    "": "what happened",
    "date_edtf": "the date",
    "attack_type": "the kind of attack",
    "stage": "how far the attack went",
    **dict.fromkeys(("time_kind", "time_start", "time_end", "part_of_day", "time_text"), "the time of day"),
}
_STATEMENT: Final = {
    "": "what {} said",
    "accused": "whom {} accused",
    "addressee": "to whom {}’s message was addressed",
    "alleged_motive": "which motive {} alleged",
    "relayed_by": "who passed on what {} said",
    "wording": "how sure {} was",
}
_TARGET: Final = {
    "damage": "the damage to {}",
    "role": "whether {} was aimed at, struck or both",
}


def disputed_fields(record: Record) -> Iterator[str]:
    """A phrase that completes “Sources differ on …” for each citation that contradicts the record."""
    for citation in record["citations"]:
        if citation["stance"] == "contradicts":
            yield _phrase(record, citation["record"], citation["field"])


def _phrase(record: Record, ref: str, field: str) -> str:
    part, kind = record.part(ref), ref.rpartition("-")[0]
    if part is None:
        return _INCIDENT.get(field, f"the {_spoken(field)}")
    if kind == "weapon_use":
        return _weapon(record, part, field)
    if kind == "casualty_count":
        return f"how many were {codebook.HARM.label(part['harm']).lower()}{among(part)}"
    if kind == "location":
        return f"the place {part['place']['name']}"
    return _named_part(kind, part, field)


def _named_part(kind: str, part: Json, field: str) -> str:
    if kind == "target":
        return _TARGET.get(field, f"the {_spoken(field)} of {{}}").format(target_in_sentence(part))
    if kind == "statement":
        return _STATEMENT.get(field, f"the {_spoken(field)} of what {{}} said").format(_speaker(part))
    return f"the {_spoken(field)} of a {_spoken(kind)}"


def _spoken(code: str) -> str:
    return code.replace("_", " ") or "details"


def _weapon(record: Record, use: Json, field: str) -> str:
    if field in _NUMBERS:
        return f"how many {plural(use)} there were"
    if field in ("", "outcome"):
        return f"what became of {munition_of(record, use)}"
    return f"the {_spoken(field)} of {munition_of(record, use)}"


def among(count: Json) -> str:
    """`` among civilians`` for a group, blank for everybody."""
    return "" if count["group"] == "all" else f" among {codebook.GROUP.label(count['group']).lower()}"


def _speaker(statement: Json) -> str:
    """The speakers alone, without those for whom they spoke."""
    return listed(map(actor_name, statement["speakers"])) or said_by(statement) or "the article itself"
