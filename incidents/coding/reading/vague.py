"""Which words put a number without giving one? Owns “dozens” and its like: the words are kept, no number is made up.

“A dozen” is a manner of speaking in the news and stays words too, as does “a hundred”: neither is a count of so many.
"""

from typing import Final

from incidents.coding.reading.phrases import UNIT
from incidents.coding.reading.plain import Plain, either, pattern
from incidents.counts import Count

_SEVERAL = Count("words", 2)
_SOME = Count("words")
_UNKNOWN = Count("unknown")
_POWERS = "hundreds?|thousands?|millions?|dozens?|scores"

_PATTERNS: Final = tuple(
    (pattern(text), count)
    for text, count in (
        (r"(?<!\w)an? (?:(?:still )?(?:unknown|undetermined)) number(?: of)?(?!\w)", _UNKNOWN),
        (r"(?<!\w)(?:unclear|not clear|not known|unknown|did not say) how many(?!\w)", _UNKNOWN),
        (
            (
                r"(?<!\w)an? (?:(?:relatively|very|fairly|rather) )?(?:(?:small|large|limited|considerable"
                r"|significant|great|unspecified|undisclosed) )?number(?=[\"']? of(?!\w)|[\"']?$)"
            ),
            _SOME,
        ),
        (
            (
                rf"(?<!\w)(?:(?:[a-z]+ )?(?:several|a few|many|tens of|hundreds of) (?:{_POWERS})|half a dozen"
                rf"|\w+ dozen(?!s)|dozens|scores(?! to)|hundreds|thousands|tens|an? (?:hundred|thousand"
                rf"|million))(?: of)?(?!\w)(?! and )"
            ),
            _SEVERAL,
        ),
        (
            r"(?<!\w)(?:several|multiple(?! (?:rocket )?launch)|numerous|a few|a handful of|a couple(?: of)?)(?!\w)",
            _SEVERAL,
        ),
        (r"(?<!\w)(?<!how )(?<!as )(?<!so )(?<!too )many(?!\w)(?! (?:of|as|more)(?!\w))", _SEVERAL),
        (r"(?<!\w)an? (?:barrage|volley|salvo|hail) of(?!\w)", _SEVERAL),
        (
            rf"(?<!\w)[وب]?(?:ال)?(?:{either('عشرات', 'مئات', 'آلاف', 'عدة', 'بضعة', 'بضع', 'العديد من')})(?!\w)",
            _SEVERAL,
        ),
        (r"(?<!\w)[وב]?(?:כמה|עשרות|מאות|אלפי)(?!\w)", _SEVERAL),
        (r"(?<!\w)[وب]?عدد من(?!\w)|(?<!\w)ו?מספר(?! [0-9])(?!\w)", _SOME),
    )
)
_FLOORLESS = pattern(
    r"(?<!\w)(?:fewer than|less than|no more than|not more than|up to|as many as|at most|under|not|nearly|almost) $"
)
_HEDGED = pattern(
    r"(?<!\w)(?:(?:no |not )?(?:more|fewer|less) than|at most|at least|over|about|around|approximately|roughly"
    r"|some|nearly|almost|up to|as many as) $"
)


def vague_counts(said: Plain) -> list[tuple[int, int, Count]]:
    """Every count in words: start, end and the count, the words before it that hedge it included."""
    found: list[tuple[int, int, Count]] = []
    for each, count in _PATTERNS:
        for match in each.finditer(said.text):
            if not UNIT.match(said.text[match.end() :]) and not _overlaps(match.start(), match.end(), found):
                found.append(_hedged(said, match.start(), match.end(), count))
    return sorted(found, key=lambda each: each[0])


def _overlaps(start: int, end: int, found: list[tuple[int, int, Count]]) -> bool:
    return any(start < taken_end and taken_start < end for taken_start, taken_end, _ in found)


def _hedged(said: Plain, start: int, end: int, count: Count) -> tuple[int, int, Count]:
    before = said.before(start)
    if _FLOORLESS.search(before):
        count = _SOME if count.kind == "words" else count
    hedge = _HEDGED.search(before)
    end -= len(" of") if said.text[start:end].endswith(" of") else 0
    return start - (len(before) - hedge.start() if hedge else 0), end, count
