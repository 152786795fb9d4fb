"""What does each row of an XLSX workbook say? Owns the archive's limits, and that nothing computed is ever trusted.

A formula is refused by its cell: what it gave when the file was last saved may be old, and may be of another file.
"""

import datetime as dt
import io
import lzma
import zipfile
import zlib
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from incidents.exchange.table import headers
from incidents.exchange.table.marks import Marks, read_marks
from incidents.exchange.table.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Problem,
    Row,
    Sheet,
    Unreadable,
    header_problems,
)

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
_MIDNIGHT = dt.time()
_WIDEST = 16_384
"""Columns of the widest sheet. A row is read as a whole, so that one without end would fill the memory."""
_CELL_MARKS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/")
_TYPES = ("<!DOCTYPE", "<!ENTITY")


def read_workbook(content: bytes, *, sheet: str = "", header: str = "") -> Sheet:
    """The named sheet, else the first that can be seen and holds something. Unreadable for what is no safe workbook."""
    _look_into(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as problem:  # whatever the library makes of it, it is the file that is broken
        raise Unreadable("The workbook is damaged or cut off, or is no XLSX.") from problem
    try:
        return _chosen(book, content, sheet, header)
    except Unreadable:
        raise
    except Exception as problem:
        raise Unreadable("A sheet of the workbook is damaged or cut off.") from problem
    finally:
        book.close()


_DAMAGED = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, RuntimeError, KeyError,
    NotImplementedError, UnicodeDecodeError,
)  # fmt: skip


def _look_into(content: bytes) -> None:
    """Refuses what could do harm, before anything is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_unsafe(archive)
    except _DAMAGED as problem:
        raise Unreadable("The workbook is damaged or cut off.") from problem


def _refuse_unsafe(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(f"Unpacked, the workbook is larger than {MOST_UNPACKED >> 20} MB.")
    for part in parts:
        if _is_xml(part.filename):
            _refuse_part(archive.read(part))


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _refuse_part(part: bytes) -> None:
    """A workbook declares no document type, where entities hide, and no other encoding."""
    start = part[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    declared = start.split(b"?>", 1)[0].lower() if start.startswith(b"<?xml") else b""
    is_plain = not part or (start.startswith(b"<") and (b"encoding" not in declared or b"utf-8" in declared))
    if not is_plain or any(each.encode() in part for each in _TYPES):
        raise Unreadable("The workbook declares a document type or a foreign encoding, which no spreadsheet does.")
    cells = sum(part.count(mark) for mark in _CELL_MARKS)
    if cells > _WIDEST * (part.count(b"<row") + part.count(b":row") + 1):
        raise Unreadable("A row of the workbook has more cells than any spreadsheet makes.")


def _chosen(book: Any, content: bytes, wanted: str, header: str) -> Sheet:
    if wanted and wanted not in book.sheetnames:
        raise Unreadable(f"There is no sheet “{wanted}”; there are: {', '.join(book.sheetnames)}.")
    sheets = [
        each for each in book.worksheets if each.title == wanted or (not wanted and each.sheet_state == "visible")
    ]
    for each in sheets:
        if wanted or any(_trimmed(cells) for cells in each.iter_rows()):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                marks = read_marks(archive, each._worksheet_path)  # noqa: SLF001 -- no other way leads to a sheet's part
            others = tuple(name for name in book.sheetnames if name != each.title)
            return _sheet(each, marks, header, others)
    raise Unreadable("The workbook is empty: there is no header row.")


def _sheet(sheet: Any, marks: Marks, header: str, others: tuple[str, ...]) -> Sheet:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    where = headers.find(_first_lines(sheet)) if header == headers.FIND else headers.read_setting(header)
    naming: list[list[str]] = []
    above: list[str] = []
    names: tuple[str, ...] = ()
    header_line, rows, broken = 1, [], []
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        filled = _trimmed(cells)
        if line < where.first:
            above += [" ".join(filter(None, (_shown(each.value) for each in filled)))] if filled else []
        elif not names and (filled or where.first):
            naming.append([_text(each, line, "") for each in filled])
            if line >= where.last:
                names, header_line = headers.names(naming), line
                broken = header_problems(line, names)
                names = headers.named(names) or ("column 1",)
        elif filled:
            rows.append(_row(line, filled, names, marks))
            if len(rows) > MOST_ROWS:
                raise Unreadable(f"The sheet has more than {MOST_ROWS:,} rows; split it.", line=line)
    if where.first and not names:
        raise Unreadable(f"There is no line {where.last} for the header.")
    told = (("Sheet", sheet.title), *headers.told(where, above))
    return Sheet(names, header_line, tuple(rows), told, marks.remarks, tuple(broken), others, header_at=where.setting)


def _first_lines(sheet: Any) -> list[headers.Line]:
    """The first rows that are filled, as plain text: what cannot be read is told later, where it stands."""
    filled = ((line, cells) for line, cells in enumerate(sheet.iter_rows(), start=1) if _trimmed(cells))
    return [
        (line, [_shown(each.value) for each in _trimmed(cells)]) for line, cells in islice(filled, headers.LOOKED_AT)
    ]


def _shown(value: Any) -> str:
    return "" if value is None else _written(value)


def _trimmed(cells: tuple[Any, ...]) -> list[Any]:
    """Without the blank cells at the end, which some sheets have by the thousand."""
    end = len(cells)
    while end and (cells[end - 1].value is None or cells[end - 1].value == ""):
        end -= 1
    if end > MOST_COLUMNS:
        raise Unreadable(f"A row reaches column {get_column_letter(end)}; at most {MOST_COLUMNS} are read.")
    return list(cells[:end])


def _row(line: int, cells: list[Any], header: tuple[str, ...], marks: Marks) -> Row:
    texts, problems = [], []
    for position, cell in enumerate(cells):
        name = header[position] if position < len(header) else f"column {position + 1}"
        try:
            texts.append(_text(cell, line, name))
        except Unreadable as problem:
            texts.append("")
            problems.append(problem.problem())
    if len(cells) > len(header):
        extra = f"The row has {len(cells)} cells where the header has {len(header)}."
        problems.append(Problem(line, f"column {len(header) + 1}", extra))
    texts += [""] * (len(header) - len(texts))
    for position, name in enumerate(header if line in marks.merged else (), start=1):
        if whole := marks.merged_into(line, position):
            cell = f"{get_column_letter(position)}{line}"
            told = f"Cell {cell} is merged with {whole}: part them, and write in each its own."
            problems.append(Problem(line, name, told))
    return Row(line, tuple(texts[: len(header)]), tuple(problems))


def _text(cell: Any, line: int, column: str) -> str:
    """What the cell says as text; a real date as ISO 8601, a whole number without a point."""
    value = cell.value
    if value is None:
        return ""
    where = f"Cell {get_column_letter(cell.column)}{line}"
    if cell.data_type == "f" or not isinstance(value, str | int | float | dt.datetime | dt.date | dt.time):
        raise Unreadable(f"{where} holds a formula or a length of time; put its value there.", column=column, line=line)
    if cell.data_type == "e":
        raise Unreadable(f"{where} holds the error {value}.", column=column, line=line)
    if isinstance(value, str) and "\x00" in value:
        raise Unreadable(f"{where} holds a NUL character.", column=column, line=line)
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
