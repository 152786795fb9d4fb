"""An import that the operating system kills leaves a database that opens, holds nothing of it, and takes it again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import environ
import pytest
from django.db import connection, connections

from incidents.management.backup.lines import Lines, Names
from incidents.management.backup.tables import label, tables
from incidents.models import Incident, Publication
from tests.guarantees.test_killed import LEDGER
from tests.incidents.exchange.ged.made import row, write_file
from tests.second import SECOND, connected_to

ROOT = Path(__file__).resolve().parent.parent.parent
# Among the first rows, and right before the end of them.
STATEMENTS = (20, 58)


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_by_the_system_left_nothing_and_can_be_run_again(tmp_path: Path) -> None:
    path = write_file(tmp_path, row(), row(id="101", latitude="35.9"), row(id="102", side_b="Others"))
    with _copy_of_the_database(tmp_path) as url:
        before = _rows(url)
        for statement in STATEMENTS:
            assert _import(path, url, killed_before=statement) == -signal.SIGKILL
            assert _rows(url) == before
        assert _import(path, url, killed_before=0) == 0
        with connected_to(environ.Env.db_url_config(url)):
            assert Incident.objects.using(SECOND).filter(status="published").count() == 3
            assert Publication.objects.using(SECOND).live().count() == 3
            connections[SECOND].check_constraints()


def _import(path: Path, url: str, *, killed_before: int) -> int:
    command = [sys.executable, "-m", "tests.guarantees.dying", str(killed_before), "import_ged", str(path), "--publish"]
    env = os.environ | {"DATABASE_URL": url, "ATTEST_ENV": "local", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True).returncode


def _rows(url: str) -> dict[str, list[bytes]]:
    """All but the ledger, read by a connection that was not there when the process died."""
    with connected_to(environ.Env.db_url_config(url)) as alias:
        names = Names(alias)
        return {label(model): list(Lines(model, names).write()) for model in tables() if label(model) not in LEDGER}


@contextmanager
def _copy_of_the_database(folder: Path) -> Iterator[str]:
    """The URL of a database like this one, for other processes: they would not see what SQLite keeps in memory."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "copy.sqlite3")])
        yield f"sqlite:///{folder / 'copy.sqlite3'}"
        return
    name = connection.settings_dict["NAME"]
    connection.close()
    with _server() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_copy" TEMPLATE "{name}"')
    try:
        yield f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}_copy"
    finally:
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE "{name}_copy" WITH (FORCE)')


@contextmanager
def _server() -> Iterator[Any]:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        yield cursor
