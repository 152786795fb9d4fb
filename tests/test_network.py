"""Can a test reach the network? It must not, and must not be able to."""

import socket
import urllib.request

import pytest
from pytest_socket import SocketBlockedError

# An address reserved for documentation: nothing answers there even without the block.
NOWHERE = "192.0.2.1"


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_a_test_cannot_open_a_connection() -> None:
    with pytest.raises(SocketBlockedError):
        socket.create_connection((NOWHERE, 80), timeout=1)


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_a_test_cannot_fetch_a_page() -> None:
    with pytest.raises(SocketBlockedError):
        urllib.request.urlopen(f"http://{NOWHERE}/", timeout=1)
