"""Where did a passage of one text go in another? Owns how two versions of a text are compared, word by word."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel, Postfix, Prefix

from incidents.coding.spans import alike

MOST_COMPARED = 600_000_000
"""Pairs of words that are laid side by side at most: two texts of 24,000 words, 75 MB for a quarter of a second."""

# Marks that are written on a letter: of Latin, Hebrew, Arabic and Devanagari, joiners and variants of emoji.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u200c\u200d\ufe0f"
)
_WORD = re.compile(rf"[\w{_MARKS}]+|[^\w\s]")
_INSIDE = re.compile(r"(?<=\w)(?=\w)|(?<=\d)(?=[.,]\d)|(?<=\d[.,])(?=\d)")

Run = tuple[int, int, int]
"""Place in the old, place in the new, and length of what both have."""


_WITH_SPACE = re.compile(rf"(?:{_WORD.pattern})\s*")
_AROUND = 12


@dataclass(frozen=True)
class Piece:
    """A run of words. ``kind`` is same, removed, added, or gap for words left out because both texts have them."""

    kind: str
    text: str


class Alignment:
    """Two versions of a text. White space counts for nothing, and marks that read alike are the same."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = alike(old), alike(new)
        self._head = Prefix.similarity(self._old, self._new)
        self._tail = Postfix.similarity(self._old, self._new)

    def place(self, start: int, end: int) -> int | None:
        """Where a passage of the old text begins in the new, if all of it stands there; None when it was touched."""
        if end <= self._head:
            return start
        if start >= len(self._old) - self._tail:
            return start + len(self._new) - len(self._old)
        words = self._words.of_old(start, end)
        if not words:
            return None
        partners = [self._partner.get(word, -1) for word in words]
        if -1 in partners or partners != list(range(partners[0], partners[0] + len(words))):
            return None
        return start + self._shift(words[0])

    def near(self, start: int) -> int:
        """About where a position of the old text lies in the new: where the words before it went."""
        if start <= self._head:
            return start
        before = [word for word in self._partner if self._words.old[word] <= start]
        return start + self._shift(max(before)) if before else start

    def _shift(self, word: int) -> int:
        return self._words.new[self._partner[word]] - self._words.old[word]

    @cached_property
    def _words(self) -> "_Words":
        return _Words(self._old, self._new)

    @cached_property
    def _partner(self) -> dict[int, int]:
        """The number of a word of the old text → the number of the same word in the new."""
        return {
            old + step: new + step
            for old, new, length in common_runs(_WORD.findall(self._old), _WORD.findall(self._new))
            for step in range(length)
        }


class _Words:
    """Where the words of both texts begin."""

    def __init__(self, old: str, new: str) -> None:
        self.old = [match.start() for match in _WORD.finditer(old)]
        self.new = [match.start() for match in _WORD.finditer(new)]

    def of_old(self, start: int, end: int) -> range:
        """The numbers of the words that a passage of the old text touches."""
        return range(max(bisect_right(self.old, start) - 1, 0), bisect_right(self.old, end - 1))


def common_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """What two lists of words have in common, in order. The middle of texts too long for it is taken as all changed."""
    head = Prefix.similarity(old, new)
    tail = Postfix.similarity(old[head:], new[head:])
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    yield 0, 0, head
    if len(middle[0]) * len(middle[1]) <= MOST_COMPARED:
        for change in Indel.opcodes(*middle):
            if change.tag == "equal":
                yield head + change.src_start, head + change.dest_start, change.src_end - change.src_start
    yield len(old) - tail, len(new) - tail, tail


def pieces(old: str, new: str) -> list[Piece]:
    """The words that both texts have, that went and that came, in order; long runs of the same but for their ends."""
    before, after = _WITH_SPACE.findall(old), _WITH_SPACE.findall(new)
    found: list[Piece] = []
    at, to = 0, 0
    runs = [*common_runs([word.strip() for word in before], [word.strip() for word in after])]
    for place, partner, length in [*(run for run in runs if run[2]), (len(before), len(after), 0)]:
        found.append(Piece("removed", "".join(before[at:place])))
        found.append(Piece("added", "".join(after[to:partner])))
        at, to = place + length, partner + length
        found += _ends(after[partner:to], is_first=partner == 0, is_last=to == len(after))
    return [piece for piece in found if piece.text]


def _ends(words: list[str], *, is_first: bool, is_last: bool) -> list[Piece]:
    head, tail = (0 if is_first else _AROUND), (0 if is_last else _AROUND)
    left_out = len(words) - head - tail
    if left_out <= _AROUND:
        return [Piece("same", "".join(words))]
    ends = Piece("same", "".join(words[:head])), Piece("same", "".join(words[len(words) - tail :]))
    return [ends[0], Piece("gap", f"{left_out:,} words"), ends[1]]


def is_inside(text: str, at: int) -> bool:
    """Whether a position lies inside a word, a number, or a letter with its marks."""
    follows = text[at : at + 1]
    return bool(_INSIDE.match(text, at)) or (at > 0 and follows != "" and unicodedata.category(follows)[0] == "M")
