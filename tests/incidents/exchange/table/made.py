"""Tables of an organisation, made by hand: what it keeps, how it maps it, and the file in either form."""

import csv
import datetime as dt
import io
from typing import Any

from openpyxl import Workbook

from incidents.exchange.table import importing, mapping
from incidents.exchange.table.files import TableFile
from incidents.exchange.table.judgement import Judgement, judge
from incidents.exchange.table.mapping import Map
from incidents.models import ImportRun
from tests.factories import UserFactory

HEADER = ("Ref", "Date", "Type", "Province", "Town", "Lat", "Long", "Dead", "Hurt", "What")
ROW = ("A-1", "2022-03-25", "shooting", "Anbar", "Ramadi", "33.4258", "43.2996", "4", "at least 6", "Gunmen fired.")

MAP = """
dataset = "Field notes"

[columns]
id = "Ref"
date = "Date"
attack_type = "Type"
admin1 = "Province"
place = "Town"
latitude = "Lat"
longitude = "Long"
killed = "Dead"
injured = "Hurt"
summary = "What"

[fixed]
country = "IQ"
"""


def a_map(more: str = "", **settings: str) -> Map:
    """The plain map with settings before it and tables after it."""
    lines = [f"{name} = {value if value.startswith('[') else repr(value)}" for name, value in settings.items()]
    return mapping.read_map("\n".join([*lines, MAP, more]))


def row(**cells: str) -> tuple[str, ...]:
    """The plain row with other cells, named by their column."""
    return tuple(cells.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True))


def rows(number: int) -> list[tuple[str, ...]]:
    return [row(Ref=f"A-{each}") for each in range(1, number + 1)]


def csv_bytes(*lines: Any, header: Any = HEADER, encoding: str = "utf-8", **options: Any) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, **{"lineterminator": "\r\n", **options}).writerows([header, *lines])
    return text.getvalue().encode(encoding)


def xlsx_bytes(*lines: Any, header: Any = HEADER) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (header, *lines):
        sheet.append(list(line))
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(data: bytes, name: str = "notes.csv") -> TableFile:
    return TableFile(name, data)


def judged(data: bytes, made: Map | None = None) -> Judgement:
    """The verdicts without a look at the database."""
    return judge(table(data), made or a_map(), ask_database=False)


def problems(data: bytes, made: Map | None = None) -> list[tuple[int, str, str]]:
    """(line, column, reason) of everything that is wrong."""
    return [(each.line, each.column, each.reason) for _, each in judged(data, made).problems()]


def imported(data: bytes, made: Map | None = None, *, by: Any = None, **further: bytes) -> ImportRun:
    """Imports a table that has no problem, as a draft."""
    files = {kind: table(each, f"{kind}.csv") for kind, each in further.items()}
    judgement = importing.judge_files(table(data), made or a_map(), further=files)
    assert judgement.problems() == []
    user = by or UserFactory()
    run = importing.record(judgement, by=user)
    importing.carry_out(judgement, run, by=user)
    return run


def day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
