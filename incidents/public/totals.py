"""What do many incidents add up to? Owns the counts and the honest total above a list (SCHEMA 6).

Lows, bests and highs are added apart, and incidents without a figure are told, never counted as zero. Discounted
incidents are kept in the list and left out of the sums (SCHEMA 4.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum

from incidents import tolls
from incidents.models.publication import PublicationQuerySet
from incidents.public.story.harmed import harmed


@dataclass(frozen=True, slots=True)
class Totals:
    """How many incidents match, how many of them the map can show, and what the tolls add up to, in words.

    ``toll_unknown`` is how many have no figure of people killed; the discounted are not asked for one.
    """

    incidents: int
    with_point: int
    discounted: int
    toll_unknown: int
    killed: str
    injured: str

    @property
    def without_point(self) -> int:
        return self.incidents - self.with_point

    @property
    def killed_amount(self) -> str:
        """The total of people killed without its gaps; ``killed_gaps`` has them."""
        return self.killed.partition(tolls.between_clauses())[0]

    @property
    def killed_gaps(self) -> str:
        return "".join(self.killed.partition(tolls.between_clauses())[1:])


def add_up(rows: PublicationQuerySet, *, in_one_pass: bool = False) -> Totals:
    """The totals of these rows: those of all, less those of the discounted, which are few and quickly found.

    ``in_one_pass`` where they are not quickly found, because few rows are left or each is looked up. PostgreSQL keeps
    the sums of several groups at once and needs no second pass; SQLite sorts the rows for it.
    """
    at_once = in_one_pass or connection.vendor == "postgresql"
    all_of_them, discounted = _split(rows) if at_once else (_added(rows), _added(_discounted(rows)))
    counted = {name: (all_of_them[name] or 0) - (discounted[name] or 0) for name in all_of_them}
    counts = {name: all_of_them[name] for name in ("incidents", "with_point")}
    return in_words(counted | counts | {"discounted": discounted["incidents"]})


def in_words(found: Mapping[str, int]) -> Totals:
    """The totals of these measures, the sums being without the discounted (``incidents.models.tallies.MEASURES``)."""
    counted = {**found, "incidents": found["incidents"] - found["discounted"]}
    return Totals(
        incidents=found["incidents"],
        with_point=found["with_point"],
        discounted=found["discounted"],
        toll_unknown=counted["incidents"] - counted["killed_figures"],
        killed=_sum("killed", counted),
        injured=_sum("injured", counted),
    )


def _discounted(rows: PublicationQuerySet) -> PublicationQuerySet:
    return rows.filter(verification="discounted")


def _added(rows: PublicationQuerySet) -> dict[str, int]:
    """Plain sums and counts, without conditions: only a figure has numbers, so that there is nothing to leave out."""
    return rows.order_by().aggregate(**_measures())


def _split(rows: PublicationQuerySet) -> tuple[dict[str, int], dict[str, int]]:
    """The same of all rows and of the discounted, from one statement."""
    measures = _measures()
    found = rows.order_by().values("verification").annotate(**measures).values_list("verification", *measures)
    parts = {verification: dict(zip(measures, values, strict=True)) for verification, *values in found}
    whole = {name: sum(part[name] or 0 for part in parts.values()) for name in measures}
    return whole, parts.get("discounted") or dict.fromkeys(whole, 0)


def _measures() -> dict[str, Any]:
    return {"incidents": Count("*"), "with_point": Count("cell"), **_sums("killed"), **_sums("injured")}


def _sums(harm: str) -> dict[str, Any]:
    has_figure = Q(**{f"{harm}_state__in": ("figure", "none")})
    # The key would do as well, but PostgreSQL would read it from the table: it is not in the index.
    sums: dict[str, Any] = {f"{harm}_figures": Count(f"{harm}_state", filter=has_figure)}
    for end in ("low", "best", "high"):
        sums[f"{harm}_{end}_sum"] = Sum(f"{harm}_{end}")
        sums[f"{harm}_{end}_told"] = Count(f"{harm}_{end}")
    return sums


def _sum(harm: str, found: dict[str, int]) -> str:
    """The total in words: lows that are there are a floor, bests and highs only stand when no figure lacks them."""
    figures = found[f"{harm}_figures"]
    whole = {
        end: found[f"{harm}_{end}_sum"] if found[f"{harm}_{end}_told"] == figures else None for end in ("best", "high")
    }
    total = tolls.Total(
        low=found[f"{harm}_low_sum"] if found[f"{harm}_low_told"] else None,
        **whole,
        with_figure=figures,
        without_figure=found["incidents"] - figures,
        without_high=figures - found[f"{harm}_high_told"],
    )
    return tolls.total_words(total, harmed(harm))
