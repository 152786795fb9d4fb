"""How does a table come in? Owns the writing of an import: all of it in bulk, all or nothing, by the verdicts.

The caller opens the transaction. ``judge`` decides beforehand what is to be written; what has changed in the database
between the two is refused, never overwritten.
"""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from incidents.exchange import standing
from incidents.exchange.standing import Stored
from incidents.exchange.table import coding
from incidents.exchange.table.entry import Entry
from incidents.exchange.table.judgement import SCHEME, Judgement, Tick
from incidents.exchange.table.mapping import Map
from incidents.exchange.table.registers import Actors, Articles, Places, dataset_article
from incidents.models import (
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Location,
    Note,
    Statement,
    Target,
    WeaponUse,
)
from incidents.models.bulk import insert, make, next_keys
from incidents.publishing import Coding, gather

BATCH = 500
# What an update replaces, those that point to others first.
PARTS: tuple[type[models.Model], ...] = (Citation, CasualtyCount, Note, WeaponUse, Target, Location, Statement)
_DESCRIBED = (
    "title", "folded", "summary", "attack_type", "violence_type", "stage", "date_edtf", "date_earliest", "date_latest",
    "part_of_day", "time_text", "verification", "verification_note", "sensitivity", "codebook_version", "version",
    "updated_at",
)  # fmt: skip


def write(judgement: Judgement, *, by: User, tick: Tick = lambda rows: None) -> Iterator[list[Coding]]:
    """Writes what the verdicts say, a batch at a time, and yields the codings of each batch, ready to be published."""
    writer = Writer(judgement.map, by=by)
    wanted = judgement.to_write()
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        yield writer.write(
            [(entry, verdict.code, judgement.stored.get(verdict.value)) for verdict, entry in some],
            values=[verdict.value for verdict, _ in some],
        )
        tick(len(some))


def waiting(judgement: Judgement) -> Iterator[list[Coding]]:
    """The rows of this table that an earlier import wrote and nobody has published or touched since."""
    unchanged = [each.value for each in judgement.main.verdicts if each.outcome == "unchanged"]
    stored = [judgement.stored[value] for value in unchanged]
    keys = [each.incident_id for each in stored if each.is_unpublished and not each.is_touched]
    for start in range(0, len(keys), BATCH):
        yield gather(Incident.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk"))


class Writer:
    """Writes batches of entries; holds the shared records that batches have in common."""

    def __init__(self, made: Map, *, by: User) -> None:
        self.map, self.by = made, by
        self.actors, self.places, self.articles = Actors(made), Places(made), Articles(made)
        self.dataset = dataset_article(made)

    def write(self, batch: Sequence[tuple[Entry, str, Stored | None]], *, values: Sequence[str]) -> list[Coding]:
        """Codes and stores the entries; ``values`` are their external ids."""
        entries = [entry for entry, _, _ in batch]
        self.actors.prepare(name for entry in entries for name in entry.accused)
        self.places.prepare(entry.where for entry in entries)
        self.articles.prepare(source for entry in entries for source in entry.sources)
        before = standing.locked([stored for _, _, stored in batch if stored])
        keys = {model: next_keys(model, count) for model, count in coding.keys_needed(entries).items()}
        keys[Incident] = next_keys(Incident, sum(stored is None for _, _, stored in batch))
        fresh: list[Coding] = []
        updated: list[Coding] = []
        for (entry, code, stored), value in zip(batch, values, strict=True):
            made = self._coding(entry, code, value, before.get(stored.incident_id) if stored else None, keys)
            (updated if stored else fresh).append(made)
        clear([each.incident.pk for each in updated])
        _save(fresh, updated)
        return fresh + updated

    def _coding(self, entry: Entry, code: str, value: str, known: ExternalId | None, keys: coding.Keys) -> Coding:
        material = coding.Material(
            entry=entry, map=self.map, dataset=self.dataset, place=self.places.get(entry.where),
            accused=tuple(dict.fromkeys(self.actors.get(name) for name in entry.accused)),
            articles=tuple(dict.fromkeys(self.articles.get(source) for source in entry.sources)),
        )  # fmt: skip
        if known is None:
            incident = make(Incident, id=next(keys[Incident]), created_by=self.by)
            known = make(ExternalId, scheme=SCHEME, value=value)
        else:
            incident = known.incident
            incident.version += 1
            incident.updated_at = timezone.now()
        return coding.build(coding.describe(incident, entry, self.map, code=code), material, known, keys)


def clear(incidents: Sequence[int]) -> None:
    """Takes away every coded row of these incidents."""
    if not incidents:
        return
    for link in (Statement.accused.through, Statement.speakers.through):
        link._base_manager.filter(statement__incident__in=incidents)._raw_delete(using=Incident.objects.db)  # noqa: SLF001
    standing.clear(incidents, PARTS)


def _save(fresh: list[Coding], updated: list[Coding]) -> None:
    """Every row of the batch, those that are pointed to first."""
    insert([each.incident for each in fresh])
    for each in updated:
        each.incident.folded = Incident._meta.get_field("folded").pre_save(each.incident, False)
        Incident._meta.get_field("date_edtf").pre_save(each.incident, False)
    Incident.objects.bulk_update([each.incident for each in updated], _DESCRIBED, batch_size=BATCH)
    codings = fresh + updated
    for name in ("locations", "targets", "weapons", "statements", "notes", "casualty_counts", "citations"):
        insert([row for each in codings for row in getattr(each, name)])
    through = Statement.accused.through
    insert([
        make(through, statement_id=key, actor_id=actor.pk)
        for each in codings for key, actors in each.accused.items() for actor in actors
    ])  # fmt: skip
    insert([row for each in fresh for row in each.external_ids])
    ExternalId.objects.bulk_update(
        [row for each in updated for row in each.external_ids],
        ["dataset_version", "record", "imported_at_version", "updated_at"], batch_size=BATCH,
    )  # fmt: skip
