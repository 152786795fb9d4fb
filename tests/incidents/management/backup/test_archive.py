"""A file that is cut short, altered or something else is refused with a sentence, before anything is read from it."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from incidents.management.backup.archive import Unusable, opened
from tests.factories import ArticleFactory
from tests.incidents.management.backup.made import fetched_page, kept

pytestmark = pytest.mark.django_db

Members = dict[str, bytes]


@pytest.fixture
def path(tmp_path: Path, media: Path) -> Path:
    ArticleFactory.create_batch(3)
    fetched_page()
    return kept(tmp_path)


def check(path: Path) -> None:
    with opened(path) as backup:
        backup.check()


def rewritten(path: Path, change: Callable[[Members], object]) -> Path:
    """The same zip with other members, its own checksums in order."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def in_manifest(**changes: object) -> Callable[[Members], object]:
    def change(members: Members) -> None:
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | changes).encode()

    return change


def test_a_whole_backup_is_good(path: Path) -> None:
    check(path)


@pytest.mark.parametrize("share", [0, 1, 50, 99])
def test_one_that_was_cut_short_is_refused(path: Path, share: int) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * share // 100])
    with pytest.raises(Unusable, match=r"is no backup of Attest, or was cut short"):
        check(path)


def test_any_byte_that_changed_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        article = archive.getinfo("tables/articles.article.jsonl")
        names = {name: archive.getinfo(name).header_offset for name in archive.namelist()}
    for offset in (article.header_offset + 80, names["manifest.json"] + 200):
        path.write_bytes(whole[:offset] + bytes([whole[offset] ^ 1]) + whole[offset + 1 :])
        with pytest.raises(Unusable, match=r"is damaged"):
            check(path)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda members: members.update({"tables/auth.user.jsonl": b"{}\n"}),
            r"tables/auth.user.jsonl is not what was kept",
        ),
        (lambda members: members.pop("tables/auth.user.jsonl"), r"does not hold exactly what its manifest names"),
        (lambda members: members.update({"more.txt": b""}), r"does not hold exactly what its manifest names"),
        (lambda members: members.pop("manifest.json"), r"there is no manifest.json in it"),
        (in_manifest(tables=[]), r"the manifest is not as it was written"),
        (in_manifest(format="attest-backup 2"), r"it says 'attest-backup 2', not 'attest-backup 1'"),
        (lambda members: members.update({"manifest.json": b"[]"}), r"no backup that this version reads"),
        (lambda members: members.update({"manifest.json": b"{"}), r"manifest.json cannot be read"),
        (
            lambda members: members.update({"manifest.json": b'{"format":"attest-backup 1"}'}),
            r"its manifest lacks contents_sha256, engine",
        ),
    ],
)
def test_one_that_was_altered_with_care_is_refused(
    path: Path, change: Callable[[Members], object], problem: str
) -> None:
    with pytest.raises(Unusable, match=problem):
        check(rewritten(path, change))


def test_a_file_of_something_else_is_refused(tmp_path: Path, path: Path) -> None:
    shutil.copy(__file__, tmp_path / "other.zip")
    for other, problem in ((tmp_path / "other.zip", "is no backup"), (tmp_path / "none.zip", "No such file")):
        with pytest.raises(Unusable, match=problem):
            check(other)


def test_a_page_in_it_that_changed_is_noticed(path: Path) -> None:
    def spoil(members: Members) -> None:
        (name,) = (each for each in members if each.startswith("files/"))
        members[name] = b"another page"

    with pytest.raises(Unusable, match=r"files/articles.snapshot.file/snapshots/.* is not what was kept"):
        check(rewritten(path, spoil))
