"""Tests of incidents/codebook/examples.py and versions.py: an example says what the code does."""

import datetime as dt

import pytest

from incidents import casualties, counts, dates
from incidents.casualties import Account, Line
from incidents.codebook import VERSION, VOCABULARIES
from incidents.codebook.examples import EXAMPLES
from incidents.codebook.tables import TABLES
from incidents.codebook.versions import VERSIONS
from incidents.public import columns

LISTS = {column.name: column.vocabulary for column in columns.COLUMNS}
LISTS |= {f"{table.name}.{column.name}": column.vocabulary for table in TABLES for column in table}
BY_NAME = {each.name: dict(each.coded) for each in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_an_example_is_coded_in_columns_and_codes_that_there_are(example):
    assert all(text.endswith((".", "”")) for text in (example.said, example.why))
    for column, value in example.coded:
        assert column in LISTS, column
        vocabulary = LISTS[column]
        assert vocabulary is None or value == "" or value in vocabulary.codes, value


@pytest.mark.parametrize(
    ("name", "said"),
    [("dozens", "dozens"), ("none-reported", "none reported"), ("unknown", "unknown"), ("none", "none")],
)
def test_a_number_in_an_example_is_read_as_the_desk_reads_it(name, said):
    read, coded = counts.parse(said), BY_NAME[name]
    assert read.kind == coded["casualties.count_kind"]
    for end in ("low", "best", "high"):
        told = coded.get(f"casualties.{end}", coded.get(f"killed_{end}", ""))
        assert told == ("" if getattr(read, end) is None else str(getattr(read, end)))


def heard(kind: str, *numbers: int | None, harm: str = "killed", basis: str = "authority_named", key: str = "a"):
    return Account(key, key, basis, "current", None, (Line(harm, "all", kind, *numbers),))


@pytest.mark.parametrize(
    ("name", "harm", "accounts"),
    [
        ("dozens", "injured", [heard("words", 2, None, None, harm="injured")]),
        ("not-mentioned", "killed", []),
        ("none-reported", "killed", [heard("none_reported", harm="casualty_unspecified")]),
        ("unknown", "killed", [heard("unknown")]),
        ("none", "killed", [heard("none", 0, 0, 0)]),
        (
            "range", "injured",
            [heard("exact", 2, 2, 2, harm="injured"),
             heard("exact", 3, 3, 3, harm="injured", basis="authority_anonymous", key="b")],
        ),
    ],
)  # fmt: skip
def test_a_figure_in_an_example_is_the_one_that_the_rule_gives(name, harm, accounts):
    cell, coded = casualties.cell(accounts, harm), BY_NAME[name]
    for end in ("state", "low", "best", "high"):
        if (column := f"{harm}_{end}") in coded:
            assert coded[column] == ("" if getattr(cell, end) is None else str(getattr(cell, end)))
    if "figures.rule" in coded:
        told = (coded["figures.rule"], coded["figures.origins"], coded["figures.contested"])
        assert told == (cell.rule, str(cell.origins), str(cell.contested).lower())


@pytest.mark.parametrize(
    ("accounts", "state", "numbers"),
    [
        ([heard("none", 0, 0, 0)], "none", (0, 0, 0)),
        ([heard("none", 0, 0, 0), heard("exact", 3, 3, 3, key="b")], "figure", (0, 0, 3)),
        ([heard("range", 0, 4, 9)], "figure", (0, 4, 9)),
    ],
)
def test_low_best_and_high_are_all_0_only_where_the_state_is_none(accounts, state, numbers):
    cell = casualties.cell(accounts, "killed")
    assert (cell.state, (cell.low, cell.best, cell.high)) == (state, numbers)


def test_the_date_of_an_example_has_the_bounds_that_are_worked_out():
    coded = BY_NAME["night"]
    parsed = dates.parse(coded["date_edtf"])
    assert (str(parsed.earliest), str(parsed.latest), parsed.precision) == (
        coded["date_earliest"], coded["date_latest"], coded["date_precision"],
    )  # fmt: skip


def test_the_newest_version_is_the_one_in_use_and_each_says_what_changed():
    assert VERSIONS[0].name == VERSION
    days = [dt.date.fromisoformat(each.day) for each in VERSIONS]
    assert days == sorted(days, reverse=True)
    assert len({each.name for each in VERSIONS}) == len(VERSIONS)
    for each in VERSIONS:
        assert each.changes
        assert all(change.what.endswith(".") for change in each.changes)


def test_a_code_is_retired_by_a_version_that_there_is():
    retired = {term.retired_since for vocabulary in VOCABULARIES.values() for term in vocabulary} - {""}
    assert retired <= {each.name for each in VERSIONS}
