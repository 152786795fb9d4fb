"""Who was harmed, by these words? Owns how a sentence is read as lines of a toll (SCHEMA 3.11).

A sentence is read whole or not at all: where one number, one “killed” or one person in it finds no place in the
reading, nothing is suggested. A death toll that a source does not give must never be offered.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from incidents.codebook import HARM
from incidents.coding.reading.absences import Absence
from incidents.coding.reading.numbers import count_suggestions
from incidents.coding.reading.people import Noun
from incidents.coding.reading.plain import Plain, plain
from incidents.coding.reading.suggestion import Suggestion
from incidents.coding.reading.toll_parts import Part, goes_on, names_somebody, parts_of, tells_of_deed
from incidents.coding.reading.toll_people import People
from incidents.coding.reading.toll_words import MECHANISMS, SEVERITY_IN
from incidents.counts import Count


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a toll as it was read; without a harm where the words do not say what happened."""

    people: People
    harm: str
    severity: str = ""
    of_which: bool = False


_Q: Final = r"(?:Po?|N(?![owOU]))"
_SUBJECTS: Final = rf"(?P<list>{_Q}(?:(?:K?C|K){_Q})*)"
# “Killed five and ten were wounded”: ten are not objects of “killed”.
_OBJECTS: Final = rf"(?P<list>{_Q}(?:(?:K?C|K){_Q}(?!p?[XHVDA]))*)"
_WITHIN: Final = rf"K?I{_Q}(?:(?:K?C|K){_Q})*|K?NOX?U|K?PM"
_PART: Final = rf"(?P<part>{_WITHIN})"
_WERE_HARMED: Final = r"(?P<harm>XA?VA?|A?V|[XH]?D)(?!A?(?:[PSU]|N(?!O)))"
_CLAUSES: Final = (
    re.compile(rf"{_SUBJECTS}p?(?:{_PART}K?)?{_WERE_HARMED}(?:p?(?P<late>{_WITHIN}))?"),
    re.compile(rf"(?<!X)(?P<harm>A?[VG]A?){_OBJECTS}(?:p?{_PART})?"),
    re.compile(rf"(?P<harm>A?)(?P<list>So?)(?:p?{_PART})?"),
)
"""“Five people were killed”, “killing five people”, “five deaths”, each with those counted within."""
# Words picked out of a list may begin with the “and” before them.
_ALONE: Final = re.compile(rf"C?{_SUBJECTS}[po]?{_PART}?E?")
_MUST_BE_READ: Final = re.compile(r"[PSNVGDMO]")
_SOMEBODY_BEFORE: Final = re.compile(r"U[wpo]*(?:K?C|K)$")
_SOMEBODY_AFTER: Final = re.compile(r"[^EVGDS0]*C[wpoA]*U|K[wpo]*U")
_OTHERS_BEFORE: Final = re.compile(r"w(?:K?C|K)$")
_MORE_AFTER: Final = re.compile("C[wU]")
_NAMED_AFTER: Final = re.compile(r"[^EVGDS0]*?C(?P<next>w)")


def read_toll(words: str, *, harm: str = "") -> list[list[Suggestion]]:
    """The lines of the toll in the words, each as suggestions for one CasualtyCount; empty where any doubt is left.

    `harm` is what the analyst says happened; it serves where the words do not say.
    """
    said = plain(words)
    parts = parts_of(said)
    if any(part.sign == "Z" for part in parts):
        return []
    lines, absent = _lines(said, parts, harm if harm in HARM else ""), [part.absence for part in parts if part.absence]
    if not _agree(parts, lines, absent):
        return []
    mechanism = _mechanism(said)
    told = [_suggestions(said, line, mechanism) for line in _grouped(lines)]
    return told + [_none_line(said, absence, harm) for absence in absent for harm in absence.harms]


def _lines(said: Plain, parts: list[Part], harm: str) -> list[Line]:
    signs = "".join(part.sign for part in parts)
    if not re.search("[VGDS]", signs):
        found = _ALONE.fullmatch(signs)
        return _clause(said, parts, found, harm) or [] if found else []
    return _clauses(said, parts, signs)


