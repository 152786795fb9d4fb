"""Which incident may be the same as this one? Owns how few rows are looked at, which are left out, how many are shown.

Candidates are cut by date, then by place, in one query; ``likeness`` scores them. Left out are merged incidents, those
tied to this one by a relation (somebody has compared them), and those that one dataset holds apart.
"""

import datetime as dt
import math
import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Final

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article
from incidents.coding import likeness
from incidents.coding.facts import LEVELS, facts_of, open_article, read, sources_of, with_spots
from incidents.coding.likeness import Facts, Sources, Spot, Verdict
from incidents.coding.sight import visible_to
from incidents.models import ExternalId, Incident, Relation

LIKELY: Final = 55
"""The score from which an incident is shown."""

CLOSE_TO_THE_BEST: Final = 20
"""Points behind the best from which on others are noise."""

MOST_CANDIDATES: Final = 150
MOST_CANDIDATES_OF_ALL: Final = 600
MOST_RECENT: Final = 20
"""How many of the incidents last worked on the review queue compares with all others."""

FARTHEST_M: Final = 50_000
"""Beyond the radius of this one's point: farther away another is not the same, but if one place lies in the other."""

_METRES_A_DEGREE: Final = 111_000

Judged = tuple[Incident, Facts, Verdict]


@dataclass(frozen=True)
class Likeness:
    """An incident that may be the same, with a score from 0 to 100 and the reasons in a coder's words."""

    incident: Incident
    score: int
    reasons: list[str]

    @property
    def words(self) -> str:
        """The score in words."""
        if self.score >= 85:
            return "very likely the same"
        return "likely the same" if self.score >= 70 else "maybe the same"


@dataclass(frozen=True)
class Pair:
    """An incident that is being worked on, and another that may be the same."""

    incident: Incident
    other: Likeness


def likely_same(incident: Incident, *, by: User, article: Article | None = None, limit: int = 5) -> list[Likeness]:
    """The incidents that may be the same event as this draft, likeliest first, of those this person may see.

    ``article`` is the one a draft is being coded from, if nothing of it is cited yet.
    """
    mine = facts_of(incident)
    near = _near(mine)
    if near is None:
        return []
    rows = (
        with_spots(_not_compared(visible_to(by), incident))
        .filter(near)
        .order_by("date_earliest", "pk")[:MOST_CANDIDATES]
    )
    promising = list(_promising(mine, [(row, read(row)) for row in rows]))
    if not promising:
        return []
    sources = sources_of([*([incident.pk] if incident.pk else []), *(row.pk for row, _, _ in promising)])
    own = sources.get(incident.pk, Sources())
    own = open_article(article, own) if article else own
    return _best(_settled(mine, own, promising, sources))[:limit]


def likely_pairs(*, by: User, limit: int = 8) -> list[Pair]:
    """Pairs of incidents that may be one event, likeliest first: what was worked on last against all others."""
    recent = [(row, read(row)) for row in _in_work(visible_to(by))]
    days = [_begun(facts) for _, facts in recent if facts.earliest]
    if not days:
        return []
    open_rows = with_spots(visible_to(by).exclude(status="merged").filter(reduce(operator.or_, days)))
    beside = reduce(operator.or_, (_beside(facts) for _, facts in recent if facts.earliest))
    others = [(row, read(row)) for row in open_rows.filter(beside).order_by()[:MOST_CANDIDATES_OF_ALL]]
    return _each_once(_pairs(recent, others))[:limit]


# Which rows are looked at


def _near(facts: Facts) -> Q | None:
    """Near enough in time and place to be worth a comparison; None for an incident without a date."""
    days = likeness.window(facts)
    return _in_days(*days) & _in_places(facts.spot) if days else None


def _in_days(first: dt.date, last: dt.date) -> Q:
    # A bound on how far back a date may begin keeps the search within a slice of the index.
    back = dt.timedelta(days=likeness.LONGEST_OPEN_END)
    started = Q(date_earliest__range=(first - back, last)) & (Q(date_latest__gte=first) | Q(date_latest=None))
    return started | Q(date_earliest=None, date_latest__range=(first, last + back))


def _in_places(spot: Spot | None) -> Q:
    """One lies in the other, or they are near each other; where a place is not known, the country must do."""
    if spot is None:
        return Q()
    around = Q(spot_place__in=[spot.place, *dict(spot.within)])
    inside = reduce(operator.or_, (Q(**{f"spot_above{level}_id": spot.place}) for level in range(LEVELS)))
    unknown = Q(spot_place=None) | Q(spot_latitude=None, spot_country__in=[spot.country, ""])
    return (
        around
        | inside
        | unknown
        | (_near_to(spot.point, spot.radius_m) if spot.point else Q(spot_country=spot.country))
    )


