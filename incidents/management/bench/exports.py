"""How fast are the downloads? Held against what the database itself writes of the same columns, in the same run.

``COPY … TO STDOUT`` on PostgreSQL, the program ``sqlite3`` on SQLite. A first row counts, not the head of the file.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from django.db import connection

from incidents.management.bench.clock import run
from incidents.management.bench.limits import Limit
from incidents.management.bench.parts import Params, Reader
from incidents.models.publication import Publication
from incidents.public.columns import STORED
from incidents.public.filters import ORDERINGS

CSV_SHARE: Final = {"postgresql": 0.7, "sqlite": 0.5}
"""How much of the database's own speed a download has to reach (DESIGN 6)."""

FIRST_ROW_MS: Final = 300
ROUNDS: Final = 2
"""How often the whole is read, in turn with the database's own export; the best of each counts."""

ORDERS: Final = {"as it lies": "", "in order": " ORDER BY date_earliest DESC NULLS LAST, code"}
"""The database's own export of the rows in any order, and in that of the download."""

SOME: Final[Params] = {"country": "SY"}
"""What is asked of the files that Python writes row by row: all rows of a million take minutes."""

OTHERS: Final = ("/incidents.jsonl", "/incidents.parquet", "/data/package.zip")


def downloads(reader: Reader) -> Iterator[Limit]:
    """The first row in every order, the whole CSV beside the database's own export, and the other files."""
    for ordering in ORDERINGS:
        first = _first_row(reader, {"ordering": ordering})
        verdict = "held" if first <= FIRST_ROW_MS else f"not held: {FIRST_ROW_MS}"
        yield Limit(f"CSV, first row by {ordering}", first, "ms", verdict)
    yield from _whole(reader)
    some = Publication.objects.live().filter(**SOME).count()
    for address in OTHERS:
        yield Limit(f"{address} of a country", some / _read(reader, address, SOME), "rows/s")


def _whole(reader: Reader) -> Iterator[Limit]:
    rows, wanted = Publication.objects.live().count(), CSV_SHARE[connection.vendor]
    ours: list[tuple[float, float]] = []
    own: dict[str, list[tuple[float, float]]] = {name: [] for name in ORDERS}
    for _round in range(ROUNDS):
        ours.append(_timed(lambda: _read(reader, "/incidents.csv", {})))
        if _can_export():
            for name, order in ORDERS.items():
                own[name].append(_timed(lambda order=order: _own_export(order)))  # type: ignore[misc]
    yield Limit("CSV of every row", rows / min(ours)[0], "rows/s")
    for name, times in own.items() if any(own.values()) else ():
        for clock, clock_name in enumerate(("wall", "processor")):
            least, most = min(each[clock] for each in times), min(each[clock] for each in ours)
            yield Limit(f"own export {name}, {clock_name}", rows / least, "rows/s")
            verdict = "held" if least / most >= wanted else f"not held: {wanted}"
            yield Limit(f"share of that, {clock_name}", least / most, "", verdict)


def _pieces(reader: Reader, address: str, params: Params) -> Iterator[bytes]:
    response = reader.client.get(address, params, headers={"accept-encoding": "identity"})
    try:
        yield from response
    finally:
        response.close()


def _first_row(reader: Reader, params: Params) -> float:
    """Milliseconds until the first row is there; then the reader goes away."""
    start = time.perf_counter()
    pieces = _pieces(reader, "/incidents.csv", params)
    next(pieces)
    next(pieces)
    first = time.perf_counter() - start
    pieces.close()  # type: ignore[attr-defined]
    return first * 1000


def _timed(action: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the wall and by the processors: of this process, of PostgreSQL's, and of the program ``sqlite3``."""
    # The last request may have taken longer than a connection lives; with a new one, time would be told of two.
    connection.close_at = None
    before, took = os.times(), run(action)
    after = os.times()
    children = after.children_user + after.children_system - before.children_user - before.children_system
    return took.wall / 1000, took.processor / 1000 + children


def _read(reader: Reader, address: str, params: Params) -> float:
    """Seconds to the last byte."""
    start = time.perf_counter()
    for _piece in _pieces(reader, address, params):
        pass
    return time.perf_counter() - start


def _can_export() -> bool:
    file = Path(str(connection.settings_dict["NAME"]))
    return connection.vendor == "postgresql" or (shutil.which("sqlite3") is not None and file.is_file())


def _own_export(order: str) -> None:
    columns = ", ".join(connection.ops.quote_name(column.stored) for column in STORED)
    sql = f"SELECT {columns} FROM incidents_publication WHERE state = 'live'{order}"  # noqa: S608
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as stream:
            for _piece in stream:
                pass
        return
    command = ["sqlite3", "-readonly", "-csv", str(connection.settings_dict["NAME"]), sql]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
