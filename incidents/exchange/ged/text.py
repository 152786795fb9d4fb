"""How is text of another dataset shown? Owns its cleaning: control characters, line breaks, length."""

import re
import unicodedata

# Control characters, and marks that turn the direction of what follows them.
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def tidy(text: str) -> str:
    """One line: NFC, no control characters, single spaces, none at the ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = _UNSHOWABLE.sub(" ", text)
    return " ".join(text.split())


def cut(text: str, length: int) -> str:
    """At most so many characters; a longer text ends in an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def storable(record: dict[str, str]) -> dict[str, str]:
    """A row as both engines can store it: jsonb has no place for NUL, so that alone becomes U+FFFD."""
    if "\x00" not in "".join(record.values()):
        return record
    return {name: cell.replace("\x00", REPLACEMENT) for name, cell in record.items()}
