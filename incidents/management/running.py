"""How does a long command run? Owns its progress and in whose name it acts."""

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError
from tqdm import tqdm

IMPORT_USER = "import"
SECONDS_BETWEEN_LINES = 10


def named_user(username: str | None) -> User | None:
    """The user of that name; without a name the import's own user if there is one already."""
    found = User.objects.filter(username=username or IMPORT_USER).first()
    if username and found is None:
        raise CommandError(f"There is no user “{username}”.")
    return found


def import_user() -> User:
    """The user in whose name imports are made. Nobody can log in as it."""
    return User.objects.create_user(IMPORT_USER, is_active=False)


@contextmanager
def no_collection() -> Iterator[None]:
    """Python looks for cycles among the rows again and again, and there are none: a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def progress(description: str, stream: Any, *, total: int | None = None) -> Any:
    """A bar on a terminal, plain lines elsewhere: a context with ``update(rows)``."""
    if stream.isatty():
        return tqdm(total=total, desc=description, unit=" rows", file=sys.stderr)
    return _Lines(description, stream)


class _Lines:
    """How far it is, as a line every ten seconds and one at the end."""

    def __init__(self, description: str, stream: Any) -> None:
        self.description, self.stream = description, stream
        self.rows, self.started = 0, time.monotonic()
        self.due = self.started + SECONDS_BETWEEN_LINES

    def __enter__(self) -> "_Lines":
        return self

    def __exit__(self, *_problem: object) -> None:
        self.stream.write(f"{self.description}: {self.rows:,} rows in {time.monotonic() - self.started:.1f} s")

    def update(self, rows: int) -> None:
        self.rows += rows
        if time.monotonic() >= self.due:
            self.due += SECONDS_BETWEEN_LINES
            self.stream.write(f"{self.description}: {self.rows:,} rows so far")
