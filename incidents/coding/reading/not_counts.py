"""Which numbers count nothing? Owns how years, ages, dates, clock times, calibres, distances and names are told apart.

A number that may count and may not makes the words unsound: no rule may read a count from them.
"""

import re
from typing import Final, Literal

from incidents.coding.reading.calendar_words import MONTHS
from incidents.coding.reading.numerals import Numeral
from incidents.coding.reading.people import noun_pattern
from incidents.coding.reading.phrases import UNIT
from incidents.coding.reading.plain import REACH, Plain, pattern

Verdict = Literal["counts", "counts nothing", "unsound"]

_MONTHS: Final = "|".join(MONTHS)
_NAMED: Final = (
    r"no\.|nos\.|nr\.?|p\.|pp\.|rs\.?|usd|eur|number|route|highway|road|brigade|division|battalion|unit"
    r"|regiment|resolution|article|flight|block|sector|area|zone|phase|page|chapter|gate|pier|building|room"
    r"|floor|channel|section|force|group|line|km|version|type"
)
_BEFORE: Final = pattern(
    rf"(?<![\w])(?:{_NAMED}|ages?|aged|aged [0-9]+ (?:and|or|to)|(?:{_MONTHS})\.?|رقم|عام|سنة|العمر|عمره|عمرها|الساعة"
    r"|בן|בת|בני|בשעה|מספר|יום|ביום) $|[$€£₪#] ?$"
)
_AFTER: Final = pattern(
    rf"(?:st|nd|rd|th)(?!\w)|-[a-z]| ?(?:[ap]\.?m(?!\w)|gmt|utc)| (?:of )?(?:{_MONTHS})(?!\w)|[/:][0-9]|-year| ?°"
)
_OF_THE_WHOLE: Final = pattern(
    r"(?<!\w)(?:most|half|some|many|few|several|majority|none|any|part|percent|each|every|third|quarter"
    r"|[a-z]+ths|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+) of (?:the |its |their |those |these "
    r"|his |her )?$|(?<!\w)(?:not|nor|n't|instead of|rather than|each of the|one in) $"
)
_FRACTION: Final = pattern(
    r"[ -](?:thirds?|quarters?|halves|half|fifths?|tenths?|billion|trillion|in [0-9]|out of)(?!\w)| of (?:the "
    r"|its )?(?:[0-9]|two|three|four|five|six|seven|eight|nine|ten)(?!\w)"
)
_AGE_IN_COMMAS_BEFORE: Final = pattern(r"\w, $|\($")
_AGE_IN_COMMAS_AFTER: Final = pattern(r"$|[,)]|\.$| and ")
_AGE_LIMIT: Final = pattern(
    r"(?:children|people|anyone|those|kids|boys|girls|men|women|persons|adults|all|aged) (?:aged )?(?:under"
    r"|over|below|above) (?:the age of )?$"
)
_YEAR: Final = pattern(r"(?:19|20)[0-9]{2}")
_COUNTED_THING: Final = pattern(rf" (?:{noun_pattern(0)}|rockets|missiles|drones|shells|bombs)(?!\w)")
_YEAR_BEFORE: Final = pattern(
    r"(?<!\w)(?:in|since|of|by|until|from|during|before|after|late|early|mid|the|to|and|(?:year)) $"
)

_ONE_BEFORE: Final = pattern(
    r"(?<!\w)(?:no|this|that|the|which|any|every|each|not|another|some|day|by|number|square) $"
)
_ONE_AFTER: Final = pattern(
    r"$| of (?:the|them|those|these|its|their|his|our)(?!\w)| (?:was|were|is|has been) (?:\w+ )?(?:killed"
    r"|wounded|injured|hurt)| (?:killed|wounded|injured|dead|hit|landed|struck|fell)(?!\w)| (?!another|day"
    r"|point|time|side|hand|thing|year|month|week|way|hour|could|can|must|may|might|would|should|by|at|to|in"
    r"|on|that|who|which|is|was|has|had|of|and|or|after|step|night|morning|evening|with|from|for|but|as|such"
    r"|more thing)\w"
)

_ONE_HARMED_BEFORE: Final = pattern(r"(?<!\w)(?:kill\w*|wound\w*|injur\w+|hurt\w*|leaving|left|least|only|just) $")
_ONE_HARMED_AFTER: Final = pattern(r"$|[,.;]| (?:and|in|at|on|near)(?!\w)")


# “Type 63”, “Ndjaza 2”: a number that ends a name.
_NAME_BEFORE: Final = re.compile(r"(?:^|[\s\"'(])([A-Z][\w'-]*) $")
_NO_NAME: Final = pattern(
    r"(?:kill|wound|injur|hurt|dead|leav|least|than|about|around|over|under|nearly|almost|some|only|just|up|to"
    r"|and|or|with|in|of|for|from|by|at|the|a|an|another|other|all|fewer|less|more|estimated|total|abduct"
    r"|kidnap|detain|arrest|claim)"
)
_NAME_AFTER: Final = pattern(r"$|[,.;)]")


def verdict(said: Plain, numeral: Numeral) -> Verdict:
    """Whether a numeral counts somebody or something."""
    before, after = said.before(numeral.start), said.text[numeral.end :]
    if _names_or_measures(before, after) or _is_age(before, after, numeral):
        return "counts nothing"
    if _YEAR.fullmatch(said.text[numeral.start : numeral.end]):
        return "unsound" if _COUNTED_THING.match(after) and not _YEAR_BEFORE.search(before) else "counts nothing"
    if said.text[numeral.start : numeral.end] == "one":
        return "counts" if _counts_one(before, after) else "counts nothing"
    if not numeral.value or _ends_name(said, numeral) or _OF_THE_WHOLE.search(before) or _FRACTION.match(after):
        return "unsound"
    return "counts"


def _names_or_measures(before: str, after: str) -> bool:
    return bool(_BEFORE.search(before) or _AFTER.match(after) or UNIT.match(after))


def _is_age(before: str, after: str, numeral: Numeral) -> bool:
    if _AGE_LIMIT.search(before):
        return True
    in_commas = _AGE_IN_COMMAS_BEFORE.search(before) and _AGE_IN_COMMAS_AFTER.match(after)
    return bool(in_commas) and (numeral.value or 0) < 120


def _ends_name(said: Plain, numeral: Numeral) -> bool:
    named = _NAME_BEFORE.search(said.cased[max(0, numeral.start - REACH) : numeral.start])
    is_digits = said.text[numeral.start].isdigit()
    is_name = named and is_digits and not _NO_NAME.match(named[1].lower())
    return bool(is_name) and bool(_NAME_AFTER.match(said.text, numeral.end))


def _counts_one(before: str, after: str) -> bool:
    """Whether “one” is a number here, and not the pronoun."""
    if _ONE_HARMED_BEFORE.search(before) and _ONE_HARMED_AFTER.match(after):
        return True
    return bool(_ONE_AFTER.match(after)) and not _ONE_BEFORE.search(before)
