"""What does the API tell of an incident? The columns of the downloads, and of a single one its whole record beside."""

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from incidents.models.publication import Publication
from incidents.public import exports
from incidents.public.api.paging import Page
from incidents.public.api.shapes import Field, of_column
from incidents.public.api.walking import live, next_codes
from incidents.public.columns import COLUMNS
from incidents.public.filters import Query

FIELDS: Final = tuple(of_column(column) for column in COLUMNS)

RECORD: Final = Field("record", {
    "type": "object",
    "required": ["format", "code", "version", "statements", "casualty_counts", "articles", "citations"],
    "description": "The whole public record: locations, weapons, targets, statements, casualty counts, articles and "
    "the quoted words that carry each value. Its keys and values are the names and codes of the scheme. The bytes "
    "whose SHA-256 is `sha256` stand at /incidents/{code}.json.",
})  # fmt: skip

ALL_FIELDS: Final = (*FIELDS, RECORD)


def walk(query: Query, *, after: str, limit: int, request: HttpRequest) -> Page:
    """The next rows in the order of their codes."""
    codes = next_codes(query, after=after, most=limit + 1)
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
