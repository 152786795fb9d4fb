"""What became of the thing, by these words? Owns what is suggested for damage (SCHEMA 3.9).

Damage that is being assessed is unknown; that no report of damage had come in says neither none nor unknown.
"""

from typing import Final

from incidents.coding.reading.plain import Plain, any_of, pattern
from incidents.coding.reading.suggestion import Suggestion

_CERTAIN: Final = r"(?<!not )(?<!could have )(?<!would have )(?<!be )(?<!to )"
_WORDS: Final = {
    "unknown": r"""
        (?:assess(?:ing|ed)?|evaluating|determining|working out) (?:the )?(?:extent of )?(?:the |any )?damage
        no (?:\w+ ){0,6}?details? (?:about|on|of) (?:the |any )?damage
        (?:extent|scale) of (?:the )?damage (?:is|was) (?:not|un)\w*
        damage (?:is|was) (?:unclear|not (?:yet )?(?:clear|known))
        unclear (?:if|whether) (?:\w+ ){0,4}damage
    """,
    "none": r"""
        (?:no|without|without causing|did not cause|didn't cause) (?:any )?(?:material |structural |property )?damage
        undamaged|nothing (?:was|were|had been) damaged
    """,
    "destroyed": f"{_CERTAIN}(?:destroyed|levell?ed|flattened|razed|reduced to rubble|gutted)|تدمير",
    "major": r"""
        (?:badly|heavily|severely|seriously|extensively) damaged
        (?:extensive|severe|heavy|serious|major|significant|considerable) (?:\w+ )?damage
        أضرار كبيرة
        נזק כבד
    """,
    "minor": r"""
        (?:slightly|lightly) damaged
        (?:minor|slight|light|limited|minimal|superficial) (?:\w+ )?damage
        أضرار طفيفة
        נזק קל
    """,
    "some": f"""
        {_CERTAIN}(?:damaged|damaging)
        (?:caus(?:ed|ing)|suffered|sustained|inflict(?:ed|ing)) (?:some )?(?:material |structural |property )?damage
        أضرار مادية
        נגרם נזק
    """,
}
_DAMAGE: Final = {code: pattern(rf"(?<!\w)(?:{any_of(words)})(?!\w)") for code, words in _WORDS.items()}
_NOT_TOLD: Final = pattern(
    r"(?<!\w)(?:reports? of|reported|denie[ds]|could|would|might|may|if|fail\w* to"
    r"|threat\w*) (?:\w+ ){0,5}?(?:damage|destroy)|no reports? (?:\w+ )*?(?:or )?damage|(?:not|no|neither|none"
    r"|never) (?:\w+ ){0,3}(?:damaged|destroyed)"
)


def read_damage(said: Plain) -> list[Suggestion]:
    """The damage, where the words tell it in one way."""
    found = {code: match for code, words in _DAMAGE.items() if (match := words.search(said.text))}
    if "unknown" not in found and _NOT_TOLD.search(said.text):
        return []
    if len(found) == 2 and found.keys() & {"major", "minor", "none"}:
        found.pop("some", None)
    if len(found) != 1:
        return []
    [(code, match)] = found.items()
    return [Suggestion("damage", code, f"“{said.said(*match.span())[:120]}” tells of the damage.")]
