"""Tests of incidents/coding/reanchoring.py: a quote keeps its own words through a correction, or is lost."""

import re

from hypothesis import assume, example, given
from hypothesis import strategies as st

from articles.columns import normalise
from incidents.coding.alignment import is_inside
from incidents.coding.reanchoring import Move, Reanchoring
from incidents.coding.spans import alike
from incidents.models import Citation


def quoting(text: str, words: str, *, nth: int = 0) -> Citation:
    start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    return Citation(exact=words, start=start, end=start + len(words))


def found(old: str, new: str, words: str, *, nth: int = 0) -> Move | None:
    move = Reanchoring(old, new).find(quoting(old, words, nth=nth))
    if move is not None and move.span is not None:
        assert new[move.span.start : move.span.end] == move.span.exact
    return move


def span(old: str, new: str, words: str, *, nth: int = 0) -> tuple[int, str]:
    """Where the words begin in the new text, and how they stand there."""
    move = found(old, new, words, nth=nth)
    assert move is not None
    assert move.span is not None
    return move.span.start, move.span.exact


TWICE = "A rocket fell on a school. Two people were hurt.\nAnother fell on a road. Two people were hurt there too."


def test_a_quote_across_paragraphs_is_found_though_their_break_changed():
    old = "The army said\n\nthat four rockets fell."
    assert span(old, "BAGHDAD. The army said that four rockets fell.", "said\n\nthat four") == (18, "said that four")
    assert span(old, "The army said\n\n\nthat four rockets fell!", "said\n\nthat four") == (9, "said\n\n\nthat four")


def test_of_words_that_stand_twice_each_quote_keeps_its_own():
    new = TWICE.replace("A rocket", "On Thursday one rocket").replace("there too", "as well")
    first, second = [match.start() for match in re.finditer("Two people", new)]
    assert span(TWICE, new, "Two people", nth=0) == (first, "Two people")
    assert span(TWICE, new, "Two people", nth=1) == (second, "Two people")


def test_words_that_were_corrected_are_lost_though_another_passage_has_them():
    first_corrected = TWICE.replace("Two people", "Three people", 1).replace("too.", "as well.")
    assert found(TWICE, first_corrected, "Two people", nth=0) is None
    assert span(TWICE, first_corrected, "Two people", nth=1)[0] == first_corrected.index("Two people")
    second_corrected = "On Thursday: " + TWICE[::-1].replace("Two people"[::-1], "Three people"[::-1], 1)[::-1]
    assert found(TWICE, second_corrected, "Two people", nth=1) is None
    assert span(TWICE, second_corrected, "Two people", nth=0)[0] == second_corrected.index("Two people")


def test_a_passage_with_the_same_words_that_came_anew_is_not_taken_for_it():
    new = "Two people were hurt, say police.\n" + TWICE
    assert span(TWICE, new, "Two people", nth=0)[0] == new.index("Two people", 10)


def test_quotation_marks_and_dashes_that_the_correction_changed_are_taken_as_they_stand_now():
    old, new = 'He said: "It\'s four - no, five".', "He said this: “It’s four — no, five”."
    assert span(old, new, '"It\'s four - no, five"') == (14, "“It’s four — no, five”")


def test_arabic_and_hebrew_with_their_marks_keep_their_positions():
    old = "قال الجيش إنّ أربعةَ صواريخَ سقطت في بغداد."
    new = "بغداد - قال الجيش إنّ أربعةَ صواريخَ سقطت أمس في بغداد."
    assert span(old, new, "أربعةَ صواريخَ") == (new.index("أربعةَ"), "أربعةَ صواريخَ")
    old, new = normalise("הַצָּבָא אָמַר שֶׁאַרְבַּע רָקֵטוֹת נָפְלוּ."), normalise("הַצָּבָא הוֹדִיעַ שֶׁאַרְבַּע רָקֵטוֹת נָפְלוּ אֶתְמוֹל.")
    words = normalise("אַרְבַּע רָקֵטוֹת")
    assert span(old, new, words) == (new.index(words), words)


def test_a_letter_that_got_a_mark_is_another_letter():
    assert found("قال علم الجيش.", "قال علمَ الجيش.", "علم") is None


def test_emoji_count_as_the_code_points_they_are():
    old = "Hit 🚀🚀 tonight 👍🏽 says the post."
    new = "🔴 BREAKING 👨‍👩‍👧 Hit 🚀🚀 tonight 👍🏽 says a post."
    assert span(old, new, "🚀🚀 tonight 👍🏽") == (new.index("🚀🚀"), "🚀🚀 tonight 👍🏽")


