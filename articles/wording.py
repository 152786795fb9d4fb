"""How did one text become another? Owns a change of one field, and the word for word comparison of long texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

BLANK = "—"
LONGEST_SHOWN = 2_000
"""Characters of one value that are shown."""

_LONG = 60
_ALIKE = 0.35
_MOST_COMPARED = 2_000
_AROUND = 16
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words. ``kind`` is same, removed, added, or gap for words left out because both texts have them."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field: its label, and the whole value before and after, in words."""

    label: str
    old: str
    new: str

    @property
    def before(self) -> str:
        return cut(self.old)

    @property
    def after(self) -> str:
        return cut(self.new)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The comparison word for word; empty where the two values side by side say it better."""
        if min(len(self.old), len(self.new)) < _LONG:
            return []
        found = compared(self.old, self.new)
        same = sum(len(piece.text) for piece in found if piece.kind == "same")
        alike = same / max(len(self.old), len(self.new)) >= _ALIKE
        return _with_gaps(found) if alike else []


def cut(text: str) -> str:
    """A value as far as it is shown, a blank one as a dash."""
    if len(text) <= LONGEST_SHOWN:
        return text or BLANK
    return f"{text[:LONGEST_SHOWN]}… ({len(text) - LONGEST_SHOWN:,} characters more)"


def compared(old: str, new: str) -> list[Piece]:
    """The runs of words that both texts have, that went and that came, in order. Joined, they give either text back."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    pieces = [Piece("same", "".join(before[:start])), *middle, Piece("same", "".join(before[len(before) - end :]))]
    return [piece for piece in pieces if piece.text]


def _shared(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _middle(before: list[str], after: list[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > _MOST_COMPARED:
        yield Piece("removed", "".join(before))
        yield Piece("added", "".join(after))
        return
    went, came = "", ""
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal" and not (old.isspace() and (went or came)):
            yield from (Piece("removed", went), Piece("added", came), Piece("same", old))
            went, came = "", ""
        else:
            # A blank between two words that changed belongs to them, or every word would stand by itself.
            went, came = went + old, came + new
    yield from (Piece("removed", went), Piece("added", came))


def _with_gaps(pieces: list[Piece]) -> list[Piece]:
    """Long runs of words that both texts have are left out but for their ends."""
    found: list[Piece] = []
    for number, piece in enumerate(pieces):
        words = _WORD.findall(piece.text)
        head, tail = (_AROUND if number else 0), (_AROUND if number < len(pieces) - 1 else 0)
        if piece.kind != "same" or len(words) <= 3 * _AROUND:
            found.append(Piece(piece.kind, cut(piece.text)))
            continue
        ends = "".join(words[:head]), "".join(words[len(words) - tail :])
        left_out = sum(1 for each in words[head : len(words) - tail] if each[0].isalnum())
        gap = Piece("gap", f"… {left_out:,} words … ")
        found += [each for each in (Piece("same", ends[0]), gap, Piece("same", ends[1])) if each.text]
    return found
