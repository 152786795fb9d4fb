"""Tolls in selected words: who was harmed, how, and the sentences that are not read at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import counts
from incidents.codebook import AGE, GROUP, HARM, MECHANISM, SEVERITY, SEX
from incidents.coding.reading import read_toll
from incidents.coding.reading.nations import NATIONALS, country_after, nationality
from incidents.countries import COUNTRIES
from tests.incidents.coding.reading.values import basis, count, values, without_count

KILLED, INJURED = {"harm": "killed"}, {"harm": "injured"}


def lines(words: str, harm: str = "") -> list[tuple[Any, ...]]:
    """Each line as (its fields, kind, low, best, high)."""
    return [(without_count(line), *count(line)) for line in read_toll(words, harm=harm)]


def exact(number: int, **fields: Any) -> tuple[Any, ...]:
    return fields, "exact", number, number, number


def at_least(number: int, **fields: Any) -> tuple[Any, ...]:
    return fields, "at_least", number, number, None


def several(**fields: Any) -> tuple[Any, ...]:
    return fields, "words", 2, None, None


def none_reported(**fields: Any) -> tuple[Any, ...]:
    return fields, "none_reported", None, None, None


def test_the_seed_articles_child_and_soldier():
    child, soldier = read_toll("slightly wounding an Iraqi child and an Iraqi soldier")
    assert values(child) == {
        "harm": "injured", "group": "civilian", "age": "child", "nationality": "IQ", "severity": "slight",
        "count_kind": "exact", "low": 1, "best": 1, "high": 1, "number_text": "an Iraqi child",
    }  # fmt: skip
    assert basis(child, "group") == "inferred"
    assert values(soldier) == {
        "harm": "injured", "group": "security_force", "nationality": "IQ", "severity": "slight",
        "count_kind": "exact", "low": 1, "best": 1, "high": 1, "number_text": "an Iraqi soldier",
    }  # fmt: skip
    assert basis(soldier, "group") == "stated"


def test_an_and_at_the_beginning_of_the_selection_is_left_over_from_a_list():
    [soldier] = read_toll("and an Iraqi soldier", harm="injured")
    assert values(soldier) == {
        "harm": "injured", "group": "security_force", "nationality": "IQ",
        "count_kind": "exact", "low": 1, "best": 1, "high": 1, "number_text": "an Iraqi soldier",
    }  # fmt: skip
    assert read_toll("and others", harm="injured") == []


def test_the_blast_is_the_mechanism():
    words = "with shock waves from the blast slightly wounding an Iraqi child and an Iraqi soldier"
    assert [values(line)["mechanism"] for line in read_toll(words)] == ["blast", "blast"]


def test_the_seed_articles_general_and_official():
    words = "killed both Maj. Gen. Qassim Suleimani of Iran and a senior Iraqi security official in Baghdad in 2020"
    assert lines(words) == [
        exact(1, harm="killed", group="security_force", nationality="IR"),
        exact(1, harm="killed", group="security_force", nationality="IQ"),
    ]
    assert [basis(line, "group") for line in read_toll(words)] == ["inferred", "inferred"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("killed 5 civilians and two soldiers", [
            exact(5, harm="killed", group="civilian"), exact(2, harm="killed", group="security_force")]),
        ("killing at least 12 people", [at_least(12, harm="killed")]),
        ("Rockets kill 5 in Baghdad", [exact(5, harm="killed")]),
        ("killed 2 Israeli civilians and injured 3", [
            exact(2, harm="killed", group="civilian", nationality="IL"), exact(3, harm="injured")]),
        ("killed one person and wounded another", [exact(1, harm="killed"), exact(1, harm="injured")]),
        ("killed one and wounded two", [exact(1, harm="killed"), exact(2, harm="injured")]),
        ("killed 5 and injured dozens", [exact(5, harm="killed"), several(harm="injured")]),
        ("killed 13 U.S. service members", [exact(13, harm="killed", nationality="US")]),
        ("kidnapped two engineers", [exact(2, harm="abducted")]),
        ("arrested three men", [exact(3, harm="detained", age="adult", sex="male")]),
        ("the killing of two soldiers", [exact(2, harm="killed", group="security_force")]),
        ("the death toll rose to 5", [exact(5, harm="killed")]),
        ("killed three Iran-backed militiamen", [exact(3, harm="killed")]),
        ("killing two attackers", [exact(2, harm="killed", group="perpetrator")]),
        ("killed a 12-year-old boy", [exact(1, harm="killed", group="civilian", age="child", sex="male")]),
        ("killed five members of the Iraqi security forces", [
            exact(5, harm="killed", group="security_force", nationality="IQ")]),
        ("killed 2 soldiers when three rockets hit a base", [exact(2, harm="killed", group="security_force")]),
    ],
)  # fmt: skip
def test_a_verb_and_those_it_harmed(words, expected):
    assert lines(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at least 12 people were killed and 30 wounded", [at_least(12, harm="killed"), exact(30, harm="injured")]),
        ("12 killed, 30 wounded", [exact(12, harm="killed"), exact(30, harm="injured")]),
        ("Four dead, 56 wounded", [exact(4, harm="killed"), exact(56, harm="injured")]),
        ("five people died of their wounds", [exact(5, harm="killed")]),
        ("two policemen were shot dead", [exact(2, harm="killed", group="security_force", mechanism="gunshot")]),
        ("two people suffered minor injuries", [exact(2, harm="injured", severity="slight")]),
        ("three people were critically wounded", [exact(3, harm="injured", severity="critical")]),
        ("dozens of people were wounded", [several(harm="injured")]),
        ("two people are missing", [exact(2, harm="missing")]),
        ("an Iraqi was killed", [exact(1, harm="killed", nationality="IQ")]),
        ("a girl, 12, was killed", [exact(1, harm="killed", group="civilian", age="child", sex="female")]),
        ("leaving 12 people dead", [exact(12, harm="killed")]),
        ("a family of five was killed", [exact(5, harm="killed")]),
        ("rockets were shot down, and two people were hurt", [exact(2, harm="injured")]),
        (
            "a boy, 12, and a girl, 14, were killed",
            [
                exact(1, harm="killed", group="civilian", age="child", sex="male"),
                exact(1, harm="killed", group="civilian", age="child", sex="female"),
            ],
        ),
        ("Officials said at least 12 people were killed", [at_least(12, harm="killed")]),
        ("A doctor said two people were killed", [exact(2, harm="killed")]),
        ("two people were killed by three gunmen", [exact(2, harm="killed")]),
        ("a bomb exploded and two people were killed", [exact(2, harm="killed")]),
        ("killed five people and 10 were wounded", [exact(5, harm="killed"), exact(10, harm="injured")]),
        ("12 casualties", [exact(12, harm="casualty_unspecified")]),
        ("18 fatalities", [exact(18, harm="killed")]),
        ("Saudi soldiers from the 5th brigade", []),
    ],
)
def test_those_who_were_harmed_and_the_verb(words, expected):
    assert lines(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12 people were killed, including three children", [
            exact(12, harm="killed"), exact(3, harm="killed", age="child", of_which=True)]),
        ("12 people, including three children and two women, were killed", [
            exact(12, harm="killed"), exact(3, harm="killed", age="child", of_which=True),
            exact(2, harm="killed", age="adult", sex="female", of_which=True)]),
        ("killed 12 people, five of them soldiers", [
            exact(12, harm="killed"), exact(5, harm="killed", group="security_force", of_which=True)]),
        ("killing 12 people, 5 of whom were children", [
            exact(12, harm="killed"), exact(5, harm="killed", age="child", of_which=True)]),
        ("12 people were killed, three children among them", [
            exact(12, harm="killed"), exact(3, harm="killed", age="child", of_which=True)]),
        ("12 people were killed, with three children among the dead", []),
        ("three children among the dead", []),
        ("5 people were killed, including 12 children", []),
        ("12 people were killed and 30 wounded, including three children", []),
        ("69 people were killed, including 37 soldiers and loyalists", []),
    ],
)  # fmt: skip
def test_a_part_is_of_which_only_beside_its_whole(words, expected):
    assert lines(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("There were no immediate reports of casualties", [none_reported(harm="casualty_unspecified")]),
        ("no casualties", [none_reported(harm="casualty_unspecified")]),
        ("no one was hurt", [none_reported(harm="injured")]),
        ("no deaths or injuries", [none_reported(harm="killed"), none_reported(harm="injured")]),
        ("no civilian casualties", [none_reported(harm="casualty_unspecified", group="civilian")]),
        ("with damage but without casualties", [none_reported(harm="casualty_unspecified")]),
        ("nobody was killed, but two people were injured", [
            exact(2, harm="injured"), none_reported(harm="killed")]),
        ("no casualties, but two people were injured", []),
        ("No one was killed in the attack, which came after 3 soldiers died Sunday", []),
        ("no other casualties", []),
        ("it was unclear whether there were no casualties", []),
    ],
)  # fmt: skip
def test_the_absence_of_reports_is_never_zero(words, expected):
    assert lines(words) == expected


@pytest.mark.parametrize(
    ("words", "harm", "expected"),
    [
        ("a woman and a child", "killed", [
            exact(1, harm="killed", group="civilian", age="adult", sex="female"),
            exact(1, harm="killed", group="civilian", age="child")]),
        ("a woman and a child", "", [
            exact(1, group="civilian", age="adult", sex="female"), exact(1, group="civilian", age="child")]),
        ("12", "killed", [exact(12, harm="killed")]),
        ("at least 12 people", "injured", [at_least(12, harm="injured")]),
        ("wounding two soldiers", "killed", [exact(2, harm="injured", group="security_force")]),
        ("two soldiers", "no such harm", [exact(2, group="security_force")]),
        ("Four rockets", "killed", []),
        ("two houses", "killed", []),
        ("four rockets struck residents", "injured", []),
        ("civilians", "killed", []),
    ],
)  # fmt: skip
def test_the_analysts_harm_serves_where_the_words_have_none(words, harm, expected):
    assert lines(words, harm) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a man and a woman were killed", [
            exact(1, harm="killed", age="adult", sex="male"), exact(1, harm="killed", age="adult", sex="female")]),
        ("two soldiers and two men were killed", [
            exact(2, harm="killed", group="security_force"),
            exact(2, harm="killed", group="unknown", age="adult", sex="male")]),
        ("three soldiers and four others wounded", [
            exact(3, harm="injured", group="security_force"), exact(4, harm="injured", group="unknown")]),
        ("two soldiers and a child were killed", [
            exact(2, harm="killed", group="security_force"), exact(1, harm="killed", group="civilian", age="child")]),
    ],
)  # fmt: skip
def test_a_line_for_everybody_never_stands_beside_a_group(words, expected):
    """It would be taken as the account's own total, and the others would be lost from it."""
    assert lines(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        # Not told as a fact
        "denied that two soldiers were killed",
        "could have killed 12 people",
        "20 people were feared dead",
        "plotted to kill two ministers",
        "if two people were killed",
        "it was not clear whether five people died",
        "narrowly missed killing two people",
        "as many as 300 may have died",
        # A whole beside its parts
        "killed seven people, five civilians and two soldiers",
        "seven people: five civilians and two soldiers were killed",
        "two people hurt, a girl and a woman",
        # Who was harmed, or how, is not clear
        "killed and wounded 12 people",
        "12 people were killed or wounded",
        "two gunmen killed five people",
        "half of the 12 people were killed",
        "most of the 12 people were killed",
        "one in three people was killed",
        "two of the wounded are children",
        "wounded soldiers",
        "the soldier was killed",
        "the wounded were taken to hospital",
        "30 wounded, three critically",
        "killed in the attack were two soldiers",
        # Somebody besides is not counted
        "killed two soldiers and their driver",
        "killed two soldiers and Ahmed",
        "killed two brothers, Ali and Hassan, and their mother",
        "killed five civilians and soldiers",
        "Farm director and eight Russian troops killed",
        "killed Ahmed and two soldiers",
        "killed a soldier, a father of two",
        # Numbers that are not of people, or that change
        "killed two camels",
        "killed two goats and a shepherd",
        "the death toll rose from 3 to 5",
        "two people were killed on Monday and three on Tuesday",
        "killing two and bringing the toll to 12",
        "killed 1.200 people",
        "200 people killed since January",
        "two soldiers were killed and a civilian was killed",
        # No toll at all
        "",
        "have not yet exacted revenge for the assassination of General Suleimani",
        "the other three rockets",
        "the second anniversary of the killing of General Soleimani",
        "ended in turmoil after the most senior member of parliament collapsed",
    ],
)
def test_a_sentence_that_leaves_a_doubt_is_not_read(words):
    assert read_toll(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("مقتل خمسة مدنيين وإصابة ثلاثة جنود", [
            exact(5, harm="killed", group="civilian"), exact(3, harm="injured", group="security_force")]),
        ("قتيلان وثلاثة جرحى", [exact(2, harm="killed"), exact(3, harm="injured")]),
        ("مقتل طفل وإصابة جندي عراقي", [
            exact(1, harm="killed", group="civilian", age="child"),
            exact(1, harm="injured", group="security_force", nationality="IQ")]),
        ("مقتل ٥ أشخاص", [exact(5, harm="killed")]),
        ("قتل خمسة مدنيين عراقيين وأصيب 30 آخرين", [
            exact(5, harm="killed", group="civilian", nationality="IQ"), exact(30, harm="injured")]),
        ("إصابة 15 شخصا", [exact(15, harm="injured")]),
        ("دون وقوع إصابات", [none_reported(harm="casualty_unspecified")]),
        ("مقتل مدنيين", []),
        ("مقتل جندي ومدير الشرطة", []),
        ("نفى مقتل جنديين", []),
        ("إصابة مدرسة", []),
        ("שני הרוגים ושלושה פצועים", [exact(2, harm="killed"), exact(3, harm="injured")]),
        ("נהרגו חמישה אזרחים ונפצעו שלושה חיילים", [
            exact(5, harm="killed", group="civilian"), exact(3, harm="injured", group="security_force")]),
        ("לא היו נפגעים", [none_reported(harm="casualty_unspecified")]),
    ],
)  # fmt: skip
def test_arabic_and_hebrew_tolls(words, expected):
    assert lines(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("an iraqi child", "IQ"),
        ("two u.s. soldiers", "US"),
        ("a south sudanese doctor", "SS"),
        ("iran-backed militias", ""),
        ("an iraqi-american journalist", ""),
        ("american-led", ""),
        ("iraqi and syrian soldiers", ""),
        ("a congolese soldier", ""),
        ("the child", ""),
    ],
)
def test_a_nationality_is_one_whole_adjective(words, expected):
    assert nationality(words) == expected


