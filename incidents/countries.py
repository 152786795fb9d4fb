"""Which country does a code or a Gleditsch–Ward number mean? Owns the list of countries; a number means its successor.

Pure data from `data/countries.csv` and `data/gleditsch_ward.csv`; origin and licence are in `data/README.md`.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1, or Kosovo under its user-assigned code XK.

    `numeric` is three digits, "" for Kosovo. `latitude` and `longitude` are the middle of the largest piece of land in
    degrees (WGS 84); `radius_m` is the distance in metres from there to its farthest shore or border.
    """

    alpha2: str
    alpha3: str
    numeric: str
    name: str
    gleditsch_ward: tuple[int, ...]
    latitude: float
    longitude: float
    radius_m: int
    note: str


@dataclass(frozen=True, slots=True)
class FormerOrPresentState:
    """A state of the Gleditsch–Ward list; `end_year` is None while it stands, `alpha2` who holds its land today."""

    number: int
    start_year: int
    end_year: int | None
    alpha2: str
    name: str

    def existed_in(self, year: int) -> bool:
        return self.start_year <= year and (self.end_year is None or year <= self.end_year)


def _rows(filename: str) -> Iterator[dict[str, str]]:
    with (_DATA / filename).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, strict=True)


def _country(row: dict[str, str]) -> Country:
    return Country(
        alpha2=row["alpha2"],
        alpha3=row["alpha3"],
        numeric=row["numeric"],
        name=row["name"],
        gleditsch_ward=tuple(int(number) for number in row["gleditsch_ward"].split(";") if number),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        radius_m=int(row["radius_m"]),
        note=row["note"],
    )


def _state(row: dict[str, str]) -> FormerOrPresentState:
    return FormerOrPresentState(
        number=int(row["number"]),
        start_year=int(row["start_year"]),
        end_year=int(row["end_year"]) if row["end_year"] else None,
        alpha2=row["alpha2"],
        name=row["name"],
    )


COUNTRIES: dict[str, Country] = {row["alpha2"]: _country(row) for row in _rows("countries.csv")}
GLEDITSCH_WARD: dict[int, FormerOrPresentState] = {
    int(row["number"]): _state(row) for row in _rows("gleditsch_ward.csv")
}


def name(alpha2: str) -> str:
    """The country's name in common English news usage; KeyError for a code that is not in the list."""
    return COUNTRIES[alpha2].name


def alpha3(alpha2: str) -> str:
    """ISO 3166-1 alpha-3 (XKX for Kosovo); KeyError for a code that is not in the list."""
    return COUNTRIES[alpha2].alpha3


def from_gleditsch_ward(number: int, *, year: int | None = None) -> str:
    """Alpha-2 of the state that holds the land of a Gleditsch–Ward state today: 365 is RU, 265 is DE, 680 is YE.

    Raises KeyError, with the reason, for a number that is not in the list, and where `year` is given and the state did
    not exist then. A state that broke up means the successor that kept its capital: 315 is CZ, 345 is RS.
    """
    state = GLEDITSCH_WARD.get(number)
    if state is None:
        raise KeyError(f"{number} is not a Gleditsch–Ward country number")
    if year is not None and not state.existed_in(year):
        years = f"{state.start_year}–{state.end_year or ''}"
        raise KeyError(f"Gleditsch–Ward {number} ({state.name}, {years}) did not exist in {year}")
    return state.alpha2
