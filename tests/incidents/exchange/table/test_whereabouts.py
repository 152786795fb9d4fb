"""Is a point that cannot be in the country told by its row and column before anything is written?"""

import pytest

from incidents.exchange.table import mapping
from incidents.models import Note
from tests.incidents.exchange.table.made import a_map, csv_bytes, imported, judged, problems, row


def told(latitude, longitude, **map_settings):
    return problems(csv_bytes(row(Lat=latitude, Long=longitude)), a_map(**map_settings))


@pytest.mark.parametrize(
    ("latitude", "longitude", "slip"),
    [
        ("43.2996", "33.4258", "the other way round it lies there: latitude and longitude are swapped"),
        ("33.4258", "-43.2996", "with the other sign of the longitude it lies there: east is plus, west is minus"),
        ("-33.4258", "43.2996", "with the other sign of the latitude it lies there: north is plus, south is minus"),
    ],
)
def test_a_slip_that_explains_the_point_is_named(latitude, longitude, slip):
    [(line, column, reason)] = told(latitude, longitude)
    assert (line, column) == (2, "Lat")
    assert reason.startswith(f"The point {latitude}, {longitude} lies about ")
    assert reason.endswith(f" km from Iraq; {slip}.")


def test_a_point_far_from_the_country_that_nothing_explains_is_refused_too():
    [(line, column, reason)] = told("13.4258", "43.2996")
    assert (line, column) == (2, "Lat")
    assert reason.endswith("km from Iraq: check both numbers, and the country.")


def test_zero_and_zero_is_no_place_of_an_incident():
    [(line, column, reason)] = told("0", "0.0")
    assert (line, column) == (2, "Lat")
    assert reason.endswith("leave both cells blank where it is not known.")


@pytest.mark.parametrize(("latitude", "longitude"), [("29.7", "48.8"), ("37.5", "43.3"), ("33.5", "38.3")])
def test_a_point_off_the_coast_or_beside_the_border_is_not_spoken_of(latitude, longitude):
    data = csv_bytes(row(Lat=latitude, Long=longitude))
    assert problems(data) == []
    assert judged(data).main.verdicts[0].remarks == ()


@pytest.mark.django_db
def test_a_point_some_way_outside_comes_in_with_a_remark_that_the_record_keeps():
    data = csv_bytes(row(Lat="33.5", Long="36.3"))  # Damascus, 200 km west of Iraq
    [remark] = judged(data).main.verdicts[0].remarks
    assert (remark.line, remark.column) == (2, "Lat")
    assert remark.reason.startswith("The point 33.5, 36.3 lies about ")
    run = imported(data)
    note = Note.objects.get()
    assert (note.kind, note.body) == ("discrepancy", remark.reason)
    [kept] = run.files.get().ledger.all()
    assert (kept.outcome, kept.column, kept.reason) == ("new", "Lat", remark.reason)


def test_a_ship_attacked_far_from_the_coast_is_remarked_on_and_not_refused():
    header = ("Ref", "Date", "Lat", "Long", "How")
    made = "[columns]\nid = 'Ref'\ndate = 'Date'\nlatitude = 'Lat'\nlongitude = 'Long'\nprecision = 'How'\n"
    data = csv_bytes(("1", "2011-01-15", "8.5", "63.2", "sea_air"), header=header)
    found = judged(data, mapping.read_map(f"dataset = 'Ships'\n{made}[fixed]\ncountry = 'SO'\n"))
    assert found.problems() == []
    [remark] = found.main.verdicts[0].remarks
    assert remark.reason.endswith("km from Somalia.")


def test_without_a_country_there_is_nothing_to_hold_the_point_against():
    text = "dataset = 'x'\n[columns]\nid = 'Ref'\ndate = 'Date'\nlatitude = 'Lat'\nlongitude = 'Long'\nplace = 'Town'\n"
    header = ("Ref", "Date", "Town", "Lat", "Long")
    assert problems(csv_bytes(("1", "2022-01-01", "x", "43", "33"), header=header), mapping.read_map(text)) == []
