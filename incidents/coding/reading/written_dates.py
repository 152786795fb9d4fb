"""Which dates are written out in words? Owns days with a month, months, years, and numeric dates that have one reading.

13/01/2022 is a day in January; 10/01/2022 may be either, and is no date here. A date without its year is the nearest
such date on or before publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from incidents.coding.reading.calendar_words import MONTHS
from incidents.coding.reading.plain import Plain, either, pattern

_SOON: Final = 14
"""Days after publication in which a date without a year may be one to come."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in the words: its year is None where they do not say it, its month and day where they say less.

    A date that may be read in two ways has nothing but its place.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def is_clear(self) -> bool:
        return bool(self.year or self.month)

    def before(self, published: date) -> set[date]:
        """The day itself, or the nearest such day on or before publication, unless one is soon to come."""
        years = [self.year] if self.year else [published.year, published.year - 1]
        days = [day for year in years if (day := _day(year, self.month or 0, self.day or 0))]
        if not self.year and any(0 < (day - published).days <= _SOON for day in days):
            return set()
        return {max(day for day in days if day <= published)} if any(day <= published for day in days) else set()

    def month_before(self, published: date) -> str:
        """The month as EDTF: its own year's, or the nearest on or before publication."""
        month = self.month or 1
        year = self.year or (published.year if month <= published.month else published.year - 1)
        return f"{year:04}-{month:02}"


_MONTH: Final = "|".join(rf"(?P<m{number}>{words})" for number, words in enumerate(MONTHS, start=1))
_ANY_MONTH: Final = "|".join(MONTHS)
_D: Final = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_Y: Final = r"(?:(?:,|,? of|,? من عام|,? عام|,? سنة)? (?P<year>(?:19|20)[0-9]{2})(?![\w]))?"
_BOTH: Final = rf"(?: ?[/(] ?(?P<second>{_ANY_MONTH})\)?)?"
_DAY_MONTH: Final = pattern(rf"(?<![\w/.:,-])(?:ב-?)?{_D} (?:of (?:the )?|من )?(?:{_MONTH})\.?(?!\w){_BOTH}{_Y}")
_MONTH_DAY: Final = pattern(rf"(?<![\w-])(?:{_MONTH})\.? {_D}(?![\w:/%]|\.[0-9]|-[a-z]|,[0-9])(?! ?[ap]\.?m(?!\w)){_Y}")
_ISO: Final = pattern(r"(?<![\w/-])([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?![\w/-])")
_NUMERIC: Final = pattern(r"(?<![\w/.-])([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?![\w/-])")
_OTHER_NUMERIC: Final = pattern(
    r"(?<![\w/.-])[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}(?![\w/-])|(?<![\w/.-])[0-9]{1,2}/[0-9]{1,2}(?![\w/-])"
)
_WHEN: Final = (
    r"(?:in|during|of|since|throughout|from|"
    + either("في", "خلال", "منذ", "من", "مطلع", "أوائل", "أواخر", "شهر")
    + "|מאז)"
)
_WITHIN: Final = (
    r"(?:(?:the )?(?:beginning|start|middle|month|course) of |early |mid-? ?|late |the early days of |بداية "
    r"|مطلع |شهر )*"
)
_MONTH_ONLY: Final = pattern(rf"(?<!\w)(?:{_WHEN} )?{_WITHIN}(?:{_MONTH})\.?(?![\w]){_BOTH}{_Y}(?! [0-9]|[0-9])")
_YEAR_ONLY: Final = pattern(r"(?<!\w)(?:in|since|during|of|year|عام|سنة|منذ) (?P<year>(?:19|20)[0-9]{2})(?![\w-])")

