"""What can be asked of the API? The one list of its resources: to add one is to add a line here (decision 0022).

Index, addresses, parameters, the OpenAPI document and the tests are all made from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.http import HttpRequest

from incidents.public import subjects
from incidents.public.api import incidents, names, parts, releases
from incidents.public.api.filters import WalkFilter, walk_filter
from incidents.public.api.paging import Page
from incidents.public.api.shapes import Field
from incidents.public.filters import Query


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is asked for: the query, the name after which it begins, how much it may hold."""

    request: HttpRequest
    query: Query
    after: str
    limit: int


@dataclass(frozen=True, slots=True)
class Resource:
    """One list of the API. ``usual`` and ``most`` count what ``counted`` says: the limit of a page.

    What hangs on no incident ``is_filtered`` by none of their filters.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    walk: Callable[[Asked], Page]
    counted: str
    usual: int
    most: int
    is_filtered: bool = True

    @property
    def known(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def filter(self) -> type[WalkFilter]:
        return walk_filter(known=self.known, most=self.most, is_filtered=self.is_filtered)


def _incidents(asked: Asked) -> Page:
    return incidents.walk(asked.query, after=asked.after, limit=asked.limit, request=asked.request)


def _parts(tell: parts.Tell, asked: Asked) -> Page:
    return parts.walk(asked.query, tell, after=asked.after, limit=asked.limit)


def _names(kind: subjects.Kind, asked: Asked) -> Page:
    return names.walk(asked.query, kind, after=asked.after, limit=asked.limit, request=asked.request)


def _releases(asked: Asked) -> Page:
    return releases.walk(after=asked.after, limit=asked.limit, request=asked.request)


_PARTED: Final = (
    " `limit` counts incidents: a page holds everything of this kind that they have, from one version each, so that it "
    "may hold more or fewer rows, or none."
)
_NAMED: Final = " In folded order: without case, accents and punctuation, by code point."

RESOURCES: Final = (
    Resource(
        "incidents", "Incidents", "One row an incident, as it stands now: the columns of the downloads.",
        incidents.FIELDS, _incidents, counted="incidents", usual=100, most=1_000,
    ),
    Resource(
        "accounts", "Accounts of tolls",
        "One row a figure as one voice gave it: who says it, where it is printed, with the words quoted. Rival "
        "accounts stand side by side; the figures of an incident are worked out from them." + _PARTED,
        parts.ACCOUNT_FIELDS, partial(_parts, parts.accounts), counted="incidents", usual=50, most=200,
    ),
    Resource(
        "claims", "Attribution claims",
        "One row a statement on who did it: claims, accusations, denials, assessments, and that nobody has claimed it. "
        "None of them is a finding." + _PARTED,
        parts.CLAIM_FIELDS, partial(_parts, parts.claims), counted="incidents", usual=50, most=200,
    ),
    Resource(
        "articles", "Articles",
        "One row an article and an incident: an article that tells of three incidents stands here once for each."
        + _PARTED,
        parts.ARTICLE_FIELDS, partial(_parts, parts.articles), counted="incidents", usual=50, most=200,
    ),
    Resource(
        "actors", "Actors", "One row a name in any role: accused, involved, aimed at, speaking." + _NAMED,
        names.ACTOR_FIELDS, partial(_names, subjects.ACTOR), counted="names", usual=50, most=100,
    ),
    Resource(
        "places", "Places",
        "One row a name of a place and of what it lies in. Places of one name in two countries are one row; the filter "
        "`country` tells them apart." + _NAMED,
        names.PLACE_FIELDS, partial(_names, names.PLACE), counted="names", usual=50, most=100,
    ),
    Resource(
        "series", "Series", "One row a series that incidents are part of." + _NAMED,
        names.SERIES_FIELDS, partial(_names, subjects.SERIES), counted="names", usual=50, most=100,
    ),
    Resource(
        "releases", "Releases", "One row a version of the dataset that can be cited for good, with its files.",
        releases.FIELDS, _releases, counted="releases", usual=20, most=100, is_filtered=False,
    ),
)  # fmt: skip
