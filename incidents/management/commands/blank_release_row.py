"""Take an incident out of every release for the safety of somebody (docs/decisions/0025-releases.md)."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from incidents.management.commands.make_release import user_named
from incidents.releasing.making import blank


class Command(BaseCommand):
    """Blanks an incident that was withdrawn."""

    help = "Take an incident that was withdrawn out of every release and write the files anew. Readers see the reason."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("code", help="of the incident")
        parser.add_argument("--reason", required=True, help="public: it must not give away what it protects")
        parser.add_argument("--by", metavar="USER", help="who does it")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = user_named(options["by"], permission="incidents.change_release")
        try:
            written = blank(options["code"], by=user, reason=options["reason"])
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        except LookupError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Written anew: {', '.join(map(str, written)) or 'none, it was out already'}.")
