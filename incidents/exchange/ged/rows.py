"""What does a row of UCDP GED say? Owns the reading of its cells: what is refused, what contradicts itself.

Pure: a row of text in, an ``Event`` out, or ``UnreadableError`` with the column. Whatever can be read goes in, in the
widest range that the row allows, and ``discrepancies`` say where the row contradicts itself.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from incidents import geometry
from incidents.countries import COUNTRIES, GLEDITSCH_WARD, from_gleditsch_ward
from incidents.exchange.ged.dates import EventDate, event_date
from incidents.exchange.ged.files import UnreadableError
from incidents.exchange.ged.text import cut, tidy
from incidents.exchange.ged.tolls import TollLine, toll_lines

VIOLENCE_TYPES = {"1": "state_based", "2": "non_state", "3": "one_sided"}
# UCDP's 1 is an exact place, which may be a village or a building; "settlement" is the widest of these and claims
# no more than UCDP does.
PRECISIONS = {
    "1": "settlement", "2": "near", "3": "adm2", "4": "adm1", "5": "region", "6": "country", "7": "sea_air",
}  # fmt: skip
CIVILIANS = "civilians"

_FLOAT = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_WHOLE = re.compile(r"(-?[0-9]{1,18})(\.0*)?")
_FIVE_DECIMALS = Decimal("0.00001")
_ALPHA2 = {country.alpha3: country.alpha2 for country in COUNTRIES.values()}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the event: its name, its kind of actor, the state's country (ISO alpha-2), its role, its column."""

    name: str
    kind: str
    country: str
    role: str
    column: str


@dataclass(frozen=True, slots=True)
class Where:
    """The place as UCDP names it. ``point`` is latitude and longitude in degrees with five decimals, None if blank."""

    name: str
    adm1: str
    adm2: str
    country: str
    precision: str
    point: tuple[Decimal, Decimal] | None
    column: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it will be stored. ``cells`` are the row's cells by lower-case column name."""

    id: str
    cells: dict[str, str]
    violence_type: str
    date: EventDate
    where: Where
    sides: tuple[Side, ...]
    tolls: tuple[TollLine, ...]
    discrepancies: tuple[str, ...] = field(default=())


def read_event(record: dict[str, str]) -> Event:
    """The event of a row. Raises UnreadableError, naming the first column that cannot be read."""
    cells = dict(zip(_lower(tuple(record)), record.values(), strict=True))
    key = event_id(cells)
    violence_type = _code(cells, "type_of_violence", VIOLENCE_TYPES)
    country, doubt_of_country = _country(cells)
    date = event_date(cells)
    sides = _sides(cells, violence_type)
    tolls, doubts_of_toll = toll_lines(cells, violence_type, {side.column: side.kind for side in sides})
    return Event(
        id=key,
        cells=cells,
        violence_type=violence_type,
        date=date,
        where=_where(cells, country),
        sides=sides,
        tolls=tolls,
        discrepancies=tuple(filter(None, [date.doubt, doubt_of_country, *doubts_of_toll])),
    )


@lru_cache(maxsize=100)
def _lower(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.lower() for name in names)


def event_id(cells: dict[str, str]) -> str:
    """The event's number in its one spelling: "36210.0" is "36210"."""
    text = cells.get("id", "").strip()
    found = _WHOLE.fullmatch(text)
    if not found or int(found[1]) < 1:
        raise UnreadableError(f"“{text}” is not the number of an event." if text else "The id is missing.", column="id")
    return str(int(found[1]))


def _code(cells: dict[str, str], column: str, codes: dict[str, str]) -> str:
    text = cells.get(column, "").strip()
    found = _WHOLE.fullmatch(text)
    code = codes.get(found[1]) if found else None
    if code is None:
        raise UnreadableError(f"“{text}” is not one of {', '.join(codes)}.", column=column)
    return code


def _country(cells: dict[str, str]) -> tuple[str, str]:
    """ISO alpha-2 by the Gleditsch–Ward number, else by iso3; and what the two disagree on."""
    number, iso3 = cells.get("country_id", "").strip(), cells.get("iso3", "").strip().upper()
    by_number, by_iso3 = _of_state(number), _ALPHA2.get(iso3, "")
    if not (by_number or by_iso3):
        column = "country_id" if number or not iso3 else "iso3"
        raise UnreadableError(f"“{number or iso3}” is not a country we know.", column=column)
    if by_number and by_iso3 and by_number != by_iso3:
        return by_number, f"The country is {number} by number and {iso3} by its ISO code; the number was followed."
    return by_number or by_iso3, ""


@lru_cache(maxsize=1000)
def _of_state(text: str) -> str:
    """Alpha-2 for one Gleditsch–Ward number; blank for anything else, as for a coalition of several states."""
    found = _WHOLE.fullmatch(text)
    return from_gleditsch_ward(int(found[1])) if found and int(found[1]) in GLEDITSCH_WARD else ""


def _sides(cells: dict[str, str], violence_type: str) -> tuple[Side, ...]:
    attacked = violence_type == "one_sided"
    given = [
        _side(cells, "side_a", "gwnoa", "side_a"),
        _side(cells, "side_b", "gwnob", "attacked" if attacked else "side_b"),
    ]
    return tuple(side for side in given if side)


def _side(cells: dict[str, str], column: str, state_column: str, role: str) -> Side | None:
    name = cut(tidy(cells.get(column, "")), 250)
    number = tidy(cells.get(state_column, ""))
    if not name:
        return None
    if name.lower() == CIVILIANS:
        return Side(name, "community", "", role, column)
    if number or name.lower().startswith("government of "):
        return Side(name, "state", _of_state(number), role, column)
    return Side(name, "armed_group", "", role, column)


def _where(cells: dict[str, str], country: str) -> Where:
    given = [(column, tidy(cells.get(column, ""))) for column in ("where_coordinates", "adm_2", "adm_1", "country")]
    column, name = next(((column, name) for column, name in given if name), ("country_id", COUNTRIES[country].name))
    return Where(
        name=cut(name, 200),
        adm1=cut(tidy(cells.get("adm_1", "")), 200),
        adm2=cut(tidy(cells.get("adm_2", "")), 200),
        country=country,
        precision=_code(cells, "where_prec", PRECISIONS),
        point=_point(cells),
        column=column,
    )


def _point(cells: dict[str, str]) -> tuple[Decimal, Decimal] | None:
    texts = [cells.get(column, "").strip() for column in ("latitude", "longitude")]
    if not any(texts):
        return None
    latitude, longitude = (
        _degrees(text, column) for text, column in zip(texts, ("latitude", "longitude"), strict=True)
    )
    if not geometry.valid_point(float(latitude), float(longitude)):
        column = "latitude" if abs(latitude) > 90 else "longitude"
        raise UnreadableError(f"{latitude}, {longitude} is not a point on Earth.", column=column)
    return latitude.quantize(_FIVE_DECIMALS), longitude.quantize(_FIVE_DECIMALS)


def _degrees(text: str, column: str) -> Decimal:
    if not _FLOAT.fullmatch(text):
        said = f"“{text}” is not a number of degrees." if text else f"The {column} is missing."
        raise UnreadableError(said, column=column)
    return Decimal(text)
