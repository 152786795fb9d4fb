"""Does a row find the row it became, and stand alone where there is none?"""

from incidents.pairing import Line, pairs


def test_rows_that_say_the_same_are_pairs_wherever_they_stand() -> None:
    old = [Line({"name": "first"}), Line({"name": "second"})]
    new = [Line({"name": "second"}), Line({"name": "first"})]
    assert pairs(old, new) == [(old[1], new[0]), (old[0], new[1])]


def test_a_row_that_kept_half_of_its_values_is_the_same_row_changed() -> None:
    old, new = Line({"kind": "rocket", "number": "3"}), Line({"kind": "rocket", "number": "4"})
    assert pairs([old], [new]) == [(old, new)]


def test_a_row_that_kept_less_is_another() -> None:
    old = Line({"kind": "rocket", "number": "3", "model": "Katyusha"})
    new = Line({"kind": "rocket", "number": "4", "model": "Grad"})
    assert pairs([old], [new]) == [(None, new), (old, None)]


def test_rows_of_different_keys_are_never_the_same() -> None:
    old, new = Line({"basis": "stated"}, key="one"), Line({"basis": "stated"}, key="two")
    assert pairs([old], [new]) == [(None, new), (old, None)]


def test_a_link_is_the_same_when_it_leads_to_what_the_row_became() -> None:
    old, new = Line({}, links={"statement": "statement-1"}), Line({}, links={"statement": "statement-2"})
    assert pairs([old], [new], {"statement-1": "statement-2"}) == [(old, new)]
    assert pairs([old], [new], {"statement-1": "statement-3"}) == [(None, new), (old, None)]
