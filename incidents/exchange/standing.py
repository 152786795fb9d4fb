"""What does the database hold of rows that came in before? Owns whose word stands: an import's, or that of analysts.

What an import is to change is locked first, and refused where it is no longer as it was when the rows were judged.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from incidents.models import ExternalId, Incident, ReviewEvent

_OURS = ("publish", "conflict")
"""Review steps that an import takes itself; any other says that analysts have the incident in hand."""

Digest = Callable[[dict[str, Any]], bytes]


class ChangedMeanwhile(Exception):  # noqa: N818 -- callers read "except ChangedMeanwhile"
    """An incident is no longer as it was when the rows were judged. Nothing may be written; judge again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds of a row: keys, version, the digest of its record, whether analysts have the word."""

    external_id: int
    incident_id: int
    incident_version: int
    dataset_version: str
    digest: bytes
    is_touched: bool
    is_unpublished: bool


def stored_rows(scheme: str, values: Iterable[str], *, digest: Digest) -> dict[str, Stored]:
    """What the database holds of these external ids."""
    rows = list(
        ExternalId.objects.filter(scheme=scheme, value__in=values).values_list(
            "value", "pk", "incident_id", "incident__version", "dataset_version", "record", "imported_at_version",
            "incident__status",
        )
    )  # fmt: skip
    reviewed = _reviewed([row[2] for row in rows])
    return {
        value: Stored(
            pk, incident, version, dataset_version, digest(record),
            is_touched=version != imported or status in ("withdrawn", "merged", "in_review") or incident in reviewed,
            is_unpublished=status == "draft",
        )
        for value, pk, incident, version, dataset_version, record, imported, status in rows
    }  # fmt: skip


def _reviewed(incidents: list[int]) -> set[int]:
    steps = ReviewEvent.objects.filter(incident__in=incidents).exclude(action__in=_OURS)
    return set(steps.values_list("incident_id", flat=True))


def locked(stored: Sequence[Stored]) -> dict[int, ExternalId]:
    """The external ids of incidents that are to be updated, by incident, locked until the transaction ends."""
    incidents = Incident.objects.select_for_update().in_bulk([each.incident_id for each in stored])
    versions = {key: incident.version for key, incident in incidents.items()}
    if any(versions.get(each.incident_id) != each.incident_version for each in stored):
        raise ChangedMeanwhile
    found = {}
    for external_id in ExternalId.objects.filter(pk__in=[each.external_id for each in stored]):
        external_id.incident = incidents[external_id.incident_id]
        found[external_id.incident_id] = external_id
    return found


def clear(incidents: Sequence[int], parts: Iterable[type[models.Model]]) -> None:
    """Takes away what an update replaces; ``parts`` that point to others come first."""
    for part in parts if incidents else ():
        # Not delete(): it would enter each row in the history, whose place the ledger takes for imported rows.
        part._base_manager.filter(incident__in=incidents)._raw_delete(using=Incident.objects.db)  # noqa: SLF001
