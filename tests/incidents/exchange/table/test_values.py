"""Is a cell read as it was meant, and refused where it could mean two things?"""

import pytest

from incidents import codebook
from incidents.exchange.table import days, values
from incidents.exchange.table.sheet import Unreadable


def count(text: str, **options: str) -> tuple:
    found = values.count(text, **options)
    return found.kind, found.low, found.best, found.high


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("4", ("exact", 4, 4, 4)), (" 4 ", ("exact", 4, 4, 4)), ("4.0", ("exact", 4, 4, 4)),
        ("at least 4", ("at_least", 4, 4, None)), ("3-5", ("range", 3, None, 5)), ("3–5", ("range", 3, None, 5)),
        ("~10", ("about", None, 10, None)), ("none", ("none", 0, 0, 0)),
        ("none reported", ("none_reported", None, None, None)),
        ("unknown", ("unknown", None, None, None)), ("several", ("words", 2, None, None)), ("two", ("exact", 2, 2, 2)),
        ("١٢٠٠", ("exact", 1200, 1200, 1200)), ("۴", ("exact", 4, 4, 4)), ("١٬٢٠٠", ("exact", 1200, 1200, 1200)),
    ],
)  # fmt: skip
def test_a_count_is_read_as_people_put_it(text, read):
    assert count(text) == read


@pytest.mark.parametrize("text", ["1,200", "1.200", "1 200", "1\u00a0200", "1_200", "1_000", "1'200", "12,34", "1.000"])
def test_a_grouped_number_is_refused_until_the_map_says_what_groups(text):
    with pytest.raises(Unreadable, match="can be read in two ways"):
        values.count(text)


@pytest.mark.parametrize(
    ("text", "sign"), [("1,200", ","), ("1.200", "."), ("1 200", " "), ("1\u202f200", " "), ("1_200", "_")]
)
def test_the_map_may_say_what_parts_thousands(text, sign):
    assert count(text, thousands=sign) == ("exact", 1200, 1200, 1200)


@pytest.mark.parametrize(
    "text", ["NaN", "nan", "inf", "-4", "4.5", "1e3", "=1+1", "#N/A", "TRUE", "04", "4٤", "४", "²"]
)
def test_what_is_no_count_is_refused(text):
    with pytest.raises(Unreadable):
        values.count(text)


def test_zero_is_refused_until_the_map_says_what_it_means():
    with pytest.raises(Unreadable, match="nobody was, that none was reported, or that it is not known"):
        values.count("0")
    assert count("0", zero="none") == ("none", 0, 0, 0)
    assert count("0", zero="none_reported") == ("none_reported", None, None, None)
    assert count("٠", zero="unknown") == ("unknown", None, None, None)


def read_day(text: str, *others: str, given: str = "") -> str:
    return days.read_day(text, days.order_of([text, *others], given=given))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2022-04-03", "2022-04-03"), ("2022-04", "2022-04"), ("[2022-04-03..2022-04-05]", "[2022-04-03..2022-04-05]"),
        ("2022/04/03", "2022-04-03"), ("2022-04-03 00:00:00", "2022-04-03"), ("3 April 2022", "2022-04-03"),
        ("April 3, 2022", "2022-04-03"), ("03-Apr-2022", "2022-04-03"), ("April 2022", "2022-04"),
        ("25/04/2022", "2022-04-25"), ("04/25/2022", "2022-04-25"), ("03.03.2022", "2022-03-03"),
        ("٢٠٢٢-٠٤-٠٣", "2022-04-03"), ("2022-04-03?", "2022-04-03?"),
    ],
)  # fmt: skip
def test_a_date_that_can_be_only_one_is_read(text, edtf):
    assert read_day(text) == edtf


@pytest.mark.parametrize("text", ["03/04/2022", "3.4.2022", "03-04-2022", "٠٣/٠٤/٢٠٢٢"])
def test_a_date_that_can_be_two_is_refused(text):
    with pytest.raises(Unreadable, match="can be two days, 2022-04-03 or 2022-03-04"):
        read_day(text)


def test_the_column_may_prove_the_order_or_the_map_say_it():
    assert read_day("03/04/2022", "25/01/2021") == "2022-04-03"
    assert read_day("03/04/2022", "01/25/2021") == "2022-03-04"
    assert read_day("03/04/2022", given="month-day-year") == "2022-03-04"


