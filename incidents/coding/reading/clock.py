"""At what time of day? Owns how clock times and parts of the day are read (SCHEMA 2.4).

A time on a twelve-hour clock needs its half of the day. A time told in another place's zone is not the local time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents.coding.reading.calendar_words import PARTS_OF_DAY, WEEKDAYS
from incidents.coding.reading.plain import Plain, either, pattern, spelt


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day at a place in the words: a code of TIME_KIND, "22:30", or a code of PART_OF_DAY.

    Without a kind it is a time that may be read in two ways.
    """

    start: int
    end: int
    kind: str = ""
    first: str = ""
    last: str = ""
    part: str = ""


_HALF: Final = (
    r"(?P<{0}>a\.?m\.?(?!\w)|p\.?m\.?(?!\w)|in the morning|in the afternoon|in the evening|at night|"
    + either("صباحا", "فجرا", "مساء", "ظهرا", "عصرا", "ليلا", "بعد الظهر", "قبل الظهر")
    + r"|בבוקר|בערב|בלילה|אחר הצהריים|בצהריים)"
)
_AT_NIGHT: Final = frozenset({"at night", spelt("ليلا"), "בלילה"})
_FORENOON: Final = frozenset({"in the morning", *map(spelt, ("صباحا", "فجرا", "قبل الظهر")), "בבוקר"})
_HALF_OF_PART: Final = {
    "morning": "am", "dawn": "am", "before_dawn": "am", "afternoon": "pm", "evening": "pm", "night": "at night",
}  # fmt: skip
_CLOCK: Final = r"(?P<h{0}>[01]?[0-9]|2[0-3])(?:[:.](?P<m{0}>[0-5][0-9])(?::[0-5][0-9])?)?"
_LOCAL: Final = r"(?: (?:local time|\(local time\)|baghdad time))?"
_ONE: Final = pattern(
    rf"(?<![\w:./-])(?:ב-)?(?:{_CLOCK.format(1)} ?{_HALF.format('half1')}|(?P<h2>[01]?[0-9]"
    rf"|2[0-3]):(?P<m2>[0-5][0-9])(?::[0-5][0-9])?(?![\w:]|-[0-9])){_LOCAL}"
)
_TWO: Final = pattern(
    rf"(?<!\w)(?:between|from|بين|ما بين|בין) {_CLOCK.format(1)}(?: ?{_HALF.format('half1')})?(?: and | to |-"
    rf"| - | ל-?| و){_CLOCK.format(2)} ?{_HALF.format('half2')}{_LOCAL}"
)
_FOREIGN: Final = pattern(r" ?\(?(?:[a-z]+ )?(?:gmt|utc|est|edt|et|cet|cest|bst|pst|z|eastern|pacific|central)(?!\w)")
_ABOUT: Final = pattern(
    r"(?<!\w)(?:around|about|approximately|roughly|nearly|almost|circa|shortly (?:after|before)|just (?:after"
    r"|before)|(?:a little|soon) (?:after|before)|نحو|حوالي|قرابة|סביבות|בסביבות|בערך)(?: الساعة)? $"
)
_NOT_AT: Final = pattern(
    r"(?<!\w)(?:before|after|by|until|till|since|from|as of|to|between|through|قبل|بعد|حتى|עד|לפני"
    r"|אחרי)(?: الساعة)? $"
)

_IN_WORDS: Final = pattern(r"(?<!\w)(?:half past|quarter (?:past|to)|o'clock|after midnight|past midnight)(?!\w)")

