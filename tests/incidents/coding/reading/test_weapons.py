"""Munitions in selected words: type, side, model, outcome and their own count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import counts
from incidents.codebook import WEAPON_OUTCOME, WEAPON_SIDE, WEAPON_TYPE
from incidents.coding.reading import read_weapon
from tests.incidents.coding.reading.values import basis, count, values, without_count

NO_COUNT = (None, None, None, None)


@pytest.mark.parametrize(
    ("words", "expected", "number"),
    [
        ("Four rockets targeted", {"type": "rocket"}, ("exact", 4, 4, 4)),
        ("one rocket had landed inside a school", {"type": "rocket"}, ("exact", 1, 1, 1)),
        ("the other three rockets", {"type": "rocket"}, ("exact", 3, 3, 3)),
        ("“a relatively small number” of rockets", {"type": "rocket"}, ("words", None, None, None)),
        ("dozens of rockets", {"type": "rocket"}, ("words", 2, None, None)),
        ("Four rockets hit, wounding two", {"type": "rocket"}, ("exact", 4, 4, 4)),
        ("The thud of rockets landing", {"type": "rocket", "outcome": "landed"}, NO_COUNT),
        ("three rocket attacks", {"type": "rocket"}, NO_COUNT),
        ("a rocket-propelled grenade", {"type": "rpg"}, ("exact", 1, 1, 1)),
        ("six ballistic missiles", {"type": "ballistic_missile"}, ("exact", 6, 6, 6)),
        ("two cruise missiles", {"type": "cruise_missile"}, ("exact", 2, 2, 2)),
        ("a missile", {"type": "other_missile"}, ("exact", 1, 1, 1)),
        ("three mortar shells landed near the base", {"type": "mortar", "outcome": "landed"}, ("exact", 3, 3, 3)),
        ("two explosive-laden drones", {"type": "uav_one_way"}, ("exact", 2, 2, 2)),
        ("two armed drones", {"type": "uav_armed"}, ("exact", 2, 2, 2)),
        ("a car bomb exploded", {"type": "vehicle_bomb"}, ("exact", 1, 1, 1)),
        ("a roadside bomb (IED)", {"type": "ied"}, ("exact", 1, 1, 1)),
        ("barrel bombs", {"type": "aerial_bomb"}, NO_COUNT),
        ("the suicide bomber", {"type": "suicide_device"}, NO_COUNT),
        ("a hand grenade was thrown", {"type": "grenade"}, ("exact", 1, 1, 1)),
        ("gunfire", {"type": "small_arms"}, NO_COUNT),
        ("Molotov cocktails", {"type": "incendiary"}, NO_COUNT),
        ("chlorine gas", {"type": "chemical"}, NO_COUNT),
        ("a landmine exploded", {"type": "mine"}, ("exact", 1, 1, 1)),
        ("a drone crashed", {"outcome": "landed"}, ("exact", 1, 1, 1)),
        ("three drones", {}, ("exact", 3, 3, 3)),
        ("20 shells", {}, ("exact", 20, 20, 20)),
    ],
)
def test_a_munition_and_its_count(words, expected, number):
    suggested = read_weapon(words)
    assert without_count(suggested) == expected
    assert count(suggested) == number


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the rocket was intercepted", {"type": "rocket", "outcome": "intercepted"}),
        ("rockets were intercepted by air defence systems", {"type": "rocket", "outcome": "intercepted"}),
        ("a missile was shot down", {"type": "other_missile", "outcome": "intercepted"}),
        ("the rocket failed to explode", {"type": "rocket", "outcome": "failed"}),
        ("the rockets fell short", {"type": "rocket", "outcome": "fell_short"}),
        ("rockets landed in an open area", {"type": "rocket", "outcome": "landed"}),
        ("the rocket hit its target", {"type": "rocket", "outcome": "hit_intended"}),
        ("police defused a car bomb", {"type": "vehicle_bomb", "outcome": "not_fired"}),
        ("did not intercept the rocket", {"type": "rocket"}),
        ("the rocket was not intercepted", {"type": "rocket"}),
        ("failed to be intercepted, the rocket", {"type": "rocket"}),
        ("a system designed to have rockets intercepted", {"type": "rocket"}),
        ("rockets landed inside the compound", {"type": "rocket"}),
        ("rockets were intercepted, others landed", {"type": "rocket"}),
    ],
)
def test_an_outcome_where_the_words_say_it_of_all(words, expected):
    assert without_count(read_weapon(words)) == expected


def test_a_defence_that_was_switched_on_has_stopped_nothing():
    words = "activated the embassy’s counter-rocket, artillery, mortar defensive system"
    suggested = read_weapon(words)
    assert values(suggested) == {
        "type": "air_defence_gun", "side": "defender", "model": "C-RAM", "outcome": "activated",
    }  # fmt: skip
    assert basis(suggested, "type") == "inferred"
    assert basis(suggested, "model") == "stated"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the C-RAM system", {"type": "air_defence_gun", "side": "defender", "model": "C-RAM"}),
        ("a Patriot battery", {"type": "air_defence_missile", "side": "defender", "model": "Patriot"}),
        ("air defence systems were activated", {"side": "defender", "outcome": "activated"}),
        ("an attack on the air defence systems", {}),
        ("two Katyusha rockets", {"type": "rocket", "model": "Katyusha"}),
        ("122mm Grad rockets", {"type": "rocket", "model": "Grad"}),
        ("Shahed-136 drones", {"type": "uav_one_way", "model": "Shahed-136"}),
        ("an MQ-9 Reaper", {"type": "uav_armed", "model": "MQ-9 Reaper"}),
        ("a patriot", {}),
        ("they had found the rocket launcher", {"type": "rocket", "platform": "rocket launcher"}),
    ],
)
def test_models_sides_and_launchers(words, expected):
    assert without_count(read_weapon(words)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a spate of rocket and drone strikes",
        "rockets and mortars",
        "there was no rocket attack",
        "designed to detect and intercept incoming",
        "the school",
        "in mine and yours",
        "The rockets fired Thursday activated the C-RAM",
    ],
)
def test_words_that_name_no_munition_or_two_suggest_nothing(words):
    assert read_weapon(words) == []


@pytest.mark.parametrize(
    ("words", "expected", "number"),
    [
        ("صاروخان", {"type": "rocket"}, ("exact", 2, 2, 2)),
        ("أربعة صواريخ كاتيوشا", {"type": "rocket", "model": "Katyusha"}, ("exact", 4, 4, 4)),
        ("طائرة مسيرة مفخخة", {"type": "uav_one_way"}, NO_COUNT),
        ("عبوة ناسفة", {"type": "ied"}, ("exact", 1, 1, 1)),
        ("سيارة مفخخة", {"type": "vehicle_bomb"}, ("exact", 1, 1, 1)),
        ("ירי רקטות", {"type": "rocket"}, NO_COUNT),
        ("ארבע רקטות", {"type": "rocket"}, ("exact", 4, 4, 4)),
    ],
)
def test_arabic_and_hebrew_munitions(words, expected, number):
    suggested = read_weapon(words)
    assert without_count(suggested) == expected
    assert count(suggested) == number


_WORDS = [
    "two",
    "a",
    "rockets",
    "rocket",
    "drone",
    "C-RAM",
    "Patriot",
    "was",
    "not",
    "intercepted",
    "activated",
    "by",
    "landed",
    "صاروخ",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=10).map(" ".join) | st.text(max_size=60))
def test_every_code_is_in_the_codebook(words):
    suggested = read_weapon(words)
    found = values(suggested)
    assert found.get("type", "rocket") in WEAPON_TYPE
    assert found.get("side", "attacker") in WEAPON_SIDE
    assert found.get("outcome", "landed") in WEAPON_OUTCOME
    if "count_kind" in found:
        assert counts.problem(*count(suggested)) is None
