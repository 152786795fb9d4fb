"""Which incident does this row tell? Owns how the fields of a row hang together: date, place, toll, sources.

Pure: a row in, an ``Entry`` or its problems out. Nothing is asked of the database here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from incidents import codebook, dates
from incidents.exchange.table import days, figures, values
from incidents.exchange.table.entry import Account, Entry, Said, Source, TollLine
from incidents.exchange.table.fields import ENDS, LONGEST_NAME, TOLLS, Toll
from incidents.exchange.table.mapping import Map, against
from incidents.exchange.table.reader import Cells
from incidents.exchange.table.sheet import Problem, Row, Sheet, Unreadable
from incidents.exchange.table.sources import sources_of
from incidents.exchange.table.whereabouts import where_and_precision
from incidents.folding import fold

Made = TypeVar("Made", Source, Account)
LONGEST_ID = 60
_ENDS = frozenset((
    "total", "totals", "subtotal", "grand", "sum", "note", "notes", "source", "sources", "somme", "gesamt", "summe",
    "suma", "nota", "المجموع", "مجموع", "итого", "всього",
))  # fmt: skip
"""Words with which rows begin that stand below a table and are none of it."""


@dataclass(frozen=True)
class Table:
    """A sheet with the map it is read by: where its columns stand and how each writes its dates.

    ``children`` are the rows of further files by the identifier of the row they belong to.
    """

    sheet: Sheet
    map: Map
    positions: Mapping[str, int]
    orders: Mapping[str, days.Order]
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Sequence["Child"]] = field(default_factory=dict)
    tolls: Mapping[str, Sequence["Child"]] = field(default_factory=dict)

    @cached_property
    def read(self) -> frozenset[str]:
        """The headings of the columns that the map reads."""
        return frozenset(self.map.headings())


@dataclass(frozen=True)
class Child:
    """A row of a further file: its cells by heading, and what it became or why it could not be read."""

    line: int
    record: dict[str, str]
    made: tuple[Source | Account, ...]
    problems: tuple[Problem, ...] = ()


def laid_out(sheet: Sheet, made: Map, **children: Any) -> Table:
    """The table, with what keeps it as a whole from being read."""
    sheet = ended(sheet, made.until)
    wrong = list(sheet.broken) or [Problem(sheet.header_line, *each) for each in against(made, sheet)]
    positions = {heading: number for number, heading in enumerate(sheet.header)}
    if wrong:
        return Table(sheet, made, positions, {}, tuple(wrong))
    dated = [made.columns.get("date"), made.columns.get("date_end"), *(each.get("date") for each in made.sources)]
    orders = {
        heading: days.order_of((row.cells[positions[heading]] for row in sheet.rows if row.cells), given=made.dates)
        for heading in dict.fromkeys(filter(None, dated))
    }
    return Table(sheet, made, positions, orders, **children)


def ended(sheet: Sheet, until: str) -> Sheet:
    """The sheet up to the row that the map says is none of the table; what is passed over is told."""
    begun = until.strip().casefold()
    end = next((n for n, row in enumerate(sheet.rows) if begun and _beginning(row).startswith(begun)), None)
    if end is None:
        return sheet
    number, line = len(sheet.rows) - end, sheet.rows[end].line
    rows = f"1 row from line {line:,} on is" if number == 1 else f"{number:,} rows from line {line:,} on are"
    remark = f"{rows} not read: the table ends before “{until}”."
    return replace(sheet, rows=sheet.rows[:end], remarks=(*sheet.remarks, remark))


def _beginning(row: Row) -> str:
    return next((cell.strip().casefold() for cell in row.cells if cell.strip()), "")


def settled(table: Table) -> Map:
    """The map with the order of dates that the table itself has proven: without its other rows a row cannot."""
    order = table.orders.get(table.map.columns.get("date", ""))
    return replace(table.map, dates=order.order) if order and order.order else table.map


def read_row(row: Row, table: Table) -> tuple[Entry | None, list[Problem], str]:
    """The entry, its problems, and the identifier as far as it can be read."""
    if not row.cells:
        return None, list(row.problems), ""
    cells = Cells(_as_read(row, table), table.map, table.positions, table.orders)
    key = _identifier(cells)
    entry = _entry(cells, key, table)
    return (None if cells.problems else entry), cells.problems, key


def _as_read(row: Row, table: Table) -> Row:
    """Without what is wrong in columns that are not read."""
    if not row.problems:
        return row
    left = {heading for heading in table.positions if heading not in table.read}
    return replace(row, problems=tuple(each for each in row.problems if each.column not in left))


def _identifier(cells: Cells) -> str:
    said = cells.said("id")
    key = said.cell.strip()
    if not key:
        cells.refuse(said.column, "The identifier is missing.")
    elif len(key) > LONGEST_ID:
        cells.refuse(said.column, f"The identifier has {len(key)} characters; at most {LONGEST_ID} are kept.")
    return key[:LONGEST_ID]


def _entry(cells: Cells, key: str, table: Table) -> Entry:
    lines, told = _toll(cells)
    where, precision = where_and_precision(cells)
    accused, responsibility = cells.names("accused", LONGEST_NAME), cells.code("responsibility")
    sources = (*sources_of(cells), *_of_further(Source, table.sources.get(key, ())))
    accounts = (*_accounts(cells), *_of_further(Account, table.tolls.get(key, ())))
    radius = cells.said("radius_m")
    return Entry(
        id=key, line=cells.row.line, record=_record(cells, key, table), code=cells.text("code", 48),
        title=cells.text("title", 300), summary=cells.text("summary", 100_000),
        attack_type=cells.code("attack_type", "unknown"), violence_type=cells.code("violence_type"),
        stage=cells.code("stage", "completed"), date=_date(cells), part_of_day=cells.code("part_of_day"),
        time_text=cells.text("time_text", 200), where=where, precision=precision, radius_m=cells.whole(radius),
        verification=cells.code("verification", "unassessed"), verification_note=cells.text("verification_note", 2000),
        weapons=cells.codes("weapons"), targets=cells.codes("targets"), accused=accused, responsibility=responsibility,
        lines=lines, accounts=accounts, sources=sources,
        remarks=() if cells.problems else _remarks(cells, lines, told, accounts),
        said={name: cells.said(name) for name in _QUOTED},
    )  # fmt: skip


def _of_further(kind: type[Made], children: Sequence[Child]) -> Iterator[Made]:
    """What the rows of a further file say of the row."""
    return (made for child in children for made in child.made if isinstance(made, kind))


def _remarks(
    cells: Cells, lines: tuple[TollLine, ...], told: figures.Told, accounts: Sequence[Account]
) -> tuple[Problem, ...]:
    """What is said of the place, of parts that are more than their whole, and of figures that the rules make otherwise.

    Our own download gives figures of several accounts, to which only the last applies.
    """
    line = cells.row.line
    parts = () if cells.map.is_own else figures.remarks((lines, *(each.lines for each in accounts)), line)
    return (*cells.remarks, *parts, *figures.discrepancies(lines, told, line))


_QUOTED = ("id", "date", "date_end", "attack_type", "place", "admin2", "admin1", "country", "latitude", "accused",
           "responsibility", "weapons", "targets", "precision")  # fmt: skip


def _record(cells: Cells, key: str, table: Table) -> dict[str, object]:
    """The cells that the map reads, as they came: the rest stays in the file, for it may name people."""
    made, row = cells.map, cells.row
    wanted = dict.fromkeys(made.headings())
    record: dict[str, object] = {name: row.cells[cells.positions[name]] for name in wanted}
    for name, children in (("sources", table.sources.get(key)), ("tolls", table.tolls.get(key))):
        if children:
            record[name] = [each.record for each in children]
    return record


def _date(cells: Cells) -> str:
    first, last = cells.said("date"), cells.said("date_end")
    if not first.cell.strip():
        cells.refuse(first.column, _no_date(cells))
        return ""
    start, end = cells.day(first.column, first.cell), cells.day(last.column, last.cell)
    if not start or not end or start == end:
        return start
    return cells.read(last.column, lambda: _span(start, end, cells.map.date_range), "")


def _no_date(cells: Cells) -> str:
    first = next((cell.strip() for cell in cells.row.cells if cell.strip()), "")
    word = fold(first).partition(" ")[0].strip(":")
    hint = f' If the table ends here, say in the map: until = "{first[:30]}".' if word in _ENDS else ""
    return f"The date is missing.{hint}"


def _span(start: str, end: str, meaning: str) -> str:
    first, last = dates.parse(start), dates.parse(end)
    if first.precision != "day" or last.precision != "day" or first.earliest is None or last.latest is None:
        raise Unreadable("A span runs from one day to another; write anything else as EDTF in the first column.")
    if last.latest < first.earliest:
        raise Unreadable(f"It ends ({end}) before it starts ({start}).")
    return f"{start}/{end}" if meaning == "duration" else dates.from_bounds(first.earliest, last.latest)


# Tolls


def _toll(cells: Cells) -> tuple[tuple[TollLine, ...], figures.Told]:
    """The lines of the row, and what it says of each figure where it gives low, best, high and state."""
    lines: list[TollLine] = []
    told: dict[tuple[str, str], tuple[str, figures.Numbers]] = {}
    for name, toll, is_plain in cells.map.counted:
        if is_plain:
            lines += filter(None, [_plain(cells, name, cells.map.columns[name], toll)])
        else:
            line, figure = _ended(cells, name, toll)
            lines += filter(None, [line])
            if figure and not toll.of_which:
                told[toll.harm, toll.group] = figure
    return tuple(lines), told


def _plain(cells: Cells, name: str, heading: str, toll: Toll) -> TollLine | None:
    cell = cells.translated(name, cells.at(heading))
    if not cell.strip():
        return None
    made = cells.map
    count = cells.read(heading, lambda: values.count(cell, thousands=made.thousands, zero=made.zero), None)
    if count is None:
        return None
    words = "" if cell.strip().isascii() and cell.strip().isdigit() else cell.strip()[:200]
    said = Said(heading, cells.at(heading))
    return TollLine(toll, count.kind, count.low, count.best, count.high, words, said)


def _ended(cells: Cells, name: str, toll: Toll) -> tuple[TollLine | None, tuple[str, figures.Numbers] | None]:
    said = {end: cells.said(f"{name}_{end}") for end in ENDS}
    before = len(cells.problems)
    low, best, high = (cells.whole(said[end]) for end in ("low", "best", "high"))
    state = cells.code(f"{name}_state")
    if len(cells.problems) > before:
        return None, None
    filled = [each for each in (said["best"], said["low"], said["high"], said["state"]) if each.cell]
    heading = filled[0].column if filled else next(each.column for each in said.values() if each.column)
    found = cells.read(heading, lambda: figures.kind_of(state, (low, best, high), zero=cells.map.zero), None)
    if found is None:
        return None, ((state, (low, best, high)) if state else None)
    kind, (low, best, high) = found
    figure = (state, (low, best, high)) if state else None
    comment = "; ".join(f"{each.column} {each.cell}" for each in said.values() if each.cell)
    return TollLine(toll, kind, low, best, high, "", filled[0], comment), figure


def _accounts(cells: Cells) -> Iterable[Account]:
    """Further tolls of the row, each by somebody."""
    for group in cells.map.tolls:
        if made := account(cells, group):
            yield made


def account(cells: Cells, group: Mapping[str, str]) -> Account | None:
    """Somebody's toll in the columns of the group; None where it gives no count."""
    lines = [_plain(cells, name, group[name], toll) for name, toll in TOLLS.items() if name in group]
    found = tuple(filter(None, lines))
    if not found:
        return None
    by = cells.at(group["by"]).strip() if "by" in group else ""
    told = cells.at(group["basis"]) if "basis" in group else ""
    basis = cells.read(group.get("basis", ""), lambda: values.code(told, codebook.STATEMENT_BASIS), "") if told else ""
    named = Said(group.get("by", found[0].said.column), by or found[0].said.cell)
    return Account(by[:300], basis or "unsourced", named, found)
