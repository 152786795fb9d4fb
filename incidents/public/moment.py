"""How long does a download hold the database? Owns the span in which its rows are read, all of one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from incidents.models.publication import PublicationQuerySet


@contextmanager
def one_moment(rows: PublicationQuerySet) -> Iterator[None]:
    """Reads within a transaction on PostgreSQL, which would else copy the whole answer aside before its first row.

    On SQLite a statement sees one moment by itself, and a transaction would keep every writer out until the end.
    """
    if connections[rows.db].vendor != "postgresql":
        yield
        return
    with transaction.atomic(using=rows.db):
        yield
