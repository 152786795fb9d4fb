"""Which addresses are let through, and is each hostile spelling refused with a sentence?"""

from ipaddress import ip_address

import pytest

from articles.guard import FetchRefused, address_of, follow, is_public, read_url

SCHEME = "Only addresses that begin with http:// or https:// are fetched."
USER = "The address has a user name or a password in it; leave it out."
PORT = "Only the usual ports of the web, 80 and 443, are fetched from."
NUMBER = "A host that is a number must be written as four decimal numbers."
PRIVATE_NAME = "The host is a name inside a private network, not on the public Internet."
BRACKETS = "The address cannot be read: what stands in brackets is no IPv6 address."
MALFORMED = "The address cannot be read: its host is not well formed."
BAD_NAME = "The name of the host is not well formed."
NO_HOST = "The address names no host."

REFUSED_SPELLINGS = {
    # numbers that a resolver would understand
    "http://2130706433/": NUMBER,
    "http://0x7f000001/": NUMBER,
    "http://017700000001/": NUMBER,
    "http://127.1/": NUMBER,
    "http://127.0.1/": NUMBER,
    "http://0177.0.0.1/": NUMBER,
    "http://0x7f.0.0.1/": NUMBER,
    "http://127.0.0.01/": NUMBER,
    "http://127.0.0.0x1/": NUMBER,
    "http://256.256.256.256/": NUMBER,
    "http://0/": NUMBER,
    "http://0x/": NUMBER,
    "http://1.2.3.4.5/": NUMBER,
    "http://example.123/": NUMBER,
    # the same in other scripts
    "http://①②⑦.1/": NUMBER,
    "http://0x7f。1/": NUMBER,
    "http://١٢٧.٠.٠.١/": NUMBER,
    # names of home
    "http://localhost/": PRIVATE_NAME,
    "http://LOCALHOST./": PRIVATE_NAME,
    "http://ｌｏｃａｌｈｏｓｔ/": PRIVATE_NAME,
    "http://db.localhost/": PRIVATE_NAME,
    "http://intranet/": PRIVATE_NAME,
    "http://printer.local/": PRIVATE_NAME,
    "http://metadata.google.internal/": PRIVATE_NAME,
    "http://1.0.0.127.in-addr.arpa/": PRIVATE_NAME,
    # brackets
    "http://[fe80::1%25eth0]/": BRACKETS,
    "http://[fe80::1%eth0]/": BRACKETS,
    "http://[127.0.0.1]/": MALFORMED,
    "http://[::1/": MALFORMED,
    "http://::1/": BAD_NAME,
    "http://[::1].example.org/": MALFORMED,
    # who is asked is not who seems to be asked
    "http://example.org@127.0.0.1/": USER,
    "http://example.org:80@127.0.0.1/": USER,
    "http://user:secret@example.org/": USER,
    "http://@example.org/": USER,
    "http://example.org\\@127.0.0.1/": "The address has a character that no address may hold (U+005C).",
    "http:\\\\127.0.0.1\\": "The address has a character that no address may hold (U+005C).",
    "http://example.org#@127.0.0.1:22/": None,
    # ports
    "http://example.org:22/": PORT,
    "https://example.org:8443/": PORT,
    "http://example.org:0/": PORT,
    "http://example.org:65616/": PORT,
    "http://example.org:８０/": PORT,
    "http://example.org:+80/": PORT,
    "http://example.org:80 /": "The address has a character that no address may hold (U+0020).",
    "http://example.org:80:80/": BAD_NAME,
    "http://[2606:4700::1]:6379/": PORT,
    # schemes
    "ftp://example.org/": SCHEME,
    "file:///etc/passwd": SCHEME,
    "gopher://127.0.0.1:6379/_SET": SCHEME,
    "javascript:alert(1)": SCHEME,
    "data:text/html,hello": SCHEME,
    "//example.org/": SCHEME,
    "httpss://example.org/": SCHEME,
    "http:example.org": NO_HOST,
    "http:///etc/passwd": NO_HOST,
    "http://": NO_HOST,
    "http://?x": NO_HOST,
    "http://:80/": BAD_NAME,
    # characters that split a request or a check
    "http://example.org/\r\nX-Header: 1": "The address has a character that no address may hold (U+000D).",
    "http://example.org/\x00": "The address has a character that no address may hold (U+0000).",
    "http://exa\tmple.org/": "The address has a character that no address may hold (U+0009).",
    "http://127.0.0.1\u200b.example.org/": "The address has a character that no address may hold (U+200B).",
    "http://example.org/\u202egpj.exe": "The address has a character that no address may hold (U+202E).",
    "http://example.org／@127.0.0.1/": MALFORMED,
    "http://example.org%2f@127.0.0.1/": USER,
    "http://127.0.0.1%00.example.org/": BAD_NAME,
    "http://exa mple.org/": "The address has a character that no address may hold (U+0020).",
    "http://.example.org/": BAD_NAME,
    "http://example..org/": BAD_NAME,
    "http://-example.org/": BAD_NAME,
    f"http://{'a' * 64}.example.org/": BAD_NAME,
    f"http://{'a.' * 200}example.org/": BAD_NAME,
    f"http://{'ä' * 300}.example.org/": "The name of the host is too long.",
    "http://xn--\u0660.example.org/": "The name of the host cannot be read.",
    f"http://example.org/{'a' * 2000}": "The address is longer than 2,000 characters.",
    f"http://example.org/{'خ' * 400}": "The address is longer than 2,000 characters when it is escaped.",
    "": "Enter an address, for example https://example.org/story.",
    "   ": "Enter an address, for example https://example.org/story.",
}  # fmt: skip
"""Address → why it is refused before any name is looked up; None where it is harmless and only looks bad."""

