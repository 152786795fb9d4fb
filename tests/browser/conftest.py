"""Which browser, and what may it reach? The system's Chromium, and this machine alone."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from tests.chromium import find_chromium

HERE = {"127.0.0.1", "localhost"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let these tests talk to the server on this machine, and to nothing else."""
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker(pytest.mark.allow_hosts(sorted(HERE)))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium; names of other machines do not resolve in it."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium found")
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium has none for root
    return {**browser_type_launch_args, "executable_path": path, "args": arguments}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that fails its test when it asks a third party, runs into an error of its own or breaks the CSP."""
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in HERE:
            complaints.append(f"asked {request.url}")

    page.on("request", note_request)
    page.on("pageerror", lambda error: complaints.append(f"error {error}"))
    page.on("console", lambda message: complaints.append(message.text) if is_refusal(message.text) else None)
    yield page
    assert complaints == []


def is_refusal(text: str) -> bool:
    """Whether the console tells of something the Content-Security-Policy refused."""
    return "Content Security Policy" in text