def test_a_column_that_has_both_orders_proves_neither():
    with pytest.raises(Unreadable, match="in this column “25/01/2021” has the day first and “01/25/2021” the month"):
        read_day("03/04/2022", "25/01/2021", "01/25/2021")
    assert read_day("25/01/2021", "01/25/2021") == "2021-01-25"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("03/04/22", "four digits"), ("2022-04-03 14:30", "time of day"), ("44574", "number of a day"),
        ("31/02/2022", "not a day in the calendar"), ("yesterday", "not a date"), ("2022-13-01", "no such month"),
        ("1.200", "not a date"), ("NaN", "not a date"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_reason(text, why):
    with pytest.raises(Unreadable, match=why):
        read_day(text)


def test_a_month_first_order_of_the_map_refuses_what_does_not_fit_it():
    with pytest.raises(Unreadable, match="not a day in the calendar in this order"):
        read_day("25/04/2022", given="month-day-year")


@pytest.mark.parametrize("text", ["shooting", "Shooting", " SHOOTING "])
def test_a_code_is_taken_by_code_or_label_in_any_case(text):
    assert values.code(text, codebook.ATTACK_TYPE) == "shooting"


def test_a_code_of_two_words_is_taken_either_way():
    assert values.code("planted explosive", codebook.ATTACK_TYPE) == "planted_explosive"
    assert values.code("planted_explosive", codebook.ATTACK_TYPE) == "planted_explosive"


def test_a_value_outside_of_the_list_is_refused_with_the_nearest():
    with pytest.raises(Unreadable, match="The nearest are: shooting"):
        values.code("shoting", codebook.ATTACK_TYPE)
    with pytest.raises(Unreadable, match="planted_explosive"):
        values.code("IED blast", codebook.ATTACK_TYPE)


@pytest.mark.parametrize("text", ["IQ", "irq", "Iraq", "IRAQ"])
def test_a_country_is_taken_by_code_or_name(text):
    assert values.country(text) == "IQ"


def test_a_word_of_a_name_is_nearer_than_a_spelling():
    """ACLED calls indirect fire “Shelling/artillery/missile attack”."""
    with pytest.raises(Unreadable, match="The nearest are: indirect_fire"):
        values.code("Shelling", codebook.ATTACK_TYPE)


def test_a_country_misspelt_is_refused_with_the_nearest():
    with pytest.raises(Unreadable, match=r"Perhaps .*IQ"):
        values.country("Irak")


def test_degrees_take_a_comma_only_where_the_map_says_so():
    assert values.degrees("33.3128") == 33.3128
    assert values.degrees("33,3128", decimal=",") == 33.3128
    with pytest.raises(Unreadable, match='If the comma parts decimals, say in the map: decimal = ","'):
        values.degrees("33,3128")


@pytest.mark.parametrize("text", ["91", "-90.1", "33°18'", "1e1", "NaN", "inf", "33.3128.4", ""])
def test_what_is_no_latitude_is_refused(text):
    with pytest.raises(Unreadable):
        values.degrees(text)


@pytest.mark.parametrize(
    ("text", "most", "number"),
    [
        ("33°18'46\"N", 90, 33.31278), ("44° 21’ 58” E", 180, 44.36611), ("36°20'N", 90, 36.33333),
        ("3.5°S", 90, -3.5), ("70°30′W", 180, -70.5), ("٣٦°٢٠'N", 90, 36.33333),
    ],
)  # fmt: skip
def test_degrees_with_minutes_and_a_quarter_of_the_sky_are_read(text, most, number):
    assert values.degrees(text, most=most) == number


@pytest.mark.parametrize(
    ("text", "most"), [("36°20'E", 90), ("43°07'N", 180), ("36°75'N", 90), ("95°N", 90), ("36°20'", 90)]
)
def test_degrees_of_another_quarter_or_without_one_are_refused(text, most):
    with pytest.raises(Unreadable):
        values.degrees(text, most=most)


@pytest.mark.parametrize("text", ["unbekannt", "Inconnu", "مجهول", "Unidentified", "невідомо"])
def test_who_is_not_known_accuses_nobody_in_any_language(text):
    assert values.name(text, 250) == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-25T10:22:11.000+03:00", "2022-03-25"), ("2022-04-03 14:30:00", "2022-04-03"),
        ("25/03/2022 14:30", "25/03/2022"), ("3/25/2022 2:30 PM", "3/25/2022"), ("2022-03-25", "2022-03-25"),
        ("13 January 2022", "13 January 2022"), ("2022-01-10/2022-01-13", "2022-01-10/2022-01-13"),
    ],
)  # fmt: skip
def test_the_day_of_a_moment_is_as_it_is_written(text, day):
    assert days.without_time(text) == day


def test_a_time_beside_the_day_proves_the_order_all_the_same():
    assert days.order_of(["03/04/2022 10:00", "25/03/2022 14:30"]).order == "day-month-year"


@pytest.mark.parametrize("text", ["Multiple", "various", "n/a", "?"])
def test_a_word_that_names_nobody_is_refused_where_a_name_should_stand(text):
    with pytest.raises(Unreadable):
        values.name(text, 250)
