"""The map's view: the grid, single points, spots that cannot be taken apart, and totals that add up."""

import json
from collections import Counter
from typing import Any

import numpy as np
import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from incidents import geometry
from incidents.public import clusters
from incidents.public.clusters import ViewFilter, feature_collection, grouped
from incidents.public.counting import ask
from incidents.public.filters import read_query
from incidents.public.snapshot.columns import APART, Rows
from incidents.public.snapshot.held import Snapshot, current
from tests.factories import PublicationFactory

WORLD = "-180,-90,180,90"


def draw(text: str) -> Any:
    """The answer to a valid query."""
    query = read_query(QueryDict(text), ViewFilter)
    assert query.errors == {}
    return json.loads(json.dumps(feature_collection(ask(query), box=query.params["bbox"], zoom=query.params["zoom"])))


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
def test_the_map_costs_two_statements_however_many_points(django_assert_num_queries):
    for number in range(5):
        PublicationFactory(latitude=float(number), longitude=5.0 * number)
    current()
    with django_assert_num_queries(2):  # whether anything has changed, and the points
        assert len(draw("bbox=-20,-35,55,38&zoom=4")["features"]) == 5


@pytest.mark.django_db
def test_a_spot_tells_the_radius_of_its_oldest_publication():
    PublicationFactory(latitude=33.3, longitude=44.4, radius_m=None)
    PublicationFactory(latitude=33.3, longitude=44.4, radius_m=100)
    PublicationFactory(latitude=-18.0, longitude=178.0, radius_m=100)
    PublicationFactory(latitude=-18.0, longitude=178.0, radius_m=None)
    view = draw(f"bbox={WORLD}&zoom=4")
    told = {tuple(each["geometry"]["coordinates"]): each["properties"]["radius_m"] for each in view["features"]}
    assert told == {(44.4, 33.3): None, (178.0, -18.0): 100}


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


POINTS = st.tuples(st.floats(-85, 85), st.floats(-180, 180), st.none() | st.integers(0, 9))


def snapshot_of(points: list[tuple[float, float, int | None]]) -> Snapshot:
    rows = Rows()
    if points:
        rows.add([
            (key, geometry.cell(latitude, longitude), latitude, longitude, 100, "2022-01-13", "", "", "",
             APART.join(["figure", "" if low is None else str(low), "", ""]), "")
            for key, (latitude, longitude, low) in enumerate(points)
        ])  # fmt: skip
    columns = rows.columns()
    return Snapshot(None, columns.arranged(np.argsort(columns.cell)), {})


@given(st.lists(POINTS, max_size=60), st.integers(1, 20), st.integers(0, 26))
def test_merging_keeps_every_incident_in_the_cell_above(points, most, deepest):
    snapshot = snapshot_of(points)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "MOST_FEATURES", most)
        level, found = grouped(snapshot, np.arange(len(points)), deepest)
    above = Counter(geometry.cell(latitude, longitude) >> 2 * (26 - level) for latitude, longitude, _low in points)
    assert len(above) <= most
    assert level == deepest or len(_cells(points, level + 1)) > most
    assert dict(zip(found.prefix.tolist(), found.size.tolist(), strict=True)) == above
    assert found.prefix.tolist() == sorted(above)
    assert found.told.sum() == sum(low is not None for *_point, low in points)
    assert found.least_killed.sum() == sum(low or 0 for *_point, low in points)


def _cells(points: list[tuple[float, float, int | None]], level: int) -> set[int]:
    return {geometry.cell(latitude, longitude) >> 2 * (26 - level) for latitude, longitude, _low in points}
