"""How well do two coders agree? Owns Krippendorff's alpha for each level of measurement, and when it is undefined.

After K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): alpha is 1 less the disagreement observed
within units over the disagreement expected by chance. It takes any number of coders and lets values be missing. Values
are numbers, or frozen sets at the level ``set``; codes of an ordered list are given by their place in it.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from math import fsum
from typing import Any, Final

Values = Sequence[Hashable | None]
"""What each coder said of one unit, in any order; None where a coder said nothing."""

Difference = Callable[[Any, Any], float]

LEVELS: Final = {
    "nominal": "names without order: the same or not the same",
    "ordinal": "ranks in an order, without distances",
    "interval": "numbers whose distances count, such as days",
    "ratio": "numbers with a true zero: 1 and 2 differ more than 101 and 102",
    "set": "several names at once: the more two sets share, the less they differ (MASI, Passonneau 2006)",
}
"""Level of measurement → what it takes two values for."""

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's own bounds: conclusions rest on 0.8 and more, tentative ones on 0.667 and more."""

FEW = 30
"""Units below which a single one more or less moves alpha visibly."""

NOTHING_PAIRED = "No unit has values of two coders."
ONE_UNIT = "One unit is not enough."
NO_VARIATION = "All values are the same: agreement cannot be told from chance."


@dataclass(frozen=True)
class Agreement:
    """``units`` have values of two coders or more; where alpha is None, ``undefined`` says why."""

    units: int = 0
    disagreements: int = 0
    percent: float | None = None
    alpha: float | None = None
    undefined: str = ""

    def in_words(self) -> str:
        """What may be concluded from it."""
        if self.alpha is None:
            return self.undefined
        verdict = (
            "reliable" if self.alpha >= RELIABLE else "tentative" if self.alpha >= TENTATIVE else "too low to rely on"
        )
        return f"{verdict}, but only {self.units} units: too few to judge by" if self.units < FEW else verdict


def measure(units: Iterable[Values], *, level: str) -> Agreement:
    """Alpha, percent agreement (over all pairs of values within units) and the units where coders differ."""
    said = [[value for value in unit if value is not None] for unit in units]
    pairable = [values for values in said if len(values) > 1]
    if not pairable:
        return Agreement(undefined=NOTHING_PAIRED)
    pairs = [a == b for values in pairable for a, b in combinations(values, 2)]
    differing = sum(len(set(values)) > 1 for values in pairable)
    percent = 100 * sum(pairs) / len(pairs)
    if undefined := _undefined(pairable):
        return Agreement(len(pairable), differing, percent, undefined=undefined)
    return Agreement(len(pairable), differing, percent, _alpha(pairable, level))


def _undefined(pairable: Sequence[Values]) -> str:
    if len(pairable) == 1:
        return ONE_UNIT
    return NO_VARIATION if len({value for values in pairable for value in values}) == 1 else ""


def _alpha(pairable: Sequence[Values], level: str) -> float:
    counts = Counter(value for values in pairable for value in values)
    total, difference = counts.total(), _DIFFERENCES[level](counts)
    observed = fsum(difference(a, b) / (len(values) - 1) for values in pairable for a, b in combinations(values, 2))
    expected = fsum(counts[a] * counts[b] * difference(a, b) for a, b in combinations(counts, 2))
    return 1 - (total - 1) * observed / expected


def _nominal(_counts: Counter[Any]) -> Difference:
    return lambda a, b: float(a != b)


def _ordinal(counts: Counter[Any]) -> Difference:
    """The values between two ranks, each end counted by half, squared."""
    up_to = dict(zip(sorted(counts), accumulate(counts[value] for value in sorted(counts)), strict=True))
    middle = {value: up_to[value] - counts[value] / 2 for value in counts}
    return lambda a, b: (middle[a] - middle[b]) ** 2


def _interval(_counts: Counter[Any]) -> Difference:
    return lambda a, b: float((a - b) ** 2)


def _ratio(_counts: Counter[Any]) -> Difference:
    return lambda a, b: ((a - b) / (a + b)) ** 2 if a != b else 0.0


def _set(_counts: Counter[Any]) -> Difference:
    return masi


def masi(a: frozenset[Any], b: frozenset[Any]) -> float:
    """1 less the share of members in common, that share weighed down unless one set holds the other."""
    if a == b:
        return 0.0
    weight = 2 / 3 if a < b or b < a else 1 / 3
    return 1 - weight * len(a & b) / len(a | b)


_DIFFERENCES: Final[dict[str, Callable[[Counter[Any]], Difference]]] = {
    "nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio, "set": _set,
}  # fmt: skip
