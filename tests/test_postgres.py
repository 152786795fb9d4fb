"""Tests of tests/postgres.py: the private server is a server nobody else can reach, and is gone afterwards."""

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
