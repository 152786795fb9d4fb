"""Counts as said: which numbers stand with which kind, what a coder may type, and how a count is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.counts import KINDS, LARGEST, Count, CountError, parse, problem, words


@pytest.mark.parametrize(
    "numbers",
    [
        ("exact", 4, 4, 4),
        ("at_least", 4, 4, None),
        ("at_most", None, None, 4),
        ("about", None, 10, None),
        ("range", 4, None, 6),
        ("range", 4, 5, 6),
        ("range", 4, None, None),
        ("range", None, None, 6),
        ("range", None, 5, None),
        ("range", 0, None, 3),
        ("range", 4, 4, 4),
        ("words", 2, None, None),
        ("words", None, None, None),
        ("none", 0, 0, 0),
        ("none_reported", None, None, None),
        ("unknown", None, None, None),
    ],
)
def test_numbers_that_agree_with_their_kind_have_no_problem(numbers):
    assert problem(*numbers) is None


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        (("exact", None, None, None), "exact count has the same number"),
        (("exact", 4, 4, None), "exact count has the same number"),
        (("exact", 4, 5, 6), "exact count has the same number"),
        (("exact", 0, 0, 0), "a stated zero is the kind none"),
        (("at_least", 4, None, None), "same number, 1 or more, as low and best"),
        (("at_least", 4, 4, 4), "and no high"),
        (("at_least", None, None, None), "same number"),
        (("at_least", 0, 0, None), "1 or more"),
        (("at_most", None, None, None), "has a high"),
        (("at_most", 0, None, 4), "neither low nor best"),
        (("at_most", None, None, 0), "1 or more"),
        (("about", None, None, None), "has a best"),
        (("about", 10, 10, None), "neither low nor high"),
        (("range", None, None, None), "at least one number"),
        (("range", 6, None, 4), "rising order"),
        (("range", 4, 7, 6), "rising order"),
        (("range", 4, 3, None), "rising order"),
        (("words", 24, None, None), "2 as low"),
        (("words", 2, 2, None), "2 as low"),
        (("none", None, None, None), "0, 0 and 0"),
        (("none", 0, 0, None), "0, 0 and 0"),
        (("none_reported", 0, 0, 0), "it is not zero"),
        (("unknown", None, None, 4), "no numbers"),
        (("exact", -1, -1, -1), "negative"),
        (("range", -1, None, 4), "negative"),
        (("exact", LARGEST + 1, LARGEST + 1, LARGEST + 1), "cannot be larger"),
        (("dozens", 2, None, None), "not a kind of count"),
    ],
)
def test_numbers_that_disagree_with_their_kind_are_explained(numbers, reason):
    assert reason in (problem(*numbers) or "")


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("4", Count("exact", 4, 4, 4)),
        ("  4 ", Count("exact", 4, 4, 4)),
        ("1,200", Count("exact", 1200, 1200, 1200)),
        ("1200", Count("exact", 1200, 1200, 1200)),
        ("2,147,483,647", Count("exact", LARGEST, LARGEST, LARGEST)),
        ("at least 4", Count("at_least", 4, 4)),
        ("At  least 4", Count("at_least", 4, 4)),
        ("4+", Count("at_least", 4, 4)),
        ("4 or more", Count("at_least", 4, 4)),
        ("6-", Count("at_least", 6, 6)),
        ("more than 3", Count("at_least", 4, 4)),
        ("over 1,000", Count("at_least", 1001, 1001)),
        ("up to 4", Count("at_most", high=4)),
        ("no more than 4", Count("at_most", high=4)),
        ("fewer than 5", Count("at_most", high=4)),
        ("4 or fewer", Count("at_most", high=4)),
        ("about 10", Count("about", best=10)),
        ("~100", Count("about", best=100)),
        ("some 30", Count("about", best=30)),
        ("4-6", Count("range", 4, None, 6)),
        ("4 – 6", Count("range", 4, None, 6)),
        ("4 to 6", Count("range", 4, None, 6)),
        ("from 4 to 6", Count("range", 4, None, 6)),
        ("between 1,000 and 1,200", Count("range", 1000, None, 1200)),
        ("0-3", Count("range", 0, None, 3)),
        ("none", Count("none", 0, 0, 0)),
        ("No one", Count("none", 0, 0, 0)),
        ("none reported", Count("none_reported")),
        ("unknown", Count("unknown")),
        ("dozens", Count("words", 2)),
        ("several", Count("words", 2)),
        ("PLURAL", Count("words", 2)),
        ("some", Count("words")),
        ("four", Count("exact", 4, 4, 4)),
        ("Twenty-one", Count("exact", 21, 21, 21)),
        ("one hundred and five", Count("exact", 105, 105, 105)),
        ("two thousand three hundred", Count("exact", 2300, 2300, 2300)),
        ("at least two", Count("at_least", 2, 2)),
        ("no fewer than one hundred", Count("at_least", 100, 100)),
        ("four or more", Count("at_least", 4, 4)),
        ("up to ten", Count("at_most", high=10)),
        ("some thirty", Count("about", best=30)),
        ("four to six", Count("range", 4, None, 6)),
        ("between four and six", Count("range", 4, None, 6)),
        ("between one hundred and two hundred", Count("range", 100, None, 200)),
        ("two or three", Count("range", 2, None, 3)),
        ("2 or 3", Count("range", 2, None, 3)),
        ("no one", Count("none", 0, 0, 0)),
    ],
)
def test_what_a_coder_types_becomes_a_count(typed, count):
    assert parse(typed) == count
    assert problem(count.kind, count.low, count.best, count.high) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "a count is needed"),
        ("0", "0 can mean three things"),
        ("at least 0", "0 can mean three things"),
        ("fewer than 1", "0 can mean three things"),
        ("1.200", "not a whole number"),
        ("1,20", "not a whole number"),
        ("12,00,000", "not a whole number"),
        ("4.5", "not a whole number"),
        ("at least 4.5", "not a whole number"),
        ("1_000", "is not a count"),
        ("007", "begins with a zero"),
        ("٤", "digits other than 0 to 9"),
        ("１２", "digits other than 0 to 9"),
        ("at least ٤", "digits other than 0 to 9"),
        ("²", "digits other than 0 to 9"),
        ("-4", "cannot be negative"),
        ("6-4", "smaller number comes first"),
        ("4-4", "smaller number comes first"),
        ("2,147,483,648", "too large"),
        ("more than 2147483647", "too large"),
        ("9" * 5000, "too large"),
        ("nan", "is not a count"),
        ("1e3", "is not a count"),
        ("4 people", "is not a count"),
        ("four people", "“four people” is not a count"),
        ("zero", "0 can mean three things"),
        ("six to four", "smaller number comes first"),
        ("four billion", "too large"),
        ("third", "“third” is not a count"),
        ("at least hundreds", "“at least hundreds” is not a count"),
        ("hundreds of", "is not a count"),
        ("nineteen eighty", "is not a count"),
        ("four point five", "not a whole number"),
        ("a hundred", "“a hundred” is not a count"),
        ("no two", "is not a count"),
        ("two to three hundred", "“two to three hundred” is not a count"),
        ("between one and two thousand", "is not a count"),
    ],
)
def test_what_is_not_a_count_is_refused_with_a_reason(typed, reason):
    with pytest.raises(CountError) as refused:
        parse(typed)
    assert reason in str(refused.value)


_WORDS = ("at", "least", "no", "one", "two", "twenty", "hundred", "hundreds", "and", "to", "third", "half", "-", "4")


@given(
    st.text(alphabet="0123456789 ,.-–~+atles٤no", max_size=20)
    | st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join)
)
def test_any_text_becomes_a_sound_count_or_a_plain_refusal(typed):
    try:
        count = parse(typed)
    except CountError:
        return
    assert problem(count.kind, count.low, count.best, count.high) is None


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("exact", 4, 4, 4), "4"),
        (("exact", 1200, 1200, 1200), "1,200"),
        (("at_least", 4, 4, None), "at least 4"),
        (("at_most", None, None, 4), "up to 4"),
        (("about", None, 10, None), "about 10"),
        (("range", 4, None, 6), "4 to 6"),
        (("range", 4, 5, 6), "best estimate 5, 4 to 6"),
        (("range", 4, None, None), "at least 4"),
        (("range", None, None, 6), "up to 6"),
        (("range", None, 5, None), "best estimate 5"),
        (("range", 4, 5, None), "best estimate 5, at least 4"),
        (("range", 4, 4, 4), "4"),
        (("words", 2, None, None), "more than one"),
        (("words", None, None, None), "some, no number given"),
        (("none", 0, 0, 0), "none"),
        (("none_reported", None, None, None), "none reported"),
        (("unknown", None, None, None), "not known"),
    ],
)
def test_a_count_is_said_in_plain_english(numbers, said):
    assert words(*numbers) == said


def test_a_count_in_words_is_shown_in_the_words_of_its_source():
    assert words("words", 2, None, None, said="a relatively small number") == "a relatively small number"


@given(st.sampled_from(KINDS), *[st.none() | st.integers(0, 9)] * 3)
def test_every_sound_count_can_be_said(kind, low, best, high):
    if problem(kind, low, best, high) is None:
        assert words(kind, low, best, high)


def test_an_unlisted_kind_cannot_be_said():
    with pytest.raises(ValueError, match="not a kind of count"):
        words("dozens", 2, None, None)
