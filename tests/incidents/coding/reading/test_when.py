"""Dates and times of day in selected words, resolved against the article's date, in three languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import dates
from incidents.codebook import PART_OF_DAY, TIME_KIND
from incidents.coding.reading import read_when
from tests.incidents.coding.reading.values import basis, values

SEED = "[2022-01-13,2022-01-14]"
"""The seed article came out on one of these two days: a Thursday and a Friday."""


def date_of(words: str, published: str = SEED) -> str | None:
    return values(read_when(words, published=published)).get("date_edtf")


def time_of(words: str) -> dict[str, str]:
    return {name: value for name, value in values(read_when(words, published=SEED)).items() if name != "date_edtf"}


@pytest.mark.parametrize("published", [SEED, "2022-01-13", "2022-01-14", "2022-01-19"])
def test_thursday_night_is_the_nearest_thursday_and_the_night(published):
    suggested = read_when("on Thursday night", published=published)
    assert values(suggested) == {
        "date_edtf": "2022-01-13",
        "time_kind": "part_of_day",
        "part_of_day": "night",
        "time_text": "Thursday night",
    }
    assert basis(suggested, "date_edtf") == "calculated"
    assert basis(suggested, "part_of_day") == "stated"


def test_the_rule_names_the_weekday_and_the_day_of_publication():
    [date, *_] = read_when("on Thursday night", published="2022-01-14")
    assert date.rule == "The nearest Thursday on or before 14 January 2022, when the article was published."
    [date, *_] = read_when("on Thursday night", published=SEED)
    assert "13 or 14 January 2022" in date.rule


def test_without_a_day_of_publication_only_the_time_of_day_is_read():
    for published in ("", "2022", "2022-01-13?", "[..2022-01-13]", "nonsense"):
        assert values(read_when("on Thursday night", published=published)) == {
            "time_kind": "part_of_day", "part_of_day": "night", "time_text": "Thursday night",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("The rockets fired Thursday", SEED, "2022-01-13"),
        ("Thursday's attack", SEED, "2022-01-13"),
        ("The first session on Sunday", SEED, "2022-01-09"),
        ("early Friday", "2022-01-14", "2022-01-14"),
        ("early Friday", SEED, "[2022-01-07,2022-01-14]"),
        ("late on Wednesday", SEED, "2022-01-12"),
        ("since Thursday", SEED, "2022-01-13/.."),
        ("today", "2022-01-14", "2022-01-14"),
        ("this evening", "2022-01-13", "2022-01-13"),
        ("tonight", "2022-01-13", "2022-01-13"),
        ("yesterday", "2022-01-14", "2022-01-13"),
        ("yesterday", SEED, "[2022-01-12,2022-01-13]"),
        ("yesterday, Thursday", SEED, "2022-01-13"),
        ("the day before yesterday", "2022-01-14", "2022-01-12"),
        ("two days ago", "2022-01-14", "2022-01-12"),
        ("3 days ago", "2022-01-14", "2022-01-11"),
        ("overnight", "2022-01-14", "[2022-01-13,2022-01-14]"),
        ("last night", "2022-01-14", "[2022-01-13,2022-01-14]"),
        ("Thursday night into Friday", "2022-01-14", "[2022-01-13,2022-01-14]"),
        ("late Thursday and early Friday", "2022-01-14", None),
        ("the night between Thursday and Friday", "2022-01-14", "[2022-01-13,2022-01-14]"),
    ],
)
def test_words_near_the_day_of_publication(words, published, expected):
    assert date_of(words, published) == expected


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("last Thursday", "2022-01-13", "2022-01-06"),
        ("last Thursday", "2022-01-14", "[2022-01-06,2022-01-13]"),
        ("last Thursday", SEED, "[2022-01-06,2022-01-13]"),
        ("last Thursday", "2022-01-19", "2022-01-13"),
        ("last Monday", "2022-01-14", "[2022-01-03,2022-01-10]"),
        ("last Friday", "2022-01-10", "2022-01-07"),
    ],
)
def test_last_thursday_is_ambiguous_near_the_day(words, published, expected):
    assert date_of(words, published) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on 13 January", "2022-01-13"),
        ("on January 13", "2022-01-13"),
        ("Jan. 13", "2022-01-13"),
        ("January 13th", "2022-01-13"),
        ("the 5th of January", "2022-01-05"),
        ("on December 25", "2021-12-25"),
        ("Thursday, January 13", "2022-01-13"),
        ("since 5 January", "2022-01-05/.."),
        ("in October", "2021-10"),
        ("In May", "2021-05"),
        ("following Iraqi elections in October in which", "2021-10"),
        ("since the beginning of January", "2022-01/.."),
        ("since January", "2022-01/.."),
        ("in early January", "2022-01"),
    ],
)
def test_a_date_without_its_year_is_the_nearest_on_or_before_publication(words, expected):
    suggested = read_when(words, published=SEED)
    assert values(suggested)["date_edtf"] == expected
    assert basis(suggested, "date_edtf") == "calculated"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("January 13, 2022", "2022-01-13"),
        ("13 January 2022", "2022-01-13"),
        ("the 13th of January, 2022", "2022-01-13"),
        ("Thursday, 13 January 2022", "2022-01-13"),
        ("2022-01-13", "2022-01-13"),
        ("13/01/2022", "2022-01-13"),
        ("01/13/2022", "2022-01-13"),
        ("13.01.2022", "2022-01-13"),
        ("05/05/2021", "2021-05-05"),
        ("in October 2021", "2021-10"),
        ("January 2022", "2022-01"),
        ("in 2020", "2020"),
        ("in Baghdad in 2020", "2020"),
        ("2020", "2020"),
        ("since 2020", "2020/.."),
    ],
)
@pytest.mark.parametrize("published", [SEED, ""])
def test_a_whole_date_is_stated(words, expected, published):
    suggested = read_when(words, published=published)
    assert values(suggested)["date_edtf"] == expected
    assert basis(suggested, "date_edtf") == "stated"


@pytest.mark.parametrize(
    "words",
    [
        "10/01/2022",
        "13/1/22",
        "13/1",
        "30 February 2022",
        "on 20 January 2022",
        "on 20 January",
        "Friday, 13 January 2022",
        "12-13 January",
        "January 13-14",
        "13 and 14 January",
        "June-July 2021",
        "before 13 January",
        "until 13 January",
        "next Thursday",
        "the coming Thursday",
        "will meet on Thursday",
        "by Thursday",
        "before Thursday",
        "after Thursday",
        "between Monday and Thursday",
        "Monday and Tuesday",
        "on Thursdays",
        "every Thursday",
        "a Thursday",
        "after Friday prayers",
        "Black Friday",
        "overnight Thursday",
        "at midnight on Thursday",
        "a day after Thursday's attack",
        "two days later",
        "the previous day",
        "last week",
        "the anniversary of the strike of 3 January",
        "Thursday, in October",
        "In January 13 people were killed",
        "last October",
        "may have been",
        "the march on the capital",
        "Four rockets",
        "the 2020 strike",
        "6 Sun. readers",
    ],
)
def test_a_day_that_cannot_be_told_is_not_suggested(words):
    assert date_of(words) is None


def test_the_29th_of_february_of_another_year_is_not_looked_for():
    assert date_of("February 29", "2020-03-01") == "2020-02-29"
    assert date_of("February 29", "2022-03-01") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at 10:30 p.m.", ("exact", "22:30", None, None, "10:30 p.m.")),
        ("at 10.30pm", ("exact", "22:30", None, None, "10.30pm")),
        ("at 3 a.m.", ("exact", "03:00", None, None, "3 a.m.")),
        ("at 12:30 a.m.", ("exact", "00:30", None, None, "12:30 a.m.")),
        ("at 22:30", ("exact", "22:30", None, None, "22:30")),
        ("at 03:15", ("exact", "03:15", None, None, "03:15")),
        ("10:30 p.m. (1930 GMT)", ("exact", "22:30", None, None, "10:30 p.m.")),
        ("10:30 p.m. local time", ("exact", "22:30", None, None, "10:30 p.m. local time")),
        ("around 11 pm", ("approximate", "23:00", None, None, "around 11 pm")),
        ("shortly after 11 p.m.", ("approximate", "23:00", None, None, "shortly after 11 p.m.")),
        ("between 9 and 10 a.m.", ("window", "09:00", "10:00", None, "between 9 and 10 a.m.")),
        ("from 9:15 to 10:45 p.m.", ("window", "21:15", "22:45", None, "from 9:15 to 10:45 p.m.")),
        ("at 10:30 on Thursday night", ("exact", "22:30", None, "night", "10:30 on Thursday night")),
        ("before dawn", ("part_of_day", None, None, "before_dawn", "before dawn")),
        ("pre-dawn raid", ("part_of_day", None, None, "before_dawn", "pre-dawn")),
        ("at dawn", ("part_of_day", None, None, "dawn", "at dawn")),
        ("on Thursday morning", ("part_of_day", None, None, "morning", "Thursday morning")),
        ("at noon", ("part_of_day", None, None, "midday", "noon")),
        ("in the afternoon", ("part_of_day", None, None, "afternoon", "afternoon")),
        ("this evening", ("part_of_day", None, None, "evening", "this evening")),
    ],
)
def test_a_time_of_day(words, expected):
    found = time_of(words)
    fields = ("time_kind", "time_start", "time_end", "part_of_day", "time_text")
    assert tuple(found.get(field) for field in fields) == expected


@pytest.mark.parametrize(
    "words",
    [
        "at 10:30",
        "at 10",
        "at 12 p.m.",
        "before 11 p.m.",
        "by 11 p.m.",
        "since 11 p.m.",
        "at 1930 GMT",
        "at 10:30 p.m. GMT",
        "between 11 p.m. and 1 a.m.",
        "between 10 and 2 p.m.",
        "at 10 p.m. and again at 11 p.m.",
        "in the morning and in the evening",
        "every night",
        "nightclub",
        "night vision",
        "at about half past four in the morning",
        "soon after midnight",
        "told Dawn",
        "107-millimetre",
        "John 3:16",
    ],
)
def test_a_time_that_cannot_be_told_is_not_suggested(words):
    assert time_of(words) == {}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("مساء الخميس", "2022-01-13"),
        ("يوم الخميس", "2022-01-13"),
        ("أمس الخميس", "2022-01-13"),
        ("أمس", "[2022-01-12,2022-01-13]"),
        ("صباح اليوم", SEED),
        ("الخميس الماضي", "[2022-01-06,2022-01-13]"),
        ("يوم الاثنين", "2022-01-10"),
        ("في 13 يناير", "2022-01-13"),
        ("في 13 كانون الثاني 2022", "2022-01-13"),
        ("13 كانون الثاني/يناير 2022", "2022-01-13"),
        ("في ١٣ يناير ٢٠٢٢", "2022-01-13"),
        ("في تشرين الأول", "2021-10"),
        ("منذ بداية يناير", "2022-01/.."),
        ("الخميس المقبل", None),
        ("ليلة الخميس", None),
        ("صلاة الجمعة", None),
        ("الرجلين الاثنين", None),
        ("13 آذار/يناير 2022", None),
        ("ביום חמישי בלילה", "2022-01-13"),
        ("יום חמישי", "2022-01-13"),
        ("אתמול", "[2022-01-12,2022-01-13]"),
        ("ב-13 בינואר 2022", "2022-01-13"),
        ("ב-13 בינואר", "2022-01-13"),
        ("יום חמישי הבא", None),
    ],
)
def test_arabic_and_hebrew_dates(words, expected):
    assert date_of(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("مساء الخميس", {"time_kind": "part_of_day", "part_of_day": "evening", "time_text": "مساء الخميس"}),
        ("فجر الجمعة", {"time_kind": "part_of_day", "part_of_day": "dawn", "time_text": "فجر الجمعة"}),
        ("قبل الفجر", {"time_kind": "part_of_day", "part_of_day": "before_dawn", "time_text": "قبل الفجر"}),
        ("الساعة 10:30 مساء", {"time_kind": "exact", "time_start": "22:30", "time_text": "10:30 مساء"}),
        (
            "نحو الساعة 3:15 فجرا",
            {"time_kind": "approximate", "time_start": "03:15", "time_text": "نحو الساعة 3:15 فجرا"},
        ),
        ("فجر انتحاري نفسه", {}),
        ("ظهر فيديو", {}),
        ("ביום חמישי בלילה", {"time_kind": "part_of_day", "part_of_day": "night", "time_text": "ביום חמישי בלילה"}),
        ("בשעה 22:30", {"time_kind": "exact", "time_start": "22:30", "time_text": "22:30"}),
    ],
)
def test_arabic_and_hebrew_times_of_day(words, expected):
    assert time_of(words) == expected


_WORDS = [
    "on", "last", "Thursday", "Friday", "night", "morning", "yesterday", "since", "between", "and", "13",
    "January", "2022", "May", "10:30", "p.m.", "9", "to", "12/01/2022", "overnight", "into", "dawn", "at",
    "الخميس", "مساء", "أمس", "ביום חמישי", "31",
]  # fmt: skip
_DAYS = st.dates().map(lambda day: day.isoformat())


@given(
    st.lists(st.sampled_from(_WORDS), max_size=10).map(" ".join) | st.text(max_size=60), _DAYS | st.text(max_size=30)
)
def test_whatever_is_suggested_fits_its_field(words, published):
    found = values(read_when(words, published=published))
    if "date_edtf" in found:
        dates.parse(found["date_edtf"])
    assert found.get("time_kind", "unknown") in TIME_KIND
    assert found.get("part_of_day", "night") in PART_OF_DAY
    for field in ("time_start", "time_end"):
        assert re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", found.get(field, "00:00"))


@given(st.sampled_from(["Monday", "Wednesday", "Sunday"]), st.dates())
def test_a_weekday_is_within_a_week_before_publication(name, published):
    found = date_of(f"on {name}", published.isoformat())
    if found is not None:
        day = dates.parse(found).earliest
        assert 0 <= (published - day).days < 7
        assert day.strftime("%A") == name
