"""Which words name a day by the calendar or by nearness? Owns weekdays, “yesterday”, “two days ago” and their doubts.

“Last Thursday” may be the nearest Thursday before publication or that of the week before; where the two differ, both
stand (SCHEMA 2.3). “Overnight” and “last night” run past midnight: both days stand (SCHEMA 2.4).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from incidents.coding.reading.calendar_words import WEEKDAY_NAMES, WEEKDAYS
from incidents.coding.reading.numerals import in_words
from incidents.coding.reading.plain import Plain, either, pattern


@dataclass(frozen=True, slots=True)
class DayWord:
    """Words that name a day: where they stand, the days they may mean by the day of publication, and the rule.

    `weekday` is its number where a weekday was named. Without `read` the words name a day that cannot be told.
    """

    start: int
    end: int
    read: Callable[[date], set[date]] | None
    rule: str = ""
    weekday: int | None = None

    @property
    def is_clear(self) -> bool:
        return self.read is not None


_BAD_BEFORE: Final = pattern(
    r"(?<!\w)(?:every|each|next|coming|upcoming|following|until|till|by|before|after|black|good|bloody|palm"
    r"|easter|holy|ash|super|a|one|any|previous|from|to|through|between|this|past|whole|all|no|as of|ending|"
    + either("كل", "صلاة", "قبل", "بعد", "حتى", "لغاية", "عبد", "عشية") + r"|כל|עד|לפני|אחרי) $"
)  # fmt: skip
_BAD_AFTER: Final = pattern(
    r" (?:prayers?|sermon|mosque|school|times|before|after|following|week|last week|of last week|a week ago"
    r"|market|league|(?:at |around )?midnight|(?:through|to|until|and|or)(?! (?:the )?(?:killed|wounded"
    r"|injured|hit|struck))|-)(?!\w)|-|s(?!\w)|' "
    rf"| (?:{either('المقبل', 'القادم', 'المقبلة', 'القادمة', 'التالي')})|[- ](?:הבא|הקרוב)"
)
_SINCE: Final = pattern(r"(?<!\w)(?:since|ever since|منذ|منذ يوم|מאז) $")
_LAST_BEFORE: Final = pattern(r"(?<!\w)last $")
_LAST_AFTER: Final = pattern(r" (?:الماضي|الماضية|الفائت|שעבר|שעברה)(?!\w)")
_ARABIC_MONDAY_BEFORE: Final = pattern(
    rf"(?:{either('يوم', 'مساء', 'صباح', 'فجر', 'ظهر', 'عصر', 'ليل', 'أمس', 'اليوم', 'منذ')}) $|^$"
)
_EVE_BEFORE: Final = pattern(r"(?:ليل|ليلة|overnight|overnight on|midnight|midnight on|منتصف ليل) $")
_NIGHT_INTO: Final = pattern(
    r"(?:(?: (?:late|night|evening|overnight))*)? (?P<link>into|to|and|-) (?:early )?(?:the early hours of )?(?:on )?"
)
_NIGHTLY: Final = pattern(r"(?<!\w)(?:night|overnight|into|early)(?!\w)")
_OTHER_DAY: Final = pattern(
    r"(?<!\w)(?:days?|weeks?|months?|years?|nights?) (?:earlier|before(?! yesterday)|after|later"
    r"|previously)(?!\w)|anniversar|(?<!\w)the (?:previous|next|following|other) (?:day|night|morning|evening"
    r"|week)(?!\w)|(?<!\w)(?:last|next|previous|the following) (?:week|month|year)(?!\w)"
    rf"|اليوم (?:{either('التالي', 'السابق', 'نفسه', 'الأول', 'الذي')})|ذكرى|الأسبوع الماضي"
    r"|למחרת|שבוע שעבר"
)
_FUTURE: Final = pattern(
    r"(?<!\w)(?:will|shall|to be held|scheduled|due(?! to)|expected to|going to|upcoming|tomorrow|غدا|سوف|מחר)(?!\w)"
)

_WEEKDAY: Final = pattern(
    "|".join(
        rf"(?P<d{number}>(?<![\w-])(?:{english})(?!\w)|(?<!\w)(?:[وبل]|ل)?{arabic}(?!\w)|(?<!\w)ו?{hebrew}(?!\w))"
        for number, (english, arabic, hebrew) in enumerate(WEEKDAYS)
    )
)

_DAYS_AGO: Final = pattern(
    r"(?<!\w)(?:([0-9]|two|three|four|five|six) days ago(?!\w)|قبل ([0-9]) أيام(?!\w)|לפני ([0-9]) ימים)"
)
_NEAR: Final = tuple(
    (pattern(rf"(?<![\w-])(?:{words})(?![\w])"), back, rule)
    for words, back, rule in (
        (
            r"(?:the )?day before yesterday|أول أمس|أول من أمس|قبل يومين|שלשום|לפני יומיים",
            (2,),
            "Two days before {published}, when the article was published.",
        ),
        (
            r"last night|overnight|الليلة الماضية|ليلة أمس|הלילה",
            (1, 0),
            "The night before {published}, when the article was published; it can run past midnight.",
        ),
        (
            r"yesterday|أمس|אתמול|אמש|a day ago|one day ago",
            (1,),
            "The day before {published}, when the article was published.",
        ),
        (
            (
                r"(?:earlier |later )?today|tonight|this (?:morning|afternoon|evening)|هذا المساء|هذا الصباح"
                r"|(?<!في )اليوم|היום|הבוקר|הערב"
            ),
            (0,),
            "The day of publication, {published}.",
        ),
    )
)


def day_words(said: Plain) -> list[DayWord]:
    """Every naming of a day that is not a date, in order. A day told by another day, or to come, cannot be told."""
    if _OTHER_DAY.search(said.text) or _FUTURE.search(said.text):
        return [DayWord(0, len(said.text), None)]
    found = [*_nights(said)] or [*_weekdays(said)]
    for each in _nearby(said):
        is_free = not any(each.start < other.end and other.start < each.end for other in found)
        is_said_twice = "overnight" in said.text[each.start : each.end] and found
        if is_free and not is_said_twice:
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def is_since(said: Plain, start: int) -> bool:
    """Whether “since” stands before the position."""
    return bool(_SINCE.search(said.text[:start]))


def _number(found: re.Match[str]) -> int:
    return next(number for number in range(7) if found[f"d{number}"])


def _weekdays(said: Plain) -> Iterator[DayWord]:
    for found in _WEEKDAY.finditer(said.text):
        number, before, after = _number(found), said.text[: found.start()], said.text[found.end() :]
        if number == 0 and not found[0].isascii() and not _is_monday(found[0], before):
            continue
        if found[0].endswith(".") and not said.capital(found.start()):
            continue
        yield _weekday(found.start(), found.end(), number, before, after)


def _is_monday(word: str, before: str) -> bool:
    """“الاثنين” is “the two” as well: it is Monday after another word of time only."""
    return word.startswith(("יום", "ביום", "ו")) or bool(_ARABIC_MONDAY_BEFORE.search(before))


def _weekday(start: int, end: int, number: int, before: str, after: str) -> DayWord:
    name = WEEKDAY_NAMES[number]
    if _BAD_BEFORE.search(before) or _BAD_AFTER.match(after) or _EVE_BEFORE.search(before):
        return DayWord(start, end, None, weekday=number)
    last_after = _LAST_AFTER.match(after)
    if last_after or _LAST_BEFORE.search(before):
        rule = f"“Last {name}” is the nearest {name} before {{published}}, or that of the week before."
        return DayWord(
            start, end + (last_after.end() if last_after else 0), lambda day: _last(number, day), rule, number
        )
    rule = f"The nearest {name} on or before {{published}}, when the article was published."
    return DayWord(start, end, lambda day: {_nearest(number, day)}, rule, number)


def _nearest(number: int, day: date) -> date:
    return _back(day, (day.weekday() - number) % 7)


def _last(number: int, day: date) -> set[date]:
    """The nearest such day before, and that of the calendar week before, be its first day a Monday or a Sunday."""
    nearest = _back(day, (day.weekday() - number - 1) % 7 + 1)
    by_monday = _back(day, day.weekday() + 7 - number)
    by_sunday = _back(day, (day.weekday() + 1) % 7 + 7 - (number + 1) % 7)
    return {nearest, by_monday, by_sunday}


def _back(day: date, days: int) -> date:
    return day - timedelta(days=days) if day.toordinal() > days else date.min


def _nights(said: Plain) -> Iterator[DayWord]:
    """“Thursday night into Friday”: one of the two days."""
    every = [*_WEEKDAY.finditer(said.text)]
    if len(every) != 2 or not _NIGHTLY.search(said.text):
        return
    first, last = every
    between = said.text[first.end() : last.start()]
    linked = _NIGHT_INTO.fullmatch(between)
    is_one_night = linked and (linked["link"] != "and" or said.text[: first.start()].endswith("between "))
    if is_one_night and (_number(last) - _number(first)) % 7 == 1:
        name = WEEKDAY_NAMES[_number(last)]
        rule = f"The night that ends on the nearest {name} on or before {{published}}: one of its two days."
        number = _number(last)
        yield DayWord(
            first.start(), last.end(), lambda day: {_nearest(number, day), _back(_nearest(number, day), 1)}, rule
        )


def _nearby(said: Plain) -> Iterator[DayWord]:
    taken: list[tuple[int, int]] = []
    for words, back, rule in _NEAR:
        for found in words.finditer(said.text):
            if not any(found.start() < end and start < found.end() for start, end in taken):
                taken.append((found.start(), found.end()))
                yield _near(found.start(), found.end(), back, rule)
    for found in _DAYS_AGO.finditer(said.text):
        days = _days(next(filter(None, found.groups())))
        rule = f"{days} days before {{published}}, when the article was published."
        yield _near(found.start(), found.end(), (days,), rule)


def _near(start: int, end: int, back: tuple[int, ...], rule: str) -> DayWord:
    return DayWord(start, end, lambda day: {_back(day, days) for days in back}, rule)


def _days(text: str) -> int:
    return int(text) if text.isdigit() else in_words(text) or 0
