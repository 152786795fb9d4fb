"""A backup is one state, whole or not there, and for its owner's eyes only."""

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from articles.models import Publisher
from incidents.management.backup import making
from incidents.management.backup.making import back_up
from tests.incidents.management.backup.made import everything, fetched_page, kept
from tests.second import second_database


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        return dict(json.loads(archive.read("manifest.json")))


@pytest.mark.django_db
def test_two_backups_of_one_state_differ_in_their_moment_alone(
    tmp_path: Path, media: Path, time_machine_at: Any
) -> None:
    everything()
    time_machine_at("2026-01-01T00:00:00Z")
    first = kept(tmp_path, "1.zip")
    assert kept(tmp_path, "2.zip").read_bytes() == first.read_bytes()
    time_machine_at("2026-01-02T00:00:00Z")
    later = manifest(kept(tmp_path, "3.zip"))
    assert later.pop("made_at") == "2026-01-02T00:00:00+00:00"
    assert later == {key: value for key, value in manifest(first).items() if key != "made_at"}


@pytest.mark.django_db
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    assert kept(tmp_path).stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "kept.zip").write_text("mine")
    with pytest.raises(FileExistsError):
        kept(tmp_path)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["mine"]


@pytest.mark.django_db
def test_a_backup_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(making, "_head", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        kept(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(b"damaged")])
def test_a_page_that_is_gone_or_damaged_is_named_and_the_rest_kept(tmp_path: Path, media: Path, damage: Any) -> None:
    name = str(fetched_page().file.name)
    damage(media / name)
    told = manifest(kept(tmp_path))
    assert told["missing"] == [{"field": "articles.snapshot.file", "name": name}]
    assert told["files"] == []


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_in_it_and_nobody_waits(tmp_path: Path) -> None:
    """On PostgreSQL in the database of the tests, on SQLite in a file, because in memory there is no reading aside."""
    if connection.vendor == "postgresql":
        _write_meanwhile("default", tmp_path)
        return
    with second_database(tmp_path) as alias:
        _write_meanwhile(alias, tmp_path)


def _write_meanwhile(using: str, folder: Path) -> None:
    Publisher(name="Before", kind="newspaper").save(using=using)
    told: list[str] = []

    def write(table: str) -> None:
        if not told:
            _add_publisher(using)
        told.append(table)

    back_up(folder / "kept.zip", using=using, tell=write)
    assert "articles.publisher: 1 rows" in told[1:]
    assert Publisher.objects.using(using).count() == 2


def _add_publisher(using: str) -> None:
    """By a connection of its own, that waits for nobody."""
    insert = (
        "INSERT INTO articles_publisher "
        "(created_at, updated_at, name, folded, kind, reach, country, url, independence_note) "
        "VALUES ('2022-01-01 00:00:00', '2022-01-01 00:00:00', 'Meanwhile', 'meanwhile', 'newspaper', '', '', '', '')"
    )
    if connections[using].vendor == "sqlite":
        with sqlite3.connect(connections[using].settings_dict["NAME"], timeout=0) as other:
            other.execute(insert)
        other.close()
        return
    other_connection = connections[using].copy("default")
    with other_connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
        cursor.execute(insert)
    other_connection.close()
