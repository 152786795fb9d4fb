"""How much, and for how long, may a server send? Owns the caps on time, headers and body, packed and unpacked."""

import http.client
import io
import socket
import time
import zlib
from typing import Any

from articles.guard import FetchRefused

HEADER_BYTES = 64 * 1024
BODY_BYTES = 10 * 1024 * 1024
"""Of the body as it is sent."""
CONTENT_BYTES = 20 * 1024 * 1024
"""Of the body unpacked."""

_PIECE = 64 * 1024
_WINDOW = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
_NEXT_MEMBER = b"\x1f\x8b"


class Deadline:
    """One moment by which a fetch with all its redirects is over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; TimeoutError when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time for this fetch is over")
        return seconds


class _Incoming(io.RawIOBase):
    """What the server sends, up to the deadline and up to ``limit`` bytes."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = connected, deadline
        self.limit = HEADER_BYTES
        self.complaint = "The server sends headers without end."
        self.is_over = False
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.is_over:
            return 0
        # A server that sends a byte now and then never runs into a time-out of its own: the time left is set anew.
        self._socket.settimeout(self._deadline.left())
        read = self._socket.recv_into(buffer)
        self._seen += read
        if self._seen > self.limit:
            raise FetchRefused(self.complaint)
        return read


class _Reader(io.BufferedReader):
    """Stays open when http.client has read what it wants: what came after that is looked at too."""

    def close(self) -> None:
        pass


class Line:
    """A connected socket as http.client wants one, which can be neither slow nor endless."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = connected, deadline
        self._incoming = _Incoming(connected, deadline)
        self._reader = _Reader(self._incoming)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_problem: object) -> None:
        self._socket.close()

    def sendall(self, data: bytes) -> None:
        """Send the request."""
        self._socket.settimeout(self._deadline.left())
        self._socket.sendall(data)

    def makefile(self, _mode: str) -> _Reader:
        """Where http.client reads the answer from."""
        return self._reader

    def close(self) -> None:
        """Left to the end of the context: http.client would close it under the body."""

    def open_for_body(self) -> None:
        """The headers are over; from here the cap of the body holds."""
        self._incoming.limit = HEADER_BYTES + BODY_BYTES
        self._incoming.complaint = f"The page is larger than {BODY_BYTES // 1024**2} MB."

    def has_more(self) -> bool:
        """Whether more has come than the answer announced."""
        self._incoming.is_over = True
        return bool(self._reader.peek(1))


def read_body(response: http.client.HTTPResponse, line: Line, *, limit: int = CONTENT_BYTES) -> bytes:
    """The body, unpacked. FetchRefused when it is too large, packed in another way, or not as long as announced."""
    line.open_for_body()
    announced = _announced(response)
    if announced is not None and announced > BODY_BYTES:
        raise FetchRefused(f"The page is larger than {BODY_BYTES // 1024**2} MB.")
    unpacking = _unpacking(response, limit)
    received = 0
    while piece := _piece(response):
        received += len(piece)
        unpacking.add(piece)
    if announced is not None and (received != announced or line.has_more()):
        raise FetchRefused("The page is not as long as the server says.")
    return unpacking.content()


def _piece(response: http.client.HTTPResponse) -> bytes:
    try:
        return response.read(_PIECE)
    except http.client.IncompleteRead as problem:
        raise FetchRefused("The page stops before its end.") from problem


def _announced(response: http.client.HTTPResponse) -> int | None:
    """The length by Content-Length, which must be one number; None where pieces are sent or nothing is said."""
    if transfer := response.headers.get("Transfer-Encoding", "").strip().lower():
        if transfer != "chunked":
            raise FetchRefused("The page is sent in a way that was not asked for.")
        return None
    lengths = {each.strip() for header in response.headers.get_all("Content-Length", []) for each in header.split(",")}
    if not lengths:
        return None
    [length, *others] = lengths
    if others or not (length.isascii() and length.isdigit()) or len(length) > 18:
        raise FetchRefused("The server does not say plainly how long the page is.")
    return int(length)


class _Plain:
    """A body sent as it is."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise FetchRefused(f"The page is larger than {self._limit / 1024**2:g} MB when unpacked.")
        self._pieces.append(piece)

    def content(self) -> bytes:
        return b"".join(self._pieces)


class _Packed(_Plain):
    """A body packed with gzip or deflate, never unpacked further than the limit."""

    def __init__(self, limit: int, encoding: str) -> None:
        super().__init__(limit)
        self._window = _WINDOW[encoding]
        self._unpack: Any = None
        self._is_started = False

    def add(self, piece: bytes) -> None:
        try:
            while piece:
                piece = self._add(piece)
        except zlib.error as problem:
            raise FetchRefused("The page is packed in a way that cannot be unpacked.") from problem

    def _add(self, piece: bytes) -> bytes:
        """Unpacks one member; what follows it, if that is another one."""
        if self._unpack is None:
            if self._is_started and not piece.startswith(_NEXT_MEMBER):
                return b""  # what some servers leave behind the last member
            self._unpack = self._decompressor(piece)
        # One byte more than allowed is enough to see that it is too much.
        super().add(self._unpack.decompress(piece, self._limit - self._size + 1))
        if not self._unpack.eof:
            return b""
        rest: bytes = self._unpack.unused_data
        self._unpack = None
        return rest

    def _decompressor(self, piece: bytes) -> Any:
        self._is_started = True
        # "deflate" was understood in two ways; without its two-byte head it is raw.
        is_raw = self._window == zlib.MAX_WBITS and piece[0] & 0x0F != 8
        return zlib.decompressobj(-zlib.MAX_WBITS if is_raw else self._window)

    def content(self) -> bytes:
        if self._unpack is not None:
            raise FetchRefused("The page stops before its end.")
        return super().content()


def _unpacking(response: http.client.HTTPResponse, limit: int) -> _Plain:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return _Plain(limit)
    if encoding not in _WINDOW:
        raise FetchRefused("The page is packed in a way that was not asked for.")
    return _Packed(limit, encoding)
