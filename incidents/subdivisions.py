"""Which ISO 3166-2 subdivision does a source's "Idlib governorate" mean? Owns the matching of subdivision names.

Names come from `data/admin1.csv`; origin and licence are in `data/README.md`. A name that fits two subdivisions of the
same level is no match: this module never guesses.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"

_GENERIC_WORDS = (
    "governorate province provincia state estado region district department departamento departement division oblast "
    "krai kray republic respublika county prefecture municipality territory union emirate canton parish muhafazat "
    "wilaya viloyat vilayat zone autonomous community capital city of the"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_ARTICLES = frozenset({"al", "ad", "an", "ar", "as", "ash", "at", "az", "el"})
# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ə": "a", "&": " and "}
)
_MARKS = re.compile(r"['‘’`´ʻʼʿʾʹ′]")


@dataclass(frozen=True, slots=True)
class Subdivision:
    """An ISO 3166-2 subdivision. `parent` is the code of the one above it, "" at the top level."""

    code: str
    country: str
    parent: str
    name: str
    alternative_names: tuple[str, ...]


def _load() -> dict[str, Subdivision]:
    with (_DATA / "admin1.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Subdivision(
                code=row["code"],
                country=row["country"],
                parent=row["parent"],
                name=row["name"],
                alternative_names=tuple(filter(None, row["alternative_names"].split(";"))),
            )
            for row in csv.DictReader(lines, strict=True)
        }


SUBDIVISIONS: dict[str, Subdivision] = _load()


def _words(text: str) -> list[str]:
    """Lower-case words without accents, apostrophes and brackets: "Ḩalab (Aleppo)" is ["halab", "aleppo"]."""
    lowered = _MARKS.sub("", text.lower().translate(_LETTERS))
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain)


def _keys(text: str) -> tuple[str, str]:
    """What a name is compared by: all its words first, then those that remain without generic words and articles."""
    words = _words(text)
    bare = [word for word in words if word not in _GENERIC and word not in _ARTICLES]
    return " ".join(words), "".join(bare)


@cache
def _index(country: str) -> list[dict[str, set[str]]]:
    """Codes by key, most telling first: whole names and then bare names, top level before the levels below it."""
    tables: list[dict[str, set[str]]] = [{}, {}, {}, {}]
    for division in SUBDIVISIONS.values():
        if division.country != country:
            continue
        for spelling in (division.name, *division.alternative_names):
            for kind, key in enumerate(_keys(spelling)):
                if key:
                    tables[2 * bool(division.parent) + kind].setdefault(key, set()).add(division.code)
    return tables


def match_admin1(country: str, text: str) -> tuple[str, str] | None:
    """(ISO 3166-2 code, English name) of the subdivision that `text` names in the country (alpha-2), or None.

    Accents, apostrophes, case, "al-" and words such as governorate, province, oblast do not count, unless they alone
    tell two subdivisions apart: "Kyiv" is the city, "Kyiv oblast" the oblast around it. The top level wins over the
    levels below it. None for an unknown country, an empty text, an unknown name and one that fits two.
    """
    for position, table in enumerate(_index(country)):
        codes = table.get(_keys(text)[position % 2], set())
        if len(codes) == 1:
            code = next(iter(codes))
            return code, SUBDIVISIONS[code].name
        if codes:
            return None
    return None
