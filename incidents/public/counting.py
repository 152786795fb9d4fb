"""What is counted for a query? Owns the one remembered answer that page, timeline, facets and /summary.json share."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from incidents.models.publication import PublicState
from incidents.public import summary, timeline, totals
from incidents.public.filters import Query
from incidents.public.memory import remembered
from incidents.public.snapshot.held import current
from incidents.public.snapshot.masks import Asked
from incidents.public.snapshot.sums import Tally


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a query, and when the data they were taken from last changed."""

    totals: totals.Totals
    summary: summary.Summary
    timeline: timeline.Timeline
    changed_at: datetime | None


def count(query: Query) -> Counts:
    """Everything that is counted for a valid query, worked out once for each state of the data."""
    return remembered("counts", query.narrowing, lambda: _work_out(query))


def period(query: Query) -> dict[str, date | None]:
    """The first and the last day asked for."""
    return {"start": query.params.get("date_from"), "end": query.params.get("date_to")}


def _work_out(query: Query) -> Counts:
    state, asked = PublicState.objects.first(), ask(query)
    return Counts(
        totals=totals.add_up(asked.some()),
        summary=summary.summarise(asked),
        timeline=timeline.draw(summary.days(asked), **period(query)),
        changed_at=state.changed_at if state else None,
    )


def add_up(query: Query) -> totals.Totals:
    """The totals alone of a valid query, worked out anew."""
    return totals.add_up(ask(query).some())


def ask(query: Query) -> Asked:
    """A valid query, put to what is live now."""
    return Asked(current(), query)


def as_data(counts: Counts) -> dict[str, Any]:
    """The counts as /summary.json gives them: numbers, codes and days, no words but the rule they are counted by."""
    return {
        "incidents": counts.totals.incidents,
        "without_point": counts.totals.without_point,
        "discounted": counts.totals.discounted,
        "timeline": _timeline(counts.timeline),
        "facets": {**_kinds(counts.summary), **_names(counts.summary)},
    }


def _timeline(drawn: timeline.Timeline) -> dict[str, Any]:
    return {
        "rule": "An incident is counted once, on its earliest possible day.",
        "unit": drawn.unit,
        "bars": [{"from": bar.first, "to": bar.last, **_told(bar.tally)} for bar in drawn.bars],
        "earlier": drawn.earlier,
        "undated": drawn.undated,
    }


def _kinds(found: summary.Summary) -> dict[str, Any]:
    return {name: {value: _told(tally) for value, tally in each.items()} for name, each in found.kinds.items()}


def _names(found: summary.Summary) -> dict[str, Any]:
    return {name: {value: {"incidents": each[value]} for value in each} for name, each in found.names.items()}


def _told(tally: Tally) -> dict[str, int | None]:
    killed = tally.total
    return {
        "incidents": tally.incidents,
        "killed_low": killed.low,
        "killed_best": killed.best,
        "killed_high": killed.high,
        "with_figure": killed.with_figure,
        "without_low": killed.without_low,
        "without_best": killed.without_best,
        "without_high": killed.without_high,
        "without_figure": killed.without_figure,
    }
