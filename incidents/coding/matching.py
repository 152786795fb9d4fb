"""Which incident of one coding is which of the other? Owns how two coders' incidents of one article are paired.

Likeness of date, place, act and weapons decides; codes and titles do not, for they are the coders' own. What one of
them does not say speaks neither for nor against. An incident without a counterpart stands alone: to the measure of
agreement it is a unit with a missing value.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import product
from typing import Final

from incidents.coding.compared import Coded
from incidents.coding.readings import JOINT

Pairing = list[tuple[int | None, int | None]]
"""Positions in the first and in the second coding; None where one coder has no such incident."""

ENOUGH: Final = 0.5
"""Likeness from which two incidents of one article are taken for one."""

_DAYS: Final = ((0, 3.0), (1, 2.0), (7, 1.0))
"""Days apart, at most → points."""

_SAME_PLACE, _SHARED_PLACE, _SAME_COUNTRY = 3.0, 2.0, 0.5
_SAME_ACT, _SHARED_WEAPON = 2.0, 0.5


def pair(first: Sequence[Coded], second: Sequence[Coded]) -> Pairing:
    """The likeliest pairs, best first in doubt; then what stands alone. One incident each is taken for the same."""
    if len(first) == len(second) == 1:
        return [(0, 0)]
    likely = [
        (-how_like, a, b)
        for a, b in product(range(len(first)), range(len(second)))
        if (how_like := likeness(first[a], second[b])) >= ENOUGH
    ]
    found: dict[int, int] = {}
    for _, a, b in sorted(likely):
        if a not in found and b not in found.values():
            found[a] = b
    alone = [(None, b) for b in range(len(second)) if b not in found.values()]
    return [*((a, found.get(a)) for a in range(len(first))), *alone]


def likeness(a: Coded, b: Coded) -> float:
    """From 0 to 1: the points for what both say alike, of those there are for what both say."""
    found = [_when(a, b), _where(a, b), _act(a, b), _weapons(a, b)]
    return sum(points for points, _ in found) / sum(most for _, most in found)


def _when(a: Coded, b: Coded) -> tuple[float, float]:
    days = [value["date_earliest"] or value["date_latest"] for value in (a, b)]
    if None in days:
        return 0, 0
    apart = abs((dt.date.fromisoformat(days[0]) - dt.date.fromisoformat(days[1])).days)
    return next((points for within, points in _DAYS if apart <= within), 0), _DAYS[0][1]


def _where(a: Coded, b: Coded) -> tuple[float, float]:
    if not (a["place"] and b["place"]):
        return 0, 0
    if a["place"] == b["place"]:
        return _SAME_PLACE, _SAME_PLACE
    if _places(a) & _places(b):
        return _SHARED_PLACE, _SAME_PLACE
    return _SAME_COUNTRY if a["country"] and a["country"] == b["country"] else 0, _SAME_PLACE


def _places(coded: Coded) -> set[str]:
    """The places of a coding, whatever their role."""
    return {each.partition(JOINT)[2] for each in coded["locations"]}


def _act(a: Coded, b: Coded) -> tuple[float, float]:
    return _SAME_ACT if a["attack_type"] == b["attack_type"] else 0, _SAME_ACT


def _weapons(a: Coded, b: Coded) -> tuple[float, float]:
    if not (a["weapons"] and b["weapons"]):
        return 0, 0
    return _SHARED_WEAPON if set(a["weapons"]) & set(b["weapons"]) else 0, _SHARED_WEAPON
