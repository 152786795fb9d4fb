"""Is a point told to lie outside a country only where nobody would look for it there?"""

import pytest

from incidents import countries, territory

BAGHDAD, RAMADI = (33.31, 44.37), (33.4258, 43.2996)


@pytest.mark.parametrize(
    ("country", "point"),
    [
        ("IQ", BAGHDAD),
        ("IQ", (29.9, 48.5)),  # Al-Faw, where the river meets the sea
        ("IQ", (29.7, 48.8)),  # Al Basrah Oil Terminal, in the Gulf
        ("US", (21.3, -157.9)),  # Honolulu
        ("RU", (66.0, -171.0)),  # beyond the antimeridian
        ("FJ", (-17.8, 178.0)),
        ("FR", (42.0, 9.0)),  # Corsica
        ("TV", (-8.52, 179.2)),  # has no outline, and its circle stands for it
        ("LB", (33.9, 35.5)),
    ],
)
def test_a_point_in_a_country_or_off_its_coast_is_not_outside(country, point):
    assert territory.kilometres_outside(country, point) == 0


@pytest.mark.parametrize(
    ("country", "point", "least", "most"),
    [
        ("IQ", RAMADI[::-1], 600, 1000),  # swapped: the Black Sea
        ("IQ", (-33.4258, 43.2996), 6000, 8000),  # south of Madagascar
        ("LB", (35.5, 33.9), 150, 250),  # swapped: off Cyprus
        ("TV", BAGHDAD, 10_000, 16_000),
    ],
)
def test_a_point_elsewhere_is_told_with_about_how_far_it_lies(country, point, least, most):
    assert least < territory.kilometres_outside(country, point) < most


@pytest.mark.parametrize(
    ("point", "names"),
    [
        ((44.95, 34.1), ("UA", "RU")),  # Simferopol
        ((48.0, 37.8), ("UA", "RU")),  # Donetsk
        ((34.08, 74.8), ("IN", "PK")),  # Srinagar
        ((42.66, 21.17), ("XK", "RS")),  # Pristina
        ((27.14, -13.19), ("EH", "MA")),  # Laayoune
        ((25.03, 121.5), ("TW", "CN")),  # Taipei
        ((31.9, 35.2), ("PS", "IL")),  # Ramallah
        ((33.1, 35.8), ("SY", "IL")),  # the Golan Heights
        ((9.56, 44.06), ("SO",)),  # Hargeisa
        ((4.85, 31.58), ("SS", "SD")),  # Juba, before 2011 and since
        ((15.33, 38.93), ("ER", "ET")),  # Asmara, before 1993 and since
    ],
)
def test_land_that_two_states_claim_or_held_may_go_under_either(point, names):
    for name in names:
        assert territory.is_within(name, point) or territory.kilometres_outside(name, point) == 0


def test_every_country_has_somewhere_to_be():
    for country in countries.COUNTRIES.values():
        assert territory.kilometres_outside(country.alpha2, (country.latitude, country.longitude)) == 0
