"""How does the CSV of a million rows leave at once? The database writes the lines, and Python passes them on.

The bytes are those of ``exports.csv_lines``. One statement reads all rows, so that the file is of one moment; the
connection is free again at the end, or when the reader goes away. Memory stays flat.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

from django.db import connections, transaction

from incidents.models.publication import PublicationQuerySet
from incidents.public.columns import COLUMNS
from incidents.public.sql_cells import Cell, Line

LINES: Final = 512
"""Lines in a piece: about 250 kB."""

MOST_SORTED: Final = 30_000
"""Rows that PostgreSQL may sort before it writes the first; more are read in their order from an index."""

_LONG: Final = "; ".join(
    f"SET LOCAL {setting}"
    for setting in (
        # COPY plans for the last row. A reader waits for the first, and a sort of all would fill a disk.
        "enable_sort = off",
        # PostgreSQL's helpers read in order and work out the cells, which costs more than it plans for; the process
        # that asks for them has its hands full with writing. How many there may be stays as the server says.
        "parallel_setup_cost = 0", "parallel_tuple_cost = 0", "parallel_leader_participation = off",
    )
)  # fmt: skip

_END: Final = b"\r\n"


def csv_bytes(rows: PublicationQuerySet, *, page_address: str) -> Iterator[bytes]:
    """The file in pieces. ``page_address`` is what the code follows in an incident's address."""
    yield ",".join(column.name for column in COLUMNS).encode() + _END
    write = _from_postgresql if connections[rows.db].vendor == "postgresql" else _from_sqlite
    yield from write(rows, page_address)


def _from_sqlite(rows: PublicationQuerySet, page_address: str) -> Iterator[bytes]:
    lines = rows.values_list(Line(page_address), flat=True).iterator(chunk_size=LINES)
    for some in _in_pieces(lines):
        yield _END.join(some) + _END


def _from_postgresql(rows: PublicationQuerySet, page_address: str) -> Iterator[bytes]:
    written = rows.values_list(*(Cell(column, page_address) for column in COLUMNS))
    with _reading(rows) as cursor:
        sql = cursor.mogrify(*written.query.sql_with_params())
        with cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as stream:
            for some in _in_pieces(stream):
                yield _with_ends(some)


@contextmanager
def _reading(rows: PublicationQuerySet) -> Iterator[Any]:
    """A cursor in a transaction of its own settings, which end with it."""
    with transaction.atomic(using=rows.db):
        with connections[rows.db].cursor() as cursor:
            cursor.execute("SET LOCAL datestyle = 'ISO'")
            if _expected(rows) > MOST_SORTED:
                cursor.execute(_LONG)
            yield cursor
        transaction.set_rollback(True, using=rows.db)


def _expected(rows: PublicationQuerySet) -> int:
    (plan,) = json.loads(rows.explain(format="json"))
    return int(plan["Plan"]["Plan Rows"])


def _with_ends(lines: list[Any]) -> bytes:
    """The lines of COPY, which end in LF, ending as RFC 4180 asks. A line break within a cell stays what it is."""
    piece = b"".join(lines)
    if piece.count(b"\n") == len(lines):
        return piece.replace(b"\n", _END)
    return b"".join([bytes(line)[:-1] + _END for line in lines])


def _in_pieces(lines: Iterable[Any]) -> Iterator[list[Any]]:
    read = iter(lines)
    while some := list(islice(read, LINES)):
        yield some
