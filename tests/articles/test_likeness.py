"""Is a copy told from an independent report of the same event?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.likeness import MARKS, Likeness, likeness, marks, title_likeness

AGENCY = """Four rockets landed near the embassy of the United States in Baghdad late on Thursday, the Iraqi military
said. One of them came down in the yard of a school on the other side of the street. A girl and a woman
were slightly hurt there. Air defence guns of the embassy opened fire, and residents of the quarter heard
several explosions within a few minutes. Nobody has claimed the attack so far. Similar attacks have been
blamed on groups that want foreign troops to leave the country. A security official, who did not want to
be named, said that the launcher was found under a bridge in the south of the city. The prime minister
ordered an inquiry and said that those who fired the rockets would be brought to justice soon."""

INDEPENDENT = """The heavily guarded government quarter of the Iraqi capital came under rocket fire on Thursday evening.
Witnesses described loud bangs and red flashes over the river shortly before nine. According to the army,
a missile struck a school building near the American mission; a schoolgirl and her neighbour were treated
for light injuries in hospital. It was the fourth such incident since the start of the year. Politicians
from all camps condemned it, and one of them put it down to factions that seek to justify their arms. The
embassy thanked the Iraqi forces and spoke of terrorist groups."""

FLASH = "BAGHDAD, Jan 13 - Four rockets land near U.S. embassy in Baghdad, two people hurt - security sources"


def test_the_same_words_are_the_same_text_whatever_their_marks() -> None:
    assert likeness(AGENCY, AGENCY.upper().replace(",", " –")) == Likeness("same_text", 100)


def test_a_reprint_with_a_paragraph_of_its_own_is_a_copy() -> None:
    found = likeness(AGENCY, f"By our correspondents.\n{AGENCY}\nThe mayor called for calm and promised to help.")
    assert found is not None
    assert (found.kind, found.share) == ("copy", 100)


def test_a_text_with_a_corrected_figure_is_a_copy() -> None:
    found = likeness(AGENCY, AGENCY.replace("Four rockets", "Three rockets"))
    assert found is not None
    assert found.kind == "copy"
    assert found.share >= 95


def test_the_first_half_of_a_text_is_a_copy() -> None:
    found = likeness("\n".join(AGENCY.split("\n")[:3]), AGENCY)
    assert found is not None
    assert found.kind == "copy"


def test_an_independent_report_of_the_same_event_is_none() -> None:
    assert likeness(AGENCY, INDEPENDENT) is None


def test_two_reports_that_quote_the_same_sentence_are_none() -> None:
    quote = " “An attack on a diplomatic mission is an attack on the sovereignty of the country,” the embassy said."
    assert likeness(AGENCY + quote, INDEPENDENT + quote) is None


def test_a_flash_printed_twice_is_a_copy() -> None:
    found = likeness(FLASH, FLASH.replace("BAGHDAD, Jan 13 - ", ""))
    assert found is not None
    assert found.kind == "copy"


def test_a_flash_with_a_corrected_figure_is_a_copy() -> None:
    found = likeness(FLASH, FLASH.replace("Four", "Three"))
    assert found is not None
    assert found.kind == "copy"


def test_a_flash_about_something_else_is_none() -> None:
    assert likeness(FLASH, "KABUL, Jan 13 - Blast near mosque in Kabul, at least five people killed - police") is None


def test_a_flash_is_no_copy_of_the_long_story_that_begins_with_it() -> None:
    assert likeness("Four rockets landed near the embassy of the United States in Baghdad.", AGENCY * 3) is None


@pytest.mark.parametrize(("first", "second"), [("", AGENCY), ("", ""), ("…", "—")])
def test_nothing_is_like_nothing(first: str, second: str) -> None:
    assert likeness(first, second) is None


def test_an_arabic_text_is_compared_by_the_same_rule() -> None:
    more = (
        "سقطت أربعة صواريخ قرب السفارة الأميركية في بغداد مساء الخميس وأصيب شخصان بجروح طفيفة بحسب ما أعلن الجيش "
        "وقال شاهد عيان إن صاروخا سقط داخل مدرسة في الجهة المقابلة من الشارع ولم تعلن أي جهة مسؤوليتها عن الهجوم"
    )
    found = likeness(more, more.replace("أربعة", "ثلاثة"))
    assert found is not None
    assert found.kind == "copy"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Rockets land near U.S. embassy in Baghdad", "Rockets land near US embassy in Baghdad", True),
        ("Rockets land near U.S. embassy in Baghdad", "Rockets land near embassy, two hurt", False),
        ("Live updates", "Live updates", False),
        ("", "", False),
    ],
)
def test_headlines_are_one_only_when_they_are_long_enough_to_say_so(first: str, second: str, same: bool) -> None:
    assert (title_likeness(first, second) is not None) is same


def shared(first: str, second: str) -> int:
    return sum(mine is not None and mine == other for mine, other in zip(marks(first), marks(second), strict=True))


def test_copies_share_marks_and_independent_reports_do_not() -> None:
    assert shared(AGENCY, f"By our correspondents.\n{AGENCY}") >= 4
    assert shared(AGENCY, AGENCY.replace("Four", "Three")) >= 4
    assert shared(AGENCY, "\n".join(AGENCY.split("\n")[:3])) >= 1
    assert shared(AGENCY, INDEPENDENT) == 0


def test_a_text_too_short_for_a_run_has_no_mark() -> None:
    assert marks("Three words only") == (None,) * MARKS
    assert marks("") == (None,) * MARKS


@given(st.text())
def test_marks_fit_their_columns_and_never_change(text: str) -> None:
    found = marks(text)
    marks.cache_clear()
    assert marks(text) == found
    assert all(mark is None or 0 <= mark < 2**63 for mark in found)
