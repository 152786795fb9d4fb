"""What must a reader know within ten seconds? Owns the three short paragraphs that open a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents import codebook
from incidents.public import terms
from incidents.public.story.narrative import what, when, where
from incidents.public.story.not_known import NotKnown
from incidents.public.story.record import Record, actor_name, capitalised, listed
from incidents.public.story.sayings import Saying
from incidents.public.story.sides import sides_without_statement
from incidents.public.story.toll import Toll

MOST_SAYINGS: Final = 2
MOST_UNKNOWNS: Final = 3


@dataclass(frozen=True, slots=True)
class Glance:
    """A kind of act; the tolls, figures first, with the circumstances; what is claimed; what is not known."""

    kind: str
    tolls: tuple[Toll, ...]
    circumstances: str
    claimed: str
    not_known: str


def glance(record: Record, *, tolls: list[Toll], sayings: list[Saying], unknowns: NotKnown) -> Glance:
    """The record in three paragraphs, made of the same sentences as the page below them."""
    return Glance(
        kind=_kind(record),
        tolls=tuple(sorted(tolls, key=lambda toll: not toll.is_figure)),
        circumstances=_sentences([when(record).text, where(record).text]),
        claimed=_claimed(record, sayings),
        not_known=_unknown(unknowns),
    )


def _kind(record: Record) -> str:
    if record["attack_type"] != "unknown":
        return terms.label(codebook.ATTACK_TYPE, record["attack_type"])
    violence = record["violence_type"]
    if not violence:
        return what(record).text
    return _("%(kind)s violence") % {"kind": terms.label(codebook.VIOLENCE_TYPE, violence)}


def _claimed(record: Record, sayings: list[Saying]) -> str:
    here = [each for each in sayings if each.is_about_incident and not each.standing]
    absence = [each for each in here if each.kind == "no_claim_reported"]
    claims = [each for each in here if each.kind != "no_claim_reported"]
    shown = [each.short for each in claims[:MOST_SAYINGS]]
    if more := len(claims) - len(shown):
        told = ngettext("%(count)s more statement on who did it", "%(count)s more statements on who did it", more)
        shown.append(told % {"count": more})
    if shown or absence:
        return _sentences([*shown, *(each.short for each in absence[:1])])
    if sides := sides_without_statement(record):
        return sides
    involved = listed(dict.fromkeys(actor_name(each["actor"]) for each in record["involvements"]))
    if not involved:
        return _("No source says who did it.")
    return _("No source says who did it. Involved: %(names)s.") % {"names": involved}


def _unknown(unknowns: NotKnown) -> str:
    items = [*unknowns.silent, *(_("%(item)s (reported as not known)") % {"item": item} for item in unknowns.unknown)]
    shown, more = items[:MOST_UNKNOWNS], len(items) - MOST_UNKNOWNS
    if not shown:
        return _("Nothing that this record asks for is missing.")
    told = ngettext("%(count)s other point", "%(count)s other points", max(more, 0)) % {"count": more}
    others = [told] if more > 0 else []
    return capitalised(listed([*shown, *others])) + "."


def _sentences(texts: Iterable[str]) -> str:
    return " ".join(f"{capitalised(text)}." for text in texts if text)
