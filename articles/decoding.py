"""Which letters do these bytes stand for? Owns the order in which a page's encoding is looked for."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding=["']([A-Za-z0-9_:.-]{1,40})""",
    re.IGNORECASE,
)
_LANG = re.compile(rb"""<html[^>]{0,500}?\slang\s*=\s*["']?([A-Za-z]{2,3})""", re.IGNORECASE)
_HEAD = 8_192
_SAMPLE = 60_000

# What browsers read where a page says the name on the left (WHATWG Encoding).
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_OLD_OF_LANGUAGE = {
    b"ar": "cp1256", b"fa": "cp1256", b"ur": "cp1256", b"he": "cp1255", b"iw": "cp1255", b"ru": "cp1251",
    b"uk": "cp1251",
}  # fmt: skip
# Python knows codecs that are no encoding of a page, or that carry escapes.
_OF_PAGES = re.compile(r"cp\d+|iso8859-\d+|koi8-[rtu]|mac-\w+|big5|gb18030|euc_(jp|kr)|utf-(16|32)(-[lb]e)?")


def decode(content: bytes, *, declared: str = "") -> str:
    """The text: by its byte order mark, else as the server, the page or UTF-8 have it, else by the likeliest guess."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for encoding in _candidates(content, declared):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(_guessed(content), "replace")


def _candidates(content: bytes, declared: str) -> Iterator[str]:
    """Encodings in which all of it must be readable, the likeliest first."""
    # What can be read as UTF-8 is nothing else: many servers declare another encoding of everything they have.
    yield "utf-8"
    head = content[:_HEAD]
    told = [declared, *(name.decode() for found in _META.findall(head) for name in found)]
    yield from filter(None, map(_known, told))
    if found := _LANG.search(head):
        yield from filter(None, [_OLD_OF_LANGUAGE.get(found[1].lower())])


def _known(name: str) -> str:
    try:
        encoding = codecs.lookup(name.strip(" \"'")).name
    except (LookupError, ValueError):
        return ""
    encoding = _AS_BROWSERS_DO.get(encoding, encoding)
    return encoding if _OF_PAGES.fullmatch(encoding) else ""


def _guessed(content: bytes) -> str:
    best = from_bytes(content[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
