"""What does the API tell of an incident? The columns of the downloads, and of a single one its whole record beside."""

from typing import Any, Final

from incidents.models.publication import Publication, PublicationQuerySet
from incidents.public import exports
from incidents.public.api.paging import Page
from incidents.public.api.shapes import Field, of_column
from incidents.public.columns import COLUMNS

FIELDS: Final = tuple(of_column(column) for column in COLUMNS)

RECORD: Final = Field("record", {
    "type": "object",
    "required": ["format", "code", "version", "statements", "casualty_counts", "articles", "citations"],
    "description": "The whole public record: locations, weapons, targets, statements, casualty counts, articles and the "
    "quoted words that carry each value. Its keys and values are the names and codes of the scheme. The bytes whose "
    "SHA-256 is `sha256` stand at /incidents/{code}.json.",
})  # fmt: skip

ALL_FIELDS: Final = (*FIELDS, RECORD)


def walk(rows: PublicationQuerySet, *, after: str, limit: int, page_address: str) -> Page:
    """The next rows in the order of their codes."""
    found = in_order(rows, after=after)[: limit + 1]
    told = list(exports.objects(found, page_address=page_address))
    return Page(told[:limit], last=told[limit - 1]["code"] if len(told) > limit else None)


def in_order(rows: PublicationQuerySet, *, after: str) -> PublicationQuerySet:
    """Live incidents after this code, by code: the one order that no revision changes."""
    return (rows.filter(code__gt=after) if after else rows).order_by("code")


def one(publication: Publication, *, page_address: str) -> dict[str, Any]:
    """Everything of one incident."""
    [told] = exports.objects(Publication.objects.filter(pk=publication.pk), page_address=page_address)
    return {**told, RECORD.name: publication.read()}
