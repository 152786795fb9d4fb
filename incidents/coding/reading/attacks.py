"""What kind of act was it, and how far did it go, by these words? Owns suggestions for attack type and stage.

Words that tell of two kinds of act suggest neither: which of them did most harm is the coder's to say (SCHEMA 4.1).
"""

from incidents.coding.reading.attack_words import NOT_TOLD, STAGE_NOT_TOLD, STAGES, TYPES, UNARMED, WITHIN
from incidents.coding.reading.plain import plain
from incidents.coding.reading.suggestion import Suggestion


def read_attack_type(words: str) -> list[Suggestion]:
    """The attack type of an Incident, where the words tell of one kind of act."""
    said = plain(words)
    if NOT_TOLD.search(said.text):
        return []
    found = {code: match for code, each in TYPES.items() if (match := each.search(said.text))}
    codes = set(found) - {inner for outer in found for inner in WITHIN.get(outer, ())}
    if len(codes) != 1 or (codes == {"clash"} and UNARMED.search(said.text)):
        return []
    [code] = codes
    quoted = said.said(*found[code].span())[:120]
    return [Suggestion("attack_type", code, f"“{quoted}” tells of this kind of act.")]


def read_stage(words: str) -> list[Suggestion]:
    """How far the act went, where the words say so of one stage only."""
    said = plain(words)
    if STAGE_NOT_TOLD.search(said.text):
        return []
    found = {code: match for code, each in STAGES.items() if (match := each.search(said.text))}
    if len(found) != 1:
        return []
    [(code, match)] = found.items()
    return [Suggestion("stage", code, f"“{said.said(*match.span())[:120]}” tells how far it went.", "inferred")]
