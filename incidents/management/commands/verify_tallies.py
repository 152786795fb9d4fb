"""Are the tallies still those of the live publications? Counts anew, says what differs, and mends it if asked to."""

import argparse
from itertools import islice
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from incidents.models import PublicationFacet, PublicationName, PublicationTally, PublicState
from incidents.models.publication import Publication
from incidents.publishing.tallies import differences, rebuild

SHOWN: Final = 10
_TABLES: Final = (Publication, PublicationFacet, PublicationTally, PublicationName)


class Command(BaseCommand):
    """Compares the counts above map and list with a fresh count of the publications."""

    help = "Count the live publications anew and say whether the tallies agree. About a minute a million incidents."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="write the fresh count where they do not agree")

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        _hold_publishers()
        managers = [model.objects for model in _TABLES]
        found = list(differences(*managers))
        for difference in islice(found, SHOWN):
            self.stdout.write(difference)
        if found and not options["mend"]:
            raise CommandError(f"{len(found)} tallies differ. Mend them with --mend.")
        if found:
            rebuild(*managers)
            _forget_answers()
        self.stdout.write(f"{len(found)} tallies mended." if found else "Every tally agrees with the publications.")


def _hold_publishers() -> None:
    """Nobody publishes between two looks at the tables: every writer raises this row before its tallies."""
    if connection.vendor == "postgresql":
        PublicState.objects.select_for_update().first()


def _forget_answers() -> None:
    """Answers from wrong tallies are remembered until the state of the data changes."""
    for state in PublicState.objects.all():
        state.version += 1
        state.save(update_fields=["version"])
