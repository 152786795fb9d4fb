"""What does each row of a CSV say? Owns text → rows: separator, header, quotation marks, line numbers."""

import io
import re
from itertools import islice

from incidents.exchange.lines import Lines, next_cells
from incidents.exchange.table import headers
from incidents.exchange.table.sheet import MOST_ROWS, Problem, Row, Sheet, Unreadable, header_problems, ragged

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_DECLARED = re.compile(r"sep=(.)\s*")
_SAMPLED = 50
SWALLOWED = "A quotation mark in this row swallows the rows after it; if it does not, write its text on one line."


def read_text(text: str, *, told: str, separator: str = "", header: str = "") -> Sheet:
    """The sheet in the text; its separator is the given one, else the one that the first rows agree on."""
    # newline="": a line ends in LF, CR LF or CR, and ends inside of quotation marks stay what they are.
    lines = Lines(iter(io.StringIO(text, newline="")))
    declared = _declared(lines)
    separator = separator or declared or _likeliest(text)
    where = headers.find(_first_lines(text, separator)) if header == headers.FIND else headers.read_setting(header)
    found, problem, line, above = _header(lines, separator, where)
    names = headers.names(found)
    facts = (
        ("Encoding", told),
        ("Separator", SEPARATORS.get(separator, f"“{separator}”")),
        *headers.told(where, above),
    )
    broken = [Problem(line, "", problem)] if problem else header_problems(line, names)
    names, rows = headers.named(names), []
    while (row := _next_row(lines, separator, names, is_broken=bool(broken))) is not None:
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows; split it.", line=row.line)
    return Sheet(names, line, tuple(rows), facts, broken=tuple(broken), header_at=where.setting)


def _declared(lines: Lines) -> str:
    """Spreadsheets in some countries put “sep=;” before the header."""
    first = next(lines, "")
    if found := _DECLARED.fullmatch(first):
        return found[1]
    lines.taken[:] = ["", first]
    lines.give_back_all_but_first()
    return ""


def _likeliest(text: str) -> str:
    """The separator that parts the header into most columns and the rows into as many; a comma if none does."""
    sample = [(separator, _widths(text, separator)) for separator in SEPARATORS]
    fitting = [
        (sum(width == widths[0] for width in widths) / len(widths) > 0.5, widths[0], separator)
        for separator, widths in sample
        if widths and widths[0] > 1
    ]
    return max(fitting, key=lambda each: each[:2])[2] if fitting else ","


def _widths(text: str, separator: str) -> list[int]:
    lines = Lines(iter(io.StringIO(text[:200_000], newline="")))
    rows = iter(lambda: next_cells(lines, separator=separator), (None, ""))
    return [len(cells) for cells, problem in islice(rows, _SAMPLED) if cells and not problem]


def _first_lines(text: str, separator: str) -> list[headers.Line]:
    """The first rows that are filled, with the lines where they begin."""
    lines = Lines(iter(io.StringIO(text[:200_000], newline="")))
    _declared(lines)
    found: list[headers.Line] = []
    while len(found) < headers.LOOKED_AT:
        line = lines.number + 1
        cells, problem = next_cells(lines, separator=separator)
        if cells is None:
            break
        if problem or any(cell.strip() for cell in cells):
            found.append((line, cells))
    return found


def _header(lines: Lines, separator: str, where: headers.Header) -> tuple[list[list[str]], str, int, list[str]]:
    """The rows that name the columns, what is wrong with them, the last line of them, and what stands above."""
    found: list[list[str]] = []
    above: list[str] = []
    while True:
        line = lines.number + 1
        cells, problem = next_cells(lines, separator=separator)
        if cells is None:
            missing = f"There is no line {where.last} for the header." if where.first else ""
            return found, missing or "The file is empty: there is no header row.", 1, above
        is_filled = problem or any(cell.strip() for cell in cells)
        if line < where.first:
            above += [" ".join(filter(None, (cell.strip() for cell in cells)))] if is_filled else []
        elif is_filled or where.first:
            found.append(cells)
        if found and (problem or line >= where.last):
            return found, problem, line, above


def _next_row(lines: Lines, separator: str, header: tuple[str, ...], *, is_broken: bool) -> Row | None:
    """The next row that is not blank, or None at the end."""
    while True:
        line = lines.number + 1
        cells, problem = next_cells(lines, separator=separator)
        if cells is None:
            return None
        if problem:
            return Row(line, (), (Problem(line, "", problem),))
        if not any(cell.strip() for cell in cells):
            continue
        if _swallows(lines.taken, separator, len(header)):
            lines.give_back_all_but_first()
            return Row(line, (), (Problem(line, "", SWALLOWED),))
        row = _row(line, cells, header, is_broken=is_broken)
        if row.problems and not row.cells:
            lines.give_back_all_but_first()
        return row


def _row(line: int, cells: list[str], header: tuple[str, ...], *, is_broken: bool) -> Row:
    if is_broken:
        return Row(line, tuple(cells))
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()  # spreadsheets leave separators behind the last column
    if wrong := ragged(line, cells, header):
        return Row(line, (), (wrong,))
    nul = [name for name, cell in zip(header, cells, strict=True) if "\x00" in cell]
    return Row(
        line, tuple(cells), tuple(Problem(line, name, "A NUL character stands here; is this a CSV?") for name in nul)
    )


def _swallows(taken: list[str], separator: str, width: int) -> bool:
    """Whether every line of a row that runs over several could be a row by itself: then a quotation mark is missing."""
    return len(taken) > 1 and width > 2 and all(line.count(separator) == width - 1 for line in taken)
