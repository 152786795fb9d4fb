"""Tests of incidents/coding/alignment.py: where a passage of one text stands in the other, and what changed."""

import pytest

from incidents.coding import alignment
from incidents.coding.alignment import Alignment, Piece, is_inside, pieces

OLD = "Two people were hurt, police said.\n\nThe army said two people were hurt.\n\nNobody claimed it."


def place(old: str, new: str, passage: str, *, nth: int = 0) -> int | None:
    start = [at for at in range(len(old)) if old.startswith(passage, at)][nth]
    return Alignment(old, new).place(start, start + len(passage))


def test_what_stands_before_the_change_stays_and_what_stands_after_it_shifts():
    new = OLD.replace("police said", "the police said")
    assert place(OLD, new, "Two people") == 0
    assert place(OLD, new, "two people were hurt") == OLD.index("two people") + 4
    assert place(OLD, new, "Nobody") == OLD.index("Nobody") + 4


def test_between_two_changes_words_are_found_by_the_words_around_them():
    new = "On Friday: " + OLD.replace("claimed it", "claimed the attack")
    assert place(OLD, new, "two people were hurt") == new.index("two people were hurt")


def test_a_passage_that_was_touched_has_no_place():
    new = "On Friday: " + OLD.replace("Two people", "Three people").replace("it.", "that.")
    assert place(OLD, new, "Two people were hurt") is None
    assert place(OLD, new, "hurt, police") == new.index("hurt, police")


def test_white_space_and_marks_that_read_alike_are_no_change():
    old = 'One.\n\n"Two people" were hurt - badly. Three.'
    new = "Once. “Two people”\nwere   hurt — badly. Thrice."
    assert place(old, new, '"Two people" were hurt - badly') == new.index("“Two")


def test_words_put_between_those_of_a_passage_leave_it_without_a_place():
    assert place("A two people Z.", "B two young people Y.", "two people") is None


def test_a_position_is_near_where_the_words_before_it_went():
    new = "Yesterday. " + OLD.replace("two people were hurt", "no figures were given").replace("it.", "that.")
    assert Alignment(OLD, new).near(OLD.index("two people")) == new.index("no figures")
    assert Alignment(OLD, "Y " + OLD + " Z").near(0) == 0


def test_texts_too_long_for_it_are_compared_at_their_ends_alone(monkeypatch):
    monkeypatch.setattr(alignment, "MOST_COMPARED", 3)
    new = OLD.replace("Two", "Three").replace("Nobody", "No one")
    assert place(OLD, new, "two people were hurt") is None
    assert place(OLD, new, "claimed it") == new.index("claimed it")


def test_two_texts_of_twenty_thousand_words_are_laid_side_by_side():
    words = [f"w{number % 997}" for number in range(20_000)]
    new = words.copy()
    new[5], new[10_000:10_003], new[-5] = "changed", ["gone"], "changed"
    old_text, new_text = " ".join(words), " ".join(new)
    start = len(" ".join(words[:9_000])) + 1
    found = Alignment(old_text, new_text).place(start, start + 20)
    assert found is not None
    assert new_text[found : found + 20] == old_text[start : start + 20]
    assert found == len(" ".join(new[:9_000])) + 1


@pytest.mark.parametrize(
    ("text", "at", "inside"),
    [
        ("four rockets", 4, False), ("fourteen", 4, True), ("rockets", 0, False), ("rockets", 7, False),
        ("1,500 people", 1, True), ("1,500 people", 2, True), ("1, 500", 1, False), ("in 2022.", 7, False),
        ("4.", 1, False), ("شَب", 1, True), ("שָׁלוֹם", 1, True), ("🚀🚀", 1, False), ("👍🏽️ok", 3, False),
    ],
)  # fmt: skip
def test_a_position_inside_a_word_a_number_or_a_letter_with_its_marks(text, at, inside):
    assert is_inside(text, at) is inside


def test_the_pieces_tell_what_went_and_what_came():
    assert pieces("Two people were hurt.", "Three people were badly hurt.") == [
        Piece("removed", "Two "), Piece("added", "Three "), Piece("same", "people were "), Piece("added", "badly "),
        Piece("same", "hurt."),
    ]  # fmt: skip


def test_the_pieces_show_changed_marks():
    assert pieces('"Two"', "“Two”") == [
        Piece("removed", '"'), Piece("added", "“"), Piece("same", "Two"), Piece("removed", '"'), Piece("added", "”"),
    ]  # fmt: skip


def test_a_letter_keeps_its_marks_in_a_piece():
    assert pieces("إنّ أربعةَ سقطت", "إنّ خمسةَ سقطت") == [
        Piece("same", "إنّ "), Piece("removed", "أربعةَ "), Piece("added", "خمسةَ "), Piece("same", "سقطت"),
    ]  # fmt: skip


def test_long_runs_of_the_same_are_left_out_but_for_their_ends():
    words = [f"w{number}" for number in range(60)]
    old = " ".join([*words, "old", *words])
    shown = pieces(old, old.replace("old", "new"))
    around = [Piece("removed", "old "), Piece("added", "new ")]
    head, tail = " ".join(words[-12:]) + " ", " ".join(words[:12]) + " "
    assert shown == [
        Piece("gap", "48 words"), Piece("same", head), *around, Piece("same", tail), Piece("gap", "48 words")
    ]  # fmt: skip


def test_texts_that_differ_in_white_space_alone_are_one_piece():
    assert {each.kind for each in pieces("One two.\n\nThree.", "One two. Three.")} == {"same"}