def test_a_quote_whose_paragraph_moved_is_found_and_marked_for_a_look():
    old = "Two people were hurt.\nA rocket fell on a school in Baghdad on Thursday night.\nNobody claimed it."
    new = "A rocket fell on a school in Baghdad on Thursday night.\nNobody claimed it.\nTwo people were hurt."
    move = found(old, new, "Two people were hurt")
    assert move is not None
    assert move.is_elsewhere
    assert span(old, new, "Two people were hurt")[0] == new.index("Two people")
    kept = found(old, new, "on Thursday night")
    assert kept is not None
    assert not kept.is_elsewhere


def test_a_quote_whose_words_are_gone_is_lost():
    assert found("Four rockets fell.", "Three rockets fell.", "Four rockets") is None


def test_words_that_became_part_of_longer_ones_are_lost():
    assert found("It said four rockets fell.", "It said fourteen rockets fell.", "four") is None
    assert found("Killed: 1 person.", "Killed: 1,500 people.", "1") is None
    assert span("fourteen fell", "The fourteen fell", "four") == (4, "four")


def test_a_quote_without_words_goes_along():
    move = Reanchoring("One.", "Two.").find(Citation(basis="outside", comment="Known from a map."))
    assert move is not None
    assert move.span is None


def test_words_without_a_place_find_one_only_where_there_is_no_doubt():
    stray = Citation(exact="Two people")
    unique = Reanchoring(TWICE, "Two people were hurt.").find(stray)
    assert unique is not None
    assert unique.span is not None
    assert unique.span.start == 0
    assert Reanchoring(TWICE, TWICE + " More.").find(stray) is None


LETTERS = st.text('ab1,. \n“"-—ش🚀', max_size=12)


@given(before=LETTERS, quote=LETTERS, after=LETTERS, edit=LETTERS, at=st.integers(0, 12), cut=st.integers(0, 12))
@example(before="", quote="a", after=" x a", edit="", at=0, cut=4)
@example(before="a b ", quote="a", after="", edit="", at=0, cut=4)
def test_one_edit_beside_a_quote_leaves_it_the_very_same_words(before, quote, after, edit, at, cut):
    """Whatever the text: the quote stays where it was, or moves by as much as the text before it grew."""
    quote = quote.strip()
    # A quotation mark alone is found in any of its shapes, so that it may well be another one.
    assume(any(map(str.isalnum, quote)))
    old = before + quote + after
    citation = Citation(exact=quote, start=len(before), end=len(before) + len(quote))
    for new_before, new_after in [(before[:at] + edit + before[at + cut :], after), (before, edit + after[at:])]:
        new = new_before + quote + new_after
        start = len(new_before)
        move = Reanchoring(old, new).find(citation)
        if any(is_inside(new, there) > is_inside(old, here) for there, here in [
            (start, citation.start), (start + len(quote), citation.end),
        ]):  # fmt: skip
            continue  # letters were glued to it: other words now
        assert move is not None
        assert move.span is not None
        assert new[move.span.start : move.span.end] == quote


WORDS = st.lists(st.sampled_from(["two", "people", "were", "hurt", "said", "army", ".", "\n\n", "the"]), max_size=25)
QUOTES = (["Alpha", "two", "people"], ["Bravo"], ["hurt", "Charlie", "the", "army"])


@given(old=st.tuples(WORDS, WORDS, WORDS, WORDS), new=st.tuples(WORDS, WORDS, WORDS, WORDS))
def test_whatever_changes_around_them_all_quotes_are_found(old, new):
    """Every passage between the quotes is replaced by any other."""
    texts = []
    for passages in (old, new):
        parts = [passages[0]]
        for quote, passage in zip(QUOTES, passages[1:], strict=True):
            parts += [quote, passage]
        texts.append(" ".join(word for part in parts for word in part))
    for quote in QUOTES:
        words = " ".join(quote)
        assert span(texts[0], texts[1], words) == (texts[1].index(words), words)


@given(old=LETTERS, new=LETTERS, start=st.integers(0, 12), length=st.integers(1, 12))
def test_what_is_found_always_reads_as_what_was_quoted(old, new, start, length):
    exact = old[start : start + length]
    assume(exact.strip() and exact == exact.strip())
    move = Reanchoring(old, new).find(Citation(exact=exact, start=start, end=start + len(exact)))
    if move is not None:
        assert move.span is not None
        assert new[move.span.start : move.span.end] == move.span.exact
        assert alike(" ".join(move.span.exact.split())) == alike(" ".join(exact.split()))
