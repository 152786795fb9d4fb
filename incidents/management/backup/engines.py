"""What does each engine need to be read, filled and emptied as a whole? Owns every statement that differs."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from django.db import connections, models

BATCH: Final = 2_000


def hold(tables: Sequence[type[models.Model]], using: str) -> None:
    """Nobody else writes to these tables until the transaction ends. On SQLite nobody could anyway."""
    if connections[using].vendor == "postgresql":
        _run(using, f"LOCK TABLE {_listed(tables, using)} IN EXCLUSIVE MODE")


def empty(tables: Sequence[type[models.Model]], using: str) -> None:
    """Deletes every row of these tables."""
    if connections[using].vendor == "postgresql":
        # What waits to be compared at the end of the transaction would stand in the way.
        connections[using].check_constraints()
        _run(using, f"TRUNCATE {_listed(tables, using)}")
        return
    for model in reversed(tables):
        _run(using, f"DELETE FROM {_listed([model], using)}")  # noqa: S608


def fill(model: type[models.Model], rows: Iterator[tuple[Any, ...]], using: str) -> None:
    """Stores rows as they are, keys and times included. Their history comes with the tables of history."""
    connection = connections[using]
    columns = [connection.ops.quote_name(str(field.column)) for field in model._meta.local_concrete_fields]
    into = f"{_listed([model], using)} ({', '.join(columns)})"
    with connection.cursor() as cursor:
        # Read first and then sent: reading a row may ask the database for a key, which it cannot do during COPY.
        while some := list(islice(rows, BATCH)):
            if connection.vendor == "postgresql":
                with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as stream:
                    for row in some:
                        stream.write_row(row)
            else:
                cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(columns))})", some)  # noqa: S608


def last_key(model: type[models.Model], using: str) -> int | None:
    """The highest key the table has ever given, 0 if none, which no other row may get; None: it gives none itself."""
    if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField | models.SmallAutoField):
        return None
    if connections[using].vendor == "postgresql":
        last, is_given = _answer(using, f"SELECT last_value, is_called FROM {_sequence(model, using)}")  # noqa: S608
        return int(last) if is_given else int(last) - 1
    found = _answer(using, "SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    return int(found[0]) if found else 0


def set_last_key(model: type[models.Model], key: int, using: str) -> None:
    """The next row gets a higher key than this one."""
    table = model._meta.db_table
    if connections[using].vendor == "postgresql":
        # Not ``setval``: that stays when the transaction is taken back.
        _run(using, f"ALTER SEQUENCE {_sequence(model, using)} RESTART WITH {int(key) + 1}")
        return
    _run(using, "DELETE FROM sqlite_sequence WHERE name = %s", [table])
    if key:
        _run(using, "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])


def _sequence(model: type[models.Model], using: str) -> str:
    table, column = connections[using].ops.quote_name(model._meta.db_table), model._meta.pk.column
    return str(_answer(using, "SELECT pg_get_serial_sequence(%s, %s)", [table, column])[0])


def _listed(tables: Iterable[type[models.Model]], using: str) -> str:
    return ", ".join(connections[using].ops.quote_name(model._meta.db_table) for model in tables)


def _answer(using: str, statement: str, values: Sequence[Any] = ()) -> Any:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _run(using: str, statement: str, values: Sequence[Any] = ()) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values or None)
