"""Tests of tests/legs.py: what `manage.py test` runs, and when it calls that a success."""

import signal

import pytest

from tests import legs
from tests.legs import FAILED, NOTHING_COLLECTED, PASSED


class Runs:
    """Stands in for pytest: notes each run and gives the statuses it was told."""

    def __init__(self) -> None:
        self.seen: list[tuple[list[str], dict[str, str]]] = []
        self.status = PASSED

    def __call__(self, arguments: list[str], **settings: str) -> int:
        self.seen.append((arguments, settings))
        return self.status


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    found = Runs()
    monkeypatch.setattr(legs, "run_pytest", found)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(legs, "run_on_postgresql", lambda arguments: found(arguments, DATABASE_URL="postgres://"))
    monkeypatch.setattr(legs, "find_chromium", lambda: "/usr/bin/chromium")
    return found


def test_everything_runs_on_both_engines_and_in_a_browser(runs: Runs) -> None:
    assert legs.main([]) == PASSED
    assert [arguments[:2] for arguments, _ in runs.seen] == [
        ["-m", "not browser"],
        ["-m", "not browser"],
        ["-m", "browser"],
    ]
    assert [list(settings) for _, settings in runs.seen] == [[], ["DATABASE_URL"], ["DJANGO_ALLOW_ASYNC_UNSAFE"]]


def test_what_it_does_not_know_goes_to_pytest(runs: Runs) -> None:
    legs.main(["tests/config", "-k", "dates", "-v", "--engine", "sqlite", "--no-browser"])
    assert runs.seen == [(["-m", "not browser", "tests/config", "-k", "dates", "-v"], {})]


def test_one_engine_can_be_asked_for(runs: Runs) -> None:
    legs.main(["--engine", "postgresql", "--no-browser"])
    assert [list(settings) for _, settings in runs.seen] == [["DATABASE_URL"]]


def test_without_a_browser_it_says_so_and_goes_on(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(legs, "find_chromium", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    assert legs.main([]) == PASSED
    assert "No Chromium found" in capsys.readouterr().out


def test_without_a_browser_ci_fails(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legs, "find_chromium", lambda: None)
    monkeypatch.setenv("CI", "true")
    assert legs.main([]) == FAILED


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([PASSED, PASSED, PASSED], PASSED),
        ([PASSED, NOTHING_COLLECTED], PASSED),
        ([PASSED, FAILED], FAILED),
        ([FAILED, PASSED], FAILED),
        ([NOTHING_COLLECTED, NOTHING_COLLECTED], FAILED),
        ([PASSED, 2], FAILED),
    ],
)
def test_it_passes_when_some_leg_passed_and_none_failed(statuses: list[int], status: int) -> None:
    assert legs.exit_status(statuses) == status
