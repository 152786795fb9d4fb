"""Tests of config/checks.py and config/settings.py: a production site starts safely or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SAFE = {
    "ATTEST_ENV": "production",
    "SECRET_KEY": "x1-Y2_z3" * 8,
    "ALLOWED_HOSTS": "attest.example",
}


def start(command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a fresh process with these settings and nothing else of Attest's in the environment."""
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONDONTWRITEBYTECODE": "1"}
    arguments = [sys.executable, "-c", command]
    return subprocess.run(arguments, cwd=ROOT, env=env | settings, capture_output=True, text=True, check=False)


def start_server(**settings: str) -> subprocess.CompletedProcess[str]:
    """Load the entry for web servers, as gunicorn does."""
    return start("import config.wsgi", **settings)


def test_a_safe_production_site_starts() -> None:
    done = start_server(**SAFE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"SECRET_KEY": ""}, "attest.E001"),
        ({"SECRET_KEY": "x" * 49}, "attest.E001"),
        ({"ALLOWED_HOSTS": ""}, "attest.E002"),
        ({"ALLOWED_HOSTS": "attest.example,*"}, "attest.E002"),
        ({"DEBUG": "on"}, "attest.E003"),
        ({"ATTEST_HTTPS": "off"}, "attest.E004"),
        ({"ATTEST_ENV": "prod"}, "attest.E005"),
    ],
)
def test_an_unsafe_production_site_does_not_start(changes: dict[str, str], error: str) -> None:
    done = start_server(**(SAFE | changes))
    assert done.returncode != 0
    assert error in done.stderr


def test_a_site_without_tls_is_told_that_it_is_a_local_one() -> None:
    without_tls = {"DATABASE_URL": "postgres://attest@db.example/attest", "ATTEST_HTTPS": "false"}
    assert "ATTEST_ENV=local" in start_server(**(SAFE | without_tls)).stderr
    assert start_server(**(SAFE | without_tls | {"ATTEST_ENV": "local"})).returncode == 0


def test_all_that_is_wrong_is_told_at_once() -> None:
    done = start_server(ATTEST_ENV="production")
    assert "attest.E001" in done.stderr
    assert "attest.E002" in done.stderr


def test_a_database_url_alone_makes_it_a_production_site() -> None:
    done = start_server(DATABASE_URL="postgres://attest@db.example/attest")
    assert done.returncode != 0
    assert "attest.E001" in done.stderr


def test_a_local_site_needs_nothing() -> None:
    assert start_server().returncode == 0


def read_setting(expression: str, **settings: str) -> str:
    """The value of an expression over the settings of a fresh process."""
    done = start(f"from django.conf import settings as s; print({expression})", **settings)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_local_site_hides_its_errors_and_answers_to_this_machine_only() -> None:
    assert read_setting("s.DEBUG, s.ALLOWED_HOSTS") == "False ['localhost', '127.0.0.1', '[::1]']"


def test_a_production_site_sends_cookies_over_https_only() -> None:
    names = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0"
    assert read_setting(names, **SAFE) == "True True True True"


def test_nobody_publishes_their_own_coding_unless_a_setting_says_so() -> None:
    assert read_setting("s.ATTEST_ALLOW_OWN_PUBLISHING") == "False"
    assert read_setting("s.ATTEST_ALLOW_OWN_PUBLISHING", ATTEST_ALLOW_OWN_PUBLISHING="on") == "True"


def test_a_socket_in_the_database_url_is_understood() -> None:
    url = "postgres://attest@//run/postgresql/attest"
    host = read_setting("s.DATABASES['default']['HOST'], s.DATABASES['default']['NAME']", **SAFE, DATABASE_URL=url)
    assert host == "/run/postgresql attest"


@pytest.mark.parametrize("share", ["-1", "101", "ten", "5.5", "10 %", "٣"])
def test_a_share_of_double_coding_that_is_no_percentage_stops_any_site(share: str) -> None:
    done = start_server(ATTEST_DOUBLE_CODING_SHARE=share)
    assert done.returncode != 0
    assert "attest.E006" in done.stderr


@pytest.mark.parametrize("share", ["0", "10", "100"])
def test_a_share_of_double_coding_is_a_percentage(share: str) -> None:
    assert start_server(ATTEST_DOUBLE_CODING_SHARE=share).returncode == 0
    assert read_setting("repr(s.ATTEST_DOUBLE_CODING_SHARE)", ATTEST_DOUBLE_CODING_SHARE=share) == share


def test_nothing_is_coded_twice_unless_a_setting_says_so() -> None:
    assert read_setting("repr(s.ATTEST_DOUBLE_CODING_SHARE)") == "0"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ATTEST_STREETS": "/nowhere/streets.pmtiles", "ATTEST_STREETS_CREDIT": "© Mappers"}, "attest.E007"),
        ({"ATTEST_STREETS": "https://tiles.example/{z}/{x}/{y}.png"}, "attest.E008"),
    ],
)
def test_streets_that_cannot_be_used_stop_a_site(changes: dict[str, str], error: str) -> None:
    done = start_server(**SAFE, **changes)
    assert done.returncode != 0
    assert error in done.stderr


def test_a_language_without_a_translation_stops_a_site() -> None:
    done = start_server(**SAFE, ATTEST_LANGUAGES="en,ar,fr")
    assert done.returncode != 0
    assert "ATTEST_LANGUAGES names fr" in done.stderr


def test_the_languages_of_a_site_are_chosen_and_the_first_is_always_among_them() -> None:
    done = start("from django.conf import settings; print(settings.LANGUAGES)", **SAFE, ATTEST_LANGUAGES="ar")
    assert done.stdout.strip() == "[('en', 'English'), ('ar', 'العربيّة')]"


def test_a_tile_server_is_the_only_other_host_that_a_page_may_ask() -> None:
    given = {"ATTEST_STREETS": "https://tiles.example/{z}/{x}/{y}.png", "ATTEST_STREETS_CREDIT": "© Mappers"}
    policy = "settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src']"
    done = start(f"import config.wsgi; from django.conf import settings; print({policy})", **SAFE, **given)
    assert done.stdout.strip() == """["'self'", 'data:', 'https://tiles.example']"""
