"""A process that ends before a statement it was about to send, and all that is there afterwards.

Statements are whatever goes to the engine: SQL, savepoints, COPY and COMMIT.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from incidents.management.backup import engines
from incidents.management.backup.tables import label, tables

State = dict[str, Any]

DRAWN_BY_LOT = frozenset({"incidents.publicationchange"})
"""Tables in which the database itself writes what is another thing each time."""


class Killed(BaseException):
    """No handler of an error may catch it: a process that is killed handles nothing."""


@contextmanager
def watched(before_each: Callable[[], None]) -> Iterator[None]:
    """Calls this before every statement to the database."""

    def run(execute: Any, *arguments: Any) -> Any:
        before_each()
        return execute(*arguments)

    with ExitStack() as patches:
        patches.enter_context(connection.execute_wrapper(run))
        patches.enter_context(mock.patch.object(connection, "_commit", _preceded(connection._commit, before_each)))
        if connection.vendor == "postgresql":
            from psycopg import Cursor

            patches.enter_context(mock.patch.object(Cursor, "copy", _preceded(Cursor.copy, before_each)))
        yield


def _preceded(act: Callable[..., Any], before_each: Callable[[], None]) -> Callable[..., Any]:
    def preceded(*arguments: Any, **options: Any) -> Any:
        before_each()
        return act(*arguments, **options)

    return preceded


def killed(act: Callable[[], Any], *, at: int) -> bool:
    """Does it, dead before the statement of this number; False where it ends before. The transaction is lost.

    Whoever is dead sends nothing more: what runs on in error handlers is stopped at its first statement too.
    """
    sent = 0

    def die() -> None:
        nonlocal sent
        sent += 1
        if sent >= at:
            # What Django does when leaving must find nothing to commit.
            connection._rollback()
            raise Killed

    try:
        with watched(die):
            act()
    except Killed:
        return True
    return False


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done inside leaves nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def state(*, but: frozenset[str] = frozenset()) -> State:
    """Every row of every table but some, and every file in the data folder."""
    found: State = {}
    with connection.cursor() as cursor:
        for model in _filled(but):
            table, key = map(connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column))
            cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")  # noqa: S608
            found[label(model)] = cursor.fetchall()
    files = (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return found | {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _filled(but: frozenset[str]) -> list[Any]:
    """The tables that have rows, asked at once: most have none."""
    models: list[Any] = [
        model for model in apps.get_models(include_auto_created=True) if label(model) not in but | DRAWN_BY_LOT
    ]
    tables = (connection.ops.quote_name(model._meta.db_table) for model in models)
    asked = (f"SELECT {at} WHERE EXISTS (SELECT 1 FROM {table})" for at, table in enumerate(tables))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [models[number] for (number,) in cursor.fetchall()]


def last_keys() -> dict[Any, int]:
    """The last key of every table."""
    return {model: key for model in tables() if (key := engines.last_key(model, "default")) is not None}


def give_keys_again(keys: dict[Any, int]) -> None:
    """PostgreSQL gives no key twice, whatever became of the first: without this a rerun would have others."""
    if connection.vendor == "postgresql":
        one = "setval(pg_get_serial_sequence('\"{0.db_table}\"', '{0.pk.column}'), {1}, {2})"
        with connection.cursor() as cursor:
            told = (one.format(model._meta, max(key, 1), key > 0) for model, key in keys.items())
            cursor.execute(f"SELECT {', '.join(told)}")
