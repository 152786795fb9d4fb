"""What do selected words say once the ways of printing them are out of the way? Owns the plain form that rules read.

The plain form has small letters, the digits 0 to 9, straight quotes, single blanks, and one spelling of each Arabic
letter that writers use in several. It knows where each of its characters stood, so that a rule can quote the source.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

LONGEST: Final = 600
"""Characters. A longer selection says too many things for any one field, and the rules keep silent."""

REACH: Final = 80
"""Characters that a rule looks back for words that change the sense of what follows."""

_SIGNS: Final = str.maketrans(
    dict.fromkeys("‘’ʼ‛′`׳", "'")
    | dict.fromkeys("“”„‟″«»״", '"')
    | dict.fromkeys("‐‑‒–−־", "-")
    | {"،": ",", "؛": ";", "؟": "?", "٫": ".", "٬": ",", "…": "."}
)
_LETTERS: Final = str.maketrans(
    dict.fromkeys("أإآٱ", "ا") | dict.fromkeys("ىیئ", "ي") | {"ة": "ه", "ؤ": "و", "ک": "ك", "ہ": "ه"}
)
_DROPPED: Final = frozenset({"Mn", "Cf", "Me"})
_TATWEEL: Final = "ـ"


@dataclass(frozen=True, slots=True)
class Plain:
    """Words in plain form: `text` in small letters, `cased` the same with its capitals, `offsets` into the words."""

    words: str
    text: str
    cased: str
    offsets: tuple[int, ...]

    def said(self, start: int, end: int) -> str:
        """The source's own words between two positions of the plain text."""
        return self.words[self.offsets[start] : self.offsets[end]].strip()

    def before(self, position: int) -> str:
        """The text just before a position, as far as a rule looks back."""
        return self.text[max(0, position - REACH) : position]

    def capital(self, position: int) -> bool:
        """Whether a capital stands there."""
        return self.cased[position : position + 1].isupper()


def plain(words: str) -> Plain:
    """The plain form of words; empty when they are too long to be about one thing."""
    return _plain(words if len(words) <= LONGEST else "")


@lru_cache(maxsize=64)
def _plain(words: str) -> Plain:
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(words):
        said = _said(character)
        if said and not (said == " " and characters[-1:] in ([], [" "])):
            characters.append(said)
            offsets.append(offset)
    if characters[-1:] == [" "]:
        characters.pop()
    cased = "".join(characters)
    return Plain(words, "".join(map(_small, cased)), cased, (*offsets[: len(cased)], len(words.rstrip())))


def pattern(text: str) -> re.Pattern[str]:
    """A regular expression for the plain form: its Arabic letters are spelt as there."""
    return re.compile(text.translate(_LETTERS))


def spelt(text: str) -> str:
    """A word as it stands in the plain form."""
    return text.translate(_SIGNS).translate(_LETTERS)


def any_of(lines: str) -> str:
    """The alternatives of a regular expression, written one a line."""
    return "|".join(filter(None, map(str.strip, lines.splitlines())))


def either(*words: str) -> str:
    """Words as the alternatives of a regular expression for the plain form, the longest first."""
    return "|".join(sorted(map(spelt, words), key=len, reverse=True))


@lru_cache(maxsize=2048)
def _said(character: str) -> str:
    """What a character becomes: one character, or nothing."""
    if character.isascii():
        return character if character.isprintable() else " "
    category = unicodedata.category(character)
    if category in _DROPPED or character == _TATWEEL:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] in "ZC":
        return " "
    return character.translate(_SIGNS).translate(_LETTERS)


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character
