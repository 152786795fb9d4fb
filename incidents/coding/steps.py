"""What did one gesture write, and can it be taken back? Owns the record of rows before and after, and its undoing.

A step keeps each row it wrote as data, before and after. Undoing puts every row back, or refuses as a whole when one of
them has been changed since: nobody's later work is overwritten.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from articles.history import CHANGE_REASON, keep_baseline
from incidents.coding.authorship import PARTS
from incidents.coding.editing import take_next_turn
from incidents.coding.review import Refused
from incidents.models import Comment, ConfidentialNote, Incident, Prefill, Step

_ALONG: tuple[type[models.Model], ...] = (Comment, ConfidentialNote, Prefill)
"""Rows that go along with those of the coding: what has become of them since does not stand in the way of undoing."""

_KEPT: tuple[type[models.Model], ...] = (Incident, *PARTS, *_ALONG)
TABLES = {model._meta.model_name or "": model for model in _KEPT}
"""The tables whose rows a step may write, by the name under which it keeps them."""

_ONLY: dict[type[models.Model], frozenset[str]] = {
    Comment: frozenset({"incident", "record"}),
    ConfidentialNote: frozenset({"incident"}),
}
"""All that a step keeps of these: to what they belong. What they say is theirs, and may be confidential."""

NOT_KEPT = frozenset({"created_at", "updated_at", "version", "status", "merged_into", "assigned_to", "at"})
"""Columns that a step neither keeps nor puts back: clocks, the count of saves, and what ``review`` writes."""

State = dict[str, Any]


class ChangedSince(Refused):
    """Somebody has changed a row since the step that should be undone."""

    def __init__(self, row: str) -> None:
        super().__init__(f"“{row}” has been changed since; undo the later change first, or mend it by hand.")


def state_of(row: models.Model) -> State:
    """The stored values of a row as data: columns by attribute name, links to many rows as sorted keys."""
    values = {each.attname: each.value_from_object(row) for each in row._meta.concrete_fields if _is_kept(each)}
    links = {each.name: sorted(getattr(row, each.name).values_list("pk", flat=True)) for each in row._meta.many_to_many}
    return _plain(values) | links


def _is_kept(field: Any) -> bool:
    only = _ONLY.get(field.model)
    return field.name not in NOT_KEPT and not field.primary_key and (only is None or field.name in only)


def _plain(values: State) -> State:
    encode = DjangoJSONEncoder().default
    simple = (str, int, float, bool, dict, list, type(None))
    return {name: value if isinstance(value, simple) else encode(value) for name, value in values.items()}


class Recorder:
    """Writes rows of one incident, each with its history, and keeps what they said before and after."""

    def __init__(self, *, by: User, reason: str = "") -> None:
        self.by, self.reason = by, reason
        self.changes: list[State] = []

    def save(self, row: Any, *, links: Mapping[str, Iterable[int]] | None = None) -> None:
        """Stores a new or changed row; ``links`` sets its links to many rows, by name."""
        before = self._stored(row)
        self._sign(row)
        row.save()
        for name, keys in (links or {}).items():
            getattr(row, name).set(keys)
        # What was set as text is read back as what the column holds.
        row.refresh_from_db()
        self._keep(row, row.pk, before, state_of(row))

    def delete(self, row: Any) -> None:
        """Deletes a row. What the database would take along or blank must be written first, row by row."""
        before, key = self._stored(row), row.pk
        self._sign(row)
        row.delete()
        self._keep(row, key, before, None)

    def _stored(self, row: Any) -> State | None:
        if row.pk is None:
            return None
        rows = type(row)._default_manager.filter(pk=row.pk)
        if hasattr(type(row), "history"):
            keep_baseline(rows)
        stored = rows.first()
        return state_of(stored) if stored is not None else None

    def _sign(self, row: Any) -> None:
        setattr(row, CHANGE_REASON, self.reason)
        row._history_user = self.by  # noqa: SLF001  (by this name django-simple-history takes the user)

    def _keep(self, row: models.Model, key: int, before: State | None, after: State | None) -> None:
        if before != after:
            self.changes.append({"table": row._meta.model_name, "key": key, "before": before, "after": after})


def keep(incident: Incident, recorder: Recorder, *, kind: str, label: str) -> Step | None:
    """Stores what a recorder has written as one step; None when nothing changed."""
    if not recorder.changes:
        return None
    return Step.objects.create(
        incident=incident, kind=kind, label=label[:200], changes=recorder.changes, by=recorder.by
    )


def last_step(incident: Incident, *, by: User, kind: str = "desk") -> Step | None:
    """The latest step of this person on the incident that still stands."""
    return incident.steps.filter(kind=kind, by=by, undone_at__isnull=True).order_by("-id").first()


@transaction.atomic
def undo(step: Step, *, by: User) -> Step:
    """Puts back every row of a step. ``ChangedSince`` names the first row that says something else by now."""
    take_next_turn(step.incident)
    recorder = Recorder(by=by, reason=f"Undone: {step.label}")
    for change in reversed(step.changes):
        put_back(change, recorder)
    step.undone_at, step.undone_by = timezone.now(), by
    step.save(update_fields=["undone_at", "undone_by"])
    return step


def put_back(change: State, recorder: Recorder) -> None:
    """Makes one row say what it said before a change, if it still says what it said after."""
    model = TABLES[change["table"]]
    stored = model._default_manager.filter(pk=change["key"]).first()
    if (state_of(stored) if stored is not None else None) != change["after"]:
        if model in _ALONG:
            return
        raise ChangedSince(str(stored or f"{model._meta.verbose_name} {change['key']}"))
    if change["before"] == change["after"]:
        return
    if change["before"] is None:
        recorder.delete(stored)
    else:
        _restore(stored if stored is not None else model(pk=change["key"]), change["before"], recorder)


def _restore(row: Any, before: State, recorder: Recorder) -> None:
    columns = {each.attname: each for each in row._meta.concrete_fields}
    links = {each.name for each in row._meta.many_to_many}
    for name, value in before.items():
        if name in columns:
            setattr(row, name, columns[name].to_python(value))
    recorder.save(row, links={name: before[name] for name in links if name in before})
