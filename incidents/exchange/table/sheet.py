"""What is a table once it has been read? Owns rows of text with the line where each begins, whatever file they were in.

A cell that cannot be taken as text, such as a formula, is blank and has a problem of its own.
"""

from dataclasses import dataclass, field

MOST_ROWS = 200_000
MOST_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: the line counted from 1, and the column by its heading, "" for the whole row.

    ``setting`` is the name of the one in the map that would mend it, "" where only the cell can.
    """

    line: int
    column: str
    reason: str
    setting: str = ""

    def __str__(self) -> str:
        return f"Line {self.line:,}{f', column {self.column}' if self.column else ''}: {self.reason}"


class Unreadable(ValueError):  # noqa: N818 -- callers read "except Unreadable"
    """A cell, a row or a whole file that cannot be read, and why."""

    def __init__(self, reason: str, *, column: str = "", line: int = 1, setting: str = "") -> None:
        super().__init__(reason)
        self.reason, self.column, self.line, self.setting = reason, column, line, setting

    def problem(self) -> Problem:
        return Problem(self.line, self.column, self.reason, self.setting)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line where it begins, its cells in the order of the header, and what is wrong with it already."""

    line: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table with its header. ``told`` says how the bytes were read; ``broken`` why its columns cannot be told apart.

    ``header_at`` is the setting by which the header is found again, "" where it is the first line that is filled.

    A broken sheet has the rows that could be counted, so that none is lost without a word.
    """

    header: tuple[str, ...] = ()
    header_line: int = 1
    rows: tuple[Row, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    broken: tuple[Problem, ...] = ()
    other_sheets: tuple[str, ...] = field(default=())
    header_at: str = ""


def ragged(line: int, cells: list[str], header: tuple[str, ...]) -> Problem | None:
    """A row of another length than the header: names the first column that is missing, or that is too many."""
    if len(cells) == len(header):
        return None
    column = header[len(cells)] if len(cells) < len(header) else f"column {len(header) + 1}"
    return Problem(line, column, f"The row has {_cells(len(cells))} where the header has {len(header)}.")


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def header_problems(line: int, header: tuple[str, ...]) -> list[Problem]:
    """What is wrong with the names of the columns: none, one twice, too many of them."""
    if not any(header):
        return [Problem(line, "", "There is no header: the first row names the columns.")]
    if len(header) > MOST_COLUMNS:
        return [Problem(line, "", f"The table has {len(header):,} columns; at most {MOST_COLUMNS} are read.")]
    found, seen = [], set()
    for name in filter(None, header):
        if name in seen:
            found.append(Problem(line, name, "This column stands twice."))
        seen.add(name)
    return found


def heading(cell: str) -> str:
    """The name of a column: one line, without blanks around it."""
    return " ".join(cell.replace("\x00", "\N{REPLACEMENT CHARACTER}").replace("\ufeff", "").split())
