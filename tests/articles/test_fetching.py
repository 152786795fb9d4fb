"""Does a fetch keep to its guard and its caps, whatever the server does? Asked of servers on this machine."""

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest

from articles import fetching
from articles.fetching import DEFAULT, FetchRefused, Policy, fetch
from articles.guard import is_public
from tests.articles.servers import HERE, answer, raw, redirect, serving
from tests.articles.test_guard import PRIVATE_ADDRESSES, REFUSED_SPELLINGS

pytestmark = pytest.mark.allow_hosts([HERE])

PRIVATE = "leads into a private or reserved network, where nothing is fetched"
MEGABYTE = 1024 * 1024


class Names:
    """A resolver that a test writes: each name has a list of answers, given in turn, the last again and again."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): given for name, given in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, _port: int) -> list[str]:
        self.asked.append(host)
        given = self.answers[host]
        return given[min(self.asked.count(host), len(given)) - 1]


def refusal(url: str, policy: Policy = DEFAULT) -> str:
    with pytest.raises(FetchRefused) as refused:
        fetch(url, policy=policy)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any socket that is opened, and any name that is looked up, fails the test."""

    def fail(*_args: object, **_options: object) -> None:
        pytest.fail("a connection was made")

    monkeypatch.setattr(socket, "socket", fail)
    monkeypatch.setattr(socket, "getaddrinfo", fail)


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("url", [url for url, reason in REFUSED_SPELLINGS.items() if reason])
def test_a_hostile_spelling_is_refused_without_a_connection(url: str) -> None:
    assert refusal(url) == REFUSED_SPELLINGS[url]


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("address", PRIVATE_ADDRESSES)
def test_a_name_that_leads_to_a_private_address_is_refused_without_a_connection(address: str) -> None:
    assert PRIVATE in refusal("http://paper.example/", Policy(resolve=lambda _host, _port: [address]))


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("address", [each for each in PRIVATE_ADDRESSES if "." not in each or ":" not in each])
def test_a_private_address_itself_is_refused_without_a_connection(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    assert PRIVATE in refusal(f"http://{host}/")


@pytest.mark.usefixtures("no_connection")
def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    assert PRIVATE in refusal("https://paper.example/", Policy(resolve=lambda _host, _port: ["93.184.216.34", "::1"]))


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("found", [[], OSError("unknown"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows_is_told(found: object) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        if isinstance(found, Exception):
            raise found
        return []

    assert refusal("https://gone.example/", Policy(resolve=resolve)) == "There is no host gone.example."


def test_the_default_is_the_guard() -> None:
    assert (DEFAULT.permits, DEFAULT.resolve, DEFAULT.ports) == (is_public, fetching.resolve, {80, 443})
    assert (DEFAULT.redirects, DEFAULT.seconds, DEFAULT.content_bytes) == (5, 20.0, 20 * MEGABYTE)


def test_a_name_is_looked_up_as_the_system_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, 1, 6, "", ("1.1.1.1", 80)), (10, 1, 6, "", ("2606::1", 80, 0, 0)), (2, 1, 6, "", ("1.1.1.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: rows)
    assert fetching.resolve("paper.example", 80) == ["1.1.1.1", "2606::1"]


def test_a_page_is_fetched_with_what_the_server_said_of_it(time_machine_at) -> None:
    with serving(answer(b"<p>Hi</p>", "Content-Type: Text/HTML; charset=windows-1256", 'ETag: "7"')) as server:
        time_machine_at("2022-01-14T12:00:00Z")
        got = fetch(server.url("/a#top"), policy=server.policy())
    assert (got.url, got.final_url) == (server.url("/a#top"), server.url("/a"))
    assert (got.status, got.media_type, got.charset, got.content) == (200, "text/html", "windows-1256", b"<p>Hi</p>")
    assert (got.etag, got.modified, got.fetched_at) == ('"7"', "", datetime(2022, 1, 14, 12, tzinfo=UTC))


def test_nothing_is_sent_that_tells_who_asks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No cookies, no proxies of the environment, no passwords from .netrc."""
    (tmp_path / ".netrc").write_text("machine paper.example login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    with serving(answer(b"", "Set-Cookie: a=1", "Location: /b", status="302 Found"), answer()) as server:
        fetch(server.url("/a"), policy=server.policy())
    for head in server.requests:
        names = [line.partition(":")[0] for line in head.split("\r\n")[1:] if line]
        assert names == ["Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"]
    assert server.requests[1].startswith(f"GET /b HTTP/1.1\r\nHost: paper.example:{server.port}\r\n")


def test_what_was_seen_before_is_asked_for_with_its_marks() -> None:
    with serving(raw(b'HTTP/1.1 304 Not Modified\r\nETag: "8"\r\n\r\n')) as server:
        got = fetch(server.url(), etag='"7"', modified="Fri, 14 Jan 2022 12:00:00 GMT", policy=server.policy())
    assert (got.status, got.content, got.etag) == (304, b"", '"8"')
    assert 'If-None-Match: "7"\r\nIf-Modified-Since: Fri, 14 Jan 2022 12:00:00 GMT\r\n' in server.requests[0]


def test_redirects_are_followed_to_where_they_end() -> None:
    steps = [redirect("/b"), redirect("c?x=1", "301 Moved Permanently"), redirect("//other.example:PORT/d"), answer()]
    with serving(*steps) as server:
        steps[2:3] = []
        policy = server.policy(resolve=Names(paper_example=[[HERE]], other_example=[[HERE]]))
        sentence = refusal(server.url("/a"), policy)
    assert sentence.startswith("The page redirects to an address that is not fetched.")
    assert [head.split()[1] for head in server.requests] == ["/a", "/b", "/c?x=1"]


def test_a_redirect_in_another_script_is_followed() -> None:
    with serving(redirect("/خبر"), answer()) as server:
        got = fetch(server.url("/a"), policy=server.policy())
    assert got.final_url == server.url("/%D8%AE%D8%A8%D8%B1")


def test_a_name_that_changes_its_address_between_hops_is_refused() -> None:
    names = Names(paper_example=[[HERE], ["10.0.0.1"]])
    with serving(redirect("/b")) as server:
        assert PRIVATE in refusal(server.url("/a"), server.policy(resolve=names))
    assert (server.connections, len(names.asked)) == (1, 2)


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """The name is looked up once a hop: a second answer is never asked for, so that it cannot differ."""
    names = Names(paper_example=[[HERE], ["10.0.0.1"]])
    with serving(answer()) as server:
        assert fetch(server.url(), policy=server.policy(resolve=names)).content == b"<p>Hello</p>"
    assert names.asked == ["paper.example"]


def test_a_redirect_to_a_private_address_is_refused() -> None:
    with serving(redirect("http://169.254.169.254/latest/meta-data/")) as server:
        ports = frozenset({80, server.port})
        assert PRIVATE in refusal(server.url(), server.policy(ports=ports))
    assert server.connections == 1


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://127.1/", "http://a:b@paper.example/", "/\x01"])
def test_a_redirect_to_a_hostile_spelling_is_refused(location: str) -> None:
    with serving(redirect(location)) as server:
        assert "redirects to an address that is not fetched" in refusal(server.url(), server.policy())


def test_a_circle_of_redirects_is_refused() -> None:
    with serving(redirect("/b"), redirect("/a")) as server:
        assert "redirects in a circle" in refusal(server.url("/a"), server.policy())
    assert server.connections == 2


def test_more_than_five_redirects_are_refused() -> None:
    with serving(*[redirect(f"/{number}") for number in range(9)]) as server:
        assert refusal(server.url("/a"), server.policy()) == "The page redirects more than 5 times."
    assert server.connections == 6


def test_a_redirect_to_nowhere_is_refused() -> None:
    with serving(answer(b"", status="302 Found")) as server:
        assert refusal(server.url(), server.policy()) == "The page redirects without saying where to."


@pytest.mark.parametrize(
    ("status", "told"),
    [("404 Gone fishing", "404 Not Found"), ("500 Oops", "500 Internal Server Error"), ("999 Denied", "999"),
     ("204 Empty", "204 No Content")],
)  # fmt: skip
def test_an_answer_that_is_no_page_is_told(status: str, told: str) -> None:
    with serving(answer(b"", status=status)) as server:
        assert refusal(server.url(), server.policy()) == f"The server answered {told} instead of a page."


def test_a_body_larger_than_the_cap_is_cut_off() -> None:
    endless = raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (11 * MEGABYTE))
    with serving(endless) as server:
        assert refusal(server.url(), server.policy()) == "The page is larger than 10 MB."


def test_a_length_above_the_cap_is_refused_before_the_body_is_read() -> None:
    with serving(answer(b"x", f"Content-Length: {11 * MEGABYTE}")) as server:
        assert refusal(server.url(), server.policy()) == "The page is larger than 10 MB."


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_a_packed_page_is_unpacked(encoding: str) -> None:
    with serving(answer(gzip.compress(b"Hello " * 1000), f"Content-Encoding: {encoding}")) as server:
        assert fetch(server.url(), policy=server.policy()).content == b"Hello " * 1000


@pytest.mark.parametrize("window", [15, -15])
def test_both_meanings_of_deflate_are_understood(window: int) -> None:
    packing = zlib.compressobj(wbits=window)
    body = packing.compress(b"Hello " * 1000) + packing.flush()
    with serving(answer(body, "Content-Encoding: deflate")) as server:
        assert fetch(server.url(), policy=server.policy()).content == b"Hello " * 1000


def test_a_packed_page_in_several_parts_is_read_to_its_end() -> None:
    body = gzip.compress(b"One ") + gzip.compress(b"two") + b"\0\0 padding"
    with serving(answer(body, "Content-Encoding: gzip")) as server:
        assert fetch(server.url(), policy=server.policy()).content == b"One two"


def test_a_gzip_bomb_is_refused_without_being_unpacked() -> None:
    packing = zlib.compressobj(6, wbits=31)
    bomb = b"".join(packing.compress(b"\0" * MEGABYTE) for _ in range(300)) + packing.flush()
    assert len(bomb) < MEGABYTE
    with serving(answer(bomb, "Content-Encoding: gzip")) as server:
        assert refusal(server.url(), server.policy()) == "The page is larger than 20 MB when unpacked."


def test_a_bomb_of_many_small_parts_is_refused_too() -> None:
    bomb = gzip.compress(b"\0" * MEGABYTE) * 30
    with serving(answer(bomb, "Content-Encoding: gzip")) as server:
        assert refusal(server.url(), server.policy()) == "The page is larger than 20 MB when unpacked."


@pytest.mark.parametrize(
    ("body", "headers", "told"),
    [
        (b"not packed", ["Content-Encoding: gzip"], "The page is packed in a way that cannot be unpacked."),
        (gzip.compress(b"Hello", mtime=0)[:-9], ["Content-Encoding: gzip"], "The page stops before its end."),
        (b"x", ["Content-Encoding: br"], "The page is packed in a way that was not asked for."),
        (b"x", ["Content-Encoding: gzip, gzip"], "The page is packed in a way that was not asked for."),
        (b"Hello", ["Content-Length: 9"], "The page is not as long as the server says."),
        (b"Hello", ["Content-Length: 3"], "The page is not as long as the server says."),
        (b"Hello", ["Content-Length: -5"], "The server does not say plainly how long the page is."),
        (b"Hello", ["Content-Length: 5x"], "The server does not say plainly how long the page is."),
        (b"Hello", ["Content-Length: ٥"], "The server does not say plainly how long the page is."),
        (b"Hello", ["Content-Length: 5", "Content-Length: 6"], "The server does not say plainly how long the page is."),
        (b"Hello", ["Transfer-Encoding: gzip, chunked"], "The page is sent in a way that was not asked for."),
        (b"5\r\nHello\r\n9\r\nnot", ["Transfer-Encoding: chunked"], "The page stops before its end."),
        (b"zz\r\nHello\r\n", ["Transfer-Encoding: chunked"], "The page stops before its end."),
    ],
)
def test_a_page_that_is_not_what_the_server_says_is_refused(body: bytes, headers: list[str], told: str) -> None:
    with serving(answer(body, *headers)) as server:
        assert refusal(server.url(), server.policy()) == told


def test_a_page_sent_in_pieces_is_put_together() -> None:
    body = b"5\r\nHello\r\n6\r\n world\r\n0\r\n\r\n"
    with serving(answer(body, "Transfer-Encoding: chunked", "Content-Length: 3")) as server:
        assert fetch(server.url(), policy=server.policy()).content == b"Hello world"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000,
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: 1\r\n" % number for number in range(200)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 20_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000,
        b"HTTP/1.1 2e2 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
    ids=["long line", "many", "without end", "continue", "number", "other protocol", "nothing"],
)
def test_headers_without_end_or_sense_are_refused(head: bytes) -> None:
    with serving(raw(head)) as server:
        assert refusal(server.url(), server.policy()) in (
            "The server sends headers without end.",
            "The answer of paper.example is not well-formed HTTP.",
            "The connection to paper.example failed.",
        )


def drip(first: bytes, drop: bytes):
    def send(connection: socket.socket) -> None:
        connection.sendall(first)
        for _ in range(100):
            time.sleep(0.05)
            connection.sendall(drop)

    return send


@pytest.mark.parametrize(
    "slow",
    [
        drip(b"", b"H"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X: 1\r\n"),
        drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        lambda _connection: time.sleep(1),
    ],
)
def test_a_server_that_drips_is_cut_off_at_the_deadline(slow) -> None:
    with serving(slow) as server:
        begun = time.monotonic()
        sentence = refusal(server.url(), server.policy(seconds=0.5))
        assert time.monotonic() - begun < 1.5
    assert sentence == "The server took longer than 0.5 seconds and was cut off."


def test_the_deadline_is_one_for_all_redirects() -> None:
    def late(connection: socket.socket) -> None:
        time.sleep(0.3)
        redirect(f"/{time.monotonic()}")(connection)

    with serving(late) as server:
        assert "was cut off" in refusal(server.url(), server.policy(seconds=0.5, redirects=50))


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        time.sleep(3)
        return []

    assert "was cut off" in refusal("http://paper.example/", Policy(resolve=resolve, seconds=0.3))


def test_a_host_that_does_not_answer_is_told() -> None:
    with socket.create_server((HERE, 0)) as closed:
        port = closed.getsockname()[1]
    policy = Policy(resolve=lambda _host, _port: [HERE], permits=lambda _address: True, ports=frozenset({port}))
    assert refusal(f"http://paper.example:{port}/", policy) == "The host paper.example does not answer."


def test_the_next_address_is_tried_when_the_first_does_not_answer() -> None:
    with serving(answer()) as server:
        names = Names(paper_example=[["127.0.0.2", HERE]])
        policy = server.policy(resolve=names, permits=lambda address: address in map(ip_address, ("127.0.0.2", HERE)))
        with pytest.MonkeyPatch.context() as patch:
            connect = fetching._socket_to

            def refuse_first(address, port, deadline):
                if str(address) == "127.0.0.2":
                    raise ConnectionRefusedError
                return connect(address, port, deadline)

            patch.setattr(fetching, "_socket_to", refuse_first)
            assert fetch(server.url(), policy=policy).status == 200


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=paper.example -addext subjectAltName=DNS:paper.example"
    subprocess.run(["openssl", *asked.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(answer(), wrap=lambda plain: context.wrap_socket(plain, server_side=True)) as server:
        secure = server.url().replace("http:", "https:")
        assert refusal(secure, server.policy()).startswith("The certificate of paper.example is not valid: self")
        fetching._tls().load_verify_locations(certificate)
        try:
            assert fetch(secure, policy=server.policy()).content == b"<p>Hello</p>"
            other = secure.replace("paper.example", "other.example")
            assert "The certificate of other.example is not valid: Hostname mismatch" in refusal(other, server.policy())
        finally:
            fetching._tls.cache_clear()


def test_a_server_that_does_not_speak_tls_is_told() -> None:
    with serving(raw(b"HTTP/1.1 200 OK\r\n\r\n")) as server:
        sentence = refusal(server.url().replace("http:", "https:"), server.policy())
    assert sentence == "No secure connection to paper.example could be made."
