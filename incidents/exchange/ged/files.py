"""What is in a UCDP GED file? Owns bytes → rows: compression, encoding, header, HXL tags, line numbers, version."""

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incidents.exchange.ged.text import REPLACEMENT
from incidents.exchange.lines import Lines, next_cells

REQUIRED = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "latitude", "longitude",
    "date_start", "date_end", "best",
)  # fmt: skip
COUNTRY_COLUMNS = ("country_id", "iso3")
"""At least one of them must be there: a country's name alone is no code."""
ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "latin-1": "Latin-1"}
UNKNOWN_VERSION = "unknown"

_GZIP_MAGIC = b"\x1f\x8b"
_VERSION = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,4}")
# ged231.csv; and GEDEvent_v25_1.csv, ged-25.1.csv, GEDEvent_v23_01_23_12.csv.
_SHORT_NAME = re.compile(r"(?<![a-z])(?:ucdp)?ged([0-9]{1,2})([0-9])(?![0-9])", re.IGNORECASE)
_LONG_NAME = re.compile(
    r"(?<![a-z])(?:ucdp[-_ ]?)?ged(?:events?)?(?:[-_ ]?v|[-_ ])([0-9]{1,2}(?:[._][0-9]{1,2}){1,4})(?![0-9])",
    re.IGNORECASE,
)
# What a quotation mark that is never closed swallows: a line of text that is itself a row.
_SWALLOWED_ROW = re.compile(r"\n[0-9]{1,9},(?:[^,\n]*,){15}")


