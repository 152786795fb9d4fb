"""Tests of config/locks.py: one holder at a time, and whoever waits says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import locks

HOLD = "import sys\nfrom config.locks import locked\nf = open(sys.argv[1], 'a')\nprint(locked(f, shared={shared}))\n"


def other_process_locks(path: Path, *, shared: bool = False) -> bool:
    """Whether another process can lock the file now."""
    command = [sys.executable, "-c", HOLD.format(shared=shared), path]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True\n"


def test_a_lock_is_held_until_its_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "new" / "lock"
    with locks.held(path, waiting=lambda: pytest.fail("nobody else holds it")):
        assert not other_process_locks(path)
    assert other_process_locks(path)


def test_whoever_waits_says_so_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with (tmp_path / "lock").open("a") as file:
        assert locks.locked(file)
        naps = iter([lambda: None, file.close])
        monkeypatch.setattr(locks, "sleep", lambda _seconds: next(naps)())
        with locks.held(tmp_path / "lock", waiting=lambda: said.append("waiting")):
            assert said == ["waiting"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows shares no locks")
def test_a_shared_lock_keeps_out_only_who_wants_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with path.open("a") as file:
        assert locks.locked(file, shared=True)
        assert other_process_locks(path, shared=True)
        assert not other_process_locks(path)
