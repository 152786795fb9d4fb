"""What does a row of a table say, once it is understood? Owns the shapes between the reading and the coding (pure)."""

from dataclasses import dataclass, field

from incidents.exchange.table.fields import Toll
from incidents.exchange.table.sheet import Problem


@dataclass(frozen=True, slots=True)
class Said:
    """A cell with the heading it stands under: what a citation quotes."""

    column: str
    cell: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the row names it. ``point`` is latitude and longitude in degrees (WGS 84), None if blank.

    ``is_held_back``: the row names no place, because it was not published where the row comes from.
    """

    name: str
    kind: str
    country: str = ""
    admin1: str = ""
    admin1_code: str = ""
    admin2: str = ""
    point: tuple[float, float] | None = None
    is_held_back: bool = False
    may_be_known: bool = False


@dataclass(frozen=True, slots=True)
class TollLine:
    """One line of a toll with the numbers of SCHEMA 2.2, and where it stands in the row."""

    toll: Toll
    kind: str
    low: int | None
    best: int | None
    high: int | None
    words: str
    said: Said
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody else's toll in the same row."""

    by: str
    basis: str
    said: Said
    lines: tuple[TollLine, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article that the row names. Nobody here has read it."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    date: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident as the row tells it. ``record`` are the cells that are kept; ``said`` where each field stands.

    ``remarks`` are what deserves a look and keeps no row out: each becomes a note of the record.
    """

    id: str
    line: int
    record: dict[str, object]
    code: str
    title: str
    summary: str
    attack_type: str
    violence_type: str
    stage: str
    date: str
    part_of_day: str
    time_text: str
    where: Where
    precision: str
    radius_m: int | None
    verification: str
    verification_note: str
    weapons: tuple[str, ...]
    targets: tuple[str, ...]
    accused: tuple[str, ...]
    responsibility: str
    lines: tuple[TollLine, ...]
    accounts: tuple[Account, ...] = ()
    sources: tuple[Source, ...] = ()
    remarks: tuple[Problem, ...] = ()
    said: dict[str, Said] = field(default_factory=dict)
