"""What of a pasted or fetched text is the article? Owns what is dropped from it, and how that is told."""

import re
import unicodedata
from dataclasses import dataclass

from articles.residue import residue

LONGEST_ARTICLE = 1_000_000
"""Characters of a text; what is longer is no article."""

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb]")
# Overrides and isolates can show a text in another order than it is stored in, and thus quote what nobody wrote.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Marks nobody sees, left by word processors and pages. Joiners stay: Persian and others spell with them.
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"\n{3,}")
_SHOWN_LINES = 6
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True)
class Cleaned:
    """The text, and what was dropped from it: whole lines, and how many marks."""

    text: str
    lines: tuple[str, ...] = ()
    directions: int = 0
    controls: int = 0

    @property
    def note(self) -> str:
        """What was left out, in a sentence; "" when nothing was."""
        parts = [_said(self.lines)] if self.lines else []
        if self.directions:
            parts.append(_counted(self.directions, "mark that turns", "marks that turn") + " the direction of writing")
        if self.controls:
            parts.append(_counted(self.controls, "control character", "control characters"))
        return f"Left out of the text: {'; '.join(parts)}." if parts else ""


def clean(text: str, *, keep_residue: bool = False) -> Cleaned:
    """A text of several paragraphs: NFC, ``\\n`` line ends, no control characters, no residue of a web page."""
    plain, directions, controls = _plain(_LINE_ENDS.sub("\n", text))
    lines = [_BLANKS.sub(" ", line).strip() for line in plain.split("\n")]
    dropped = set() if keep_residue else residue(lines)
    kept = "\n".join(line for number, line in enumerate(lines) if number not in dropped)
    left_out = tuple(lines[number] for number in sorted(dropped))
    return Cleaned(_GAPS.sub("\n\n", kept).strip("\n"), left_out, directions, controls)


def clean_line(text: str) -> Cleaned:
    """A text of one line, such as a headline."""
    plain, directions, controls = _plain(text)
    return Cleaned(" ".join(plain.split()), (), directions, controls)


def _plain(text: str) -> tuple[str, int, int]:
    text, controls = _CONTROLS.subn("", text)
    text, directions = _DIRECTIONS.subn("", text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)), directions, controls


def _said(lines: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{_short(line)}”" for line in lines[:_SHOWN_LINES])
    rest = len(lines) - _SHOWN_LINES
    return f"{shown} and {_counted(rest, 'more line', 'more lines')}" if rest > 0 else shown


def _short(line: str) -> str:
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[:_SHOWN_CHARACTERS]}…"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
