"""What holds for every test? No network, cheap passwords, the same generated examples in CI, no shared cache."""

import csv
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import settings as hypothesis_settings

# A slow machine is no failure; in CI a run must repeat, elsewhere new examples are welcome.
hypothesis_settings.register_profile("local", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_configure(config: pytest.Config) -> None:
    """Hash passwords fast, for the hash is never what is tested; look static files up only when asked for them.

    Snapshots of pages go into a folder of their own, never into that of the site.
    """
    from django.conf import settings

    folder = tempfile.mkdtemp(prefix="attest-tests-")
    config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))
    settings.MEDIA_ROOT = Path(folder)

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    settings.ATTEST_API_RATE = 0  # tests ask faster than a client may; those of the limit set their own


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in tests/browser, so that no test there can be forgotten."""
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def _fields_of_the_usual_width() -> None:
    """frictionless, with which a test validates, widens the fields of csv for the whole process."""
    csv.field_size_limit(131_072)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test finds what another one cached."""
    for each in caches:
        caches[each].clear()
    yield
    for each in caches:
        caches[each].clear()


@pytest.fixture
def time_machine_at(time_machine: Any) -> Callable[[str], None]:
    """Stops the clock at a moment given in ISO 8601."""
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture
def connection_stays_open() -> Iterator[None]:
    """A request would close the connection that holds the test's transaction; Django's own client sees to it too."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    yield
    for each in signals:
        each.connect(close_old_connections)
