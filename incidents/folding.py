"""When are two spellings the same word? Owns how text is folded for search and for matching names."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_WORD: Final = 200
"""Characters of a word that a search looks at: PostgreSQL's index of words takes no more than 2,700 bytes of one."""

# Letters that Unicode does not decompose, and marks of transliteration that readers leave out.
_PLAIN = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e",
    "ʿ": None, "ʾ": None, "ʼ": None, "‘": None, "’": None, "'": None, "`": None,
})  # fmt: skip
# Signs of print that part words or stand in them: with these out of the way most texts are plain ASCII.
_PRINT = str.maketrans({"–": " ", "—": " ", "“": " ", "”": " ", "…": " ", "‘": None, "’": None})
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in order: lower case, without accents, punctuation or apostrophes."""
    text = text.translate(_PRINT)
    if text.isascii():
        return _WORD.findall(text.replace("'", "").replace("`", "").lower())
    # Twice, because a decomposed sign can have a capital ("℠"), and a capital can fold into what decomposes.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_PLAIN)
    return _WORD.findall("".join(each for each in folded if not unicodedata.combining(each)))


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The words joined by single spaces: equal for "Al-Dawrah", "al dawrah" and "Al Dáwrah"."""
    return " ".join(words(text))


def searchable(*texts: str) -> str:
    """Folded text with a space at both ends, so that " rocket " is found as a whole word."""
    return f" {' '.join(sought(' '.join(texts)))} "


def sought(text: str) -> list[str]:
    """The words of a text as a search knows them, in order: the longest are cut."""
    return [word[:LONGEST_WORD] for word in words(text)]
