"""Whose coding is it? Owns what counts as one's own: having changed it since it was last published (SCHEMA 3.6)."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from incidents.models import (
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Involvement,
    Location,
    Note,
    PinnedFigure,
    Relation,
    Statement,
    Target,
    WeaponUse,
)

PARTS: tuple[type[Model], ...] = (
    Location, WeaponUse, Target, Statement, CasualtyCount, PinnedFigure, Citation, Relation, Involvement, ExternalId,
    Note,
)  # fmt: skip
"""The tables whose rows belong to one incident."""


def has_coded_since_publication(incident: Incident, user: User) -> bool:
    """Whether the user has made or changed the incident or any part of it since it was last published."""
    since = _last_published(incident)
    if since is None and incident.created_by_id == user.pk:
        return True
    return _has_changes(Incident, {"id": incident.pk}, user, since) or any(
        _has_changes(part, {"incident_id": incident.pk}, user, since) for part in PARTS
    )


def _last_published(incident: Incident) -> dt.datetime | None:
    event = incident.review_events.filter(action="publish").last()
    return event.at if event else None


def _has_changes(model: Any, rows: dict[str, int], user: User, since: dt.datetime | None) -> bool:
    changes = model.history.filter(**rows, history_user=user)
    return (changes.filter(history_date__gt=since) if since else changes).exists()
