"""How is a weapon named within a sentence? Owns the nouns and the plurals (SCHEMA 3.8 and 4.2)."""

from typing import Final

from incidents import codebook, counts
from incidents.public.story.record import Json

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
    label = codebook.WEAPON_TYPE.label(use["type"])
    noun = _NOUNS.get(use["type"], label[:1].lower() + label[1:])
    number = _how_many(use)
    plural = noun if number == "1" or not number or use["type"] in _UNCOUNTED else _plural(noun)
    model = f" ({use['model']})" if use["model"] else ""
    if use["count_kind"] == "words":
        return f"{plural}{model} (“{number}”)"
    return f"{number} {plural}{model}".strip()


def _how_many(use: Json) -> str:
    if use["count_kind"] in ("", "none_reported", "unknown"):
        return ""
    return counts.words(use["count_kind"], use["low"], use["best"], use["high"], said=use["number_text"])


def _plural(noun: str) -> str:
    head, _, rest = noun.partition(" of ")
    return f"{head}s of {rest}" if rest else f"{noun}s"