def test_a_country_after_of_is_a_nationality():
    assert country_after(" of iran and") == "IR"
    assert country_after(" of the united states") == "US"
    assert country_after(" in iran") == ""


def test_every_nationality_is_a_country_on_file():
    assert set(NATIONALS.values()) <= set(COUNTRIES)


_WORDS = [
    "killed", "wounded", "killing", "were", "was", "dead", "died", "and", ",", "including", "of them", "people",
    "soldiers", "a", "child", "an Iraqi", "two", "three", "12", "at least", "dozens of", "no", "casualties",
    "slightly", "not", "others", "in Baghdad", "among them", "rockets", "or", ".", "by", "women", "the", "مقتل",
    "جنديان", "وإصابة", "ثلاثة", "הרוגים",
]  # fmt: skip
_CODES = {"harm": HARM, "group": GROUP, "age": AGE, "sex": SEX, "severity": SEVERITY, "mechanism": MECHANISM}


@given(
    st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join) | st.text(max_size=80),
    st.sampled_from(["", "killed", "injured", "nonsense"]),
)
def test_every_line_is_sound(words, harm):
    for line in read_toll(words, harm=harm):
        found = values(line)
        assert counts.problem(*count(line)) is None
        assert all(found[field] in codes for field, codes in _CODES.items() if field in found)
        assert found.get("nationality", "IQ") in COUNTRIES


@given(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join))
def test_no_figure_is_made_up(words):
    """Each number of a line stands in the words; a floor may be one more than what they say ("more than 12")."""
    said = {"a": 1, "an": 1, "two": 2, "three": 3, "12": 12, "dozens": 2, "جنديان": 2, "ثلاثة": 3}
    numbers = {number for word, number in said.items() if word in words}
    for line in read_toll(words):
        found = values(line)
        assert {found[end] for end in ("low", "best", "high") if end in found} <= numbers
