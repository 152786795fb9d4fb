"""Where does a made world lie? Owns a database of its own for each size and engine, kept from run to run.

SQLite: a file in ``var/``. PostgreSQL: a database in a private server, kept in ``var/`` and started for the run, or
in the server that ATTEST_BENCH_DATABASE_URL names, whose database must be empty or such a world already.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from incidents.management.bench.filling import fill
from incidents.management.bench.world import LAYOUT, World
from incidents.models.publication import Publication

SERVER_URL: Final = "ATTEST_BENCH_DATABASE_URL"
SERVER_OPTIONS: Final = "-c maintenance_work_mem=256MB -c max_wal_size=4GB -c max_connections=300"
SHARED_BUFFERS: Final = 4
"""One part in so many of the machine's memory, as the manual of PostgreSQL recommends for its own server."""


class UnusableError(Exception):
    """The database cannot be used, with the reason."""


@contextmanager
def database(engine: str, rows: int) -> Iterator[str]:
    """The URL of the database for this many rows, its server running."""
    if engine == "sqlite":
        yield f"sqlite:///{settings.LOCAL_DIR}/bench-{rows}.sqlite3"
    elif named := os.environ.get(SERVER_URL):
        yield named
    else:
        with _private_server(settings.LOCAL_DIR / f"bench-postgresql-{rows}") as url:
            yield url


@contextmanager
def _private_server(folder: Path) -> Iterator[str]:
    from tests.postgres import find_binaries, private_server

    binaries = find_binaries()
    if binaries is None:
        raise UnusableError("PostgreSQL 15 or newer was not found, neither on this system nor as a wheel.")
    with private_server(binaries, kept=folder, options=f"{SERVER_OPTIONS} -c shared_buffers={_megabytes()}MB") as url:
        yield url


def _megabytes() -> int:
    """The memory for ``shared_buffers``."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // SHARED_BUFFERS // 2**20


def prepare(world: World, tell: Callable[[str], None]) -> None:
    """Migrates the database of this process and makes the world in it if need be. UnusableError: other data."""
    found = _layout()
    if found == _wanted(world):
        call_command("migrate", verbosity=0)
        return
    if found is not None:
        raise UnusableError(f"This database holds another world ({found}): remove it.")
    call_command("migrate", verbosity=0)
    if Publication.objects.exists():
        raise UnusableError("This database holds something else, or a world half made: remove it.")
    fill(world, tell)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_world (layout text)")
        cursor.execute("INSERT INTO bench_world VALUES (%s)", [_wanted(world)])


def _wanted(world: World) -> str:
    return f"{world.rows} rows, layout {LAYOUT}"


def _layout() -> str | None:
    if "bench_world" not in connection.introspection.table_names():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT layout FROM bench_world")
        return str(cursor.fetchone()[0])
