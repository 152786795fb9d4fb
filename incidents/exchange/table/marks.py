"""What of a sheet is not in its cells? Owns merged cells, hidden rows and columns, comments and links behind a text.

None of it can be read as a table, and none of it goes without a word. Found in the sheet's own XML, for the reader that
needs little memory leaves it out.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from incidents.exchange.table.sheet import MOST_ROWS, Unreadable

_MERGED = re.compile(rb'<(?:\w{1,9}:)?mergeCell\b[^>]{0,500}?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_HIDDEN_ROW = re.compile(rb'<(?:\w{1,9}:)?row\b[^>]{0,500}?\br="([0-9]{1,7})"[^>]{0,500}?\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w{1,9}:)?col\b[^>]{0,500}>")
_LINK = re.compile(rb'<(?:\w{1,9}:)?hyperlink\b[^>]{0,500}?\bref="([A-Z]{1,3}[0-9]{1,7})')
_COMMENTS = re.compile(rb'Target="([^"]{0,200}comments[^"]{0,50}\.xml)"')
_COMMENT = re.compile(rb'<(?:\w{1,9}:)?comment\b[^>]{0,500}?\bref="([A-Z]{1,3}[0-9]{1,7})"')
_SHOWN = 3
_LINKED = "a link behind the text, which is not read: give the address a column of its own"
_COMMENTED = "a comment, which is not read"

Box = tuple[int, int, int, int]
"""First column, first row, last column, last row, counted from 1."""


@dataclass(frozen=True)
class Marks:
    """The merged ranges by the rows they reach over, and the rest in sentences."""

    merged: Mapping[int, Sequence[Box]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def merged_into(self, row: int, column: int) -> str:
        """The cell that holds the value of this one, "" where it stands for itself."""
        for left, top, right, bottom in self.merged.get(row, ()):
            if left <= column <= right and (row, column) != (top, left) and top <= row <= bottom:
                return f"{get_column_letter(left)}{top}"
        return ""


def read_marks(archive: zipfile.ZipFile, part: str) -> Marks:
    """The marks of the sheet in this part of the workbook."""
    names = set(archive.namelist())
    if part not in names:
        return Marks()
    xml = archive.read(part)
    sentences = [
        _hidden_columns(xml),
        _told(_HIDDEN_ROW.findall(xml), "hidden row is read like the others", "hidden rows are read like the others"),
        _told(_LINK.findall(xml), f"cell has {_LINKED}", f"cells have {_LINKED}"),
        _told(_comments(archive, part, names), f"cell has {_COMMENTED}", f"cells have {_COMMENTED}"),
    ]
    return Marks(_merged(xml), tuple(filter(None, sentences)))


def _merged(xml: bytes) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = defaultdict(list)
    reached = 0
    for ref in _MERGED.findall(xml):
        box: Box = range_boundaries(ref.decode())
        rows = range(box[1], min(box[3], MOST_ROWS + 100) + 1)
        reached += len(rows)
        if reached > MOST_ROWS:
            raise Unreadable("The sheet has more merged cells than any table needs: unmerge them.")
        for row in rows:
            found[row].append(box)
    return found


def _hidden_columns(xml: bytes) -> str:
    letters = []
    for told in _COLUMN.findall(xml):
        first, last = (re.search(rb'\b%s="([0-9]{1,5})"' % name, told) for name in (b"min", b"max"))
        if first and last and re.search(rb'\bhidden="(?:1|true)"', told):
            letters += [(int(first[1]), int(last[1]))]
    spans = [get_column_letter(a) if a == b else f"{get_column_letter(a)} to {get_column_letter(b)}"
             for a, b in letters if 0 < a <= b <= 18278]  # fmt: skip
    if not spans:
        return ""
    is_one = len(letters) == 1 and letters[0][0] == letters[0][1]
    return f"Column{' ' if is_one else 's '}{', '.join(spans)} {'is' if is_one else 'are'} hidden in the workbook."


def _comments(archive: zipfile.ZipFile, part: str, names: set[str]) -> list[bytes]:
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in names:
        return []
    targets = [found.decode("utf-8", "replace") for found in _COMMENTS.findall(archive.read(rels))]
    paths = [each.lstrip("/") if each.startswith("/") else normpath(join(dirname(part), each)) for each in targets]
    return [ref for path in paths if path in names for ref in _COMMENT.findall(archive.read(path))]


def _told(found: list[bytes], one: str, many: str) -> str:
    if not found:
        return ""
    shown = ", ".join(each.decode() for each in found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    return f"{len(found):,} {one if len(found) == 1 else many} ({shown})."
