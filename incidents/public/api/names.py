"""Which actors, places and series are named, and in how many incidents? Owns the walk over names, in folded order."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Min, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.urls import reverse

from incidents.models.publication import PublicationFacet
from incidents.public import subjects
from incidents.public.api import shapes
from incidents.public.api.paging import BESIDE_THE_ROWS, Page
from incidents.public.filters import Query
from incidents.public.memory import remembered

PLACE: Final = subjects.Kind("place", ("place",), "", "places", "")

_ROLES: Final = {
    "accused": "In how many of them statements accuse it, or deny that it did it. It is not a finding.",
    "involved": "In how many of them it took part or was there.",
    "targeted": "In how many of them it was aimed at.",
    "speaker": "In how many of them it speaks, or somebody speaks for it.",
}
_NAMED: Final = (
    shapes.text("name", "The name, as the first record spells it.", blank="Never empty."),
    shapes.whole("incidents", "How many incidents under the filters name it.", unit="count"),
)
_LINKS: Final = (shapes.address("incidents_url", "Every incident that names it, whatever the filters."),)
_PAGE: Final = shapes.address("url", "Its page for readers.")

ACTOR_FIELDS: Final = (
    *_NAMED, *(shapes.whole(role, told, unit="count") for role, told in _ROLES.items()), _PAGE, *_LINKS,
)  # fmt: skip
PLACE_FIELDS: Final = (*_NAMED, *_LINKS)
SERIES_FIELDS: Final = (*_NAMED, _PAGE, *_LINKS)


def walk(query: Query, kind: subjects.Kind, *, after: str, limit: int, request: HttpRequest) -> Page:
    """The next names of this kind in the incidents of the query, with their counts."""
    asked = f"{query.querystring(cursor=None, limit=None, fields=None)} {after} {limit}"
    found = remembered(f"walk {kind.name}", asked, lambda: _found(query, kind, after, limit))
    told = [_told(row, kind, request) for row in found[:limit]]
    return Page(told, last=found[limit - 1]["folded"] if len(found) > limit else None)


def _found(query: Query, kind: subjects.Kind, after: str, limit: int) -> list[dict[str, Any]]:
    """The names of a page and the one that follows, counted and spelled."""
    is_narrowed = not set(query.given) <= set(BESIDE_THE_ROWS)
    # Live incidents alone have names, so that without filters no incident is looked at.
    rows = PublicationFacet.objects.exclude(folded="")
    if is_narrowed:
        rows = rows.filter(publication__in=query.rows().order_by().values("pk"))
    names = _narrowed_names(rows, kind, after, limit + 1) if is_narrowed else _next_names(rows, kind, after, limit + 1)
    found = list(_counted(rows, kind, names))[: limit + 1]
    spelled = subjects.spellings(kind, {row["folded"]: row["first"] for row in found})
    return [{**row, "name": spelled[row["folded"]]} for row in found]


def _next_names(rows: QuerySet[PublicationFacet], kind: subjects.Kind, after: str, most: int) -> set[str]:
    """The next folded names in each of the facets, each read from the index in its order."""
    found: set[str] = set()
    for facet in kind.facets:
        names = rows.filter(facet=facet, folded__gt=after) if after else rows.filter(facet=facet)
        found |= set(names.order_by("folded").values_list("folded", flat=True).distinct()[:most])
    return found


def _narrowed_names(rows: QuerySet[PublicationFacet], kind: subjects.Kind, after: str, most: int) -> list[str]:
    """The same under filters. All that pass are read: told to stop at some, PostgreSQL walks the names one by one."""
    named = rows.filter(facet__in=kind.facets).annotate(in_order=Concat("folded", Value("")))
    return list(named.filter(in_order__gt=after).order_by("in_order").values_list("in_order", flat=True).distinct())[
        :most
    ]


def _counted(rows: QuerySet[PublicationFacet], kind: subjects.Kind, names: Iterable[str]) -> Iterable[dict[str, Any]]:
    """The names in the order of the database, which alone may say what comes next."""
    named = rows.filter(facet__in=kind.facets, folded__in=list(names)).order_by("folded").values("folded")
    found = {
        row["folded"]: {**row, **dict.fromkeys(kind.facets, 0)}
        for row in named.annotate(incidents=Count("publication", distinct=True), first=Min("publication"))
    }
    if len(kind.facets) > 1:
        for row in named.values("folded", "facet").annotate(count=Count("publication", distinct=True)):
            found[row["folded"]][row["facet"]] = row["count"]
    return found.values()


def _told(row: dict[str, Any], kind: subjects.Kind, request: HttpRequest) -> dict[str, Any]:
    listed = reverse("public:api_incidents") + "?" + urlencode({kind.name: row["name"]})
    told = {
        "name": row["name"],
        "incidents": row["incidents"],
        **({facet: row[facet] for facet in kind.facets} if len(kind.facets) > 1 else {}),
        "incidents_url": request.build_absolute_uri(listed),
    }
    # A place has its page in its country alone.
    return told if kind is PLACE else told | {"url": request.build_absolute_uri(subjects.address(kind, row["name"]))}
