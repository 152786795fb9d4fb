"""How fast is the public side with many incidents? Times it on a made world of that size (docs/performance.md)."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from incidents.management.bench import databases, report
from incidents.management.bench.runs import ALL, measure
from incidents.management.bench.world import World

PASSED_ON = ("rows", "rounds", "json", "only")


class Command(BaseCommand):
    """Makes a world of incidents once, asks what readers ask, and says which figures are held."""

    help = "Time the map, the lists, the search and the downloads with many incidents, in a database of its own."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=100_000, help="how many incidents (default: 100,000)")
        parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
        parser.add_argument("--only", nargs="+", choices=ALL, default=ALL, metavar="PART", help=", ".join(ALL))
        parser.add_argument("--rounds", type=int, default=5, help="how often each thing is asked (default: 5)")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file too")
        parser.add_argument("--here", action="store_true", help="in the database of the environment")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["here"]:
                self._measure(options)
            else:
                _in_its_own_database(options)
        except databases.UnusableError as problem:
            raise CommandError(str(problem)) from problem

    def _measure(self, options: dict[str, Any]) -> None:
        world = World(options["rows"])
        databases.prepare(world, self.stdout.write)
        timings, limits = measure(world, options["only"], rounds=options["rounds"], tell=self.stdout.write)
        if options["json"]:
            report.write(options["json"], report.as_json(world.rows, timings, limits))


def _in_its_own_database(options: dict[str, Any]) -> None:
    """The same command once more: a process keeps the database it starts with."""
    command = [sys.executable, "manage.py", "bench", "--here"]
    for name in PASSED_ON:
        value = options[name].absolute() if isinstance(options[name], Path) else options[name]
        command += [f"--{name}", *map(str, value if isinstance(value, list) else [value])] if value else []
    with databases.database(options["engine"], options["rows"]) as url:
        env = os.environ | {"DATABASE_URL": url, "ATTEST_ENV": "local"}
        status = subprocess.run(command, cwd=settings.BASE_DIR, env=env, check=False).returncode
    if status:
        sys.exit(status)
