"""Files as people send them, broken in one way each: what a reading must say of every row of them, worked out here."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook

from incidents.exchange.table.mapping import Map
from tests.incidents.exchange.table.made import HEADER, a_map, csv_bytes, row, rows, saved, xlsx_bytes

Place = tuple[int, str]


@dataclass
class Case:
    """A file, the rows in it, and (line, column) of everything that is wrong; ``is_whole`` when no row can be read."""

    data: bytes
    rows: int
    wrong: list[Place] = field(default_factory=list)
    map: Map | None = None
    is_whole: bool = False


KINDS: dict[str, Callable[[Random], Case]] = {}


def kind(make: Callable[[Random], Case]) -> Callable[[Random], Case]:
    KINDS[make.__name__] = make
    return make


def _lines(random: Random) -> list[list[str]]:
    return [list(each) for each in rows(random.randint(3, 9))]


def _cell(random: Random, column: str, *texts: str) -> Case:
    """One cell of one row holds something else."""
    lines = _lines(random)
    victim = random.randrange(len(lines))
    lines[victim][HEADER.index(column)] = random.choice(texts)
    return Case(csv_bytes(*lines), len(lines), [(victim + 2, column)])


def _fine(random: Random, encode: Callable[[str], bytes] = str.encode, **options: Any) -> Case:
    lines = _lines(random)
    return Case(encode(csv_bytes(*lines, **options).decode()), len(lines))


def _raw(lines: list[list[str]]) -> list[str]:
    return [",".join(HEADER), *(",".join(line) for line in lines)]


def _joined(raw: list[str]) -> bytes:
    return ("\r\n".join(raw) + "\r\n").encode()


def _whole(data: bytes, number: int, *wrong: Place, made: Map | None = None) -> Case:
    return Case(data, number, list(wrong), made, is_whole=True)


# Rows that cannot be told apart


@kind
def unclosed_quote(random: Random) -> Case:
    lines = _lines(random)
    victim = random.randrange(len(lines))
    lines[victim][random.randrange(len(HEADER))] = '"never closed'
    return Case(_joined(_raw(lines)), len(lines), [(victim + 2, "")])


@kind
def quote_that_swallows_the_next_row(random: Random) -> Case:
    lines = _lines(random)
    victim = random.randrange(len(lines) - 1)
    column = random.randrange(1, len(HEADER) - 1)
    lines[victim][column] = '"' + lines[victim][column]
    lines[victim + 1][HEADER.index("Town")] += '"'
    return Case(_joined(_raw(lines)), len(lines), [(victim + 2, "")])


@kind
def text_behind_a_closing_quote(random: Random) -> Case:
    lines = _lines(random)
    victim = random.randrange(len(lines))
    lines[victim][HEADER.index("What")] = '"Gunmen" fired'
    return Case(_joined(_raw(lines)), len(lines), [(victim + 2, "")])


@kind
def unclosed_quote_in_the_header(random: Random) -> Case:
    lines = _lines(random)
    raw = _raw(lines)
    raw[0] = '"' + raw[0]
    return _whole(_joined(raw), len(lines), (1, ""))


@kind
def short_row(random: Random) -> Case:
    lines = _lines(random)
    victim, width = random.randrange(len(lines)), random.randint(2, len(HEADER) - 1)
    lines[victim] = lines[victim][:width]
    return Case(csv_bytes(*lines), len(lines), [(victim + 2, HEADER[width])])


@kind
def long_row(random: Random) -> Case:
    lines = _lines(random)
    victim = random.randrange(len(lines))
    lines[victim] += ["more"] * random.randint(1, 3)
    return Case(csv_bytes(*lines), len(lines), [(victim + 2, "column 11")])


@kind
def truncated_file(random: Random) -> Case:
    lines = _lines(random)
    width = random.randint(1, len(HEADER) - 1)
    raw = _raw([*lines[:-1], lines[-1][:width]])
    return Case("\r\n".join(raw).encode(), len(lines), [(len(lines) + 1, HEADER[width])])


@kind
def cell_of_ten_megabytes(random: Random) -> Case:
    case = _cell(random, "What", "x" * random.choice([*[140_000] * 9, 10 * 1024 * 1024]))
    return Case(case.data, case.rows, [(case.wrong[0][0], "")])


@kind
def nul(random: Random) -> Case:
    return _cell(random, random.choice(HEADER[1:]), "\x00", "Ra\x00madi")


# The header


@kind
def heading_twice(random: Random) -> Case:
    lines, header = _lines(random), list(HEADER)
    header[-1] = name = random.choice(HEADER[:-1])
    return _whole(csv_bytes(*lines, header=header), len(lines), (1, name))


@kind
def heading_blank(random: Random) -> Case:
    lines, header = _lines(random), list(HEADER)
    number = random.randrange(len(HEADER))
    header[number] = ""
    return _whole(csv_bytes(*lines, header=header), len(lines), (1, HEADER[number]), (1, f"column {number + 1}"))


@kind
def heading_unknown(random: Random) -> Case:
    lines, header = _lines(random), list(HEADER)
    number = random.randrange(len(HEADER))
    header[number] = "Else"
    return _whole(csv_bytes(*lines, header=header), len(lines), (1, HEADER[number]), (1, "Else"))


@kind
def column_that_nobody_mapped(random: Random) -> Case:
    lines = [[*line, "secret"] for line in _lines(random)]
    return _whole(csv_bytes(*lines, header=[*HEADER, "Witness"]), len(lines), (1, "Witness"))


@kind
def no_row_below_the_header(random: Random) -> Case:
    return _whole(csv_bytes(*[[""] * 10] * random.randint(0, 3)), 1, (2, ""))


@kind
def empty_file(random: Random) -> Case:
    return _whole(random.choice([b"", b"\r\n\r\n", b"\xef\xbb\xbf", b",,,\r\n"]), 1, (1, ""))


@kind
def separator_that_is_another(random: Random) -> Case:
    lines = _lines(random)
    wrong = [(1, name) for name in HEADER] + [(1, ",".join(HEADER))]
    return _whole(csv_bytes(*lines), len(lines), *wrong, made=a_map(separator=";"))


# Encodings, line ends and separators that are read as they are


@kind
def byte_order_mark(random: Random) -> Case:
    return _fine(random, lambda text: text.encode("utf-8-sig"))


@kind
def utf_16(random: Random) -> Case:
    codec, mark = random.choice([("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
    return _fine(random, lambda text: mark + text.encode(codec))


@kind
def utf_16_without_a_mark(random: Random) -> Case:
    codec = random.choice(["utf-16-le", "utf-16-be"])
    return _fine(random, lambda text: text.encode(codec))


@kind
def windows_1252(random: Random) -> Case:
    return _fine(random, lambda text: text.replace("Gunmen", "Café").encode("cp1252"))


@kind
def windows_1256(random: Random) -> Case:
    return _fine(
        random, lambda text: text.replace("Gunmen fired.", "أطلق مسلحون النار على نقطة تفتيش").encode("cp1256")
    )


@kind
def carriage_returns_alone(random: Random) -> Case:
    return _fine(random, lineterminator="\r")


@kind
def line_feeds_alone(random: Random) -> Case:
    return _fine(random, lineterminator="\n")


@kind
def other_separators(random: Random) -> Case:
    return _fine(random, delimiter=random.choice(";\t|"))


@kind
def separator_declared(random: Random) -> Case:
    lines = _lines(random)
    victim = random.randrange(len(lines))
    lines[victim][HEADER.index("Dead")] = "many more"
    return Case(b"sep=;\r\n" + csv_bytes(*lines, delimiter=";"), len(lines), [(victim + 3, "Dead")])


@kind
def blank_lines(random: Random) -> Case:
    lines = _lines(random)
    victim = random.randrange(len(lines))
    lines[victim][HEADER.index("Dead")] = "NaN"
    raw = _raw(lines)
    raw[1:1] = ["", ",,,,,,,,,"]
    return Case(_joined(raw), len(lines), [(victim + 4, "Dead")])


@kind
def lines_within_a_cell(random: Random) -> Case:
    """The rows after a cell of two lines begin one line further down."""
    lines = _lines(random)
    lines[0][HEADER.index("What")] = random.choice(["One.\nTwo.", "One.\r\nTwo.", "One.\rTwo."])
    victim = random.randrange(1, len(lines))
    lines[victim][HEADER.index("Hurt")] = "1_000"
    return Case(csv_bytes(*lines), len(lines), [(victim + 3, "Hurt")])


@kind
def bytes_of_no_encoding(random: Random) -> Case:
    lines = _lines(random)
    victim = random.randrange(len(lines))
    raw = _joined(_raw(lines)).split(b"\r\n")
    raw[victim + 1] = raw[victim + 1].replace(b"Gunmen", b"\xff\xfe")
    return _whole(b"\r\n".join(raw), 1, (victim + 2, ""), made=a_map(encoding="utf-8"))


@kind
def utf_16_cut_off(random: Random) -> Case:
    lines = _lines(random)
    return _whole(b"\xff\xfe" + _joined(_raw(lines)).decode().encode("utf-16-le")[:-3], 1, (len(lines) + 1, ""))


# Cells


@kind
def grouped_by_underscore(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Hurt"]), "1_000", "10_000")


@kind
def grouped_by_point(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Hurt"]), "1.200", "1.000", "12.345.678")


@kind
def grouped_by_comma(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Hurt"]), "1,200", "1,2", "at least 1,200")


@kind
def grouped_by_blank(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Hurt"]), "1 200", "1\u00a0200", "1\u202f200")


@kind
def not_a_number(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Hurt", "Lat", "Long"]), "NaN", "inf", "-inf", "N/A", "#VALUE!", "1e5")


@kind
def zero(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Hurt"]), "0", "٠", "0.0")


@kind
def below_zero(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Hurt"]), "-1", "-9", "-99")


@kind
def digits_of_two_scripts(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Hurt"]), "1٢", "١۲", "४")


@kind
def arabic_digits(random: Random) -> Case:
    case = _cell(random, random.choice(["Dead", "Hurt"]), "١٢", "۱۲", "١٬٢٠٠")
    return Case(case.data, case.rows)


@kind
def date_of_two_orders(random: Random) -> Case:
    return _cell(random, "Date", "03/04/2022", "3.4.2022", "٠٣/٠٤/٢٠٢٢", "03-04-2022")


@kind
def date_against_the_rest_of_its_column(random: Random) -> Case:
    lines, day = _lines(random), HEADER.index("Date")
    for line in lines:
        line[day] = "03/04/2022"
    lines[0][day], lines[1][day] = "25/04/2022", "04/25/2022"
    wrong = [(number + 2, "Date") for number in range(2, len(lines))]
    return Case(csv_bytes(*lines), len(lines), wrong)


@kind
def date_proven_by_its_column(random: Random) -> Case:
    lines, day = _lines(random), HEADER.index("Date")
    for line in lines:
        line[day] = "03/04/2022"
    lines[random.randrange(len(lines))][day] = random.choice(["25/04/2022", "04/25/2022"])
    return Case(csv_bytes(*lines), len(lines))


@kind
def no_date(random: Random) -> Case:
    return _cell(random, "Date", "", "  ", "yesterday", "2022-02-30", "03/04/22", "44574", "2022-04-03 14:30", "?")


@kind
def no_identifier(random: Random) -> Case:
    return _cell(random, "Ref", "", " ", "x" * 61)


@kind
def identifier_twice(random: Random) -> Case:
    lines = _lines(random)
    first, second = sorted(random.sample(range(len(lines)), 2))
    lines[second][0] = lines[first][0]
    return Case(csv_bytes(*lines), len(lines), [(second + 2, "Ref")])


@kind
def value_outside_of_the_list(random: Random) -> Case:
    return _cell(random, "Type", "IED blast", "shoting", "=shooting", "7", "تفجير")


@kind
def no_point_on_earth(random: Random) -> Case:
    return _cell(random, *random.choice([("Lat", "91", "-90.5", "33,3"), ("Long", "181", "43°", "4 3")]))


@kind
def half_a_point(random: Random) -> Case:
    return _cell(random, random.choice(["Lat", "Long"]), "")


@kind
def formula_where_a_number_stands(random: Random) -> Case:
    return _cell(random, random.choice(["Dead", "Lat", "Date"]), "=1+1", "@SUM(A1)", "+A1", "=HYPERLINK(A1)")


@kind
def formula_where_a_text_stands(random: Random) -> Case:
    case = _cell(random, "What", "=1+1", "@SUM(A1)", "=cmd|' /C calc'!A0")
    return Case(case.data, case.rows)


@kind
def text_too_long(random: Random) -> Case:
    return _cell(random, "Town", "x" * 201)


@kind
def three_wrong_cells(random: Random) -> Case:
    lines = _lines(random)
    chosen = random.sample(range(len(lines)), 3)
    for number, (name, text) in zip(chosen, [("Dead", "NaN"), ("Lat", "north"), ("Date", "soon")], strict=True):
        lines[number][HEADER.index(name)] = text
    wrong = [(number + 2, name) for number, name in zip(chosen, ("Dead", "Lat", "Date"), strict=True)]
    return Case(csv_bytes(*lines), len(lines), wrong)


# Workbooks


def _workbook(random: Random, column: str, value: Any) -> tuple[Workbook, int, int]:
    lines = _lines(random)
    book = load_workbook(io.BytesIO(xlsx_bytes(*lines)))
    victim = random.randrange(len(lines))
    assert book.active is not None
    book.active.cell(row=victim + 2, column=HEADER.index(column) + 1).value = value
    return book, len(lines), victim + 2


@kind
def workbook_with_a_formula(random: Random) -> Case:
    column = random.choice(HEADER)
    book, number, line = _workbook(random, column, random.choice(["=1+1", "=TODAY()", "=A1"]))
    return Case(saved(book), number, [(line, column)])


@kind
def workbook_with_an_error(random: Random) -> Case:
    column = random.choice(HEADER)
    book, number, line = _workbook(random, column, random.choice(["#N/A", "#DIV/0!", "#REF!"]))
    return Case(saved(book), number, [(line, column)])


@kind
def workbook_with_a_cell_too_far(random: Random) -> Case:
    book, number, line = _workbook(random, "What", "Gunmen fired.")
    assert book.active is not None
    book.active.cell(row=line, column=random.randint(12, 40)).value = "beside the table"
    return Case(saved(book), number, [(line, "column 11")])


@kind
def workbook_cut_off(random: Random) -> Case:
    data = xlsx_bytes(*_lines(random))
    return _whole(data[: random.randint(100, len(data) - 30)], 1, (1, ""))


@kind
def workbook_with_a_damaged_part(random: Random) -> Case:
    return _whole(_repacked(random, lambda part: part[: len(part) // 2]), 1, (1, ""))


@kind
def workbook_with_entities(random: Random) -> Case:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return _whole(_repacked(random, lambda part: part.replace(b"<worksheet", bomb + b"<worksheet", 1)), 1, (1, ""))


@kind
def workbook_that_unpacks_without_end(random: Random) -> Case:
    return _whole(_bomb(), 1, (1, ""))


@cache
def _bomb() -> bytes:
    """A hundred kilobytes that hold more than a hundred megabytes."""
    out = io.BytesIO(xlsx_bytes(row()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as part:
        for _ in range(101):
            part.write(bytes(1024 * 1024))
    return out.getvalue()


@kind
def workbook_with_a_row_without_end(random: Random) -> Case:
    cells = b"<row>" + b"<c/>" * 300_000 + b"</row>"
    return _whole(_repacked(random, lambda part: part.replace(b"<sheetData>", b"<sheetData>" + cells)), 1, (1, ""))


@kind
def workbook_with_a_macro(random: Random) -> Case:
    """It is never run: nothing of it is even looked at."""
    lines = _lines(random)
    out = io.BytesIO(xlsx_bytes(*lines))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", random.randbytes(100))
    return Case(out.getvalue(), len(lines))


@kind
def archive_that_is_no_workbook(random: Random) -> Case:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("notes.csv", csv_bytes(row()))
    return _whole(out.getvalue(), 1, (1, ""))


@kind
def workbook_of_the_old_kind(random: Random) -> Case:
    return _whole(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.randbytes(500), 1, (1, ""))


def _repacked(random: Random, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose sheet is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(*_lines(random)))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, change(content) if part.filename.startswith("xl/worksheets/sheet") else content)
    return out.getvalue()
