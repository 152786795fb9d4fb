"""What does a rule offer a coder? Owns the shape of a suggestion: a value for one field, and how it was read.

A suggestion fills nothing in by itself: an analyst confirms each one. Where a rule is not certain it offers nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

Basis = Literal["stated", "calculated", "inferred"]

LONGEST_RULE: Final = 300
LONGEST: Final = {
    "number_text": 200, "time_text": 200, "name": 200, "model": 100, "platform": 200, "speaker_text": 300,
    "accused_text": 300, "channel_name": 100,
}  # fmt: skip
"""Characters that the columns of these fields hold."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for a field of a model, with the rule in a coder's words and the basis of its citation (SCHEMA 3.3).

    The value is what the field takes: a code, a whole number, text; a date is EDTF, a time of day "22:30".
    """

    field: str
    value: Any
    rule: str
    basis: Basis = "stated"

    def __post_init__(self) -> None:
        if len(self.rule) > LONGEST_RULE:
            object.__setattr__(self, "rule", self.rule[: LONGEST_RULE - 1] + "…")


def that_fit(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Those whose words fit into their column: a text that was cut would no longer be the source's."""
    return [each for each in suggestions if len(str(each.value)) <= LONGEST.get(each.field, LONGEST_RULE * 10)]
