"""Tests of config/serving.py: an address that cannot be served from is told beforehand, in one sentence."""

import socket
from collections.abc import Iterator

import pytest

from config.serving import gunicorn_settings, port_complaint

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_busy_port_is_named_with_the_way_out(busy_port: int) -> None:
    complaint = port_complaint("127.0.0.1", busy_port)
    assert (
        complaint
        == f"Port {busy_port} on 127.0.0.1 is in use: stop what runs there, or choose another one with --port."
    )


def test_a_free_port_is_fine() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert port_complaint("127.0.0.1", port) is None


def test_an_address_of_another_machine_is_refused() -> None:
    complaint = port_complaint("192.0.2.1", 8000)
    assert complaint is not None
    assert complaint.startswith("Cannot serve on 192.0.2.1, port 8000: ")


@pytest.mark.parametrize(("host", "bind"), [("127.0.0.1", "127.0.0.1:8000"), ("::1", "[::1]:8000")])
def test_both_kinds_of_address_are_written_as_gunicorn_reads_them(host: str, bind: str) -> None:
    assert gunicorn_settings(host, 8000, lambda: None)["bind"] == bind
