"""May this address be asked for? Owns which spellings of a URL and which addresses of machines are let through."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

LONGEST_URL = 2000
PORTS = frozenset({80, 443})

_DEFAULT_PORT = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# What a resolver may read as a number of an address: 127, 0x7f, 0177.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_NAMES_OF_HOME = ("localhost", "local", "internal", "localdomain", "home", "lan", "intranet", "corp", "arpa", "onion")

# IANA's registers of special-purpose addresses. Our own list: Python's is_global differs from version to version.
_SPECIAL_V4 = tuple(map(IPv4Network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/3",
)))  # fmt: skip
_GLOBAL_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


class FetchRefused(Exception):  # noqa: N818  (a refusal is the expected answer to most hostile addresses)
    """One sentence, for the person who asked, of why nothing was fetched."""


@dataclass(frozen=True)
class Hop:
    """One address that may be asked for, taken apart. ``target`` is the path with the query, escaped."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """Host and port as they stand in the address and in the Host header; the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORT[self.scheme] else f"{host}:{self.port}"


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is a machine on the public Internet: not this one, not this network, not a group of machines.

    IPv6 addresses that hold an IPv4 address are never public, whatever they hold.
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_V4)
    return address in _GLOBAL_V6 and not any(address in network for network in _SPECIAL_V6)


def read_url(url: str, *, ports: frozenset[int] = PORTS) -> Hop:
    """The address taken apart. FetchRefused for all that is not plain http or https to a public name and port."""
    url = url.strip(" \t\r\n")
    if not url:
        raise FetchRefused("Enter an address, for example https://example.org/story.")
    if len(url) > LONGEST_URL:
        raise FetchRefused(f"The address is longer than {LONGEST_URL:,} characters.")
    if found := _FORBIDDEN.search(url):
        raise FetchRefused(f"The address has a character that no address may hold (U+{ord(found[0]):04X}).")
    try:
        parts = urlsplit(url)
    except ValueError as problem:
        raise FetchRefused("The address cannot be read: its host is not well formed.") from problem
    if parts.scheme not in _DEFAULT_PORT:
        raise FetchRefused("Only addresses that begin with http:// or https:// are fetched.")
    if "@" in parts.netloc:
        raise FetchRefused("The address has a user name or a password in it; leave it out.")
    hop = Hop(parts.scheme, _host(parts), _port(parts, ports), _target(parts))
    if len(hop.url) > LONGEST_URL:
        raise FetchRefused(f"The address is longer than {LONGEST_URL:,} characters when it is escaped.")
    return hop


def follow(hop: Hop, location: str, *, ports: frozenset[int] = PORTS) -> Hop:
    """Where a redirect leads, under the same rules."""
    try:
        return read_url(urljoin(hop.url, location.strip(" \t\r\n")), ports=ports)
    except ValueError as problem:
        raise FetchRefused("The page redirects to an address that cannot be read.") from problem
    except FetchRefused as refusal:
        raise FetchRefused(f"The page redirects to an address that is not fetched. {refusal}") from refusal


def _port(parts: SplitResult, ports: frozenset[int]) -> int:
    # By hand: int() takes digits of every script, and urlsplit's own port takes them too.
    _, colon, text = parts.netloc.rpartition("]")[2].rpartition(":")
    if not colon or not text:
        return _DEFAULT_PORT[parts.scheme]
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) not in ports:
        raise FetchRefused("Only the usual ports of the web, 80 and 443, are fetched from.")
    return int(text)


def _host(parts: SplitResult) -> str:
    if parts.netloc.startswith("["):
        return _literal(parts.netloc)
    spelled = parts.netloc.rpartition(":")[0] or parts.netloc.removesuffix(":")
    if "[" in spelled or "]" in spelled:
        raise FetchRefused("The address cannot be read: its host is not well formed.")
    host = _plain(spelled).removesuffix(".")
    if _NUMBER.fullmatch(host.rpartition(".")[2]) or _ends_in_foreign_digit(spelled):
        return _quad(host)
    _refuse_odd_name(host)
    return host


def _ends_in_foreign_digit(host: str) -> bool:
    """No name ends in one, and some resolvers read it as the digit it stands for."""
    last = host.rstrip(".。．｡")[-1:]
    return last.isdigit() and not last.isascii()


def _plain(host: str) -> str:
    """The host in ASCII, as it is asked for: names of other scripts become xn--, full-width digits become digits."""
    if not host:
        raise FetchRefused("The address names no host.")
    if host.isascii():
        return host.lower()
    if len(host) > 253:
        raise FetchRefused("The name of the host is too long.")
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as problem:
        raise FetchRefused("The name of the host cannot be read.") from problem


def _literal(netloc: str) -> str:
    inside, _, rest = netloc[1:].partition("]")
    if rest and not rest.startswith(":"):
        raise FetchRefused("The address cannot be read: its host is not well formed.")
    try:
        return str(IPv6Address(inside.replace("%", "a zone names a network of this machine")))
    except ValueError as problem:
        raise FetchRefused("The address cannot be read: what stands in brackets is no IPv6 address.") from problem


def _quad(host: str) -> str:
    """Four decimal numbers, as everybody reads them; every other spelling of a number hides where it leads."""
    try:
        return str(IPv4Address(host))
    except ValueError as problem:
        raise FetchRefused("A host that is a number must be written as four decimal numbers.") from problem


def _refuse_odd_name(host: str) -> None:
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise FetchRefused("The name of the host is not well formed.")
    if len(labels) == 1 or labels[-1] in _NAMES_OF_HOME:
        raise FetchRefused("The host is a name inside a private network, not on the public Internet.")


def _target(parts: SplitResult) -> str:
    """Path and query, with everything outside ASCII escaped as UTF-8; what is escaped already stays."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~[]")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
    return f"{path if path.startswith('/') else '/' + path}{'?' + query if query else ''}"


def address_of(text: str) -> IPv4Address | IPv6Address:
    """The address as a number. FetchRefused for what a resolver should never give, such as one with a zone."""
    try:
        return ip_address(text.replace("%", "a zone names a network of this machine"))
    except ValueError as problem:
        raise FetchRefused("The name of the host leads to an address that cannot be read.") from problem
