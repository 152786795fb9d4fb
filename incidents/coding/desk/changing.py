"""What may a coder type, remove and confirm? Owns changes by hand, each only if the field still says what she saw."""

from typing import Any

from django.db.models import PROTECT, RESTRICT, Model

from incidents.coding.blind import is_undecided
from incidents.coding.desk import drafts, values
from incidents.coding.desk.bench import Bench, Cannot, Selection, cite, columns, read, refuse_broken, unmark
from incidents.coding.desk.records import BY_NAME, CITATION_FIELDS, MADE_BY_RULE
from incidents.models import Citation, Incident, Location


def type_in(bench: Bench, record: str, name: str, raw: Any, was: Any) -> None:
    """Writes a typed value if the field still says what the coder saw; else ``Cannot.stored`` says what it says now."""
    row = bench.row(record)
    if isinstance(row, Incident) and name == "code" and is_undecided(row):
        # One that is taken would tell of the other coding.
        raise Cannot("It is coded twice: it gets its code when it is decided between both codings.")
    known = CITATION_FIELDS if isinstance(row, Citation) else BY_NAME[record.rpartition("-")[0] or "incident"].fields
    if name not in known:
        raise Cannot("The desk knows no such field.")
    stored = values.held(row, name)
    if was is not None and was != stored:
        raise Cannot("Somebody else has changed this meanwhile.", stored=stored)
    change = read(row, name, raw)
    change.apply(row)
    _keep_one_primary(bench, row, name)
    refuse_broken(row)
    bench.recorder.save(row, links=change.links)
    unmark(bench, record, name)
    bench.touched.append(record)


def _keep_one_primary(bench: Bench, row: Any, name: str) -> None:
    if isinstance(row, Location) and name == "is_primary" and row.is_primary:
        for other in bench.incident.locations.filter(is_primary=True).exclude(pk=row.pk):
            other.is_primary = False
            bench.recorder.save(other)


def quote(bench: Bench, record: str, selection: Selection) -> None:
    """One more quote for a record as a whole."""
    row = bench.row(record)
    cite(bench, row, selection)
    bench.touched.append(record)


def remove(bench: Bench, record: str) -> None:
    """Removes a row with its quotes. What rests on it must go first."""
    row = bench.row(record)
    if isinstance(row, Incident):
        raise Cannot("The incident itself is deleted on its own page.")
    if not isinstance(row, Citation):
        _loosen(bench, row)
    bench.recorder.delete(row)
    for mark in bench.incident.prefills.filter(record=record):
        bench.recorder.delete(mark)


def _loosen(bench: Bench, row: Model) -> None:
    for relation in row._meta.related_objects:
        rows = relation.related_model._default_manager.filter(**{relation.field.name: row.pk})
        if relation.related_model is Citation:
            for citation in rows:
                bench.recorder.delete(citation)
        elif relation.on_delete in (PROTECT, RESTRICT) and (resting := rows.first()) is not None:
            raise Cannot(f"“{resting}” rests on it: remove that first, or tie it to another row.")
        elif relation.field.null:
            _blank(bench, rows, relation.field.name)


def _blank(bench: Bench, rows: Any, name: str) -> None:
    for pointing in rows:
        setattr(pointing, name, None)
        bench.recorder.save(pointing)


def confirm(bench: Bench, record: str, name: str = "") -> None:
    """Says that prefilled values are right as they are: of a field, a row, or the whole incident ("*")."""
    marks = bench.incident.prefills.exclude(record="", field__in=MADE_BY_RULE)
    if record != "*":
        marks = marks.filter(record=record, **({"field__in": columns(name)} if name else {}))
    for mark in marks:
        bench.recorder.delete(mark)


def finish(bench: Bench) -> None:
    """What follows from a gesture: code and title come up to the facts."""
    bench.incident.refresh_from_db()
    drafts.follow_facts(bench.incident, recorder=bench.recorder)
