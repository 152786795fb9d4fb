"""Kinds of act and stages in selected words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.codebook import ATTACK_TYPE, STAGE
from incidents.coding.reading import read_attack_type, read_stage
from incidents.coding.reading.attack_words import STAGES, TYPES
from tests.incidents.coding.reading.values import values


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Four rockets targeted the embassy", "indirect_fire"),
        ("one rocket had landed inside a school", "indirect_fire"),
        ("fired a barrage of rockets", "indirect_fire"),
        ("rocket attack", "indirect_fire"),
        ("shelling of the town", "indirect_fire"),
        ("mortar shells hit the market", "indirect_fire"),
        ("the U.S. drone strike", "uav_attack"),
        ("attacked with two drones", "uav_attack"),
        ("an explosive-laden drone", "uav_attack"),
        ("a suicide drone", "uav_attack"),
        ("an air strike on the base", "air_strike"),
        ("Airstrikes", "air_strike"),
        ("warplanes bombed the town", "air_strike"),
        ("a car bomb exploded", "planted_explosive"),
        ("a roadside bomb", "planted_explosive"),
        ("a landmine", "planted_explosive"),
        ("a suicide car bomb", "suicide_attack"),
        ("blew himself up", "suicide_attack"),
        ("threw a grenade", "grenade"),
        ("gunmen opened fire", "shooting"),
        ("was shot dead", "shooting"),
        ("clashes with the army", "clash"),
        ("an exchange of gunfire", "clash"),
        ("was assassinated", "assassination"),
        ("kidnapped two engineers", "abduction"),
        ("hijacked the tanker", "hijacking"),
        ("set the house on fire", "arson_sabotage"),
        ("a chemical attack", "cbrn"),
        ("stabbed a soldier", "physical_assault"),
        ("was raped", "sexual_violence"),
        ("a cyberattack", "cyber"),
        ("قصف صاروخي", "indirect_fire"),
        ("غارة جوية", "air_strike"),
        ("سيارة مفخخة", "planted_explosive"),
        ("اشتباكات", "clash"),
        ("هجوم انتحاري", "suicide_attack"),
        ("שיגור רקטות", "indirect_fire"),
        ("תקיפה אווירית", "air_strike"),
    ],
)
def test_a_kind_of_act(words, expected):
    assert values(read_attack_type(words)) == {"attack_type": expected}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a spate of rocket and drone strikes",
        "air strikes and clashes",
        "there was no rocket attack",
        "denied the air strike",
        "warned of a drone attack",
        "threatened to kidnap",
        "a military exercise with rockets fired",
        "found the rocket launcher",
        "activated the counter-rocket, artillery, mortar defensive system",
        "shooting down a drone",
        "clashes between protesters and police",
        "an explosion",
        "a missile strike",
        "aerial attacks",
        "warplanes shelling the town",
    ],
)
def test_words_that_tell_of_no_kind_of_act_or_two_suggest_none(words):
    assert read_attack_type(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("one rocket had landed inside a school", "completed"),
        ("the bomb went off", "completed"),
        ("foiled an attack", "foiled"),
        ("police defused the bomb", "foiled"),
        ("the rocket did not explode", "attempted"),
        ("threatened to attack the embassy", "threatened"),
    ],
)
def test_a_stage(words, expected):
    [suggested] = read_stage(words)
    assert (suggested.value, suggested.basis) == (expected, "inferred")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Four rockets",
        "may have landed",
        "could have killed",
        "foiled an attack that killed two",
        "not hit",
        "For his killing, revenge is to be taken",
        "nothing was damaged",
    ],
)
def test_a_stage_that_is_not_told_is_not_suggested(words):
    assert read_stage(words) == []


def test_every_code_is_in_the_codebook():
    assert all(code in ATTACK_TYPE for code in TYPES)
    assert all(code in STAGE for code in STAGES)


@given(st.text(max_size=100))
def test_no_text_is_too_strange(words):
    assert len(read_attack_type(words)) < 2
    assert len(read_stage(words)) < 2
