"""What was taken back, and when? Owns the tombstones: code, date and public reason of an incident, and nothing else.

What a withdrawn record said must not be told, not even by which filters its tombstone answers to: tombstones are never
filtered but by time (decision 0016). The reason of a merge is written for analysts and stays with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from incidents.models.publication import CLOSED_STATES, Publication

NOT_FILTERED = _("Tombstones are not filtered: which ones match would tell what the withdrawn records said.")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands in the place of an incident. ``redirect_code`` is where a merged one leads."""

    code: str
    state: str
    closed_at: datetime
    reason: str
    redirect_code: str


def standing(
    *, since: datetime | None = None, until: datetime | None = None, most: int | None = None
) -> Iterator[Tombstone]:
    """Incidents of which nothing is public any more, closed from ``since`` to before ``until``, newest first."""
    newer = Publication.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
    found = closings().filter(_between(since, until)).exclude(Exists(newer))
    rows = found.order_by("-closed_at", "code").values_list(
        "code", "state", "closed_at", "closed_reason", "redirect_code"
    )
    for code, state, closed_at, reason, redirect_code in rows[:most]:
        yield Tombstone(code, state, closed_at, public_reason(state, reason), redirect_code)  # type: ignore[arg-type]


def closings() -> QuerySet[Publication]:
    """The versions that were closed by withdrawing or merging their incident."""
    return Publication.objects.filter(closed_at__isnull=False, state__in=CLOSED_STATES)


def public_reason(state: str, reason: str) -> str:
    """The reason as readers may see it. Why two were merged was written for analysts."""
    return reason if state == "withdrawn" else ""


def _between(since: datetime | None, until: datetime | None) -> Q:
    bounds = Q()
    if since:
        bounds &= Q(closed_at__gte=since)
    return bounds & Q(closed_at__lt=until) if until else bounds
