"""Who are the people that each count in the words is about? Owns how a count is joined to its noun.

A count whose noun is not known stays bare: it is people only where the sentence leaves no other reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from incidents.coding.reading.counted import Counted, counts_in
from incidents.coding.reading.nations import country_after, nationality
from incidents.coding.reading.people import NOUNS, Noun, noun_pattern
from incidents.coding.reading.phrases import CONTINUES, MODIFIERS
from incidents.coding.reading.plain import Plain, pattern
from incidents.counts import Count


@dataclass(frozen=True, slots=True)
class People:
    """Some people in the words: where, how many, who, and of what country. A bare number has no noun."""

    start: int
    end: int
    count: Count | None
    noun: Noun | None = None
    nationality: str = ""


@dataclass(frozen=True, slots=True)
class Things:
    """Some things in the words, or people who are not the harmed: who did it, or who says it."""

    start: int
    end: int


_ANYBODY: Final = Noun(0)
_NOUN_AFTER: Final = pattern(rf"(?: of(?: the)?)? (?P<phrase>{MODIFIERS}(?P<noun>{noun_pattern()})){CONTINUES}")
_NOUN_AT_END: Final = pattern(rf"(?:^|(?<=[\s-]))({noun_pattern()})(?: واحده?| אחד| אחת)?$")
_ADJECTIVES_AFTER: Final = pattern(r"(?: [^\W\da-z_]+){1,2}")
_THINGS_AFTER: Final = pattern(
    rf"(?: of(?: the)?)? {MODIFIERS}(?:rockets?|missiles?|drones?|uavs?|shells?|mortars?|bombs?|grenades?"
    rf"|rounds|projectiles?"
    r"|attacks?|strikes?|airstrikes?|raids?|blasts?|explosions?|houses?|homes?|buildings?|vehicles?|cars?"
    r"|trucks?|buses|tanks?|checkpoints?|schools?|bases?|villages?|towns?|cities|districts?|provinces?"
    r"|incidents?|operations?|sources?|places|sites|locations)(?![\w'-])"
)
_MEMBERS: Final = frozenset({"member", "members"})
_OF_A_FORCE: Final = pattern(
    r" of (?:the |a |an )?(?:[a-z.'-]+ ){0,3}?(?:security forces|police|army|military|armed forces"
    r"|national guard|border guards?)(?![\w-])"
)
_SERVANTS: Final = frozenset({"official", "officials", "officer", "officers"})
_OF_FORCES: Final = pattern(r"(?<![\w-])(?:police|army|military|security|intelligence) (?:official|officer)")
_OTHERWISE: Final = pattern(
    r"(?<![\w])(?:former|retired|off-duty|child|army|military|police|government|regime|private|backed|security"
    r"|paramilitary|soldier|suspected|alleged)(?![\w])|-backed|-led"
)
_NOT_HARMED_BEFORE: Final = pattern(r"(?<!\w)(?:by|according to|against|alongside|fired at|from) (?:\w+ )?$")
_NOT_HARMED_AFTER: Final = pattern(r" (?:also |later )?(?:said|told|says|tells|added|reported that|confirmed)(?!\w)")
_RANK: Final = pattern(
    r"(?:(?:Maj|Brig|Lt|Gen|Col|Capt|Sgt|Cpl)\. |(?:General|Colonel|Captain|Lieutenant|Major|Brigadier"
    r"|Sergeant) )+(?:[A-Z][\w'-]+)(?: (?:al-|el-)?[A-Z][\w'-]+){0,3}"
)


def people_in(said: Plain) -> list[People | Things]:
    """Every count in the words, as people or as things, in order; people with a military rank count one each."""
    ranked = [*_with_rank(said)]
    counted = [each for each in counts_in(said) if not any(_meet(each, other) for other in ranked)]
    return sorted([*ranked, *(_read(said, each) for each in counted)], key=lambda each: each.start)


def _meet(one: Counted, other: People) -> bool:
    return one.start < other.end and other.start < one.end


def _with_rank(said: Plain) -> Iterator[People]:
    for found in _RANK.finditer(said.cased):
        country = country_after(said.text[found.end() :])
        someone = Noun(1, "security_force", is_inferred=True)
        yield People(found.start(), found.end(), Count("exact", 1, 1, 1), someone, country)


def _read(said: Plain, counted: Counted) -> People | Things:
    people = _with_noun(said, counted)
    if people is None:
        return People(counted.start, counted.end, counted.count)
    if isinstance(people, Things) or _NOT_HARMED_BEFORE.search(said.before(people.start)):
        return Things(people.start, people.end)
    return Things(people.start, people.end) if _NOT_HARMED_AFTER.match(said.text, people.end) else people


def _with_noun(said: Plain, counted: Counted) -> People | Things | None:
    if counted.noun:
        if counted.noun == "another":
            return People(counted.start, counted.end, counted.count, _ANYBODY)
        if found := _NOUN_AT_END.search(counted.noun):
            return _people(said, counted, counted.end, counted.noun, found[1])
        return Things(counted.start, counted.end)
    if after := _NOUN_AFTER.match(said.text, counted.end):
        return _people(said, counted, after.end(), after["phrase"], after["noun"])
    things = _THINGS_AFTER.match(said.text, counted.end)
    return Things(counted.start, things.end()) if things and counted.count else None


def _people(said: Plain, counted: Counted, end: int, phrase: str, word: str) -> People:
    noun = NOUNS[word]
    force = _OF_A_FORCE.match(said.text, end) if word in _MEMBERS else None
    if force or (word in _SERVANTS and _OF_FORCES.search(phrase)):
        noun = replace(noun, group="security_force", is_inferred=True)
    elif noun.group and _OTHERWISE.search(phrase.removesuffix(word)):
        noun = replace(noun, group="")
    if " civilian " in f" {phrase}" and not noun.harm:
        noun = replace(noun, group="civilian", is_inferred=False)
    around = f"{phrase}{_adjectives_after(said.text, end)}{force[0] if force else ''}"
    country = country_after(said.text[end:]) or nationality(around)
    return People(counted.start, force.end() if force else end, counted.count, noun, country)


def _adjectives_after(text: str, end: int) -> str:
    found = _ADJECTIVES_AFTER.match(text, end)
    return found[0] if found else ""
