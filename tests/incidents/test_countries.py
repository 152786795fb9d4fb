"""Countries: codes, names in news usage, and the successor of every Gleditsch–Ward number."""

import re

import pytest

from incidents.countries import COUNTRIES, GLEDITSCH_WARD, alpha3, from_gleditsch_ward, name

# Every number in the country and government columns of UCDP GED rows that the project was tried with.
NUMBERS_IN_USE = (
    2, 41, 70, 100, 101, 135, 140, 200, 343, 345, 346, 365, 369, 373, 432, 436, 437, 439, 450, 451, 471, 475, 482, 483,
    484, 490, 500, 501, 516, 517, 520, 530, 531, 540, 541, 560, 572, 581, 615, 620, 625, 626, 630, 640, 645, 651, 652,
    660, 666, 678, 700, 702, 703, 750, 770, 775, 780, 790, 800, 811, 840, 850,
)  # fmt: skip


@pytest.mark.parametrize(
    ("alpha2", "expected"),
    [
        ("SY", "Syria"),
        ("IR", "Iran"),
        ("RU", "Russia"),
        ("CD", "Democratic Republic of the Congo"),
        ("CG", "Republic of the Congo"),
        ("MM", "Myanmar"),
        ("PS", "Palestine"),
        ("XK", "Kosovo"),
        ("CI", "Ivory Coast"),
    ],
)
def test_a_country_has_the_name_that_news_uses(alpha2, expected):
    assert name(alpha2) == expected


def test_an_unknown_code_is_an_error():
    with pytest.raises(KeyError):
        name("ZZ")
    with pytest.raises(KeyError):
        alpha3("iq")


def test_alpha3_follows_iso_and_kosovo_its_user_assigned_code():
    assert alpha3("IQ") == "IRQ"
    assert alpha3("XK") == "XKX"


def test_codes_are_well_formed_and_unique():
    countries = COUNTRIES.values()
    assert len(COUNTRIES) == 250
    assert all(re.fullmatch("[A-Z]{2}", c.alpha2) and re.fullmatch("[A-Z]{3}", c.alpha3) for c in countries)
    assert {c.alpha2 for c in countries if not re.fullmatch(r"\d{3}", c.numeric)} == {"XK"}
    assert len({c.alpha3 for c in countries}) == len({c.name for c in countries}) == 250


def test_a_country_has_a_middle_and_a_reach():
    iraq = COUNTRIES["IQ"]
    assert iraq.latitude == pytest.approx(33.0, abs=0.5)
    assert iraq.longitude == pytest.approx(43.7, abs=0.5)
    assert 450_000 < iraq.radius_m < 650_000
    for country in COUNTRIES.values():
        assert -90 <= country.latitude <= 90
        assert -180 <= country.longitude <= 180
        assert country.radius_m >= 1_000


@pytest.mark.parametrize(
    ("number", "alpha2"),
    [
        (2, "US"),
        (200, "GB"),
        (255, "DE"),
        (260, "DE"),
        (265, "DE"),
        (315, "CZ"),
        (317, "SK"),
        (340, "RS"),
        (341, "ME"),
        (345, "RS"),
        (347, "XK"),
        (365, "RU"),
        (490, "CD"),
        (511, "TZ"),
        (530, "ET"),
        (531, "ER"),
        (625, "SD"),
        (626, "SS"),
        (645, "IQ"),
        (678, "YE"),
        (680, "YE"),
        (751, "IN"),
        (816, "VN"),
        (817, "VN"),
    ],
)
def test_a_gleditsch_ward_number_means_the_present_holder_of_the_land(number, alpha2):
    assert from_gleditsch_ward(number) == alpha2


@pytest.mark.parametrize("number", NUMBERS_IN_USE)
def test_every_number_in_use_has_a_country(number):
    assert from_gleditsch_ward(number) in COUNTRIES


def test_an_unknown_number_says_so():
    with pytest.raises(KeyError, match="999 is not a Gleditsch–Ward country number"):
        from_gleditsch_ward(999)


def test_a_year_outside_the_life_of_the_state_is_an_error():
    assert from_gleditsch_ward(265, year=1985) == "DE"
    assert from_gleditsch_ward(626, year=2013) == "SS"
    with pytest.raises(KeyError, match=r"265 \(German Democratic Republic, 1949–1990\) did not exist in 1995"):
        from_gleditsch_ward(265, year=1995)
    with pytest.raises(KeyError, match="did not exist in 2005"):
        from_gleditsch_ward(626, year=2005)


def test_both_lists_agree_on_who_holds_which_number():
    by_country = {number: c.alpha2 for c in COUNTRIES.values() for number in c.gleditsch_ward}
    assert by_country == {state.number: state.alpha2 for state in GLEDITSCH_WARD.values()}
    assert COUNTRIES["YE"].gleditsch_ward == (678, 680)
