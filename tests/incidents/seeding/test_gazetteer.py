"""The gazetteer: parents first, spellings with their language, and a second load that changes nothing."""

import pytest

from incidents.models import Place, PlaceName
from incidents.seeding.gazetteer import load_places
from incidents.seeding.records import SeedError

pytestmark = pytest.mark.django_db

HEADER = (
    "key,name,kind,parent_key,country,iso_3166_2,pcode,latitude,longitude,radius_m,coord_basis,timezone,"
    "alternative_names\n"
)
BAGHDAD = "iq-baghdad,Baghdad,settlement,iq-bg,IQ,,,33.34,44.4,21000,GeoNames 98182,Asia/Baghdad,Bagdad;ar:بغداد\n"
PROVINCE = "iq-bg,Baghdad,adm1,iq,IQ,IQ-BG,IQG08,,,,,Asia/Baghdad,\n"
IRAQ = "iq,Iraq,country,,IQ,,,33.04,43.74,570000,Natural Earth,Asia/Baghdad,\n"


@pytest.fixture
def gazetteer(tmp_path):
    def write(*rows):
        path = tmp_path / "places.csv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        return path

    return write


def test_places_are_stored_with_their_parents_in_whatever_order_the_file_has_them(gazetteer):
    places = load_places(gazetteer(BAGHDAD, PROVINCE, IRAQ))
    assert places["iq-baghdad"].parent == places["iq-bg"]
    assert places["iq-bg"].parent == places["iq"]
    assert Place.objects.get(iso_3166_2="IQ-BG").pcode == "IQG08"


def test_a_blank_point_stays_blank(gazetteer):
    province = load_places(gazetteer(PROVINCE, IRAQ))["iq-bg"]
    assert (province.latitude, province.longitude, province.radius_m) == (None, None, None)


def test_other_spellings_keep_their_language(gazetteer):
    baghdad = load_places(gazetteer(BAGHDAD, PROVINCE, IRAQ))["iq-baghdad"]
    assert set(baghdad.names.values_list("name", "language", "kind")) == {
        ("Bagdad", "", "spelling"),
        ("بغداد", "ar", "translation"),
    }


def test_loading_twice_changes_nothing(gazetteer):
    path = gazetteer(BAGHDAD, PROVINCE, IRAQ)
    first = load_places(path)
    before = list(Place.objects.values()), list(PlaceName.objects.values())
    again = load_places(path)
    assert (list(Place.objects.values()), list(PlaceName.objects.values())) == before
    assert {key: place.pk for key, place in again.items()} == {key: place.pk for key, place in first.items()}


def test_a_place_that_somebody_has_corrected_is_left_as_it_is(gazetteer):
    path = gazetteer(BAGHDAD, PROVINCE, IRAQ)
    load_places(path)
    Place.objects.filter(kind="settlement").update(latitude="33.30")
    assert str(load_places(path)["iq-baghdad"].latitude) == "33.300000"


def test_a_missing_parent_is_named(gazetteer):
    with pytest.raises(SeedError, match="iq-bg"):
        load_places(gazetteer(PROVINCE))
    assert not Place.objects.exists()


def test_a_key_that_stands_twice_is_refused(gazetteer):
    with pytest.raises(SeedError, match="twice"):
        load_places(gazetteer(IRAQ, IRAQ))
