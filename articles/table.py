"""What does each row of a CSV say? Owns bytes → rows: encoding, header, quotation marks, line numbers."""

import csv
import io
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from articles.cleaning import LONGEST_ARTICLE

MOST_ROWS = 20_000
_limit = threading.Lock()


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: the line of the file, counted from 1, and the column, or "" for the whole row."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"Line {self.line:,}{column}: {self.message}"


@dataclass(frozen=True)
class Row:
    """One row: the line of the file where it begins, and its cells without blanks around them."""

    line: int
    cells: dict[str, str]


def read_table(content: bytes, *, columns: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """Every row under a header of these columns in any order, and every problem; rows with one are left out."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        return [], [Problem(line, "", "This is not UTF-8; save the file as “CSV UTF-8”.")]
    if "\0" in text:
        return [], [
            Problem(text.count("\n", 0, text.index("\0")) + 1, "", "A NUL character stands here; is this a CSV?")
        ]
    records, problems = _records(text)
    if not records:
        return [], problems or [Problem(1, "", "The file is empty.")]
    (line, names), *rest = records
    header = [each.strip() for each in names]
    if wrong := list(_header_problems(line, header, columns)):
        return [], wrong
    rows, ragged = _rows(header, rest)
    problems += ragged
    if not rows and not problems:
        problems.append(Problem(line + 1, "", "There is no row below the header."))
    return rows, problems


def _records(text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """(first line, fields) of every record that is not blank, up to the first that cannot be told apart."""
    records: list[tuple[int, list[str]]] = []
    start = 1
    with _wide_fields():
        # newline="": line ends inside of quotation marks stay what they are.
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            for fields in reader:
                if len(records) > MOST_ROWS:
                    return records, [Problem(start, "", f"The file has more than {MOST_ROWS:,} rows; split it.")]
                if fields:
                    records.append((start, fields))
                start = reader.line_num + 1
        except csv.Error as problem:
            return records, [Problem(start, "", _reason(str(problem)))]
    return records, []


@contextmanager
def _wide_fields() -> Iterator[None]:
    """The limit is one for the whole process, and others rely on its default: an article needs more for a moment."""
    with _limit:
        before = csv.field_size_limit(LONGEST_ARTICLE + 1)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _reason(problem: str) -> str:
    if "unexpected end of data" in problem:
        return "A quotation mark is opened in this row and never closed."
    if "larger than field limit" in problem:
        return f"A field is longer than {LONGEST_ARTICLE:,} characters; is a quotation mark never closed?"
    if "expected after" in problem:
        return "Text stands behind a closing quotation mark; write quotation marks inside a field twice."
    return "The row cannot be told apart into fields."


def _header_problems(line: int, header: list[str], columns: Sequence[str]) -> Iterator[Problem]:
    for name, number in Counter(header).items():
        if name not in columns:
            known = ", ".join(columns)
            yield Problem(line, name or "(blank)", f"There is no such column. The columns are: {known}.")
        elif number > 1:
            yield Problem(line, name, "This column stands twice.")


def _rows(header: list[str], records: list[tuple[int, list[str]]]) -> tuple[list[Row], list[Problem]]:
    rows, problems = [], []
    for line, fields in records:
        if len(fields) != len(header):
            problems.append(Problem(line, "", f"The row has {_fields(len(fields))}, the header {len(header)}."))
        elif not any(each.strip() for each in fields):
            problems.append(Problem(line, "", "The row is blank."))
        else:
            rows.append(Row(line, dict(zip(header, (each.strip() for each in fields), strict=True))))
    return rows, problems


def _fields(number: int) -> str:
    return "1 field" if number == 1 else f"{number} fields"
