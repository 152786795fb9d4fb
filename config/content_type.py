"""In which encoding is a request read? In UTF-8, whatever its Content-Type says: the address alone asks."""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_BOUNDARY = re.compile(r';\s*boundary=("[^"]*"|[^\s;"]+)', re.IGNORECASE)


class Utf8Alone:
    """Passes on what kind of body it is and what parts a form, and nothing else of the Content-Type.

    Django reads the query, too, in a charset named there, and fails on one that it does not know or that is none of
    text. Caches do not look at this header: they would give such an answer to everybody who asks for the address.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if told := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = plain(told)
        return self.application(environ, start_response)


def plain(content_type: str) -> str:
    """The kind of a body, and the boundary of its parts where it has any."""
    kind = content_type.partition(";")[0].strip()
    found = _BOUNDARY.search(content_type)
    return f"{kind}; boundary={found[1]}" if found else kind
