"""The bench makes the world it says, asks every part of it, and tells figures that a program can read."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from incidents.management.bench.clock import Case, Run, Timing, timed
from incidents.management.bench.report import line
from incidents.management.bench.world import World
from incidents.models.publication import Publication, PublicationFacet
from tests.factories import PublicationFactory


@pytest.fixture
def _database_of_its_own(transactional_db: None) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_world")


@pytest.mark.usefixtures("_database_of_its_own")
def test_a_small_world_is_made_once_and_every_part_of_it_is_timed(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    arguments = ["bench", "--here", "--rows", "300", "--rounds", "1", "--json", str(file)]
    call_command(*arguments)
    told = json.loads(file.read_text())
    assert (told["rows"], told["engine"]) == (300, connection.vendor)
    assert {each["part"] for each in told["timings"]} >= {
        "viewports", "list", "deep list", "text", "totals", "names", "incident",
    }  # fmt: skip
    assert set(told["timings"][0]) == {
        "part", "case", "median_ms", "p95_ms", "processor_ms", "runs", "to_hold_ms", "verdict",
    }  # fmt: skip
    assert {"snapshot, size", "view of the world after a publish"} <= {each["name"] for each in told["limits"]}
    assert {"CSV of every row", "every row, from an index"} <= {each["name"] for each in told["limits"]}
    assert Publication.objects.live().count() == 300
    assert PublicationFacet.objects.filter(facet="weapon").count() == 300
    call_command(*arguments, "--only", "totals")
    assert Publication.objects.count() == 300
    with pytest.raises(CommandError, match="another world"):
        call_command("bench", "--here", "--rows", "301")


@pytest.mark.usefixtures("_database_of_its_own")
def test_a_database_with_other_data_is_left_alone() -> None:
    PublicationFactory.create(code="ours")
    with pytest.raises(CommandError, match="something else"):
        call_command("bench", "--here", "--rows", "300")
    assert [row.code for row in Publication.objects.all()] == ["ours"]


def test_the_same_seed_makes_the_same_world() -> None:
    one, other, different = (list(World(50, seed=seed).batches()) for seed in (1, 1, 2))
    assert one == other
    assert one != different


def test_a_world_is_as_uneven_as_the_real_one() -> None:
    [made] = World(5_000).batches()
    without_point = sum(each["latitude"] is None for each in made)
    spots = Counter((each["latitude"], each["longitude"]) for each in made if each["latitude"] is not None)
    stacked = sum(count for count in spots.values() if count > 5)
    assert 100 < without_point < 200
    assert 800 < stacked < 1_200
    assert len({each["place"] for each in made}) > 300
    assert 0 < sum(each["date_latest"] is None for each in made) < 200
    words = Counter(word for each in made for word in set(each["summary"].lower().rstrip(".").split()))
    assert words[World(1).word(0)] > 50 * words[World(1).word(2_000)]


def test_each_action_is_timed_in_every_round_after_one_that_warms() -> None:
    asked: list[str] = []
    timing = timed(Case("list", "two", [lambda: asked.append("a"), lambda: asked.append("b")]), rounds=2)
    assert asked == ["a", "b", "a", "b", "a", "b"]
    assert len(timing.runs) == 4


@pytest.mark.parametrize(("held", "verdict"), [(100.0, "held"), (19.5, "held"), (9.75, "not held by ×2.0"), (None, "")])
def test_a_figure_is_held_at_95_in_100(held: float | None, verdict: str) -> None:
    timing = Timing(Case("list", "first", [], held=held), [Run(10.0, 5.0), Run(20.0, 7.0)])
    assert (timing.median, timing.p95, timing.processor) == (15.0, 19.5, 6.0)
    assert timing.verdict == verdict
    assert line(timing).startswith("list: first")
