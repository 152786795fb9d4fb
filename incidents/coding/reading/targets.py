"""What was aimed at or struck, by these words? Owns what is suggested for a target (SCHEMA 3.9, 4.3).

What was aimed at and what was struck are two things: the role follows from the verb alone. A place beside which
something happened is no target.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from incidents.coding.reading.damage import read_damage
from incidents.coding.reading.nations import country_after, nationality
from incidents.coding.reading.plain import Plain, pattern, plain
from incidents.coding.reading.suggestion import Suggestion, that_fit
from incidents.coding.reading.target_words import (
    AND,
    INTENDED,
    OPENING,
    OTHER_NOUN,
    PEOPLE,
    ROLE_NOT_TOLD,
    SAME_THING,
    STRUCK,
    THINGS,
    UPON,
    WAS_INTENDED,
    WAS_STRUCK,
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing in the words that can be a target: its noun phrase and its type, and its role where a verb gives one."""

    start: int
    end: int
    type: str
    role: str
    is_another: bool = False


_ADJECTIVE: Final = pattern(r" ([^\W\da-z_]+)")
_WHERE: Final = pattern(r" in (?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+)?")
_OWNED: Final = frozenset({"diplomatic", "military", "police_security", "government"})
"""Types whose adjective of nationality says whose they are; a Turkish restaurant need not be Turkey's."""


def read_target(words: str) -> list[Suggestion]:
    """Suggestions for type, name, role, nationality and damage of a Target."""
    said = plain(words)
    things = [*_things(said)]
    is_one = len(things) == 1 and not things[0].is_another
    return that_fit([*(_what(said, things[0]) if is_one else []), *read_damage(said)])


def _things(said: Plain) -> Iterator[Thing]:
    """Every thing that the words are about, and those that are named beside another."""
    taken: list[tuple[int, int]] = []
    for code, words in THINGS:
        for found in words.finditer(said.text):
            head, end = found.end("mods"), found.end()
            if any(head < last and first < end for first, last in taken):
                continue
            taken.append((head, end))
            same = SAME_THING.match(said.text, end)
            if same or not OTHER_NOUN.match(said.text, end):
                thing = _thing(said, found.start(), same.end() if same else _with_adjective(said, end), code)
                if thing.role or _is_meant(said, thing):
                    yield thing
                elif AND.search(said.text[: thing.start]):
                    yield replace(thing, is_another=True)


def _with_adjective(said: Plain, end: int) -> int:
    """Where a noun ends with the nationality that follows it, as in Arabic and Hebrew."""
    found = _ADJECTIVE.match(said.text, end)
    return found.end() if found and nationality(found[1]) else end


def _thing(said: Plain, start: int, end: int, code: str) -> Thing:
    where = _WHERE.match(said.cased, end) if code == "diplomatic" else None
    return Thing(start, where.end() if where else end, code, _role(said, start, end))


def _role(said: Plain, start: int, end: int) -> str:
    if ROLE_NOT_TOLD.search(said.text):
        return ""
    before = said.text[:start]
    intended = INTENDED.search(before) or WAS_INTENDED.match(said.text, end)
    struck = STRUCK.search(before) or WAS_STRUCK.match(said.text, end)
    if intended and struck:
        return "intended_and_struck"
    return "intended" if intended else "struck" if struck else ""


def _is_meant(said: Plain, thing: Thing) -> bool:
    """Whether the words are about a thing to which no verb gives a role, and not about what is beside it."""
    before = said.text[: thing.start]
    if UPON.search(before):
        return True
    return bool(OPENING.fullmatch(before)) and not PEOPLE.fullmatch(said.text[thing.start : thing.end])


def _what(said: Plain, thing: Thing) -> list[Suggestion]:
    name = said.said(thing.start, thing.end)
    made = [
        Suggestion("type", thing.type, f"“{name[:120]}” is of this type."),
        Suggestion("name", name, "The thing as the words describe it."),
    ]
    if thing.role:
        made.append(Suggestion("role", thing.role, f"The verb says it of “{name[:120]}”."))
    country = nationality(said.text[thing.start : thing.end]) or country_after(said.text[thing.end :])
    if country and thing.type in _OWNED:
        made.append(Suggestion("nationality", country, f"“{name[:120]}” gives the nationality."))
    return made
