"""Which lines of a file make a row? Owns counting them, and giving back what a row took that was not its own."""

import csv
from collections import deque
from collections.abc import Iterator

LONGEST_CELL = 131_072
"""Characters; the limit of Python's csv, which is one for the whole process."""


class Lines:
    """Lines that can be given back: what a broken row has swallowed is read again as the rows it was."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._returned = lines, deque[str]()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self._returned.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        del self.taken[1:]


def next_cells(lines: Lines, *, separator: str = ",") -> tuple[list[str] | None, str]:
    """The next row's cells, None at the end of the file, and what is wrong with the row."""
    lines.taken.clear()
    try:
        return next(csv.reader(lines, strict=True, delimiter=separator), None), ""
    except csv.Error as problem:
        swallowed = len(lines.taken)
        lines.give_back_all_but_first()
        return [], _problem(str(problem), swallowed)


def _problem(problem: str, swallowed: int) -> str:
    if problem == "unexpected end of data" or swallowed > 1:
        return "A quotation mark that is opened in this row is never closed."
    if "field limit" in problem:
        return f"A cell holds more than {LONGEST_CELL:,} characters."
    if "new-line" in problem:
        return "A line ends in a carriage return alone; use LF or CR LF."
    return "A quotation mark is never closed, or stands undoubled inside a quoted cell."
