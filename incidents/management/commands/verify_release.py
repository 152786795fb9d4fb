"""Build a release anew and compare it byte for byte with what is kept (docs/decisions/0025-releases.md)."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from incidents.models import Release
from incidents.public.releases import is_closed
from incidents.releasing.making import rebuild, verify


class Command(BaseCommand):
    """Says of each file whether it can be rebuilt byte for byte."""

    help = "Build the files of a release anew, on this engine, and compare them byte for byte with those that are kept."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", nargs="*", help="of the releases; all of them without one")
        parser.add_argument("--mend", action="store_true", help="write closed releases anew, without what is blanked")

    def handle(self, *_args: Any, **options: Any) -> None:
        names = options["name"]
        found = list(Release.objects.filter(name__in=names) if names else Release.objects.all())
        if unknown := set(names) - {release.name for release in found}:
            raise CommandError(f"There is no release {', '.join(sorted(unknown))}.")
        wrong = [f"{release}: {problem}" for release in found for problem in self._problems(release, options["mend"])]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(found)} verified, byte for byte: {', '.join(map(str, found)) or 'none'}.")

    def _problems(self, release: Release, mend: bool) -> list[str]:
        if is_closed(release):
            if not mend:
                return ["it is closed, because something was blanked since it was written: write it anew with --mend."]
            try:
                rebuild(release)
            except ValidationError as problem:
                return problem.messages
            self.stdout.write(f"{release} is written anew.")
        return verify(release)
