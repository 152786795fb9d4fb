"""How long does a download hold the database? Owns the span in which its rows are read, all of one moment."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import connections, transaction


@contextmanager
def all_of_one_moment(rows: Any, *, size: int) -> Iterator[Iterator[Any]]:
    """Gives the rows, read so many at a time. A reader who goes away closes the cursor before its transaction."""
    found: Any = rows.iterator(chunk_size=size)
    with _transaction(rows), closing(found):
        yield found


@contextmanager
def _transaction(rows: Any) -> Iterator[None]:
    """Reads within a transaction on PostgreSQL, which would else copy the whole answer aside before its first row.

    On SQLite a statement sees one moment by itself, and a transaction would keep every writer out until the end.
    """
    if connections[rows.db].vendor != "postgresql":
        yield
        return
    with transaction.atomic(using=rows.db):
        yield
