"""A second database beside that of the tests, for what goes from one to another or must not be the tests' own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from incidents.models.words import create_index

SECOND = "second"


@contextmanager
def second_database(folder: Path) -> Iterator[str]:
    """Its alias. It has every table, nothing in it, and says that it has the migrations of the first."""
    with connected_to({"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "second.sqlite3")}) as alias:
        _make_tables()
        yield alias


@contextmanager
def connected_to(database: dict[str, Any]) -> Iterator[str]:
    """The alias of this database, until the test is over."""
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {"init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF"}
    connections.settings[SECOND] = database
    connections.configure_settings(connections.settings)
    try:
        # Directly, because a test may by itself only connect to the databases that it names.
        connections[SECOND].connect()
        yield SECOND
    finally:
        connections[SECOND].close()
        del connections[SECOND], connections.settings[SECOND]


def _make_tables() -> None:
    with connections[SECOND].schema_editor() as editor:
        for model in apps.get_models():
            editor.create_model(model)
    create_index(connections[SECOND])
    recorder = MigrationRecorder(connections[SECOND])
    recorder.ensure_schema()
    recorder.migration_qs.bulk_create(
        recorder.Migration(app=app, name=name) for app, name in MigrationRecorder(connection).applied_migrations()
    )
