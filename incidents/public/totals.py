"""What do many incidents add up to? Owns the counts and the honest total above a list (SCHEMA 6).

Lows, bests and highs are added apart, and incidents without a figure are told, never counted as zero. Discounted
incidents are kept in the list and left out of the sums (SCHEMA 4.5).
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, Sum

from incidents import tolls
from incidents.models.publication import PublicationQuerySet

_COUNTED: Final = ~Q(verification="discounted")


@dataclass(frozen=True, slots=True)
class Totals:
    """How many incidents match, how many of them the map can show, and what the tolls add up to, in words."""

    incidents: int
    with_point: int
    discounted: int
    killed: str
    injured: str

    @property
    def without_point(self) -> int:
        return self.incidents - self.with_point


def add_up(rows: PublicationQuerySet) -> Totals:
    """The totals of these rows, in one query."""
    found = rows.order_by().aggregate(
        incidents=Count("pk"),
        with_point=Count("pk", filter=Q(cell__isnull=False)),
        discounted=Count("pk", filter=~_COUNTED),
        **_sums("killed"),
        **_sums("injured"),
    )
    return Totals(
        incidents=found["incidents"],
        with_point=found["with_point"],
        discounted=found["discounted"],
        killed=_sum("killed", found),
        injured=_sum("injured", found),
    )


def _sums(harm: str) -> dict[str, Any]:
    has_figure = _COUNTED & Q(**{f"{harm}_state__in": ("figure", "none")})
    counts: dict[str, Any] = {f"{harm}_figures": Count("pk", filter=has_figure)}
    for end in ("low", "best", "high"):
        counts[f"{harm}_{end}_sum"] = Sum(f"{harm}_{end}", filter=has_figure)
        counts[f"{harm}_{end}_told"] = Count(f"{harm}_{end}", filter=has_figure)
    return counts


def _sum(harm: str, found: dict[str, int]) -> str:
    """The total in words: lows that are there are a floor, bests and highs only stand when no figure lacks them."""
    figures = found[f"{harm}_figures"]
    whole = {
        end: found[f"{harm}_{end}_sum"] if found[f"{harm}_{end}_told"] == figures else None for end in ("best", "high")
    }
    without = found["incidents"] - found["discounted"] - figures
    total = tolls.Total(
        low=found[f"{harm}_low_sum"],
        **whole,
        with_figure=figures,
        without_figure=without,
        without_high=figures - found[f"{harm}_high_told"],
    )
    return tolls.total_words(total, harm)
