"""Are two texts one text printed twice? Owns the measure of likeness, its thresholds and the marks of a text.

Two reports of one event share names and figures, a copy shares whole runs of words. So runs of four words are compared:
how many of the shorter text's runs stand in the longer one.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from incidents.folding import fold, words

MARKS = 6
"""Marks a text has. Texts that share half of their runs share one mark in 49 cases of 50."""

RUN = 4
"""Words in a run."""

COPY_SHARE = 0.45
"""Share of the shorter text's runs that stand in the longer one, from which on it is a copy."""

SHORTEST_PART = 0.2
"""A text shorter than this part of the other one is a notice of it or quotes it, and no copy."""

FLASH_WORDS = 40
"""Up to this many words a text is a flash: a changed figure spoils most of its runs, so its letters are compared."""

FLASH_RATIO = 85.0
TITLE_RATIO = 92.0
LEAST_TITLE_WORDS = 4
_WORDS_READ = 5_000

Kind = Literal["same_text", "copy", "same_headline"]


class Likeness(NamedTuple):
    """How two articles are alike, and how much, from 0 to 100."""

    kind: Kind
    share: int


def likeness(first: str, second: str) -> Likeness | None:
    """Whether one text is a copy of the other, whatever their headlines; None when it is not."""
    mine, other = sorted((words(first)[:_WORDS_READ], words(second)[:_WORDS_READ]), key=len)
    if not mine or len(mine) < SHORTEST_PART * len(other):
        return None
    if mine == other:
        return Likeness("same_text", 100)
    if len(other) <= FLASH_WORDS:
        ratio = fuzz.ratio(" ".join(mine), " ".join(other))
        return Likeness("copy", int(ratio)) if ratio >= FLASH_RATIO else None
    runs = _runs(mine)
    share = len(runs & _runs(other)) / len(runs) if runs else 0.0
    return Likeness("copy", int(100 * share)) if share >= COPY_SHARE else None


def title_likeness(first: str, second: str) -> Likeness | None:
    """Whether two headlines are one, where at least one of the texts is not held; None when they are not."""
    mine, other = fold(first), fold(second)
    if min(len(mine.split()), len(other.split())) < LEAST_TITLE_WORDS:
        return None
    ratio = fuzz.ratio(mine, other)
    return Likeness("same_headline", int(ratio)) if ratio >= TITLE_RATIO else None


@lru_cache(maxsize=8)
def marks(text: str) -> tuple[int | None, ...]:
    """Six numbers that two texts are the likelier to share the more runs they share; None where a text has too few.

    Each is the least hash of one sixth of the runs. They are keys to find candidates by; nothing follows from them.
    """
    least: list[int | None] = [None] * MARKS
    for run in _runs(words(text)[:_WORDS_READ]):
        number = int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) >> 1
        place, known = number % MARKS, least[number % MARKS]
        if known is None or number < known:
            least[place] = number
    return tuple(least)


def _runs(found: Sequence[str]) -> set[str]:
    return {" ".join(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}
