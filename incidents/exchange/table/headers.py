"""Which lines name the columns? Owns finding the header below a title, and putting two lines of it together.

A map says which lines they are, else the first that is filled is the header. Before there is a map they are looked for,
and what was found is shown and goes into the suggested map.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from incidents.exchange.table.sheet import Unreadable, heading

FIND = "find"
"""In place of a setting: look for the header."""
LOOKED_AT = 30
_WRITTEN = re.compile(r"([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?")
_MOST_LINES = 3
_ENOUGH = 0.6
"""The share of the table's columns that a header fills at the least; a title fills one or two."""
_LONGEST_HEADING = 60

Line = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """The first and the last line that name the columns; 0 for the first that is filled."""

    first: int = 0
    last: int = 0

    @property
    def setting(self) -> str:
        if not self.first:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def read_setting(text: str) -> Header:
    """“4” or “1-2”. Unreadable for anything else."""
    if not text:
        return Header()
    found = _WRITTEN.fullmatch(text)
    header = Header(int(found[1]), int(found[2] or found[1])) if found else Header(1, 0)
    if not 0 <= header.last - header.first < _MOST_LINES:
        raise Unreadable(f"header is “{text}”; it can be the number of a line, or of up to {_MOST_LINES}, such as 1-2.")
    return header


def find(lines: Sequence[Line]) -> Header:
    """The likeliest header among the first lines that are filled; no word where it is the first of them."""
    widest = max((_filled(cells) for _, cells in lines), default=0)
    start = next((n for n, (_, cells) in enumerate(lines) if _filled(cells) >= max(2, widest * _ENOUGH)), 0)
    end = start + 1 if start + 1 < len(lines) and _goes_on(lines[start][1], lines[start + 1][1]) else start
    if end == 0:
        return Header()
    return Header(lines[start][0], lines[end][0])


def _filled(cells: Iterable[str]) -> int:
    return sum(bool(each.strip()) for each in cells)


def _goes_on(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the second line names columns that the first leaves without a name, and is no row of data."""
    padded = [*upper, *[""] * (len(lower) - len(upper))]
    fills = any(under.strip() and not over.strip() for over, under in zip(padded, lower, strict=False))
    told = [each.strip() for each in lower if each.strip()]
    return fills and all(len(each) <= _LONGEST_HEADING and not re.search(r"\d", each) for each in told)


def names(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One name for each column. In two lines a name of the upper holds for the columns right of it that have none."""
    width = max((len(each) for each in lines), default=0)
    padded = [[heading(cell) for cell in each] + [""] * (width - len(each)) for each in lines]
    for upper, lower in pairwise(padded):
        for position in range(1, width):
            if not upper[position] and lower[position]:
                upper[position] = upper[position - 1]
    return tuple(": ".join(dict.fromkeys(filter(None, column))) for column in zip(*padded, strict=True))


def named(header: Sequence[str]) -> tuple[str, ...]:
    """The same with a name for each column that has none: what stands in it can be matched, or left out."""
    return tuple(each or f"column {number}" for number, each in enumerate(header, start=1))


def is_made_up(name: str, number: int) -> bool:
    """Whether the name of the column (counted from 1) is one that ``named`` gives."""
    return name == f"column {number}"


def told(header: Header, above: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What is said of a header that is not simply the first line, and of what stands above it."""
    if not header.first:
        return ()
    lines = f"line {header.first}" if header.first == header.last else f"lines {header.first} to {header.last}"
    shown = "; ".join(f"“{each[:60]}”" for each in above[:5]) + (" and more" if len(above) > 5 else "")
    return (("Header", lines), *((("Above it, not read", shown),) if above else ()))
