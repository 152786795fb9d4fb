"""Which key signs a local site? One of its own, made once and readable by its owner only."""

import contextlib
import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def local_secret_key(folder: Path) -> str:
    """The key kept in <folder>/secret_key, made on first use with mode 600.

    A folder that cannot be written gives a key for this process alone: a read-only copy can still be checked.
    """
    path = folder / "secret_key"
    key = get_random_secret_key()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        # Written whole and then given its name, so that two first commands at once agree on one key.
        draft = folder / f".secret_key.{os.getpid()}"
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(key)
        try:
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
        finally:
            draft.unlink()
    with contextlib.suppress(OSError):
        return path.read_text()
    return key
