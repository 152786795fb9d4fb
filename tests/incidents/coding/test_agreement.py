"""Alpha against published worked examples, and what must hold for any data."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.coding.agreement import FEW, LEVELS, NO_VARIATION, NOTHING_PAIRED, ONE_UNIT, Agreement, masi, measure

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: a row a coder, a dot where one is missing.
FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# The same, section A: binary data, two observers; and section B: nominal data, two observers.
MEG_AND_OWEN = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
BEN_AND_GERRY = ("1 1 2 2 4 3 3 3 5 4 4 1", "2 1 2 2 2 3 3 3 5 4 4 4")
# Wikipedia, Krippendorff's alpha, "A computational example".
THREE_CODERS = (
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
# Hayes and Krippendorff, Answering the Call for a Standard Reliability Measure for Coding Data (2007), table 1.
NEWS_TONE = (
    "1 1 2 . 0 0 1 1 2 2 . 0 1 3 1 1 2 1 1 0 0 0 2 0 1 0 0 1 1 1 1 2 2 3 2 2 2 2 2 1",
    "1 1 3 0 0 0 0 . 2 1 1 0 2 3 1 1 1 2 1 0 0 0 3 0 2 1 0 2 1 1 1 1 2 2 2 2 2 2 2 1",
    "2 0 3 0 0 0 2 2 2 1 0 0 2 2 1 1 2 3 0 0 1 . 3 0 . 1 0 1 2 2 0 2 . 2 2 3 2 . 2 1",
    ". 1 3 . . . . 0 . 1 0 0 2 2 . . . 3 1 . 1 0 3 0 2 1 1 2 2 . . 1 2 2 . . . 1 2 .",
    "2 . . 0 0 0 1 . 2 . . . . 3 1 1 2 . . 0 . 0 . . 2 . 0 . . 2 0 . 2 . 2 2 2 2 . 1",
)


def units(coders: tuple[str, ...]) -> list[tuple[int | None, ...]]:
    rows = [[None if value == "." else int(value) for value in coder.split()] for coder in coders]
    return list(zip(*rows, strict=True))


@pytest.mark.parametrize(
    ("coders", "level", "published"),
    [
        (FOUR_OBSERVERS, "nominal", 0.743),
        (FOUR_OBSERVERS, "ordinal", 0.815),
        (FOUR_OBSERVERS, "interval", 0.849),
        (FOUR_OBSERVERS, "ratio", 0.797),
        (MEG_AND_OWEN, "nominal", 0.095),
        (BEN_AND_GERRY, "nominal", 0.692),
        (THREE_CODERS, "nominal", 0.691),
        (THREE_CODERS, "interval", 0.811),
        (NEWS_TONE, "nominal", 0.477),
        (NEWS_TONE, "ordinal", 0.760),
        (NEWS_TONE, "interval", 0.757),
    ],
)
def test_alpha_is_that_of_the_published_examples(coders: tuple[str, ...], level: str, published: float) -> None:
    assert measure(units(coders), level=level).alpha == pytest.approx(published, abs=0.0005)


def test_a_unit_that_one_coder_saw_is_not_pairable():
    assert measure(units(FOUR_OBSERVERS), level="nominal").units == 11


def test_percent_agreement_counts_the_pairs_of_values_within_units():
    # 6 of 10 units agree; and of three values, one pair of three agrees.
    assert measure(units(MEG_AND_OWEN), level="nominal").percent == pytest.approx(60)
    assert measure([("a", "a", "b")], level="nominal").percent == pytest.approx(100 / 3)


def test_disagreements_are_the_units_in_which_not_all_say_the_same():
    assert measure(units(MEG_AND_OWEN), level="nominal").disagreements == 4
    assert measure([(1, 1, 2), (3, 3, 3), (1, None, 2)], level="ordinal").disagreements == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], Agreement(undefined=NOTHING_PAIRED)),
        ([(1, None), (None, 2), (None, None)], Agreement(undefined=NOTHING_PAIRED)),
        ([(1, 2), (3, None)], Agreement(1, 1, 0.0, undefined=ONE_UNIT)),
        ([(1, 1), (1, 1), (1, 1)], Agreement(3, 0, 100.0, undefined=NO_VARIATION)),
        ([(1, 1), (1, 1), (2, None)], Agreement(2, 0, 100.0, undefined=NO_VARIATION)),
        ([(0, 0), (0, 0)], Agreement(2, 0, 100.0, undefined=NO_VARIATION)),
    ],
)
@pytest.mark.parametrize("level", sorted(set(LEVELS) - {"set"}))
def test_what_cannot_be_computed_is_said_in_words(data: Any, said: Agreement, level: str) -> None:
    assert measure(data, level=level) == said
    assert said.in_words() == said.undefined


def test_agreement_no_better_than_chance_is_about_nothing_and_worse_is_below():
    assert measure([(0, 1), (1, 0)], level="nominal").alpha == pytest.approx(-0.5)


def test_a_ratio_of_nothing_and_something_differs_as_much_as_can_be():
    # (0-9)²/(0+9)² = 1 as for names that differ; 1 and 2 are nearer than that, 101 and 102 nearer still.
    far, near, nearer = ([(0, 0), (9, 9), pair] for pair in ((0, 9), (1, 2), (101, 102)))
    alphas = [measure(data, level="ratio").alpha for data in (far, near, nearer)]
    assert alphas == sorted(alphas, key=float)
    assert alphas[0] == measure(far, level="nominal").alpha


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("", "", 0), ("r", "r", 0), ("r", "m", 1), ("", "r", 1),
        ("r", "rm", 1 - 2 / 3 * 1 / 2),  # one holds the other
        ("rm", "ri", 1 - 1 / 3 * 1 / 3),  # they overlap
    ],
)  # fmt: skip
def test_sets_differ_the_less_the_more_they_share(a: str, b: str, distance: float) -> None:
    assert masi(frozenset(a), frozenset(b)) == pytest.approx(distance)
    assert masi(frozenset(b), frozenset(a)) == pytest.approx(distance)


def test_few_units_are_said_to_be_few():
    half = [(0, 0), (1, 1)]
    assert measure(half * 2, level="nominal").in_words() == "reliable, but only 4 units: too few to judge by"
    assert measure(half * (FEW // 2), level="nominal").in_words() == "reliable"


@pytest.mark.parametrize(("wrong", "verdict"), [(2, "reliable"), (5, "tentative"), (9, "too low to rely on")])
def test_the_verdict_follows_krippendorffs_bounds(wrong: int, verdict: str) -> None:
    # 40 units of 0 and 1 in equal parts, of which some are put differently: alpha about 0.9, 0.75, 0.55.
    data = [(0, 1)] * wrong + [(0, 0)] * (20 - wrong) + [(1, 1)] * 20
    assert measure(data, level="nominal").in_words() == verdict


# What holds for any data

numbers = st.none() | st.integers(0, 5)
letters = st.none() | st.frozensets(st.sampled_from("abc"))


def tables(values: Any) -> Any:
    return st.integers(2, 5).flatmap(lambda coders: st.lists(st.tuples(*[values] * coders), max_size=12))


any_data = st.one_of(*(st.tuples(st.just(level), tables(letters if level == "set" else numbers)) for level in LEVELS))


@given(any_data, st.data())
def test_neither_the_order_of_coders_nor_that_of_units_matters(given_data: Any, data: Any) -> None:
    level, table = given_data
    mixed = [tuple(data.draw(st.permutations(unit))) for unit in data.draw(st.permutations(table))]
    assert measure(mixed, level=level) == measure(table, level=level)


@given(any_data)
def test_it_is_a_number_or_words_and_never_both(given_data: Any) -> None:
    level, table = given_data
    found = measure(table, level=level)
    assert (found.alpha is None) is bool(found.undefined)
    assert found.alpha is None or -1 <= found.alpha <= 1
    assert found.percent is None or 0 <= found.percent <= 100


@given(any_data)
def test_coders_who_always_say_the_same_agree_perfectly(given_data: Any) -> None:
    level, table = given_data
    found = measure([(unit[0],) * len(unit) for unit in table], level=level)
    assert found.disagreements == 0
    assert found.alpha == 1 or found.undefined


@given(any_data)
def test_a_coder_who_said_nothing_changes_nothing(given_data: Any) -> None:
    level, table = given_data
    assert measure([(*unit, None) for unit in table], level=level) == measure(table, level=level)


@given(any_data)
def test_a_unit_with_a_single_value_changes_nothing(given_data: Any) -> None:
    level, table = given_data
    alone = frozenset("z") if level == "set" else 99
    assert measure([*table, (alone, None)], level=level) == measure(table, level=level)


@given(tables(numbers), st.integers(1, 1000))
def test_an_interval_has_no_zero_and_a_ratio_no_unit(table: Any, by: int) -> None:
    moved = [tuple(None if value is None else value + by for value in unit) for unit in table]
    scaled = [tuple(None if value is None else value * by for value in unit) for unit in table]
    assert measure(moved, level="interval").alpha == pytest.approx(measure(table, level="interval").alpha)
    assert measure(scaled, level="ratio").alpha == pytest.approx(measure(table, level="ratio").alpha)
    assert measure(scaled, level="ordinal") == measure(table, level="ordinal")
