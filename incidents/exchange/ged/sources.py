"""Which articles does a UCDP row cite? Owns the two grammars of ``source_article``.

Since 2013 or so: ``"Office,date,headline";"…"`` with commas and raw quotation marks in the headline, as many as
``number_of_sources`` says. Before: free text, and ``number_of_sources`` is -1.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from incidents.exchange.ged.text import tidy

LONGEST_OFFICE = 120
"""Characters; a longer "office" is running text that was taken for one."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One article as UCDP cites it. ``date`` is EDTF; blank parts were not given."""

    office: str
    date: str
    headline: str


_LISTED = re.compile(r"(?P<office>.*?),\s*(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})\s*,(?P<headline>.*)", re.DOTALL)
_BETWEEN_LISTED = re.compile(r'";\s*"(?=[^"]*?,\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*,)')

_MONTHS = {
    spelling: number
    for number in range(1, 13)
    for spelling in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_DATES = (
    rf"{_YEAR}-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})",
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?P<name>[A-Za-z]{{3,9}}),? {_YEAR}",
    rf"(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})[ /]{_YEAR}",
    r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})-(?P<short>[0-9]{2})",
    rf"(?P<name>[A-Z][a-z]{{2,8}}),? {_YEAR}",
)
_OFFICE = r"(?P<office>[^\W\d][^\d,;\"“”]*?)"
_QUOTED = r"[\"“](?P<headline>[^\"“”]+)[\"”]?"
_FREE = [
    *(
        re.compile(pattern)
        for date in _DATES
        for pattern in (
            rf"{_OFFICE},? {date}(?:[,:]? {_QUOTED})?\.?",
            rf"{_OFFICE} \({date}\)(?:[,:]? {_QUOTED})?\.?",
        )
    ),
    re.compile(rf"{_OFFICE}, (?P<headline>[^,]+), {_DATES[0]}"),
    re.compile(rf"{_OFFICE}, {_DATES[0]}, (?P<headline>[^\"]+)"),
]


def parse(text: str, number_of_sources: str = "") -> tuple[list[Reference], str]:
    """The articles that can be told apart, each once, and the whole text as it stands if any of it cannot be."""
    if not text.strip():
        return [], ""
    listed = _listed(text.strip())
    if listed:
        complete = _agrees(number_of_sources, len(listed)) and all(each.date for each in listed)
        return list(dict.fromkeys(listed)), "" if complete else text
    found = [_free(part) for part in _parts(text)]
    return list(dict.fromkeys(each for each in found if each)), "" if all(found) else text


def _agrees(number_of_sources: str, found: int) -> bool:
    """Whether the row's own count bears the parsing out. -1 and a blank say nothing."""
    count = number_of_sources.strip().partition(".")[0]
    return count in ("", "-1", str(found))


def _parts(text: str) -> list[str]:
    """The pieces of free text that may each be an article: all of it if it is one, else cut at lines and semicolons."""
    whole = tidy(text)
    return [whole] if _free(whole) else [tidy(part) for part in re.split(r"[;\n]", text) if part.strip()]


def _listed(text: str) -> list[Reference]:
    """The references of the first grammar, none when the text does not follow it throughout."""
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return []
    matches = [_LISTED.fullmatch(part) for part in _BETWEEN_LISTED.split(text[1:-1])]
    if not all(matches):
        return []
    return [_reference(match, match["date"]) for match in matches if match]


def _free(part: str) -> Reference | None:
    """The one article that a piece of free text names, None when it cannot be told for sure."""
    for pattern in _FREE:
        match = pattern.fullmatch(part)
        if match and len(match["office"]) <= LONGEST_OFFICE and (date := _date(match.groupdict())):
            return _reference(match, date)
    return None


def _reference(match: re.Match[str], date: str) -> Reference:
    return Reference(tidy(match["office"]), _real_day(date), tidy(match.groupdict().get("headline") or ""))


def _date(parts: dict[str, str | None]) -> str:
    """EDTF of the parts of a date; ``""`` when there is no such day. Two digits of a year are 1989 to 2088."""
    year = int(parts.get("year") or _full_year(int(parts.get("short") or 0)))
    name = (parts.get("name") or "").lower()
    month = _MONTHS.get(name, 0) if name else int(parts.get("month") or 0)
    if not 1 <= month <= 12:
        return ""
    day = parts.get("day")
    return _real_day(f"{year:04}-{month:02}-{int(day):02}") if day else f"{year:04}-{month:02}"


def _full_year(short: int) -> int:
    return (1900 if short >= 89 else 2000) + short


def _real_day(text: str) -> str:
    """The date if it is in the calendar, else nothing: a wrong date is no date."""
    try:
        return text if len(text) == 7 else dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
