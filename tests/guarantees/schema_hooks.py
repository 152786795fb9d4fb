"""What can OpenAPI not say of a query? Brings into order what Schemathesis takes for valid and no schema can forbid.

Two days or two latitudes that are each well formed can stand in the wrong order, and a cursor is opaque: one that was
made up is refused. JSON takes 9.0 for a whole number, an address does not. These refusals are tested by hand.

What is meant to be refused can be right all the same: blanks are not set, and Schemathesis takes the letters and digits
of most scripts for none. These are made plainly wrong; everything else of a query is left as it was made.
"""

import re
import unicodedata
from typing import Any

import schemathesis
from schemathesis import GenerationMode

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOX = re.compile(r"(-?[0-9.]+),(-?[0-9.]+),(-?[0-9.]+),(-?[0-9.]+)")
_KNOWN = re.compile(r"[a-zA-Z0-9\u00c0-\u024f]")
"""What Schemathesis takes for a letter or a digit, and some signs between."""
_CURSOR = re.compile(r"[A-Za-z0-9_-]{18,2000}")


@schemathesis.hook
def before_call(_context: Any, case: Any, _options: Any) -> None:
    """The query with its bounds in order, whole numbers as such, and without a cursor that nobody gave."""
    query = case.query or {}
    if case.meta and case.meta.generation.mode is GenerationMode.NEGATIVE:
        query.update({name: _wrong(value) for name, value in query.items()})
    query.update({name: int(value) for name, value in query.items() if _is_whole(value)})
    if _is(_CURSOR, query.get("cursor")):
        del query["cursor"]
    start, end = query.get("date_from"), query.get("date_to")
    if _is(_DAY, start) and _is(_DAY, end) and start > end:
        query.update(date_from=end, date_to=start)
    if _is(_BOX, query.get("bbox")):
        west, south, east, north = query["bbox"].split(",")
        if float(south) > float(north):
            query["bbox"] = f"{west},{north},{east},{south}"


def _wrong(value: Any) -> Any:
    if isinstance(value, list):
        return [_wrong(each) for each in value]
    if not isinstance(value, str) or not value:
        return value
    return "".join("-" if _is_strange(sign) else sign for sign in value) if value.strip() else "-"


def _is_strange(sign: str) -> bool:
    """Whether the site reads it as a letter or digit and Schemathesis does not."""
    return not _KNOWN.fullmatch(sign) and any(each.isalnum() for each in unicodedata.normalize("NFKD", sign))


def _is_whole(value: Any) -> bool:
    return isinstance(value, float) and value.is_integer()


def _is(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))
