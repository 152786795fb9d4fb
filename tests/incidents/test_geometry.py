"""Cells, ranges, PRIO-GRID and boxes: known answers, and that no point of a view is ever left out."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from incidents import geometry

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@pytest.mark.parametrize(
    ("lat", "lon", "gid"),
    [
        (1.55, 1.25, 132123),
        (0, 0, 129961),
        (-10.55, 20.23, 114161),
        (82, -102.99, 247835),
        (10.51, 2.29, 145085),
        (33.2986, 44.3970, 177569),  # the embassy in Baghdad
        (33.2500, 44.3900, 177569),  # Dora
        (-90, -180, 1),
        (90, 180, 259200),
        (90, -180, 258481),
        (-90, 180, 720),
    ],
)
def test_priogrid_gives_the_published_cells(lat, lon, gid):
    assert geometry.priogrid(lat, lon) == gid


@given(LATITUDES, LONGITUDES)
def test_every_point_has_a_priogrid_cell(lat, lon):
    assert 1 <= geometry.priogrid(lat, lon) <= 259200


@pytest.mark.parametrize(
    ("lat", "lon", "level", "tile"),
    [
        (40, -100, 1, 0b00),  # north-west quarter of the world
        (40, 100, 1, 0b01),
        (-40, -100, 1, 0b10),
        (-40, 100, 1, 0b11),
        (33.2986, 44.3970, 3, 0b01_10_10),  # column 100, row 011
    ],
)
def test_the_leading_bits_of_a_cell_are_its_map_tile(lat, lon, level, tile):
    assert geometry.cell(lat, lon) >> 2 * (26 - level) == tile


def test_the_corners_of_the_world_have_the_first_and_last_cells():
    assert geometry.cell(90, -180) == 0
    assert geometry.cell(-90, 180) == 2**52 - 1
    assert geometry.cell(90, 180) == int("01" * 26, 2)
    assert geometry.cell(-90, -180) == int("10" * 26, 2)


def test_beyond_the_mercator_square_only_the_column_tells_points_apart():
    assert geometry.cell(89, 10) == geometry.cell(85.06, 10)
    assert geometry.cell(89, 10) != geometry.cell(89, 11)


@given(st.floats(-85, 85), LONGITUDES, st.integers(0, 26))
@example(0.0, 180.0, 26)
@example(0.0, -180.0, 26)
@example(0.0, 0.0, 26)
def test_a_point_lies_within_its_cell_at_every_level(lat, lon, level):
    west, south, east, north = geometry.cell_bounds(geometry.cell(lat, lon) >> 2 * (26 - level), level)
    assert west - 1e-9 <= lon <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9


def test_the_world_is_one_cell_at_level_zero():
    west, south, east, north = geometry.cell_bounds(0, 0)
    assert (west, east) == (-180, 180)
    assert (south, north) == pytest.approx((-85.0511287798, 85.0511287798))


@pytest.mark.parametrize(("prefix", "level"), [(1, 0), (4, 1), (-1, 3), (0, 27), (0, -1)])
def test_a_cell_outside_the_grid_has_no_bounds(prefix, level):
    with pytest.raises(ValueError, match="there is no cell"):
        geometry.cell_bounds(prefix, level)


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (0, 180.01), (math.nan, 0), (0, math.inf)])
def test_what_is_not_a_point_on_earth_has_no_cell(lat, lon):
    assert not geometry.valid_point(lat, lon)
    for grid in (geometry.cell, geometry.priogrid):
        with pytest.raises(ValueError, match="not a point on Earth"):
            grid(lat, lon)


@st.composite
def box_and_point_inside(draw):
    south, lat, north = sorted(draw(st.tuples(LATITUDES, LATITUDES, LATITUDES)))
    west, middle, east = sorted(draw(st.tuples(LONGITUDES, LONGITUDES, LONGITUDES)))
    if draw(st.booleans()):
        return (west, south, east, north), lat, middle
    assume(west < east)
    return (east, south, west, north), lat, draw(st.sampled_from([west, east, 180.0, -180.0]))


@given(box_and_point_inside(), st.sampled_from([2, 4, 16]))
def test_no_point_of_a_view_falls_outside_its_ranges(case, max_tiles):
    box, lat, lon = case
    code = geometry.cell(lat, lon)
    assert any(low <= code <= high for low, high in geometry.ranges(box, max_tiles))


@given(box_and_point_inside())
def test_ranges_are_few_apart_and_in_order(case):
    found = geometry.ranges(case[0])
    assert 1 <= len(found) <= 16
    assert all(0 <= low <= high < 2**52 for low, high in found)
    assert all(earlier[1] + 1 < later[0] for earlier, later in pairwise(found))


def test_the_whole_world_is_one_range():
    assert geometry.ranges((-180, -90, 180, 90)) == [(0, 2**52 - 1)]


def test_a_single_point_needs_a_single_cell():
    code = geometry.cell(33.2986, 44.397)
    assert geometry.ranges((44.397, 33.2986, 44.397, 33.2986)) == [(code, code)]


def test_a_view_across_the_antimeridian_holds_both_sides_and_not_the_rest():
    found = geometry.ranges((170, -20, -170, 0))

    def holds(lat, lon):
        return any(low <= geometry.cell(lat, lon) <= high for low, high in found)

    assert holds(-18.1, 178.4)
    assert holds(-13.8, -171.8)
    assert not holds(-10, 0)


@given(st.floats(-40, 40), st.floats(-150, 150), st.floats(0.01, 5))
def test_ranges_reach_no_further_than_a_view_beside_the_view(south, west, size):
    found = geometry.ranges((west, south, west + size, south + size))
    for lon in (west - 2 * size, west + 3 * size):
        assert not any(low <= geometry.cell(south, lon) <= high for low, high in found)


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("44,33,45,34", (44.0, 33.0, 45.0, 34.0)),
        ("-180,-90,180,90", (-180.0, -90.0, 180.0, 90.0)),
        ("170.5,-20,-170.25,0", (170.5, -20.0, -170.25, 0.0)),
        ("44,33,44,33", (44.0, 33.0, 44.0, 33.0)),
    ],
)
def test_a_bbox_is_read_west_south_east_north(text, box):
    assert geometry.parse_bbox(text) == box


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "four decimal numbers"),
        ("44,33,45", "four decimal numbers"),
        ("44,33,45,34,35", "four decimal numbers"),
        ("44,33,45,north", "four decimal numbers"),
        ("nan,33,45,34", "four decimal numbers"),
        ("-inf,33,45,34", "four decimal numbers"),
        ("1e1,33,45,34", "four decimal numbers"),
        ("4_4,33,45,34", "four decimal numbers"),
        ("٤٤,33,45,34", "four decimal numbers"),
        ("44, 33,45,34", "four decimal numbers"),
        ("44,33,45,34\x00", "four decimal numbers"),
        ("44,33,45,34\n", "four decimal numbers"),
        ("44,33,181,34", "within longitudes"),
        ("44,-91,45,34", "within longitudes"),
        ("44,34,45,33", "the order is west,south,east,north"),
    ],
)
def test_a_bbox_that_is_wrong_is_refused_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        geometry.parse_bbox(text)


@given(st.text(alphabet="0123456789-.,naif ", max_size=30))
def test_any_text_is_a_sound_bbox_or_refused(text):
    try:
        west, south, east, north = geometry.parse_bbox(text)
    except ValueError:
        return
    assert geometry.valid_point(south, west)
    assert geometry.valid_point(north, east)
    assert south <= north


def test_points_are_kept_to_five_decimals():
    assert geometry.rounded(33.298612345, 44.397049999) == (33.29861, 44.39705)


def test_a_rounded_point_has_no_minus_zero():
    assert str(geometry.rounded(-0.000001, -0.0)) == "(0.0, 0.0)"


def test_the_coarser_the_precision_the_larger_the_radius():
    radii = list(geometry.RADIUS_M.values())
    assert radii == sorted(radii)
    assert geometry.radius_for("point") == 100
    assert geometry.radius_for("site") == 1_000
    assert geometry.radius_for("near") == 25_000


def test_an_unlisted_precision_has_no_radius():
    with pytest.raises(ValueError, match="not a precision"):
        geometry.radius_for("exact")


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        ((33.315, 44.366), (33.315, 44.366), 0),
        ((0.0, 0.0), (0.0, 1.0), 111_195),  # a degree of the equator of a round Earth
        ((52.52, 13.405), (48.8566, 2.3522), 878_000),  # Berlin to Paris
        ((10.0, 179.9), (10.0, -179.9), 21_902),  # across the antimeridian
        ((90.0, 0.0), (-90.0, 0.0), 20_015_115),
    ],
)
def test_metres_between_two_points(one, other, metres):
    assert geometry.metres_between(one, other) == pytest.approx(metres, rel=0.002, abs=0.01)
    assert geometry.metres_between(other, one) == pytest.approx(geometry.metres_between(one, other))
