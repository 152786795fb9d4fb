"""The base map's files: well formed, cut at the antimeridian, small enough, land where land is."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest

from incidents.countries import COUNTRIES

FOLDER = Path(__file__).parents[2] / "incidents" / "static" / "incidents" / "basemap"
POLYGONS = ("land", "lakes")
LINES = ("rivers", "borders", "disputed")
COARSE, FINE = "world_110m.json", "world_50m.json"


def load(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def points_of(numbers, scale):
    """(longitude, latitude) in degrees, as the README beside the files describes them."""
    x = y = 0
    points = []
    for i in range(0, len(numbers), 2):
        x, y = x + numbers[i], y + numbers[i + 1]
        points.append((x / scale, y / scale))
    return points


def squares():
    """The squares of the finer map by their south-western corner."""
    listed = load(FINE)["squares"]
    return {tuple(map(int, name.split("_"))): load(f"fine/{name}.json") for name in listed}


def whole_of(parts):
    joined = {kind: [each for part in parts for each in part[kind]] for kind in (*POLYGONS, *LINES)}
    return joined | {"scale": parts[0]["scale"]}


@pytest.fixture(scope="module", params=[COARSE, FINE])
def world(request):
    data = load(COARSE) if request.param == COARSE else whole_of(list(squares().values()))
    scale = data["scale"]
    decoded = {kind: [[points_of(ring, scale) for ring in rings] for rings in data[kind]] for kind in POLYGONS}
    return decoded | {kind: [points_of(line, scale) for line in data[kind]] for kind in LINES}


def rings_of(world):
    return [ring for kind in POLYGONS for polygon in world[kind] for ring in polygon]


def is_on_land(world, lon, lat):
    """Even-odd rule over all rings, as the map fills them."""
    crossings = 0
    for ring in (ring for polygon in world["land"] for ring in polygon):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


def test_rings_are_closed_and_lines_have_length(world):
    assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings_of(world))
    assert all(len(line) >= 2 for kind in LINES for line in world[kind])
    assert all(world[kind] for kind in (*POLYGONS, *LINES))


def test_every_coordinate_is_in_the_world(world):
    for points in rings_of(world) + [line for kind in LINES for line in world[kind]]:
        assert all(-180 <= lon <= 180 and -85.1 <= lat <= 90 for lon, lat in points)


def test_nothing_crosses_the_antimeridian(world):
    for ring in rings_of(world):
        jumps = [(a, b) for a, b in pairwise(ring) if abs(a[0] - b[0]) > 180]
        along_the_southern_edge = [(a, b) for a, b in jumps if a[1] == b[1] == pytest.approx(-85.06, abs=0.01)]
        assert jumps == along_the_southern_edge
    for line in (line for kind in LINES for line in world[kind]):
        assert all(abs(a[0] - b[0]) < 180 for a, b in pairwise(line))


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        pytest.param(44.4, 33.3, id="Baghdad"),
        pytest.param(175.0, 67.0, id="Chukotka west of 180"),
        pytest.param(-176.0, 67.0, id="Chukotka east of 180"),
        pytest.param(178.0, -17.8, id="Fiji"),
        pytest.param(100.0, -80.0, id="Antarctica east"),
        pytest.param(-120.0, -80.0, id="Antarctica west"),
        pytest.param(-100.0, 40.0, id="Kansas"),
    ],
)
def test_land_is_land(world, lon, lat):
    assert is_on_land(world, lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        pytest.param(179.9, 0.0, id="Pacific west of 180"),
        pytest.param(-179.9, 0.0, id="Pacific east of 180"),
        pytest.param(0.0, 67.0, id="Norwegian Sea, on the latitude of Chukotka"),
        pytest.param(-30.0, -17.8, id="Atlantic, on the latitude of Fiji"),
        pytest.param(-170.0, 60.5, id="Bering Sea"),
        pytest.param(0.0, -60.0, id="Southern Ocean"),
    ],
)
def test_sea_is_sea(world, lon, lat):
    assert not is_on_land(world, lon, lat)


def test_country_labels_are_countries_with_a_rank():
    labels = load("world_110m.json")["labels"]
    assert {"IQ", "SY", "UA", "PS", "XK"} <= {alpha2 for alpha2, *_ in labels} <= set(COUNTRIES)
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 and rank in range(1, 7) for _, lat, lon, rank in labels)
    assert len({alpha2 for alpha2, *_ in labels}) == len(labels)


def test_cities_are_named_once_with_place_and_population():
    cities = load("world_cities.json")["cities"]
    names = [name for name, *_ in cities]
    assert 1_500 <= len(cities) <= 2_500
    assert all(name and -90 <= lat <= 90 and -180 <= lon <= 180 and people >= 0 for name, lat, lon, people in cities)
    assert {"Baghdad", "Basra", "Mosul", "Fallujah", "Kyiv", "Gaza City", "Khartoum"} <= set(names)
    assert not {"Al Mawşil al Jadīdah", "Al Başrah al Qadīmah"} & set(names)
    populations = [people for *_, people in cities]
    assert populations == sorted(populations, reverse=True)


def test_what_lies_in_a_square_stays_in_it():
    step = load(FINE)["step"]
    for (west, south), part in squares().items():
        lines = [ring for kind in POLYGONS for polygon in part[kind] for ring in polygon]
        lines += [line for kind in LINES for line in part[kind]]
        points = [point for line in lines for point in points_of(line, part["scale"])]
        assert all(west <= lon <= west + step and south <= lat <= south + step for lon, lat in points)


def test_every_square_that_is_listed_is_there_and_no_other():
    assert {f"{name}.json" for name in load(FINE)["squares"]} == {each.name for each in (FOLDER / "fine").iterdir()}


def test_neighbours_meet_without_a_gap():
    """Land goes along the rim one way in one square and back the other way in the next, over the same stretch."""
    found = squares()
    step = load(FINE)["step"]
    met = 0
    for (west, south), part in found.items():
        beside = found.get((west + step, south))
        if beside and west + step < 180:
            east = west + step
            assert _along(part, east) == pytest.approx(-_along(beside, east), abs=0.01), (west, south)
            met += _along(part, east) != 0
    assert met > 50


def _along(part, longitude):
    """Degrees that the land of a square covers along a meridian, northward less southward."""
    rings = [points_of(ring, part["scale"]) for polygon in part["land"] for ring in polygon]
    return sum(b[1] - a[1] for ring in rings for a, b in pairwise(ring) if a[0] == b[0] == longitude)


def test_no_square_weighs_much_once_compressed():
    sizes = [len(gzip.compress(each.read_bytes())) for each in (FOLDER / "fine").iterdir()]
    assert max(sizes) <= 12_000
    assert sum(sizes) <= 320_000


@pytest.mark.parametrize(("name", "kilobytes"), [(COARSE, 40), (FINE, 2), ("world_cities.json", 45)])
def test_a_file_is_small_once_compressed(name, kilobytes):
    assert len(gzip.compress((FOLDER / name).read_bytes())) <= kilobytes * 1_000
