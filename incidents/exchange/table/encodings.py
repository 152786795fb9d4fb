"""Which letters are these bytes? Owns the order in which an encoding is looked for, and says how it was found."""

import codecs
import re

from charset_normalizer import from_bytes

from incidents.exchange.table.sheet import Unreadable

NAMES = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252 (Western)", "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)", "cp1254": "Windows-1254 (Turkish)", "cp1256": "Windows-1256 (Arabic)",
    "latin-1": "Latin-1", "mac-roman": "Mac Roman",
}  # fmt: skip
"""Encodings that a map may name, as people know them."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, ""), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_SCRIPTS = ("cp1251", "cp1256")
"""Told apart by their letters; the Latin ones are not, so that the commonest of them is taken."""
_GUESSED = ("cp1252", "cp1250", "cp1254", *_SCRIPTS)
_SAMPLE = 200_000
_FOREIGN = re.compile(r"\w*[^\W\x00-\x7f]\w*")


def decode(content: bytes, *, encoding: str = "") -> tuple[str, str]:
    """The text, and in words which encoding it was read in and how that was known. Unreadable names the line."""
    for mark, marked in _MARKS:
        if content.startswith(mark):
            if not marked:
                raise Unreadable("This is UTF-32: save the file as UTF-8.")
            family = "utf-16" if marked.startswith("utf-16") else marked
            return _read(content[len(mark) :], marked), f"{NAMES[family]}, by its byte order mark"
    if encoding:
        return _read(content, "utf-16-le" if encoding == "utf-16" else encoding), f"{NAMES[encoding]}, by the map"
    if wide := _without_mark(content):
        return _read(content, wide), "UTF-16, by its zero bytes"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as problem:
        return _guess(content, problem)


def _read(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        family = "utf-16" if encoding.startswith("utf-16") else encoding
        told = f"Byte 0x{content[problem.start] if problem.start < len(content) else 0:02x} is not {NAMES[family]}."
        raise Unreadable(told, line=_line(content, problem.start, encoding)) from problem


def _line(content: bytes, position: int, encoding: str) -> int:
    before = content[:position].decode(encoding, "replace")
    return len(before.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _without_mark(content: bytes) -> str:
    """Text of Latin letters in UTF-16 has a zero in every second byte."""
    sample = content[:2_000]
    if len(content) % 2 or len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 3 > len(sample) and not even:
        return "utf-16-le"
    return "utf-16-be" if even * 3 > len(sample) and not odd else ""


def _guess(content: bytes, problem: UnicodeDecodeError) -> tuple[str, str]:
    """The likeliest old encoding that fits; that it is a guess is said, with a word to judge by."""
    for encoding in dict.fromkeys([*_of_another_script(content[problem.start :][:_SAMPLE]), *_GUESSED]):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _FOREIGN.search(text)
        word = f", it reads “{found[0][:40]}”" if found else ""
        return text, f"{NAMES[encoding]}, guessed{word}; if that is wrong, say in the map which it is"
    line = _line(content, problem.start, "utf-8")
    raise Unreadable(f"Byte 0x{content[problem.start]:02x} is not UTF-8; say in the map what it is.", line=line)


def _of_another_script(sample: bytes) -> list[str]:
    """An Arabic or Cyrillic word has no Latin letter in it, and a Latin word with an accent has."""
    words = [each for each in re.findall(rb"[A-Za-z\x80-\xff]+", sample) if not each.isascii()]
    pure = [each for each in words if not re.search(rb"[A-Za-z]", each) and len(each) > 1]
    if len(pure) * 2 < len(words):
        return []
    best = from_bytes(b" ".join(pure), cp_isolation=list(_SCRIPTS)).best()
    return [best.encoding] if best else []
