"""Gives the groups coder, reviewer, editor, guest and administrator the permissions of ``incidents.roles``."""

from typing import Any

from django.core.management.base import BaseCommand

from incidents.roles import ROLES, apply_roles


class Command(BaseCommand):
    help = "Make the role groups carry exactly the permissions the code names."

    def handle(self, *args: Any, **options: Any) -> None:
        apply_roles()
        self.stdout.write(f"Applied the roles {', '.join(ROLES)}.")
