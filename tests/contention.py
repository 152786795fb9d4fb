"""Several at once on the test database. SQLite in memory refuses at once where a file, would wait."""

from collections.abc import Callable
from time import sleep
from typing import TypeVar

from django.db import OperationalError, connection

T = TypeVar("T")


def patiently(act: Callable[[], T]) -> T:
    """What ``act`` returns, tried again while SQLite says that somebody else is writing."""
    while True:
        try:
            return act()
        except OperationalError:
            if connection.vendor != "sqlite":
                raise
            sleep(0.01)
