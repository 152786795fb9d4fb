"""Which numbers stand in words? Owns how a numeral is read: digits, and number words of English, Arabic and Hebrew.

A numeral is read whole or refused: nothing is ever added up across words that a writer did not put as one number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from text_to_num import text2num

from incidents import counts
from incidents.coding.reading.plain import Plain, either, pattern, spelt


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at a place in plain text. Without a value it is a number that cannot be read for certain."""

    start: int
    end: int
    value: int | None
    is_rounded: bool = False


_SMALL: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_POWERS = "hundred|thousand|million|billion|trillion"
_WORD = rf"(?:{'|'.join(sorted(_SMALL, key=len, reverse=True))}|{_POWERS})"
_ENGLISH: Final = re.compile(
    rf"(?<![\w-])(?:a )?((?:{_WORD}[ -])*(?:hundred|thousand|million) and {_WORD}(?:[ -]{_WORD})*"
    rf"|{_WORD}(?:[ -]{_WORD})*)(?!-?\w)"
)
_DIGITS: Final = re.compile(rf"[0-9]+(?:[.,:/][0-9]+)*(?: ({_POWERS})\b)?")
_WHOLE: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,9}|0")
_DATE: Final = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
_FACTORS: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

# A digit joined to what stands before it belongs to a name (F-16, M23) or a date; a prefix letter does not.
_JOINED: Final = pattern(r"(?:[\w.,:/]|[^\W\d_][-])$")
_PREFIXED: Final = pattern(r"(?:^|[^\w])[وفبلك]$|(?:^|[^\w])[ובכלמה]{1,2}-?$")

_ARABIC_UNITS: Final = {
    "ثلاث": 3, "أربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثماني": 8, "تسع": 9,
}  # fmt: skip
_ARABIC_TENS: Final = {
    "عشر": 20, "ثلاث": 30, "أربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90,
}  # fmt: skip
_HEBREW: Final = {
    2: "שני שתי שניים שתיים", 3: "שלושה שלוש", 4: "ארבעה ארבע", 5: "חמישה חמש", 6: "שישה שש", 7: "שבעה שבע",
    8: "שמונה", 9: "תשעה תשע", 10: "עשרה עשר",
}  # fmt: skip


def _arabic_numbers() -> dict[str, int]:
    units = {spelt(stem + end): value for stem, value in _ARABIC_UNITS.items() for end in ("", "ة")}
    units |= {spelt(word): 2 for word in ("اثنان", "اثنين", "اثنتان", "اثنتين")} | {spelt("ثمان"): 8}
    teens = {f"{unit} {ten}": 10 + value for unit, value in units.items() for ten in ("عشر", spelt("عشرة"))}
    teens |= {spelt(word): 11 for word in ("أحد عشر", "إحدى عشرة")}
    teens |= {spelt(word): 12 for word in ("اثنا عشر", "اثني عشر", "اثنتا عشرة", "اثنتي عشرة")}
    tens = {spelt(stem + end): value for stem, value in _ARABIC_TENS.items() for end in ("ون", "ين")}
    both = {f"{unit} و{ten}": value + more for unit, value in units.items() for ten, more in tens.items()}
    round_ones = {spelt(word): 100 for word in ("مئة", "مائة")} | {spelt(word): 200 for word in ("مئتان", "مئتين")}
    return units | teens | tens | both | round_ones | {spelt(word): 10 for word in ("عشر", "عشرة")}


_OTHER: Final = _arabic_numbers() | {word: value for value, words in _HEBREW.items() for word in words.split()}
_LARGER = either("ألف", "ألفان", "ألفين", "آلاف", "مليون", "ملايين", "אלף", "אלפים", "מאה", "מאתיים")
_OTHER_WORDS: Final = re.compile(
    rf"(?<!\w)(?:[وفبلك]|ו)?({'|'.join(sorted(_OTHER, key=len, reverse=True))})(?!\w)( "
    rf"و?(?:{'|'.join(sorted(_OTHER, key=len, reverse=True))}|{_LARGER})(?!\w))?"
)


def numerals(said: Plain) -> list[Numeral]:
    """Every number in the words, in order."""
    found = [*_in_digits(said.text)]
    for each in (*_in_english(said.text), *_in_other_words(said.text)):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    return sorted(found, key=lambda numeral: numeral.start)


def _in_digits(text: str) -> Iterator[Numeral]:
    dates = [found.span() for found in _DATE.finditer(text)]
    for found in _DIGITS.finditer(text):
        if any(start <= found.start() < end for start, end in dates):
            continue
        before = text[max(0, found.start() - 4) : found.start()]
        if _JOINED.search(before) and not _PREFIXED.search(before):
            continue
        value, is_rounded = _digits(found[0], found[1])
        if re.match(r"\w", text[found.end() :]):
            value = None
        yield Numeral(found.start(), found.end(), value, is_rounded)


def _digits(text: str, power: str | None) -> tuple[int | None, bool]:
    number = text.split(" ", maxsplit=1)[0]
    if power is None:
        return _bounded(int(number.replace(",", ""))) if _WHOLE.fullmatch(number) else None, False
    if power not in _FACTORS or not re.fullmatch(r"[1-9][0-9]{0,3}(?:\.[0-9]{1,2})?", number):
        return None, True
    whole, _, part = number.partition(".")
    hundredths = int(whole) * 100 + int(part.ljust(2, "0") or 0)
    value, rest = divmod(hundredths * _FACTORS[power], 100)
    return None if rest else _bounded(value), True


def _in_english(text: str) -> Iterator[Numeral]:
    for found in _ENGLISH.finditer(text):
        yield Numeral(found.start(), found.end(), in_words(found[0]))


def in_words(words: str) -> int | None:
    """The value of one English number in words. “A hundred” is a manner of speaking and has none."""
    if re.match(rf"a |{_POWERS}", words):
        return None
    try:
        return _bounded(text2num(words, "en"))
    except ValueError:
        return None


def _in_other_words(text: str) -> Iterator[Numeral]:
    for found in _OTHER_WORDS.finditer(text):
        yield Numeral(found.start(1), found.end(), None if found[2] else _OTHER[found[1]])


def _bounded(value: int) -> int | None:
    return value if value <= counts.LARGEST else None
