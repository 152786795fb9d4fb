"""What is done in a run? Owns the order: every case that readers ask, then the limits of the machine."""

import gc
from collections.abc import Callable, Iterator
from typing import Final

from incidents.management.bench import report
from incidents.management.bench.clock import Timing, timed
from incidents.management.bench.exports import downloads
from incidents.management.bench.limits import Limit, scans, snapshot
from incidents.management.bench.parts import PARTS, Reader
from incidents.management.bench.world import World

ALL: Final = [*PARTS, "snapshot", "exports", "limits"]


def measure(
    world: World, only: list[str], *, rounds: int, tell: Callable[[str], object]
) -> tuple[list[Timing], list[Limit]]:
    """The timings and the limits of the parts asked for; a line for each as soon as it is known."""
    reader = Reader()
    _put_aside(world)
    tell(report.HEADING)
    timings, limits = [], []
    for timing in _timings(world, reader, only, rounds):
        timings.append(timing)
        tell(report.line(timing))
    for limit in _limits(reader, only):
        limits.append(limit)
        tell(report.limit_line(limit))
    return timings, limits


def _put_aside(world: World) -> None:
    """Makes the sample before the clock runs, and has no garbage looked for in it: a web process holds none."""
    _made = world.sample
    gc.collect()
    gc.freeze()


def _timings(world: World, reader: Reader, only: list[str], rounds: int) -> Iterator[Timing]:
    for name, cases in PARTS.items():
        if name in only:
            yield from (timed(case, rounds=rounds) for case in cases(world, reader))


def _limits(reader: Reader, only: list[str]) -> Iterator[Limit]:
    if "snapshot" in only:
        yield from snapshot(reader)
    if "exports" in only:
        yield from downloads(reader)
    if "limits" in only:
        yield from scans()
