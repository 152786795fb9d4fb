"""Does UCDP GED come back as it went in? Joins the reading of a file with the layout that our readers download."""

import argparse
import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.exchange.ged.comparing import Compared, Comparison, compare
from incidents.exchange.ged.files import UnreadableError, open_file
from incidents.models.publication import Publication
from incidents.public.layouts import Layout, ucdp_ged
from incidents.public.layouts.record import read

SHOWN = 60
"""Characters of a cell in an example."""


class Command(BaseCommand):
    """Holds a file of UCDP GED against ``/incidents.csv?layout=ucdp_ged``, column by column."""

    help = "Compare a UCDP GED file with what layout=ucdp_ged gives back of it. Fails when a cell differs."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--own", action="store_true", help="what the records say by themselves, without the rows that they keep"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            file = open_file(options["file"])
            layout = replace(ucdp_ged.LAYOUT, row=ucdp_ged.own) if options["own"] else ucdp_ged.LAYOUT
            comparison = compare(file, *_published(layout), names=layout.names)
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}.") from problem
        except UnreadableError as problem:
            raise CommandError(f"{options['file'].name}, line {problem.line}: {problem.reason}") from problem
        self._tell(comparison)
        if comparison.differing or comparison.missing:
            raise CommandError(
                f"{comparison.differing:,} cells differ, {len(comparison.missing):,} events are missing."
            )

    def _tell(self, comparison: Comparison) -> None:
        self.stdout.write(f"{comparison.rows:,} rows, {comparison.repeated:,} of them replaced by a later row.")
        for name, compared in comparison.columns.items():
            self._tell_column(name, compared)
        for name, compared in comparison.kept.items():
            self._tell_column(f"{name} (no column in the layout; kept in the record)", compared)
        if comparison.added:
            self.stdout.write(f"Not in the file, filled from the record: {', '.join(comparison.added)}.")

    def _tell_column(self, name: str, compared: Compared) -> None:
        guarded = f", {compared.guarded:,} with an apostrophe against formulas" if compared.guarded else ""
        differs = f", {compared.differs:,} DIFFER" if compared.differs else ""
        self.stdout.write(f"  {name}: {compared.equal:,} equal{guarded}{differs}")
        for value, given, returned in compared.examples:
            self.stdout.write(f"    event {value}: {given[:SHOWN]!r} came back as {returned[:SHOWN]!r}")


def _published(layout: Layout) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """What readers get, by event id: the cells of the layout, and the rows that the records keep."""
    rows = Publication.objects.live().order_by("code")
    text = "".join(layout.lines(rows, page_address=""))
    records = [record.external(ucdp_ged.SCHEME) for record in read(rows)]
    kept = {each["value"]: each["record"] for each in records if each}
    return {_key(cells["id"]): cells for cells in csv.DictReader(io.StringIO(text, newline=""))}, kept


def _key(text: str) -> str:
    return text.strip().partition(".")[0]
