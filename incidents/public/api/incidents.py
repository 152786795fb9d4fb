"""What does the API tell of an incident? The columns of the downloads, and of a single one its whole record beside."""

from typing import Any, Final

from django.db.models import Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.urls import reverse

from incidents.models.publication import Publication, PublicationQuerySet
from incidents.public import exports
from incidents.public.api.paging import Page
from incidents.public.api.shapes import Field, of_column
from incidents.public.columns import COLUMNS

FIELDS: Final = tuple(of_column(column) for column in COLUMNS)

RECORD: Final = Field("record", {
    "type": "object",
    "required": ["format", "code", "version", "statements", "casualty_counts", "articles", "citations"],
    "description": "The whole public record: locations, weapons, targets, statements, casualty counts, articles and "
    "the quoted words that carry each value. Its keys and values are the names and codes of the scheme. The bytes "
    "whose SHA-256 is `sha256` stand at /incidents/{code}.json.",
})  # fmt: skip

ALL_FIELDS: Final = (*FIELDS, RECORD)

STRETCH: Final = 3_000
"""Codes that are looked through for what passes the filters, before these are asked by themselves."""


def walk(rows: PublicationQuerySet, *, after: str, limit: int, request: HttpRequest) -> Page:
    """The next rows in the order of their codes."""
    codes = next_codes(rows, after=after, most=limit + 1)
    told = exports.objects(live(codes[:limit]), page_address=_page_address(request))
    return Page(list(told), last=codes[limit - 1] if len(codes) > limit else None)


def one(publication: Publication, *, request: HttpRequest) -> dict[str, Any]:
    """Everything of one incident."""
    row = Publication.objects.filter(pk=publication.pk)
    [told] = exports.objects(row, page_address=_page_address(request))
    return {**told, RECORD.name: publication.read()}


def _page_address(request: HttpRequest) -> str:
    """What the code follows in the address of an incident's page."""
    return request.build_absolute_uri(reverse("public:incident_list"))


def live(codes: list[str]) -> PublicationQuerySet:
    """These incidents as they stand, by code."""
    return Publication.objects.live().filter(code__in=codes).order_by("code")


def next_codes(rows: PublicationQuerySet, *, after: str, most: int) -> list[str]:
    """The codes of the next incidents of the query, by code: the one order that no revision changes.

    Where many pass the filters, they are met in the next stretch of codes. Where few do, the index of codes would be
    read to its end with a look at each row: those are found by their filters first, and sorted then.
    """
    ahead = Publication.objects.live().filter(code__gt=after).order_by("code").values_list("code", flat=True)
    ends = list(ahead[STRETCH : STRETCH + 1])
    stretch = rows.filter(code__gt=after, **({"code__lte": ends[0]} if ends else {})).order_by("code")
    found = list(stretch.values_list("code", flat=True)[:most])
    return found if len(found) == most or not ends else list(_sorted(rows, after)[:most])


def _sorted(rows: PublicationQuerySet, after: str) -> Any:
    """The codes that follow, by an order that no index has."""
    plain = rows.annotate(in_order=Concat("code", Value(""))).filter(in_order__gt=after)
    return plain.order_by("in_order").values_list("code", flat=True)
