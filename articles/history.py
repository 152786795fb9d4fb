"""What did a row say before anybody changed it here? Owns the first history row of records that were stored in bulk."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet
from simple_history.models import HistoricalRecords

CHANGE_REASON = "_change_reason"
"""The attribute by which django-simple-history takes the reason of a change."""

AS_STORED = "As first stored."


def keep_baseline(rows: QuerySet[Any]) -> None:
    """Write the stored state of each row that has no history yet, dated to the row's last change, by nobody.

    Call it before a change: an imported row has no history, and its first edit would have nothing to be compared with.
    """
    history = rows.model.history
    known = history.filter(id__in=rows.values("pk")).values("id")
    for row in rows.exclude(pk__in=known):
        entry = history.model(
            history_date=row.updated_at, history_type="+", history_change_reason=AS_STORED,
            **{field.attname: getattr(row, field.attname) for field in history.model.tracked_fields},
        )  # fmt: skip
        entry.save()
        _keep_links(entry, row)


def _keep_links(entry: Any, row: models.Model) -> None:
    for field in entry._history_m2m_fields:  # noqa: SLF001  (the library gives no public name for it)
        links = getattr(row, field.name).through.objects.filter(**{field.m2m_field_name(): row})
        model = HistoricalRecords.m2m_models[field]
        names = [each.attname for each in getattr(row, field.name).through._meta.fields]
        model.objects.bulk_create(
            model(history=entry, **{name: getattr(link, name) for name in names}) for link in links
        )


def give_reason(rows: Iterable[models.Model], reason: str) -> None:
    """Put the reason of a change on rows about to be saved."""
    for row in rows:
        setattr(row, CHANGE_REASON, reason)
