"""The rows of each value of a facet, and how they follow a change."""

import numpy as np

from incidents.public.snapshot.facets import Facet, made


def facet(**rows: list[int]) -> Facet:
    """Values that are spelled as they are folded, with their rows."""
    return made((((name, name), np.array(each)) for name, each in rows.items()), lambda keys: keys)


def by_value(found: Facet) -> dict[str, list[int]]:
    values = enumerate(found.names)
    return {value: sorted(found.rows[found.starts[n] : found.starts[n + 1]].tolist()) for n, (value, _) in values}


def test_a_key_that_is_not_there_leaves_no_row() -> None:
    found = made([(("a", "a"), np.array([5, 6])), (("b", "b"), np.array([6]))], lambda keys: np.where(keys == 6, -1, 0))
    assert by_value(found) == {"a": [0], "b": []}


def test_values_that_have_lost_their_rows_get_new_ones_in_whatever_order_they_come() -> None:
    old = facet(a=[0], b=[1], c=[2])
    gone = np.array([-1, -1, 0])
    assert by_value(old.moved(gone, facet(b=[5, 6], a=[7]))) == {"a": [7], "b": [5, 6], "c": [0]}
    assert by_value(old.moved(gone, facet(d=[9], c=[8], b=[7]))) == {"a": [], "b": [7], "c": [0, 8], "d": [9]}


def test_a_change_of_nothing_moves_the_rows() -> None:
    assert by_value(facet(a=[0, 1], b=[1]).moved(np.array([1, 0]), facet())) == {"a": [0, 1], "b": [0]}


def test_a_facet_that_is_new_begins_with_nothing() -> None:
    assert by_value(facet().moved(np.array([0]), facet(a=[0]))) == {"a": [0]}


def test_the_next_spellings_come_by_their_code_points_and_stand_in_the_mask() -> None:
    found = made((((value, value.lower()), np.array(rows)) for value, rows in NAMED), lambda keys: keys)
    assert found.after("", 9, None) == ["a b", "ab", "b", "я"]
    assert found.after("", 2, None) == ["a b", "ab"]
    assert found.after("a c", 2, None) == ["ab", "b"]
    assert found.after("b", 2, None) == ["я"]
    assert found.after("я", 2, None) == []
    assert found.after("", 9, np.array([False, True, False])) == ["ab", "b"]
    assert facet().after("", 9, None) == []


NAMED = [("b", [1]), ("я", [0]), ("Ab", [1]), ("A b", [2]), ("ab", [0, 1]), ("a b", []), ("", [0, 1])]


def test_a_spelling_that_is_new_stands_in_its_place() -> None:
    old = facet(b=[0], d=[1])
    assert old.after("", 9, None) == ["b", "d"]
    assert old.moved(np.array([0, 1]), facet(c=[2], b=[2])).after("", 9, None) == ["b", "c", "d"]
    assert old.moved(np.array([-1, 0]), facet(b=[])).after("", 9, None) == ["d"]


def test_a_row_tells_how_it_spells_a_name() -> None:
    found = made((((value, value.lower()), np.array(rows)) for value, rows in NAMED), lambda keys: keys)
    assert [found.spelled("ab", row) for row in (0, 1, 2)] == [["ab"], ["Ab", "ab"], []]
    assert found.spelled("nobody", 0) == []


def test_values_are_counted_in_the_rows_of_a_mask_alone() -> None:
    found = facet(a=[0, 1, 2], b=[2], c=[])
    assert found.counts(None).tolist() == [3, 1, 0]
    assert found.counts(np.array([True, False, True])).tolist() == [2, 1, 0]


def test_the_most_frequent_come_first_and_equal_ones_by_their_spelling() -> None:
    found = facet(d=[0], b=[1], c=[1, 2], a=[])
    assert list(found.most_frequent(None, 2).items()) == [("c", 2), ("b", 1)]
    assert found.most_frequent(None, 9) == {"c": 2, "b": 1, "d": 1}
    assert found.most_frequent(np.array([True, False, False]), 9) == {"d": 1}
    assert facet().most_frequent(None, 9) == {}
