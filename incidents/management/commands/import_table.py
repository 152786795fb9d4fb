"""How is an organisation's own table imported? Joins the import with bulk publishing, in one transaction."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from incidents import codebook
from incidents.coding.review import Refused, publish_many, submit_many
from incidents.exchange import ledger
from incidents.exchange.standing import ChangedMeanwhile
from incidents.exchange.table import importing, mapping, telling
from incidents.exchange.table.files import LARGEST, TableFile
from incidents.exchange.table.judgement import Judgement
from incidents.exchange.table.mapping import Map
from incidents.exchange.table.sheet import Sheet
from incidents.management.running import (
    IMPORT_USER,
    import_user,
    named_user,
    no_collection,
    progress,
)
from incidents.management.statistics import refresh_statistics
from incidents.models import ImportRun
from incidents.publishing import Coding

SHOWN = 50
"""Problems that are printed; the ledger has them all."""
REMARKS = "Worth a look. These rows come in as they are, and a note of the record says it:"


class Command(BaseCommand):
    """Reads a CSV or XLSX of incidents by a map of its columns."""

    help = "Import a table of incidents (CSV or XLSX): all of it or, if any row cannot be read, nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--map", type=Path, metavar="MAP.toml", help="which column is what (docs/import.md)")
        parser.add_argument("--dataset", default="", metavar="NAME", help="read it by the map saved under this name")
        parser.add_argument("--sources", type=Path, metavar="FILE", help="a second file with a source a row")
        parser.add_argument("--tolls", type=Path, metavar="FILE", help="a second file with a toll a row")
        parser.add_argument("--guess", action="store_true", help="print the map that the headings suggest, and stop")
        parser.add_argument(
            "--actor-kind", default="", choices=codebook.ACTOR_KIND.codes, metavar="KIND",
            help="what all names of accused are that are no actors yet; else each is an error",
        )  # fmt: skip
        after = parser.add_mutually_exclusive_group()
        after.add_argument("--publish", action="store_true", help="publish the incidents in the same transaction")
        after.add_argument("--submit", action="store_true", help="hand what is new to the reviewers")
        parser.add_argument("--dry-run", action="store_true", help="write only the ledger: what each row would become")
        parser.add_argument("--by", metavar="USERNAME", help=f"whose import it is (default: the user “{IMPORT_USER}”)")

    def handle(self, *_args: Any, **options: Any) -> None:
        by = named_user(options["by"])
        file = _open(options["file"])
        made = self._map(file, options)
        if made is None:
            return
        if options["actor_kind"]:
            made = replace(made, actor_kind=options["actor_kind"])
        further = {kind: _open(options[kind]) for kind in importing.CHILDREN if options[kind]}
        with no_collection(), progress("reading", self.stderr) as bar:
            judgement = importing.judge_files(file, made, further=further, tick=bar.update)
        run = importing.record(judgement, by=by, dry_run=options["dry_run"])
        self._tell(judgement)
        if not judgement.is_clean:
            ledger.close(run, written=False)
            raise CommandError(f"Nothing was written: rows were rejected. The ledger has every row (run {run.pk}).")
        if options["dry_run"]:
            ledger.close(run, written=False)
            self.stdout.write(f"Dry run: nothing was written but the ledger (run {run.pk}).")
            return
        self._write(judgement, run, by=by, options=options)

    def _map(self, file: TableFile, options: dict[str, Any]) -> Map | None:
        """The given map, the saved one, or the built-in one of our own download; None where one was only guessed."""
        text = _text(options["map"]) if options["map"] else importing.saved_map(options["dataset"])
        if text and not options["guess"]:
            try:
                return mapping.read_map(text)
            except mapping.MapError as problem:
                raise CommandError("\n".join(problem.problems)) from problem
        sheet = importing.sheet_of(file, None)
        if ours := importing.own_map(sheet):
            return ours
        if options["guess"]:
            name = options["dataset"] or options["file"].stem[: mapping.LONGEST_DATASET]
            self._told(sheet)
            self.stdout.write(mapping.as_toml(mapping.guess(sheet, dataset=name)), ending="")
            return None
        hint = f"There is no map saved under “{options['dataset']}”." if options["dataset"] else "Give a map (--map)."
        raise CommandError(f"{hint} With --guess the one that the headings suggest is printed.")

    def _told(self, sheet: Sheet) -> None:
        for problem in sheet.broken:
            raise CommandError(str(problem))
        for name, value in sheet.told:
            self.stderr.write(f"  {name}: {value}")
        for remark in sheet.remarks:
            self.stderr.write(f"  {remark}")
        if sheet.other_sheets:
            self.stderr.write(f"  Other sheets: {', '.join(sheet.other_sheets)}")

    def _tell(self, judgement: Judgement) -> None:
        for fact in telling.facts(judgement):
            self.stdout.write(fact)
        for judged in judgement.files:
            counts = ", ".join(f"{judged.count(outcome):,} {outcome}" for outcome in ledger.OUTCOMES)
            self.stdout.write(f"{judged.file.name}: {len(judged.verdicts):,} rows = {counts}")
        self._list(telling.problems(judgement), "problems")
        remarks = telling.remarks(judgement)
        if remarks and judgement.is_clean:
            self.stdout.write(REMARKS)
            self._list(remarks, "remarks")

    def _list(self, told: Sequence[telling.Told], what: str) -> None:
        for name, each in told[:SHOWN]:
            self.stderr.write(f"  {name}, {str(each)[:1].lower()}{str(each)[1:]}")
        if len(told) > SHOWN:
            self.stderr.write(f"  and {len(told) - SHOWN:,} more {what}: see the ledger")

    def _write(self, judgement: Judgement, run: ImportRun, *, by: User | None, options: dict[str, Any]) -> None:
        then = next((each for each in ("publish", "submit") if options[each]), "")
        try:
            with no_collection(), progress("writing", self.stderr, total=len(judgement.to_write())) as bar:
                moved = _carry_out(judgement, run, by=by, then=then, tick=bar.update)
        except Refused as refusal:
            raise CommandError("Nothing was written. " + " ".join(refusal.problems[:SHOWN])) from refusal
        except ChangedMeanwhile as problem:
            raise CommandError("Nothing was written: the database was changed meanwhile. Run it again.") from problem
        except DatabaseError as problem:
            raise CommandError(f"Nothing was written: the database refused it ({problem}).") from problem
        refresh_statistics()
        told = {"publish": f" {moved:,} published.", "submit": f" {moved:,} handed in for review."}.get(then, "")
        self.stdout.write(f"Written (run {run.pk}).{told}")


@transaction.atomic
def _carry_out(judgement: Judgement, run: ImportRun, *, by: User | None, then: str, tick: Any) -> int:
    writer = by or import_user()

    def publish(codings: list[Coding]) -> int:
        return len(publish_many(codings, by=writer))

    def submit(codings: list[Coding]) -> int:
        return submit_many([coding.incident for coding in codings], by=writer)

    steps: dict[str, Any] = {"publish": publish, "submit": submit}
    return importing.carry_out(judgement, run, by=writer, tick=tick, **{then: steps[then]} if then else {})


def _open(path: Path) -> TableFile:
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(f"{path} is larger than {LARGEST >> 20} MB; split it.")
        # A name on disk need not be text.
        return TableFile(path.name.encode(errors="replace").decode(), path.read_bytes())
    except OSError as problem:
        raise CommandError(f"{problem.filename}: {problem.strerror}.") from problem


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise CommandError(f"{problem.filename}: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise CommandError(f"{path} is not UTF-8.") from problem
