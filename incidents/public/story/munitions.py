"""How is a weapon named within a sentence? Owns the nouns and the plurals (SCHEMA 3.8 and 4.2)."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from incidents import codebook, counts
from incidents.public.languages import isolated
from incidents.public.story.record import Json, Record, bracketed, quoted

_NOUNS: Final = {
    "rocket": "rocket",
    "mortar": "mortar round",
    "artillery": "artillery shell",
    "other_missile": "missile",
    "other": "weapon of another kind",
    "unknown": "munition",
}
_UNCOUNTED: Final = frozenset({"small_arms", "cyber", "jamming"})


def munition(use: Json) -> str:
    """``4 rockets``, ``an unstated number of air-defence guns (C-RAM)``, as a phrase within a sentence."""
    number = _how_many(use)
    named = _with_model(use, _noun(use) if number == "1" or not number else plural(use))
    if use["count_kind"] == "words":
        return bracketed(named, quoted(number))
    return _("%(number)s %(weapons)s") % {"number": number, "weapons": named} if number else named


def munition_of(record: Record, use: Json) -> str:
    """The group as one already spoken of: ``the 4 rockets``, ``3 of the rockets`` for a part of others."""
    number = _how_many(use) if use["count_kind"] == "exact" else ""
    if number and record.part(use["subset_of"]):
        return _("%(number)s of the %(weapons)s") % {"number": number, "weapons": _with_model(use, plural(use))}
    named = munition(use) if number or not _how_many(use) else _with_model(use, plural(use))
    return _("the %(weapons)s") % {"weapons": named}


def plural(use: Json) -> str:
    """``rockets``, ``small arms``: the noun alone, of however many."""
    return pgettext("weapons", _several(use["type"]))


def nouns() -> Iterator[tuple[str, str]]:
    """Every noun, as (context, text), for those who collect what is to be translated."""
    for code in codebook.WEAPON_TYPE.codes:
        yield "weapon", _one(code)
        yield "weapons", _several(code)


def _noun(use: Json) -> str:
    return pgettext("weapon", _one(use["type"]))


def _one(code: str) -> str:
    label = codebook.WEAPON_TYPE.label(code)
    return _NOUNS.get(code, label[:1].lower() + label[1:])


def _several(code: str) -> str:
    return _one(code) if code in _UNCOUNTED else _plural(_one(code))


def _with_model(use: Json, noun: str) -> str:
    return bracketed(noun, isolated(use["model"])) if use["model"] else noun


def _how_many(use: Json) -> str:
    if use["count_kind"] in ("", "none_reported", "unknown"):
        return ""
    return counts.words(use["count_kind"], use["low"], use["best"], use["high"], said=use["number_text"])


def _plural(noun: str) -> str:
    head, _, rest = noun.partition(" of ")
    return f"{head}s of {rest}" if rest else f"{noun}s"
