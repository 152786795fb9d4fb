"""Do two hundred readers at once get their answers? Lets them loose on gunicorn (docs/performance.md)."""

import argparse
import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from incidents.management.bench import databases
from incidents.management.bench.readers import Notes, read_all
from incidents.management.bench.world import World

SECONDS_BETWEEN_LOOKS = 10
LOOKS_A_MINUTE = 60 // SECONDS_BETWEEN_LOOKS


class Command(BaseCommand):
    """Serves a made world as in production and reports errors, times and the memory of the workers."""

    help = "Let many readers at once loose on gunicorn, with the database that bench has made."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=100_000, help="the size of the world (default: 100,000)")
        parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="postgresql")
        parser.add_argument("--readers", type=int, default=200)
        parser.add_argument("--seconds", type=float, default=600)
        parser.add_argument("--pause", type=float, default=5, help="seconds a reader looks at an answer, on average")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes of gunicorn")
        parser.add_argument("--threads", type=int, default=8, help="threads of each")
        parser.add_argument("--port", type=int, default=8131)

    def handle(self, *_args: Any, **options: Any) -> None:
        world = World(options["rows"])
        try:
            with databases.database(options["engine"], world.rows) as url, _served(url, options) as server:
                memory = _Memory(server)
                notes = asyncio.run(_read(world, options))
                self._tell(notes, memory.end(), options["seconds"])
        except databases.UnusableError as problem:
            raise CommandError(str(problem)) from problem

    def _tell(self, notes: Notes, memory: list[list[int]], seconds: float) -> None:
        total = sum(map(len, notes.seconds.values()))
        self.stdout.write(f"{total:,} answers, {total / seconds:.1f} a second, {notes.bytes / 1e6:,.0f} MB")
        self.stdout.write(f"{'seconds':12}{'answers':>9}{'median':>9}{'p95':>9}{'p99':>9}{'longest':>9}")
        for kind, taken in notes.seconds.items():
            if len(taken) > 1:
                cuts = quantiles(taken, n=100, method="inclusive")
                figures = "".join(f"{each:9.2f}" for each in (cuts[49], cuts[94], cuts[98], max(taken)))
                self.stdout.write(f"{kind:12}{len(taken):9,}{figures}")
        self.stdout.write(f"errors: {notes.errors or 'none'}")
        for number, looks in enumerate(memory, start=1):
            self.stdout.write(f"worker {number}: {looks[0]} MB at first, {max(looks)} at most, {looks[-1]} at the end")
            self.stdout.write(f"  by the minute: {' '.join(map(str, looks[::LOOKS_A_MINUTE]))}")


async def _read(world: World, options: dict[str, Any]) -> Notes:
    wanted = {name: options[name] for name in ("readers", "seconds", "pause", "port")}
    return await read_all(world, **wanted)


@contextmanager
def _served(url: str, options: dict[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    """gunicorn on the database, ready to answer."""
    shape = ["--workers", options["workers"], "--threads", options["threads"], "--bind", f"127.0.0.1:{options['port']}"]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", *map(str, shape)]
    env = os.environ | {"DATABASE_URL": url, "ATTEST_ENV": "local"}
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env)
    try:
        _wait_for(options["port"])
        yield server
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    for _attempt in range(120):
        try:
            with urlopen(f"http://localhost:{port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise CommandError("The server did not start.")


class _Memory(threading.Thread):
    """Notes the resident memory of each worker in megabytes, from time to time."""

    def __init__(self, server: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        self.workers = children.read_text().split() if children.exists() else []
        self.looks: list[list[int]] = [[] for _worker in self.workers]
        self.over = threading.Event()
        self.start()

    def run(self) -> None:
        while True:
            for looks, worker in zip(self.looks, self.workers, strict=True):
                looks.append(_megabytes(worker))
            if self.over.wait(SECONDS_BETWEEN_LOOKS):
                return

    def end(self) -> list[list[int]]:
        """All looks, a list a worker."""
        self.over.set()
        self.join()
        return self.looks


def _megabytes(process: str) -> int:
    """0 for a process that is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
