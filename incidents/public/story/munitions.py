"""How is a weapon named within a sentence? Owns the nouns and the plurals (SCHEMA 3.8 and 4.2)."""

from typing import Final

from incidents import codebook, counts
from incidents.public.story.record import Json, Record, bracketed

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
        return bracketed(named, f"“{number}”")
    return f"{number} {named}".strip()


def munition_of(record: Record, use: Json) -> str:
    """The group as one already spoken of: ``the 4 rockets``, ``3 of the rockets`` for a part of others."""
    number = _how_many(use) if use["count_kind"] == "exact" else ""
    if number and record.part(use["subset_of"]):
        return f"{number} of the {_with_model(use, plural(use))}"
    return f"the {munition(use) if number or not _how_many(use) else _with_model(use, plural(use))}"


def plural(use: Json) -> str:
    """``rockets``, ``small arms``: the noun alone, of however many."""
    return _noun(use) if use["type"] in _UNCOUNTED else _plural(_noun(use))


def _noun(use: Json) -> str:
    label = codebook.WEAPON_TYPE.label(use["type"])
    return _NOUNS.get(use["type"], label[:1].lower() + label[1:])


def _with_model(use: Json, noun: str) -> str:
    return bracketed(noun, use["model"]) if use["model"] else noun


def _how_many(use: Json) -> str:
    if use["count_kind"] in ("", "none_reported", "unknown"):
        return ""
    return counts.words(use["count_kind"], use["low"], use["best"], use["high"], said=use["number_text"])


def _plural(noun: str) -> str:
    head, _, rest = noun.partition(" of ")
    return f"{head}s of {rest}" if rest else f"{noun}s"
