"""The commands: what they say, where the file lands, and what they refuse."""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Publisher
from incidents.management.commands import backup as command
from tests.factories import PublisherFactory
from tests.incidents.management.backup.made import fetched_page

pytestmark = pytest.mark.django_db

NAME = "attest-20260101T103000Z.zip"


@pytest.fixture(autouse=True)
def _moment(time_machine_at: Any, settings: Any, tmp_path: Path) -> None:
    time_machine_at("2026-01-01T10:30:00Z")
    settings.MEDIA_ROOT = tmp_path / "media"


def run(name: str, *arguments: Any, **options: Any) -> str:
    said = io.StringIO()
    call_command(name, *arguments, stdout=said, stderr=said, **options)
    return said.getvalue()


def test_a_backup_lands_in_the_folder_named_after_its_moment(tmp_path: Path) -> None:
    PublisherFactory()
    said = run("backup", tmp_path)
    assert said.startswith(f"{tmp_path / NAME}: 2 rows, 0 files, ")
    assert said.splitlines()[1].endswith(f"  {NAME}")
    assert run("verify_backup", tmp_path / NAME).startswith(
        "Whole: 2 rows and 0 files of 2026-01-01T10:30:00+00:00, from "
    )


def test_without_a_place_it_lands_in_a_folder_for_the_owner_alone(tmp_path: Path, monkeypatch: Any) -> None:
    folder = tmp_path / "var" / "backups"
    monkeypatch.setattr(command, "FOLDER", folder)
    run("backup", folder)
    assert (folder / NAME).exists()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_file_can_be_named_and_is_not_written_over(tmp_path: Path) -> None:
    run("backup", tmp_path / "mine.zip")
    with pytest.raises(CommandError, match=r"mine.zip: There is such a file already"):
        run("backup", tmp_path / "mine.zip")


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"disk: There is no such folder"):
        run("backup", tmp_path / "disk")
    assert not (tmp_path / "disk").exists()


def test_missing_pages_are_told_at_every_step(tmp_path: Path) -> None:
    name = str(fetched_page().file.name)
    (tmp_path / "media" / name).unlink()
    with pytest.raises(CommandError, match=rf"The backup was made, but 1 files are gone or damaged: {name}"):
        run("backup", tmp_path / "mine.zip")
    told = "1 files were gone or damaged when"
    assert told in run("verify_backup", tmp_path / "mine.zip")
    assert told in run("restore", tmp_path / "mine.zip", replace=True, yes=True)


def test_it_comes_back(tmp_path: Path) -> None:
    PublisherFactory(name="Kept")
    run("backup", tmp_path)
    Publisher.objects.all().delete()
    Publisher.history.all().delete()
    said = run("restore", tmp_path / NAME, verbosity=2)
    assert "articles.publisher: 1 rows" in said
    assert "Restored: 2 rows and 0 files of 2026-01-01T10:30:00+00:00." in said
    assert Publisher.objects.get().name == "Kept"


def test_a_damaged_file_and_a_full_database_are_one_sentence(tmp_path: Path) -> None:
    PublisherFactory()
    run("backup", tmp_path)
    with pytest.raises(CommandError, match=r"^This database is not empty: 2 rows\. --replace puts .*\.$"):
        run("restore", tmp_path / NAME)
    (tmp_path / NAME).write_bytes(b"")
    for name in ("restore", "verify_backup"):
        with pytest.raises(CommandError, match=r"is no backup of Attest, or was cut short"):
            run(name, tmp_path / NAME)


@pytest.mark.parametrize(("typed", "is_replaced"), [("another", False), ("", False), ("THE NAME", True)])
def test_what_is_replaced_is_named_first(tmp_path: Path, monkeypatch: Any, typed: str, is_replaced: bool) -> None:
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    run("backup", tmp_path)
    PublisherFactory()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: typed.replace("THE NAME", name))
    if is_replaced:
        assert f"2 rows of {name} go, 0 of 2026-01-01" in run("restore", tmp_path / NAME, replace=True)
    else:
        with pytest.raises(CommandError, match=r"Nothing was changed"):
            run("restore", tmp_path / NAME, replace=True)
    assert Publisher.objects.exists() is not is_replaced


def test_nobody_is_asked_where_nobody_is(tmp_path: Path, monkeypatch: Any) -> None:
    run("backup", tmp_path)
    PublisherFactory()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    with pytest.raises(CommandError, match=r"give --yes as well"):
        run("restore", tmp_path / NAME, replace=True)
    run("restore", tmp_path / NAME, replace=True, yes=True)
    assert not Publisher.objects.exists()


def test_the_file_opens_with_any_tool(tmp_path: Path) -> None:
    PublisherFactory(name="The Daily – اليومية")
    run("backup", tmp_path)
    with zipfile.ZipFile(tmp_path / NAME) as archive:
        assert archive.testzip() is None
        assert "The Daily – اليومية" in archive.read("tables/articles.publisher.jsonl").decode()
