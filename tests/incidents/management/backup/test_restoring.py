"""A restore brings back exactly what was kept, on either engine, or leaves everything as it was."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from articles.models import Snapshot
from articles.snapshots import read
from incidents.management.backup import engines, restoring
from incidents.management.backup.archive import Unusable, opened
from incidents.management.backup.restoring import restore, rows_here
from incidents.management.backup.tables import label, tables
from incidents.models import Incident, Place, Publication, PublicState
from incidents.roles import apply_roles
from tests.factories import IncidentFactory, PublicationFactory, UserFactory
from tests.guarantees.killing import last_keys
from tests.incidents.management.backup.made import PAGE, dump, everything, fetched_page, kept, log_in

pytestmark = pytest.mark.django_db


def bring_back(path: Path, **options: Any) -> None:
    with opened(path) as backup:
        restore(backup, **options)


def contents(path: Path) -> dict[str, bytes]:
    """Every member of a backup; of the manifest only what does not depend on where and when it was made."""
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(found["manifest.json"])
    return found | {"manifest.json": json.dumps({k: manifest[k] for k in ("tables", "files", "missing")}).encode()}


def test_what_comes_back_is_what_was_kept(tmp_path: Path, media: Path) -> None:
    everything()
    before = dump()
    path = kept(tmp_path)
    assert {table for table, lines in before.items() if not lines} <= {
        "admin.logentry",
        "auth.user_user_permissions",
    } | {table for table in before if "historical" in table}
    engines.empty(tables(), "default")
    bring_back(path)
    assert dump() == before
    assert contents(kept(tmp_path, "again.zip")) == contents(path)


def test_from_one_engine_to_the_other_and_back_everything_is_the_same(tmp_path: Path, media: Path, second: str) -> None:
    published = everything()
    here = kept(tmp_path, "here.zip")
    bring_back(here, using=second)
    there = kept(tmp_path, "there.zip", using=second)
    assert contents(there) == contents(here)
    assert Publication.objects.using(second).having_words(["rockets"]).get().sha256 == published.sha256
    engines.empty(tables(), "default")
    bring_back(there)
    assert contents(kept(tmp_path, "back.zip")) == contents(here)
    assert Publication.objects.having_words(["rockets"]).get().sha256 == published.sha256


def test_a_database_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    path = kept(tmp_path)
    IncidentFactory()
    before = dump()
    with pytest.raises(Unusable, match=r"not empty: 2 rows. --replace puts the backup in its place"):
        bring_back(path)
    assert dump() == before


def test_groups_of_the_roles_and_their_permissions_do_not_count(tmp_path: Path) -> None:
    apply_roles()
    path = kept(tmp_path)
    Group.objects.get(name="guest").delete()
    assert rows_here() == {}
    bring_back(path)
    assert Group.objects.get(name="guest").permissions.filter(codename="view_incident").exists()


def test_what_is_replaced_is_gone_and_nobody_stays_logged_in(tmp_path: Path) -> None:
    IncidentFactory(title="Kept")
    before, path = dump(), kept(tmp_path)
    Incident.objects.all().delete()
    IncidentFactory(title="Later")
    log_in(UserFactory())
    bring_back(path, replace=True)
    assert dump() == before
    assert not Session.objects.exists()


def test_a_restore_that_fails_in_the_middle_changes_nothing(tmp_path: Path, media: Path, monkeypatch: Any) -> None:
    snapshot = fetched_page()
    path = kept(tmp_path)
    file = media / str(snapshot.file.name)
    file.write_bytes(b"another page")
    IncidentFactory()
    before, keys, files = dump(), last_keys(), sorted(media.rglob("*"))
    monkeypatch.setattr(restoring, "_read_back", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring_back(path, replace=True)
    assert (dump(), last_keys()) == (before, keys)
    assert (sorted(media.rglob("*")), file.read_bytes()) == (files, b"another page")


def test_what_this_database_would_not_keep_as_it_is_is_refused(tmp_path: Path, monkeypatch: Any) -> None:
    IncidentFactory(title="Rockets")
    path = kept(tmp_path)
    engines.empty(tables(), "default")
    fill = engines.fill

    def fold(model: Any, rows: Any, using: str) -> None:
        fill(model, (tuple("ROCKETS" if value == "Rockets" else value for value in row) for row in rows), using)

    monkeypatch.setattr(engines, "fill", fold)
    with pytest.raises(Unusable, match=r"Nothing was restored: incidents.incident would not be the same"):
        bring_back(path)
    assert rows_here() == {}


def test_rows_that_point_nowhere_are_refused(tmp_path: Path, monkeypatch: Any) -> None:
    Place.objects.create(name="Dawra", kind="settlement", parent=Place.objects.create(name="Baghdad", kind="adm1"))
    path = kept(tmp_path)
    engines.empty(tables(), "default")
    fill = engines.fill
    monkeypatch.setattr(engines, "fill", lambda model, rows, using: fill(model, iter(list(rows)[1:]), using))
    with pytest.raises(Unusable, match="Nothing was restored: "):
        bring_back(path)
    connection.check_constraints()
    assert rows_here() == {}


def test_files_come_back_and_a_damaged_one_is_replaced(tmp_path: Path, media: Path) -> None:
    lost = fetched_page()
    path = kept(tmp_path)
    file = media / str(lost.file.name)
    for spoil in (file.unlink, lambda: file.write_bytes(b"damaged")):
        spoil()
        bring_back(path, replace=True)
        assert read(Snapshot.objects.get()) == PAGE
        assert [each.name for each in file.parent.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_backup_of_other_migrations_is_refused_with_their_names(tmp_path: Path) -> None:
    path = kept(tmp_path)
    recorder = MigrationRecorder(connection)
    recorder.record_applied("incidents", "9999_from_the_future")
    with pytest.raises(Unusable, match=r"Only this database has incidents.9999_from_the_future\. Restore it with"):
        bring_back(path)
    later = kept(tmp_path, "later.zip")
    recorder.record_unapplied("incidents", "9999_from_the_future")
    with pytest.raises(Unusable, match=r"Only the backup has incidents.9999_from_the_future"):
        bring_back(later)


def test_migrations_of_what_is_left_out_do_not_matter(tmp_path: Path) -> None:
    path = kept(tmp_path)
    MigrationRecorder(connection).record_applied("axes", "9999_from_the_future")
    bring_back(path)


def test_a_database_without_tables_is_told_so(tmp_path: Path, second: str) -> None:
    path = kept(tmp_path)
    MigrationRecorder(connections[second]).migration_qs.all().delete()
    with pytest.raises(Unusable, match=r"There are no tables in this database yet: run manage.py migrate first"):
        bring_back(path, using=second)


def test_permissions_and_content_types_are_found_by_their_names(tmp_path: Path, second: str) -> None:
    old = ContentType.objects.create(app_label="incidents", model="formerly")
    right = Permission.objects.create(content_type=old, codename="move.it", name="Can move it")
    user = UserFactory(username="mover")
    user.user_permissions.add(right, Permission.objects.get(codename="publish_incident"))
    bring_back(kept(tmp_path), using=second)
    # The second database has no content type at all, so that every one gets another key.
    there = User.objects.using(second).get(username="mover").user_permissions.select_related("content_type")
    assert {(each.content_type.model, each.codename) for each in there} == {
        ("formerly", "move.it"), ("incident", "publish_incident"),
    }  # fmt: skip


def test_no_key_is_given_a_second_time(tmp_path: Path) -> None:
    IncidentFactory()
    gone = IncidentFactory()
    key = gone.pk
    gone.delete()
    path = kept(tmp_path)
    engines.empty(tables(), "default")
    bring_back(path)
    assert IncidentFactory().pk == key + 1


def test_no_cache_takes_what_was_before_for_what_is_now(tmp_path: Path, time_machine_at: Any) -> None:
    time_machine_at("2026-01-01T00:00:00Z")
    PublicState.objects.create(pk=1, version=5)
    path = kept(tmp_path)
    PublicState.objects.update(version=9)
    time_machine_at("2026-01-02T00:00:00Z")
    bring_back(path)
    restored = PublicState.objects.get()
    assert restored.version == 1767312000
    assert restored.changed_at is not None
    assert restored.changed_at.isoformat() == "2026-01-02T00:00:00+00:00"
    bring_back(path)
    assert PublicState.objects.get().version == 1767312001


def test_where_nothing_was_ever_published_there_is_no_public_state(tmp_path: Path) -> None:
    path = kept(tmp_path)
    bring_back(path)
    assert not PublicState.objects.exists()


def test_answers_of_before_are_forgotten(client: Any, tmp_path: Path) -> None:
    PublicState.objects.create(pk=1, version=5)
    path = kept(tmp_path)
    PublicationFactory(title="Published after the backup")
    tag = client.get("/incidents.json").headers["ETag"]
    assert client.get("/incidents.json", headers={"if-none-match": tag}).status_code == 304
    bring_back(path, replace=True)
    answer = client.get("/incidents.json", headers={"if-none-match": tag})
    assert (answer.status_code, b"Published after" in b"".join(answer)) == (200, False)


def test_every_table_has_a_name_of_its_own() -> None:
    assert len({label(model) for model in tables()}) == len(tables())
