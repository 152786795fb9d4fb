"""A second database beside that of the tests: an SQLite file, whatever the first one is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from incidents.models.words import create_index

SECOND = "second"


@contextmanager
def second_database(folder: Path) -> Iterator[str]:
    """Its alias. It has every table, nothing in it, and says that it has the migrations of the first."""
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "second.sqlite3")}
    settings["OPTIONS"] = {"init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF"}  # type: ignore[assignment]
    connections.settings[SECOND] = settings
    connections.configure_settings(connections.settings)
    try:
        # Directly, because a test may by itself only connect to the databases that it names.
        connections[SECOND].connect()
        _make_tables()
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
