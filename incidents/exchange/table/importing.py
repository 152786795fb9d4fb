"""How does a table become incidents, from its bytes to the ledger? Joins reading, judging, writing and the ledger."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction

from incidents.exchange import ledger
from incidents.exchange.table import headers, own, writing
from incidents.exchange.table.children import read_children
from incidents.exchange.table.files import TableFile, read_file
from incidents.exchange.table.judgement import SCHEME, JudgedFile, Judgement, Tick, judge_table
from incidents.exchange.table.mapping import Map, as_toml
from incidents.exchange.table.rows import Child, ended, laid_out, settled
from incidents.exchange.table.sheet import Sheet
from incidents.models import ImportRun, TableMap
from incidents.publishing import Coding

CHILDREN = ("sources", "tolls")


def sheet_of(file: TableFile, made: Map | None, *, sheet: str = "", header: str = "") -> Sheet:
    """The table in the file, read as the map says; without a map as its bytes suggest, but for what is given."""
    if made is None:
        return read_file(file, sheet=sheet, header=header or headers.FIND)
    return read_file(file, encoding=made.encoding, separator=made.separator, sheet=made.sheet, header=made.header)


def judge_files(
    file: TableFile, made: Map, *, further: Mapping[str, TableFile] | None = None, tick: Tick = lambda rows: None
) -> Judgement:
    """What would become of every row of the table and of its further files, by kind (sources, tolls)."""
    judged: list[JudgedFile] = []
    children: dict[str, dict[str, list[Child]]] = {}
    for kind, each in (further or {}).items():
        verdicts, children[kind] = read_children(kind, replace(each, dataset_version=made.edition), made)
        judged.append(verdicts)
    table = laid_out(sheet_of(file, made), made, **children)
    return judge_table(table, replace(file, dataset_version=made.edition), further=judged, tick=tick)


def table_of(file: TableFile, made: Map) -> Sheet:
    """The same without the rows that the map says are none of the table."""
    return ended(sheet_of(file, made), made.until)


def own_map(sheet: Sheet) -> Map | None:
    """The built-in map, where the table is a download of ours."""
    return own.map_for(sheet) if not sheet.broken and own.is_ours(sheet.header) else None


def record(judgement: Judgement, *, by: User | None, dry_run: bool = False) -> ImportRun:
    """Enters every row in the ledger, with what becomes of it or would. The built-in map is told by a blank."""
    made = settled(judgement.table)
    return ledger.record(
        judgement.files, scheme=SCHEME, by=by, dry_run=dry_run, dataset=made.dataset,
        map="" if made.is_own else as_toml(made),
    )  # fmt: skip


@transaction.atomic
def carry_out(
    judgement: Judgement, run: ImportRun, *, by: User, publish: Callable[[list[Coding]], int] | None = None,
    submit: Callable[[list[Coding]], int] | None = None, tick: Tick = lambda rows: None,
) -> int:  # fmt: skip
    """Writes everything and closes the run, or nothing.

    ``publish`` is called with each batch and with what waits from an earlier import, ``submit`` with each batch of new
    drafts; how many incidents they moved comes back.
    """
    moved = 0
    for codings in writing.write(judgement, by=by, tick=tick):
        drafts = [each for each in codings if each.incident.status == "draft"]
        moved += submit(drafts) if submit and drafts else 0
        moved += publish(codings) if publish and codings else 0
    for codings in writing.waiting(judgement) if publish else ():
        moved += publish(codings) if publish and codings else 0
    ledger.close(run, by=by, written=True, published=publish is not None)
    return moved


def saved_map(dataset: str) -> str:
    """The map by which the table of this name was last read; "" when there is none."""
    found = TableMap.objects.filter(dataset=dataset).first()
    return found.map if found else ""


def save_map(made: Map, *, by: User) -> None:
    """Keeps the map for the next time."""
    TableMap.objects.update_or_create(dataset=made.dataset, defaults={"map": as_toml(made), "saved_by": by})
