"""How is everything kept? Writes a backup while the site runs; ``restore`` brings it back (docs/operations.md)."""

import argparse
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from incidents.management.backup.archive import sha256_of
from incidents.management.backup.making import back_up

FOLDER = settings.LOCAL_DIR / "backups"


class Command(BaseCommand):
    """Keeps one state of the database, and the files that belong to it, in one file."""

    help = "Write everything into one file, while the site runs: to be restored into SQLite or PostgreSQL."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "path", nargs="?", type=Path, default=FOLDER, metavar="FOLDER|FILE.zip",
            help=f"a folder, in which the file is named after the moment (default: {FOLDER}), or a new file",
        )  # fmt: skip

    def handle(self, *_args: Any, path: Path, **options: Any) -> None:
        tell = self.stdout.write if options["verbosity"] > 1 else (lambda _: None)
        try:
            file = _file(path)
            manifest = back_up(file, tell=tell)
            sha256 = sha256_of(file)
        except OSError as problem:
            raise CommandError(f"{problem.filename or path}: {problem.strerror or problem}.") from problem
        except DatabaseError as problem:
            raise CommandError(f"No backup was made: {problem}") from problem
        rows = sum(table["rows"] for table in manifest["tables"])
        self.stdout.write(f"{file}: {rows:,} rows, {len(manifest['files']):,} files, {file.stat().st_size:,} bytes")
        self.stdout.write(f"{sha256}  {file.name}")
        if missing := manifest["missing"]:
            names = ", ".join(each["name"] for each in missing[:3])
            raise CommandError(f"The backup was made, but {len(missing)} files are gone or damaged: {names}")


def _file(path: Path) -> Path:
    """The new file that is meant. OSError: there is no such folder."""
    if path == FOLDER:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.suffix == ".zip" and not path.is_dir():
        return path
    # Never made: where a disk is not mounted, the backup would land beside the data.
    if not path.is_dir():
        raise NotADirectoryError(20, "There is no such folder (a file's name ends in .zip)", str(path))
    return path / f"attest-{timezone.now().astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"
