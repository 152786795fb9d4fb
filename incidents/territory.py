"""Can this point lie in that country? Owns how far each country reaches, by half-degree cells, and what is far outside.

Cells are those of PRIO-GRID, from `data/country_cells.csv`; origin and licence are in `data/README.md`. A point in a
cell beside one of the country's is still taken for its own: by coast and border nobody is precise. So what is said to
lie outside does so by 55 km and more. That a cell is a country's here says nothing of whose land it is.
"""

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from incidents import countries, geometry

_FILE: Final = Path(__file__).parent / "data" / "country_cells.csv"
_ACROSS: Final = 720
_LAST: Final = 360 * _ACROSS


def kilometres_outside(country: str, point: tuple[float, float]) -> int:
    """About how far the point (latitude, longitude) lies from the country (alpha-2); 0 within it or near it."""
    return _outside(country, geometry.priogrid(*point))


def is_within(country: str, point: tuple[float, float]) -> bool:
    """Whether the point lies in one of the country's own cells."""
    return geometry.priogrid(*point) in _own(country)


@lru_cache(maxsize=8192)
def _outside(country: str, cell: int) -> int:
    if cell in _reach(country):
        return 0
    middle = _middle(cell)
    return round(min(geometry.metres_between(middle, _middle(each)) for each in _own(country)) / 1000)


def _middle(cell: int) -> tuple[float, float]:
    row, column = divmod(cell - 1, _ACROSS)
    return (row + 0.5) / 2 - 90, (column + 0.5) / 2 - 180


@cache
def _reach(country: str) -> frozenset[int]:
    """The country's cells and the eight around each."""
    own = _own(country)
    across = own | {_beside(cell, step) for cell in own for step in (-1, 1)}
    return frozenset(each + step for each in across for step in (-_ACROSS, 0, _ACROSS) if 0 < each + step <= _LAST)


def _beside(cell: int, step: int) -> int:
    """The next cell of the row, around the antimeridian."""
    row, column = divmod(cell - 1, _ACROSS)
    return row * _ACROSS + (column + step) % _ACROSS + 1


@cache
def _own(country: str) -> frozenset[int]:
    """Cells of its outline; of a small country without one, those that its circle touches."""
    return _cells(_runs()[country]) if country in _runs() else _circle(countries.COUNTRIES[country])


@cache
def _runs() -> dict[str, str]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["alpha2"]: row["cells"] for row in csv.DictReader(lines, strict=True)}


def _cells(runs: str) -> frozenset[int]:
    """Runs of cells: how far the first of each is from the last one before, and how many follow it."""
    found: list[int] = []
    last = 0
    for run in runs.split(" "):
        gap, _, more = run.partition("+")
        first, last = last + int(gap), last + int(gap) + int(more or 0)
        found.extend(range(first, last + 1))
    return frozenset(found)


def _circle(country: countries.Country) -> frozenset[int]:
    middle = country.latitude, country.longitude
    near = range(-12, 13)
    start = geometry.priogrid(*middle)
    around = {start} | {start + row * _ACROSS + column for row in near for column in near}
    return frozenset(
        each
        for each in around
        if each == start or (0 < each <= _LAST and geometry.metres_between(_middle(each), middle) <= country.radius_m)
    )
