"""How is UCDP GED imported? Joins the import with bulk publishing, in one transaction, and tells what came of it."""

import argparse
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from incidents.coding.review import Refused, publish_many
from incidents.exchange import ledger
from incidents.exchange.ged import writing
from incidents.exchange.ged.files import ENCODINGS, UNKNOWN_VERSION, GedFile, open_file, read_version
from incidents.exchange.ged.judgement import SCHEME, JudgedFile, Judgement, judge
from incidents.exchange.standing import ChangedMeanwhile
from incidents.management.running import (
    IMPORT_USER,
    import_user,
    named_user,
    no_collection,
    progress,
)
from incidents.management.statistics import refresh_statistics
from incidents.models import ImportRun

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
        by = named_user(options["by"])
        files = self._open(options)
        with no_collection(), progress("reading", self.stderr) as bar:
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
            with no_collection(), transaction.atomic(), progress("writing", self.stderr, total=rows) as bar:
                writer = by or import_user()
                published = 0
                for codings in writing.write(judgement, by=writer, tick=bar.update):
                    published += _publish(codings, by=writer) if publish else 0
                for codings in writing.waiting(judgement) if publish else ():
                    published += _publish(codings, by=writer)
                ledger.close(run, by=writer, written=True, published=publish)
        except Refused as refusal:
            raise CommandError("Nothing was written. " + " ".join(refusal.problems[:SHOWN_REJECTIONS])) from refusal
        except ChangedMeanwhile as problem:
            raise CommandError("Nothing was written: the database was changed meanwhile. Run it again.") from problem
        except DatabaseError as problem:
            raise CommandError(f"Nothing was written: the database refused it ({problem}).") from problem
        refresh_statistics()
        self.stdout.write(
            f"Written (run {run.pk}). {published:,} published." if publish else f"Written (run {run.pk})."
        )


def _publish(codings: list[Any], *, by: User) -> int:
    return len(publish_many(codings, by=by)) if codings else 0
