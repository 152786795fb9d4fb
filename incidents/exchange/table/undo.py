"""Can an import be taken back? Owns undoing it as a whole: refused once anything of it is public or was worked on.

New incidents go, updated ones say again what their row said before. The ledger keeps what was done and that it was
undone. Places, actors, publishers and articles that the import made stay: other records may use them by now.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from incidents.exchange.standing import Stored
from incidents.exchange.table import mapping, own
from incidents.exchange.table.children import kept_children
from incidents.exchange.table.days import Order
from incidents.exchange.table.entry import Entry
from incidents.exchange.table.judgement import BATCH, stored_rows
from incidents.exchange.table.mapping import Map
from incidents.exchange.table.rows import Table, read_row
from incidents.exchange.table.sheet import Row, Sheet
from incidents.exchange.table.writing import PARTS, Writer, clear
from incidents.models import ExternalId, ImportRow, ImportRun, Incident, Publication

SHOWN = 5


class CannotUndo(Exception):  # noqa: N818 -- callers read "except CannotUndo"
    """The import stays as it is. ``reasons`` are sentences for the person who tried."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@transaction.atomic
def undo(run: ImportRun, *, by: User) -> dict[str, int]:
    """Takes the whole import back, or raises CannotUndo. Returns how many incidents went and how many went back."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    rows = _rows(run)
    stored = _stored(rows)
    list(
        Incident.objects.select_for_update()
        .filter(pk__in=[each.incident_id for each in stored.values()])
        .order_by("pk")
    )
    if reasons := objections(run):
        raise CannotUndo(reasons)
    gone = [stored[row.value].incident_id for row in rows if row.outcome == "new"]
    _restore([row for row in rows if row.outcome == "updated"], stored, run, by=by)
    for start in range(0, len(gone), BATCH):
        _delete(gone[start : start + BATCH])
    run.undone_at, run.undone_by = timezone.now(), by
    run.save(update_fields=["undone_at", "undone_by"])
    return {"deleted": len(gone), "restored": len(rows) - len(gone)}


def objections(run: ImportRun) -> list[str]:
    """Why this import cannot be undone; empty when it can."""
    if not run.dataset:
        return ["Only imports of tables can be undone."]
    if run.undone_at:
        return [f"It was undone on {run.undone_at:%Y-%m-%d} already."]
    if not run.written:
        return ["It wrote nothing."]
    rows = _rows(run)
    if not rows:
        return ["It changed nothing: every row was here already."]
    stored = _stored(rows)
    return list(_objections(rows, stored))


def _rows(run: ImportRun) -> list[ImportRow]:
    """The rows of the table itself that wrote an incident; those of its further files go with them."""
    first = run.files.order_by("id").first()
    return list(ImportRow.objects.filter(file=first, outcome__in=["new", "updated"]).order_by("id")) if first else []


def _stored(rows: list[ImportRow]) -> dict[str, Stored]:
    values = [row.value for row in rows]
    found: dict[str, Stored] = {}
    for start in range(0, len(values), BATCH):
        found |= stored_rows(values[start : start + BATCH])
    return found


def _objections(rows: list[ImportRow], stored: dict[str, Stored]) -> Iterator[str]:
    incidents = {stored[row.value].incident_id: row.value for row in rows if row.value in stored}
    missing = [row.value for row in rows if row.value not in stored]
    public = _public(list(incidents))
    moved = [
        row.value
        for row in rows
        if (each := stored.get(row.value)) and (each.is_touched or each.incident_version != row.version)
    ]
    known = {*moved, *(incidents[key] for key in public)}
    used = {incidents[key] for key in _used(list(incidents))} - known
    for values, reason in (
        (missing, "no longer there"),
        ([incidents[key] for key in public], "published, or once were"),
        (moved, "changed, reviewed or imported again since"),
        (sorted(used), "commented on, assigned or referred to since"),
    ):
        if values:
            shown = ", ".join(values[:SHOWN]) + (" …" if len(values) > SHOWN else "")
            yield f"{len(values):,} of its incidents {'is' if len(values) == 1 else 'are'} {reason}: {shown}."


def _public(incidents: list[int]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(incidents), BATCH):
        codes = dict(Incident.objects.filter(pk__in=incidents[start : start + BATCH]).values_list("code", "pk"))
        known = set(Publication.objects.filter(code__in=codes).values_list("code", flat=True))
        found += [key for code, key in codes.items() if code in known]
    return found


def _used(incidents: list[int]) -> set[int]:
    """Incidents that a row of any other table points to: such work would be lost without a word."""
    found: set[int] = set()
    for relation in Incident._meta.related_objects:
        model: Any = relation.related_model
        if model in (*PARTS, ExternalId) or model.__name__.startswith("Historical"):
            continue
        name = relation.field.attname
        for start in range(0, len(incidents), BATCH):
            some = {f"{name}__in": incidents[start : start + BATCH]}
            found |= set(model._base_manager.filter(**some).values_list(name, flat=True))  # noqa: SLF001
    return found


def _delete(incidents: list[int]) -> None:
    clear(incidents)
    for model, name in ((ExternalId, "incident__in"), (Incident, "pk__in")):
        # As they came in, past the history: the ledger has every row, and that it was taken back.
        model._base_manager.filter(**{name: incidents})._raw_delete(using=Incident.objects.db)  # noqa: SLF001


# Back to what a row said before


def _restore(rows: list[ImportRow], stored: dict[str, Stored], run: ImportRun, *, by: User) -> None:
    if not rows:
        return
    earlier = ImportRun.objects.filter(dataset=run.dataset, written=True, undone_at__isnull=True, pk__lt=run.pk).first()
    made = _map(earlier) if earlier else None
    if made is None:
        raise CannotUndo(["It changed incidents that no earlier import in the ledger made."])
    writer = Writer(made, by=by)
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        entries = [_entry(row, made) for row in some]
        _refuse_strangers(entries, writer)
        _stand_again([row.value for row in some], stored, run)
        writer.write([(entry, "", stored[row.value]) for entry, row in zip(entries, some, strict=True)],
                     values=[row.value for row in some])  # fmt: skip


def _refuse_strangers(entries: list[Entry], writer: Writer) -> None:
    """An actor that has been renamed or merged since is not made anew of a kind that nobody has said."""
    unknown = writer.actors.unknown(name for entry in entries for name in entry.accused)
    told = [f"“{name}”, whom a row accused before, is no longer among the actors: add it, or the name as a spelling."
            for name, actor in unknown.items() if not actor.kind]  # fmt: skip
    if told:
        raise CannotUndo(told[:SHOWN])


def _stand_again(values: list[str], stored: dict[str, Stored], run: ImportRun) -> None:
    """The import that had the word before has it again, so that it can be undone in its turn."""
    earlier = ImportRow.objects.filter(
        file__run__dataset=run.dataset, file__run__written=True, file__run__undone_at__isnull=True,
        file__run__pk__lt=run.pk, outcome__in=["new", "updated"], value__in=values,
    )  # fmt: skip
    latest = {row.value: row for row in earlier.order_by("id")}
    for value, row in latest.items():
        row.version = stored[value].incident_version + 1
    ImportRow.objects.bulk_update(latest.values(), ["version"], batch_size=BATCH)


def _map(run: ImportRun) -> Map | None:
    if not run.map:
        return replace(own.MAP, dataset=run.dataset)
    try:
        return mapping.read_map(run.map)
    except mapping.MapError:
        return None


def _entry(row: ImportRow, made: Map) -> Entry:
    """The incident as the row told it before the update."""
    record: dict[str, Any] = dict(row.before or {})
    key = row.value.partition("/")[2]
    children: dict[str, Any] = {
        kind: kept_children(kind, record.pop(kind, []), made, key) for kind in ("sources", "tolls")
    }  # fmt: skip
    sheet = Sheet(header=tuple(record), rows=(Row(row.line, tuple(record.values())),))
    columns = {name: heading for name, heading in made.columns.items() if heading in record}
    kept = replace(made, columns=columns)
    positions = {heading: number for number, heading in enumerate(sheet.header)}
    orders = {heading: Order(made.dates) for heading in columns.values()}
    entry, problems, _ = read_row(sheet.rows[0], Table(sheet, kept, positions, orders, **children))
    if entry is None:
        raise CannotUndo([f"What {row.value} said before can no longer be read: {problems[0]}"])
    return entry
