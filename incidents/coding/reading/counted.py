"""How do words put each number in them? Owns how hedges and ranges are read: “at least two”, “three to five”.

Each count is what the words say (SCHEMA 2.2). A number whose sense is not certain is kept without a count, so that a
rule which needs all of them knows to keep silent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents import counts
from incidents.coding.reading.munitions import SINGULAR, TWO
from incidents.coding.reading.not_counts import verdict
from incidents.coding.reading.numerals import Numeral, numerals
from incidents.coding.reading.people import noun_pattern
from incidents.coding.reading.phrases import CONTINUES, MODIFIERS
from incidents.coding.reading.plain import Plain, pattern
from incidents.coding.reading.vague import vague_counts
from incidents.counts import Count


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in the words: from its hedge to the end of its number, and with `noun` to the end of its noun.

    Without a count it is a number that may mean several things.
    """

    start: int
    end: int
    count: Count | None
    noun: str = ""


_BEFORE: Final = tuple(
    (pattern(rf"(?<!\w)(?:{words}) $"), kind)
    for words, kind in (
        (
            (
                r"at least|no fewer than|no less than|not less than|a minimum of|minimum of|upwards of"
                r"|not fewer than|ما لا يقل عن|لا يقل عن|على الأقل|לפחות|לא פחות מ-?"
            ),
            "at_least",
        ),
        (
            (
                r"more than|over|above|in excess of|tops|topped|topping|exceed(?:s|ed|ing)|surpass(?:es|ed|ing)"
                r"|passes|passed|أكثر من|ما يزيد على|ما يزيد عن|יותר מ-?"
            ),
            "more_than",
        ),
        (r"up to|at most|no more than|not more than|as many as|a maximum of|at the most", "at_most"),
        (r"fewer than|less than|under|أقل من|פחות מ-?", "fewer_than"),
        (
            (
                r"about|around|approximately|approx\.|roughly|some|nearly|almost|an estimated|estimated|close to"
                r"|circa|نحو|حوالي|قرابة|زهاء|בערך|כמעט"
            ),
            "about",
        ),
    )
)
_PLAINLY: Final = pattern(r"(?<!\w)(?:a total of|exactly|just|only|other|another|all|the) $")
_GLUED: Final = pattern(r"(?:(?<!\w)(יותר מ|פחות מ|כ)-?|~ ?)$")
_AFTER: Final = tuple(
    (pattern(words), kind)
    for words, kind in (
        (r" or more(?!\w)|\+(?!\w)|,? at least(?!\w)| على الأقل(?!\w)| לפחות", "at_least"),
        (r"(?= (?:[a-z'-]+ ){1,4}at (?:the )?least(?= in(?!\w)| on(?!\w)|[.,;]|$))", "at_least"),
        (r" or (?:fewer|less)(?!\w)", "at_most"),
        (r" or so(?!\w)", "about"),
    )
)
# “Over” and “about” are not always hedges: “flew over two”, “reports about three”.
_NO_HEDGE: Final = pattern(
    r"(?<!\w)(?:fl(?:ew|y|ying|own)|fired|passed|launched|control|dispute|war|concern\w*|anger|downed|down"
    r"|intercepted|exploded|hover\w*|reports?|reported|information|details|told|talk\w*|news|question\w*|said"
    r"|asked|spoke|speak\w*|warn\w*|claims?|gather\w*|hands?) (?:over|about|around|some|above|under|up to) $"
)
_TO: Final = pattern(r" (?:to|إلى|עד) |-| - ")
_OR: Final = pattern(r" (?:or|أو|או) ")
_AND: Final = pattern(r" and | ו?ل?-?| و")
_BETWEEN: Final = pattern(r"(?<!\w)(?:between|ما بين|بين|בין) $")
_FROM: Final = pattern(r"(?<!\w)(?:from|من|מ-?) ?$")
_CHANGE: Final = pattern(
    r"(?<!\w)(?:rose|ris(?:e|en|ing)|rais\w+|jump\w*|climb\w*|increas\w*|gr[eo]w\w*|went|go(?:es|ing)|fell"
    r"|fall\w*|drop\w*|declin\w*|decreas\w*|revis\w*|chang\w*|reduc\w*|lower\w*|toll|updat\w*|correct\w*"
    r"|ارتفع\w*|ارتفاع)(?!\w)"
)

_ONE_OF: Final = pattern(
    rf"(?<!\w)an? {MODIFIERS}(?:{noun_pattern(1)}|{SINGULAR}){CONTINUES}"
    r"|(?<!one )(?<!after )(?<!\w)another(?= (?:was|were)(?!\w)|$|[.,])"
)
_NOT_ONE: Final = pattern(r"(?<!\w)(?:half|such|what|many|not|quite|rather|without|like|of) $")
_COLLECTIVE: Final = pattern(
    r"an? (?:[\w'-]+ )*(?:group|number|series|string|spate|barrage|volley|salvo|hail|wave|couple|pair|few|lot"
    r"|dozen|hundred|thousand|team|crowd|family|total|minimum|maximum|majority|quarter|third|half"
    r"|child soldier) "
)
_ARABIC_TWO = "|".join(filter(None, (noun_pattern(2), TWO)))
_DUAL: Final = pattern(rf"(?<!\w)[وبل]?({_ARABIC_TWO})(?!\w)")
_HEBREW_ONE: Final = pattern(
    r"(?<!\w)ו?((?:טיל|הרוג|פצוע|חייל|אזרח|ילד|גבר|שוטר) אחד|(?:רקטה|ילדה|אישה|הרוגה|פצועה) אחת)(?!\w)"
)
_ONE_IN_ARABIC: Final = "|".join(
    word for word in (*noun_pattern(1).split("|"), *SINGULAR.split("|")) if not word.isascii()
)
_SINGULAR_ARABIC: Final = pattern(rf"(?<!\w)(?:(?P<more>أكثر من )|و)?(?P<noun>(?:{_ONE_IN_ARABIC})(?: واحده?)?)(?!\w)")
_ARABIC_NOT_ONE: Final = pattern(r"(?<!\w)(?:كل|أي|أكثر من|رقم|منصة|قاذفة|راجمة|نظام|دون|بدون|لا|بلا|سقوط أي|لم) $")


