"""What does `manage.py test` run? pytest on SQLite, on a private PostgreSQL, and in a browser; each is a leg.

Arguments it does not know go to pytest: `manage.py test tests/incidents -k dates --engine sqlite --no-browser`.
"""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.chromium import find_chromium
from tests.postgres import find_binaries, private_server

ROOT = Path(__file__).resolve().parent.parent
PASSED, FAILED, NOTHING_COLLECTED = 0, 1, 5
# A developer's own settings must not change what a test sees.
OWN_SETTINGS = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "CSRF_TRUSTED_ORIGINS", "STATIC_ROOT")


def main(arguments: list[str]) -> int:
    """Run the legs asked for, print a line for each at the end, return the exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    options, extra = parse(arguments)
    statuses = {}
    if options.engine != "postgresql":
        statuses["SQLite"] = run_pytest(suite(extra))
    if options.engine != "sqlite":
        statuses["PostgreSQL"] = run_on_postgresql(suite(extra))
    if not options.no_browser:
        statuses["Browser"] = run_in_browser(extra)
    say("\n" + "\n".join(f"{leg}: {outcome(status)}" for leg, status in statuses.items()))
    return exit_status(list(statuses.values()))


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Our own options, and what is left for pytest."""
    parser = argparse.ArgumentParser(prog="manage.py test", description=__doc__, allow_abbrev=False)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="run the suite on this engine only")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser tests out")
    return parser.parse_known_args(arguments)


def suite(extra: list[str]) -> list[str]:
    """pytest's arguments for everything but the browser; two workers pay for a whole suite, not for a part of it."""
    return ["-m", "not browser", *([] if names_tests(extra) else ["-n", "2"]), *extra]


def names_tests(extra: list[str]) -> bool:
    """Whether the arguments name files or folders."""
    return any((ROOT / argument.split("::")[0]).exists() for argument in extra)


def run_on_postgresql(arguments: list[str]) -> int:
    """pytest's exit status on a private PostgreSQL."""
    binaries = find_binaries()
    if binaries is None:
        say("PostgreSQL 15 or newer was not found, neither on this system nor as a wheel.")
        return FAILED
    with private_server(binaries) as url:
        return run_pytest(arguments, DATABASE_URL=url)


def run_in_browser(extra: list[str]) -> int:
    """pytest's exit status for the browser tests: left out with a word where there is no Chromium, an error in CI."""
    if find_chromium() is None:
        say("No Chromium found (Debian: apt install chromium): the browser tests are left out.")
        return FAILED if os.environ.get("CI") else NOTHING_COLLECTED
    where = [] if names_tests(extra) else ["tests/browser", "-n", "2"]
    # Playwright runs an event loop in the test's thread, where Django would refuse every query.
    return run_pytest(["-m", "browser", *where, *extra], DJANGO_ALLOW_ASYNC_UNSAFE="1")


def run_pytest(arguments: list[str], **settings: str) -> int:
    """pytest's exit status in an environment without the developer's settings, and with these."""
    own = {name for name in os.environ if name.startswith("ATTEST_") or name in OWN_SETTINGS}
    env = {name: value for name, value in os.environ.items() if name not in own}
    say(f"\npytest {' '.join(arguments)}{' on PostgreSQL' if 'DATABASE_URL' in settings else ''}")
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env | {"ATTEST_ENV": "local"} | settings, check=False).returncode


def outcome(status: int) -> str:
    """pytest's exit status in words."""
    return {PASSED: "passed", NOTHING_COLLECTED: "no tests run"}.get(status, f"FAILED (status {status})")


def exit_status(statuses: list[int]) -> int:
    """0 if some leg passed and none failed."""
    failed = any(status not in (PASSED, NOTHING_COLLECTED) for status in statuses)
    return FAILED if failed or PASSED not in statuses else PASSED


def say(text: str) -> None:
    """A line for the reader, in its place between pytest's own."""
    print(text, flush=True)
