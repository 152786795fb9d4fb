"""Is a backup whole? Reads all of it and compares every hash; needs no database."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.management.backup.archive import Unusable, opened, sha256_of


class Command(BaseCommand):
    """Says what a backup holds, if it still holds it."""

    help = "Check a backup: every table and file in it against its SHA-256."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            with opened(file) as backup:
                backup.check()
        except Unusable as problem:
            raise CommandError(str(problem)) from problem
        manifest = backup.manifest
        held = f"{backup.rows:,} rows and {len(backup.files):,} files"
        self.stdout.write(f"Whole: {held} of {manifest['made_at']}, from {manifest['engine']}")
        if manifest["missing"]:
            self.stdout.write(f"{len(manifest['missing'])} files were gone or damaged when it was made.")
        self.stdout.write(f"{manifest['contents_sha256']}  contents\n{sha256_of(file)}  {file.name}")
