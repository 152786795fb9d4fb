"""When did a UCDP event happen? Owns date_start, date_end and date_prec → EDTF, and back (SCHEMA 2.3)."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from incidents import dates
from incidents.exchange.ged.files import UnreadableError

# Some versions add a midnight that means nothing: 2017-07-31 00:00:00.000.
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([ T]00:00(:00(\.0+)?)?)?")
_PRECISION = re.compile(r"([1-5])(\.0*)?")


@dataclass(frozen=True, slots=True)
class EventDate:
    """The date of an event. ``edtf`` runs from ``start`` to ``end``; ``doubt`` says how the row contradicts itself."""

    edtf: str
    start: dt.date
    end: dt.date
    doubt: str = ""


def event_date(cells: dict[str, str]) -> EventDate:
    """The date of a row; either end may be left out, not both. UnreadableError for what is no date."""
    start, end = _day(cells, "date_start"), _day(cells, "date_end")
    if start is None and end is None:
        raise UnreadableError("The date is missing.", column="date_start")
    return _event_date(start or end, end or start, _precision(cells))


def _day(cells: dict[str, str], column: str) -> dt.date | None:
    text = cells.get(column, "").strip()
    return _read_day(text, column) if text else None


@lru_cache(maxsize=50_000)
def _read_day(text: str, column: str) -> dt.date:
    found = _DAY.fullmatch(text)
    try:
        return dt.date.fromisoformat(found[1] if found else "")
    except ValueError:
        raise UnreadableError(f"“{text}” is not a day; dates are written 2013-01-03.", column=column) from None


def _precision(cells: dict[str, str]) -> int | None:
    text = cells.get("date_prec", "").strip()
    if not text:
        return None
    if not (found := _PRECISION.fullmatch(text)):
        raise UnreadableError(f"“{text}” is not one of 1 to 5.", column="date_prec")
    return int(found[1])


@lru_cache(maxsize=50_000)
def _event_date(start: dt.date, end: dt.date, precision: int | None) -> EventDate:
    if end < start:
        doubt = f"The row ends ({end}) before it starts ({start}); every day between the two is taken as possible."
        return EventDate(dates.from_bounds(end, start), end, start, doubt)
    if start == end:
        return _one_day(start, precision)
    if precision == 1:
        return EventDate(f"{start}/{end}", start, end)
    if precision == 4 and _is_month(start, end):
        return EventDate(start.isoformat()[:7], start, end)
    if precision == 5 and (start.month, start.day, end.month, end.day, end.year) == (1, 1, 12, 31, start.year):
        return EventDate(start.isoformat()[:4], start, end)
    return EventDate(dates.from_bounds(start, end), start, end)


def _one_day(day: dt.date, precision: int | None) -> EventDate:
    """A day that UCDP calls imprecise is written as about that day: the bounds stay, the doubt shows."""
    if precision in (None, 1):
        return EventDate(str(day), day, day)
    doubt = f"The row gives one day, and by date_prec {precision} the day is not known; it is taken as about that day."
    return EventDate(f"{day}~", day, day, doubt)


def _is_month(start: dt.date, end: dt.date) -> bool:
    last = calendar.monthrange(start.year, start.month)[1]
    return (start.year, start.month, start.day) == (end.year, end.month, 1) and end.day == last
