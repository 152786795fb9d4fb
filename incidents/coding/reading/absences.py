"""Which words say that nobody was hurt? Owns absences: they are read as “none reported”, never as zero (SCHEMA 2.1).

“No casualties” may mean no dead or no dead and injured, and may be a finding or the lack of a report: a coder who knows
that a source affirms there was nobody says “none” by hand.
"""

from dataclasses import dataclass
from typing import Final

from incidents.coding.reading.plain import Plain, pattern, spelt


@dataclass(frozen=True, slots=True)
class Absence:
    """Words that say no such harm was reported, to whom: `harms` are codes, `group` is empty for everybody."""

    start: int
    end: int
    harms: tuple[str, ...]
    group: str = ""


_NOUN = r"(?:casualties|casualty|deaths?|dead|fatalities|injuries|injured|wounded|victims|loss of life|human losses)"
_NOUNS = rf"{_NOUN}(?:(?: or|, nor| nor| and) (?:any )?{_NOUN})*"
_WHO = r"(?:(?:human|civilian) )?"
_HURT = r"(?:killed|hurt|injured|wounded|harmed)(?: or (?:killed|hurt|injured|wounded|harmed))*"
_BE = r"(?:was|were|is|has been|had been|have been|being|got)(?: reported(?:ly)?)?(?: to have been)?(?: physically)?"
_REPORTS = r"(?:reports?|reporting|word|indications?|information|news|signs?)"
_ABSENCE: Final = pattern(
    rf"(?<!\w)(?:no (?:(?:immediate|initial|confirmed|known|reported) )*(?:{_REPORTS} (?:of|about"
    rf"|on) (?:any )?)?{_WHO}{_NOUNS}|(?:no one|nobody|none) {_BE} {_HURT}|(?:without|did not cause"
    rf"|didn't cause|not caused|did not result in|neither caused) (?:causing "
    rf"|reporting )?(?:any )?{_WHO}{_NOUNS})(?!\w)(?! (?:among|in|at|on|inside|from) (?:its|their|our|his"
    rf"|any of) )(?! (?:figures?|count|toll|number)(?!\w))"
)
_ALONE: Final = pattern(r"(?:none|no one|nobody)[.!]?|(?:لا أحد|אף אחד)\.?")
_ARABIC: Final = pattern(
    r"(?<!\w)و?(?:دون|بدون|من دون|لا|لم|ولا)(?: (?:أن )?(?:يبلغ عن|ترد|توجد|تقع|تسجل|تسجيل|وقوع|حدوث|سقوط"
    r"|تسفر عن|يسفر عن|أي|أنباء عن|معلومات عن|تقارير عن))* (?:أي )?(إصابات|ضحايا|قتلى|جرحى|خسائر بشرية"
    r"|خسائر في الأرواح)(?!\w)"
)
_HEBREW: Final = pattern(r"(?<!\w)(?:אין|לא היו|לא דווח על|ללא|לא נרשמו) (נפגעים|הרוגים|פצועים)(?!\w)")
_PARTIAL: Final = pattern(r"(?<!\w)(?:other|further|additional|more|else|new) ")

_KILLED = ("death", "dead", "fatalit", "killed", "life", spelt("قتلى"), spelt("الأرواح"), "הרוגים")
_INJURED = ("injur", "wounded", "hurt", "harmed", spelt("جرحى"), "פצועים")


def absences(said: Plain) -> list[Absence]:
    """Every place where the words say that no harm was reported."""
    if _ALONE.fullmatch(said.text):
        return [Absence(0, len(said.text), ("casualty_unspecified",))]
    found = [match for each in (_ABSENCE, _ARABIC, _HEBREW) for match in each.finditer(said.text)]
    return [_absence(match.start(), match.end(), match[0]) for match in found if not _PARTIAL.search(match[0])]


def _absence(start: int, end: int, text: str) -> Absence:
    group = "civilian" if "civilian" in text else ""
    return Absence(start, end, _harms(text), group)


def _harms(text: str) -> tuple[str, ...]:
    """The kinds of harm that are denied; where casualties as such are, their kind is not said."""
    if "casualt" in text or "victims" in text:
        return ("casualty_unspecified",)
    killed = any(word in text for word in _KILLED)
    injured = any(word in text for word in _INJURED)
    return (*(["killed"] if killed else []), *(["injured"] if injured else [])) or ("casualty_unspecified",)
