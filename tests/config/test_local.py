"""Tests of config/local.py: a key made once, and kept from others."""

from pathlib import Path

from config.local import local_secret_key


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    first = local_secret_key(tmp_path / "var")
    assert len(first) >= 50
    assert local_secret_key(tmp_path / "var") == first


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    assert local_secret_key(tmp_path / "one") != local_secret_key(tmp_path / "two")


def test_only_the_owner_can_read_the_key(tmp_path: Path) -> None:
    local_secret_key(tmp_path)
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_folder_that_cannot_be_made_gives_a_key_for_this_process(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file stands where the folder should be")
    assert len(local_secret_key(tmp_path / "var")) >= 50