class UnreadableError(ValueError):
    """A row, or a whole file, that cannot be read: where, in which column, and why."""

    def __init__(self, reason: str, *, column: str = "", line: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.column, self.line = reason, column, line


@dataclass(frozen=True)
class GedFile:
    """A file as it came. It is read twice, first to judge every row and then to write, so its bytes are kept."""

    name: str
    data: bytes
    dataset_version: str
    encoding: str = "utf-8"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the physical line of the file where it begins, counted from 1, and its cells as they came.

    ``problem`` says why the cells cannot be told apart; ``record`` is empty then.
    """

    line: int
    record: dict[str, str]
    problem: UnreadableError | None = None


def open_file(path: Path, *, dataset_version: str = "", encoding: str = "utf-8") -> GedFile:
    """The file at the path. The dataset version is the given one, else the file name's, else ``unknown``. OSError."""
    version = dataset_version or version_in(path.name) or UNKNOWN_VERSION
    # A name on disk need not be text.
    name = path.name.encode(errors="replace").decode()
    return GedFile(name, path.read_bytes(), version, encoding)


def version_in(filename: str) -> str:
    """The dataset version that a file name carries, ``""`` when none: ged231_world.csv is 23.1."""
    if long := _LONG_NAME.search(filename):
        return ".".join(str(int(part)) for part in re.split(r"[._]", long[1]))
    short = _SHORT_NAME.search(filename)
    return f"{int(short[1])}.{short[2]}" if short else ""


def read_version(text: str) -> str:
    """A version as it is stored: ``v23.1`` is ``23.1``. ValueError for anything but numbers and points."""
    version = text.strip().removeprefix("v")
    if not _VERSION.fullmatch(version):
        raise ValueError(f"“{text}” is not a dataset version; write it as 23.1")
    return version


def is_older(version: str, than: str) -> bool:
    """Whether a version is numerically the earlier one. A version that is not known is never older, nor newer."""
    if not (_VERSION.fullmatch(version) and _VERSION.fullmatch(than)):
        return False
    return _numbers(version) < _numbers(than)


def _numbers(version: str) -> list[int]:
    numbers = [int(part) for part in version.split(".")]
    while numbers[-1:] == [0]:
        numbers.pop()
    return numbers


def read_rows(file: GedFile) -> Iterator[Row]:
    """Every row of the file, broken ones included. UnreadableError when the file as a whole cannot be read."""
    lines = Lines(_decoded(file))
    header = _header(lines)
    tags_possible = True
    while (row := _next_row(lines, header)) is not None:
        if tags_possible and _is_hxl_tags(row):
            tags_possible = False
            continue
        tags_possible = False
        yield row


def _decoded(file: GedFile) -> Iterator[str]:
    """The physical lines with their ends, up to the first that is not text in the declared encoding."""
    number = 0
    try:
        for number, raw in enumerate(_unpacked(file), start=1):
            yield raw.decode("utf-8-sig" if number == 1 and file.encoding == "utf-8" else file.encoding)
    except UnicodeDecodeError as problem:
        raise UnreadableError(_encoding_problem(file, problem), line=number) from problem
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise UnreadableError("The gzip archive is broken or cut off after this line.", line=number or 1) from problem


def _unpacked(file: GedFile) -> Iterator[bytes]:
    if file.data.startswith(_GZIP_MAGIC):
        with gzip.GzipFile(fileobj=io.BytesIO(file.data)) as unpacked:
            yield from unpacked
        return
    if file.name.lower().endswith(".gz"):
        raise UnreadableError("The name ends in .gz, but this is not a gzip archive.")
    if file.data.startswith(b"PK\x03\x04"):
        raise UnreadableError("This is a zip archive: unpack it, and give the CSV file in it.")
    if file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("This is UTF-16: save the file as UTF-8.")
    yield from io.BytesIO(file.data)


def _encoding_problem(file: GedFile, problem: UnicodeDecodeError) -> str:
    found = f"Byte 0x{problem.object[problem.start]:02x} is not {ENCODINGS[file.encoding]}."
    return f"{found} If the file is Windows-1252, say --encoding cp1252." if file.encoding == "utf-8" else found


def _header(lines: Lines) -> list[str]:
    cells, problem = next_cells(lines)
    if problem or not cells or not any(cells):
        raise UnreadableError(problem or "The file is empty: there is no header row.")
    names = [_column_name(cell, number) for number, cell in enumerate(cells, start=1)]
    known = [name.lower() for name in names]
    if twice := sorted({name for name in known if known.count(name) > 1}):
        raise UnreadableError(f"The header names this column twice: {', '.join(twice)}.", column=twice[0])
    if missing := [name for name in REQUIRED if name not in known]:
        raise UnreadableError(_missing_problem(missing, cells), column=missing[0])
    if not any(name in known for name in COUNTRY_COLUMNS):
        raise UnreadableError("The header has neither country_id nor iso3.", column="country_id")
    return names


def _column_name(cell: str, number: int) -> str:
    return cell.strip().replace("\x00", REPLACEMENT) or f"column_{number}"


def _missing_problem(missing: list[str], cells: list[str]) -> str:
    said = f"The header lacks {', '.join(missing)}."
    return f"{said} The columns must be separated by commas." if len(cells) == 1 else said


def _next_row(lines: Lines, header: list[str]) -> Row | None:
    """The next row that is not blank, or None at the end."""
    while True:
        line = lines.number + 1
        cells, problem = next_cells(lines)
        if cells is None:
            return None
        if problem:
            return Row(line, {}, UnreadableError(problem, line=line))
        if not cells:
            continue
        if len(lines.taken) > 1 and any(_SWALLOWED_ROW.search(cell) for cell in cells):
            lines.give_back_all_but_first()
            return Row(line, {}, UnreadableError("A quotation mark in this row swallows the rows after it.", line=line))
        if len(cells) != len(header):
            reason = f"The row has {len(cells)} cells where the header has {len(header)}."
            return Row(line, {}, UnreadableError(reason, line=line))
        return Row(line, dict(zip(header, cells, strict=True)))


def _is_hxl_tags(row: Row) -> bool:
    """The Humanitarian Data Exchange puts tags such as #date+start under the names of the columns."""
    cells = [cell.strip() for cell in row.record.values() if cell.strip()]
    return bool(cells) and all(cell.startswith("#") for cell in cells)
