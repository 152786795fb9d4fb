"""How is a sentence about harm put together? Owns how words are cut into parts, each with the sign it is read by.

P people, S people whose noun says the harm, N a bare number, U people without a number; V killed, G killing, D dead;
X was, H has, A slightly; C and, K comma, I including, O of them, M among the dead; 0 nobody; Z a word that could turn
the sense around; E the end of a sentence; p in …, o of …, w any other words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents.coding.reading.absences import Absence, absences
from incidents.coding.reading.people import NOUNS, Noun
from incidents.coding.reading.plain import Plain, pattern
from incidents.coding.reading.toll_people import People, Things, people_in
from incidents.coding.reading.toll_words import SIGNS


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sentence: its sign, where it stands, and what it says."""

    sign: str
    start: int
    end: int
    code: str = ""
    people: People | None = None
    absence: Absence | None = None
    noun: Noun | None = None


_PREPOSITION: Final = pattern(
    r"(?:in|at|near|on|from|inside|outside|during|when|after|before|as|while|aboard|by|across)(?!\w)|في|من|على|قرب|ב\w+"
)
_AGE: Final = pattern(r"(?:aged? )?[0-9]{1,3}")
_OF: Final = pattern(r"of(?!\w)")
_NAME_OR_HIS: Final = pattern(r"(?:his|her|its|their|the|an?)(?!\w)")
_DEED: Final = pattern(
    r"(?<!\w)(?:\w{2,}ed|hit|hits|struck|strikes?|fell|was|were|is|has|had|broke|blew|went|came|took|shot|says"
    r"|kills?)(?!\w)"
)
_AND_MORE: Final = pattern(r"(?:^| )[وו]\w")


def parts_of(said: Plain) -> list[Part]:
    """The words cut into parts, in order."""
    parts: list[Part] = []
    at = 0
    for part in sorted(_known(said), key=lambda each: (each.start, each.sign != "0")):
        if part.start >= at:
            parts += [*_between(said, at, part.start), part]
            at = part.end
    return _without_ages(said, [*parts, *_between(said, at, len(said.text))])


def _without_ages(said: Plain, parts: list[Part]) -> list[Part]:
    """“A girl, 12, was killed” without her age."""
    kept = list(parts)
    for first, second, third in reversed([*zip(parts, parts[1:], parts[2:], strict=False)]):
        between = first.sign == third.sign == "K" and second.sign == "w"
        if between and _AGE.fullmatch(said.text[second.start : second.end]):
            kept = [part for part in kept if part not in (first, second, third)]
    return kept


def names_somebody(said: Plain, part: Part) -> bool:
    """Whether words that follow “and” begin with a name, or with “his …”: somebody who is not counted."""
    return said.capital(part.start) or bool(_NAME_OR_HIS.match(said.text, part.start))


def goes_on(said: Plain, part: Part) -> bool:
    """Whether other words hold an “and” that is joined to the next word, as in Arabic and Hebrew."""
    return bool(_AND_MORE.search(said.text[part.start : part.end]))


def tells_of_deed(said: Plain, part: Part) -> bool:
    """Whether other words have a verb: “a bomb went off and two …”, unlike “a farm director and two …”."""
    return bool(_DEED.search(said.text[part.start : part.end]))


def _known(said: Plain) -> Iterator[Part]:
    yield from (Part("0", each.start, each.end, absence=each) for each in absences(said))
    for each in people_in(said):
        if isinstance(each, Things):
            yield Part("w", each.start, each.end)
        else:
            yield Part(_sign(each), each.start, each.end, people=each)


def _sign(people: People) -> str:
    if people.noun is None:
        return "N"
    return "S" if people.noun.harm else "P"


def _between(said: Plain, start: int, end: int) -> Iterator[Part]:
    """The parts of the words between two counts."""
    at = start
    for found in SIGNS.finditer(said.text, start, end):
        yield from _rest(said, at, found.start())
        if found["and"]:
            yield Part("C", found.start(), found.start() + 1)
        sign, _, code = (found.lastgroup or "").partition("_")
        yield Part(sign, found.start(), found.end(), code=code, noun=NOUNS.get(found[0]) if sign == "U" else None)
        at = found.end()
    yield from _rest(said, at, end)


def _rest(said: Plain, start: int, end: int) -> Iterator[Part]:
    text = said.text[start:end].strip(" \"'")
    if text in ("", "both"):
        return
    start = said.text.index(text, start)
    if text in ("و", "ו", "-"):
        yield Part("C" if text != "-" else "E", start, start + 1)
    elif _OF.match(text):
        yield Part("o", start, start + len(text))
    else:
        yield Part("p" if _PREPOSITION.match(text) else "w", start, start + len(text))
