"""Tests of manage.py demo: set up once, kept afterwards, and one sentence for whatever stands in its way."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from pytest_django import Settings

from config import addresses
from incidents.management.commands import demo

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PASSWORD_LINE = re.compile(r"^  (\w+) +(\S{16})$", re.MULTILINE)


class Loader:
    """Stands in for the loading of the demo, which has tests of its own."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def __call__(self, *, coder: User, reviewer: User, progress: Any) -> None:
        self.calls.append((coder.username, reviewer.username))
        progress("loaded")


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch) -> Loader:
    found = Loader()
    monkeypatch.setattr(demo, "load_demo", found)
    return found


def run(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def test_it_makes_three_accounts_that_can_log_in_with_the_printed_passwords(loader: Loader) -> None:
    printed = dict(PASSWORD_LINE.findall(run("--no-serve")))
    assert set(printed) == {"analyst", "reviewer", "administrator"}
    for name, password in printed.items():
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert user.is_staff
    assert len(set(printed.values())) == 3


@pytest.mark.parametrize(
    ("name", "role", "superuser"),
    [("analyst", "coder", False), ("reviewer", "reviewer", False), ("administrator", "administrator", True)],
)
def test_each_account_has_its_role(loader: Loader, name: str, role: str, superuser: bool) -> None:
    run("--no-serve")
    user = User.objects.get(username=name)
    assert [group.name for group in user.groups.all()] == [role]
    assert user.is_superuser is superuser


def test_the_demo_is_coded_by_the_analyst_and_published_by_the_reviewer(loader: Loader) -> None:
    assert "loaded" in run("--no-serve")
    assert loader.calls == [("analyst", "reviewer")]


def test_a_second_run_keeps_the_passwords_and_prints_none(loader: Loader) -> None:
    run("--no-serve")
    before = list(User.objects.order_by("pk").values_list("username", "password"))
    again = run("--no-serve")
    assert list(User.objects.order_by("pk").values_list("username", "password")) == before
    assert not PASSWORD_LINE.search(again)
    assert "changepassword" in again


def test_a_run_that_broke_while_loading_still_prints_the_passwords_later(
    loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_options: Any) -> None:
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(demo, "load_demo", refuse)
        with pytest.raises(CommandError, match="disk I/O error"):
            run("--no-serve")
    assert len(PASSWORD_LINE.findall(run("--no-serve"))) == 3


def test_a_role_taken_away_from_an_account_is_not_given_back(loader: Loader) -> None:
    run("--no-serve")
    User.objects.get(username="reviewer").groups.clear()
    run("--no-serve")
    assert not User.objects.get(username="reviewer").groups.exists()


def test_a_busy_port_is_told_before_any_work(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "port_complaint", lambda host, port: f"Port {port} on {host} is in use.")
    with pytest.raises(CommandError, match=r"Port 8001 on 127\.0\.0\.1 is in use\."):
        run("--port", "8001")
    assert not User.objects.exists()


def test_it_serves_where_it_was_told_and_says_where(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[str, int]] = []

    def serve(host: str, port: int, *, ready: Any) -> None:
        served.append((host, port))
        ready()

    monkeypatch.setattr(addresses, "port_complaint", lambda host, port: None)
    monkeypatch.setattr(demo, "serve", serve)
    assert "Attest is at http://localhost:8001/" in run("--port", "8001")
    assert served == [("127.0.0.1", 8001)]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8_000", "٨٠٠٠"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match="is not a port"):
        run(f"--port={port}")


def test_it_refuses_a_production_site(settings: Settings, loader: Loader) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="does not run on a production site"):
        run("--no-serve")
    assert loader.calls == []


def test_reset_refuses_a_database_that_is_not_the_demos_own(loader: Loader) -> None:
    with pytest.raises(CommandError, match="the database in use is another one"):
        run("--no-serve", "--reset")


@pytest.fixture
def database(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small SQLite file in the place of the demo's, beside a file that is none of its business."""
    path = tmp_path / "attest.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.executescript("PRAGMA journal_mode = WAL; CREATE TABLE work (done)")
    (tmp_path / "secret_key").touch()
    settings.LOCAL_DATABASE = path
    monkeypatch.setattr(demo, "database_file", lambda: path)
    monkeypatch.setattr(connection, "close", lambda: None)
    return path


def reset() -> str:
    """What moving the database aside prints, at the second of NOON."""
    out = StringIO()
    with time_machine.travel(NOON, tick=False):
        demo.Command(stdout=out).move_database_aside()
    return out.getvalue()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_reset_keeps_the_old_database_beside_the_new_one_and_says_where(database: Path) -> None:
    printed = reset()
    kept = Path(f"{database}.before-reset-20260301T120000Z")
    assert str(kept) in printed
    assert not database.exists()
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT name FROM sqlite_master").fetchall() == [("work",)]
    assert (database.parent / "secret_key").exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_reset_takes_along_what_a_killed_server_had_not_yet_written_into_the_file(database: Path) -> None:
    code = (
        "import os, sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\n"
        "db.execute('INSERT INTO work VALUES (7)')\ndb.commit()\nos._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, database], check=False)
    assert Path(f"{database}-wal").stat().st_size > 0
    reset()
    with closing(sqlite3.connect(f"{database}.before-reset-20260301T120000Z")) as old:
        assert old.execute("SELECT done FROM work").fetchall() == [(7,)]
    assert not Path(f"{database}-wal").exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_reset_moves_a_file_that_is_no_database_as_it_is(database: Path) -> None:
    database.write_bytes(b"broken" * 1000)
    reset()
    assert Path(f"{database}.before-reset-20260301T120000Z").read_bytes() == b"broken" * 1000


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_reset_without_a_database_moves_nothing(database: Path) -> None:
    database.unlink()
    assert reset() == ""
    assert not list(database.parent.glob("*before-reset*"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_reset_refuses_while_something_is_being_written(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CommandError, match="is locked by another process"):
            reset()
    assert database.exists()


@pytest.mark.skipif(connection.vendor != "sqlite" or sys.platform == "win32", reason="about the SQLite file")
def test_reset_refuses_while_a_server_runs_on_the_database(database: Path) -> None:
    with demo.in_use(database), demo.in_use(database), pytest.raises(CommandError, match="The demo is running on"):
        reset()
    assert database.exists()
    reset()
    assert not database.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_a_locked_database_is_told_in_one_sentence() -> None:
    complaint = demo.database_complaint(OperationalError("database is locked"))
    assert complaint.endswith("is locked by another process: stop that one and run this again.")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "database_file", lambda: Path("/nowhere/attest.sqlite3"))
    complaint = demo.database_complaint(OperationalError("unable to open database file"))
    assert complaint == "The folder /nowhere cannot be written by this user."
