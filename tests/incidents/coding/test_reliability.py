"""Is each field measured over the incidents that both coders have, between the coders and in the time asked for?"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from incidents.coding.compared import FIELDS
from incidents.coding.doubled import Doubled, Told
from incidents.coding.reliability import CSV_COLUMNS, between, csv_rows, table, unmatched

ANN, BEN, CEM = (SimpleNamespace(pk=number, __str__=lambda self: "x") for number in (1, 2, 3))
EMPTY: dict[str, Any] = {field.name: [] if field.level == "set" else None for field in FIELDS}


def told(**values: Any) -> Told:
    return Told(1, "iq-1", "Rockets", EMPTY | values)


def doubled(*pairs: Any, coders: Any = (ANN, BEN), day: int = 1) -> Any:
    article: Any = SimpleNamespace(pk=7, title="Report")
    return Doubled(article, coders, dt.datetime(2022, 2, day, 23, 59, tzinfo=dt.UTC), list(pairs), False)


def measured(*found: Any) -> dict[str, Any]:
    return {row.field.name: row for row in table(found)}


def test_a_value_that_one_of_them_does_not_give_is_missing_and_no_disagreement():
    row = measured(doubled((told(killed_best=2), told(killed_best=None)), (told(killed_best=1), told(killed_best=1))))
    assert (row["killed_best"].agreement.units, row["killed_best"].differences) == (1, [])


def test_not_stated_is_a_code_like_any_other():
    row = measured(doubled((told(violence_type=""), told(violence_type="one_sided"))))["violence_type"]
    assert row.agreement.disagreements == 1
    assert (row.differences[0].first, row.differences[0].second) == ("not stated", "One-sided")


def test_every_disagreement_that_is_counted_is_listed():
    pairs = [(told(precision=a), told(precision=b)) for a, b in (("site", "point"), ("site", "site"), ("adm1", "near"))]
    row = measured(doubled(*pairs[:2]), doubled(pairs[2]))["precision"]
    assert row.agreement.disagreements == len(row.differences) == 2
    assert row.agreement.units == 3


def test_a_field_that_an_old_coding_does_not_have_is_missing():
    """A field compared since yesterday is in no coding kept before."""
    old = Told(1, "iq-1", "Rockets", {})
    assert {row.agreement.units for row in table([doubled((old, old))])} == {0}


def test_what_stands_alone_is_listed_with_whose_it_is():
    lone = told()
    found = doubled((None, lone), (told(), told()), (lone, None))
    assert [(each.turn, each.told) for each in unmatched([found])] == [("second", lone), ("first", lone)]
    assert measured(found)["weapons"].agreement.units == 1


@pytest.mark.parametrize(
    ("coders", "since", "until", "left"),
    [
        (None, None, None, [1, 2, 3]),
        (frozenset({1, 2}), None, None, [1, 3]),
        (frozenset({1, 3}), None, None, [2]),
        (None, dt.date(2022, 2, 2), None, [2, 3]),
        (None, None, dt.date(2022, 2, 2), [1, 2]),
        (frozenset({1, 2}), dt.date(2022, 2, 2), dt.date(2022, 2, 2), []),
    ],
)
def test_it_is_asked_of_two_coders_in_either_round_and_of_whole_days(coders, since, until, left):
    found = [doubled(day=1), doubled(coders=(ANN, CEM), day=2), doubled(coders=(BEN, ANN), day=3)]
    assert [each.at.day for each in between(found, coders=coders, since=since, until=until)] == left


def test_a_row_of_the_file_has_every_column():
    rows = list(csv_rows([doubled((told(weapons=["attacker: rocket", "attacker: ied"]), None))]))
    assert {len(row) for row in rows} == {len(CSV_COLUMNS)}
    [weapons] = [dict(zip(CSV_COLUMNS, row, strict=True)) for row in rows if row[8] == "weapons"]
    assert (weapons["first_value"], weapons["second_value"], weapons["same"]) == (
        "attacker: rocket; attacker: ied", "", "",
    )  # fmt: skip
