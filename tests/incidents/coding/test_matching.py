"""Are two coders' incidents of one article paired by what happened, and by nothing else?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.coding.matching import likeness, pair

EMBASSY = {
    "date_earliest": "2022-01-13", "date_latest": "2022-01-13", "place": "Green Zone", "country": "IQ",
    "locations": ["impact: Green Zone", "launch: Dora"], "attack_type": "indirect_fire",
    "weapons": ["attacker: rocket"],
}  # fmt: skip
SCHOOL = EMBASSY | {"place": "Dora", "locations": ["impact: Dora"]}
CONVOY = {
    "date_earliest": "2022-01-13", "date_latest": "2022-01-13", "place": "Mosul", "country": "IQ",
    "locations": ["occurred: Mosul"], "attack_type": "planted_explosive", "weapons": ["attacker: ied"],
}  # fmt: skip


def test_incidents_are_paired_by_date_place_and_act_in_whatever_order_they_were_coded():
    assert pair([EMBASSY, CONVOY], [CONVOY, EMBASSY]) == [(0, 1), (1, 0)]


def test_the_likeliest_pair_is_made_first():
    # Each is somewhat like each: the same day and act. The place tells them apart.
    assert pair([SCHOOL, EMBASSY], [EMBASSY, SCHOOL]) == [(0, 1), (1, 0)]


def test_what_only_one_coder_has_stands_alone():
    assert pair([EMBASSY, CONVOY], [EMBASSY]) == [(0, 0), (1, None)]
    assert pair([CONVOY], [EMBASSY, SCHOOL]) == [(0, None), (None, 0), (None, 1)]
    assert pair([], [EMBASSY]) == [(None, 0)]
    assert pair([], []) == []


def test_one_incident_each_is_one_incident_however_differently_it_was_coded():
    """Left apart, the worst disagreements would be the ones that never lower alpha."""
    assert pair([EMBASSY], [CONVOY | {"date_earliest": "2021-06-01"}]) == [(0, 0)]


@pytest.mark.parametrize(
    ("changes", "points", "most"),
    [
        ({}, 8.5, 8.5),
        ({"date_earliest": "2022-01-14"}, 7.5, 8.5),
        ({"date_earliest": "2022-01-20"}, 6.5, 8.5),
        ({"date_earliest": "2022-01-21"}, 5.5, 8.5),
        ({"date_earliest": None}, 8.5, 8.5),  # the last day stands in for an open start
        ({"date_earliest": None, "date_latest": None}, 5.5, 5.5),
        ({"place": "Dora", "locations": ["impact: Dora"]}, 7.5, 8.5),  # where the other has the launch
        ({"place": "Mosul", "locations": ["impact: Mosul"]}, 6, 8.5),
        ({"place": "", "country": "", "locations": []}, 5.5, 5.5),
        ({"attack_type": "clash"}, 6.5, 8.5),
        ({"weapons": []}, 8, 8),
        ({"weapons": ["attacker: ied"]}, 8, 8.5),
    ],
)
def test_points_are_given_for_what_two_codings_share_of_what_both_say(changes, points, most):
    assert likeness(EMBASSY, EMBASSY | changes) == likeness(EMBASSY | changes, EMBASSY) == points / most


def test_another_place_and_another_act_of_the_same_day_is_another_incident():
    assert pair([EMBASSY, SCHOOL], [CONVOY])[:2] == [(0, None), (1, None)]


def test_the_same_day_is_enough_where_no_place_is_said():
    nowhere = {"place": "", "country": "", "locations": [], "weapons": []}
    ours = [EMBASSY | nowhere, CONVOY | {"date_earliest": "2020-05-05"}]
    assert pair(ours, [EMBASSY | {"attack_type": "clash"}]) == [(0, 0), (1, None)]


codings = st.lists(
    st.builds(
        lambda day, place, act: EMBASSY | {"date_earliest": day, "place": place, "attack_type": act},
        st.sampled_from(["2022-01-13", "2022-01-14", "2022-03-01", None]),
        st.sampled_from(["Green Zone", "Dora", ""]),
        st.sampled_from(["indirect_fire", "clash"]),
    ),
    max_size=4,
)


@given(codings, codings)
def test_every_incident_is_there_exactly_once(first, second):
    found = pair(first, second)
    assert sorted(a for a, _ in found if a is not None) == list(range(len(first)))
    assert sorted(b for _, b in found if b is not None) == list(range(len(second)))
    assert (None, None) not in found


@given(codings)
def test_two_codings_that_say_the_same_are_paired_whole(coding):
    assert all(a is not None and b is not None and coding[a] == coding[b] for a, b in pair(coding, coding))
