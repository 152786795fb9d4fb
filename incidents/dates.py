"""When did it happen? One grammar of dates, the EDTF subset of the coding scheme (SCHEMA 2.3), with its day bounds."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Precision = Literal["day", "window", "on_or_before", "month", "year", "duration", "ongoing"]
PRECISIONS: Final[tuple[Precision, ...]] = ("day", "window", "on_or_before", "month", "year", "duration", "ongoing")

PART_OF_DAY_HOURS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "before_dawn": (0, 4),
        "dawn": (4, 7),
        "morning": (7, 11),
        "midday": (11, 14),
        "afternoon": (14, 18),
        "evening": (18, 21),
        "night": (18, 24),
    }
)
"""Local clock hours (from, to) of each part of day, for sorting only: the word is what the source said (SCHEMA 2.4)."""

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_FORMS = (
    "2022-01-13, 2022-01, 2022, [2022-01-13,2022-01-14], [2022-01-10..2022-01-13], [..2022-01-13], "
    "2022-01-10/2022-01-13 or 2022-01/.."
)


class EdtfError(ValueError):
    """A text that is not a date of the subset; the message tells a coder what to change."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A parsed date: its normal text and the first and last day it can mean, both included; None is an open end."""

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    uncertain: bool
    approximate: bool


class _Point(NamedTuple):
    """A year, a month or a day, with the mark that says how sure it is."""

    year: int
    month: int | None
    day: int | None
    mark: str

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def names(self) -> list[str]:
        month = str(MONTHS[self.month]) if self.month else None
        return [str(part) for part in (self.day, month, self.year) if part is not None]


class _Form(NamedTuple):
    """What a text says before bounds are drawn: which form it has and the points it names."""

    text: str
    precision: Precision
    points: tuple[_Point, ...]
    listed: bool = False


@lru_cache(maxsize=4096)
def parse(text: str) -> EdtfDate:
    """Read one date of the subset and draw its bounds; surrounding blanks are dropped, nothing else is forgiven.

    A `?`, `~` or `%` after a day, a month or a year, or after either end of an interval, sets the flags and never
    widens the bounds. Raises `EdtfError`.
    """
    form = _read(text)
    marks = "".join(point.mark for point in form.points)
    return EdtfDate(
        text=form.text,
        earliest=None if form.precision == "on_or_before" else form.points[0].first,
        latest=None if form.precision == "ongoing" else form.points[-1].last,
        precision=form.precision,
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
    )


def words(text: str) -> str:
    """Say a date of the subset in plain words. Raises `EdtfError` where `parse` does."""
    form = _read(text)
    first = form.points[0]
    match form.precision:
        case "day":
            return _said(first)
        case "month" | "year":
            told = _("some day in or %(date)s") if _is_approximate(first) else _("some day in %(date)s")
            return told % {"date": _said(first)}
        case "on_or_before":
            return _("on or before %(date)s") % {"date": _said(first)}
        case "ongoing":
            return _("since %(date)s, still open") % {"date": _said(first)}
        case "window":
            return _said_window(form)
        case "duration":
            return _said_duration(form)


