"""Under which spellings may a name in the words be on file? Owns how words are cut, folded and varied to look names up.

Possessives, dots in “U.S.”, and the letters that Arabic and Hebrew join to a name are taken away; a name that is only a
part of a compound, as in “Iran-backed”, is not looked up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from incidents.folding import fold

LONGEST: Final = 400
"""Characters that are searched for names."""

MOST_WORDS: Final = 8
"""Words of the longest name that is looked for."""

_MOST_SPELLINGS: Final = 12


@dataclass(frozen=True, slots=True)
class Token:
    """A word: where it stands, its folded spellings, and those it has besides as the first word of a name."""

    start: int
    end: int
    text: str
    spellings: tuple[str, ...]
    as_first: tuple[str, ...]

    @property
    def is_name_like(self) -> bool:
        """Whether it is printed as names are: with a capital, or in a script that has none."""
        return not self.text[0].islower()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Consecutive words that may be a name, with every spelling it may be on file under."""

    first: int
    last: int
    spellings: frozenset[str]


_WORD: Final = re.compile(
    r"United States(?: of America)?|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ‘`׳\"״](?=[^\W\d_])[^\W_]+)*"
)
_POSSESSIVE: Final = re.compile(r"['’ʼ]s$")
_PARTED: Final = re.compile(r"[;:!?()\[\]\n“”\"«»—/]")
_STATES: Final = ("united states", "u s", "us", "usa", "u s a", "united states of america")
_ALIKE: Final = {
    "U.S.": _STATES, "US": _STATES, "USA": _STATES, "U.S.A.": _STATES, "United States": _STATES,
    "United States of America": _STATES,
    "UK": ("uk", "u k", "united kingdom"), "U.K.": ("uk", "u k", "united kingdom"),
    "UN": ("un", "u n", "united nations"), "U.N.": ("un", "u n", "united nations"),
    "UAE": ("uae", "u a e", "united arab emirates"), "U.A.E.": ("uae", "u a e", "united arab emirates"),
}  # fmt: skip
_LOWER_BEFORE: Final = frozenset({"pro", "anti", "non", "ex", "post", "pre"})
_ARTICLES: Final = frozenset({"the", "al", "el", "as", "ad", "an", "ar"})
_TIMES: Final = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
# Towns are called so, somewhere; as the first word of a sentence these are words.
_COMMON: Final = frozenset(
    [
        "of",
        "man",
        "nice",
        "reading",
        "split",
        "bar",
        "most",
        "best",
        "same",
        "van",
        "orange",
        "mobile",
        "bath",
        "deal",
        "hope",
        "male",
        "sale",
        "store",
        "date",
        "police",
        "army",
        "as",
        "asked",
        "in",
        "on",
        "at",
        "an",
        "and",
        "but",
        "if",
        "no",
        "many",
        "more",
        "some",
        "all",
        "there",
        "here",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "both",
        "local",
        "officials",
        "residents",
        "rockets",
        "rocket",
        "gun",
        "guns",
        "sources",
        "early",
        "late",
        "later",
        "earlier",
        "today",
        "once",
        "after",
        "before",
        "while",
        "during",
        "between",
        "among",
        "under",
        "over",
        "near",
        "north",
        "south",
        "east",
        "west",
        "central",
        "union",
        "victoria",
        "male",
        "ha",
        "man",
        "pop",
        "bo",
        "imo",
        "ii",
        "i",
        "a",
    ]
)


def tokens(text: str) -> list[Token]:
    """The words of a text, the first few hundred characters of it."""
    return [_token(found) for found in _WORD.finditer(text[:LONGEST])]


def phrases(text: str, cut: list[Token]) -> Iterator[Phrase]:
    """Every run of words that may be a name, each begun and ended where a name can begin and end."""
    gaps = [_gap(text, left, right) for left, right in pairwise(cut)]
    for first in range(len(cut)):
        if not cut[first].spellings or (first and gaps[first - 1] == "-"):
            continue
        made: frozenset[str] = frozenset()
        for last in range(first, min(first + MOST_WORDS, len(cut))):
            if last > first and gaps[last - 1] == "|":
                break
            made = (
                _with_word(made, cut[last]) if last > first else frozenset(cut[first].spellings + cut[first].as_first)
            )
            ends = last == len(cut) - 1 or gaps[last] != "-"
            if ends and (last > first or not _is_common(text, cut[first])):
                yield Phrase(first, last, made)


def begins_like_name(cut: list[Token], phrase: Phrase) -> bool:
    """Whether the phrase begins as names are printed; an article before a name is a part of it."""
    first = cut[phrase.first]
    if phrase.last > phrase.first and first.text.lower() in _ARTICLES:
        return cut[phrase.first + 1].is_name_like
    return first.is_name_like


def _gap(text: str, left: Token, right: Token) -> str:
    """What parts two words: "|" the end of a phrase, "-" a hyphen beside what is no name, "" nothing."""
    between = text[left.end : right.start]
    if between == " ":
        return ""
    if between == "-":
        is_compound = left.text.lower() in _LOWER_BEFORE or not (left.is_name_like and right.is_name_like)
        return "-" if is_compound else ""
    return "|" if _PARTED.search(between) or (between.startswith(". ") and len(left.text) > 2) else ""


def _with_word(made: frozenset[str], word: Token) -> frozenset[str]:
    """Every spelling so far with each spelling of one more word, up to a few."""
    every = (f"{before} {spelling}".rstrip() for before in sorted(made) for spelling in word.spellings or ("",))
    return frozenset(islice(every, _MOST_SPELLINGS))


def _token(found: re.Match[str]) -> Token:
    text = found[0]
    bare = _POSSESSIVE.sub("", text)
    alike = _ALIKE.get(bare) or _ALIKE.get(bare.rstrip("."))
    spellings = alike or tuple(dict.fromkeys(filter(None, (fold(bare), fold(text), fold(bare.replace(".", ""))))))
    return Token(found.start(), found.end(), text, spellings, tuple(_without_prefix(spellings[0])) if spellings else ())


def _without_prefix(word: str) -> Iterator[str]:
    """An Arabic or Hebrew word without the particles that may be joined to it."""
    if len(word) < 4 or word.isascii():
        return
    rests = [word, *([word[1:]] if word[0] in "وفו" else [])]
    for rest in rests:
        yield rest
        if rest.startswith("لل"):
            yield f"ال{rest[2:]}"
        if rest[0] in "بلكבלמהשכ" and len(rest) > 3:
            yield rest[1:]


def _is_common(text: str, token: Token) -> bool:
    """Whether a single word is a word of the language rather than a name."""
    word = token.spellings[0]
    if word in _TIMES or len(word) < 2:
        return True
    before = text[: token.start].rstrip(" “\"'")
    opens = not before or before[-1] in ".!?:—\n"
    return word in _COMMON and (opens or len(word) < 3)
