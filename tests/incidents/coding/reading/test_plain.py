"""The plain form of words: what is taken away, and that the source's own words are found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.coding.reading.plain import LONGEST, plain


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("  Four\n\nrockets ", "four rockets"),
        ("Iraq’s “green” zone", 'iraq\'s "green" zone'),
        ("3–5", "3-5"),
        ("٤ صواريخ", "4 صواريخ"),
        ("أُصيب", "اصيب"),
        ("صـــاروخ", "صاروخ"),
        ("כ־10", "כ-10"),
        ("a\u200bb\u202ec", "abc"),
        ("a\x00b", "a b"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_ways_of_printing_are_taken_away(words, expected):
    assert plain(words).text == expected


def test_a_selection_too_long_for_one_field_has_no_plain_form():
    assert plain("x" * LONGEST).text
    assert plain("x" * (LONGEST + 1)).text == ""


@given(st.text(max_size=LONGEST))
def test_every_part_of_the_plain_form_has_its_words(words):
    said = plain(words)
    assert len(said.text) == len(said.cased)
    assert said.said(0, len(said.text)) in words
    for start in range(0, len(said.text), 7):
        assert said.said(start, len(said.text)) in words
