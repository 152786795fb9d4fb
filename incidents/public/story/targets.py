"""How is a target named, and what part did it play? Owns the nouns and the role words of targets (SCHEMA 3.9)."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codebook
from incidents.public import terms
from incidents.public.languages import isolated
from incidents.public.story.record import Json, quoted

TARGET_PARTS: Final = {
    "intended": gettext_lazy("Aimed at"),
    "struck": gettext_lazy("Struck"),
    "intended_and_struck": gettext_lazy("Aimed at and struck"),
    "unclear": gettext_lazy("Aimed at or struck"),
}
"""The part of a target, as the label of its name."""


def target_name(target: Json) -> str:
    """The name; for a target without one, its kind."""
    return isolated(target["name"]) or terms.label(codebook.TARGET_TYPE, target["type"]).lower()


def target_in_sentence(target: Json) -> str:
    """The target within a sentence: ``“Two vehicles”``, for a name may be a whole phrase; else by its kind."""
    if target["name"]:
        return quoted(target["name"])
    return _("the target (%(name)s)") % {"name": target_name(target)}
