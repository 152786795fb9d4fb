"""What can somebody write into an address? Values, names, parts of a path and headers that no reader means."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

MARK = "zq9"
"""Stands in every hostile piece of markup; with a bare sign before it, it came back unescaped."""

MARKUP = [f"<{MARK}>", f'"{MARK}="', f"'{MARK}='", f"</script><{MARK}>", f"</title><{MARK}>", f"]]><{MARK}>"]
BLANK = ["", " ", " " * 1_000, "\t\n", "\n", "\u00a0", "\u3000"]
"""As browsers send an empty field: not set."""

TEXTS = [
    *MARKUP, "\0", "a\0b", "\x01", "a\x01b", "a\ufffeb", "a\uffffb", "\x7f", "\ud800", "a\udfffb", "\ufeff",
    "a\u202eb", "\u202e", "\u2066a\u2069", "\u0130", "ß", "ﷺ", "a" + "\u0301" * 1_000, "\U0001f4a5", "中" * 201, "'",
    '"', "';--", "' OR 1=1 --", "1; DROP TABLE incidents_publication", "UNION SELECT 1", "RANDOM()", "a* OR b",
    "NEAR(a b)", '"a"', "a:*", "a & !b", "%", "%%", "_", "\\", "\\0", "%00", "%s", "{}", "{0}", "{{7*7}}", "${7*7}",
    "[]", "[1]", "$ne", "null", "None", "true", "a" * 100_000, "a " * 50_000, "../../etc/passwd", "a\nb",
    "\r\nSet-Cookie: a=b", "=1+1", "-", "--code", "?", "-code,code", "code desc", "pk", "title",
    "date_earliest__year",
]  # fmt: skip
NUMBERS = [
    "nan", "NaN", "inf", "-inf", "Infinity", "1e400", "1e999", "-1e400", "1e5", "-0", "-1", "0x10", "1_000", "+1",
    "1.5", "1,5", "٣", "²", "½", "９", "9" * 30, "-" + "9" * 30, "0" * 400, "9" * 5_000, "2147483647", "2147483648",
    "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616", "99", "26.5", "27", "1.",
    ".5",
]  # fmt: skip
DAYS = [
    "0000-01-01", "0000-00-00", "10000-01-01", "2023-02-29", "2022-02-30", "2022-13-01", "-0001-01-01", "2022",
    "2022-01", "2022-W01-1", "20220113", "٢٠٢٢-٠١-١٣", "2022-01-13T25:00", "2022-01-13T24:00",
    "2022-01-13T10:00+99:99", "2022-01-13T", "2022-01-13 10:00", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
    "2016-12-31T23:59:60Z",
]  # fmt: skip
BOXES = [
    "-180,-90,180,90", "180,90,-180,-90", "10,0,-10,5", "170,-25,-170,10", "180,-90,-180,90", "0,0,0,0", "0,10,5,0",
    "-181,0,0,1", "0,-91,0,0", "0,0,361,90", "nan,nan,nan,nan", "inf,0,0,0", "0,0,1e400,1", "1e308,0,1,1",
    "-0,-0,-0,-0", ",,,", "0,0,0", "0,0,0,0,0", "0,0,0,0;", "0;0;0;0", "٠,٠,١,١", "44.4,33.3,44.4,33.3",
    "0.1234567890123456789012,0,1,1",
]  # fmt: skip
VALUES = [*BLANK, *TEXTS, *NUMBERS, *DAYS, *BOXES]
MEANT_FOR = {
    "bbox": BOXES, "zoom": NUMBERS, "page": NUMBERS, "killed_min": NUMBERS, "precision_max_km": NUMBERS,
    "date_from": DAYS, "date_to": DAYS, "updated_since": DAYS, "q": TEXTS, "ordering": TEXTS, "publisher": TEXTS,
}  # fmt: skip
"""The parameters that come near to taking such values."""

NAMES = [
    "colour", "country__in", "", "pk", "_method", "__all__", "state", "country[]", "COUNTRY", f"<{MARK}>", f'"{MARK}',
    "a\0", "\udc80",
]  # fmt: skip
"""Names of no parameter."""

QUERY_STRINGS = [
    "%", "%zz", "%u0041", "q=%", "q=%zz", "q=%f", "q=%ff%fe", "q=%c0%af", "q=%ed%a0%80", "q=%00", "q=a%00b", "%00=a",
    "&", "&&&", "=", "==", "?", "a", "q", ";", "q;page", "#", "q=a#b", "q=a;b", "q=+", "q=%2B", "q=a&q=b",
    "page=1&page=2", "bbox=0,0,1,1&bbox=0,0,1,1", "date_from=2022-01-02&date_to=2022-01-01",
    "date_from=2022-01-01&date_from=2022-01-01", "zoom=1&zoom=2", "\xff", "q=\xff\xfe", "q=<zq9>",
    "country=IQ&country=", "country=&country=", "&".join(["country=IQ"] * 51),
    "&".join(f"publisher=p{n}" for n in range(51)), "&".join(f"n{n}=1" for n in range(2_000)),
    "&".join(f"q=a{n}" for n in range(10_001)), "q=" + "%F0%9F%92%A5" * 10_000,
]  # fmt: skip
"""Query strings as the bytes of the address, some of them no proper ones."""

PARTS = [
    "x", "-", "--", "..", "...", "a..b", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..", "%00", "a%00b",
    "%0d%0aSet-Cookie:a=b", "%0a", "%01", "%7f", "%ff", "%c0%af", "%ed%a0%80", "%ef%bf%be", "%e2%80%ae", "%", "%zz",
    "%25", "%2500", "%2f", "%2f%2fexample.org", "a%2fb", "a/b", "/a", "//", "%5c", "%3f", "%23", ";a=b", "~", "*",
    "'", "%22", "' OR 1=1 --", f"%3C{MARK}%3E", f"%22{MARK}=%22", "{}", "%s", "{{7*7}}", "0", "00", "-1", "1.5",
    "nan", "1e400", "9" * 30, "9" * 5_000, "999999999", "2147483648", "%d9%a3", "%c2%b2", "IQ", "iq", "ZZ", "IQ-ZZ",
    "IQ-BG", "%f0%9f%92%a5", "a" * 10_000, "a" * 48, "%cc%81", "%c4%b0", "+", "%20", "%20%20a", "%c2%a0",
]  # fmt: skip
"""Parts of a path, as they stand in the address."""

HEADERS = [
    {"Accept": "application/x-nothing"}, {"Accept": ""}, {"Accept": "\xff" * 50}, {"Accept-Language": "xx-" * 2_000},
    {"Accept-Language": "*;q=nan"}, {"Accept-Encoding": "gzip;q=nan, \0"}, {"Accept-Encoding": "identity;q=0"},
    {"If-None-Match": '"'}, {"If-None-Match": "*"}, {"If-None-Match": "W/"}, {"If-None-Match": "\xff" * 9_000},
    {"If-Match": '"nothing"'}, {"If-Match": "*"}, {"If-Modified-Since": "yesterday"},
    {"If-Modified-Since": "Sun, 06 Nov 99999 08:49:37 GMT"}, {"If-Modified-Since": "Sun, 31 Feb 2022 08:49:37 GMT"},
    {"If-Modified-Since": "Mon, 01 Jan 0000 00:00:00 GMT"}, {"If-Modified-Since": "Sunday, 06-Nov-94 08:49:37 GMT"},
    {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, {"Range": "bytes=0-"}, {"Range": "bytes=-1"},
    {"Range": "bytes=9-1,a-b"}, {"If-Range": "x"}, {"Host": "example.org"}, {"Host": "testserver:99999999"},
    {"Host": "a" * 5_000}, {"Host": f"<{MARK}>"}, {"Host": ""}, {"Host": "[::1"}, {"Host": "testserver\r\nX: y"},
    {"X-Forwarded-Host": f"<{MARK}>"}, {"X-Forwarded-For": "' OR 1=1"}, {"X-Forwarded-Proto": "javascript"},
    {"Referer": f"<{MARK}>"}, {"Origin": "null"}, {"User-Agent": f"<{MARK}>\0"},
    {"Cookie": "sessionid=\xff\0; csrftoken=<zq9>;;;=="}, {"Cookie": "sessionid=x; csrftoken=y; messages=z"},
    {"Content-Length": "-1"},
    {"Content-Type": "multipart/form-data"}, {"X-HTTP-Method-Override": "DELETE"}, {"X-Requested-With": "\xff"},
]  # fmt: skip

GOOD = {
    "code": "made-1",
    "version": "1",
    "country": "IQ",
    "province": "IQ-BG",
    "path": "Militias",
    "int": "0",
    "anything": "nothing",
    "release": "2022.1",
    "file": "package.zip",
}
"""By the kind of a part: what there is an answer for in the tests."""

_PART = re.compile(r"<(\w+):\w+>")


def routes() -> list[str]:
    """Every route that readers can ask for, with its parts as Django writes them."""
    return [f"/{route}" for route in _walk(get_resolver().url_patterns, "") if not route.startswith("admin/")]


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not route.startswith("admin/"):
                yield from _walk(pattern.url_patterns, route)
        else:
            yield route


def good(route: str) -> str:
    """The address of a route for what is there."""
    return _PART.sub(lambda found: GOOD[found[1]], route)


def with_hostile_parts(route: str) -> Iterator[str]:
    """The address with each of its parts in turn replaced by each hostile one."""
    for found in _PART.finditer(route):
        before, after = good(route[: found.start()]), good(route[found.end() :])
        yield from (f"{before}{part}{after}" for part in PARTS)
