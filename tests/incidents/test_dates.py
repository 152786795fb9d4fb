"""The EDTF subset: what each form means, what is refused and why, and how a date is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import dates

FORMS = [
    # text, earliest, latest, precision, words
    ("2022-01-13", "2022-01-13", "2022-01-13", "day", "13 January 2022"),
    ("[2022-01-13,2022-01-14]", "2022-01-13", "2022-01-14", "window", "13 or 14 January 2022"),
    ("[2022-01-10,2022-01-11,2022-01-14]", "2022-01-10", "2022-01-14", "window", "10, 11 or 14 January 2022"),
    ("[2022-01-31,2022-02-01]", "2022-01-31", "2022-02-01", "window", "31 January or 1 February 2022"),
    ("[2021-12-31,2022-01-01]", "2021-12-31", "2022-01-01", "window", "31 December 2021 or 1 January 2022"),
    ("[2022-01-10..2022-01-13]", "2022-01-10", "2022-01-13", "window", "some day from 10 to 13 January 2022"),
    ("[2022-01-30..2022-02-02]", "2022-01-30", "2022-02-02", "window", "some day from 30 January to 2 February 2022"),
    ("[..2022-01-13]", None, "2022-01-13", "on_or_before", "on or before 13 January 2022"),
    ("2022-01", "2022-01-01", "2022-01-31", "month", "some day in January 2022"),
    ("2024-02", "2024-02-01", "2024-02-29", "month", "some day in February 2024"),
    ("2022", "2022-01-01", "2022-12-31", "year", "some day in 2022"),
    ("2022-01-10/2022-01-13", "2022-01-10", "2022-01-13", "duration", "from 10 to 13 January 2022"),
    ("2021-12-30/2022-01-02", "2021-12-30", "2022-01-02", "duration", "from 30 December 2021 to 2 January 2022"),
    ("2022-01/2022-03", "2022-01-01", "2022-03-31", "duration", "from January to March 2022"),
    ("2022-01/2022-03-05", "2022-01-01", "2022-03-05", "duration", "from January to 5 March 2022"),
    ("2022/2022-03", "2022-01-01", "2022-03-31", "duration", "from 2022 to March 2022"),
    ("2022-01-13/2022-01-13", "2022-01-13", "2022-01-13", "duration", "throughout 13 January 2022"),
    ("2022-01/2022-01", "2022-01-01", "2022-01-31", "duration", "throughout January 2022"),
    ("2022-01/..", "2022-01-01", None, "ongoing", "since January 2022, still open"),
    ("2022-01-13/..", "2022-01-13", None, "ongoing", "since 13 January 2022, still open"),
    ("0001-01-01", "0001-01-01", "0001-01-01", "day", "1 January 1"),
    ("9999-12", "9999-12-01", "9999-12-31", "month", "some day in December 9999"),
]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "_words"), FORMS)
def test_each_form_has_its_bounds_and_precision(text, earliest, latest, precision, _words):
    assert dates.parse(text) == dates.EdtfDate(text, day(earliest), day(latest), precision, False, False)


@pytest.mark.parametrize(("text", "_earliest", "_latest", "_precision", "said"), FORMS)
def test_each_form_is_said_in_plain_english(text, _earliest, _latest, _precision, said):
    assert dates.words(text) == said


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate", "said"),
    [
        ("2022-01-13?", True, False, "13 January 2022 (uncertain)"),
        ("2022-01-13~", False, True, "about 13 January 2022"),
        ("2022-01-13%", True, True, "about 13 January 2022 (uncertain)"),
        ("2022-01~", False, True, "some day in or about January 2022"),
        ("2022?", True, False, "some day in 2022 (uncertain)"),
        ("2022-01-10~/2022-01-13", False, True, "from about 10 January 2022 to 13 January 2022"),
        ("2022-01-10/2022-01-13?", True, False, "from 10 January 2022 to 13 January 2022 (uncertain)"),
        ("2022-01~/..", False, True, "since about January 2022, still open"),
    ],
)
def test_a_suffix_sets_the_flags_and_the_wording(text, uncertain, approximate, said):
    parsed = dates.parse(text)
    assert (parsed.uncertain, parsed.approximate) == (uncertain, approximate)
    assert dates.words(text) == said


@pytest.mark.parametrize("suffix", ["?", "~", "%"])
def test_a_suffix_never_widens_the_bounds(suffix):
    parsed = dates.parse(f"2022-01-13{suffix}")
    assert (parsed.earliest, parsed.latest) == (date(2022, 1, 13), date(2022, 1, 13))


def test_the_text_is_kept_in_one_normal_form():
    assert dates.parse(" 2022-01-13\n").text == "2022-01-13"
    assert dates.parse("[2022-01-14,2022-01-13]").text == "[2022-01-13,2022-01-14]"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a date is needed"),
        ("   ", "a date is needed"),
        ("2022-02-30", "2022-02-30 is not a day in the calendar"),
        ("2023-02-29", "not a day in the calendar"),
        ("2022-01-00", "not a day in the calendar"),
        ("2022-13", "months run from 01 to 12"),
        ("2022-00-10", "months run from 01 to 12"),
        ("0000", "years run from 0001 to 9999"),
        ("2022-1-3", "not a date we can read"),
        ("22-01-13", "not a date we can read"),
        ("12022-01-13", "not a date we can read"),
        ("-2022-01-13", "not a date we can read"),
        ("13 January 2022", "blank inside"),
        ("2022-01-13, 2022-01-14", "blank inside"),
        ("[2022-01-13,\u00a02022-01-14]", "blank inside"),
        ("٢٠٢٢-٠١-١٣", "digits other than 0 to 9"),
        ("２０２２-01-13", "digits other than 0 to 9"),
        ("2022-01-13T20:00", "not a date we can read"),
        ("2022-01-13~?", "not a date we can read"),
        ("?2022-01-13", "not a date we can read"),
        ("202X", "not a date we can read"),
        ("[2022-01-13]", "holds one day"),
        ("[2022-01-13..2022-01-13]", "holds one day"),
        ("[2022-01-13,2022-01-13]", "the same day twice"),
        ("[2022-01-14..2022-01-13]", "runs backwards"),
        ("[2022-01-13..]", "has no last day"),
        ("[2022-01..2022-03]", "whole days"),
        ("[2022-01-10~..2022-01-13]", "takes no"),
        ("[2022-01-10..2022-01-13]~", "takes no"),
        ("[2022-01-10,2022-01-12..2022-01-14]", "mixes a list and a span"),
        ("[2022-01-10..2022-01-12..2022-01-14]", "mixes a list and a span"),
        ("[2022-01-13,]", "not a date we can read"),
        ("[]", "not a date we can read"),
        ("[..]", "not a date we can read"),
        ("[2022-01-13,2022-01-14", "must open with [ and end with ]"),
        ("2022-01-13]", "must open with [ and end with ]"),
        ("2022-01-13/2022-01-10", "runs backwards"),
        ("2022-02/2022-01", "runs backwards"),
        ("/2022-01-13", "has no start"),
        ("../2022-01-13", "has no start"),
        ("../..", "has no start"),
        ("2022-01-13/", "has no end"),
        ("2022-01-13/2022-01-14/2022-01-15", "not a date we can read"),
    ],
)
def test_what_is_outside_the_subset_is_refused_with_a_reason(text, reason):
    with pytest.raises(dates.EdtfError) as refused:
        dates.parse(text)
    assert reason in str(refused.value)


@given(st.text(alphabet="0123456789-[].,/?~% T٢", max_size=30))
def test_any_text_gives_ordered_bounds_or_a_plain_refusal(text):
    try:
        parsed = dates.parse(text)
    except dates.EdtfError:
        return
    assert parsed.earliest or parsed.latest
    assert not (parsed.earliest and parsed.latest) or parsed.earliest <= parsed.latest
    assert dates.parse(parsed.text) == parsed


@given(st.dates(), st.dates())
def test_bounds_survive_the_way_through_text(one, other):
    earliest, latest = sorted((one, other))
    parsed = dates.parse(dates.from_bounds(earliest, latest))
    assert (parsed.earliest, parsed.latest) == (earliest, latest)


def test_bounds_become_a_window_a_day_or_an_open_start():
    assert dates.from_bounds(date(2022, 1, 10), date(2022, 1, 13)) == "[2022-01-10..2022-01-13]"
    assert dates.from_bounds(date(2022, 1, 13), date(2022, 1, 13)) == "2022-01-13"
    assert dates.from_bounds(None, date(2022, 1, 13)) == "[..2022-01-13]"
    assert dates.from_bounds(date(2022, 1, 1), date(2022, 1, 31)) == "[2022-01-01..2022-01-31]"


def test_reversed_bounds_are_refused():
    with pytest.raises(dates.EdtfError, match="2022-01-14 is after 2022-01-13"):
        dates.from_bounds(date(2022, 1, 14), date(2022, 1, 13))


@pytest.mark.parametrize(
    ("name", "published", "resolved"),
    [
        ("Thursday", "2022-01-13", "2022-01-13"),
        ("Thursday", "2022-01-14", "2022-01-13"),
        ("thursday", "2022-01-19", "2022-01-13"),
        (" FRIDAY ", "2022-01-13", "2022-01-07"),
        ("Sunday", "2022-01-14", "2022-01-09"),
    ],
)
def test_a_weekday_is_the_nearest_one_on_or_before_publication(name, published, resolved):
    assert dates.resolve_weekday(name, published=date.fromisoformat(published)) == date.fromisoformat(resolved)


@given(st.sampled_from(["Monday", "Wednesday", "Saturday"]), st.dates(min_value=date(1, 1, 8)))
def test_a_resolved_weekday_is_never_a_week_away(name, published):
    resolved = dates.resolve_weekday(name, published=published)
    assert timedelta(0) <= published - resolved < timedelta(days=7)
    assert resolved.weekday() == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"].index(name)


def test_a_word_that_is_no_weekday_is_refused():
    with pytest.raises(ValueError, match="not the name of a weekday"):
        dates.resolve_weekday("Thursday night", published=date(2022, 1, 14))


def test_a_weekday_before_the_calendar_begins_is_refused():
    with pytest.raises(ValueError, match="in the calendar"):
        dates.resolve_weekday("Sunday", published=date(1, 1, 1))


def test_parts_of_the_day_are_ordered_spans_of_hours():
    assert dates.PART_OF_DAY_HOURS["before_dawn"] == (0, 4)
    assert dates.PART_OF_DAY_HOURS["night"] == (18, 24)
    assert all(start < end for start, end in dates.PART_OF_DAY_HOURS.values())
