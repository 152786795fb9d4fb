"""From which address does a request come? From the proxy's word only where the site says that it stands behind one."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address by which failed logins, reports and requests to the API are counted.

    Behind a proxy it is the last entry of X-Forwarded-For, which our proxy wrote; the others are the client's claim.
    """
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY and forwarded:
        return _without_port(forwarded.rsplit(",", 1)[-1].strip())
    address: str | None = request.META.get("REMOTE_ADDR")
    return address


def _without_port(entry: str) -> str:
    """Some proxies write ``192.0.2.1:1234`` or ``[2001:db8::1]:1234``."""
    if entry.startswith("["):
        return entry[1:].partition("]")[0]
    return entry.partition(":")[0] if entry.count(":") == 1 else entry


def network(address: str) -> str:
    """Who is counted by this address: an IPv6 network counts as one client, for it has addresses to waste."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
