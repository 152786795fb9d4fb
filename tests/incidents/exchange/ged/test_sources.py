import pytest

from incidents.exchange.ged.sources import Reference, parse


def test_listed_articles_keep_commas_and_quotation_marks_of_their_headlines():
    text = '"Reuters News,2017-01-30,"Deadly" day, and a long one";"El Sol, Puebla,2017-01-31,Otro día"'
    assert parse(text, "2") == (
        [
            Reference("Reuters News", "2017-01-30", '"Deadly" day, and a long one'),
            Reference("El Sol, Puebla", "2017-01-31", "Otro día"),
        ],
        "",
    )


def test_a_headline_may_hold_what_looks_like_the_end_of_an_article():
    assert parse('"AFP,2017-01-30,He said "go";"no" and left"', "1") == (
        [Reference("AFP", "2017-01-30", 'He said "go";"no" and left')], "",
    )  # fmt: skip


def test_the_same_article_listed_twice_is_one_article():
    references, rest = parse('"AFP,2017-01-30,A";"AFP,2017-01-30,A"', "2")
    assert (len(references), rest) == (1, "")


def test_a_count_that_disagrees_keeps_the_text_too():
    text = '"AFP,2017-01-30,A";"AFP,2017-01-31,B"'
    references, rest = parse(text, "3")
    assert (len(references), rest) == (2, text)


def test_a_listed_article_of_an_impossible_day_keeps_the_text_too():
    text = '"AFP,2017-02-30,A"'
    assert parse(text, "1") == ([Reference("AFP", "", "A")], text)


def test_line_breaks_and_control_characters_do_not_reach_a_headline():
    assert parse('"EFE ,2009-11-23,\r\n Eleven\x07 dead "', "1")[0] == [Reference("EFE", "2009-11-23", "Eleven dead")]


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Reuters 1989-12-24", Reference("Reuters", "1989-12-24", "")),
        ("SATP, 2007-7-14", Reference("SATP", "2007-07-14", "")),
        ("Reuters 25/8 1995", Reference("Reuters", "1995-08-25", "")),
        ("AFP 14/9-09", Reference("AFP", "2009-09-14", "")),
        ("AFP 14/9-93", Reference("AFP", "1993-09-14", "")),
        ('EFE 16 Aug 2009 "Nine dead', Reference("EFE", "2009-08-16", "Nine dead")),
        ('EFE 23 Nov 2009 "\r\nEleven dead', Reference("EFE", "2009-11-23", "Eleven dead")),
        ('Press Trust (12 September 2000): "Camp attacked".', Reference("Press Trust", "2000-09-12", "Camp attacked")),
        ('HRW September 2007 "State of Anarchy"', Reference("HRW", "2007-09", "State of Anarchy")),
        ("Stratfor, A memo, 2012-02-01", Reference("Stratfor", "2012-02-01", "A memo")),
        ("KWO, 2004-04-02, Silences: a report", Reference("KWO", "2004-04-02", "Silences: a report")),
    ],
)
def test_free_text_that_names_one_article_is_that_article(text, reference):
    assert parse(text, "-1") == ([reference], "")


@pytest.mark.parametrize(
    "text",
    ["Burma Human Rights Yearbook 1999", "Reuters 1712 1994", "Bangkok Post 4/5", "June 26, A Voice", "AFP 31/2 1995",
     "http://example.org/2006/1.html", "AFP 14/9-09, All Africa 16/9-09"],
)  # fmt: skip
def test_free_text_that_is_not_clear_stays_as_it_is(text):
    assert parse(text, "-1") == ([], text)


def test_free_text_that_is_clear_in_part_gives_that_part_and_stays():
    text = "AFP 14/9-09; somebody's diary"
    assert parse(text, "-1") == ([Reference("AFP", "2009-09-14", "")], text)


@pytest.mark.parametrize("text", ["", "  \r\n "])
def test_no_sources_are_no_articles(text):
    assert parse(text, "-1") == ([], "")
