"""How was a number put? The kinds of count of the coding scheme (SCHEMA 2.2) and which numbers may stand with each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from text_to_num import alpha2digit

KINDS: Final = ("exact", "at_least", "at_most", "about", "range", "words", "none", "none_reported", "unknown")

_TEMPLATES: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "exact": "%(best)s",
        "at_least": gettext_lazy("at least %(low)s"),
        "at_most": gettext_lazy("up to %(high)s"),
        "about": gettext_lazy("about %(best)s"),
        "none": gettext_lazy("none"),
        "none_reported": gettext_lazy("none reported"),
        "unknown": gettext_lazy("not known"),
    }
)

_LONGEST_IN_WORDS: Final = 200
_SCALES: Final = "dozen|hundred|thousand|million|billion"

LARGEST: Final = 2_147_483_647
"""The largest whole number that both database engines keep in an integer column."""


class CountError(ValueError):
    """A text that is not a count; the message tells a coder what to write instead."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number as a source put it: whole persons or items; None is an end that the source left open."""

    kind: str
    low: int | None = None
    best: int | None = None
    high: int | None = None


def problem(kind: str, low: int | None, best: int | None, high: int | None) -> str | None:
    """Say in a sentence why the numbers do not agree with the kind, or None when they do (SCHEMA 2.2)."""
    if kind not in _CHECKS:
        return f"“{kind}” is not a kind of count; use one of {', '.join(KINDS)}."
    given = [number for number in (low, best, high) if number is not None]
    if any(number < 0 for number in given):
        return "A count cannot be negative."
    if any(number > LARGEST for number in given):
        return f"A count cannot be larger than {LARGEST:,}."
    agrees, sentence = _CHECKS[kind]
    return None if agrees(low, best, high) else sentence


def words(kind: str, low: int | None, best: int | None, high: int | None, *, said: str = "") -> str:
    """Say a stored count in plain words; `said` is the source's own wording, shown where there is no number."""
    if kind == "words":
        return said or (_("more than one") if low else _("some, no number given"))
    if kind == "range":
        return _said_range(low, best, high)
    if kind not in _TEMPLATES:
        raise ValueError(f"“{kind}” is not a kind of count")
    return str(_TEMPLATES[kind]) % _digits(low=low, best=best, high=high)


def _digits(**numbers: int | None) -> dict[str, str]:
    return {name: f"{number:,}" for name, number in numbers.items() if number is not None}


def parse(text: str) -> Count:
    """Turn what a coder types into a count: 4, at least two, 4-6, ~100, 6-, up to 4, none, none reported, dozens.

    `6-` is read as at least 6, as MUC-4 wrote it. English words for numbers are read as the numbers. A plain 0 is
    refused: a blank, “none” and “none reported” are different things, and the coder must say which. Raises
    `CountError`.
    """
    plain = " ".join(text.split()).lower().replace("\N{EN DASH}", "-")
    if plain in _PHRASES:
        return _PHRASES[plain]
    digits = _in_digits(plain)
    for pattern, build in _GRAMMAR:
        if found := pattern.fullmatch(digits):
            return build(*map(_whole, found.groups()))
    return _exact(_whole(digits if re.fullmatch(r"[0-9.,]+", digits) else plain))


def _in_digits(plain: str) -> str:
    """The text with English words for numbers in digits; what they leave open, like hundreds, stays in words."""
    if len(plain) > _LONGEST_IN_WORDS or re.search(rf"(?:{_SCALES})s", plain) or _leaves_out_a_scale(plain):
        return plain
    # The "and" of "between" joins two numbers, any other may stand within one.
    parts = plain.split(" and ") if plain.startswith("between ") else [plain]
    return " and ".join(alpha2digit(part, "en", threshold=0) for part in parts)


def _leaves_out_a_scale(plain: str) -> bool:
    """“Two to three hundred” says the hundred once and means it twice, or not: the coder must say it."""
    first, *second = re.split(r" (?:to|and|or) ", plain, maxsplit=1)
    return bool(second) and bool(re.search(_SCALES, second[0])) and not re.search(_SCALES, first)


def _whole(text: str) -> int:
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*|0", text):
        number = int(text.replace(",", "")) if len(text) <= len(f"{LARGEST:,}") else LARGEST + 1
        if number > LARGEST:
            raise CountError(f"{text} is too large: the largest count is {LARGEST:,}")
        return number
    raise CountError(_why_not_whole(text))


def _why_not_whole(text: str) -> str:
    if not text:
        return "a count is needed; write “unknown” if a source says it is not known"
    if any(character.isdigit() and character not in "0123456789" for character in text):
        return f"“{text}” has digits other than 0 to 9: write the number with 0 to 9"
    if re.fullmatch(r"-[0-9].*", text):
        return f"“{text}” is below zero: a count cannot be negative"
    if re.fullmatch(r"[0-9]+[.,][0-9.,]*", text):
        return f"“{text}” is not a whole number; thousands are written 1,200 or 1200"
    if re.fullmatch(r"0[0-9]+", text):
        return f"“{text}” begins with a zero: write the number without it"
    return f"“{text}” is not a count; write 4, at least 4, up to 4, about 4, 4-6, none, none reported or unknown"


