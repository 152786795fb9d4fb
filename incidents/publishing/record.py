"""Which public version stands? Owns every write to ``Publication``: new versions, closing, blanking."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet

from incidents.models.bulk import insert, make, next_keys
from incidents.models.publication import CLOSED_STATES, READABLE_STATES, Publication, PublicationFacet, PublicState
from incidents.publishing import columns, document
from incidents.publishing.coding import Coding
from incidents.publishing.geography import public_geography

BATCH = 500
_STRICTNESS = {"open": 0, "coarse": 1, "hidden_place": 2}
# What a blanked version keeps: that it stood here, when, and the hash of what it said.
_KEPT = {
    "id", "code", "version", "state", "published_at", "published_by", "closed_at", "closed_reason", "redirect_code",
    "sha256",
    "previous_sha256",
}  # fmt: skip


@transaction.atomic
def write(
    codings: Sequence[Coding], *, by: AbstractBaseUser | None, at: dt.datetime, change_note: str = ""
) -> list[Publication]:
    """Writes the next version of each incident and makes it the live one. Returns the new versions, in order.

    Relations lead only to incidents that are live or are published by this very call. ValueError: a pinned figure lies
    outside the range of the accounts.
    """
    keys = next_keys(Publication, len(codings))
    previous = _latest([coding.incident.code for coding in codings])
    live = _live_codes(codings)
    written: list[Publication] = []
    facets: list[PublicationFacet] = []
    for coding in codings:
        publication, record = _version(
            coding, previous.get(coding.incident.code), live, by=by, at=at, change_note=change_note
        )
        publication.pk = next(keys)
        written.append(publication)
        facets += columns.facets(publication, record)
    _end_live_versions(codings, previous, at=at)
    insert(written)
    insert(facets)
    _bump(at)
    return written


def preview(coding: Coding) -> document.Document:
    """The document that publishing now would write, but for what ``write`` adds: version, time, note, hash before.

    ValueError: a pinned figure lies outside the range of the accounts.
    """
    return document.build(coding, public_geography(coding), live_codes=_live_codes([coding]))


def _version(
    coding: Coding, previous: Publication | None, live: set[str], **options: Any
) -> tuple[Publication, document.Document]:
    geography = public_geography(coding)
    record = {
        **document.build(coding, geography, live_codes=live),
        "version": previous.version + 1 if previous else 1,
        "previous_sha256": previous.sha256 if previous else "",
        "published_at": document.utc(options["at"]),
        "change_note": options["change_note"],
    }
    text = document.canonical_json(record)
    publication = make(
        Publication, version=record["version"], previous_sha256=record["previous_sha256"], published_at=options["at"],
        published_by=options["by"], change_note=options["change_note"], document=text, sha256=document.digest(text),
        **columns.flat(record, geography),
    )  # fmt: skip
    return publication, record


def close(codes: Iterable[str], *, state: str, reason: str, at: dt.datetime, redirect_code: str = "") -> None:
    """Closes every version of these incidents as ``withdrawn`` or ``merged``; what is closed stays as it was closed."""
    with transaction.atomic():
        standing = Publication.objects.filter(code__in=list(codes)).exclude(state__in=CLOSED_STATES)
        _forget_facets(standing)
        # A hidden incident that is merged must not move the public state: readers could see that something happened.
        if standing.update(state=state, closed_at=at, closed_reason=reason, redirect_code=redirect_code):
            _bump(at)


def _end_live_versions(codings: Sequence[Coding], previous: dict[str, Publication], *, at: dt.datetime) -> None:
    """Ends the live versions; a coarser version blanks every older one, so that the better point is gone."""
    for some in _batches([coding for coding in codings if coding.incident.code in previous]):
        codes = [coding.incident.code for coding in some]
        ending = Publication.objects.filter(code__in=codes, state="live")
        _forget_facets(ending)
        ending.update(state="superseded")
        _blank([coding.incident.code for coding in some if _is_coarser(coding, previous[coding.incident.code])], at=at)


def _is_coarser(coding: Coding, previous: Publication) -> bool:
    was = previous.read().get("sensitivity", "hidden_place")
    return _STRICTNESS[coding.incident.sensitivity] > _STRICTNESS[was]


def _blank(codes: list[str], *, at: dt.datetime) -> None:
    """Empties every older version, closed ones too: what was withdrawn may hold the better point as well."""
    if not codes:
        return
    older = Publication.objects.filter(code__in=codes)
    _forget_facets(older)
    older.update(**_emptied())
    older.filter(state__in=READABLE_STATES).update(
        state="blanked", closed_at=at, closed_reason="Published with a coarser place."
    )


def _forget_facets(publications: QuerySet[Publication]) -> None:
    """Only live versions are found and counted: with these alone a name is counted without looking at its versions."""
    PublicationFacet.objects.filter(publication__in=publications).delete()


def _emptied() -> dict[str, Any]:
    emptied = [field for field in Publication._meta.concrete_fields if field.name not in _KEPT]
    return {field.name: _blank_value(field) for field in emptied}


def _blank_value(field: Any) -> Any:
    if field.null:
        return None
    return field.default if field.has_default() else ""


def _latest(codes: list[str]) -> dict[str, Publication]:
    """The newest version of each incident that has one, whatever its state."""
    newest: dict[str, Publication] = {}
    for some in _batches(codes):
        for publication in Publication.objects.filter(code__in=some).order_by("version"):
            newest[publication.code] = publication
    return newest


def _live_codes(codings: Sequence[Coding]) -> set[str]:
    here = {coding.incident.code for coding in codings}
    wanted = {each.to_incident.code for coding in codings for each in coding.relations if each.to_incident} - here
    return here | set(Publication.objects.live().filter(code__in=wanted).values_list("code", flat=True))


def _bump(at: dt.datetime) -> None:
    if not PublicState.objects.filter(pk=1).update(version=F("version") + 1, changed_at=at):
        PublicState.objects.create(pk=1, version=1, changed_at=at)


def _batches(items: list[Any]) -> Iterable[list[Any]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
