"""How figures are said and added: no bare figure for an uncertain number, and no gap filled in a total."""

import pytest

from incidents.tolls import STATES, Cell, Total, total, total_words, words


def figure(low, best, high, *, origins=2, contested=False):
    return Cell("figure", low, best, high, "most origins", origins, contested)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (figure(4, 4, 4), "4 killed"),
        (figure(1200, 1200, 1200), "1,200 killed"),
        (figure(2, 2, 3), "2 killed (reports range from 2 to 3)"),
        (figure(2, 2, 3, origins=1), "2 killed (figures range from 2 to 3)"),
        (figure(2, 5, None, origins=1), "5 killed (figures range from 2 up)"),
        (figure(2, 2, 3, origins=0), "2 killed (range 2 to 3)"),
        (figure(2, 5, None, origins=0), "5 killed (range 2 or more)"),
        (figure(None, 3, 4, origins=0), "3 killed (range up to 4)"),
        (figure(2, 2, None), "at least 2 killed"),
        (figure(2, 5, None), "5 killed (reports range from 2 up)"),
        (figure(0, 0, None), "0 killed (reports range from 0 up)"),
        (figure(None, 10, None), "about 10 killed"),
        (figure(None, 4, 4), "up to 4 killed"),
        (figure(None, 3, 4), "3 killed (reports range up to 4)"),
        (figure(4, None, 6), "4 to 6 killed"),
        (figure(4, None, None), "at least 4 killed"),
        (figure(0, None, None), "0 or more killed"),
        (figure(None, None, 4), "up to 4 killed"),
        (figure(2, 2, 3, contested=True), "2 killed (reports range from 2 to 3); reports conflict"),
        (Cell("none", 0, 0, 0, "only figure", 1), "no one killed, according to 1 account"),
        (Cell("none", 0, 0, 0, "all origins agree", 3), "no one killed, according to 3 independent accounts"),
        (Cell("none", 0, 0, 0), "no one killed, as reported"),
        (Cell("none_reported"), "none reported killed"),
        (Cell("unknown"), "number killed not known"),
        (Cell("not_mentioned"), "no source mentions anyone killed"),
    ],
)
def test_each_cell_has_its_phrase(cell, said):
    assert words(cell) == said


def test_the_verb_is_that_of_the_harm():
    assert words(figure(2, 2, None), "injured") == "at least 2 injured"


@pytest.mark.parametrize("state", [state for state in STATES if state not in ("figure", "none")])
def test_a_silence_shows_no_number(state):
    assert not any(character.isdigit() for character in words(Cell(state)))


def test_lows_bests_and_highs_are_added_apart_and_gaps_are_counted():
    summed = total([figure(2, 3, 4), figure(5, 6, 7), Cell("none", 0, 0, 0), Cell("unknown"), Cell("not_mentioned")])
    assert summed == Total(7, 9, 11, with_figure=3, without_figure=2)


def test_one_open_figure_leaves_the_total_open():
    assert total([figure(2, 3, 4), figure(5, 5, None)]) == Total(7, 8, None, 2, 0, without_high=1)


def test_one_figure_without_a_best_leaves_the_total_without_one():
    assert total([figure(2, 3, 4), figure(5, None, 9)]) == Total(7, None, 13, 2, 0, without_best=1)


def test_a_figure_without_a_floor_adds_no_floor():
    assert total([figure(2, 2, 2), figure(None, 10, None)]) == Total(2, 12, None, 2, 0, without_high=1, without_low=1)
    assert total([figure(None, 10, None)]) == Total(None, 10, None, 1, 0, without_high=1, without_low=1)


def test_nothing_adds_up_to_nothing():
    assert total([]) == Total(None, None, None, 0, 0)
    assert total([Cell("not_mentioned")]) == Total(None, None, None, 0, 1)


@pytest.mark.parametrize(
    ("summed", "said"),
    [
        (Total(12, None, None, 9, 4), "at least 12 killed in 9 incidents; 4 more have no figure"),
        (Total(12, 12, None, 9, 4), "at least 12 killed in 9 incidents; 4 more have no figure"),
        (
            Total(12, 14, None, 9, 4, without_high=2),
            (
                "14 killed by the best figures, at least 12 by the lowest, in 9 incidents; "
                "2 of them give no upper figure; 4 more have no figure"
            ),
        ),
        (
            Total(12, None, None, 9, 0, without_high=1),
            "at least 12 killed in 9 incidents; 1 of them gives no upper figure",
        ),
        (
            Total(12, None, None, 9, 0, without_best=4, without_low=1, without_high=2),
            (
                "at least 12 killed in 9 incidents; 4 of them give no best figure; 1 of them gives no lowest figure; "
                "2 of them give no upper figure"
            ),
        ),
        (Total(12, None, 20, 9, 0, without_best=9), "12 to 20 killed in 9 incidents"),
        (Total(2, 2, None, 1, 0, without_high=1), "at least 2 killed in 1 incident"),
        (Total(12, 12, 12, 9, 0), "12 killed in 9 incidents"),
        (Total(12, 14, 20, 9, 1), "14 killed (figures range from 12 to 20) in 9 incidents; 1 more has no figure"),
        (Total(None, 10, None, 1, 0), "about 10 killed in 1 incident"),
        (Total(0, 0, 0, 2, 0), "no one killed in 2 incidents"),
        (Total(None, None, None, 2, 0), "number killed not known in 2 incidents"),
        (Total(None, None, None, 0, 4), "no figure for the number killed in 4 incidents"),
        (Total(1200, None, None, 1000, 1), "at least 1,200 killed in 1,000 incidents; 1 more has no figure"),
    ],
)
def test_a_total_says_how_many_incidents_have_no_figure(summed, said):
    assert total_words(summed) == said
