"""How is a target named, and what part did it play? Owns the nouns and the role words of targets (SCHEMA 3.9)."""

from typing import Final

from incidents import codebook
from incidents.public.story.record import Json, in_sentence

TARGET_PARTS: Final = {
    "intended": "Aimed at",
    "struck": "Struck",
    "intended_and_struck": "Aimed at and struck",
    "unclear": "Aimed at or struck",
}
"""The part of a target, as the label of its name."""


def target_name(target: Json) -> str:
    """The target within a sentence; one without a name goes by its kind."""
    return in_sentence(target["name"]) or f"the target ({codebook.TARGET_TYPE.label(target['type']).lower()})"