_RANGE_BEFORE: Final = pattern(r"[0-9](?:st|nd|rd|th)?,? ?(?:-|to|and|or|,|/|through|إلى|و)? ?$")
_RANGE_AFTER: Final = pattern(r",? ?(?:-|to|and|or|through|until) ?[0-9]{1,2}(?![0-9:])|/[0-9]")
_NOT_THEN: Final = pattern(
    r"(?<!\w)(?:until|till|by|before|after|next|last|this|every|each|from|through|to|end of|from the|قبل|بعد"
    r"|حتى|עד|לפני|אחרי) $"
)  # fmt: skip
_MONTH_BEFORE: Final = pattern(rf"(?:{_ANY_MONTH})\.? ?(?:-|/|to|and|or|,|through) ?$")
_MONTH_AFTER: Final = pattern(rf" ?(?:-|/|to|and|or|through) ?(?:{_ANY_MONTH})(?!\w)")
_CAPITALS: Final = ("may", "mar", "march")


def written_dates(said: Plain) -> list[WrittenDate]:
    """Every date in the words, in order, those with two readings included."""
    found = [*_numeric(said)]
    for each in (*_with_day(said, _DAY_MONTH), *_with_day(said, _MONTH_DAY), *_without_day(said)):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _numeric(said: Plain) -> Iterator[WrittenDate]:
    for found in _ISO.finditer(said.text):
        yield _checked(found.start(), found.end(), int(found[1]), int(found[3]), int(found[4]))
    for found in _NUMERIC.finditer(said.text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        readings = {(month, day) for month, day in ((second, first), (first, second)) if _day(year, month, day)}
        month, day = readings.pop() if len(readings) == 1 else (0, 0)
        yield _checked(found.start(), found.end(), year, month, day)
    yield from (WrittenDate(found.start(), found.end()) for found in _OTHER_NUMERIC.finditer(said.text))


def _with_day(said: Plain, words: re.Pattern[str]) -> Iterator[WrittenDate]:
    for found in words.finditer(said.text):
        before, after = said.text[: found.start()], said.text[found.end() :]
        month = _month(said, found)
        if month is None or (words is _MONTH_DAY and re.search(r"(?<!\w)in $", before)):
            continue
        start = found.start("day") if words is _DAY_MONTH else found.start()
        is_doubtful = _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after) or _NOT_THEN.search(before)
        year = int(found["year"]) if found["year"] else None
        yield (
            WrittenDate(start, found.end())
            if is_doubtful or not month
            else _checked(start, found.end(), year, month, int(found["day"]))
        )


def _without_day(said: Plain) -> Iterator[WrittenDate]:
    for found in _MONTH_ONLY.finditer(said.text):
        month = _month(said, found)
        is_placed = said.text[found.start() : found.start(f"m{month}")] if month else ""
        if month is None or not (is_placed or found["year"] or found[0] == said.text):
            continue
        year = int(found["year"]) if found["year"] else None
        before, after = said.text[: found.start()], said.text[found.end() :]
        is_one_of_several = _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)
        is_doubtful = not month or is_one_of_several or _NOT_THEN.search(before) or is_placed.startswith("from")
        yield WrittenDate(found.start(), found.end(), None if is_doubtful else year, None if is_doubtful else month)
    for found in _YEAR_ONLY.finditer(said.text):
        yield WrittenDate(found.start(), found.end(), int(found["year"]))
    if re.fullmatch(r"(?:19|20)[0-9]{2}", said.text):
        yield WrittenDate(0, 4, int(said.text))


def _month(said: Plain, found: re.Match[str]) -> int | None:
    """The month's number; 0 where two names disagree, None where the word is not a month here."""
    number = next(number for number in range(1, 13) if found[f"m{number}"])
    start, end = found.span(f"m{number}")
    if said.text[start:end] in _CAPITALS and not said.capital(start):
        return None
    second = found.groupdict().get("second")
    if second and not pattern(MONTHS[number - 1]).fullmatch(second):
        return 0
    return number


def _checked(start: int, end: int, year: int | None, month: int, day: int) -> WrittenDate:
    possible = _day(year or 2024, month, day)
    return WrittenDate(start, end, year, month, day) if possible else WrittenDate(start, end)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
