"""Targets and damage in selected words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.codebook import DAMAGE, TARGET_ROLE, TARGET_TYPE
from incidents.coding.reading import read_target
from incidents.coding.reading.target_words import THINGS
from tests.incidents.coding.reading.values import values


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("targeted the U.S. Embassy in Baghdad", ("diplomatic", "U.S. Embassy in Baghdad", "intended", "US")),
        ("Assailants Target U.S. Embassy in Iraq", ("diplomatic", "U.S. Embassy in Iraq", "intended", "US")),
        ("the Embassy of the United States", ("diplomatic", "Embassy", None, "US")),
        ("fired at the Ain al-Asad air base", ("military", "Ain al-Asad air base", "intended", None)),
        ("landed inside a school", ("education", "school", "struck", None)),
        (
            "landed inside a school across the street from the U.S. Embassy",
            ("education", "school", "struck", None),
        ),
        ("inside a school", ("education", "school", None, None)),
        ("a hospital was hit", ("health", "hospital", "struck", None)),
        ("slammed into a residential building", ("residential", "residential building", "struck", None)),
        ("attacks on U.S. military bases", ("military", "U.S. military bases", None, "US")),
        ("an Iraqi military base hosting U.S.-led coalition troops", ("military", "Iraqi military base", None, "IQ")),
        ("the Turkish consulate", ("diplomatic", "Turkish consulate", None, "TR")),
        ("a Turkish restaurant", ("business", "Turkish restaurant", None, None)),
        ("targeted a police station", ("police_security", "police station", "intended", None)),
        ("hit a mosque", ("religious", "mosque", "struck", None)),
        ("an attack on a bus", ("transport", "bus", None, None)),
        ("targeted an oil refinery", ("energy_utilities", "oil refinery", "intended", None)),
        ("Explosions target soldiers", ("military", "soldiers", "intended", None)),
        ("السفارة الأميركية في بغداد", ("diplomatic", "السفارة الأميركية", None, "US")),
        ("استهدف السفارة الأميركية", ("diplomatic", "السفارة الأميركية", "intended", "US")),
        ("בית ספר", ("education", "בית ספר", None, None)),
    ],
)
def test_a_target(words, expected):
    found = values(read_target(words))
    assert tuple(found.get(field) for field in ("type", "name", "role", "nationality")) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "had struck the Green Zone",
        "its compound had been attacked",
        "details about damage from the other three rockets",
        "no reports of damage",
        "near a school",
        "killed a teacher near a school",
        "a hospital worker",
        "the ministry said",
        "Syrian troops besiege the suburb",
        "three soldiers were killed",
        "hit a mosque and a school",
        "targeted the embassy and hit a school",
        "under a bridge in the Dora neighborhood",
        "The compound, known as a center, houses a small number of staff",
        "The embassy added that it was quiet",
        "two fell on the embassy grounds and one on a school",
    ],
)
def test_what_is_no_target_or_one_of_two_is_not_suggested(words):
    assert read_target(words) == []


def test_a_thing_that_only_might_have_been_struck_has_no_role():
    assert "role" not in values(read_target("could have hit the embassy"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("U.S. officials were still assessing the damage", "unknown"),
        ("There were no immediate reports of casualties or details about damage", "unknown"),
        ("the extent of the damage was not clear", "unknown"),
        ("no damage", "none"),
        ("nothing was damaged there", "none"),
        ("no building was damaged", None),
        ("did not cause any damage", "none"),
        ("the school was damaged", "some"),
        ("causing damage to a wall", "some"),
        ("the school was badly damaged", "major"),
        ("caused extensive damage", "major"),
        ("caused minor damage", "minor"),
        ("the house was destroyed", "destroyed"),
        ("أضرار مادية", "some"),
        ("could have destroyed the embassy", None),
        ("was not destroyed", None),
        ("threatened to destroy the house", None),
        ("no immediate reports of damage", None),
        ("damaged a house and destroyed a wall", None),
    ],
)
def test_damage(words, expected):
    assert values(read_target(words)).get("damage") == expected


def test_every_type_is_in_the_codebook():
    assert all(code in TARGET_TYPE for code, _ in THINGS)


_WORDS = [
    "hit",
    "targeted",
    "the",
    "a",
    "school",
    "U.S.",
    "Embassy",
    "in",
    "Baghdad",
    "and",
    "near",
    "damaged",
    "destroyed",
    "not",
    "سفارة",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=10).map(" ".join) | st.text(max_size=60))
def test_every_code_is_in_its_list(words):
    found = values(read_target(words))
    assert found.get("role", "struck") in TARGET_ROLE
    assert found.get("damage", "none") in DAMAGE
    assert found.get("name", "x").strip()