PRIVATE_ADDRESSES = [
    "0.0.0.0",  # noqa: S104
    "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.254", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1", "fd12::1", "fe80::1",
    "fec0::1", "ff02::1", "4000::1",
]  # fmt: skip
"""Addresses of machines that are nobody's on the public Internet, or hide another address."""

PUBLIC_ADDRESSES = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001:80b::200e"]


@pytest.mark.parametrize("url", [url for url, reason in REFUSED_SPELLINGS.items() if reason])
def test_a_hostile_spelling_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(FetchRefused) as refusal:
        read_url(url)
    assert str(refusal.value) == REFUSED_SPELLINGS[url]


def test_what_follows_the_fragment_sign_is_never_a_host() -> None:
    assert read_url("http://example.org#@127.0.0.1:22/").url == "http://example.org/"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("  https://Example.org/story \n", "https://example.org/story"),
        ("https://example.org.", "https://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("https://example.org:/a", "https://example.org/a"),
        ("https://example.org?q=1", "https://example.org/?q=1"),
        ("https://example.org/خبر?s=عاجل#top", "https://example.org/%D8%AE%D8%A8%D8%B1?s=%D8%B9%D8%A7%D8%AC%D9%84"),
        ("https://example.org/a%20b/%D8%AE", "https://example.org/a%20b/%D8%AE"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://موقع.example/", "https://xn--4gbrim.example/"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
        ("http://９３.184.216.34/", "http://93.184.216.34/"),
        ("http://[2606:4700::0001]:80/x", "http://[2606:4700::1]/x"),
        ("https://user.example.org/@name/status/1", "https://user.example.org/@name/status/1"),
    ],
)
def test_an_ordinary_address_is_let_through_in_plain_form(url: str, asked: str) -> None:
    assert read_url(url).url == asked


@pytest.mark.parametrize("text", PRIVATE_ADDRESSES)
def test_an_address_that_is_not_public_is_told(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC_ADDRESSES)
def test_an_address_of_the_public_internet_is_told(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize("text", ["fe80::1%eth0", "2606:4700::1%1", "paper.example", "", "1.2.3"])
def test_an_address_that_no_resolver_should_give_is_refused(text: str) -> None:
    with pytest.raises(FetchRefused, match="leads to an address that cannot be read"):
        address_of(text)


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("/next", "https://paper.example/next"),
        ("next?a=1", "https://paper.example/a/next?a=1"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example/x", "http://other.example/x"),
        ("", "https://paper.example/a/b"),
    ],
)
def test_a_redirect_is_followed_from_where_it_was_given(location: str, asked: str) -> None:
    assert follow(read_url("https://paper.example/a/b"), location).url == asked


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "http://127.1/", "http://a@b.example/", "http://paper.example:22/", "javascript:1",
     "http://[::1", "http://local\\host/", "//localhost/"],
)  # fmt: skip
def test_a_redirect_is_read_under_the_same_rules(location: str) -> None:
    with pytest.raises(FetchRefused, match=r"^The page redirects to an address that "):
        follow(read_url("https://paper.example/a/b"), location)
