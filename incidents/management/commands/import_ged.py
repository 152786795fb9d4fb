"""How is UCDP GED imported? Joins the import with bulk publishing, in one transaction, and tells what came of it."""

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from tqdm import tqdm

from incidents.coding.review import Refused, publish_many
from incidents.exchange import ledger
from incidents.exchange.ged import writing
from incidents.exchange.ged.files import ENCODINGS, UNKNOWN_VERSION, GedFile, open_file, read_version
from incidents.exchange.ged.judgement import SCHEME, JudgedFile, Judgement, judge
from incidents.management.statistics import refresh_statistics
from incidents.models import ImportRun

IMPORT_USER = "import"
SECONDS_BETWEEN_LINES = 10
SHOWN_REJECTIONS = 20
"""Rejected rows of a file that are printed; the ledger has them all."""


class Command(BaseCommand):
    """Reads files of the UCDP Georeferenced Event Dataset into the coding scheme."""

    help = "Import UCDP GED files (CSV or .csv.gz): all of them or, if any row cannot be read, nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--publish", action="store_true", help="publish the events in the same transaction")
        parser.add_argument("--dry-run", action="store_true", help="write only the ledger: what each row would become")
        parser.add_argument(
            "--dataset-version", default="", metavar="V", help="for example 23.1; else from the file's name"
        )
        parser.add_argument("--by", metavar="USERNAME", help=f"whose import it is (default: the user “{IMPORT_USER}”)")
        parser.add_argument("--encoding", choices=list(ENCODINGS), default="utf-8", help="of the files, if not UTF-8")

    def handle(self, *_args: Any, **options: Any) -> None:
        by = _named_user(options["by"])
        files = self._open(options)
        with _no_collection(), _progress("reading", self.stderr) as bar:
            judgement = judge(files, tick=bar.update)
        run = ledger.record(judgement.files, scheme=SCHEME, by=by, dry_run=options["dry_run"])
        for judged in judgement.files:
            self._tell(judged)
        if not judgement.is_clean:
            ledger.close(run, written=False)
            raise CommandError(f"Nothing was written: rows were rejected. The ledger has every row (run {run.pk}).")
        if options["dry_run"]:
            ledger.close(run, written=False)
            self.stdout.write(f"Dry run: nothing was written but the ledger (run {run.pk}).")
            return
        self._write(judgement, run, by=by, publish=options["publish"])

    def _open(self, options: dict[str, Any]) -> list[GedFile]:
        try:
            version = read_version(options["dataset_version"]) if options["dataset_version"] else ""
            return [open_file(path, dataset_version=version, encoding=options["encoding"]) for path in options["files"]]
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}.") from problem
        except ValueError as problem:
            raise CommandError(str(problem)) from problem

    def _tell(self, judged: JudgedFile) -> None:
        file = judged.file
        counts = ", ".join(f"{judged.count(outcome):,} {outcome}" for outcome in ledger.OUTCOMES)
        self.stdout.write(f"{file.name} (version {file.dataset_version}): {len(judged.verdicts):,} rows = {counts}")
        if file.dataset_version == UNKNOWN_VERSION:
            self.stdout.write("  The name says no dataset version; give --dataset-version if you know it.")
        rejected = [verdict for verdict in judged.verdicts if verdict.outcome == "rejected"]
        for verdict in rejected[:SHOWN_REJECTIONS]:
            column = f", column {verdict.column}" if verdict.column else ""
            self.stderr.write(f"  {file.name}, line {verdict.line}{column}: {verdict.reason}")
        if len(rejected) > SHOWN_REJECTIONS:
            self.stderr.write(f"  and {len(rejected) - SHOWN_REJECTIONS:,} more rejected rows: see the ledger")

    def _write(self, judgement: Judgement, run: ImportRun, *, by: User | None, publish: bool) -> None:
        rows = sum(len(judged.verdicts) for judged in judgement.files)
        try:
            with _no_collection(), transaction.atomic(), _progress("writing", self.stderr, total=rows) as bar:
                writer = by or _import_user()
                published = 0
                for codings in writing.write(judgement, by=writer, tick=bar.update):
                    published += _publish(codings, by=writer) if publish else 0
                for codings in writing.waiting(judgement) if publish else ():
                    published += _publish(codings, by=writer)
                ledger.close(run, by=writer, written=True, published=publish)
        except Refused as refusal:
            raise CommandError("Nothing was written. " + " ".join(refusal.problems[:SHOWN_REJECTIONS])) from refusal
        except writing.ChangedMeanwhileError as problem:
            raise CommandError("Nothing was written: the database was changed meanwhile. Run it again.") from problem
        except DatabaseError as problem:
            raise CommandError(f"Nothing was written: the database refused it ({problem}).") from problem
        refresh_statistics()
        self.stdout.write(
            f"Written (run {run.pk}). {published:,} published." if publish else f"Written (run {run.pk})."
        )


def _publish(codings: list[Any], *, by: User) -> int:
    return len(publish_many(codings, by=by)) if codings else 0


def _named_user(username: str | None) -> User | None:
    """The user of that name; without a name the import's own user if there is one already."""
    found = User.objects.filter(username=username or IMPORT_USER).first()
    if username and found is None:
        raise CommandError(f"There is no user “{username}”.")
    return found


def _import_user() -> User:
    """The user in whose name imports are made. Nobody can log in as it."""
    return User.objects.create_user(IMPORT_USER, is_active=False)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Python looks for cycles among the rows again and again, and there are none: a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _progress(description: str, stream: Any, *, total: int | None = None) -> Any:
    """A bar on a terminal, plain lines elsewhere: a context with ``update(rows)``."""
    if stream.isatty():
        return tqdm(total=total, desc=description, unit=" rows", file=sys.stderr)
    return _Lines(description, stream)


class _Lines:
    """How far it is, as a line every ten seconds and one at the end."""

    def __init__(self, description: str, stream: Any) -> None:
        self.description, self.stream = description, stream
        self.rows, self.started = 0, time.monotonic()
        self.due = self.started + SECONDS_BETWEEN_LINES

    def __enter__(self) -> "_Lines":
        return self

    def __exit__(self, *_problem: object) -> None:
        self.stream.write(f"{self.description}: {self.rows:,} rows in {time.monotonic() - self.started:.1f} s")

    def update(self, rows: int) -> None:
        self.rows += rows
        if time.monotonic() >= self.due:
            self.due += SECONDS_BETWEEN_LINES
            self.stream.write(f"{self.description}: {self.rows:,} rows so far")
