"""How is the import of a table taken back? All of it, or nothing with the reasons."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.exchange.table.undo import CannotUndo, undo
from incidents.management.running import import_user, named_user
from incidents.models import ImportRun


class Command(BaseCommand):
    """Undoes a whole import of a table by its number in the ledger."""

    help = "Undo the import of a table, as a whole, while nothing of it is published or has been worked on."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="LEDGER_ID")
        parser.add_argument("--by", metavar="USERNAME")

    def handle(self, *_args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["run"]).first() if options["run"] < 2**63 else None
        if run is None:
            raise CommandError(f"The ledger has no import {options['run']}.")
        by = named_user(options["by"]) or import_user()
        try:
            done = undo(run, by=by)
        except CannotUndo as refusal:
            raise CommandError("Nothing was undone. " + " ".join(refusal.reasons)) from refusal
        self.stdout.write(f"Undone: {done['deleted']:,} incidents deleted, {done['restored']:,} as they were before.")
