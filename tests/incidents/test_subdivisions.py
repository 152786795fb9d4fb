"""Subdivision names as datasets write them, matched to ISO 3166-2."""

import pytest

from incidents.countries import COUNTRIES
from incidents.subdivisions import SUBDIVISIONS, match_admin1


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("SY", "Idlib governorate", ("SY-ID", "Idlib")),
        ("SY", "Deir ez Zor governorate", ("SY-DY", "Deir ez-Zor")),
        ("IQ", "Al Anbār province", ("IQ-AN", "Anbar")),
        ("IQ", "Nīnawá province", ("IQ-NI", "Nineveh")),
        ("IQ", "Şalāḩ ad Dīn province", ("IQ-SD", "Salah al-Din")),
        ("IQ", "Arbil", ("IQ-AR", "Erbil")),
        ("MM", "Magway  region", ("MM-03", "Magway")),
        ("MM", "Karen state", ("MM-13", "Kayin")),
        ("MX", "Michoacán state", ("MX-MIC", "Michoacán")),
        ("MX", "México state", ("MX-MEX", "State of Mexico")),
        ("MX", "Distrito Federal", ("MX-CMX", "Mexico City")),
        ("UA", "Donetsk Oblast", ("UA-14", "Donetsk")),
        ("CF", "Ombella-M'Poko province", ("CF-MP", "Ombella-M'Poko")),
        ("TR", "Diyarbakir", ("TR-21", "Diyarbakır")),
        ("YE", "Ta'izz governorate", ("YE-TA", "Taiz")),
        ("PK", "Azad Jammu & Kashmir", ("PK-JK", "Azad Kashmir")),
    ],
)
def test_accents_articles_and_generic_words_do_not_count(country, text, expected):
    assert match_admin1(country, text) == expected


def test_the_generic_word_counts_where_it_alone_tells_two_apart():
    assert match_admin1("UA", "Kyiv") == ("UA-30", "Kyiv City")
    assert match_admin1("UA", "Kyiv oblast") == ("UA-32", "Kyiv Oblast")


def test_a_lower_level_is_found_below_the_top_level():
    assert match_admin1("PH", "Sulu province") == ("PH-SLU", "Sulu")
    assert SUBDIVISIONS["PH-SLU"].parent == "PH-14"


def test_the_top_level_wins_over_a_lower_one_of_the_same_name():
    assert match_admin1("BD", "Dhaka") == ("BD-C", "Dhaka")


def test_a_name_that_fits_two_of_the_same_level_is_no_match():
    assert match_admin1("MZ", "Maputo") is None


@pytest.mark.parametrize(
    ("country", "text"),
    [("IQ", ""), ("IQ", "province"), ("IQ", "Aleppo"), ("ZZ", "Idlib"), ("PK", "Federally Administered Tribal Areas")],
)
def test_what_is_not_a_subdivision_of_the_country_is_no_match(country, text):
    assert match_admin1(country, text) is None


def test_every_country_with_subdivisions_is_a_country_and_every_parent_exists():
    for code, division in SUBDIVISIONS.items():
        assert division.country in COUNTRIES
        assert code.startswith(f"{division.country}-")
        assert not division.parent or division.parent in SUBDIVISIONS


def test_the_countries_in_the_news_have_their_subdivisions():
    counts = dict.fromkeys(("SY", "UA", "YE", "MM", "MX", "AF"), 0)
    for division in SUBDIVISIONS.values():
        if division.country in counts:
            counts[division.country] += 1
    assert counts == {"SY": 14, "UA": 27, "YE": 22, "MM": 15, "MX": 32, "AF": 34}
