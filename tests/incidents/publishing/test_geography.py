import pytest

from incidents.publishing import gather
from incidents.publishing.geography import PublicPoint, public_geography
from tests.factories import IncidentFactory, LocationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    country = PlaceFactory(name="Iraq", kind="country", latitude="33.0", longitude="43.7")
    return PlaceFactory(
        name="Baghdad",
        kind="adm1",
        iso_3166_2="IQ-BG",
        parent=country,
        latitude="33.31",
        longitude="44.36",
        radius_m=40000,
    )


@pytest.fixture
def district(province):
    return PlaceFactory(name="Karkh", kind="adm2", parent=province, latitude="33.3", longitude="44.3", radius_m=9000)


def geography_of(place, sensitivity="open", **fields):
    incident = IncidentFactory(sensitivity=sensitivity)
    LocationFactory(incident=incident, place=place, **{"precision": "site", **fields})
    return public_geography(gather([incident])[0])


def test_an_open_incident_shows_the_point_of_its_place(district):
    school = PlaceFactory(
        name="School", kind="site", parent=district, latitude="33.298123", longitude="44.395", radius_m=300
    )
    geography = geography_of(school)
    assert geography.point == PublicPoint(33.29812, 44.395, 300, "site")
    assert (geography.place, geography.country) == ("School", "IQ")
    assert (geography.admin1, geography.admin1_code) == ("Baghdad", "IQ-BG")
    assert geography.priogrid_gid() == 177569


def test_a_better_point_of_the_location_wins_over_the_place(district):
    geography = geography_of(district, latitude="33.25", longitude="44.41", precision="point")
    assert geography.point == PublicPoint(33.25, 44.41, 100, "point")


def test_a_radius_of_the_location_wins(district):
    assert geography_of(district, radius_m=750).point.radius_m == 750


def test_near_a_town_is_as_far_as_near_means_not_as_wide_as_the_town(district):
    town = PlaceFactory(parent=district, radius_m=3000)
    assert geography_of(town, precision="near").point.radius_m == 25000


def test_a_coarse_incident_shows_only_the_district_above(district):
    school = PlaceFactory(name="School", kind="site", parent=district, latitude="33.298", longitude="44.395")
    geography = geography_of(school, "coarse", relation_text="behind the mill", latitude="33.2981", longitude="44.3951")
    assert geography.point == PublicPoint(33.3, 44.3, 9000, "adm2")
    assert [location.place.name for location in geography.locations] == ["Karkh"]
    assert geography.locations[0].relation_text == ""
    assert geography.place == "Karkh"
    assert geography.priogrid_gid() is None


def test_without_a_district_a_coarse_incident_shows_the_province(province):
    town = PlaceFactory(parent=province)
    assert geography_of(town, "coarse").point == PublicPoint(33.31, 44.36, 40000, "adm1")


def test_without_either_a_coarse_incident_shows_the_country_and_no_point():
    country = PlaceFactory(name="Iraq", kind="country", country="IQ")
    geography = geography_of(PlaceFactory(parent=country, country=""), "coarse")
    assert (geography.country, geography.point, geography.place, geography.locations) == ("IQ", None, "", ())


def test_a_hidden_place_shows_the_country_only(district):
    geography = geography_of(PlaceFactory(parent=district), "hidden_place")
    assert (geography.country, geography.admin1, geography.point, geography.place) == ("IQ", "", None, "")
    assert geography.cell() is None


def test_a_place_without_coordinates_gives_no_point():
    place = PlaceFactory(latitude=None, longitude=None)
    assert geography_of(place).point is None


def test_without_a_primary_location_nothing_is_known():
    geography = public_geography(gather([IncidentFactory()])[0])
    assert (geography.country, geography.point) == ("", None)


def test_places_that_lie_in_each_other_do_not_hang():
    one = PlaceFactory(kind="zone")
    other = PlaceFactory(kind="zone", parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=other)
    assert geography_of(other).country == "IQ"
