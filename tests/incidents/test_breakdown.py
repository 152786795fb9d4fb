"""Which lines of one account cannot all be right?"""

from incidents.breakdown import Excess, excesses
from incidents.voices import Line


def line(kind, *numbers, group="all", harm="killed", of_which=False):
    return Line(harm, group, kind, *numbers, of_which=of_which)


def exact(number, **options):
    return line("exact", number, number, number, **options)


def test_more_children_than_people_cannot_be():
    assert excesses([exact(3), exact(5, of_which=True)]) == [Excess((1,), 0, 5, 3)]
    assert excesses([exact(5), exact(5, of_which=True)]) == []


def test_more_civilians_than_people_cannot_be():
    assert excesses([exact(4, group="civilian"), exact(3)]) == [Excess((0,), 1, 4, 3)]


def test_an_open_end_leaves_a_way_out():
    children = exact(5, of_which=True)
    for whole in (line("at_least", 3, 3), line("about", None, 3), line("unknown"), line("words", 2)):
        assert excesses([whole, children]) == []
    assert excesses([line("at_most", None, None, 4), children]) == [Excess((1,), 0, 5, 4)]
    assert excesses([line("range", 2, None, 4), children]) == [Excess((1,), 0, 5, 4)]


def test_at_least_and_about_five_are_more_than_three_and_up_to_five_may_be_fewer():
    assert excesses([exact(3), line("at_least", 5, 5, of_which=True)]) == [Excess((1,), 0, 5, 3)]
    assert excesses([exact(3), line("about", None, 5, of_which=True)]) == [Excess((1,), 0, 5, 3)]
    assert excesses([exact(3), line("at_most", None, None, 5, of_which=True)]) == []


def test_somebody_is_more_than_nobody_and_than_none_reported():
    for whole in (line("none", 0, 0, 0), line("none_reported")):
        assert excesses([whole, exact(1, of_which=True)]) == [Excess((1,), 0, 1, 0)]


def test_children_of_a_group_are_held_against_their_group():
    lines = [exact(9), exact(2, group="civilian"), exact(3, group="civilian", of_which=True)]
    assert excesses(lines) == [Excess((2,), 1, 3, 2)]


def test_groups_add_up_and_children_and_women_may_be_the_same_people():
    groups = [exact(4), exact(3, group="civilian"), exact(2, group="armed_group")]
    assert excesses(groups) == [Excess((1, 2), 0, 5, 4)]
    assert excesses([exact(4), exact(3, of_which=True), exact(3, of_which=True)]) == []


def test_a_group_that_is_too_large_by_itself_is_told_once():
    assert excesses([exact(2), exact(3, group="civilian"), exact(1, group="armed_group")]) == [Excess((1,), 0, 3, 2)]


def test_the_injured_are_no_part_of_the_killed_and_a_part_without_its_whole_is_no_excess():
    assert excesses([exact(3), exact(5, harm="injured", of_which=True)]) == []
    assert excesses([exact(5, of_which=True)]) == []
