"""What was put right or taken back, and when? Owns the list of corrections, withdrawals and merges, newest first.

A version that may be read says what it changes. One that was emptied, and an incident that was taken back, say that and
when, and nothing of what they held.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.models.publication import CLOSED_STATES, Publication
from incidents.public.languages import isolated
from incidents.public.memory import remembered
from incidents.public.tombstones import closings, public_reason

EVENTS_A_PAGE: Final = 50
MOST_PAGES: Final = 200

Key = tuple[datetime, str, int]


@dataclass(frozen=True, slots=True)
class Event:
    """One correction, withdrawal or merge. ``kind``: version, blanked, withdrawn or merged."""

    kind: str
    at: datetime
    code: str
    version: int
    title: str
    note: str
    redirect_code: str
    emptied_at: datetime | None = None

    @property
    def name(self) -> str:
        """What it is called for good, in the feed."""
        of_version = f"{self.code}/v{self.version}"
        return of_version if self.kind in ("version", "blanked") else f"{of_version}/{self.kind}"

    @property
    def address(self) -> str:
        if self.kind == "version":
            return reverse("public:incident_version", args=[self.code, self.version])
        return reverse("public:incident", args=[self.code])

    @property
    def headline(self) -> str:
        """What happened, in a line."""
        told = {
            "version": _("%(title)s: version %(version)s"),
            "blanked": _("%(code)s: version %(version)s, emptied since"),
            "withdrawn": _("%(code)s was withdrawn"),
            "merged": _("%(code)s was merged into %(other)s"),
        }[self.kind]
        values = {
            "title": isolated(self.title),
            "code": self.code,
            "version": self.version,
            "other": self.redirect_code,
        }
        return told % values

    @property
    def words(self) -> str:
        """The change or the reason, as far as readers may know it."""
        return {
            "version": self.note or _("No change is noted."),
            "blanked": _("It was emptied when the incident was published again with less detail."),
            "withdrawn": self.note or _("No reason is given."),
            "merged": _("Both are the same event; its address leads to the other."),
        }[self.kind]


def events(number: int) -> list[Event]:
    """One page of them. Each kind is read by its own index, as many rows as the page can need."""
    most = number * EVENTS_A_PAGE
    merged = heapq.merge(_keys(_versions_at(), most), _keys(_closings_at(), most), reverse=True)
    found = list(islice(merged, most - EVENTS_A_PAGE, most))
    rows = Publication.objects.defer("document", "search_text").in_bulk([key for _at, _code, key in found])
    return [_event(rows[key]) for _at, _code, key in found]


def number_of_events() -> int:
    """How many there are in all."""
    return remembered("corrections", "", lambda: _versions_at().count() + _closings_at().count())


def number_of_pages(events: int) -> int:
    """How many pages can be read; beyond them the data addresses tell more."""
    return max(1, min(-(-events // EVENTS_A_PAGE), MOST_PAGES))


def _versions_at() -> QuerySet[Any]:
    """Versions after the first, but for those that went with their incident: its closing tells of them."""
    kept = Publication.objects.filter(version__gt=1).exclude(state__in=CLOSED_STATES)
    return kept.annotate(at=F("published_at"))


def _closings_at() -> QuerySet[Any]:
    """One version for each time that an incident was closed: the last of those that were closed with it."""
    later = Publication.objects.filter(
        code=OuterRef("code"), closed_at=OuterRef("closed_at"), version__gt=OuterRef("version")
    )
    return closings().exclude(Exists(later)).annotate(at=F("closed_at"))


def _keys(rows: QuerySet[Any], most: int) -> Iterable[Key]:
    return rows.order_by("-at", "-code", "-pk").values_list("at", "code", "pk")[:most]


def _event(row: Publication) -> Event:
    if row.state in CLOSED_STATES and row.closed_at:
        reason = public_reason(row.state, row.closed_reason)
        return Event(row.state, row.closed_at, row.code, row.version, "", reason, row.redirect_code)
    kind = "blanked" if row.state == "blanked" else "version"
    title, note = (row.title, row.change_note) if kind == "version" else ("", "")
    emptied_at = row.closed_at if kind == "blanked" else None
    return Event(kind, row.published_at, row.code, row.version, title, note, "", emptied_at)
