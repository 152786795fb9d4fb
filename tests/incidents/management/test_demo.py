"""Tests of manage.py demo: set up once, kept afterwards, and one sentence for whatever stands in its way."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from pytest_django import Settings

from config import addresses
from incidents.management.commands import demo

pytestmark = pytest.mark.django_db
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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_reset_deletes_the_file_and_what_sqlite_keeps_beside_it(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "attest.sqlite3"
    files = [database, Path(f"{database}-wal"), Path(f"{database}-shm")]
    for file in [*files, tmp_path / "secret_key"]:
        file.touch()
    settings.LOCAL_DATABASE = database
    monkeypatch.setattr(demo, "database_file", lambda: database)
    monkeypatch.setattr(connection, "close", lambda: None)
    demo.Command(stdout=StringIO()).delete_database()
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_a_locked_database_is_told_in_one_sentence() -> None:
    complaint = demo.database_complaint(OperationalError("database is locked"))
    assert complaint.endswith("is locked by another process: stop that one and run this again.")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the SQLite file")
def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "database_file", lambda: Path("/nowhere/attest.sqlite3"))
    complaint = demo.database_complaint(OperationalError("unable to open database file"))
    assert complaint == "The folder /nowhere cannot be written by this user."
