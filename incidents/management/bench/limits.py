"""What can this machine do at most? Owns the limits that figures are held against, measured in the same run.

A count is compared with reading every row's state once, and with adding up as many numbers in memory.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

from incidents.management.bench.clock import Action, Run, run
from incidents.management.bench.parts import Reader
from incidents.models.publication import Publication
from incidents.public.snapshot.held import current, forget

WORLD: Final = {"bbox": "-180,-75,180,80", "zoom": "2"}


@dataclass(frozen=True)
class Limit:
    """A speed or a time of this machine, told beside the figures."""

    name: str
    value: float
    unit: str
    verdict: str = ""


def scans() -> Iterator[Limit]:
    """Reading every row once, by the database and in memory: nothing that looks at every row is faster."""
    statements = {"every row, from the table": "length(title)", "every row, from an index": "killed_low"}
    for name, column in statements.items():
        yield Limit(name, run(lambda column=column: _scan(column)).wall, "ms")  # type: ignore[misc]
    numbers = array("q", range(Publication.objects.live().count()))
    yield Limit("as many numbers added in memory", run(lambda: sum(numbers)).wall, "ms")
    yield Limit("one row by its key", min(run(_one_row).wall for _run in range(20)), "ms")


def snapshot(reader: Reader) -> Iterator[Limit]:
    """How long a process reads before it answers, what it holds then, and what an answer after a publish takes."""
    forget()
    reading = run(current)
    yield Limit("snapshot, read at the start", reading.wall / 1000, "s")
    yield Limit("the same by the processor", reading.processor / 1000, "s")
    yield Limit("snapshot, size", current().bytes / 1e6, "MB")
    for name, address, params in (("view of the world", "/map/clusters.json", WORLD), ("facets", "/summary.json", {})):
        reader.get(address, params)
        taken = _after_a_publish(reader.asks(address, params))
        yield Limit(f"{name} after a publish", taken.wall, "ms")
        yield Limit("the same by the processor", taken.processor, "ms")


def _after_a_publish(ask: Action) -> Run:
    """One incident gets a new version; what it changes is taken back."""
    with transaction.atomic():
        row = Publication.objects.live().order_by("pk").first()
        if row is not None:
            facets = list(row.facets.all())
            row.facets.all().delete()
            row.state = "superseded"
            row.save(update_fields=["state"])
            row.pk, row.version, row.state = None, row.version + 1, "live"
            row.save(force_insert=True)
            for each in facets:
                row.facets.create(facet=each.facet, value=each.value)
        taken = run(ask, is_first=True)
        transaction.set_rollback(True)
    current()
    return taken


def _scan(column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum({column}) FROM incidents_publication WHERE state = 'live'")  # noqa: S608
        cursor.fetchone()


def _one_row() -> None:
    Publication.objects.values_list("code").order_by("pk").first()
