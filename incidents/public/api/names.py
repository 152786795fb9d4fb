"""Which actors, places and series are named, and in how many incidents? Owns the walk over names, in folded order."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from incidents.public import subjects
from incidents.public.api import shapes
from incidents.public.api.paging import Page
from incidents.public.counting import ask
from incidents.public.filters import Query
from incidents.public.snapshot.names import Named, Names

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
    asked = ask(query)
    names = Names(asked.snapshot, kind.facets, asked.rows())
    ahead = names.after(after, limit + 1)
    told = [_told(each, kind, request) for each in names.named(ahead[:limit])]
    return Page(told, last=ahead[limit - 1] if len(ahead) > limit else None)


def _told(named: Named, kind: subjects.Kind, request: HttpRequest) -> dict[str, Any]:
    name = subjects.one_line(named.spelling)
    listed = reverse("public:api_incidents") + "?" + urlencode({kind.name: name})
    told = {
        "name": name,
        "incidents": named.rows,
        **({facet: named.by_facet.get(facet, 0) for facet in kind.facets} if len(kind.facets) > 1 else {}),
        "incidents_url": request.build_absolute_uri(listed),
    }
    # A place has its page in its country alone.
    return told if kind is PLACE else told | {"url": request.build_absolute_uri(subjects.address(kind, name))}
