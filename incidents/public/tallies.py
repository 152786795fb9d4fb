"""Which counts of a query stand ready in the tallies? Answers exactly or not at all (decision 0020).

The tallies know the months of an incident and two of its facets at most. What a query asks beyond that is None here,
and is counted from the publications themselves.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from django.db.models import Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from incidents.models.tallies import (
    AT_ODDS,
    ENDS,
    KINDS,
    MEASURES,
    NAMES,
    OPEN,
    PublicationName,
    PublicationTally,
    first_day,
    month,
)
from incidents.public import summary, timeline, totals
from incidents.public.filters import NO_POINT, Query
from incidents.public.summary import Tally

FEWEST: Final = ("violence_type", "responsibility")
"""Facets of few values: added up over all of them, they give the counts of everything from few rows."""

_KILLED: Final = ("killed_figures", *(f"killed_{end}_{what}" for end in ENDS for what in ("sum", "told")))
_OF_A_TALLY: Final = ("incidents", "discounted", *_KILLED)
_ALSO: Final = {"date_from", "date_to", "killed_min", "ordering", "page"}

Chosen = Mapping[str, list[str]]


@dataclass(frozen=True)
class Kept:
    """What the tallies tell of a query that filters by nothing but facets, months and whether somebody was killed."""

    chosen: Chosen
    start: date | None
    end: date | None
    fatal: bool

    @cached_property
    def sums(self) -> totals.Totals | None:
        """The totals above a list."""
        rows = self._rows(self.chosen)
        if rows is None or self._is_at_odds:
            return None
        found = rows.aggregate(**_added(MEASURES))
        return totals.in_words({name: int(found[f"all_{name}"] or 0) for name in MEASURES})

    @cached_property
    def kinds(self) -> dict[str, dict[str, Tally]] | None:
        """The tallies of every facet, each without its own filter, from one statement."""
        branches = [self._kind(kind) for kind in KINDS]
        asked = [branch for branch in branches if branch is not None]
        if len(asked) < len(KINDS):
            return None
        found: dict[str, dict[str, Tally]] = {kind: {} for kind in KINDS}
        for kind, value, *numbers in asked[0].union(*asked[1:], all=True):
            found[kind][_said(kind, value)] = _tally(numbers)
        return None if AT_ODDS in found["precision"] else {kind: summary.in_order(found[kind]) for kind in KINDS}

    def histogram(self, query: Query) -> timeline.Timeline | None:
        """The histogram; its days are looked up where its bars are days, if the period asked for is a few weeks."""
        if len(self.chosen) > 1 or self._is_at_odds:
            return None
        months = self._months()
        if self.start and self.end and (self.end - self.start).days < timeline.LONGEST_IN_DAYS:
            within = summary.days(query.rows().filter(date_earliest__gte=self.start))
            days = {first: tally for first, tally in months.items() if first is None or first < self.start} | within
            return timeline.draw(days, start=self.start, end=self.end)
        drawn = timeline.draw(months, start=self.start, end=self.end)
        return drawn if timeline.is_drawn_whole(self.start, self.end) or _is_wide(drawn) else None

    @property
    def names(self) -> dict[str, dict[str, int]] | None:
        """The most frequent names, where nothing is filtered by."""
        if self.chosen or self.start or self.end or self.fatal:
            return None
        counts: dict[str, dict[str, int]] = {facet: {} for facet in NAMES}
        first, *others = map(_frequent, NAMES)
        for facet, value, incidents in first.union(*others, all=True):
            counts[facet][value] = incidents
        return {facet: summary.most_frequent(each) for facet, each in counts.items()}

    @property
    def _is_at_odds(self) -> bool:
        """Whether filters by precision see a publication otherwise than its tally does."""
        return "precision" in self.chosen and self.kinds is None

    def _months(self) -> dict[date | None, Tally]:
        """The tallies by the first day of the earliest possible month."""
        rows = self._rows(self.chosen, by_month=True)
        found = rows.values_list("first_month").annotate(**_added(_OF_A_TALLY))
        return {first_day(first): _tally(numbers) for first, *numbers in found}

    def _kind(self, kind: str) -> Any:
        others = {name: values for name, values in self.chosen.items() if name != kind}
        if len(others) > 1 or (others and self._has_span):
            return None
        # Beside the other facet where there is one, else by months, else beside whichever has the fewest values.
        beside = [*others] if others or self._has_span else [_small(kind)]
        found, value = self._by(kind, *beside, **others)
        return found.values_list(Value(kind), value).annotate(**_added(_OF_A_TALLY))

    def _rows(self, chosen: Chosen, *, by_month: bool = False) -> Any:
        """The rows that together hold every incident once; None where three things or more would have to be known."""
        if len(chosen) > 2 or (len(chosen) == 2 and self._has_span):
            return None
        if len(chosen) == 2:
            return self._by(*chosen, **chosen)[0]
        if by_month or self._has_span:
            return self._by(*(chosen or FEWEST[:1]), **chosen)[0]
        (one,) = chosen or FEWEST[:1]
        return self._by(one, _small(one), **chosen)[0]

    def _by(self, *facets: str, **chosen: list[str]) -> tuple[Any, str]:
        """The rows of one facet by months or of two facets, with the values chosen; and where the first one's is."""
        one, other = [*sorted(facets, key=KINDS.index), ""][:2]
        columns = {one: "value", other: "other_value"}
        picked = {f"{columns[name]}__in": [_stored(value) for value in values] for name, values in chosen.items()}
        found = PublicationTally.objects.filter(self._dates, facet=one, other=other, **picked)
        return found.filter(fatal=True) if self.fatal else found, columns[facets[0]]

    @property
    def _has_span(self) -> bool:
        return bool(self.start or self.end)

    @property
    def _dates(self) -> Q:
        """Overlap, as the filters of days have it; an open month is less than every other."""
        since = Q(last_month=OPEN) | Q(last_month__gte=month(self.start)) if self.start else Q()
        return since & Q(first_month__lte=month(self.end)) if self.end else since


