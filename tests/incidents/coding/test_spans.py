import pytest

from incidents.coding.spans import alike, cut_out, every_place, everywhere, locate

TEXT = "BAGHDAD — On Thursday night “four rockets” fell.\nFour rockets, the army’s statement said,\n\nfell on Thursday."


def test_words_are_found_where_they_stand():
    span = locate(TEXT, "On Thursday night")
    assert (span.start, span.end, span.exact) == (10, 27, "On Thursday night")
    assert (span.prefix, span.suffix) == ("BAGHDAD — ", " “four rockets” fell.\nFour roc")
    assert span.occurrences == 1


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('"four rockets"', "“four rockets”"),
        ("the army's statement", "the army’s statement"),
        ("BAGHDAD - On", "BAGHDAD — On"),
        ("said, fell", "said,\n\nfell"),
        ("  fell on   Thursday ", "fell on Thursday"),
    ],
)
def test_quotation_marks_dashes_and_spaces_may_differ(typed, printed):
    assert locate(TEXT, typed).exact == printed


@pytest.mark.parametrize("words", ["four missiles", "on thursday night", "", "   ", "f.ur rockets"])
def test_words_that_are_not_there_have_no_span(words):
    assert locate(TEXT, words) is None


def test_of_several_occurrences_the_nearest_is_taken():
    text = "one two one two one"
    assert locate(text, "one").start == 0
    assert locate(text, "one").occurrences == 3
    assert locate(text, "one", near=17).start == 16


def test_positions_count_code_points_in_any_script():
    text = "قال الجيش 😀 إن أربعة صواريخ سقطت"
    span = locate(text, "أربعة صواريخ")
    assert text[span.start : span.end] == "أربعة صواريخ"


def test_composed_and_decomposed_letters_are_one():
    assert locate("Le café brûle", "cafe\u0301 bru\u0302le").exact == "café brûle"


def test_every_place_of_the_words_is_found_even_where_they_overlap():
    assert every_place("one two one two one", "one two one") == [(0, 11), (8, 19)]
    assert every_place(TEXT, '"four rockets"') == [(28, 42)]
    assert every_place(TEXT, " ") == []


def test_a_span_is_cut_out_with_what_stands_around_it():
    span = cut_out(TEXT, 10, 27, occurrences=2)
    assert (span.exact, span.prefix, span.suffix) == (
        "On Thursday night",
        "BAGHDAD — ",
        " “four rockets” fell.\nFour roc",
    )
    assert span.occurrences == 2


def test_marks_that_read_alike_are_one_and_no_position_moves():
    assert alike("“four” – the army’s") == '"four" - the army\'s'


def test_every_occurrence_is_found_in_order():
    assert [(span.start, span.exact, span.occurrences) for span in everywhere("a “b” a \"b\"", '"b"')] == [
        (2, "“b”", 2), (8, '"b"', 2),
    ]  # fmt: skip
    assert everywhere("a b", "c") == everywhere("a b", "  ") == []
