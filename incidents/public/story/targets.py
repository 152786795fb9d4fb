"""How is a target named, and what part did it play? Owns the nouns and the role words of targets (SCHEMA 3.9)."""

from typing import Final

from incidents import codebook
from incidents.public.story.record import Json

TARGET_PARTS: Final = {
    "intended": "Aimed at",
    "struck": "Struck",
    "intended_and_struck": "Aimed at and struck",
    "unclear": "Aimed at or struck",
}
"""The part of a target, as the label of its name."""


def target_name(target: Json) -> str:
    """The name; for a target without one, its kind."""
    return target["name"] or codebook.TARGET_TYPE.label(target["type"]).lower()


def target_in_sentence(target: Json) -> str:
    """The target within a sentence: ``“Two vehicles”``, for a name may be a whole phrase; else by its kind."""
    return f"“{target['name']}”" if target["name"] else f"the target ({target_name(target)})"
