"""What has been worked out already? Owns what one process remembers of the public data until the next publish."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from incidents.public.snapshot.held import newest

T = TypeVar("T")


def remembered(name: str, about: str, work_out: Callable[[], T]) -> T:
    """The value for this name, query and state of the data; worked out where nobody has asked since the last change.

    Every change of a publication has a mark of its own, so that what was true before is never asked for again.
    It holds words too, so that each language has its own.
    """
    mark = newest()
    if mark is None or mark.version is None:
        return work_out()
    key = hashlib.sha256(f"{mark} {get_language()} {name} {about}".encode()).hexdigest()
    # For good: it stays true, and the cache drops what nobody asks for.
    return cache.get_or_set(f"public-{key}", work_out, timeout=None)  # type: ignore[return-value]  # never None
