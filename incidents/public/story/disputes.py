"""On what do sources differ? Owns the phrase for each field that a source contradicts."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codebook
from incidents.public import terms
from incidents.public.languages import isolated
from incidents.public.story.harmed import harmed
from incidents.public.story.munitions import munition_of, plural
from incidents.public.story.record import Json, Record, actor_name, listed, said_by
from incidents.public.story.targets import target_in_sentence

_NUMBERS: Final = ("low", "best", "high", "count_kind", "number_text")
_INCIDENT: Final[dict[str, Any]] = {
    "": gettext_lazy("what happened"),
    "date_edtf": gettext_lazy("the date"),
    "attack_type": gettext_lazy("the kind of attack"),
    "stage": gettext_lazy("how far the attack went"),
    **dict.fromkeys(
        ("time_kind", "time_start", "time_end", "part_of_day", "time_text"), gettext_lazy("the time of day")
    ),
}
_STATEMENT: Final[dict[str, Any]] = {
    "": gettext_lazy("what %(speaker)s said"),
    "accused": gettext_lazy("whom %(speaker)s accused"),
    "addressee": gettext_lazy("to whom %(speaker)s’s message was addressed"),
    "alleged_motive": gettext_lazy("which motive %(speaker)s alleged"),
    "relayed_by": gettext_lazy("who passed on what %(speaker)s said"),
    "wording": gettext_lazy("how sure %(speaker)s was"),
}
_TARGET: Final[dict[str, Any]] = {
    "damage": gettext_lazy("the damage to %(target)s"),
    "role": gettext_lazy("whether %(target)s was aimed at, struck or both"),
}


def disputed_fields(record: Record) -> Iterator[str]:
    """A phrase that completes “Sources differ on …” for each citation that contradicts the record."""
    for citation in record["citations"]:
        if citation["stance"] == "contradicts":
            yield _phrase(record, citation["record"], citation["field"])


def _phrase(record: Record, ref: str, field: str) -> str:
    part, kind = record.part(ref), ref.rpartition("-")[0]
    if part is None:
        return str(_INCIDENT[field]) if field in _INCIDENT else _("the %(field)s") % {"field": _spoken(field)}
    if kind == "weapon_use":
        return _weapon(record, part, field)
    if kind == "casualty_count":
        return how_many(part)
    if kind == "location":
        return _("the place %(name)s") % {"name": isolated(part["place"]["name"])}
    return _named_part(kind, part, field)


def _named_part(kind: str, part: Json, field: str) -> str:
    values = {"field": _spoken(field), "part": _spoken(kind)}
    if kind == "target":
        told = str(_TARGET[field]) if field in _TARGET else _("the %(field)s of %(target)s")
        return told % (values | {"target": target_in_sentence(part)})
    if kind == "statement":
        told = str(_STATEMENT[field]) if field in _STATEMENT else _("the %(field)s of what %(speaker)s said")
        return told % (values | {"speaker": _speaker(part)})
    return _("the %(field)s of a %(part)s") % values


def _spoken(code: str) -> str:
    """The name of a column, which is data, where no phrase is made for it."""
    return isolated(code.replace("_", " ")) or _("details")


def _weapon(record: Record, use: Json, field: str) -> str:
    if field in _NUMBERS:
        return _("how many %(weapons)s there were") % {"weapons": plural(use)}
    weapons = munition_of(record, use)
    if field in ("", "outcome"):
        return _("what became of %(weapons)s") % {"weapons": weapons}
    return _("the %(field)s of %(weapons)s") % {"field": _spoken(field), "weapons": weapons}


def how_many(count: Json) -> str:
    """``how many were killed among civilians``, without a group for everybody."""
    values = {"harmed": harmed(count["harm"])}
    if count["group"] == "all":
        return _("how many were %(harmed)s") % values
    group = terms.label(codebook.GROUP, count["group"]).lower()
    return _("how many were %(harmed)s among %(group)s") % (values | {"group": group})


def _speaker(statement: Json) -> str:
    """The speakers alone, without those for whom they spoke."""
    return listed(map(actor_name, statement["speakers"])) or said_by(statement) or _("the article itself")
