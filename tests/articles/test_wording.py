"""Is a long text compared word for word, and can both texts be read from the comparison?"""

from hypothesis import given
from hypothesis import strategies as st

from articles.wording import FieldChange, Piece, compared

OLD = "A rocket hit a school in Dora on Thursday night and two people were hurt, the army said."
NEW = "A rocket hit a school in Dora on Thursday evening and three people were hurt, the army said."


def test_the_words_that_went_and_came_are_told_apart() -> None:
    assert compared("a rocket hit it", "a drone hit it") == [
        Piece("same", "a "), Piece("removed", "rocket"), Piece("added", "drone"), Piece("same", " hit it"),
    ]  # fmt: skip


def test_equal_texts_have_no_change() -> None:
    assert compared("a b", "a b") == [Piece("same", "a b")]


def test_a_word_put_between_equal_words_is_the_only_change() -> None:
    assert compared("no no", "no no no") == [Piece("same", "no no"), Piece("added", " no")]


def test_words_that_changed_side_by_side_stand_together() -> None:
    assert compared("two old men left", "three young men left") == [
        Piece("removed", "two old"), Piece("added", "three young"), Piece("same", " men left"),
    ]  # fmt: skip


def test_a_full_stop_is_no_part_of_the_word_before_it() -> None:
    assert compared("backed by Iran.", "backed by Iran. Two fell.") == [
        Piece("same", "backed by Iran."), Piece("added", " Two fell."),
    ]  # fmt: skip


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_both_texts_can_be_read_from_the_comparison(old: str, new: str) -> None:
    pieces = compared(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_a_long_text_that_changed_a_little_is_shown_in_one() -> None:
    pieces = FieldChange("summary", OLD, NEW).pieces
    assert [(each.kind, each.text) for each in pieces if each.kind != "same"] == [
        ("removed", "night"), ("added", "evening"), ("removed", "two"), ("added", "three"),
    ]  # fmt: skip


def test_short_values_and_texts_with_little_in_common_stand_side_by_side() -> None:
    assert FieldChange("title", "Before", "After").pieces == []
    assert (
        FieldChange(
            "summary", OLD, "Nothing at all of what stood here before has been kept, not one word of it."
        ).pieces
        == []
    )


def test_long_runs_that_stayed_are_left_out() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    pieces = FieldChange("note", words, f"{words} more").pieces
    assert [each.kind for each in pieces] == ["gap", "same", "added"]
    assert pieces[0].text == "… 192 words … "


def test_very_long_values_are_cut_and_say_by_how_much() -> None:
    change = FieldChange("text", "", "a" * 2_010)
    assert change.before == "—"
    assert change.after == "a" * 2_000 + "… (10 characters more)"
