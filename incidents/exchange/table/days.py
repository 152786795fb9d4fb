"""Which day does a cell mean? Owns EDTF, written months, and that 03/04/2022 is read only once its order is known."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from incidents import dates
from incidents.exchange.table.sheet import Unreadable
from incidents.exchange.table.values import digits

ORDERS = {"day-month-year": "day, month, year", "month-day-year": "month, day, year"}

_NUMBERS = re.compile(r"([0-9]{1,4})([/.\-])([0-9]{1,2})\2([0-9]{1,4})")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(?::00(?:\.0+)?)?Z?")
_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?(?: ?Z|[+-][0-9]{2}:?[0-9]{2})?"
_TIMED = re.compile(rf"(\S+?)(?:T| +){_TIME}")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_WRITTEN = (
    re.compile(rf"{_DAY}[ \-]+{_MONTH},?[ \-]+{_YEAR}"),
    re.compile(rf"{_MONTH} +{_DAY},? +{_YEAR}"),
    re.compile(rf"{_MONTH},?[ \-]+{_YEAR}"),
)


@dataclass(frozen=True, slots=True)
class Order:
    """The order in which a column writes day and month: "" while nothing says; ``conflict`` where cells disagree."""

    order: str = ""
    proof: str = ""
    conflict: str = ""


def order_of(cells: Iterable[str], *, given: str = "") -> Order:
    """The order that a column proves by itself: a 25 in the place of the month can be no month."""
    if given:
        return Order(given, "by the map")
    proofs: dict[str, str] = {}
    for cell in cells:
        if order := _proven(cell):
            proofs.setdefault(order, cell.strip())
    if len(proofs) == 2:
        day, month = proofs["day-month-year"], proofs["month-day-year"]
        return Order(conflict=f"“{day}” has the day first and “{month}” the month")
    return next((Order(order, f"proven by “{cell}”") for order, cell in proofs.items()), Order())


def _proven(cell: str) -> str:
    if cell.isascii() and "-" in cell and cell[:4].isdigit():
        return ""  # ISO, which most cells are
    found = _NUMBERS.fullmatch(digits(without_time(cell).strip()))
    if not found or len(found[1]) > 2 or len(found[4]) != 4:
        return ""
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second > 0:
        return "day-month-year"
    return "month-day-year" if second > 12 >= first > 0 else ""


def read_day(text: str, order: Order) -> str:
    """The date as EDTF. Unreadable for what could be two days, or is none."""
    plain = digits(text.strip())
    if found := _MIDNIGHT.fullmatch(plain):
        plain = found[1]
    if (found := _NUMBERS.fullmatch(plain)) and not (len(found[1]) == 4 and found[2] == "-" and len(found[4]) == 2):
        return _numbers(found, text, order)
    if written := _written(plain):
        return written
    try:
        dates.parse(plain)
    except dates.EdtfError as problem:
        raise Unreadable(_why(plain, str(problem)), setting="times" if _is_timed(plain) else "") from problem
    return plain


def without_time(text: str) -> str:
    """The day alone, as it is written: the cell that is quoted keeps its time."""
    found = _TIMED.fullmatch(digits(text.strip()))
    return found[1] if found else text


def _why(plain: str, reason: str) -> str:
    if _is_timed(plain):
        return f"“{plain}” has a time of day: give the day alone, or say in the map that it is left_out (times)."
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", plain):
        return f"“{plain}” looks like a spreadsheet's number of a day: write it as a date such as 2022-01-13."
    if plain not in reason:
        return f"“{plain}” cannot be read as a date: {reason}."
    return f"{reason[:1].upper()}{reason[1:]}."


def _is_timed(plain: str) -> bool:
    return bool(_TIMED.fullmatch(plain) or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9].*", plain))


def _numbers(found: re.Match[str], text: str, order: Order) -> str:
    first, second, third = found[1], found[3], found[4]
    if len(first) == 4:
        return _day(int(first), int(second), int(third), text)
    if len(first) == 3 or len(third) != 4:
        raise Unreadable(f"“{text}” does not say the year in four digits.")
    one, other, year = int(first), int(second), int(third)
    if order.order == "day-month-year" or (not order.order and one > 12):
        return _day(year, other, one, text)
    if order.order == "month-day-year" or (not order.order and other > 12) or one == other:
        return _day(year, one, other, text)
    why = f"in this column {order.conflict}" if order.conflict else "nothing in this column says which"
    raise Unreadable(
        f"“{text}” can be two days, {year:04}-{other:02}-{one:02} or {year:04}-{one:02}-{other:02}, and {why}. Say in "
        f'the map: dates = "day-month-year" or "month-day-year".',
        setting="dates",
    )


def _day(year: int, month: int, day: int, text: str) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        raise Unreadable(f"“{text}” is not a day in the calendar in this order.") from None


def _written(plain: str) -> str:
    """A date with the month as an English word, which can be only one; without a day, the month."""
    for pattern in _WRITTEN:
        found = pattern.fullmatch(plain)
        if found and (month := _MONTHS.get(found["month"].lower())):
            parts = found.groupdict()
            year = int(parts["year"])
            return _day(year, month, int(parts["day"]), plain) if parts.get("day") else f"{year:04}-{month:02}"
    return ""
