"""How does UCDP GED come in? Owns the writing of an import: all of it in bulk, all or nothing, by the verdicts.

The caller opens the transaction. ``judge`` (judgement) decides beforehand what is to be written; what has changed
in the database between the two is refused, never overwritten.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from incidents.exchange import standing
from incidents.exchange.ged import coding, sources, words
from incidents.exchange.ged.files import read_rows
from incidents.exchange.ged.judgement import Judgement, Tick, digest
from incidents.exchange.ged.registers import Actors, Articles, Places, dataset_article
from incidents.exchange.ged.rows import Event, read_event
from incidents.exchange.ged.text import storable
from incidents.exchange.standing import Stored
from incidents.models import (
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Involvement,
    Location,
    Note,
    ReviewEvent,
    Statement,
)
from incidents.models.bulk import insert, make, next_keys
from incidents.publishing import Coding, gather

BATCH = 500
# What an update replaces, those that point to others first.
_PARTS: tuple[type[models.Model], ...] = (Citation, CasualtyCount, Note, Involvement, Location, Statement)
_DESCRIBED = (
    "title", "summary", "attack_type", "violence_type", "stage", "date_edtf", "date_earliest", "date_latest",
    "codebook_version", "version", "updated_at",
)  # fmt: skip


class Arrival(NamedTuple):
    """A row whose content is to be written, and what the database holds of its event."""

    event: Event
    record: dict[str, str]
    dataset_version: str
    stored: Stored | None


def write(judgement: Judgement, *, by: User, tick: Tick = lambda rows: None) -> Iterator[list[Coding]]:
    """Writes what the verdicts say, a batch at a time, and yields the codings of each batch, ready to be published.

    Raises ChangedMeanwhile where the database has moved on since the judgement.
    """
    writer = _Writer(by)
    arrivals = _arrivals(judgement, tick)
    while batch := list(islice(arrivals, BATCH)):
        _enter_conflicts([each for each in batch if each.event.id in judgement.conflicts], by=by)
        yield writer.write([each for each in batch if each.event.id not in judgement.conflicts])
    for version, external_ids in judgement.restamped.items():
        for start in range(0, len(external_ids), BATCH):
            ExternalId.objects.filter(pk__in=external_ids[start : start + BATCH]).update(dataset_version=version)


def waiting(judgement: Judgement) -> Iterator[list[Coding]]:
    """The events of these files that an earlier import wrote and nobody has published or touched since."""
    written = set(judgement.to_write().values())
    keys = [
        stored.incident_id
        for value, stored in judgement.stored.items()
        if stored.is_unpublished and not stored.is_touched and value not in written
    ]
    for start in range(0, len(keys), BATCH):
        yield gather(Incident.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk"))


def _arrivals(judgement: Judgement, tick: Tick) -> Iterator[Arrival]:
    wanted = judgement.to_write()
    for number, judged in enumerate(judgement.files):
        for row in read_rows(judged.file):
            tick(1)
            if (number, row.line) in wanted:
                event = read_event(row.record)
                stored = judgement.stored.get(event.id)
                yield Arrival(event, storable(row.record), judged.file.dataset_version, stored)


class _Writer:
    """Writes batches of events; holds the shared records that batches have in common."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.actors, self.places, self.articles = Actors(), Places(), Articles()
        self.dataset = cache(dataset_article)

    def write(self, arrivals: list[Arrival]) -> list[Coding]:
        cited = [_sources(each.event) for each in arrivals]
        self.actors.prepare(side for each in arrivals for side in each.event.sides)
        self.places.prepare(each.event.where for each in arrivals)
        self.articles.prepare(reference for references, _ in cited for reference in references)
        before = standing.locked([each.stored for each in arrivals if each.stored])
        events = [each.event for each in arrivals]
        keys = {model: next_keys(model, count) for model, count in coding.keys_needed(events).items()}
        keys[Incident] = next_keys(Incident, len(events))
        codings = [self._coding(each, found, before, keys) for each, found in zip(arrivals, cited, strict=True)]
        is_new = {each.event.id: each.stored is None for each in arrivals}
        fresh = [coding for coding in codings if is_new[coding.external_ids[0].value]]
        updated = [coding for coding in codings if not is_new[coding.external_ids[0].value]]
        standing.clear([coding.incident.pk for coding in updated], _PARTS)
        _save(fresh, updated)
        return codings

    def _coding(
        self,
        arrival: Arrival,
        cited: tuple[list[sources.Reference], str],
        before: dict[int, ExternalId],
        keys: coding.Keys,
    ) -> Coding:
        event = arrival.event
        references, unparsed = cited
        articles = dict.fromkeys(self.articles.get(reference) for reference in references)
        material = coding.Material(
            event=event, record=arrival.record, dataset_version=arrival.dataset_version,
            dataset=self.dataset(arrival.dataset_version), place=self.places.get(event.where),
            actors=tuple(self.actors.get(side) for side in event.sides), articles=tuple(articles), unparsed=unparsed,
        )  # fmt: skip
        if arrival.stored is None:
            incident = coding.describe(make(Incident, id=next(keys[Incident]), created_by=self.by), event)
            return coding.build(incident, material, coding.new_external_id(event), keys)
        external_id = before[arrival.stored.incident_id]
        incident = coding.describe(external_id.incident, event)
        incident.version += 1
        incident.updated_at = timezone.now()
        return coding.build(incident, material, external_id, keys)


