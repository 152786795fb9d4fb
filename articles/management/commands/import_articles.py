"""How is a CSV of articles imported from the command line? Tells every problem by line and column, or what came in."""

import argparse
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.imports import COLUMNS, Outcome, take

SHOWN = 200


class Command(BaseCommand):
    """Takes the articles of a CSV into the reading queue."""

    help = "Import a CSV of articles: all of them or, if anything is wrong, none. Importing again changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "columns, in any order:\n" + "\n".join(f"  {name:<15} {what}" for name, what in COLUMNS.items())
        parser.add_argument("file", type=Path, metavar="FILE", help="UTF-8, the first line names the columns")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would come in")
        parser.add_argument("--by", metavar="USERNAME", help="whose import it is")

    def handle(self, *_args: Any, **options: Any) -> None:
        outcome = self._take(options["file"], by=_named_user(options["by"]), dry_run=options["dry_run"])
        for problem in outcome.problems[:SHOWN]:
            self.stderr.write(f"  {problem}")
        if outcome.problems:
            more = len(outcome.problems) - SHOWN
            raise CommandError(f"Nothing was written.{f' {more:,} more problems.' if more > 0 else ''}")
        counts = f"{outcome.count('new'):,} new, {outcome.count('known'):,} here already"
        made = f"; publishers added: {', '.join(outcome.publishers)}" if outcome.publishers else ""
        self.stdout.write(f"{'Dry run, nothing was written: ' if options['dry_run'] else ''}{counts}{made}")

    def _take(self, file: Path, *, by: User | None, dry_run: bool) -> Outcome:
        try:
            return take(file.read_bytes(), by=by, dry_run=dry_run)
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}.") from problem
        except DatabaseError as problem:
            raise CommandError(f"Nothing was written: the database refused it ({problem}).") from problem


def _named_user(username: str | None) -> User | None:
    found = User.objects.filter(username=username).first() if username else None
    if username and found is None:
        raise CommandError(f"There is no user “{username}”.")
    return found
