"""Does the figure put reports of attacks before sport, finance and film, and say by which words?"""

import pytest

from articles.relevance import relevance

ROCKETS = (
    "Rockets land near embassy in Baghdad",
    "Four rockets landed near the embassy on Thursday night. A child and a soldier were slightly wounded.",
)
REPORTS = {
    "rockets": ("en", *ROCKETS),
    "drone": ("en", "Two killed in drone strike in el-Fasher", ""),
    "abduction": ("en", "Gunmen abduct 20 students", "Armed men stormed a school and abducted at least 20 students."),
    "market": ("en", "Blast at market kills five", "A bomb exploded at a market, killing five and wounding 20."),
    "صواريخ": ("ar", "سقوط أربعة صواريخ قرب السفارة", "أصيب طفل وجندي بجروح طفيفة بعد سقوط صاروخ داخل مدرسة"),
    "عبوة": ("ar", "انفجار عبوة ناسفة بالرتل", ""),
}
OTHERS = {
    "sport": ("en", "Striker's late strike kills off title hopes",
              "The striker fired a rocket past the goalkeeper to kill the match. They had struck twice in the league."),
    "finance": ("en", "Shares rocket after explosive earnings", "Investors cheered the quarterly earnings."),
    "film": ("en", "Action film blasts to top of box office", "The movie, about a bomb, earned $40m."),
    "labour": ("en", "Nurses strike over pay", "Nurses walked out of hospitals in a strike over pay."),
    "politics": ("en", "Parliament elects speaker", "Lawmakers elected a new speaker on Sunday."),
    "accident": ("en", "Bus accident on the highway", "Three people were injured when a bus hit a truck."),
    "رياضة": ("ar", "المنتخب العراقي يفوز في مباراة", "سجل اللاعب هدفا في المباراة"),
}  # fmt: skip


def score(language: str, title: str, text: str) -> int:
    found = relevance(title, text, language=language)
    assert found is not None
    return found.score


def test_every_report_comes_before_everything_else() -> None:
    assert min(score(*each) for each in REPORTS.values()) > max(score(*each) for each in OTHERS.values())


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_likely_relevant(name: str) -> None:
    assert score(*REPORTS[name]) >= 55


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_report_is_unlikely(name: str) -> None:
    assert score(*OTHERS[name]) <= 45


def test_the_words_that_speak_for_it_are_told_the_weightiest_first() -> None:
    found = relevance(*ROCKETS, language="en-GB")
    assert found is not None
    assert found.speaks_for == ("rockets", "wounded")
    assert found.why == "Speaks for it: rockets, wounded."


def test_the_words_against_it_are_told_too() -> None:
    found = relevance("The league match", "A rocket of a shot", language="en")
    assert found is not None
    assert found.why == "Speaks for it: rocket, shot. Against it: league, match."


def test_a_text_without_any_of_the_words_says_so() -> None:
    found = relevance("Parliament meets", "", language="en")
    assert found is not None
    assert (found.score, found.why) == (0, "No word speaks for it.")


@pytest.mark.parametrize(("title", "text", "language"), [("", " ", "en"), ("Roquettes", "", "fr"), ("Rockets", "", "")])
def test_nothing_is_said_of_what_is_not_known(title: str, text: str, language: str) -> None:
    assert relevance(title, text, language=language) is None


def test_a_word_counts_half_far_down_and_once_however_often_it_stands() -> None:
    far = "word " * 200 + "rocket " * 30 + "wounded"
    assert 0 < score("en", "", far) < score("en", "", "rocket wounded")


def test_the_figure_stays_within_its_bounds() -> None:
    assert score("en", "", " ".join(ROCKETS) + " killed dead blast drone missile attack shelling ambush mortar") <= 100


def test_articles_of_arabic_do_not_hide_a_word() -> None:
    assert score("ar", "", "والصواريخ") == score("ar", "", "صواريخ") > 0
