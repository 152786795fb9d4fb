"""What does Attest look like with something in it? Fills a local database with the demo once, and serves it."""

import argparse
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from config import addresses, locks
from config.serving import serve
from incidents.models import Incident
from incidents.roles import apply_roles
from incidents.seeding import load_demo

ACCOUNTS = {"analyst": "coder", "reviewer": "reviewer", "administrator": "administrator"}
"""User name → role of each account of the demo."""


class Command(BaseCommand):
    """manage.py demo: safe to run again, what is there is kept."""

    help = "Set up a local database with the demo, once, and serve the site."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        addresses.add_arguments(parser)
        parser.add_argument(
            "--reset", action="store_true", help="start anew; the SQLite file of before is kept beside it"
        )

    def handle(self, *, host: str, port: int, reset: bool, no_serve: bool, **_options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo makes accounts and invented records: it does not run on a production site.")
        # Before anything that takes time.
        if not no_serve and (complaint := addresses.port_complaint(host, port)):
            raise CommandError(complaint)
        with ExitStack() as until_the_end:
            try:
                if reset:
                    self.move_database_aside()
                if is_own_database():
                    until_the_end.enter_context(in_use(settings.LOCAL_DATABASE))
                self.prepare()
            except (OperationalError, OSError) as error:
                raise CommandError(database_complaint(error)) from error
            if not no_serve:
                self.serve(host, port)

    def serve(self, host: str, port: int) -> None:
        """Serve until interrupted, and say where."""
        address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/"
        serve(host, port, ready=lambda: self.say(f"Attest is at {address} (admin: {address}admin/). Ctrl+C stops it."))

    def prepare(self) -> None:
        """Bring the database to where it can be served; every step keeps what is there."""
        self.migrate()
        apply_roles()
        accounts = {name: make_account(name, role) for name, role in ACCOUNTS.items()}
        if not Incident.objects.exists():
            self.say("Loading the demo ...")
            with transaction.atomic():
                load_demo(coder=accounts["analyst"], reviewer=accounts["reviewer"], progress=self.say)
        self.hand_out_passwords(list(accounts.values()))

    def migrate(self) -> None:
        """Create or update the tables, saying so only where there is something to do."""
        if connection.vendor == "sqlite":
            database_file().parent.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database ...")
            call_command("migrate", interactive=False)

    def hand_out_passwords(self, users: list[User]) -> None:
        """Give a password to each account that has none yet, and print it this once."""
        new = [user for user in users if not user.has_usable_password()]
        if not new:
            self.say(
                f"Accounts are kept: {', '.join(ACCOUNTS)}. A new password: python3 manage.py changepassword <name>"
            )
            return
        self.say("\nAccounts, with passwords that are shown only now:")
        for user in new:
            password = secrets.token_urlsafe(12)
            user.set_password(password)
            user.save(update_fields=["password"])
            self.say(f"  {user.username:<14} {password}")
        self.say("")

    def move_database_aside(self) -> None:
        """Move the SQLite file of this folder out of the way, and no other database. CommandError while it is used."""
        if not is_own_database():
            raise CommandError(f"--reset moves {settings.LOCAL_DATABASE} only, and the database in use is another one.")
        database = Path(settings.LOCAL_DATABASE)
        if not database.exists():
            return
        connection.close()
        with lock_file(database).open("a") as lock:
            if not locks.locked(lock):
                raise CommandError(f"The demo is running on {database}: stop it there (Ctrl+C) and run this again.")
            fold_journal(database)
            kept = f"{database}.before-reset-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
            # SQLite finds what it keeps beside a file by the file's name.
            for suffix in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    Path(f"{database}{suffix}").rename(f"{kept}{suffix}")
        self.say(f"The database of before is kept as {kept}")

    def say(self, text: str) -> None:
        """One line of progress, shown at once."""
        self.stdout.write(text)
        self.stdout.flush()


def make_account(name: str, role: str) -> User:
    """The account of this name; if it is new, it is put into its role and has no password yet."""
    is_administrator = role == "administrator"
    defaults = {"is_staff": True, "is_superuser": is_administrator, "password": make_password(None)}
    user, created = User.objects.get_or_create(username=name, defaults=defaults)
    if created:
        user.groups.set([Group.objects.get(name=role)])
    return user


def database_file() -> Path:
    """The SQLite file in use."""
    return Path(str(connection.settings_dict["NAME"]))


def is_own_database() -> bool:
    """Whether the database in use is the SQLite file of this folder."""
    return connection.vendor == "sqlite" and database_file() == settings.LOCAL_DATABASE


def lock_file(database: Path) -> Path:
    """The file whose lock says that a demo runs on this database."""
    return database.with_name(f"{database.name}.lock")


@contextmanager
def in_use(database: Path) -> Iterator[None]:
    """Tell a reset in another process that this database is in use, by any number of demos."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with lock_file(database).open("a") as lock:
        locks.locked(lock, shared=True)
        yield


def fold_journal(database: Path) -> None:
    """Bring everything SQLite keeps beside the file into it. CommandError while another process uses the file."""
    try:
        with closing(sqlite3.connect(database, timeout=1)) as direct:
            direct.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        # Anything else, say a broken file, is a reason to reset and none against it.
        if "locked" in str(error):
            raise CommandError(database_complaint(error)) from error


def database_complaint(error: Exception) -> str:
    """One sentence for what keeps the database from being used."""
    if connection.vendor != "sqlite":
        return f"The database cannot be used: {str(error).splitlines()[0]}"
    if "locked" in str(error):
        return f"The database {database_file()} is locked by another process: stop that one and run this again."
    if not os.access(database_file().parent, os.W_OK):
        return f"The folder {database_file().parent} cannot be written by this user."
    return f"The database {database_file()} cannot be used: {error}."
