"""Where is a point on the fixed grids? Map cells, viewport ranges, PRIO-GRID cells and default radii (SCHEMA 2.5).

Latitudes and longitudes are WGS 84 decimal degrees; a box is (west, south, east, north), and west > east means that it
crosses the antimeridian.
"""

import math
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _

CELL_LEVEL: Final = 26
"""Web-mercator zoom of the map cell: 52 bits, so that it fits a JavaScript number; about 0.6 m at the equator."""

MERCATOR_LATITUDE: Final = 85.0511287798066
"""Where the square of the web-mercator map ends; cells of points beyond lie in its outermost row."""

Box = tuple[float, float, float, float]

RADIUS_M: Final[Mapping[str, int]] = MappingProxyType(
    {
        "point": 100,
        "site": 1_000,
        "neighbourhood": 3_000,
        "settlement": 5_000,
        "near": 25_000,
        "adm2": 30_000,
        "adm1": 75_000,
        "region": 100_000,
        "country": 500_000,
        "sea_air": 500_000,
    }
)
"""Metres from the point within which the truth may lie, by precision, where the place itself has no radius.

`point`, `site` and `near` are the distances of SCHEMA 2.5; the others are round figures for the size of such areas.
"""

_SIDE: Final = 1 << CELL_LEVEL
_EARTH_M: Final = 6_371_009
_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")


def valid_point(lat: float, lon: float) -> bool:
    """Whether the pair is a point on Earth; infinities and not-a-number are not."""
    return -90 <= lat <= 90 and -180 <= lon <= 180


def rounded(lat: float, lon: float) -> tuple[float, float]:
    """The point with five decimals, about a metre, which is all that the scheme stores or shows; never minus zero."""
    return round(lat, 5) + 0.0, round(lon, 5) + 0.0


def radius_for(precision: str) -> int:
    """Default radius in metres for a precision of SCHEMA 2.5; `ValueError` for any other word."""
    if precision not in RADIUS_M:
        raise ValueError(f"“{precision}” is not a precision; use one of {', '.join(RADIUS_M)}")
    return RADIUS_M[precision]


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell, 1 to 259200, counted in half degrees from the south-west corner (SCHEMA 2.5)."""
    _refuse_invalid(lat, lon)
    row = min(math.floor((lat + 90) * 2), 359)
    col = min(math.floor((lon + 180) * 2), 719)
    return row * 720 + col + 1


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the ground between two (latitude, longitude), on a round Earth: right to half a percent."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, each)) for each in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_M * math.asin(min(1, math.sqrt(half)))


def cell(lat: float, lon: float) -> int:
    """The Morton code of the point at `CELL_LEVEL`; dropping two bits gives the cell of the level above.

    Columns count from longitude -180 eastwards and rows from the north; each digit of two bits is 2·row + column, as
    in a quadkey. Longitude 180 lies in the last column. `ValueError` for what is not a point on Earth.
    """
    _refuse_invalid(lat, lon)
    return _interleave(_column(lon), _row(lat))


def cell_bounds(prefix: int, level: int) -> Box:
    """The box of a cell given by the first 2·level bits of its code."""
    if not 0 <= level <= CELL_LEVEL or not 0 <= prefix < 1 << (2 * level):
        raise ValueError(f"there is no cell {prefix} at level {level}")
    x, y, side = _every_second_bit(prefix), _every_second_bit(prefix >> 1), 1 << level
    return x / side * 360 - 180, _latitude((y + 1) / side), (x + 1) / side * 360 - 180, _latitude(y / side)


def ranges(bbox: Box, max_tiles: int = 16) -> list[tuple[int, int]]:
    """Ranges of cells, both ends included and in rising order, that together hold every point of the box.

    They are the map tiles of the deepest level at which no more than `max_tiles` cover the box, neighbours merged;
    so they cover somewhat more than the box, and a count within it needs the box itself as well.
    """
    corners = [_corners(box) for box in _split(bbox)]
    level = next((level for level in range(CELL_LEVEL, 0, -1) if _tiles_needed(corners, level) <= max_tiles), 0)
    shift = CELL_LEVEL - level
    prefixes = {
        _interleave(x, y)
        for x0, y0, x1, y1 in corners
        for x in range(x0 >> shift, (x1 >> shift) + 1)
        for y in range(y0 >> shift, (y1 >> shift) + 1)
    }
    return [(first << 2 * shift, (last + 1 << 2 * shift) - 1) for first, last in _runs(prefixes)]


def parse_bbox(text: str) -> Box:
    """Read `west,south,east,north` in plain decimal degrees; `ValueError` says what is wrong with any other text."""
    parts = text.split(",")
    if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValueError(_("a bbox is four decimal numbers: west,south,east,north"))
    west, south, east, north = map(float, parts)
    if not (valid_point(south, west) and valid_point(north, east)):
        raise ValueError(_("a bbox lies within longitudes -180 to 180 and latitudes -90 to 90"))
    if south > north:
        raise ValueError(_("the south of a bbox cannot lie north of its north: the order is west,south,east,north"))
    return west, south, east, north


def _refuse_invalid(lat: float, lon: float) -> None:
    if not valid_point(lat, lon):
        raise ValueError(f"latitude {lat}, longitude {lon} is not a point on Earth")


def _column(lon: float) -> int:
    return min(int((lon + 180) / 360 * _SIDE), _SIDE - 1)


def _row(lat: float) -> int:
    bounded = max(-MERCATOR_LATITUDE, min(MERCATOR_LATITUDE, lat))
    fraction = 0.5 - math.asinh(math.tan(math.radians(bounded))) / (2 * math.pi)
    return max(0, min(int(fraction * _SIDE), _SIDE - 1))


def _latitude(fraction: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * fraction))))


def _interleave(x: int, y: int) -> int:
    return _spread(x) | _spread(y) << 1


def _spread(number: int) -> int:
    """Put a zero before each of the 26 bits, halving the distance between groups at every step."""
    number = (number | number << 16) & 0x0000FFFF0000FFFF
    number = (number | number << 8) & 0x00FF00FF00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F0F0F0F0F
    number = (number | number << 2) & 0x3333333333333333
    return (number | number << 1) & 0x5555555555555555


def _every_second_bit(number: int) -> int:
    number &= 0x5555555555555555
    number = (number | number >> 1) & 0x3333333333333333
    number = (number | number >> 2) & 0x0F0F0F0F0F0F0F0F
    number = (number | number >> 4) & 0x00FF00FF00FF00FF
    number = (number | number >> 8) & 0x0000FFFF0000FFFF
    return (number | number >> 16) & 0x00000000FFFFFFFF


def _split(bbox: Box) -> list[Box]:
    west, south, east, north = bbox
    if west <= east:
        return [bbox]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]


def _corners(box: Box) -> tuple[int, int, int, int]:
    """First column, first row, last column and last row of the cells that a box touches."""
    west, south, east, north = box
    return _column(west), _row(north), _column(east), _row(south)


def _tiles_needed(corners: list[tuple[int, int, int, int]], level: int) -> int:
    shift = CELL_LEVEL - level
    return sum(((x1 >> shift) - (x0 >> shift) + 1) * ((y1 >> shift) - (y0 >> shift) + 1) for x0, y0, x1, y1 in corners)


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] + 1 == number:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
