"""A server on this machine that answers as badly as a test wants it to."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from articles.fetching import Policy

Answer = Callable[[socket.socket], None]
HERE = "127.0.0.1"


@dataclass
class Server:
    """``requests`` are the heads of what was asked, in order; the n-th connection gets the n-th answer."""

    port: int
    requests: list[str] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/", host: str = "paper.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def policy(self, **changes: Any) -> Policy:
        """The guard as it is, but for this one server: every name leads to it, and its port is a port of the web."""
        given = {"resolve": lambda _host, _port: [HERE], "permits": is_here, "ports": frozenset({self.port})}
        return Policy(**{**given, "seconds": 5.0, **changes})


def is_here(address: IPv4Address | IPv6Address) -> bool:
    """This machine and no other private address."""
    return str(address) == HERE


def answer(body: bytes = b"<p>Hello</p>", *headers: str, status: str = "200 OK") -> Answer:
    """Sends this and hangs up. The length is announced unless a header says otherwise."""
    told = {each.partition(":")[0].lower() for each in headers}
    lines = [f"HTTP/1.1 {status}", *headers]
    if "content-type" not in told:
        lines.append("Content-Type: text/html; charset=utf-8")
    if not told & {"content-length", "transfer-encoding"}:
        lines.append(f"Content-Length: {len(body)}")
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def raw(data: bytes) -> Answer:
    """Sends these bytes and hangs up."""
    return lambda connection: connection.sendall(data)


def redirect(location: str, status: str = "302 Found") -> Answer:
    """Sends the visitor elsewhere."""
    return answer(b"", f"Location: {location}", status=status)


@contextmanager
def serving(*answers: Answer, wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Server]:
    """A server that gives these answers in turn, the last one again and again. ``wrap`` may put TLS around it."""
    with socket.create_server((HERE, 0)) as listening:
        server = Server(listening.getsockname()[1])
        over = threading.Event()
        thread = threading.Thread(target=_serve, args=(listening, server, answers, wrap, over), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            over.set()
            with socket.create_connection((HERE, server.port)):
                thread.join(5)


def _serve(listening: socket.socket, server: Server, answers: tuple[Answer, ...], wrap: Any, over: Any) -> None:
    while True:
        connection, _ = listening.accept()
        if over.is_set():
            connection.close()
            return
        server.connections += 1
        given = answers[min(server.connections, len(answers)) - 1]
        # A visitor that was refused hangs up in the middle, which is what the tests are about.
        try:
            with wrap(connection) if wrap else connection as line:
                server.requests.append(_head(line))
                given(line)
        except OSError:
            connection.close()


def _head(connection: socket.socket) -> str:
    head = connection.recv(4096)
    while head.startswith(b"GET ") and b"\r\n\r\n" not in head and (piece := connection.recv(4096)):
        head += piece
    return head.decode("latin-1")