def counts_in(said: Plain) -> list[Counted]:
    """Every count the words give, in order; those that cannot be read for certain have no count."""
    found = [*_numbers(said), *_vague(said)]
    for each in (*_two(said), *_one(said)):
        # “20 شخصا” are twenty: after a number an Arabic noun stands in the singular.
        if not any(each.start <= other.end + 1 and other.start < each.end for other in found):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _numbers(said: Plain) -> Iterator[Counted]:
    vague = vague_counts(said)
    every = [each for each in numerals(said) if not any(start <= each.start < end for start, end, _ in vague)]
    while every:
        first, *rest = every
        last = rest[0] if rest and _is_range(said, first, rest[0]) else None
        every = rest[1:] if last else rest
        if counted := _counted(said, first, last):
            yield counted


def _vague(said: Plain) -> Iterator[Counted]:
    for start, end, count in vague_counts(said):
        yield Counted(start, end, count)


def _is_range(said: Plain, first: Numeral, last: Numeral) -> bool:
    between, before = said.text[first.end : last.start], said.before(first.start)
    if _BETWEEN.search(before):
        return bool(_AND.fullmatch(between))
    return bool(_TO.fullmatch(between) or _OR.fullmatch(between))


def _counted(said: Plain, first: Numeral, last: Numeral | None) -> Counted | None:
    """A numeral or a range with its hedge; None when it counts nothing."""
    verdicts = {verdict(said, each) for each in (first, last) if each}
    if "counts nothing" in verdicts:
        return None
    start, end = first.start, (last or first).end
    if "unsound" in verdicts:
        return Counted(start, end, None)
    return _ranged(said, first, last) if last else _hedged(said, first)


def _ranged(said: Plain, first: Numeral, last: Numeral) -> Counted:
    before = said.before(first.start)
    opening = _BETWEEN.search(before) or _FROM.search(before)
    start = first.start - (len(before) - opening.start() if opening else 0)
    low, high = first.value or 0, last.value or 0
    is_sound = low < high and not _hedge(said, start)[1] and not _CHANGE.search(before[-60:])
    is_sound = is_sound and not any(each.match(said.text[last.end :]) for each, _ in _AFTER)
    return Counted(start, last.end, Count("range", low, None, high) if is_sound else None)


def _hedged(said: Plain, numeral: Numeral) -> Counted:
    start, kind = _hedge(said, numeral.start)
    end, after = _hedge_after(said.text, numeral.end)
    if kind == "unsound" or (kind and after) or _hedge(said, start)[1]:
        return Counted(start, end, None)
    number = numeral.value or 0
    if numeral.is_rounded and (kind or after or "exact") in ("exact", "more_than", "fewer_than"):
        return Counted(start, end, None)
    return Counted(start, end, _count(kind or after or "exact", number))


def _hedge(said: Plain, end: int) -> tuple[int, str]:
    """Where a hedge that ends at a position begins, and its kind; the position itself and "" where there is none."""
    before = said.before(end)
    first = end - len(before)
    if _NO_HEDGE.search(before):
        return end, "unsound"
    if glued := _GLUED.search(before):
        kind = {"יותר מ": "more_than", "פחות מ": "fewer_than"}.get(glued[1] or "", "about")
        return first + glued.start(), kind
    if plainly := _PLAINLY.search(before):
        return end, "unsound" if _hedge(said, first + plainly.start())[1] else ""
    found = [(first + match.start(), kind) for words, kind in _BEFORE if (match := words.search(before))]
    return min(found, default=(end, ""))


def _hedge_after(text: str, end: int) -> tuple[int, str]:
    for words, kind in _AFTER:
        if found := words.match(text, end):
            return found.end(), kind
    return end, ""


def _count(kind: str, number: int) -> Count | None:
    count = {
        "exact": Count("exact", number, number, number),
        "at_least": Count("at_least", number, number),
        "more_than": Count("at_least", number + 1, number + 1),
        "at_most": Count("at_most", high=number),
        "fewer_than": Count("at_most", high=number - 1),
        "about": Count("about", best=number),
    }[kind]
    return count if counts.problem(count.kind, count.low, count.best, count.high) is None else None


def _one(said: Plain) -> Iterator[Counted]:
    for found in _ONE_OF.finditer(said.text):
        if not _NOT_ONE.search(said.before(found.start())) and not _COLLECTIVE.match(found[0]):
            yield Counted(found.start(), found.end(), Count("exact", 1, 1, 1), found[0])
    for found in _HEBREW_ONE.finditer(said.text):
        yield Counted(found.start(1), found.end(), Count("exact", 1, 1, 1), found[1])
    for found in _SINGULAR_ARABIC.finditer(said.text):
        if found["more"]:
            yield Counted(found.start(), found.end(), Count("at_least", 2, 2), found[0])
        elif not _ARABIC_NOT_ONE.search(said.before(found.start())):
            yield Counted(found.start("noun"), found.end(), Count("exact", 1, 1, 1), found["noun"])


def _two(said: Plain) -> Iterator[Counted]:
    for found in _DUAL.finditer(said.text):
        yield Counted(found.start(1), found.end(), Count("exact", 2, 2, 2), found[1])
