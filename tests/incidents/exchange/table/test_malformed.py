"""Is every row of a broken file accounted for, each refusal with its line and column, and never a traceback?"""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.incidents.exchange.table.made import HEADER, ROW, csv_bytes, judged
from tests.incidents.exchange.table.malformed import KINDS

SEEDS = range(10)


def test_there_are_five_hundred_files_of_more_than_twenty_five_kinds():
    assert len(KINDS) > 25
    assert len(KINDS) * len(SEEDS) >= 500


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_a_broken_file_is_accounted_for(kind):
    for seed in SEEDS:
        case = KINDS[kind](Random(f"{kind} {seed}"))  # noqa: S311
        found = judged(case.data, case.map)
        wrong = [(problem.line, problem.column) for _, problem in found.problems()]
        assert wrong == sorted(case.wrong, key=lambda each: each[0]), f"seed {seed}"
        outcomes = {name: found.main.count(name) for name in ("new", "updated", "unchanged", "rejected")}
        rejected = case.rows if case.is_whole else len({line for line, _ in case.wrong})
        assert outcomes == {"new": case.rows - rejected, "updated": 0, "unchanged": 0, "rejected": rejected}
        assert len(found.main.verdicts) == case.rows
        assert found.is_clean == (not case.wrong)
        assert all(each.problems for each in found.main.verdicts if each.outcome == "rejected")
        assert all(problem.reason.endswith((".", "?", "”")) for _, problem in found.problems())


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    found = judged(data)
    assert sum(found.main.count(name) for name in ("new", "rejected")) == len(found.main.verdicts) > 0


@settings(max_examples=40)
@given(st.lists(st.lists(st.text(max_size=8), min_size=10, max_size=10), min_size=1, max_size=4))
def test_any_cells_are_read_or_refused_with_their_column(cells):
    found = judged(csv_bytes(*cells).decode("utf-8", "replace").encode())
    for verdict in found.main.verdicts:
        assert (verdict.outcome == "rejected") == bool(verdict.problems)
        assert all(problem.column in ("", *HEADER) for problem in verdict.problems)


@given(st.integers(0, 9), st.text(max_size=30))
def test_any_text_in_any_cell_of_a_good_row_is_read_or_refused_there(position, text):
    cells = [*ROW[:position], text, *ROW[position + 1 :]]
    found = judged(csv_bytes(cells).decode("utf-8", "replace").encode())
    assert len(found.main.verdicts) == 1
    assert {problem.column for _, problem in found.problems()} <= {HEADER[position], "", *HEADER[5:7]}