_DAY_AFTER: Final = "|".join(
    (*(arabic for _, arabic, _ in WEEKDAYS), *map(spelt, ("يوم", "اليوم", "أمس", "هذا", "ذلك")))
)
_PART: Final = pattern("|".join(rf"(?P<{code}>(?<![\w-])(?:{words})(?![\w-]))" for code, words in PARTS_OF_DAY.items()))
# Without a day beside them these words are verbs and names as well: “فجر” is “blew up”.
_DOUBTFUL: Final = frozenset(map(spelt, ("فجر", "ظهر", "عصر", "صباح")))
_BESIDE_A_DAY: Final = pattern(rf" (?:{_DAY_AFTER})(?!\w)")
_NOT_PART_BEFORE: Final = pattern(r"(?<!\w)(?:every|each|all|per|good|opening|nights?|told|newspaper|operation|al) $")
_NOT_PART_AFTER: Final = pattern(
    r" (?:vision|watchman|watch|goggles|club|letters?|star|standard|post|news|herald|times|guards?)(?!\w)|s(?!\w)"
)


def times_in(said: Plain) -> list[Time]:
    """Every time of day in the words, in order."""
    found = [*_windows(said)]
    for each in (*_clocks(said), *_parts(said)):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _windows(said: Plain) -> Iterator[Time]:
    for found in _TWO.finditer(said.text):
        half = found["half2"]
        first = _hour(found["h1"], found["m1"], found["half1"] or half)
        last = _hour(found["h2"], found["m2"], half)
        is_clear = first and last and first < last and not _FOREIGN.match(said.text, found.end())
        yield Time(found.start(), found.end(), "window" if is_clear else "", first, last)


def _clocks(said: Plain) -> Iterator[Time]:
    for found in _ONE.finditer(said.text):
        if _FOREIGN.match(said.text, found.end()):
            continue
        yield _clock(said, found)


def _clock(said: Plain, found: re.Match[str]) -> Time:
    before = said.text[: found.start()]
    about = _ABOUT.search(before)
    is_halved = found["h1"] is not None
    first = _hour(*found.group("h1", "m1", "half1")) if is_halved else _full_hour(said, *found.group("h2", "m2"))
    start = about.start() if about else found.start()
    if not first or (not about and _NOT_AT.search(before)):
        return Time(found.start(), found.end())
    return Time(start, found.end(), "approximate" if about else "exact", first)


def _hour(hour: str, minute: str | None, half: str | None) -> str:
    """A clock time with its half of the day; empty where it has no clear meaning."""
    number = int(hour)
    if half is None or (number == 12 and minute is None):
        return ""
    if number > 12 or number == 0:
        return f"{number:02}:{minute or '00'}"
    later = _is_later(number, half)
    return "" if later is None else f"{number % 12 + (12 if later else 0):02}:{minute or '00'}"


def _is_later(hour: int, half: str) -> bool | None:
    """Whether an hour from 1 to 12 lies after noon; None where its half of the day does not fit."""
    if half in _AT_NIGHT:
        return True if 6 <= hour < 12 else None if 5 <= hour < 6 else False
    return half not in _FORENOON and not half.startswith("a")


def _full_hour(said: Plain, hour: str, minute: str) -> str:
    """A time without its half: on a clock of 24 hours where that is plain, else by the part of the day beside it."""
    number = int(hour)
    if number > 12 or hour.startswith("0"):
        return f"{number:02}:{minute}"
    halves = {_HALF_OF_PART.get(each.part, "") for each in _parts(said)}
    return _hour(hour, minute, halves.pop() or None) if len(halves) == 1 else ""


def _parts(said: Plain) -> Iterator[Time]:
    yield from (Time(*found.span()) for found in _IN_WORDS.finditer(said.text))
    for found in _PART.finditer(said.text):
        before, code = said.text[: found.start()], found.lastgroup or ""
        if _NOT_PART_BEFORE.search(before) or _NOT_PART_AFTER.match(said.text, found.end()):
            continue
        if found[0] in _DOUBTFUL and not _BESIDE_A_DAY.match(said.text, found.end()):
            continue
        if code == "dawn" and said.capital(found.start()) and found.start() > 0:
            continue
        yield Time(found.start(), found.end(), "part_of_day", part=code)
