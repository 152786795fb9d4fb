"""What does the text of a cell mean? Owns the grammars of counts, numbers, degrees, codes and countries (pure).

What could mean two things is refused, and the reason says what the map can settle.
"""

import difflib
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from incidents import countries, counts
from incidents.codebook import Vocabulary
from incidents.exchange.table.sheet import Unreadable
from incidents.folding import fold

ZEROS = ("none", "none_reported", "unknown")
GROUPINGS = {",": "comma", ".": "point", " ": "blank", "'": "apostrophe", "_": "underscore"}
DECIMALS = {".": "point", ",": "comma"}

_ARABIC = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_TO_ASCII = str.maketrans("".join(_ARABIC) + "٫", "01234567890123456789.")
_BLANKS = re.compile("[\u00a0\u2007\u2009\u202f]")
# A point, a comma, a blank between digits: thousands to some, decimals to others.
_GROUPED = re.compile(r"([0-9])([.,'’_ ])(?=[0-9])")
_WHOLE_DECIMAL = re.compile(r"([0-9]+)\.0{1,2}")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,15})?")
_POLE, _SIXTY = 90, 60
_SEXAGESIMAL = re.compile(
    r"(?P<degrees>[0-9]{1,3}(?:\.[0-9]+)?) ?° ?(?:(?P<minutes>[0-9]{1,2}(?:\.[0-9]+)?) ?['’′] ?)?"
    r"(?:(?P<seconds>[0-9]{1,2}(?:\.[0-9]+)?) ?(?:[\"”″]|''|’’) ?)?(?P<quarter>[NSEWnsew])"
)
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]{1,3},[0-9]{1,15}")
_ARABIC_THOUSANDS = "٬"
_NOT_KNOWN = (
    "unknown", "not known", "unidentified", "not identified", "undetermined", "unclear",
    "inconnu", "inconnue", "inconnus", "non identifié", "non identifiés", "unbekannt", "desconocido", "desconocidos",
    "غير معروف", "مجهول", "مجهولون", "مجهولين", "неизвестно", "неизвестные", "невідомо", "невідомі", "bilinmiyor",
)  # fmt: skip
_NOBODY = ("none", "nobody", "no one", "n/a", "na", "multiple", "various", "several", "mixed", "other", "others")


def digits(text: str) -> str:
    """The text with Arabic digits as 0 to 9, where all digits are of one kind; other scripts are left to be refused."""
    if text.isascii():
        return text
    kinds = {_kind(each) for each in text if each.isdigit()}
    return text.translate(_TO_ASCII) if len(kinds) == 1 and kinds < {0, 1} else text


def _kind(digit: str) -> int:
    return next((number for number, kind in enumerate(_ARABIC) if digit in kind), 2)


def count(text: str, *, thousands: str = "", zero: str = "") -> counts.Count:
    """A count as people put it: 4, at least 4, 3-5, none reported. A plain 0 is what ``zero`` says, else refused."""
    plain = _ungrouped(_BLANKS.sub(" ", digits(text.strip())), thousands)
    if found := _WHOLE_DECIMAL.fullmatch(plain):
        plain = found[1]
    if plain == "0" and zero:
        return counts.parse(zero.replace("_", " "))
    try:
        return counts.parse(plain)
    except counts.CountError as problem:
        setting = "zero" if plain == "0" else ""
        raise Unreadable(_why_no_count(plain, str(problem)), setting=setting) from problem


def _why_no_count(plain: str, reason: str) -> str:
    if plain == "0":
        return (
            "0 can mean that nobody was, that none was reported, or that it is not known: say which in the map, as "
            'zero = "none", "none_reported" or "unknown".'
        )
    return f"{reason[:1].upper()}{reason[1:]}."


def _ungrouped(plain: str, thousands: str) -> str:
    """Without the signs between groups of three, where the map says which sign that is."""
    plain = re.sub(rf"(?<=[0-9]){_ARABIC_THOUSANDS}(?=[0-9]{{3}}(?![0-9]))", "", plain)
    if thousands:
        plain = re.sub(rf"(?<=[0-9]){re.escape(thousands)}(?=[0-9]{{3}}(?![0-9]))", "", plain)
    if (found := _GROUPED.search(plain)) and not _WHOLE_DECIMAL.fullmatch(plain):
        raise Unreadable(
            f"“{plain}” can be read in two ways: “{found[2]}” may part thousands or decimals. Write it without, "
            f"or say in the map which sign parts thousands.",
            setting="thousands",
        )
    return plain


def whole(text: str, *, thousands: str = "") -> int:
    """A whole number from 0 up, without words."""
    plain = _ungrouped(_BLANKS.sub(" ", digits(text.strip())), thousands)
    if found := _WHOLE_DECIMAL.fullmatch(plain):
        plain = found[1]
    if not re.fullmatch(r"[0-9]{1,10}", plain) or int(plain) > counts.LARGEST:
        raise Unreadable(f"“{text}” is not a whole number.")
    return int(plain)


