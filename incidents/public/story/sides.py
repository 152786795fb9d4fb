"""Whom does a dataset name as the sides? Owns their sentence, which is never a finding of who did it (SCHEMA 3.12)."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codebook
from incidents.codebook import ATTRIBUTION_KINDS
from incidents.public import terms
from incidents.public.story.record import Json, Record, actor_name, listed

_SIDES: Final = {"side_a": gettext_lazy("side A"), "side_b": gettext_lazy("side B")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who is said to have done it, in one label and the sentences that explain it."""

    label: str
    text: str
    names_sides: bool = False


def verdict(record: Record) -> Verdict:
    """The derived responsibility; where it is not stated, the sides that the dataset names."""
    term = terms.term(codebook.RESPONSIBILITY, record["responsibility"])
    if record["responsibility"] == "not_stated" and sides_without_statement(record):
        return Verdict(_("No statement coded"), named_sides(record), names_sides=True)
    return Verdict(term.label, term.definition)


def sides_without_statement(record: Record) -> str:
    """The sides, and that nobody is coded as saying who did it; blank where no side is named or somebody is."""
    sides = named_sides(record)
    coded = any(each["kind"] in ATTRIBUTION_KINDS and each["about_incident"] for each in record["statements"])
    if not sides or coded:
        return ""
    return f"{sides} " + _("No statement on who did it is coded.")


def named_sides(record: Record) -> str:
    """``The dataset names the sides: X (side A) and Y (side B).``; blank where no side is named."""
    sides = [each for each in record["involvements"] if each["role"] in _SIDES]
    if not sides:
        return ""
    if record["violence_type"] == "one_sided":
        one = listed(dict.fromkeys(actor_name(each["actor"]) for each in sides if each["role"] == "side_a"))
        return _one_side(record) % {"side": one} if one else ""
    told = (
        _("The dataset names the sides: %(sides)s.")
        if _is_from_dataset(record)
        else _("The sources name the sides: %(sides)s.")
    )
    return told % {"sides": listed(map(_side, sides))}


def _one_side(record: Record) -> str:
    if _is_from_dataset(record):
        return _("The dataset names %(side)s as the side that used violence against civilians.")
    return _("The sources name %(side)s as the side that used violence against civilians.")


def _side(involvement: Json) -> str:
    return f"{actor_name(involvement['actor'])} ({_SIDES[involvement['role']]})"


def _is_from_dataset(record: Record) -> bool:
    return any(each["kind"] == "dataset_record" for each in record["articles"])
