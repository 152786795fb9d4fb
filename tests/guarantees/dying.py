"""A command of the site that the operating system kills: ``python -m tests.guarantees.dying <statement> <command> …``.

It is killed before the statement of that number; 0 means never.
"""

import os
import signal
import sys
from itertools import count

import django

if __name__ == "__main__":
    django.setup()

    from django.core.management import call_command

    from tests.guarantees.killing import watched

    statement, before = count(1), int(sys.argv[1])

    def die() -> None:
        if next(statement) == before:
            os.kill(os.getpid(), signal.SIGKILL)

    with watched(die):
        call_command(*sys.argv[2:])