def degrees(text: str, *, decimal: str = "", most: int = 90) -> float:
    """Decimal degrees, to five decimals. A comma is a decimal comma only where the map says so."""
    plain = digits(text.strip())
    if found := _SEXAGESIMAL.fullmatch(plain.replace(",", ".") if decimal == "," else plain):
        return _from_minutes(found, text, most)
    if decimal == ",":
        if "." in plain:
            told = f"“{text}” has a point, and the map says that a comma parts the decimals."
            raise Unreadable(told, setting="decimal")
        plain = plain.replace(",", ".")
    if not _DEGREES.fullmatch(plain):
        hint = ' If the comma parts decimals, say in the map: decimal = ",".' if _DECIMAL_COMMA.fullmatch(plain) else ""
        told = f"“{text}” is not a number of decimal degrees such as 33.3128.{hint}"
        raise Unreadable(told, setting="decimal" if hint else "")
    number = round(float(plain), 5) + 0.0
    if abs(number) > most:
        raise Unreadable(f"{text} is no place on Earth: it runs from -{most} to {most}.")
    return number


def _from_minutes(found: re.Match[str], text: str, most: int) -> float:
    """Degrees, minutes and seconds with the quarter of the sky: 33°18'46"N can be only one number."""
    degrees_, minutes, seconds = (float(found[name] or 0) for name in ("degrees", "minutes", "seconds"))
    quarter = found["quarter"].upper()
    number = round(degrees_ + minutes / 60 + seconds / 3600, 5)
    if (quarter in "NS") != (most == _POLE) or minutes >= _SIXTY or seconds >= _SIXTY or number > most:
        raise Unreadable(f"“{text}” is no {'latitude' if most == _POLE else 'longitude'}.")
    return -number if quarter in "SW" else number


def code(text: str, vocabulary: Vocabulary) -> str:
    """A code of the closed list, given as the code or as its label, in any case."""
    known = _spellings(vocabulary)
    if found := known.get(_plain(text)):
        return found
    raise Unreadable(
        f"“{text[:60]}” is not in the list “{vocabulary.title}”.{_nearest(text[:60], vocabulary)} "
        f"A translation in the map can say what it means."
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


@cache
def _spellings(vocabulary: Vocabulary) -> Mapping[str, str]:
    return {_plain(each): term.code for term in vocabulary for each in (term.label, term.code)}


@lru_cache(maxsize=4096)
def _nearest(text: str, vocabulary: Vocabulary) -> str:
    known = _spellings(vocabulary)
    near = difflib.get_close_matches(_plain(text), list(known), n=3, cutoff=0.6)
    named = {term.code: f"{term.label} {' '.join(theirs for _scheme, theirs in term.crosswalk)}" for term in vocabulary}
    defined = {term.code: term.definition for term in vocabulary}
    # A word of a name is nearer than a spelling: “shelling” is no “shooting”.
    codes = dict.fromkeys([*_sharing(text, named), *(known[each] for each in near), *_sharing(text, defined)])
    return f" The nearest are: {', '.join(list(codes)[:3])}." if codes else ""


def _sharing(text: str, words: Mapping[str, str]) -> list[str]:
    """Codes whose words have one of the text, those with most of them first."""
    said = {word for word in fold(text).split() if len(word) > 2}
    found = [(len(said & set(fold(told).split())), code) for code, told in words.items()]
    return [code for shared, code in sorted(found, key=lambda each: -each[0]) if shared]


def country(text: str) -> str:
    """ISO 3166-1 alpha-2 of a country given by either code or by its name in English."""
    known = _countries()
    if found := known.get(fold(text)):
        return found
    raise Unreadable(
        f"“{text[:60]}” is not a country: give its ISO code or its English name.{_nearest_countries(text[:60])}"
    )


@lru_cache(maxsize=4096)
def _nearest_countries(text: str) -> str:
    known = _countries()
    near = difflib.get_close_matches(fold(text), list(known), n=3, cutoff=0.7)
    return f" Perhaps {', '.join(dict.fromkeys(known[each] for each in near))}?" if near else ""


@cache
def _countries() -> Mapping[str, str]:
    every = countries.COUNTRIES.values()
    names = {fold(each.name): each.alpha2 for each in every}
    return (
        names | {fold(each.alpha3): each.alpha2 for each in every} | {fold(each.alpha2): each.alpha2 for each in every}
    )


def several(text: str, separator: str) -> list[str]:
    """The values of a list in one cell, each once."""
    return list(dict.fromkeys(filter(None, (each.strip() for each in text.split(separator)))))


def name(text: str, length: int) -> str:
    """A name; blank where the text says that it is not known. What may mean that or nobody is refused."""
    if _plain(text) in _NOT_KNOWN:
        return ""
    if _plain(text) in _NOBODY or not any(map(str.isalnum, text)):
        raise Unreadable(
            f"“{text[:60]}” names nobody: leave the cell blank, or say in the map which cells mean nothing, as "
            f'blank = ["-", "n/a"].'
        )
    return longest(text, length)


def longest(text: str, length: int) -> str:
    """The text, refused where the column that will hold it is too short."""
    if len(text) > length:
        raise Unreadable(f"The text has {len(text):,} characters; at most {length} are kept.")
    return text
