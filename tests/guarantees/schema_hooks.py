"""What can OpenAPI not say of a query? Brings into order what Schemathesis takes for valid and no schema can forbid.

Two days or two latitudes that are each well formed can stand in the wrong order, and a cursor is opaque: one that was
made up is refused. JSON takes 9.0 for a whole number, an address does not. These refusals are tested by hand;
everything else of a query is left as it was made.
"""

import re
from typing import Any

import schemathesis

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOX = re.compile(r"(-?[0-9.]+),(-?[0-9.]+),(-?[0-9.]+),(-?[0-9.]+)")
_CURSOR = re.compile(r"[A-Za-z0-9_-]{18,2000}")


@schemathesis.hook
def before_call(_context: Any, case: Any, _options: Any) -> None:
    """The query with its bounds in order, whole numbers as such, and without a cursor that nobody gave."""
    query = case.query or {}
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


def _is_whole(value: Any) -> bool:
    return isinstance(value, float) and value.is_integer()


def _is(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))
