"""Are two addresses the same page? Owns the one normal form of a URL."""

from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit, urlunsplit

# Parameters that carry where a click came from, never what the page is.
_CLICK_PARAMETERS = frozenset({"fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "ref_src", "cmpid"})
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical(url: str) -> str:
    """The normal form of an http or https address, else the address as it came; ``""`` stays ``""``.

    Scheme and host are lower case, https stands for both, ``www.`` and default ports are left out, click-tracking
    parameters and the fragment are dropped, the other parameters are sorted, a trailing slash is dropped.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return url
    host = parts.hostname.removeprefix("www.")
    netloc = host if port in (None, *_DEFAULT_PORTS.values()) else f"{host}:{port}"
    path = "/".join(_escaped(segment) for segment in parts.path.split("/")).rstrip("/")
    query = urlencode(_meaningful(parts.query), errors="surrogateescape")
    return urlunsplit(("https", netloc, path, query, ""))


def _escaped(segment: str) -> str:
    # By bytes: many addresses are not UTF-8, and all of windows-1256 would become the same question marks.
    return quote(unquote_to_bytes(segment), safe=":@!$&'()*+,;=")


def _meaningful(query: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    return sorted(
        pair for pair in pairs if not (pair[0].lower().startswith("utm_") or pair[0].lower() in _CLICK_PARAMETERS)
    )
