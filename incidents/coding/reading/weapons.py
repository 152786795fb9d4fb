"""With what was it done, by these words? Owns what is suggested for a munition group (SCHEMA 3.8, 4.2).

Words that name two munitions suggest neither. That a defence was switched on says nothing about what it stopped.
"""

from dataclasses import dataclass
from typing import Final

from incidents.coding.reading.counted import Counted, counts_in
from incidents.coding.reading.munitions import MUNITIONS, Munition
from incidents.coding.reading.numbers import suggested
from incidents.coding.reading.phrases import CONTINUES, MODIFIERS
from incidents.coding.reading.plain import Plain, any_of, pattern, plain
from incidents.coding.reading.suggestion import Suggestion, that_fit


@dataclass(frozen=True, slots=True)
class Named:
    """A munition where it is named."""

    start: int
    end: int
    munition: Munition


_LAUNCHER: Final = pattern(
    r"(?<!\w)(?:(?:mobile|makeshift|multiple|truck-mounted) )*(?:rocket|missile)[ -]launch(?:ers?|ing pads?)(?!\w)"
)
_NOT_SO: Final = pattern(
    r"(?<!\w)(?:not|never|no|nor|fail\w*|try|tried|tries|trying|attempt\w*|could|would|may|might|if|unless"
    r"|whether|designed|able|capable|to|ready|denied|unclear) (?:\w+ ){0,3}$"
)
_OUTCOME_WORDS: Final = {
    "intercepted": "intercepted|shot down|downed|تم اعتراض|اعترضت|أسقطت|יורטו|יורטה|יורט",
    "fell_short": "fell short|missed (?:its|their|the) (?:intended )?targets?",
    "failed": """
        failed to (?:explode|detonate|launch|go off)
        (?:did not|didn't) (?:explode|detonate|go off)
        malfunctioned|misfired|unexploded
    """,
    "not_fired": "defused|dismantled before|before (?:it|they) could be (?:fired|launched)",
    "hit_intended": "(?:hit|struck) (?:its|their) (?:intended )?targets?",
    "landed": r"""
        (?:landed|landing|fell|came down|crashed)(?=$|[.,;])
        (?:landed|landing|fell|came down|crashed)(?= (?:near|nearby|outside|close to|next to|sent|without)(?!\w))
        (?:landed|landing|fell|came down|crashed) in (?:an? |the )?(?:open|empty|deserted|uninhabited|vacant)
        (?:landed|landing|fell|came down|crashed) in (?:the )?(?:desert|sea|river|fields?)
    """,
}
_OUTCOMES: Final = {code: pattern(rf"(?<!\w)(?:{any_of(words)})(?!\w)") for code, words in _OUTCOME_WORDS.items()}
_ACTIVATED: Final = pattern(r"(?<!\w)(?:activat(?:ed|ing)|activation of|switched on|turned on|set off)(?!\w)")
_UNDER_ATTACK: Final = pattern(
    r"(?<!\w)(?:target\w*|hit|struck|destroy\w*|attack\w*|damag\w*|on an?|on the) (?:\w+ ){0,4}$"
)
_NONE_OF_IT: Final = pattern(r"(?<!\w)(?:no|not an?|never an?|without|لا|لم|אין) (?:\w+ )?$")
_OF: Final = pattern(rf"[\"']?(?: of(?: the| them)?)? {MODIFIERS}")
_BY: Final = pattern(r"(?<!\w)by (?:[\w.'-]+ ){0,3}$")
_DRONES: Final = frozenset({"uav_one_way", "uav_armed"})
_WHOLE: Final = pattern(CONTINUES)


def read_weapon(words: str) -> list[Suggestion]:
    """Suggestions for type, side, model, platform, outcome and the count of a WeaponUse."""
    said = plain(words)
    if launcher := _LAUNCHER.search(said.text):
        return _launcher(said, launcher.start(), launcher.end())
    found = named_in(said)
    munition = _one(found)
    if munition is None or _NONE_OF_IT.search(said.text[: found[0].start]):
        return []
    return that_fit([*_what(said, found, munition), *_outcome(said, munition), *_count(said, found)])


