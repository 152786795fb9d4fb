"""How is our own download read back? Owns the map of incidents.csv, and what of it cannot come back."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from incidents.exchange.table.fields import ENDS
from incidents.exchange.table.mapping import LONGEST_DATASET, Map
from incidents.exchange.table.sheet import Sheet

DATASET: Final = "Attest"

READ: Final = (
    "code", "title", "summary", "attack_type", "violence_type", "stage", "country", "admin1_code", "admin1", "place",
    "latitude", "longitude", "radius_m", "precision",
    *(f"{name}_{end}" for name in ("killed", "injured", "civilians_killed") for end in ENDS),
    "verification", "responsibility", "weapons", "targets", "accused",
)  # fmt: skip
"""Columns that are fields by the same name."""

WORKED_OUT: Final = (
    "date_earliest", "date_latest", "date_precision", "priogrid_gid", "country_alpha3", "country_name", "url",
)  # fmt: skip
"""Columns that follow from others: they come out the same again."""

NOT_CARRIED: Final = ("version", "published_at", "change_note", "sha256", "number_of_articles", "number_of_origins")
"""Columns that tell of the record they were in, not of the incident: a new record has its own."""

SEPARATOR: Final = "|"
STAND_IN: Final = "¦"
# The rule by which the download puts its apostrophe, from the other side (incidents/public/exports.py).
_NEUTRALISED: Final = re.compile(r"'(?![+-]?[0-9]+(?:\.[0-9]+)?\Z)\s*[=+\-@\t\r\n＝＋－＠]")
_MARKS_OURS: Final = {"code", "title", "attack_type", "stage", "date_edtf", "killed_state", "injured_state"}

MAP: Final = Map(
    dataset=DATASET,
    lists=SEPARATOR,
    columns={name: name for name in READ} | {"id": "code", "date": "date_edtf"},
    sources=({"publisher": "publishers"},),
    leave_out=(*WORKED_OUT, *NOT_CARRIED),
    is_own=True,
)


def is_ours(header: Iterable[str]) -> bool:
    """Whether a table has the columns of our download and no other, in any order; some may be missing."""
    names = set(header)
    return names >= _MARKS_OURS and names <= {*READ, *WORKED_OUT, *NOT_CARRIED, "date_edtf", "publishers"}


def map_for(sheet: Sheet) -> Map:
    """The map of our download, without the columns that this file does not have.

    Codes are unique on one site: which one it comes from stands in the addresses of its incidents.
    """
    names = set(sheet.header)
    return replace(
        MAP, dataset=_dataset(sheet),
        columns={name: column for name, column in MAP.columns.items() if column in names},
        sources=MAP.sources if "publishers" in names else (),
        leave_out=tuple(each for each in MAP.leave_out if each in names),
    )  # fmt: skip


def _dataset(sheet: Sheet) -> str:
    if "url" not in sheet.header:
        return DATASET
    position = sheet.header.index("url")
    address = next((row.cells[position] for row in sheet.rows if row.cells), "")
    found = re.match(r"https?://([A-Za-z0-9.:-]+)/", address)
    return f"{DATASET} at {found[1]}"[:LONGEST_DATASET] if found else DATASET


def restored(text: str) -> str:
    """The text as it was before the download put an apostrophe before what a spreadsheet would run."""
    return text[1:] if _NEUTRALISED.match(text) else text


def names_in(cell: str) -> list[str]:
    """The names of a list in one cell.

    The download puts them in order before it writes them. That tells an apostrophe it added from one that a name
    begins with, and the stand-in for its separator from the sign itself.
    """
    plain = restored(cell)
    if plain[:1].isspace():
        plain = cell  # no name begins with a blank, so that the apostrophe is its own
    tried = [text.split(SEPARATOR) for text in (plain, cell)]
    found = [names for each in tried for names in ([name.replace(STAND_IN, SEPARATOR) for name in each], each)]
    return list(filter(None, next((names for names in found if names == sorted(names)), tried[0])))
