"""Which part of the finer base map does a view need? Cuts the whole of it into squares that are fetched one by one.

    python3 split.py <file of the whole map> <folder to write to>

Writes ``fine/<west>_<south>.json`` for each square that holds anything, and ``world_50m.json``, the list of them. What
touches the rim of a square ends on it, in whole units, so that neighbours meet without a gap.
"""

import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

STEP = 20
POLYGONS, LINES = ("land", "lakes"), ("rivers", "borders", "disputed")

Point = tuple[int, int]
Box = tuple[int, int, int, int]


def points_of(numbers: list[int]) -> list[Point]:
    """Flat differences as points."""
    points, x, y = [], 0, 0
    for i in range(0, len(numbers), 2):
        x, y = x + numbers[i], y + numbers[i + 1]
        points.append((x, y))
    return points


def numbers_of(points: list[Point]) -> list[int]:
    """Points as flat differences."""
    before = [(0, 0), *points[:-1]]
    return [part for (x, y), (px, py) in zip(points, before, strict=True) for part in (x - px, y - py)]


def sides(box: Box) -> Iterator[tuple[Callable[[Point], bool], Callable[[Point, Point], Point]]]:
    """Each side of a box: whether a point lies on the inner side of it, and where a line meets it."""
    west, south, east, north = box
    for edge, is_inside in ((west, lambda p, e=west: p[0] >= e), (east, lambda p, e=east: p[0] <= e)):
        yield is_inside, lambda a, b, e=edge: (e, round(a[1] + (b[1] - a[1]) * (e - a[0]) / (b[0] - a[0])))
    for edge, is_inside in ((south, lambda p, e=south: p[1] >= e), (north, lambda p, e=north: p[1] <= e)):
        yield is_inside, lambda a, b, e=edge: (round(a[0] + (b[0] - a[0]) * (e - a[1]) / (b[1] - a[1])), e)


def cut_ring(ring: list[Point], box: Box) -> list[Point]:
    """The part of a closed ring within the box, closed along its rim; nothing where less than a triangle is left."""
    for is_inside, meet in sides(box):
        kept: list[Point] = []
        for a, b in pairwise(ring):
            if is_inside(a) != is_inside(b):
                kept.append(meet(a, b))
            if is_inside(b):
                kept.append(b)
        ring = [*kept, kept[0]] if kept else []
    ring = [point for i, point in enumerate(ring) if i == 0 or point != ring[i - 1]]
    return ring if len(ring) >= 4 else []


def cut_line(line: list[Point], box: Box) -> list[list[Point]]:
    """The stretches of a line within the box."""
    pieces = [line]
    for is_inside, meet in sides(box):
        pieces = [part for piece in pieces for part in _halved(piece, is_inside, meet)]
    return pieces


def _halved(
    line: list[Point], is_inside: Callable[[Point], bool], meet: Callable[[Point, Point], Point]
) -> list[list[Point]]:
    found: list[list[Point]] = [[line[0]] if is_inside(line[0]) else []]
    for a, b in pairwise(line):
        if is_inside(a) != is_inside(b):
            found[-1].append(meet(a, b))
        if is_inside(b):
            found[-1].append(b)
        elif found[-1]:
            found.append([])
    return [each for each in found if len(set(each)) > 1]


def square(whole: dict, box: Box) -> dict:
    """What of the world lies in the box."""
    cut: dict = {}
    for kind in POLYGONS:
        polygons = [[numbers_of(ring) for ring in _rings(rings, box)] for rings in whole[kind]]
        cut[kind] = [polygon for polygon in polygons if polygon]
    for kind in LINES:
        cut[kind] = [numbers_of(piece) for line in whole[kind] for piece in cut_line(points_of(line), box)]
    return cut


def _rings(rings: list[list[int]], box: Box) -> Iterator[list[Point]]:
    for ring in rings:
        if kept := cut_ring(points_of(ring), box):
            yield kept


def write(path: Path, data: dict) -> None:
    """Compact JSON with a line end."""
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


def main(path: Path, folder: Path) -> None:
    """Cuts the whole map into the folder."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    scale = whole["scale"]
    fine = folder / "fine"
    fine.mkdir(exist_ok=True)
    names = []
    for west in range(-180, 180, STEP):
        for south in range(-100, 100, STEP):
            box = (west * scale, south * scale, (west + STEP) * scale, (south + STEP) * scale)
            cut = square(whole, box)
            if any(cut.values()):
                names.append(f"{west}_{south}")
                write(fine / f"{names[-1]}.json", {"scale": scale, **cut})
    write(folder / "world_50m.json", {"step": STEP, "squares": names})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