def _clauses(said: Plain, parts: list[Part], signs: str) -> list[Line]:
    """Every clause read in turn; nothing where a part that matters is left over, or one harm is told twice."""
    lines: list[list[Line]] = []
    at, left = 0, ""
    while at < len(signs):
        found = next((match for each in _CLAUSES if (match := each.match(signs, at))), None)
        if found is None or not found[0]:
            left += signs[at]
            at += 1
            continue
        clause = _clause(said, parts, found, "")
        if clause is None or _leaves_somebody_out(said, parts, signs, found):
            return []
        lines.append(clause)
        at = found.end()
    told = [clause[0].harm for clause in lines]
    late = any(line.of_which for clause in lines for line in clause) and len(lines) > 1
    return [] if _MUST_BE_READ.search(left) or len(set(told)) < len(told) or late else [*chain(*lines)]


def _leaves_somebody_out(said: Plain, parts: list[Part], signs: str, found: re.Match[str]) -> bool:
    """Whether people without a number are named beside those with one: “two soldiers and their driver”."""
    if _SOMEBODY_BEFORE.search(signs[: found.start()]) or _SOMEBODY_AFTER.match(signs, found.end("list")):
        return True
    begins = found.start() == found.start("list")
    before = _OTHERS_BEFORE.search(signs[: found.start()]) if begins else None
    if before and not tells_of_deed(said, parts[before.start()]):
        return True
    if (within := _within(found)) and _MORE_AFTER.match(signs, found.end(within)):
        return True
    follows, rest = _NAMED_AFTER.match(signs, found.end("list")), parts[found.end("list") : found.end("list") + 1]
    if follows and names_somebody(said, parts[follows.start("next")]):
        return True
    return any(part.sign == "w" and goes_on(said, part) for part in rest)


def _clause(said: Plain, parts: list[Part], found: re.Match[str], harm: str) -> list[Line] | None:
    """The lines of one clause; None where they contradict each other."""
    groups = found.groupdict()
    said_of = parts[found.start("harm") : found.end("harm")] if groups.get("harm") else []
    listed = [part.people for part in parts[found.start("list") : found.end("list")] if part.people]
    harm = next((part.code for part in said_of if part.sign in "VGD"), "") or _of_noun(listed) or harm
    severity = _severity(said, said_of) if harm == "injured" else ""
    whole = [Line(people, harm, severity) for people in listed]
    within = _within(found)
    subsets = [*_subsets(parts[found.start(within) : found.end(within)], harm, severity)] if within else []
    signs = "".join(part.sign for part in parts[found.start("list") : found.end("list")])
    return [*whole, *subsets] if _is_sound(signs, listed, subsets) else None


def _within(found: re.Match[str]) -> str:
    """The group of the clause that holds those counted within; empty where there are none."""
    groups = found.groupdict()
    return "part" if groups.get("part") else "late" if groups.get("late") else ""


def _of_noun(listed: Sequence[People]) -> str:
    return next((people.noun.harm for people in listed if people.noun and people.noun.harm), "")


def _severity(said: Plain, said_of: list[Part]) -> str:
    for part in said_of:
        if part.sign == "A":
            return part.code
        if found := SEVERITY_IN.search(said.text, part.start, part.end):
            return found.lastgroup or ""
    return ""


def _subsets(parts: list[Part], harm: str, severity: str) -> Iterator[Line]:
    noun = next((part.noun for part in parts if part.sign == "U"), None)
    for part in parts:
        if part.people:
            people = part.people if noun is None else replace(part.people, noun=noun, end=parts[-1].end)
            yield Line(people, harm, severity, of_which=True)


def _is_sound(signs: str, listed: list[People], subsets: list[Line]) -> bool:
    """Whether the people add up: each list ends in “and”, no whole stands beside its own parts."""
    if any(people.count is None for people in [*listed, *(line.people for line in subsets)]):
        return False
    if len(listed) > 1 and (subsets or "N" in signs or not re.search(r"CPo?$", signs) or _is_whole_of_rest(listed)):
        return False
    whole = listed[0].count
    most = whole.high if whole and whole.high is not None else whole.best if whole and whole.kind == "about" else None
    return most is None or sum(_least(line.people.count) for line in subsets) <= most