def kept(query: Query) -> Kept | None:
    """What the tallies know of a valid query; None where it filters by something else, or by days within a month."""
    params = query.params
    start, end, killed = params.get("date_from"), params.get("date_to"), params.get("killed_min")
    if not params.keys() <= {*KINDS, *_ALSO} or killed not in (None, 1):
        return None
    if (start and start.day > 1) or (end and end.day < calendar.monthrange(end.year, end.month)[1]):
        return None
    return Kept({name: params[name] for name in KINDS if name in params}, start, end, killed == 1)


def _is_wide(drawn: timeline.Timeline) -> bool:
    """Whether bars are months or years, wherever in their months the first and the last day lie."""
    if not drawn.bars:
        return True
    return drawn.unit != "day" and drawn.bars[-1].last - drawn.bars[0].first > timedelta(timeline.LONGEST_IN_DAYS + 62)


def _added(measures: tuple[str, ...]) -> dict[str, Any]:
    return {f"all_{name}": Sum(name) for name in measures}


def _frequent(facet: str) -> Any:
    """No fewer than are told: which of equals come first is decided elsewhere, the same on either engine."""
    names = PublicationName.objects.filter(facet=facet)
    last = names.order_by("-incidents").values("incidents")[summary.MOST_VALUES - 1 : summary.MOST_VALUES]
    told = names.filter(incidents__gte=Coalesce(Subquery(last), 1))
    return told.order_by().values_list("facet", "value", "incidents")


def _tally(numbers: Iterable[Any]) -> Tally:
    """PostgreSQL gives the sum of large whole numbers as a decimal."""
    return Tally(*map(int, numbers))


def _small(kind: str) -> str:
    return next(name for name in FEWEST if name != kind)


def _said(kind: str, value: str) -> str:
    return NO_POINT if kind == "precision" and not value else value


def _stored(value: str) -> str:
    return "" if value == NO_POINT else value
