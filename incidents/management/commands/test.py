"""Does everything still work? Hands the whole of the testing to pytest (tests/legs.py)."""

import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Takes the place of Django's test command."""

    help = "Run every test with pytest: on SQLite, on a private PostgreSQL, and in a browser."

    def run_from_argv(self, argv: list[str]) -> NoReturn:
        """Pass the arguments on untouched: pytest's options are not Django's."""
        from tests.legs import main

        sys.exit(main(argv[2:]))

    def handle(self, *_args: Any, **_options: Any) -> NoReturn:
        """Where other code calls the command."""
        self.run_from_argv(["manage.py", "test"])
