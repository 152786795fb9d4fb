"""Make a release of everything that is live, to be cited for good (docs/decisions/0025-releases.md)."""

import argparse
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from incidents.releasing.making import make_release, preview

NO_ADDRESS = "an address that is still to be given, with --address or ATTEST_ADDRESS,"


class Command(BaseCommand):
    """Makes a release, or says what it would hold."""

    help = "Make a release: an immutable list of publications with files, sums, and what changed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="year and month, as 2026.11 or 2026.11.1")
        parser.add_argument("--by", metavar="USER", help="who makes it")
        parser.add_argument("--notes", default="", help="what readers should know of it")
        parser.add_argument("--address", default=settings.ATTEST_ADDRESS, help="of the site, as https://attest.example")
        parser.add_argument("--preview", action="store_true", help="say what it would hold, and make nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = preview()
        since = f" since {found.previous}" if found.previous else ""
        self.stdout.write(
            f"{found.incidents:,} incidents;{since} {found.added:,} added, {found.changed:,} changed, "
            f"{found.merged:,} merged, {found.withdrawn:,} withdrawn."
        )
        address = options["address"].rstrip("/")
        if options["preview"]:
            self.stdout.write(f"It would cite {address or NO_ADDRESS} for good.")
            return
        if not address:
            raise CommandError(
                "Say where readers find the site, with --address or ATTEST_ADDRESS as https://attest.example: "
                "the release cites it for good."
            )
        try:
            user = user_named(options["by"], permission="incidents.add_release")
            release = make_release(options["name"], by=user, notes=options["notes"], address=address)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        self.stdout.write(f"Release {release} is made: {release.address}/data/releases/{release}/")
        self.stdout.write(f"It cites {release.address} for good.")


def user_named(name: str | None, *, permission: str) -> User | None:
    """The person of this name; CommandError where there is none, or where it is no editor."""
    if name is None:
        return None
    try:
        user = User.objects.get(username=name)
    except User.DoesNotExist as problem:
        raise CommandError(f"There is no user {name}.") from problem
    if not user.has_perm(permission):
        raise CommandError(f"{name} may not do this: an editor may.")
    return user
