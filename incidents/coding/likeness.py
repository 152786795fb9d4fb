"""How alike are two incidents? Owns what place, time, type, words and shared sources count for, and the reasons told.

Place and time are gates that multiply: what is far in either is not the same event, whatever the words. Type and words
then tell neighbours apart. Nothing here asks the database.
"""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz, process

from incidents import codebook, folding, geometry

PLACE_AND_TIME: Final = 60
TYPE: Final = 15
WORDS: Final = 25
SHARED_ARTICLE: Final = 12
SHARED_ID: Final = 40
EVIDENCE: Final = SHARED_ARTICLE + SHARED_ID
"""Points, of a hundred at most. Evidence is added on top, for what it cannot tell by itself: one article may carry
several incidents."""

MOST_DAYS_APART: Final = 3
LONGEST_OPEN_END: Final = 31
"""Days that an open date, and a date of the other incident that begins earlier, may reach back or forward."""

_BY_DAYS_APART: Final = (1.0, 0.6, 0.3, 0.15)
_PLACE_UNKNOWN: Final = 0.45
_LEAST_SLACK_M: Final = 1_000
_FADES_OVER_M: Final = 5_000
_SAYS_OF_A_PLACE: Final = {
    "near": 0.9, "adm2": 0.75, "adm1": 0.5, "region": 0.4, "country": 0.25, "sea_air": 0.25,
}  # fmt: skip
"""How much it means that two lie in one place, by the coarser precision; 1 for a town and what is finer."""

_KINDRED: Final = (
    {"clash", "shooting", "assassination"},
    {"planted_explosive", "suicide_attack", "grenade"},
    {"indirect_fire", "air_strike", "uav_attack"},
)
"""Attack types that reports of one event take for one another."""

_COMMON: Final = frozenset(
    folding.words(
        "a an and are as at been by for from had has have in into is it its no not of on one or said says several some "
        "than that the their there they this to two was were which while who with least killed injured wounded attack "
        "attacked incident people"
    )
)
"""Words that most titles and summaries share, so that they tell nothing."""
_ALIKE: Final = 82
_MOST_WORDS: Final = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an incident took effect: its place, the keys and names of what that lies in, nearest first."""

    place: int
    name: str
    within: tuple[tuple[int, str], ...] = ()
    country: str = ""
    point: tuple[float, float] | None = None
    radius_m: int = 0
    precision: str = "settlement"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of one incident. An open end of its date is None."""

    key: int | None
    earliest: dt.date | None
    latest: dt.date | None
    attack_type: str = "unknown"
    violence_type: str = ""
    text: str = ""
    spot: Spot | None = None
    hand: tuple[int | None, int | None] = (None, None)
    """The task and the person it was made by."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What two incidents are compared by beside themselves: articles by origin, with titles, and ids by dataset."""

    articles: dict[int, str] = field(default_factory=dict)
    held: frozenset[int] = frozenset()
    ids: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class Verdict:
    """The score from 0 to 100 and the reasons, in a coder's words."""

    score: float
    reasons: list[str]


def compare(one: Facts, other: Facts) -> Verdict:
    """By place and time first; type and words count only where these leave room for them."""
    when, day = _time(one, other)
    where, spot = _place(one.spot, other.spot) if when else (0.0, "")
    if not when * where:
        return Verdict(0, [])
    kind, kinds = _type(one, other)
    alike, said = _words(one, other)
    score = PLACE_AND_TIME * when * where + TYPE * kind + WORDS * alike
    return Verdict(score, [each for each in (day, spot, kinds, said) if each])


def add_sources(verdict: Verdict, one: Sources, other: Sources, *, same_hand: bool) -> Verdict:
    """Adds what two incidents cite alike. Two codings of one article by one hand are two on purpose."""
    score, reasons = verdict.score, list(verdict.reasons)
    shared = one.articles.keys() & other.articles.keys()
    if shared and not same_hand:
        origin = min(shared)
        cite = "both cite" if one.held & other.held else "they cite copies of one report:"
        score, reasons = score + SHARED_ARTICLE, [*reasons, f"{cite} “{one.articles[origin][:120]}”"]
    if ids := {value for _, value in one.ids} & {value for _, value in other.ids}:
        score, reasons = score + SHARED_ID, [*reasons, f"both have the id {min(ids)}"]
    return Verdict(min(score, 100), reasons)


def held_apart(one: Sources, other: Sources) -> bool:
    """Whether one dataset has both, under two ids: then somebody has told them apart already."""
    schemes = {scheme for scheme, _ in one.ids} & {scheme for scheme, _ in other.ids}
    return bool(schemes - {"other"})


def same_hand(one: Facts, other: Facts) -> bool:
    """Whether one coding of an article made both, or one person where no task says so."""
    task, maker = one.hand
    if task or other.hand[0]:
        return task == other.hand[0]
    return maker is not None and maker == other.hand[1]


# Time