def _begun(facts: Facts) -> Q:
    """What began in these days: less than ``_in_days``, for many at once in one search of the index."""
    first, last = likeness.window(facts) or (dt.date.max, dt.date.min)
    return Q(date_earliest__range=(first, last))


def _beside(facts: Facts) -> Q:
    """What began in these days within reach of the point."""
    spot = facts.spot
    if spot is None:
        return Q(pk__in=[])
    return _begun(facts) & (_near_to(spot.point, spot.radius_m) if spot.point else Q(spot_country=spot.country))


def _near_to(point: tuple[float, float], radius_m: int) -> Q:
    reach = (radius_m + FARTHEST_M) / _METRES_A_DEGREE
    wide = reach / max(0.05, math.cos(math.radians(point[0])))
    return Q(
        spot_latitude__range=(_degrees(point[0] - reach), _degrees(point[0] + reach)),
        spot_longitude__range=(_degrees(point[1] - wide), _degrees(point[1] + wide)),
    )


def _degrees(number: float) -> Decimal:
    return Decimal(f"{number:.5f}")


def _not_compared(incidents: QuerySet[Incident], incident: Incident) -> QuerySet[Incident]:
    """Without merged ones, and those somebody has compared with this one: a relation says how they are tied."""
    ties = Relation.objects.filter(to_incident__isnull=False)
    return (
        incidents.exclude(status="merged")
        .exclude(pk=incident.pk)
        .exclude(pk__in=ties.filter(incident=incident.pk).values("to_incident"))
        .exclude(pk__in=ties.filter(to_incident=incident.pk).values("incident"))
    )


def _in_work(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """What people worked on last; not what an import has left as it came."""
    as_imported = ExternalId.objects.filter(incident=OuterRef("pk"), imported_at_version=OuterRef("version"))
    drafts = incidents.filter(~Exists(as_imported), status__in=["draft", "in_review"])
    return with_spots(drafts.order_by("-updated_at"))[:MOST_RECENT]


# What becomes of them


def _promising(mine: Facts, others: Iterable[tuple[Incident, Facts]]) -> Iterator[Judged]:
    """Those that could be likely yet, if their sources speak for it."""
    for row, facts in others:
        verdict = likeness.compare(mine, facts)
        if verdict.score >= LIKELY - likeness.EVIDENCE:
            yield row, facts, verdict


def _settled(mine: Facts, own: Sources, promising: Iterable[Judged], sources: dict[int, Sources]) -> Iterator[Likeness]:
    """The likely ones, once it is known what both cite."""
    for row, facts, verdict in promising:
        theirs = sources[row.pk]
        if not likeness.held_apart(own, theirs):
            said = likeness.add_sources(verdict, own, theirs, same_hand=likeness.same_hand(mine, facts))
            if said.score >= LIKELY:
                yield Likeness(row, round(said.score), said.reasons)


def _best(found: Iterable[Likeness]) -> list[Likeness]:
    ranked = sorted(found, key=lambda each: (-each.score, each.incident.pk))
    return [each for each in ranked if each.score >= ranked[0].score - CLOSE_TO_THE_BEST]


def _pairs(recent: list[tuple[Incident, Facts]], others: list[tuple[Incident, Facts]]) -> Iterator[Pair]:
    compared = _compared([row.pk for row, _ in recent])
    promising = {
        row.pk: [
            each
            for each in _promising(facts, [(other, theirs) for other, theirs in others if other.pk != row.pk])
            if frozenset((row.pk, each[0].pk)) not in compared
        ]
        for row, facts in recent
    }
    sources = sources_of({*promising, *(other.pk for found in promising.values() for other, _, _ in found)})
    for row, facts in recent:
        for each in _best(_settled(facts, sources[row.pk], promising[row.pk], sources)):
            yield Pair(row, each)


def _compared(incidents: list[int]) -> set[frozenset[int]]:
    ties = Relation.objects.filter(Q(incident__in=incidents) | Q(to_incident__in=incidents), to_incident__isnull=False)
    return {frozenset(pair) for pair in ties.values_list("incident", "to_incident")}


def _each_once(pairs: Iterable[Pair]) -> list[Pair]:
    """The likeliest first; of two in work that point to each other the first is kept."""
    found: dict[frozenset[int], Pair] = {}
    for pair in pairs:
        found.setdefault(frozenset((pair.incident.pk, pair.other.incident.pk)), pair)
    return sorted(found.values(), key=lambda pair: -pair.other.score)
