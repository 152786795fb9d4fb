"""Counts in selected words: what each expression says, and the numbers that count nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import counts
from incidents.coding.reading import read_count
from tests.incidents.coding.reading.values import count, values

NOTHING = (None, None, None, None)
NONE_REPORTED = ("none_reported", None, None, None)
SEVERAL = ("words", 2, None, None)
SOME = ("words", None, None, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Four rockets", ("exact", 4, 4, 4)),
        ("four", ("exact", 4, 4, 4)),
        ("one rocket", ("exact", 1, 1, 1)),
        ("one of the rockets", ("exact", 1, 1, 1)),
        ("the other three rockets", ("exact", 3, 3, 3)),
        ("three more were wounded", ("exact", 3, 3, 3)),
        ("a child", ("exact", 1, 1, 1)),
        ("an Iraqi soldier", ("exact", 1, 1, 1)),
        ("a senior Iraqi security official in Baghdad", ("exact", 1, 1, 1)),
        ("a 12-year-old boy", ("exact", 1, 1, 1)),
        ("a rocket hit the wall", ("exact", 1, 1, 1)),
        ("twenty-one people", ("exact", 21, 21, 21)),
        ("twenty one-way drones", ("exact", 20, 20, 20)),
        ("two hundred people", ("exact", 200, 200, 200)),
        ("one hundred and fifty-two people", ("exact", 152, 152, 152)),
        ("two thousand and five people", ("exact", 2005, 2005, 2005)),
        ("2,500 people", ("exact", 2500, 2500, 2500)),
        ("12 people", ("exact", 12, 12, 12)),
        ("a total of 12 people", ("exact", 12, 12, 12)),
        ("only two", ("exact", 2, 2, 2)),
        ("killed one and", ("exact", 1, 1, 1)),
    ],
)
def test_a_plain_number_is_exact(words, expected):
    assert count(read_count(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at least two", ("at_least", 2, 2, None)),
        ("At least 12 people", ("at_least", 12, 12, None)),
        ("no fewer than 5", ("at_least", 5, 5, None)),
        ("more than 3", ("at_least", 4, 4, None)),
        ("over 1,000", ("at_least", 1001, 1001, None)),
        ("death toll tops 136,000", ("at_least", 136001, 136001, None)),
        ("5 or more", ("at_least", 5, 5, None)),
        ("10+ dead", ("at_least", 10, 10, None)),
        ("23 citizens at least in the town", ("at_least", 23, 23, None)),
        ("up to 4", ("at_most", None, None, 4)),
        ("as many as 12", ("at_most", None, None, 12)),
        ("no more than four", ("at_most", None, None, 4)),
        ("fewer than 5", ("at_most", None, None, 4)),
        ("around ten", ("about", None, 10, None)),
        ("about 40 fighters", ("about", None, 40, None)),
        ("some 30 people", ("about", None, 30, None)),
        ("nearly 60 people", ("about", None, 60, None)),
        ("an estimated 300 people", ("about", None, 300, None)),
        ("~100", ("about", None, 100, None)),
        ("10 or so", ("about", None, 10, None)),
        ("about 1.5 million people", ("about", None, 1_500_000, None)),
        ("three to five", ("range", 3, None, 5)),
        ("3-5 rockets", ("range", 3, None, 5)),
        ("3 – 5 rockets", ("range", 3, None, 5)),
        ("two or three", ("range", 2, None, 3)),
        ("between 20 and 30 people", ("range", 20, None, 30)),
        ("from three to five rockets", ("range", 3, None, 5)),
    ],
)
def test_a_hedge_or_a_range_is_kept_as_it_was_put(words, expected):
    assert count(read_count(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected", "said"),
    [
        ("dozens of rockets", SEVERAL, "dozens"),
        ("several people", SEVERAL, "several"),
        ("scores of insurgents", SEVERAL, "scores"),
        ("hundreds of people", SEVERAL, "hundreds"),
        ("several hundred people", SEVERAL, "several hundred"),
        ("a handful of people", SEVERAL, "a handful"),
        ("a dozen", SEVERAL, "a dozen"),
        ("two dozen rockets", SEVERAL, "two dozen"),
        ("at least a dozen people", SEVERAL, "at least a dozen"),
        ("a hundred people", SEVERAL, "a hundred"),
        ("a barrage of rockets", SEVERAL, "a barrage"),
        ("no more than a dozen", SOME, "no more than a dozen"),
        ("fewer than a dozen people", SOME, "fewer than a dozen"),
        ("a number of rockets", SOME, "a number"),
        ("“a relatively small number” of rockets", SOME, "a relatively small number"),
        ("an unspecified number of people", SOME, "an unspecified number"),
        ("an unknown number of rockets", ("unknown", None, None, None), "an unknown number"),
    ],
)
def test_a_manner_of_speaking_stays_words(words, expected, said):
    suggested = read_count(words)
    assert count(suggested) == expected
    assert values(suggested)["number_text"] == said


@pytest.mark.parametrize(
    "words",
    [
        "no one",
        "Nobody.",
        "none",
        "no casualties",
        "no civilian casualties",
        "There were no immediate reports of casualties",
        "no confirmed reports of deaths",
        "without causing casualties",
        "did not cause any casualties",
        "no one was hurt",
        "nobody was killed or injured",
        "دون وقوع إصابات",
        "لم تسجل إصابات",
        "אין נפגעים",
        "לא דווח על נפגעים",
    ],
)
def test_nobody_is_none_reported_and_never_zero(words):
    assert count(read_count(words)) == NONE_REPORTED


@pytest.mark.parametrize(
    "words",
    [
        "in 2022",
        "the 2020 strike",
        "killed in Baghdad in 2020",
        "2022 rockets",
        "aged 12",
        "children under 5",
        "people over 60",
        "122mm rockets",
        "122 mm rockets",
        "107-millimetre rockets",
        "3 km away",
        "200 metres from the wall",
        "two days ago",
        "for three hours",
        "a 24-hour clash",
        "three times",
        "at 10:30 p.m.",
        "at 11 pm",
        "on 13 January",
        "January 13",
        "13/01/2022",
        "2014-05-05",
        "12-13 January",
        "Route 5",
        "Type 63",
        "F-16",
        "the 82nd Brigade",
        "the first rocket",
        "Shahed-136 drones",
        "an AK-47",
        "seven-storey building",
        "a rocket attack",
        "a rocket launcher",
        "Rockets struck",
        "one day",
        "at one point",
        "this one",
        "one another",
        "40 percent",
        "40%",
        "$40",
        "يبلغ من العمر 12 عاما",
        "على بعد 3 كيلومترات",
        "عام 2022",
        "בן 12",
    ],
)
def test_years_ages_calibres_dates_distances_times_and_names_are_no_counts(words):
    assert count(read_count(words)) == NOTHING


@pytest.mark.parametrize(
    "words",
    [
        "",
        "the school",
        "two people and three rockets",
        "two and three",
        "one of four rockets",
        "three of the four rockets",
        "half of the 12 people",
        "two thirds of the 12 people",
        "not four",
        "reports about three soldiers",
        "flew over two villages",
        "at least another three rockets",
        "at least three to five",
        "the toll rose from three to five",
        "5-3",
        "1.5 million",
        "more than 1.5 million",
        "1,20",
        "1.200 people",
        "5k people",
        "4.5",
        "0",
        "zero",
        "five billion",
        "99999999999",
        "how many",
        "no other casualties",
        "no casualties but two injured",
        "مئة وخمسة أشخاص",
        "the words of one selection " * 40,
    ],
)
def test_what_may_be_read_in_two_ways_is_not_read(words):
    assert count(read_count(words)) == NOTHING


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("صاروخان", ("exact", 2, 2, 2)),
        ("قتيلان", ("exact", 2, 2, 2)),
        ("وجنديان", ("exact", 2, 2, 2)),
        ("٤ صواريخ", ("exact", 4, 4, 4)),
        ("أربعة صواريخ", ("exact", 4, 4, 4)),
        ("خمسة وعشرين قتيلا", ("exact", 25, 25, 25)),
        ("ثلاثة عشر جنديا", ("exact", 13, 13, 13)),
        ("صاروخ واحد", ("exact", 1, 1, 1)),
        ("أكثر من 20 شخصا", ("at_least", 21, 21, None)),
        ("ما لا يقل عن ٥ أشخاص", ("at_least", 5, 5, None)),
        ("نحو 30 شخصا", ("about", None, 30, None)),
        ("ما بين 3 و5 صواريخ", ("range", 3, None, 5)),
        ("عدة صواريخ", SEVERAL),
        ("عشرات الصواريخ", SEVERAL),
        ("عدد من الصواريخ", SOME),
        ("مقتل مدنيين", NOTHING),
        ("دون سقوط أي قتيل", NOTHING),
        ("שתי רקטות", ("exact", 2, 2, 2)),
        ("רקטה אחת", ("exact", 1, 1, 1)),
        ("ארבע רקטות", ("exact", 4, 4, 4)),
        ("לפחות שלוש רקטות", ("at_least", 3, 3, None)),
        ("כ-10 רקטות", ("about", None, 10, None)),
        ("עשרות רקטות", SEVERAL),
    ],
)
def test_arabic_and_hebrew_numbers(words, expected):
    assert count(read_count(words)) == expected


def test_the_words_of_the_number_are_the_sources_own():
    assert values(read_count("At least  Four rockets"))["number_text"] == "At least  Four"
    assert values(read_count("٤ صواريخ"))["number_text"] == "٤"


def test_the_rule_says_how_it_was_read():
    assert read_count("more than 3")[0].rule == "“more than 3” is a floor: 4 or more."


@given(
    st.integers(1, 400), st.integers(1, 400), st.sampled_from(["{} to {}", "{}-{}", "{} or {}", "between {} and {}"])
)
def test_two_numbers_are_never_added_up(low, high, form):
    found = values(read_count(form.format(low, high)))
    assert low + high not in (found.get("low"), found.get("best"), found.get("high"))
    if low < high:
        assert (found["low"], found["high"]) == (low, high)
    else:
        assert not found


_WORDS = [
    "at least", "more than", "about", "up to", "no fewer", "not", "one", "two", "four", "twelve", "hundred", "thousand",
    "and", "or", "to", "-", ",", "a", "the", "of", "3", "10", "2,500", "1.5", "2022", "million", "dozen", "dozens",
    "several", "people", "rockets", "killed", "none", "casualties", "ثلاثة", "صاروخان", "عشرات", "אחת", "כ-",
]  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join) | st.text(max_size=60))
def test_every_suggested_count_is_sound(words):
    found = values(read_count(words))
    if found:
        assert counts.problem(*count(read_count(words))) is None
        assert found["number_text"]