def window(facts: Facts) -> tuple[dt.date, dt.date] | None:
    """The days on which the other may have been; None where nothing is known."""
    first, last = facts.earliest or facts.latest, facts.latest or facts.earliest
    if first is None or last is None:
        return None
    before = MOST_DAYS_APART if facts.earliest else LONGEST_OPEN_END
    after = MOST_DAYS_APART if facts.latest else LONGEST_OPEN_END
    return first - dt.timedelta(days=before), last + dt.timedelta(days=after)


def _time(one: Facts, other: Facts) -> tuple[float, str]:
    (first, last), (start, end) = _days(one), _days(other)
    if first is None or last is None or start is None or end is None:
        return 0, ""
    apart = max((start - last).days, (first - end).days, 0)
    if apart > MOST_DAYS_APART:
        return 0, ""
    width = max((last - first).days, (end - start).days) + 1
    sure = max(0.2, 1 - 0.2 * math.log(width))
    if apart:
        return _BY_DAYS_APART[apart] * sure, "1 day apart" if apart == 1 else f"{apart} days apart"
    return sure, "same day" if width == 1 else "the dates overlap"


def _days(facts: Facts) -> tuple[dt.date | None, dt.date | None]:
    far = dt.timedelta(days=LONGEST_OPEN_END)
    first = facts.earliest or (facts.latest - far if facts.latest else None)
    last = facts.latest or (facts.earliest + far if facts.earliest else None)
    return first, last


# Place


def _place(one: Spot | None, other: Spot | None) -> tuple[float, str]:
    if one is None or other is None:
        return _PLACE_UNKNOWN, ""
    known = min(_SAYS_OF_A_PLACE.get(each.precision, 1.0) for each in (one, other))
    if one.place == other.place:
        return known, f"same place: {one.name}"
    if area := _area(one, other):
        return 0.8 * known, f"in {area}"
    if one.point and other.point:
        closeness, metres = _closeness(one, other)
        return closeness * known, _apart(metres) if closeness > 0.05 else ""
    if one.country and one.country == other.country:
        return 0.2, "same country"
    return 0, ""


def _area(one: Spot, other: Spot) -> str:
    """The name of the one place where the other lies in it."""
    if other.place in dict(one.within):
        return other.name
    return one.name if one.place in dict(other.within) else ""


def _closeness(one: Spot, other: Spot) -> tuple[float, float]:
    """From 1 at the same point to 0.6 where the radii end to touch, and fading from there; and the metres between."""
    metres = geometry.metres_between(one.point, other.point)  # type: ignore[arg-type]
    slack = max(_LEAST_SLACK_M, one.radius_m + other.radius_m)
    if metres <= slack:
        return 1 - 0.4 * metres / slack, metres
    closeness = 0.6 * math.exp(-(metres - slack) / max(slack, _FADES_OVER_M))
    return (closeness if closeness > 0.02 else 0), metres


def _apart(metres: float) -> str:
    if metres < 100:
        return "the same point"
    return (
        f"{round(metres, -2):.0f} m away"
        if metres < 1_000
        else f"{metres / 1000:.{1 if metres < 10_000 else 0}f} km away"
    )


# Type and words


def _type(one: Facts, other: Facts) -> tuple[float, str]:
    types = {one.attack_type, other.attack_type}
    if "unknown" not in types:
        if len(types) == 1:
            return 1, f"same type: {codebook.ATTACK_TYPE.label(one.attack_type).lower()}"
        return (0.5, "") if any(types <= kindred for kindred in _KINDRED) else (0, "")
    if not (one.violence_type and other.violence_type):
        return 0.4, ""
    if one.violence_type != other.violence_type:
        return 0, ""
    return 0.7, f"same type: {codebook.VIOLENCE_TYPE.label(one.violence_type).lower()}"


def _words(one: Facts, other: Facts) -> tuple[float, str]:
    names = {word for each in (one, other) for word in _names(each.spot)}
    mine, theirs = _telling(one.text, names), _telling(other.text, names)
    if not mine or not theirs:
        return 0, ""
    few, many = sorted((mine, theirs), key=len)
    shared = sum(word in many or _spelt_alike(word, many) for word in few)
    share = shared / len(few) / 2 + shared / (len(few) + len(many))
    return share, "much the same words" if share >= 0.6 else "some of the same words" if share >= 0.3 else ""


def _names(spot: Spot | None) -> Iterable[str]:
    return folding.words(" ".join([spot.name, *(name for _, name in spot.within)])) if spot else ()


def _telling(text: str, names: set[str]) -> list[str]:
    return [word for word in dict.fromkeys(folding.words(text)) if word not in _COMMON and word not in names][
        :_MOST_WORDS
    ]


def _spelt_alike(word: str, others: list[str]) -> bool:
    """ "Rockets" and "rocket", "Sadr" and "Sadrs"; a number is itself or nothing."""
    return (
        len(word) > 3
        and not word.isdecimal()
        and bool(process.extractOne(word, others, scorer=fuzz.ratio, score_cutoff=_ALIKE))
    )
