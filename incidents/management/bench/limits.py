"""What can this machine do at most? Owns the limits that figures are held against, measured in the same run.

A count is compared with reading every row's state once, and with adding up as many numbers in memory.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from incidents.management.bench.clock import run
from incidents.models.publication import Publication


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


def _scan(column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum({column}) FROM incidents_publication WHERE state = 'live'")  # noqa: S608
        cursor.fetchone()


def _one_row() -> None:
    Publication.objects.values_list("code").order_by("pk").first()