def _positive(number: int) -> int:
    if number == 0:
        raise CountError("0 can mean three things: write “none” if a source says so, else “none reported” or “unknown”")
    return number


def _exact(number: int) -> Count:
    return Count("exact", _positive(number), number, number)


def _at_least(number: int) -> Count:
    return Count("at_least", _positive(number), number)


def _more_than(number: int) -> Count:
    if number == LARGEST:
        raise CountError(f"more than {number:,} is too large: the largest count is {LARGEST:,}")
    return _at_least(number + 1)


def _at_most(number: int) -> Count:
    return Count("at_most", high=_positive(number))


def _fewer_than(number: int) -> Count:
    return _at_most(max(number - 1, 0))


def _about(number: int) -> Count:
    return Count("about", best=_positive(number))


def _range(low: int, high: int) -> Count:
    if low >= high:
        raise CountError(f"{low:,} to {high:,} is not a range: the smaller number comes first")
    return Count("range", low, None, high)


def _said_range(low: int | None, best: int | None, high: int | None) -> str:
    if low is not None and low == high:
        return f"{low:,}"
    spread = _said_spread(low, high)
    if best is None:
        return spread
    told = _("best estimate %(best)s, %(spread)s") if spread else _("best estimate %(best)s")
    return told % {"best": f"{best:,}", "spread": spread}


def _said_spread(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % _digits(low=low, high=high)
    if low is not None:
        return _("at least %(low)s") % _digits(low=low)
    return "" if high is None else _("up to %(high)s") % _digits(high=high)


_Agrees = Callable[[int | None, int | None, int | None], bool]


def _in_order(low: int | None, best: int | None, high: int | None) -> bool:
    given = [number for number in (low, best, high) if number is not None]
    return bool(given) and given == sorted(given)


_ALL_BLANK: Final[_Agrees] = lambda low, best, high: low is best is high is None  # noqa: E731

_CHECKS: Final[Mapping[str, tuple[_Agrees, str]]] = MappingProxyType(
    {
        "exact": (
            lambda low, best, high: bool(low) and low == best == high,
            "An exact count has the same number, 1 or more, as low, best and high; a stated zero is the kind none.",
        ),
        "at_least": (
            lambda low, best, high: bool(low) and low == best and high is None,
            "An “at least” count has the same number, 1 or more, as low and best, and no high.",
        ),
        "at_most": (
            lambda low, best, high: low is None and best is None and bool(high),
            "An “at most” count has a high, 1 or more, and neither low nor best.",
        ),
        "about": (
            lambda low, best, high: low is None and bool(best) and high is None,
            "An “about” count has a best, 1 or more, and neither low nor high.",
        ),
        "range": (_in_order, "A range has at least one number, and low, best and high in rising order."),
        "words": (
            lambda low, best, high: low in (2, None) and best is None and high is None,
            "A count in words has 2 as low, or no number at all; the words themselves are kept.",
        ),
        "none": (lambda low, best, high: low == best == high == 0, "None is stored as 0, 0 and 0."),
        "none_reported": (_ALL_BLANK, "“None reported” has no numbers: it is not zero."),
        "unknown": (_ALL_BLANK, "“Unknown” has no numbers."),
    }
)

_SEVERAL = Count("words", 2)
_PHRASES: Final[Mapping[str, Count]] = MappingProxyType(
    dict.fromkeys(("none", "no one", "nobody"), Count("none", 0, 0, 0))
    | dict.fromkeys(("none reported", "no reports", "no one reported"), Count("none_reported"))
    | dict.fromkeys(("unknown", "not known", "unclear"), Count("unknown"))
    | dict.fromkeys(("some", "a number"), Count("words"))
    | dict.fromkeys(("several", "a few", "few", "many", "multiple", "a couple", "plural"), _SEVERAL)
    | dict.fromkeys(("dozens", "scores", "tens", "hundreds", "thousands"), _SEVERAL)
)

_N = r"([0-9][^ +\-]*)"
_GRAMMAR: Final[tuple[tuple[re.Pattern[str], Callable[..., Count]], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"(?:at least|no fewer than|no less than|minimum|min\.?) {_N}", _at_least),
        (rf"{_N} ?(?:\+|-|or more)", _at_least),
        (rf"(?:more than|over) {_N}", _more_than),
        (rf"(?:up to|at most|no more than|maximum|max\.?) {_N}", _at_most),
        (rf"{_N} or (?:fewer|less)", _at_most),
        (rf"(?:fewer than|less than|under) {_N}", _fewer_than),
        (rf"(?:about|around|approximately|roughly|some) {_N}", _about),
        (rf"~ ?{_N}", _about),
        (rf"{_N} ?- ?{_N}", _range),
        (rf"(?:from )?{_N} to {_N}", _range),
        (rf"between {_N} and {_N}", _range),
        (rf"{_N} or {_N}", _range),
    )
)