def _sources(event: Event) -> tuple[list[sources.Reference], str]:
    return sources.parse(event.cells.get("source_article", ""), event.cells.get("number_of_sources", ""))


def _save(fresh: list[Coding], updated: list[Coding]) -> None:
    """Every row of the batch, those that are pointed to first."""
    insert([coding.incident for coding in fresh])
    Incident.objects.bulk_update([coding.incident for coding in updated], _DESCRIBED, batch_size=BATCH)
    codings = fresh + updated
    for name in ("locations", "involvements", "statements", "notes", "casualty_counts", "citations"):
        insert([row for coding in codings for row in getattr(coding, name)])
    insert([row for coding in fresh for row in coding.external_ids])
    external_ids = [row for coding in updated for row in coding.external_ids]
    ExternalId.objects.bulk_update(
        external_ids, ["dataset_version", "record", "imported_at_version", "updated_at"], batch_size=BATCH
    )


def _enter_conflicts(arrivals: list[Arrival], *, by: User) -> None:
    """A note and an entry for the review queue, once for each row that differs; nothing else of the incident."""
    arrived = {each.stored.external_id: each for each in arrivals if each.stored}
    stored = ExternalId.objects.filter(pk__in=arrived).select_related("incident").order_by("pk")
    reasons = {each.pk: _reason(arrived[each.pk]) for each in stored}
    told = set(
        ReviewEvent.objects.filter(action="conflict", reason__in=reasons.values()).values_list("reason", flat=True)
    )
    fresh = [each for each in stored if reasons[each.pk] not in told]
    Note.objects.bulk_create(_conflict_note(each, arrived[each.pk]) for each in fresh)
    ReviewEvent.objects.bulk_create(_conflict_event(each.incident, reasons[each.pk], by) for each in fresh)


def _conflict_note(stored: ExternalId, arrival: Arrival) -> Note:
    body = words.conflict(stored.record, arrival.record, arrival.dataset_version)
    return Note(incident=stored.incident, kind="discrepancy", body=body)


def _conflict_event(incident: Incident, reason: str, by: User) -> ReviewEvent:
    status = incident.status
    return ReviewEvent(incident=incident, action="conflict", from_status=status, to_status=status, reason=reason, by=by)


def _reason(arrival: Arrival) -> str:
    """Names the row by its digest, so that importing it again finds the entry and adds nothing."""
    return (
        f"UCDP GED {arrival.dataset_version} has other values for event {arrival.event.id} "
        f"(row {digest(arrival.record).hex()[:12]})."
    )