def resolve_weekday(weekday_name: str, *, published: date) -> date:
    """The nearest day of that name on or before the day of publication at the dateline place (SCHEMA 2.3).

    Takes an English weekday name in any case. The result is calculated, not stated: mark its citation so.
    """
    names = [name.lower() for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")]
    try:
        wanted = names.index(weekday_name.strip().lower())
    except ValueError:
        raise ValueError(f"“{weekday_name}” is not the name of a weekday") from None
    days_back = (published.weekday() - wanted) % 7
    if published.toordinal() <= days_back:
        raise ValueError(f"there is no {weekday_name} on or before {published.isoformat()} in the calendar")
    return published - timedelta(days=days_back)


def from_bounds(earliest: date | None, latest: date) -> str:
    """The EDTF text of something that happened once, on some day within two bounds, both included.

    A single day is written as the day; without an earliest bound it is “on or before”. A whole month or year stays
    a window: the bounds do not say that the source named the month.
    """
    if earliest is None:
        return f"[..{_iso(latest)}]"
    if earliest > latest:
        raise EdtfError(f"{_iso(earliest)} is after {_iso(latest)}: the earliest day must come first")
    if earliest == latest:
        return _iso(latest)
    return f"[{_iso(earliest)}..{_iso(latest)}]"


def _read(text: str) -> _Form:
    text = text.strip()
    _refuse_foreign_characters(text)
    if text.startswith("[") or text.endswith("]"):
        return _read_window(text)
    if "/" in text:
        return _read_interval(text)
    point = _read_point(text)
    precision: Precision = "day" if point.day else "month" if point.month else "year"
    return _Form(text, precision, (point,))


def _refuse_foreign_characters(text: str) -> None:
    if not text:
        raise EdtfError("a date is needed; leave the field out if no source says when")
    if any(character.isspace() for character in text):
        raise EdtfError(f"“{text}” has a blank inside: write dates without blanks")
    if any(character.isdigit() and character not in "0123456789" for character in text):
        raise EdtfError(f"“{text}” has digits other than 0 to 9: write the date with 0 to 9")


def _read_point(text: str) -> _Point:
    found = _POINT.fullmatch(text)
    if not found:
        raise EdtfError(f"“{text}” is not a date we can read; write one of {_FORMS}")
    year, month, day = (int(part) if part else None for part in found.group(1, 2, 3))
    point = _Point(year or 0, month, day, found.group(4))
    _refuse_impossible(point, text)
    return point


def _refuse_impossible(point: _Point, text: str) -> None:
    if point.year == 0:
        raise EdtfError(f"“{text}” has the year 0000: years run from 0001 to 9999")
    if point.month is not None and not 1 <= point.month <= 12:
        raise EdtfError(f"{text} has no such month: months run from 01 to 12")
    if point.month and point.day is not None and not 1 <= point.day <= calendar.monthrange(point.year, point.month)[1]:
        raise EdtfError(f"{text} is not a day in the calendar")


def _read_window(text: str) -> _Form:
    if not (text.startswith("[") and text.endswith("]")):
        raise EdtfError(f"“{text}” must open with [ and end with ]; a window takes no ?, ~ or % of its own")
    inside = text[1:-1]
    if inside.startswith(".."):
        return _Form(text, "on_or_before", (_read_day(inside[2:]),))
    if ".." in inside:
        return _read_span(text, inside)
    days = sorted((_read_day(part) for part in inside.split(",")), key=lambda day: day.first)
    if len(days) == 1:
        raise EdtfError(f"“{text}” holds one day: write it without brackets")
    if len(set(days)) < len(days):
        raise EdtfError(f"“{text}” names the same day twice")
    return _Form(f"[{','.join(_iso(day.first) for day in days)}]", "window", tuple(days), listed=True)


def _read_span(text: str, inside: str) -> _Form:
    if "," in inside or inside.count("..") > 1:
        raise EdtfError(f"“{text}” mixes a list and a span: write either [a,b,c] or [a..b]")
    start, end = inside.split("..")
    if not end:
        raise EdtfError(f"“{text}” has no last day; “from then on” is written {start or '2022-01-13'}/..")
    first, last = _read_day(start), _read_day(end)
    if first.first > last.first:
        raise EdtfError(f"“{text}” runs backwards: the earlier day comes first")
    if first == last:
        raise EdtfError(f"“{text}” holds one day: write it without brackets")
    return _Form(text, "window", (first, last))


def _read_day(text: str) -> _Point:
    point = _read_point(text)
    if point.day is None:
        raise EdtfError(f"“{text}” is not a day: between brackets write whole days, such as 2022-01-13")
    if point.mark:
        raise EdtfError(f"“{text}”: a window already leaves the day open and takes no ?, ~ or %")
    return point


def _read_interval(text: str) -> _Form:
    start, _, end = text.partition("/")
    if start in ("", ".."):
        raise EdtfError(f"“{text}” has no start: write [..2022-01-13] for “on or before”")
    if not end:
        raise EdtfError(f"“{text}” has no end: write {start}/.. for something still open")
    if end == "..":
        return _Form(text, "ongoing", (_read_point(start),))
    first, last = _read_point(start), _read_point(end)
    if first.first > last.last:
        raise EdtfError(f"“{text}” runs backwards: the start comes first")
    return _Form(text, "duration", (first, last))


def _iso(day: date) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _is_approximate(point: _Point) -> bool:
    return point.mark in ("~", "%")


def _said(point: _Point) -> str:
    said = " ".join(point.names)
    if _is_approximate(point):
        said = _("about %(date)s") % {"date": said}
    return _("%(date)s (uncertain)") % {"date": said} if point.mark in ("?", "%") else said


def _said_window(form: _Form) -> str:
    said = _without_repetition(form.points)
    if form.listed:
        days = pgettext("between items", ", ").join(said[:-1])
        return _("%(days)s or %(last)s") % {"days": days, "last": said[-1]}
    return _("some day from %(first)s to %(last)s") % {"first": said[0], "last": said[1]}


def _said_duration(form: _Form) -> str:
    first, last = form.points
    if first == last:
        return _("throughout %(date)s") % {"date": _said(first)}
    is_marked = first.mark or last.mark
    start, end = (_said(first), _said(last)) if is_marked else _without_repetition(form.points)
    return _("from %(first)s to %(last)s") % {"first": start, "last": end}


def _without_repetition(points: Sequence[_Point]) -> list[str]:
    """Name each point, leaving the month and year that all share to the last: “13”, “14 January 2022”."""
    names = [point.names for point in points]
    shared = 0
    while shared + 1 < min(map(len, names)) and len({tuple(name[-shared - 1 :]) for name in names}) == 1:
        shared += 1
    return [" ".join(name[: len(name) - shared]) for name in names[:-1]] + [" ".join(names[-1])]
