"""The facts of the seed article: what its words suggest, fact by fact, in the order of `seed_facts.csv`."""

from typing import Any

import pytest

from incidents.coding.reading import (
    read_attack_type,
    read_count,
    read_statement,
    read_target,
    read_toll,
    read_weapon,
    read_when,
)
from tests.incidents.coding.reading.values import values

PUBLISHED = "[2022-01-13,2022-01-14]"
EXACT_4 = {"count_kind": "exact", "low": 4, "best": 4, "high": 4}
EXACT_3 = {"count_kind": "exact", "low": 3, "best": 3, "high": 3}
EXACT_1 = {"count_kind": "exact", "low": 1, "best": 1, "high": 1}
NIGHT = {"date_edtf": "2022-01-13", "time_kind": "part_of_day", "part_of_day": "night", "time_text": "Thursday night"}


def when(words: str) -> list[Any]:
    return read_when(words, published=PUBLISHED)


def statement(words: str) -> list[Any]:
    return read_statement(words, published=PUBLISHED)


@pytest.mark.parametrize(
    ("fact", "read", "words", "expected"),
    [
        ("W1", when, "on Thursday night", NIGHT),
        ("W2", when, "Thursday night", NIGHT),
        ("W3", when, "The rockets fired Thursday", {"date_edtf": "2022-01-13"}),
        ("M1", read_weapon, "Four rockets targeted", {"type": "rocket", "number_text": "Four", **EXACT_4}),
        ("M1", read_attack_type, "Four rockets targeted", {"attack_type": "indirect_fire"}),
        ("M2", read_weapon, "one rocket had landed in", {"type": "rocket", "number_text": "one", **EXACT_1}),
        ("M4", read_weapon, "the other three rockets", {"type": "rocket", "number_text": "three", **EXACT_3}),
        (
            "M5",
            read_count,
            "“a relatively small number” of rockets",
            {"count_kind": "words", "number_text": "a relatively small number"},
        ),
        ("M6", read_target, "had struck the Green Zone", {}),
        (
            "M7",
            read_weapon,
            "activated the embassy’s counter-rocket, artillery, mortar defensive system",
            {"side": "defender", "type": "air_defence_gun", "model": "C-RAM", "outcome": "activated"},
        ),
        ("M8", read_weapon, "designed to detect and intercept incoming projectiles", {}),
        ("M10", read_weapon, "The thud of rockets landing", {"type": "rocket", "outcome": "landed"}),
        (
            "M11",
            read_weapon,
            "they had found the rocket launcher",
            {"type": "rocket", "platform": "rocket launcher"},
        ),
        (
            "T1",
            read_target,
            "targeted the U.S. Embassy in Baghdad",
            {"type": "diplomatic", "name": "U.S. Embassy in Baghdad", "role": "intended", "nationality": "US"},
        ),
        ("T2", read_target, "inside a school", {"type": "education", "name": "school"}),
        ("T3", read_target, "its compound had been attacked", {}),
        ("T4", read_target, "no immediate reports of casualties or details about damage", {"damage": "unknown"}),
        ("T5", read_target, "U.S. officials were still assessing the damage", {"damage": "unknown"}),
        ("S1b", statement, "said on Twitter", {"channel": "social_post", "channel_name": "Twitter"}),
        (
            "S4",
            statement,
            "Biden administration officials have attributed to Iran-backed militias",
            {
                "kind": "accusation", "wording": "asserted", "accused_text": "Iran-backed militias",
                "speaker_text": "Biden administration officials",
            },
        ),
        (
            "S5",
            statement,
            "Mr. Kirby would not specify what response",
            {"kind": "response_position", "voice": "named", "speaker_text": "Mr. Kirby"},
        ),
        (
            "S7",
            statement,
            "in other channels to the Iranians",
            {"channel": "unknown", "channel_name": "other channels"},
        ),
        (
            "S10",
            statement,
            "There were no claims of responsibility",
            {"kind": "no_claim_reported", "voice": "publisher"},
        ),
        (
            "S14",
            statement,
            "Mr. al-Sadr blamed Iranian-backed factions for the rocket attacks",
            {
                "kind": "accusation", "wording": "asserted", "voice": "named", "speaker_text": "Mr. al-Sadr",
                "accused_text": "Iranian-backed factions",
            },
        ),
        (
            "S14b",
            statement,
            "In a Twitter post on Thursday night",
            {"channel": "social_post", "channel_name": "Twitter", "said_edtf": "2022-01-13"},
        ),
        ("X2", when, "since the beginning of January", {"date_edtf": "2022-01/.."}),
        ("X3", read_attack_type, "the U.S. drone strike that killed both", {"attack_type": "uav_attack"}),
        ("X3", when, "in Baghdad in 2020", {"date_edtf": "2020"}),
        ("N2", when, "following Iraqi elections in October", {"date_edtf": "2021-10"}),
        ("N5", when, "The first session of the new parliament on Sunday", {"date_edtf": "2022-01-09"}),
    ],
)  # fmt: skip
def test_a_fact_of_the_seed_article(fact, read, words, expected):
    assert values(read(words)) == expected, fact


@pytest.mark.parametrize(
    ("fact", "words", "number_of_lines"),
    [
        ("C1", "slightly wounding an Iraqi child", 1),
        ("C1 and C2", "slightly wounding an Iraqi child and an Iraqi soldier", 2),
        ("C2", "and an Iraqi soldier", 1),
        ("C4", "There were no immediate reports of casualties", 1),
        (
            "N5: no casualty of this incident",
            "collapsed and was taken to a hospital after he said he had been pushed",
            0,
        ),
        ("S12: no toll", "have not yet exacted revenge for the assassination of General Suleimani", 0),
        ("X3c", "killed both Maj. Gen. Qassim Suleimani of Iran and a senior Iraqi security official", 2),
    ],
)
def test_a_toll_of_the_seed_article(fact, words, number_of_lines):
    assert len(read_toll(words)) == number_of_lines, fact
