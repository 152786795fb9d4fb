"""What does the web answer at this address? The only network code, guarded and capped (decision 0012).

The address of the machine is checked when it is connected to, on every hop, and that very address is connected to: a
name that changes its mind between check and use gains nothing. There is no switch to turn the guard off; a test passes
a policy of its own.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address

import certifi
from django.utils import timezone

from articles.guard import PORTS, FetchRefused, Hop, address_of, follow, is_public, read_url
from articles.wire import CONTENT_BYTES, Deadline, Line, read_body

__all__ = ["DEFAULT", "FetchRefused", "Fetched", "Policy", "fetch"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CONNECT_SECONDS = 8.0
_ADDRESSES_TRIED = 3
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Attest)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True)
class Fetched:
    """What came back. ``content`` is the body, unpacked; ``status`` is 200, or 304 when nothing is new."""

    url: str
    final_url: str
    status: int
    media_type: str
    content: bytes
    fetched_at: datetime
    charset: str = ""
    etag: str = ""
    modified: str = ""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@dataclass(frozen=True)
class Policy:
    """What a fetch may do. The default is the guard; only a test has reason to pass another."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    permits: Callable[[IPv4Address | IPv6Address], bool] = is_public
    ports: frozenset[int] = PORTS
    redirects: int = 5
    seconds: float = 20.0
    content_bytes: int = CONTENT_BYTES


DEFAULT = Policy()


def fetch(url: str, *, etag: str = "", modified: str = "", policy: Policy = DEFAULT) -> Fetched:
    """The page at this address, redirects followed; FetchRefused with one sentence when there is none to be had.

    ``etag`` and ``modified`` are what an earlier answer said of itself: nothing new is then a 304 without content.
    """
    deadline = Deadline(policy.seconds)
    conditions = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
    hop = read_url(url, ports=policy.ports)
    asked = {hop.url}
    for _ in range(policy.redirects + 1):
        answer = _ask(hop, conditions, policy, deadline)
        if isinstance(answer, Fetched):
            return Fetched(**{**vars(answer), "url": url})
        hop = answer
        if hop.url in asked:
            raise FetchRefused("The page redirects in a circle; it may want cookies, which are never sent.")
        asked.add(hop.url)
    raise FetchRefused(f"The page redirects more than {policy.redirects} times.")


def _ask(hop: Hop, conditions: dict[str, str], policy: Policy, deadline: Deadline) -> Fetched | Hop:
    """One request: the answer, or where it redirects to."""
    try:
        with _connect(hop, policy, deadline) as line:
            response = _request(hop, conditions, line)
            if response.status in REDIRECTS:
                return follow(hop, _location(response), ports=policy.ports)
            _refuse_failure(response)
            content = b"" if response.status == 304 else read_body(response, line, limit=policy.content_bytes)
            return _fetched(hop, response, content)
    except TimeoutError as problem:
        raise FetchRefused(f"The server took longer than {policy.seconds:g} seconds and was cut off.") from problem
    except ssl.SSLCertVerificationError as problem:
        raise FetchRefused(f"The certificate of {hop.host} is not valid: {problem.verify_message}.") from problem
    except ssl.SSLError as problem:
        raise FetchRefused(f"No secure connection to {hop.host} could be made.") from problem
    except OSError as problem:
        raise FetchRefused(f"The connection to {hop.host} failed.") from problem
    except (http.client.HTTPException, ValueError) as problem:
        raise FetchRefused(f"The answer of {hop.host} is not well-formed HTTP.") from problem


def _request(hop: Hop, conditions: dict[str, str], line: Line) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(hop.host, hop.port)
    connection.sock = line
    connection.putrequest("GET", hop.target, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": hop.authority, **_HEADERS, **conditions}.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def _connect(hop: Hop, policy: Policy, deadline: Deadline) -> Line:
    """A line to the first of the host's addresses that answers; every one of them must be allowed."""
    addresses = [address_of(each) for each in _addresses(hop, policy, deadline)]
    if not all(policy.permits(address) for address in addresses):
        raise FetchRefused(f"The host {hop.host} leads into a private or reserved network, where nothing is fetched.")
    problem: OSError | None = None
    for address in addresses[:_ADDRESSES_TRIED]:
        try:
            return Line(_secured(_socket_to(address, hop.port, deadline), hop, deadline), deadline)
        except ssl.SSLError:
            raise
        except OSError as error:
            problem = error
            deadline.left()
    raise FetchRefused(f"The host {hop.host} does not answer.") from problem


def _socket_to(address: IPv4Address | IPv6Address, port: int, deadline: Deadline) -> socket.socket:
    """Connects to this very address: a number, which nobody can resolve to another one."""
    made = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
    try:
        made.settimeout(min(_CONNECT_SECONDS, deadline.left()))
        made.connect((str(address), port))
    except BaseException:
        made.close()
        raise
    return made


def _secured(plain: socket.socket, hop: Hop, deadline: Deadline) -> socket.socket:
    if hop.scheme == "http":
        return plain
    try:
        plain.settimeout(deadline.left())
        return _tls().wrap_socket(plain, server_hostname=hop.host)
    except BaseException:
        plain.close()
        raise


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Certificates are checked, against the system's authorities and, where it has none, Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _addresses(hop: Hop, policy: Policy, deadline: Deadline) -> Sequence[str]:
    if ":" in hop.host or hop.host.replace(".", "").isdigit():
        return [hop.host]
    try:
        found = _in_time(lambda: policy.resolve(hop.host, hop.port), deadline)
    except (OSError, UnicodeError) as problem:
        if isinstance(problem, TimeoutError):
            raise
        raise FetchRefused(f"There is no host {hop.host}.") from problem
    if not found:
        raise FetchRefused(f"There is no host {hop.host}.")
    return found


def _in_time(question: Callable[[], Sequence[str]], deadline: Deadline) -> Sequence[str]:
    """The answer, or TimeoutError: a resolver takes no deadline of its own, so it is waited for in a thread."""
    answers: list[Sequence[str]] = []
    problems: list[BaseException] = []

    def ask() -> None:
        try:
            answers.append(question())
        except BaseException as problem:
            problems.append(problem)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(deadline.left())
    if problems:
        raise problems[0]
    if not answers:
        raise TimeoutError("the name was not resolved in time")
    return answers[0]


def _location(response: http.client.HTTPResponse) -> str:
    location = response.getheader("Location")
    if not location:
        raise FetchRefused("The page redirects without saying where to.")
    # http.client reads headers as Latin-1; what is not ASCII in them is nearly always UTF-8.
    return location.encode("latin-1", "replace").decode("utf-8", "replace")


def _refuse_failure(response: http.client.HTTPResponse) -> None:
    if response.status not in (200, 203, 304):
        reason = http.client.responses.get(response.status, "")
        raise FetchRefused(f"The server answered {f'{response.status} {reason}'.strip()} instead of a page.")


def _fetched(hop: Hop, response: http.client.HTTPResponse, content: bytes) -> Fetched:
    headers = response.headers
    return Fetched(
        url=hop.url, final_url=hop.url, status=response.status, content=content, fetched_at=timezone.now(),
        media_type=headers.get_content_type()[:100] if "Content-Type" in headers else "application/octet-stream",
        charset=str(headers.get_param("charset") or "")[:40],
        etag=headers.get("ETag", "")[:300], modified=headers.get("Last-Modified", "")[:100],
    )  # fmt: skip
