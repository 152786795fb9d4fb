"""What is dropped from a pasted text, what is kept, and is it told?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.cleaning import clean, clean_line

BODY = "BAGHDAD — Four rockets landed near the embassy.\n\nTwo people were hurt, the army said."


def test_the_end_of_the_first_article_is_dropped_and_told() -> None:
    cleaned = clean(f"{BODY}\n\nRelated Articles\n\nBack to top button")
    assert cleaned.text == BODY
    assert cleaned.note == "Left out of the text: “Related Articles”, “Back to top button”."


@pytest.mark.parametrize(
    "line",
    ["Related Articles", "RELATED STORIES", "Back to top", "Back to Top ↑", "Advertisement", "Share this article",
     "READ MORE: Drone shot down over the airport", "Read also | Parliament meets", "Share on Facebook",
     "We use cookies to improve your experience on our site. By continuing you accept them.",
     "This website uses cookies.", "Accept all cookies", "Sign up for our newsletter", "Leave a comment",
     "إعلان", "العودة إلى الأعلى", "مقالات ذات صلة", "اقرأ أيضاً: سقوط صاروخ", "يستخدم هذا الموقع ملفات تعريف الارتباط",
     "פרסומת", "חזרה למעלה", "כתבות קשורות", "קראו גם: רקטות נחתו", "Publicité", "Читайте также: взрыв"],
)  # fmt: skip
def test_a_line_of_the_page_is_dropped_wherever_it_stands(line: str) -> None:
    first, second = BODY.split("\n\n")
    cleaned = clean(f"{first}\n\n{line}\n\n{second}")
    assert cleaned.text == BODY
    assert cleaned.lines == (line,)


@pytest.mark.parametrize(
    "line",
    ["He had read more than that, the officer said.", "The army used Telegram.", "Telegram", "Comments",
     "The back to top speed run was stopped by a rocket.", "Cookies were found at the scene.", "Related to the attack",
     "Share of the dead: half", "He said: “Advertisement is all they want.”", "Read more widely, and: think."],
)  # fmt: skip
def test_a_line_of_the_article_is_kept(line: str) -> None:
    assert clean(f"{BODY}\n\n{line}").text == f"{BODY}\n\n{line}"


def test_headlines_under_a_heading_of_links_go_with_it() -> None:
    links = "Drone shot down over the airport\nParliament meets for the first time"
    assert clean(f"{BODY}\n\nMost read\n{links}").text == BODY


def test_a_paragraph_after_a_heading_of_links_is_kept() -> None:
    first, second = BODY.split("\n\n")
    assert clean(f"{first}\n\nRelated Articles\nDrone shot down\n\n{second}").text == BODY


def test_no_more_than_eight_lines_are_taken_for_links() -> None:
    names = [f"Name {number}" for number in range(10)]
    assert clean("\n".join([BODY, "Related Articles", *names])).text == f"{BODY}\nName 8\nName 9"


@pytest.mark.parametrize("buttons", ["Facebook\nTwitter\nEmail", "Share this article\nEmail", "Print\nCopy link"])
def test_buttons_in_a_row_are_dropped(buttons: str) -> None:
    assert clean(f"{buttons}\n{BODY}\n{buttons}").text == BODY


def test_the_analyst_can_keep_every_line() -> None:
    assert clean(f"{BODY}\n\nRelated Articles", keep_residue=True).text == f"{BODY}\n\nRelated Articles"


def test_marks_that_turn_the_direction_are_dropped_and_told() -> None:
    cleaned = clean("The\u202e rocket\u2066 hit\u2069 a school.\u202c")
    assert cleaned.text == "The rocket hit a school."
    assert cleaned.note == "Left out of the text: 4 marks that turn the direction of writing."


def test_control_characters_are_dropped_and_told() -> None:
    cleaned = clean("A\x00 rocket\x1b hit\x07\ud800 a school.")
    assert (cleaned.text, cleaned.note) == ("A rocket hit a school.", "Left out of the text: 4 control characters.")


def test_one_of_each_is_told_in_the_singular() -> None:
    note = clean("Advertisement\nA\x00 rocket\u202e hit.").note
    expected = "“Advertisement”; 1 mark that turns the direction of writing; 1 control character."
    assert note == f"Left out of the text: {expected}"


def test_many_lines_are_told_by_their_number() -> None:
    note = clean("\n".join(["A rocket hit.", *["Advertisement"] * 9])).note
    assert note.endswith("“Advertisement” and 3 more lines.")


def test_marks_nobody_sees_are_dropped_without_a_word() -> None:
    cleaned = clean("\ufeffroc\u00adket\u200b hit")
    assert (cleaned.text, cleaned.note) == ("rocket hit", "")


def test_joiners_of_persian_are_kept() -> None:
    assert clean("می\u200cشود").text == "می\u200cشود"


def test_line_ends_blanks_and_composed_letters_have_one_form() -> None:
    assert clean(" One\xa0 two \r\nthree\u2028four\r\r\r\rCafe\u0301 ").text == "One two\nthree\nfour\n\nCaf\u00e9"


def test_a_headline_is_one_line() -> None:
    cleaned = clean_line("  Rockets\n hit\u202e\t a \x00school ")
    assert (cleaned.text, cleaned.directions, cleaned.controls) == ("Rockets hit a school", 1, 1)


@pytest.mark.parametrize("piece", ["\x00\u202ea ", "Facebook\n", "Related Articles\n", "cookie we ", " \t", ".)", "\n"])
def test_a_million_characters_of_anything_take_seconds_at_most(piece: str) -> None:
    clean(piece * (1_000_000 // len(piece)))


@given(st.text())
def test_a_cleaned_text_is_clean(text: str) -> None:
    once = clean(text, keep_residue=True).text
    assert clean(once, keep_residue=True).text == once


@given(st.lists(st.sampled_from([*BODY.split("\n"), "Share", "Email", "Most read", "Advertisement", "Drone", ""])))
def test_every_line_is_either_kept_or_told(lines: list[str]) -> None:
    cleaned = clean("\n".join(lines))
    assert sorted(filter(None, [*cleaned.text.split("\n"), *cleaned.lines])) == sorted(filter(None, lines))
