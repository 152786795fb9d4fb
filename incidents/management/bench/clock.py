"""How long does it take? Owns how a case is timed: each action several times, in turn, one figure a run.

Two clocks: the one on the wall, which is what a reader waits, and the processor's, of this process and of the
PostgreSQL process it talks to where that runs on this machine: what is left of a figure on a machine that is busy.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from django.core.cache import cache
from django.db import connection

from incidents.public.snapshot.held import forget_masks

Action = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """One thing that readers ask, in several forms. ``held`` is the figure to hold in milliseconds, at 95 in 100.

    ``is_first`` means that nothing is remembered from an earlier run.
    """

    part: str
    name: str
    actions: Sequence[Action]
    held: float | None = None
    is_first: bool = True


@dataclass(frozen=True)
class Run:
    """Milliseconds of one run by either clock."""

    wall: float
    processor: float


@dataclass(frozen=True)
class Timing:
    """What a case took."""

    case: Case
    runs: list[Run] = field(repr=False)

    @property
    def median(self) -> float:
        return median(run.wall for run in self.runs)

    @property
    def p95(self) -> float:
        walls = [run.wall for run in self.runs]
        return quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else walls[0]

    @property
    def processor(self) -> float:
        return median(run.processor for run in self.runs)

    @property
    def verdict(self) -> str:
        """Whether the figure is held, and by what factor it is not."""
        if self.case.held is None:
            return ""
        return "held" if self.p95 <= self.case.held else f"not held by ×{self.p95 / self.case.held:.1f}"


def timed(case: Case, *, rounds: int) -> Timing:
    """The case, after one round that warms the database's memory and is not counted."""
    for action in case.actions:
        run(action, is_first=case.is_first)
    return Timing(case, [run(action, is_first=case.is_first) for _round in range(rounds) for action in case.actions])


def run(action: Action, *, is_first: bool = False) -> Run:
    """How long the action takes once."""
    if is_first:
        cache.clear()
        forget_masks()
    busy, start = _processor(), time.perf_counter()
    action()
    wall = time.perf_counter() - start
    return Run(wall * 1000, (_processor() - busy) * 1000)


def _processor() -> float:
    """Seconds of processor time so far, here and in the database's process."""
    return time.process_time() + _server_time()


def _server_time() -> float:
    process = getattr(connection.connection, "info", None)
    if process is None:
        return 0
    try:
        told = Path(f"/proc/{process.backend_pid}/schedstat").read_text()
    except OSError:
        return 0
    return int(told.split()[0]) / 1e9
