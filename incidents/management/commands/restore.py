"""How does a backup come back? Into an empty database, or in place of what is there if that is said twice."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from incidents.management.backup.archive import Backup, Unusable, opened
from incidents.management.backup.restoring import check_fits, restore, rows_here


class Command(BaseCommand):
    """Brings back all that a backup holds, or nothing of it."""

    help = "Restore a backup into this database, all or nothing; every hash is checked before anything is written."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument("--replace", action="store_true", help="delete what is in the database now")
        parser.add_argument("--yes", action="store_true", help="do not ask before replacing")

    def handle(self, *_args: Any, **options: Any) -> None:
        tell = self.stdout.write if options["verbosity"] > 1 else (lambda _: None)
        try:
            with opened(options["file"]) as backup:
                check_fits(backup)
                if options["replace"] and not options["yes"]:
                    self._confirm(backup)
                restore(backup, replace=options["replace"], tell=tell)
        except (Unusable, DatabaseError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Restored: {backup.rows:,} rows and {len(backup.files):,} files of {backup.manifest['made_at']}."
            " Restart the site if it is running, and apply_roles if roles have changed."
        )
        if missing := backup.manifest["missing"]:
            self.stderr.write(f"{len(missing)} files were gone or damaged when the backup was made.")

    def _confirm(self, backup: Backup) -> None:
        name, found = str(connection.settings_dict["NAME"]), sum(rows_here().values())
        if not found:
            return
        if not sys.stdin.isatty():
            raise CommandError("Nobody can be asked here: give --yes as well.")
        self.stdout.write(f"{found:,} rows of {name} go, {backup.rows:,} of {backup.manifest['made_at']} come.")
        if input("Type the name of the database to go on: ").strip() != name:
            raise CommandError("Nothing was changed.")