def _is_whole_of_rest(listed: list[People]) -> bool:
    """“Seven people, five civilians and two soldiers” are seven."""
    if len(listed) < 3:
        return False
    first, rest = listed[0], listed[1:]
    group = first.noun.group if first.noun else ""
    if group and any(each.noun and each.noun.group not in ("", group) for each in rest):
        return False
    return not group or _least(first.count) == sum(_least(each.count) for each in rest)


def _least(count: Count | None) -> int:
    return next((end for end in (count.low, count.best, 1) if end), 1) if count else 1


def _grouped(lines: list[Line]) -> list[Line]:
    """Lines whose groups can stand together: a line for everybody beside a group would be taken as the total."""
    harms = {line.harm for line in lines}
    return [line for harm in sorted(harms, key=[each.harm for each in lines].index) for line in _of_harm(lines, harm)]


def _of_harm(lines: list[Line], harm: str) -> Iterator[Line]:
    mine = [line for line in lines if line.harm == harm]
    nouns = [line.people.noun or Noun(0) for line in mine if not line.of_which]
    mixed = any(noun.group for noun in nouns) and not all(noun.group for noun in nouns)
    stated = mixed and any(noun.group and not noun.is_inferred for noun in nouns)
    for line in mine:
        noun = line.people.noun or Noun(0)
        if noun.is_inferred and (line.of_which or (mixed and not stated)):
            noun = replace(noun, group="")
        elif stated and not noun.group and not line.of_which:
            noun = replace(noun, group="unknown", is_inferred=True)
        yield replace(line, people=replace(line.people, noun=noun))


def _mechanism(said: Plain) -> str:
    found = [code for code, words in MECHANISMS.items() if words.search(said.text)]
    return found[0] if len(found) == 1 else ""


def _suggestions(said: Plain, line: Line, mechanism: str) -> list[Suggestion]:
    people, noun = line.people, line.people.noun or Noun(0)
    words = said.said(people.start, people.end)
    count = count_suggestions(people.count, words) if people.count else []
    return [*_who(line, noun, words[:120]), *_how(line, mechanism), *count]


def _who(line: Line, noun: Noun, words: str) -> Iterator[Suggestion]:
    if line.harm:
        yield Suggestion("harm", line.harm, f"“{words}”: what the words say happened to them.")
    if noun.group:
        yield _group(noun, words)
    if noun.age:
        yield Suggestion("age", noun.age, f"“{words}” gives the age group.")
    if noun.sex:
        yield Suggestion("sex", noun.sex, f"“{words}” gives the sex.")
    if line.people.nationality:
        yield Suggestion("nationality", line.people.nationality, f"“{words}” gives the nationality.")


def _group(noun: Noun, words: str) -> Suggestion:
    if noun.group == "unknown":
        rule = "The words do not say of what group they were; a line for everybody would be taken as the total."
        return Suggestion("group", "unknown", rule, "inferred")
    if noun.is_inferred:
        return Suggestion("group", noun.group, f"“{words}”: a reader's judgement; the words name no group.", "inferred")
    return Suggestion("group", noun.group, f"“{words}” names the group.")


def _how(line: Line, mechanism: str) -> Iterator[Suggestion]:
    if line.severity:
        yield Suggestion("severity", line.severity, "How badly they were hurt, as the words put it.")
    if mechanism and line.harm in ("killed", "injured"):
        yield Suggestion("mechanism", mechanism, "What caused the harm, as the words put it.")
    if line.of_which:
        yield Suggestion("of_which", True, "The words count them within the number before: shown, never added.")


def _agree(parts: list[Part], lines: list[Line], absent: list[Absence]) -> bool:
    """Whether words that say that nobody was hurt leave room for what the others tell, and all of these were read."""
    told, denied = {line.harm for line in lines}, [harm for absence in absent for harm in absence.harms]
    if absent and not lines and any(part.sign in "PSNVGD" for part in parts):
        return False
    if told & set(denied) or (told and "casualty_unspecified" in denied):
        return False
    return len(set(denied)) == len(denied)


def _none_line(said: Plain, absence: Absence, harm: str) -> list[Suggestion]:
    words = said.said(absence.start, absence.end)
    line = [Suggestion("harm", harm, f"“{words[:120]}”: no such harm was reported.")]
    if absence.group:
        line.append(Suggestion("group", absence.group, f"“{words[:120]}” names the group."))
    return [*line, *count_suggestions(Count("none_reported"), words)]
