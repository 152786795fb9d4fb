"""Are the bytes of a page kept once, as they came, and is it noticed when they are no longer the same?"""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from articles import snapshots
from articles.models import Snapshot
from tests.articles.pages import fetched

pytestmark = pytest.mark.django_db

PAGE = b"<script>alert(1)</script>"
DIGEST = hashlib.sha256(PAGE).hexdigest()


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_the_bytes_are_kept_with_what_is_known_of_them(settings: Any) -> None:
    snapshot = snapshots.keep(fetched(PAGE, final_url="https://planet.example/end"))
    assert (snapshot.sha256, snapshot.media_type, snapshot.http_status) == (DIGEST, "text/html", 200)
    assert snapshot.final_url == "https://planet.example/end"
    assert (Path(settings.MEDIA_ROOT) / snapshot.file.name).read_bytes() == PAGE
    assert snapshots.read(snapshot) == PAGE


def test_the_name_of_the_file_says_nothing_that_a_server_could_take_for_a_type() -> None:
    assert snapshots.keep(fetched(PAGE)).file.name == f"snapshots/{DIGEST[:2]}/{DIGEST}"


def test_the_same_bytes_are_kept_once() -> None:
    first = snapshots.keep(fetched(PAGE))
    again = snapshots.keep(fetched(PAGE, final_url="https://other.example/"))
    assert (again.pk, again.final_url) == (first.pk, first.final_url)
    assert Snapshot.objects.count() == 1


def test_a_file_left_by_a_transaction_that_failed_is_used_again() -> None:
    with transaction.atomic():
        name = snapshots.keep(fetched(PAGE)).file.name
        transaction.set_rollback(True)
    assert not Snapshot.objects.exists()
    assert snapshots.keep(fetched(PAGE)).file.name == name


def test_a_file_that_is_not_what_its_name_says_is_not_taken(settings: Any) -> None:
    broken = Path(settings.MEDIA_ROOT) / "snapshots" / DIGEST[:2] / DIGEST
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_bytes(PAGE[:5])
    assert snapshots.read(snapshots.keep(fetched(PAGE))) == PAGE


def test_a_snapshot_whose_file_was_changed_or_lost_says_so(settings: Any) -> None:
    snapshot = snapshots.keep(fetched(PAGE))
    file = Path(settings.MEDIA_ROOT) / snapshot.file.name
    file.write_bytes(b"forged")
    with pytest.raises(snapshots.SnapshotDamaged, match="no longer what was fetched"):
        snapshots.read(snapshot)
    file.unlink()
    with pytest.raises(snapshots.SnapshotDamaged, match="missing"):
        snapshots.read(snapshot)
