"""Which cells of a row of UCDP GED still hold? Owns the comparison of the row as it came with the record as published.

Columns stand or fall together, by what they are about: when an analyst has moved the place, the whole place is told
from the record, and the date still from the row. What UCDP alone knows (its sources, ids and judgements) always stands.
"""

import re
from collections.abc import Callable
from typing import Final

from incidents import codebook
from incidents.countries import COUNTRIES, GLEDITSCH_WARD
from incidents.folding import fold
from incidents.public.layouts.record import Json, Record, one_code

Cells = dict[str, str]

_TOLL: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
ABOUT: Final[dict[str, tuple[str, ...]]] = {
    "violence": ("type_of_violence",),
    "date": ("year", "date_prec", "date_start", "date_end"),
    "place": (
        "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
        "priogrid_gid", "country", "country_id", "region",
    ),
    "sides": (
        "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
        "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "gwnoa", "gwnob",
    ),
    "toll": (*_TOLL, "best", "high", "low"),
}  # fmt: skip
"""Columns of GED by what they are about."""

_WHOLE = re.compile(r"([0-9]{1,12})(\.0*)?")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_A_METRE = 0.000_011
"""Degrees; the record keeps five decimals."""
_ALPHA2 = {country.alpha3: country.alpha2 for country in COUNTRIES.values()}


def standing(record: Record, row: Cells) -> Cells:
    """The cells of the row that hold, by column name in small letters."""
    cells = {name.strip().lower(): str(cell) for name, cell in row.items()}
    fallen = {column for about, columns in ABOUT.items() if not _HOLDS[about](record, cells) for column in columns}
    return {name: cell for name, cell in cells.items() if name not in fallen}


def split_of_one_voice(record: Record) -> list[Json]:
    """The lines that split the number of killed, if one account alone gives them; else none."""
    lines = [
        line
        for line in record.rows("casualty_counts")
        if line["harm"] == "killed" and line["group"] != "all" and not line["scope"] and not line["of_which"]
    ]
    return lines if len({line["statement"] for line in lines}) == 1 else []


def _same_violence(record: Record, cells: Cells) -> bool:
    return record.code_of(codebook.VIOLENCE_TYPE, "violence_type", "ucdp_ged") == str(_whole(cells, "type_of_violence"))


def _same_date(record: Record, cells: Cells) -> bool:
    days = [day for day in (_day(cells, "date_start"), _day(cells, "date_end")) if day]
    published = tuple(day and day.isoformat() for day in (record.flat["date_earliest"], record.flat["date_latest"]))
    if not days or (min(days), max(days)) != published:
        return False
    exact = _whole(cells, "date_prec") in (None, 1)
    if min(days) == max(days):
        return exact != record.flat["date_edtf"].endswith("~")
    return (exact and days[0] < days[-1]) == (record.flat["date_precision"] == "duration")


def _same_place(record: Record, cells: Cells) -> bool:
    flat = record.flat
    return (
        _same_point(flat["latitude"], cells.get("latitude", ""))
        and _same_point(flat["longitude"], cells.get("longitude", ""))
        and one_code(codebook.PRECISION, _precision(record), "ucdp_ged") == str(_whole(cells, "where_prec"))
        and flat["country"] == _country(cells)
    )


def _precision(record: Record) -> str:
    """Of the location: a place without a point has one too."""
    return str(record.primary.get("precision", ""))


def _same_point(ours: float | None, cell: str) -> bool:
    if not cell.strip():
        return ours is None
    return ours is not None and bool(_NUMBER.fullmatch(cell.strip())) and abs(float(cell) - ours) < _A_METRE


def _country(cells: Cells) -> str:
    state = GLEDITSCH_WARD.get(_whole(cells, "country_id") or 0)
    return state.alpha2 if state else _ALPHA2.get(cells.get("iso3", "").strip().upper(), "")


def _same_sides(record: Record, cells: Cells) -> bool:
    involved = [each for each in record.rows("involvements") if each["role"] in ("side_a", "side_b", "attacked")]
    given = [name for name in (_one_line(cells.get(column, "")) for column in ("side_a", "side_b")) if name]
    return len(given) == len(involved) and all(
        _is_called(record, side, name) for side, name in zip(involved, given, strict=True)
    )


def _is_called(record: Record, side: Json, name: str) -> bool:
    """Whether the actor bears the name, or is another name's actor by a citation of that very cell."""
    if _folded(side["actor"]["name"]) == _folded(name):
        return True
    return any(
        cited["record"] == side["ref"] and cited["field"] == "actor" and cited["exact"] == name
        for cited in record.rows("citations")
    )


def _same_toll(record: Record, cells: Cells) -> bool:
    """The published range is the row's, stretched where its numbers contradict each other; the split is the same."""
    low, best, high = (_whole(cells, name) for name in ("low", "best", "high"))
    split = [_whole(cells, column) for column in _TOLL]
    numbers = [number for number in (low, best, high) if number is not None]
    numbers += [] if None in split else [sum(number or 0 for number in split)]
    widest = (low if low is None else min(numbers), best, high if high is None else max(numbers))
    if widest != tuple(record.flat[f"killed_{end}"] for end in ("low", "best", "high")):
        return False
    told = [line["high"] if line["best"] is None else line["best"] for line in split_of_one_voice(record)]
    return sorted(told) == sorted(number for number in split if number)


def _whole(cells: Cells, column: str) -> int | None:
    found = _WHOLE.fullmatch(cells.get(column, "").strip())
    return int(found[1]) if found else None


def _day(cells: Cells, column: str) -> str:
    """The day alone, as text: days in this form are in the order of time."""
    found = _DAY.match(cells.get(column, "").strip())
    return found[0] if found else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _folded(name: str) -> str:
    return fold(name) or name


_HOLDS: Final[dict[str, Callable[[Record, Cells], bool]]] = {
    "violence": _same_violence,
    "date": _same_date,
    "place": _same_place,
    "sides": _same_sides,
    "toll": _same_toll,
}
