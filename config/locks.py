"""Is another process at it? Locks on files, which end with the process that holds them. Standard library only."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import IO


@contextlib.contextmanager
def held(path: Path, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of this file alone; `waiting` is called once where another process holds it.

    OSError: the file cannot be made, or lies where files cannot be locked.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if not locked(file):
            waiting()
            while not locked(file):
                sleep(0.2)
        yield


def locked(file: IO[str], *, shared: bool = False) -> bool:
    """Whether this process holds the lock of the open file now; it holds it until the file is closed.

    Any number may hold it `shared` while nobody holds it alone; Windows has no such locks and shares none.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
