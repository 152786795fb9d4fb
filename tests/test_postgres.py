"""Tests of tests/postgres.py: the private server is a server nobody else can reach, and is gone afterwards."""

import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.postgres import find_binaries, packaged, private_server

WHEELS = [folder for folder in packaged() if "site-packages" in folder.parts][:1]


@pytest.mark.parametrize("binaries", [find_binaries(), *WHEELS], ids=["found", "wheel"][: 1 + len(WHEELS)])
def test_it_serves_on_a_socket_only_and_leaves_nothing_behind(binaries: Path) -> None:
    with private_server(binaries) as url:
        folder = Path(url.removeprefix("postgres://postgres@/")).parent
        with psycopg.connect(host=str(folder), user="postgres", dbname="postgres") as connection:
            row = connection.execute("SELECT current_setting('listen_addresses'), lower('ÄЖ')").fetchone()
    assert row == ("", "äж")
    assert not folder.exists()


def test_data_that_is_kept_is_there_the_next_time() -> None:
    binaries = find_binaries()
    assert binaries is not None
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the server may not run as we do
        for statement in ("CREATE TABLE kept AS SELECT 7 AS number", "SELECT 1"):
            with private_server(binaries, kept=Path(folder) / "data") as url, psycopg.connect(socket_of(url)) as server:
                server.execute(statement)
                row = server.execute("SELECT number FROM kept").fetchone()
        assert row == (7,)


def socket_of(url: str) -> str:
    """The same place in libpq's own words."""
    folder = Path(url.removeprefix("postgres://postgres@/")).parent
    return f"host={folder} user=postgres dbname=postgres"
