"""The casualty rule: the scheme's worked examples, each rule on its own, and what holds for any accounts whatever."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from incidents.casualties import BASES, HARMS, RULES, STATES, Account, Cell, Line, PinError, cell, cells, words
from incidents.counts import problem


def exactly(number, harm="killed", group="all", **fields):
    return Line(harm, group, "exact", number, number, number, **fields)


def at_least(number, harm="killed", group="all", **fields):
    return Line(harm, group, "at_least", number, number, None, **fields)


def at_most(number, harm="killed", group="all"):
    return Line(harm, group, "at_most", None, None, number)


def about(number, harm="killed", group="all"):
    return Line(harm, group, "about", None, number, None)


def between(low, high, harm="killed", group="all", best=None):
    return Line(harm, group, "range", low, best, high)


def several(harm="killed", group="all", low=2):
    return Line(harm, group, "words", low, None, None)


def none(harm="killed", group="all"):
    return Line(harm, group, "none", 0, 0, 0)


def silent(kind, harm="killed", group="all"):
    return Line(harm, group, kind)


def account(key, *lines, origin=None, basis="authority_named", status="current", scope=None):
    return Account(key, origin or key, basis, status, scope, lines)


def numbers(found):
    return found.low, found.best, found.high


SEED = [
    account(
        "seed 1",
        exactly(1, "injured", "civilian"),
        exactly(1, "injured", "security_force"),
        origin="military",
        scope="rocket 1",
    ),
    account(
        "seed 2", silent("none_reported", "casualty_unspecified"), basis="media_or_witness", scope="the other three"
    ),
]
SAME_NIGHT = [
    *SEED,
    account("AP", exactly(2, "injured", "civilian"), origin="military"),
    account("Sputnik", exactly(2, "injured", "civilian"), origin="military"),
    account("AFP", exactly(3, "injured", "civilian"), basis="authority_anonymous"),
]


def test_the_seed_article_alone_gives_at_least_two_injured():
    found = cell(SEED, "injured")
    assert found == Cell("figure", 2, 2, None, "part of the incident only", 1, False)
    assert words(found, "injured") == "at least 2 injured"


def test_the_seed_article_mentions_nobody_killed():
    assert words(cell(SEED, "killed")) == "no source mentions anyone killed"


def test_the_same_night_in_other_reports_gives_two_of_two_to_three():
    found = cell(SAME_NIGHT, "injured")
    assert found == Cell("figure", 2, 2, 3, "best-placed origin", 2, True)
    assert words(found, "injured") == "2 injured (reports range from 2 to 3); reports conflict"


def test_the_civilians_of_that_night_follow_the_account_behind_the_total():
    found = cell(SAME_NIGHT, "injured", "civilian")
    assert found == Cell("figure", 2, 2, 3, "accounts behind the total", 2, True)


def test_the_soldier_of_one_outlet_stays_without_a_best():
    found = cell(SAME_NIGHT, "injured", "security_force")
    assert found == Cell("figure", 0, None, 1, "accounts conflict", 2, True)
    assert words(found, "injured") == "0 to 1 injured; reports conflict"


def test_all_cells_of_that_night_are_given_at_once():
    found = cells(SAME_NIGHT)
    assert set(found) == {(harm, None) for harm in HARMS} | {("injured", "civilian"), ("injured", "security_force")}
    assert found["injured", None] == cell(SAME_NIGHT, "injured")
    assert found["injured", "civilian"] == cell(SAME_NIGHT, "injured", "civilian")
    assert found["killed", None].state == "not_mentioned"


def test_a_dataset_row_keeps_its_low_best_and_high_and_its_groups_have_a_best_alone():
    row = account(
        "GED",
        between(8, 15, best=10),
        Line("killed", "civilian", "range", None, 6, None),
        Line("killed", "armed_group", "range", None, 4, None),
        basis="media_or_witness",
    )
    found = cells([row])
    assert found["killed", None] == Cell("figure", 8, 10, 15, "only figure", 1, False)
    assert numbers(found["killed", "civilian"]) == (None, 6, None)
    assert numbers(found["killed", "armed_group"]) == (None, 4, None)
    assert words(found["killed", None]) == "10 killed (figures range from 8 to 15)"


def test_a_dataset_row_whose_groups_exceed_its_best_keeps_no_single_figure_for_them():
    row = account("GED", between(8, 15, best=10), about(7, group="civilian"), about(4, group="armed_group"))
    found = cells([row])
    assert numbers(found["killed", None]) == (8, 10, 15)
    assert numbers(found["killed", "civilian"]) == (None, None, 15)
    assert found["killed", "civilian"].contested


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (exactly(4), (4, 4, 4)),
        (at_least(4), (4, 4, None)),
        (at_most(4), (None, None, 4)),
        (about(10), (None, 10, None)),
        (between(4, 6), (4, None, 6)),
        (between(4, 6, best=5), (4, 5, 6)),
        (between(4, 4), (4, 4, 4)),
        (several(), (2, None, None)),
        (none(), (0, 0, 0)),
    ],
)
def test_one_account_alone_is_shown_as_it_was_said(line, expected):
    assert numbers(cell([account("A", line)], "killed")) == expected


# Rule 1: current accounts only


@pytest.mark.parametrize("status", ["superseded", "withdrawn", "discounted"])
def test_only_current_accounts_count(status):
    accounts = [account("A", exactly(5)), account("B", exactly(9), status=status)]
    assert cell(accounts, "killed") == Cell("figure", 5, 5, 5, "only figure", 1, False)
    assert cell(accounts[1:], "killed") == Cell("not_mentioned")


# Rule 2: one origin, one voice


def test_copies_of_one_origin_do_not_make_a_majority():
    accounts = [
        account("A", exactly(5)),
        account("A in print", exactly(5), origin="A"),
        account("A on air", exactly(5), origin="A"),
        account("B", exactly(3)),
    ]
    assert cell(accounts, "killed") == Cell("figure", 3, 3, 5, "lowest figure", 2, True)


def test_outlets_that_print_one_origin_differently_give_a_range_and_no_best():
    accounts = [account("A", exactly(5)), account("A in print", exactly(7), origin="A")]
    assert cell(accounts, "killed") == Cell("figure", 5, None, 7, "no single figure", 1, True)


def test_a_copy_by_a_better_placed_outlet_does_not_lift_its_origin():
    accounts = [
        account("A", exactly(9), basis="unsourced"),
        account("A again", exactly(9), origin="A", basis="official_record"),
        account("B", exactly(4), basis="media_or_witness"),
    ]
    assert cell(accounts, "killed").best == 4


# Rule 3: parts set a floor


def test_different_parts_add_up_and_rivals_on_one_part_do_not():
    accounts = [
        account("A", exactly(1), scope="site 1"),
        account("B", exactly(2), scope="site 2"),
        account("C", exactly(2), scope="site 1"),
    ]
    assert cell(accounts, "killed") == Cell("figure", 3, 3, None, "part of the incident only", 3, True)


def test_parts_that_exceed_every_account_of_the_whole_are_a_conflict():
    accounts = [account("A", exactly(2)), account("B", exactly(3), scope="site 1")]
    assert cell(accounts, "killed") == Cell("figure", 2, None, 3, "accounts conflict", 2, True)


def test_an_open_part_that_exceeds_the_whole_leaves_the_range_open():
    accounts = [account("A", exactly(2)), account("B", at_least(3), scope="site 1")]
    assert numbers(cell(accounts, "killed")) == (2, None, None)


def test_parts_above_at_least_do_not_contradict_it():
    accounts = [account("A", at_least(4)), account("B", exactly(6), scope="site 1")]
    assert cell(accounts, "killed") == Cell("figure", 4, None, None, "no single figure", 2, False)


def test_a_part_gives_the_floor_that_the_whole_does_not_state():
    accounts = [account("A", about(10)), account("B", exactly(3), scope="site 1")]
    assert numbers(cell(accounts, "killed")) == (3, 10, None)


def test_none_in_one_part_is_no_zero_for_the_whole():
    accounts = [account("A", none(), scope="site 1")]
    assert cell(accounts, "killed") == Cell("not_mentioned")
    assert numbers(cell([*accounts, account("B", exactly(2), scope="site 2")], "killed")) == (2, 2, None)


def test_up_to_some_in_one_part_leaves_the_number_of_the_whole_unknown():
    assert cell([account("A", at_most(4), scope="site 1")], "killed") == Cell("unknown")


# Rule 4: low and high


def test_the_range_runs_from_the_smallest_to_the_largest_figure():
    accounts = [account("A", between(3, 6, best=5)), account("B", exactly(8))]
    assert numbers(cell(accounts, "killed"))[::2] == (3, 8)


def test_the_range_is_open_if_any_account_of_the_whole_is():
    assert cell([account("A", exactly(8)), account("B", at_least(4))], "killed").high is None


def test_a_floor_above_another_accounts_figure_does_not_stand():
    found = cell([account("A", exactly(12)), account("B", about(10))], "killed")
    assert found.low is None
    assert found.contested


def test_compatible_accounts_are_not_called_a_conflict():
    assert not cell([account("A", between(4, 6)), account("B", exactly(5))], "killed").contested
    assert not cell([account("A", at_most(4)), account("B", exactly(3))], "killed").contested
    assert not cell([account("A", several()), account("B", exactly(3))], "killed").contested


def test_accounts_that_cannot_both_be_right_conflict_even_without_two_single_figures():
    assert cell([account("A", between(4, 6)), account("B", exactly(7))], "killed").contested
    assert cell([account("A", several()), account("B", none())], "killed").contested
    assert cell([account("A", at_most(4)), account("B", at_least(5))], "killed").contested


# Rule 5: the best


def test_the_figure_that_all_origins_give_is_best():
    accounts = [account("A", exactly(5)), account("B", exactly(5))]
    assert cell(accounts, "killed") == Cell("figure", 5, 5, 5, "all origins agree", 2, False)


def test_a_majority_beats_the_best_placed_origin():
    accounts = [
        account("A", exactly(9), basis="official_record"),
        account("B", exactly(5), basis="unsourced"),
        account("C", exactly(5), basis="unsourced"),
    ]
    assert cell(accounts, "killed") == Cell("figure", 5, 5, 9, "most origins", 3, True)


@pytest.mark.parametrize(("better", "worse"), list(pairwise(BASES)))
def test_the_best_placed_origin_beats_the_lower_figure(better, worse):
    accounts = [account("A", exactly(9), basis=better), account("B", exactly(5), basis=worse)]
    assert cell(accounts, "killed") == Cell("figure", 5, 9, 9, "best-placed origin", 2, True)


def test_between_equals_the_lowest_figure_is_best():
    accounts = [account("A", exactly(9)), account("B", exactly(5)), account("C", exactly(7), basis="unsourced")]
    assert cell(accounts, "killed") == Cell("figure", 5, 5, 9, "lowest figure", 3, True)


def test_a_pinned_figure_within_the_range_is_best():
    accounts = [account("A", exactly(3)), account("B", exactly(5))]
    assert cell(accounts, "killed", pinned=4) == Cell("figure", 3, 4, 5, "pinned by an editor", 2, True)


@pytest.mark.parametrize("pinned", [2, 6, 0])
def test_a_pin_outside_the_range_is_refused(pinned):
    with pytest.raises(PinError, match="which run from 3 to 5"):
        cell([account("A", exactly(3)), account("B", exactly(5))], "killed", pinned=pinned)


@pytest.mark.parametrize("lines", [[], [silent("unknown")], [silent("none_reported")]])
def test_a_pin_without_any_figure_is_refused(lines):
    with pytest.raises(PinError, match="No account gives a number for killed"):
        cell([account("A", *lines)], "killed", pinned=0)


def test_a_pin_on_a_group_nobody_mentions_is_refused():
    with pytest.raises(PinError, match="killed, group civilian"):
        cells([account("A", exactly(3))], {("killed", "civilian"): 1})


def test_pins_on_groups_cannot_exceed_the_total():
    accounts = [
        account("A", exactly(5), between(1, 5, group="civilian"), between(1, 5, group="armed_group")),
    ]
    with pytest.raises(PinError, match="add up to more than the 5 killed"):
        cells(accounts, {("killed", "civilian"): 4, ("killed", "armed_group"): 3})


def test_a_group_follows_a_pinned_total():
    accounts = [
        account("A", exactly(6, group="civilian"), basis="official_record"),
        account("B", exactly(4, group="civilian")),
    ]
    assert cell(accounts, "killed", "civilian").best == 6
    assert cell(accounts, "killed", "civilian", pinned_total=4).best == 4
    assert cells(accounts, {("killed", None): 4})["killed", "civilian"].best == 4


# Rule 6: a breakdown


def test_a_group_that_the_accounts_behind_the_total_leave_open_has_no_best():
    accounts = [
        account("A", exactly(10), basis="official_record"),
        account("B", exactly(12), exactly(8, group="civilian")),
    ]
    found = cell(accounts, "killed", "civilian")
    assert found == Cell("figure", 8, None, 8, "no single figure", 1, False)
    assert words(found) == "8 killed (not from the accounts behind the total)"


def test_backing_accounts_that_disagree_on_a_group_give_it_no_best():
    accounts = [
        account("A", exactly(5), exactly(3, group="civilian")),
        account("B", exactly(5), exactly(4, group="civilian")),
    ]
    assert cell(accounts, "killed", "civilian") == Cell("figure", 3, None, 4, "accounts conflict", 2, True)


def test_groups_of_different_accounts_never_add_up_to_more_than_the_total():
    accounts = [
        account("A", exactly(5), exactly(3, group="civilian")),
        account("B", exactly(5), exactly(4, group="armed_group")),
    ]
    found = cells(accounts)
    assert found["killed", "civilian"].best is found["killed", "armed_group"].best is None


def test_an_account_whose_group_exceeds_its_own_total_is_a_conflict():
    found = cell([account("A", exactly(5), exactly(8, group="civilian"))], "killed", "civilian")
    assert found == Cell("figure", None, None, 5, "accounts conflict", 1, True)
    assert words(found) == "up to 5 killed; reports conflict"


def test_a_subset_is_shown_and_never_added():
    accounts = [account("A", between(65, 73), at_least(15, group="civilian", of_which=True))]
    assert words(cell(accounts, "killed")) == "65 to 73 killed"
    assert words(cell(accounts, "killed", "civilian")) == "at least 15 killed"


def test_a_subset_without_its_whole_proves_a_floor():
    accounts = [account("A", exactly(15, group="civilian", of_which=True))]
    assert numbers(cell(accounts, "killed")) == (15, None, None)


def test_subsets_that_may_overlap_are_not_added():
    accounts = [
        account("A", exactly(20), *(exactly(n, group="civilian", of_which=True) for n in (4, 6))),
    ]
    assert numbers(cell(accounts, "killed", "civilian")) == (6, None, None)


def test_a_total_without_a_best_cannot_be_lower_than_the_people_counted_in_it():
    assert numbers(cell([account("A", several(), exactly(5, group="civilian"))], "killed")) == (5, None, None)
    assert numbers(cell([account("A", at_most(30), at_least(15, of_which=True))], "killed")) == (15, None, 30)


def test_lines_of_one_group_add_up():
    accounts = [account("A", exactly(1, group="civilian"), exactly(2, group="civilian"))]
    assert numbers(cell(accounts, "killed", "civilian")) == (3, 3, 3)


def test_a_closed_split_leaves_no_room_for_other_groups():
    accounts = [account("A", exactly(2, group="civilian")), account("B", exactly(2, group="armed_group"))]
    assert cell(accounts, "killed", "armed_group").low == 0


@pytest.mark.parametrize(
    "lines",
    [
        [at_least(2, group="civilian")],
        [about(2, group="civilian")],
        [exactly(2, group="civilian"), silent("unknown", group="unknown")],
        [exactly(2, group="civilian"), silent("unknown", group="security_force")],
        [exactly(2)],
        [none(group="civilian")],
    ],
)
def test_an_open_split_is_no_zero_for_other_groups(lines):
    accounts = [account("A", *lines), account("B", exactly(2, group="armed_group"))]
    assert cell(accounts, "killed", "armed_group").low != 0


def test_a_group_without_a_number_leaves_the_total_open():
    accounts = [account("A", exactly(2, group="civilian"), silent("unknown", group="security_force"))]
    assert numbers(cell(accounts, "killed")) == (2, None, None)
    assert cell(accounts, "killed", "security_force") == Cell("unknown")


def test_no_civilians_killed_does_not_say_that_nobody_was():
    accounts = [account("A", none(group="civilian"))]
    assert cell(accounts, "killed").state == "not_mentioned"
    assert cell(accounts, "killed", "civilian").state == "none"


# Rule 7: silences


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([], "not_mentioned"),
        ([silent("none_reported")], "none_reported"),
        ([silent("unknown")], "unknown"),
        ([silent("none_reported"), silent("unknown")], "unknown"),
        ([several(low=None)], "unknown"),
        ([none()], "none"),
        ([none("casualty_unspecified")], "none_reported"),
        ([silent("none_reported", "casualty_unspecified")], "none_reported"),
        ([silent("unknown", "casualty_unspecified")], "unknown"),
        ([exactly(10, "casualty_unspecified")], "not_mentioned"),
        ([silent("none_reported", group="civilian")], "not_mentioned"),
    ],
)
def test_each_silence_about_the_whole_has_its_own_state(lines, state):
    found = cell([account("A", *lines)], "killed")
    assert found.state == state
    assert state == "none" or numbers(found) == (None, None, None)


def test_no_casualties_is_none_reported_for_killed_and_injured_and_nothing_for_the_missing():
    found = cells([account("A", none("casualty_unspecified"))])
    assert {harm: found[harm, None].state for harm in HARMS} == {
        "killed": "none_reported",
        "injured": "none_reported",
        "missing": "not_mentioned",
        "abducted": "not_mentioned",
        "detained": "not_mentioned",
    }


def test_no_reports_about_a_part_say_nothing_of_the_whole():
    assert cell([account("A", silent("none_reported"), scope="site 1")], "killed") == Cell("not_mentioned")


def test_no_casualties_beside_a_count_of_dead_is_a_conflict_and_lowers_nothing():
    accounts = [account("A", exactly(3), exactly(4, "injured")), account("B", none("casualty_unspecified"))]
    assert cell(accounts, "killed") == Cell("figure", 3, 3, 3, "only figure", 1, True)
    assert not cell(accounts, "injured").contested


def test_an_affirmed_none_beside_a_figure_is_a_figure_of_zero():
    found = cell([account("A", none()), account("B", exactly(3))], "killed")
    assert numbers(found) == (0, 0, 3)
    assert found.contested


# Whatever the accounts

GROUPS = ("all", "civilian", "security_force", "unknown")
SMALL = st.none() | st.integers(0, 6)
LINES = st.builds(
    Line,
    harm=st.sampled_from(["killed", "killed", "killed", "casualty_unspecified"]),
    group=st.sampled_from(GROUPS),
    kind=st.sampled_from(
        ["exact", "at_least", "at_most", "about", "range", "words", "none", "none_reported", "unknown"]
    ),
    low=SMALL,
    best=SMALL,
    high=SMALL,
    of_which=st.booleans(),
).filter(lambda line: problem(line.kind, line.low, line.best, line.high) is None)
SOUND_LINES = st.one_of(
    LINES,
    st.builds(exactly, st.integers(1, 6), group=st.sampled_from(GROUPS)),
    st.builds(at_least, st.integers(1, 6), group=st.sampled_from(GROUPS)),
    st.builds(about, st.integers(1, 6), group=st.sampled_from(GROUPS)),
)


@st.composite
def account_sets(draw):
    size = draw(st.integers(0, 5))
    return [
        Account(
            id=number,
            origin=draw(st.sampled_from([number, number, 0])),
            basis=draw(st.sampled_from(BASES)),
            status=draw(st.sampled_from(["current", "current", "current", "withdrawn"])),
            scope=draw(st.sampled_from([None, None, "site 1", "site 2"])),
            lines=tuple(draw(st.lists(SOUND_LINES, max_size=4))),
        )
        for number in range(size)
    ]


@given(account_sets(), st.randoms(use_true_random=False))
def test_the_order_of_accounts_and_lines_never_matters(accounts, random):
    shuffled = [
        Account(one.id, one.origin, one.basis, one.status, one.scope, tuple(random.sample(one.lines, len(one.lines))))
        for one in random.sample(accounts, len(accounts))
    ]
    assert cells(shuffled) == cells(accounts)


@given(account_sets(), st.data())
def test_copies_never_add_weight(accounts, data):
    originals = [one for one in accounts if one.id == one.origin and one.status == "current"]
    assume(originals)
    first = data.draw(st.sampled_from(originals))
    basis = data.draw(st.sampled_from(BASES))
    copy = Account("copy", first.origin, basis, "current", first.scope, first.lines)
    assert cells([*accounts, copy, copy]) == cells(accounts)


@given(account_sets())
def test_the_best_is_always_inside_the_range(accounts):
    for found in cells(accounts).values():
        stated = [number for number in numbers(found) if number is not None]
        assert stated == sorted(stated)
        assert all(number >= 0 for number in stated)


@given(account_sets())
def test_a_breakdown_never_exceeds_its_total(accounts):
    found = cells(accounts)
    total = found["killed", None]
    groups = [part for (harm, group), part in found.items() if harm == "killed" and group]
    if total.state not in ("figure", "none"):
        return
    for part in groups:
        for mine, whole in zip(numbers(part), numbers(total), strict=True):
            assert mine is None or whole is None or mine <= whole
    assert total.best is None or sum(part.best or 0 for part in groups) <= total.best


@given(account_sets())
def test_silence_never_becomes_a_number(accounts):
    for (harm, _), found in cells(accounts).items():
        assert found.state in STATES
        if found.state in ("figure", "none"):
            assert any(number is not None for number in numbers(found))
            assert found.origins >= 1
            assert found.rule in RULES
        else:
            assert found == Cell(found.state)
        if found.state == "none" or found.low == 0 or found.best == 0:
            current = [line for one in accounts if one.status == "current" for line in one.lines if line.harm == harm]
            assert any(line.kind not in ("none_reported", "unknown") for line in current)


@given(account_sets())
def test_an_account_that_says_nothing_changes_no_figure(accounts):
    quiet = [silent("none_reported"), silent("unknown"), silent("none_reported", "casualty_unspecified")]
    added = [Account(f"quiet {n}", f"quiet {n}", "official_record", "current", None, (q,)) for n, q in enumerate(quiet)]
    before, after = cells(accounts), cells([*accounts, *added])
    for key, found in before.items():
        assert found.state not in ("figure", "none") or after[key] == found


@given(account_sets())
def test_every_cell_has_words_and_no_bare_best_for_an_uncertain_figure(accounts):
    for (harm, _), found in cells(accounts).items():
        said = words(found, harm)
        assert harm in said
        if found.state == "figure" and not (found.low == found.best == found.high):
            assert not said.startswith(f"{found.best} {harm};")
            assert said != f"{found.best} {harm}"


@given(account_sets(), st.integers(0, 8))
def test_a_pin_is_kept_within_the_range_or_refused(accounts, pinned):
    before = cell(accounts, "killed")
    try:
        found = cell(accounts, "killed", pinned=pinned)
    except PinError:
        out_of_range = pinned < (before.low or 0) or (before.high is not None and pinned > before.high)
        assert before.state not in ("figure", "none") or out_of_range or before.best != pinned
        return
    assert found.best == pinned
    assert (found.low, found.high) == (before.low, before.high)
