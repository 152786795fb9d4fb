"""Where in the article do these words stand? Owns how a quote is found and anchored (SCHEMA 2.7, W3C selectors)."""

import re
import unicodedata
from dataclasses import dataclass

CONTEXT = 30
"""Characters kept before and after a quote, by which it is found again in a corrected text."""

# What a keyboard types and a page prints differ; each class is one mark to a reader.
_ALIKE = ('"“”„‟«»', "'‘’‚‛`´", "-‐‑‒–—―")


@dataclass(frozen=True)
class Span:
    """A quote in a text: ``start`` included and ``end`` excluded, in code points; ``exact == text[start:end]``."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    occurrences: int


def locate(text: str, words: str, *, near: int | None = None) -> Span | None:
    """The span of the quoted words in a text, or None when they are not there.

    White space, quotation marks, apostrophes and dashes may differ from the text; letters may not. Where the words
    stand several times, the occurrence nearest to ``near`` is taken, or the first; ``occurrences`` says how many.
    """
    found = everywhere(text, words)
    if not found:
        return None
    return min(found, key=lambda span: abs(span.start - near)) if near is not None else found[0]


def everywhere(text: str, words: str) -> list[Span]:
    """Every span of the quoted words, in order; by their place here an analyst chooses among equal words."""
    wanted = unicodedata.normalize("NFC", words).strip()
    found = [match.span() for match in re.finditer(_pattern(wanted), text)] if wanted else []
    return [cut_out(text, start, end, occurrences=len(found)) for start, end in found]


def cut_out(text: str, start: int, end: int, *, occurrences: int = 1) -> Span:
    """The span between two positions of a text, with what stands around it."""
    around = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Span(start, end, text[start:end], *around, occurrences)


def every_place(text: str, words: str) -> list[tuple[int, int]]:
    """Where the quoted words stand in a text, read as ``locate`` reads them; places may overlap."""
    wanted = unicodedata.normalize("NFC", words).strip()
    return [match.span(1) for match in re.finditer(f"(?=({_pattern(wanted)}))", text)] if wanted else []


def _pattern(words: str) -> str:
    return r"\s+".join("".join(map(_either, part)) for part in words.split())


def _either(character: str) -> str:
    alike = next((marks for marks in _ALIKE if character in marks), None)
    return f"[{re.escape(alike)}]" if alike else re.escape(character)


_ONE_OF_ALIKE = str.maketrans({mark: marks[0] for marks in _ALIKE for mark in marks})


def alike(text: str) -> str:
    """The text with one mark for all that a reader takes for the same; every position stays where it was."""
    return text.translate(_ONE_OF_ALIKE)