def named_in(said: Plain) -> list[Named]:
    """Every munition the words name, in order, but for a defence by which another was stopped."""
    found: list[Named] = []
    for munition in MUNITIONS:
        for match in munition.words.finditer(said.text):
            is_new = not any(match.start() < each.end and each.start < match.end() for each in found)
            if is_new and _is_so_called(said, munition, match.start("noun")):
                found.append(Named(match.start("noun"), match.end(), munition))
    attackers = [each for each in found if not (each.munition.side and _BY.search(said.text[: each.start]))]
    return sorted(attackers or found, key=lambda each: each.start)


def _is_so_called(said: Plain, munition: Munition, start: int) -> bool:
    """Whether a model's name is printed as one: a patriot is no Patriot."""
    is_latin = said.text[start].isascii()
    return not munition.model or not is_latin or said.capital(start) or munition.model == "C-RAM"


def _one(found: list[Named]) -> Munition | None:
    """The one munition that all of them can be; None where there are two."""
    if len({each.munition.side for each in found}) != 1:
        return None
    types = {each.munition.type for each in found if each.munition.type}
    models = {each.munition.model for each in found if each.munition.model}
    if len(types) > 1 or len(models) > 1 or (types - _DRONES and any(each.munition.is_drone for each in found)):
        return None
    best = sorted(found, key=lambda each: (not each.munition.model, not each.munition.type))
    return best[0].munition


def _launcher(said: Plain, start: int, end: int) -> list[Suggestion]:
    words = said.said(start, end)
    kind = "rocket" if "rocket" in words.lower() else "other_missile"
    rule = f"“{words}” is what it was fired from."
    return that_fit([Suggestion("type", kind, rule, "inferred"), Suggestion("platform", words, rule)])


def _what(said: Plain, found: list[Named], munition: Munition) -> list[Suggestion]:
    words = said.said(found[0].start, found[0].end)
    made: list[Suggestion] = []
    if munition.type and any(each.munition.type and not each.munition.model for each in found):
        made.append(Suggestion("type", munition.type, f"“{words}” names it."))
    elif munition.type:
        made.append(Suggestion("type", munition.type, f"{munition.model} is known to be of this type.", "inferred"))
    if munition.side and not _UNDER_ATTACK.search(said.text[: found[0].start]):
        made.append(Suggestion("side", munition.side, f"“{words}” is a system of defence."))
    if munition.model:
        made.append(Suggestion("model", munition.model, f"“{words}” names the model."))
    return made


def _outcome(said: Plain, munition: Munition) -> list[Suggestion]:
    if munition.side:
        found = [("activated", match) for match in _ACTIVATED.finditer(said.text)]
    else:
        found = [(code, match) for code, words in _OUTCOMES.items() for match in words.finditer(said.text)]
    if len({code for code, _ in found}) != 1:
        return []
    code, match = found[0]
    if code != "failed" and _NOT_SO.search(said.text[: match.start()]):
        return []
    rule = f"“{said.said(match.start(), match.end())}” says what became of it."
    if code == "activated":
        rule = "It was switched on; the words do not say what it stopped."
    return [Suggestion("outcome", code, rule)]


def _count(said: Plain, found: list[Named]) -> list[Suggestion]:
    """The count that stands with the munition itself; “three rocket attacks” counts attacks."""
    joined = [counted for counted in counts_in(said) if any(_is_of(said, counted, each) for each in found)]
    return suggested(said, joined[0]) if len(joined) == 1 else []


def _is_of(said: Plain, counted: Counted, named: Named) -> bool:
    if counted.noun:
        return counted.start <= named.end and named.start < counted.end
    if named.start < counted.end or not _WHOLE.match(said.text, named.end):
        return False
    return bool(_OF.fullmatch(said.text, counted.end, named.start))
