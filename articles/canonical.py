"""Are two addresses the same page? Owns the one normal form of a URL."""

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

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
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._%").rstrip("/")
    return urlunsplit(("https", netloc, path, urlencode(_meaningful(parts.query)), ""))


def _meaningful(query: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    return sorted(
        pair for pair in pairs if not (pair[0].lower().startswith("utm_") or pair[0].lower() in _CLICK_PARAMETERS)
    )
