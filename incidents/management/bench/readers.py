"""What do many readers at once get? Owns the readers: what they ask for, how long they look at it, what they note.

Each reader asks, reads the whole answer, looks at it for a while and asks the next thing, over a connection of its own.
"""

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from incidents.management.bench.parts import FILTERS, RANKS, SCALES, Params, views
from incidents.management.bench.world import World
from incidents.public.explorer import ROWS_A_PAGE

KINDS: Final = {"view": 50, "list": 20, "incident": 18, "map": 5, "deep list": 3, "search": 2, "CSV": 2}
"""What is asked for, of a hundred requests."""

_PATHS: Final = {
    "view": "/map/clusters.json", "list": "/incidents/", "map": "/", "deep list": "/incidents/",
    "search": "/incidents/", "CSV": "/incidents.csv",
}  # fmt: skip

PATIENCE: Final = 60
"""Seconds after which a reader gives up, which is an error."""


@dataclass
class Notes:
    """Seconds by kind of request, and what went wrong, by kind and reason."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    errors: dict[str, int] = field(default_factory=dict)
    bytes: int = 0

    def failed(self, kind: str, reason: str) -> None:
        """One more error."""
        name = f"{kind}: {reason}"
        self.errors[name] = self.errors.get(name, 0) + 1


async def read_all(world: World, *, readers: int, seconds: float, pause: float, port: int) -> Notes:
    """What that many readers note in that time."""
    wishes = [_wishes(world, random.Random(number)) for number in range(readers)]  # noqa: S311
    _made = world.sample  # before the clock starts
    notes, end = Notes(), time.monotonic() + seconds
    await asyncio.gather(*(_read(each, notes, end=end, pause=pause, port=port) for each in wishes))
    return notes


async def _read(wishes: Iterator[tuple[str, str]], notes: Notes, *, end: float, pause: float, port: int) -> None:
    # Readers do not all come in the same second.
    await asyncio.sleep(random.uniform(0, pause))  # noqa: S311
    for kind, address in wishes:
        if time.monotonic() >= end:
            return
        start = time.perf_counter()
        try:
            status, size = await asyncio.wait_for(_get(address, port), PATIENCE)
        except (TimeoutError, OSError, ValueError) as problem:
            notes.failed(kind, type(problem).__name__)
            continue
        notes.seconds[kind].append(time.perf_counter() - start)
        notes.bytes += size
        if status != 200:
            notes.failed(kind, f"{status}")
        await asyncio.sleep(random.expovariate(1 / pause) if pause else 0)


async def _get(address: str, port: int) -> tuple[int, int]:
    """The status and the length of the whole answer. ValueError: it is no HTTP."""
    source, sink = await asyncio.open_connection("127.0.0.1", port)
    try:
        sink.write(f"GET {address} HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        size, status = 0, (await source.readline()).split()
        while piece := await source.read(65_536):
            size += len(piece)
    finally:
        sink.close()
    if len(status) < 2:
        raise ValueError("no answer")
    return int(status[1]), size


def _wishes(world: World, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Kind and address of what one reader asks for, one thing after another."""
    while True:
        (kind,) = chance.choices(list(KINDS), weights=list(KINDS.values()))
        yield kind, _address(kind, world, chance)


def _address(kind: str, world: World, chance: random.Random) -> str:
    params: Params = chance.choice(list(FILTERS.values()))
    if kind == "incident":
        return f"/incidents/{chance.choice(world.sample)['code']}/"
    if kind == "view":
        params = params | chance.choice(views(world, chance.choice(list(SCALES))))
    elif kind == "deep list":
        params = {"page": str(chance.randint(1, max(1, world.rows // ROWS_A_PAGE)))}
    elif kind == "search":
        params = {"q": world.word(chance.choice(list(RANKS.values())))}
    elif kind == "CSV":
        params = FILTERS["all of them"]
    return f"{_PATHS[kind]}?{urlencode(params)}"
