"""Where does a page end, and where does the next one begin? Owns the cursor (decision 0022).

A walk goes in the order of a name that never changes: the code of an incident, the folded name of an actor. A page
begins after the last name of the page before, so that nothing that stays public is skipped or told twice, whatever is
published, revised or withdrawn in between. Folded names go by their code points, on either engine and under any
collation (``snapshot.names``); codes are put in order, and continued, by the database alone.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any, Final

from incidents.public.filters import Query

SHORTEST: Final = 18
LONGEST: Final = 2_000
"""Characters of a cursor: the mark and at least one byte; a folded name of 250 signs has at most 1,000."""

UNREADABLE: Final = "This is no cursor: give it as the page before gave it."

BESIDE_THE_ROWS: Final = ("cursor", "limit", "fields")
"""Parameters that change no rows: pages of one walk may differ in them."""

_MARK: Final = 12
"""Bytes of a cursor that name the query it belongs to."""


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page, and the name after which the next one begins; None at the end of the walk."""

    rows: list[dict[str, Any]]
    last: str | None


def written(after: str, *, resource: str, query: Query) -> str:
    """The cursor of the page that begins after this name."""
    return base64.urlsafe_b64encode(_mark(resource, query) + after.encode()).decode().rstrip("=")


def read(cursor: str, *, resource: str, query: Query) -> str:
    """The name after which the page begins. ValueError, with the reason, for what is no cursor of this walk."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        told = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
        mark, after = told[:_MARK], told[_MARK:].decode()
    except (binascii.Error, ValueError):
        raise ValueError(UNREADABLE) from None
    if not after or "\0" in after:
        raise ValueError(UNREADABLE)
    if mark != _mark(resource, query):
        raise ValueError("This cursor belongs to another query: keep the filters and change the cursor alone.")
    return after


def _mark(resource: str, query: Query) -> bytes:
    """What tells one walk from another: the resource and its filters, in whatever order they stand in the address."""
    pairs = sorted(
        (name, value) for name, values in query.given.lists() if name not in BESIDE_THE_ROWS for value in set(values)
    )
    return hashlib.sha256(repr((resource, pairs)).encode("utf-8", "surrogatepass")).digest()[:_MARK]
