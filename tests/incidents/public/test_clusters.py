"""The map's view: the grid, single points, spots that cannot be taken apart, and totals that add up."""

import json
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from incidents import geometry
from incidents.public import clusters
from incidents.public.clusters import Group, ViewFilter, counted, feature_collection, merged
from incidents.public.filters import read_query
from tests.factories import PublicationFactory

WORLD = "-180,-90,180,90"


def draw(text: str) -> Any:
    """The answer to a valid query."""
    query = read_query(QueryDict(text), ViewFilter)
    assert query.errors == {}
    rows, box, zoom = query.rows(leave_out=["bbox"]), query.params["bbox"], query.params["zoom"]
    found = feature_collection(rows, box=box, zoom=zoom, counts=counted(rows))
    in_one = feature_collection(rows, box=box, zoom=zoom, counts=counted(rows), in_branches=False)
    assert json.dumps(found) == json.dumps(in_one)  # in branches or not: only the speed differs
    return json.loads(json.dumps(found))


def counts(view: Any) -> list[int]:
    return sorted(feature["properties"]["count"] for feature in view["features"])


@pytest.mark.django_db
def test_a_single_point_says_what_a_popup_needs_and_no_number_of_the_database():
    PublicationFactory(
        code="school", title="Rocket hits a school", injured_low=2, injured_best=2, injured_state="figure"
    )
    (feature,) = draw(f"bbox={WORLD}&zoom=3")["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [44.4, 33.3]}
    assert feature["properties"] == {
        "count": 1,
        "code": "school",
        "title": "Rocket hits a school",
        "date_edtf": "2022-01-13",
        "attack_type": "indirect_fire",
        "country": "IQ",
        "place": "Green Zone",
        "radius_m": 1000,
        "precision": "site",
        "when": "13 January 2022",
        "where": "Green Zone, Baghdad, Iraq",
        "kind": "Rockets, mortars, artillery, missiles",
        "toll": "No source read mentions anyone killed · at least 2 injured",
        "known": "Site",
    }
    assert set(feature) == {"type", "id", "geometry", "properties"}


@pytest.mark.django_db
def test_the_id_of_a_feature_is_its_cell_on_the_grid():
    PublicationFactory(latitude=33.3, longitude=44.4)
    (feature,) = draw(f"bbox={WORLD}&zoom=4")["features"]
    assert feature["id"] == f"7:{geometry.cell(33.3, 44.4) >> (2 * 19)}"


@pytest.mark.django_db
def test_points_that_are_near_on_the_screen_are_one_cluster_and_part_when_zoomed():
    PublicationFactory(latitude=33.30, longitude=44.40, killed_low=2, killed_state="figure")
    PublicationFactory(latitude=33.32, longitude=44.42, killed_low=3, killed_state="figure")
    PublicationFactory(latitude=33.32, longitude=44.42)
    (far,) = draw(f"bbox={WORLD}&zoom=2")["features"]
    assert far["properties"] == {"count": 3, "killed_low": 5}
    assert far["geometry"]["coordinates"] == [44.41333, 33.31333]
    assert counts(draw("bbox=44,33,45,34&zoom=12")) == [1, 2]


@pytest.mark.django_db
def test_a_cluster_of_silent_incidents_has_no_figure():
    PublicationFactory.create_batch(2)
    (feature,) = draw(f"bbox={WORLD}&zoom=2")["features"]
    assert feature["properties"]["killed_low"] is None


@pytest.mark.django_db
def test_incidents_at_one_spot_stay_a_cluster_with_a_box_that_lists_them_and_no_others():
    PublicationFactory.create_batch(3, latitude=33.3, longitude=44.4)
    PublicationFactory(latitude=33.30001, longitude=44.4)
    view = draw("bbox=44.3,33.2,44.5,33.4&zoom=26")
    (spot,) = [feature for feature in view["features"] if feature["properties"]["count"] == 3]
    box = spot["properties"]["bbox"]
    assert box == "44.399995,33.299995,44.400005,33.300005"
    assert read_query(QueryDict(f"bbox={box}")).rows().count() == 3


@pytest.mark.django_db
def test_a_spot_at_the_edge_of_the_world_has_a_box_too():
    PublicationFactory.create_batch(2, latitude=-90.0, longitude=180.0)
    (spot,) = draw(f"bbox={WORLD}&zoom=0")["features"]
    assert read_query(QueryDict(f"bbox={spot['properties']['bbox']}")).rows().count() == 2


@pytest.mark.django_db
def test_totals_say_what_matches_what_is_in_view_and_what_has_no_point():
    PublicationFactory(latitude=33.3, longitude=44.4)
    PublicationFactory(latitude=36.3, longitude=43.1)
    PublicationFactory(nowhere=True)
    PublicationFactory(nowhere=True, country="SY")
    PublicationFactory(state="superseded")
    view = draw("country=IQ&bbox=44,33,45,34&zoom=8")
    assert view["totals"] == {"matching": 3, "in_view": 1, "without_point": 1}
    assert counts(view) == [1]


@pytest.mark.django_db
def test_only_what_lies_in_the_box_is_counted_though_a_cell_reaches_beyond_it():
    PublicationFactory(latitude=33.30, longitude=44.40)
    PublicationFactory(latitude=33.30, longitude=44.41)
    assert counts(draw("bbox=44.405,33,45,34&zoom=0")) == [1]


@pytest.mark.django_db
def test_a_view_may_cross_the_antimeridian():
    PublicationFactory(latitude=-18.0, longitude=178.0)
    PublicationFactory(latitude=-13.8, longitude=-172.0)
    PublicationFactory(latitude=33.3, longitude=44.4)
    assert draw("bbox=170,-25,-170,-10&zoom=5")["totals"]["in_view"] == 2


@pytest.mark.django_db
def test_more_cells_than_a_map_can_draw_are_merged_and_none_is_lost(monkeypatch):
    monkeypatch.setattr(clusters, "MOST_FEATURES", 4)
    for number in range(12):
        PublicationFactory(latitude=30.0 + number, longitude=40.0 + number)
    view = draw(f"bbox={WORLD}&zoom=20")
    assert len(view["features"]) <= 4
    assert sum(counts(view)) == view["totals"]["in_view"] == 12


@pytest.mark.django_db
def test_the_map_costs_three_statements_however_many_ranges(django_assert_num_queries):
    for number in range(5):
        PublicationFactory(latitude=float(number), longitude=5.0 * number)
    query = read_query(QueryDict("bbox=-20,-35,55,38&zoom=4"), ViewFilter)
    with django_assert_num_queries(3):
        rows = query.rows(leave_out=["bbox"])
        feature_collection(rows, box=query.params["bbox"], zoom=4, counts=counted(rows))


@pytest.mark.django_db
def test_every_filter_works_on_the_map():
    PublicationFactory(
        violence_type="non_state", verification="contested", responsibility="admitted", killed_low=4,
        weapon=["rocket"], target=["education"], accused=["Group"], publisher=["AFP"],
    )  # fmt: skip
    PublicationFactory()
    text = (
        "q=rocket&date_from=2022-01-01&date_to=2022-02-01&attack_type=indirect_fire&violence_type=non_state&country=IQ"
        "&admin1=Baghdad&weapon=rocket&target=education&accused=group&verification=contested&responsibility=admitted"
        "&killed_min=4&precision_max_km=1&publisher=afp&updated_since=2022-01-01&ordering=-killed_low&page=3"
    )
    assert draw(f"{text}&bbox={WORLD}&zoom=2")["totals"] == {"matching": 1, "in_view": 1, "without_point": 0}


@pytest.mark.parametrize("zoom", ["", "nan", "inf", "-1", "99", "26.1", "1e1", "two", "٣", "3&zoom=4"])
def test_a_zoom_that_is_none_is_an_error(zoom):
    assert set(read_query(QueryDict(f"bbox={WORLD}&zoom={zoom}"), ViewFilter).errors) == {"zoom"}


def test_a_view_needs_a_box_and_a_zoom():
    assert set(read_query(QueryDict(""), ViewFilter).errors) == {"bbox", "zoom"}


@pytest.mark.parametrize(("zoom", "read"), [("0", 0), ("3.4", 3), ("3.6", 4), ("26", 26)])
def test_the_nearest_whole_zoom_counts(zoom, read):
    assert read_query(QueryDict(f"bbox={WORLD}&zoom={zoom}"), ViewFilter).params["zoom"] == read


GROUPS = st.builds(
    Group,
    prefix=st.integers(0, 4**12 - 1),
    count=st.integers(1, 9),
    latitude_mean=st.floats(-85, 85),
    longitude_mean=st.floats(-180, 180),
    first_cell=st.integers(0, 99),
    last_cell=st.integers(100, 199),
    least_killed=st.none() | st.integers(0, 9),
    first_code=st.text(max_size=3),
)


@given(st.lists(GROUPS, max_size=60), st.integers(1, 20))
def test_merging_keeps_every_incident_in_the_cell_above(groups, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "MOST_FEATURES", most)
        level, found = merged(12, groups)
    assert len(found) <= most
    assert sum(group.count for group in found) == sum(group.count for group in groups)
    above = {group.prefix >> 2 * (12 - level) for group in groups}
    assert [group.prefix for group in found] == sorted(above)
    assert sum(group.least_killed or 0 for group in found) == sum(group.least_killed or 0 for group in groups)
