"""How long does a download hold the database? Owns the span in which its rows are read, all of one moment."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction


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


@contextmanager
def one_state(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """All that is read inside is of one moment, whoever writes meanwhile, and keeps nobody from writing."""
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=using):
            _run(using, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not ``atomic``: that takes the lock of those who write (config/settings.py).
        _run(using, "BEGIN DEFERRED")
        try:
            yield
        finally:
            _run(using, "ROLLBACK")


def _run(using: str, statement: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(statement)
