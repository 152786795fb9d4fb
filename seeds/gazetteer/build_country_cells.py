"""Over which half-degree cells does each country reach? Writes incidents/data/country_cells.csv.

It needs no package, only the outlines, after `npm install` in ../basemap:

    python build_country_cells.py ../basemap/node_modules/world-atlas/countries-50m.json ../../incidents/data
"""

import csv
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Cell = tuple[int, int]
Box = tuple[float, float, float, float]

ACROSS = 720
STEP = 0.05
"""Degrees between the points at which an outline is followed: no cell that it crosses for long is missed."""

NAMED = {"Kosovo": ["XK"], "Somaliland": ["SO"], "N. Cyprus": ["CY"], "Siachen Glacier": ["IN", "PK"]}
"""Outlines without an ISO number."""
ALSO = {
    "RS": ["XK"], "MA": ["EH"], "CN": ["TW"], "AR": ["FK", "GS"],
    # Until they parted, a table may name the state that held the land.
    "SD": ["SS"], "ET": ["ER"], "ID": ["TL"],
}  # fmt: skip
"""Whose land a table may name as well: claims, and states that broke up. It says nothing of whose land it is."""
CLAIMED: list[tuple[list[str], list[str], Box]] = [
    (["RU"], ["UA"], (32.0, 44.2, 36.8, 46.3)),
    (["UA"], ["RU"], (32.0, 44.2, 40.5, 50.5)),
    (["IN", "PK", "CN"], ["IN", "PK"], (72.5, 32.2, 80.5, 37.2)),
    (["IN", "PK", "CN"], ["CN"], (77.0, 34.0, 80.5, 36.5)),
    (["IN"], ["CN"], (91.5, 26.5, 97.5, 29.7)),
    (["MA"], ["EH"], (-17.5, 20.5, -8.5, 27.7)),
    (["GY"], ["VE"], (-61.5, 1.0, -58.0, 8.7)),
]  # fmt: skip
"""The same for a part: land of the first that may go under the second as well, within (west, south, east, north)."""


def decode_arcs(atlas: dict) -> list[list[Point]]:
    """TopoJSON arcs as longitude and latitude."""
    (kx, ky), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        arcs.append(points)
    return arcs


def rings(geometry: dict, arcs: list[list[Point]]) -> Iterator[list[Point]]:
    """Every ring of the outline, holes too."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for index in ring:
                points += arcs[index] if index >= 0 else arcs[~index][::-1]
            yield points


def cell_of(lon: float, lat: float) -> Cell:
    """Row from the south and column from the west, as PRIO-GRID counts."""
    return min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), ACROSS - 1)


def cells_of(outline: list[list[Point]]) -> set[Cell]:
    """The cells that the outline crosses, and those whose middle it holds."""
    found: set[Cell] = set()
    crossings: dict[int, list[float]] = defaultdict(list)
    for ring in outline:
        for (x1, y1), (x2, y2) in pairwise(ring):
            parts = max(1, math.ceil(max(abs(x2 - x1), abs(y2 - y1)) / STEP))
            found |= {cell_of(x1 + (x2 - x1) * k / parts, y1 + (y2 - y1) * k / parts) for k in range(parts + 1)}
            first, last = sorted((y1, y2))
            for row in range(math.ceil((first + 90) * 2 - 0.5), math.ceil((last + 90) * 2 - 0.5)):
                middle = (row + 0.5) / 2 - 90
                crossings[row].append(x1 + (middle - y1) / (y2 - y1) * (x2 - x1))
    for row, every in crossings.items():
        ordered = sorted(every)
        for west, east in zip(ordered[::2], ordered[1::2], strict=True):
            columns = range(math.ceil((west + 180) * 2 - 0.5), math.floor((east + 180) * 2 - 0.5) + 1)
            found |= {(row, column) for column in columns if 0 <= column < ACROSS}
    return found


def reaches(atlas: dict, numbers: dict[str, str]) -> dict[str, set[Cell]]:
    """Cells by alpha-2, with what a table may name as well."""
    arcs, found = decode_arcs(atlas), defaultdict(set)
    for geometry in atlas["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        codes = NAMED.get(name) or [numbers[geometry["id"]]] if name in NAMED or geometry.get("id") in numbers else []
        for code in codes if geometry["type"] else ():
            found[code] |= cells_of(list(rings(geometry, arcs)))
    added = [(code, set().union(*(found[other] for other in others))) for code, others in ALSO.items()]
    for held, claimants, box in CLAIMED:
        land = {cell for code in held for cell in found[code] if is_within(cell, box)}
        added += [(code, land) for code in claimants]
    for code, land in added:
        found[code] |= land
    return found


def is_within(cell: Cell, box: Box) -> bool:
    """Whether the middle of the cell lies in the box."""
    lat, lon = (cell[0] + 0.5) / 2 - 90, (cell[1] + 0.5) / 2 - 180
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def runs(cells: set[Cell]) -> str:
    """Runs of PRIO-GRID numbers: the first of each and how many follow, a leading one told from the run before."""
    written, before, numbers = [], 0, sorted(row * ACROSS + column + 1 for row, column in cells)
    start = 0
    for position in range(1, len(numbers) + 1):
        if position == len(numbers) or numbers[position] != numbers[position - 1] + 1:
            more = position - 1 - start
            written.append(f"{numbers[start] - before}{f'+{more}' if more else ''}")
            before, start = numbers[position - 1], position
    return " ".join(written)


def main() -> None:
    """Writes the file into the folder that the command line names, beside countries.csv."""
    atlas, folder = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2])
    with (folder / "countries.csv").open(encoding="utf-8", newline="") as lines:
        numbers = {row["numeric"]: row["alpha2"] for row in csv.DictReader(lines) if row["numeric"]}
    with (folder / "country_cells.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["alpha2", "cells"])
        writer.writerows([code, runs(cells)] for code, cells in sorted(reaches(atlas, numbers).items()))


if __name__ == "__main__":
    main()
