"""Who changed which field of what, from what to what, when, and why? Owns how history rows are read as changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from simple_history.models import HistoricalRecords

NOISE = frozenset(
    {
        "id",
        "version",
        "folded",
        "canonical_url",
        "text_sha256",
        "relevance",
        "created_at",
        "updated_at",
        "incident",
        "codebook_version",
    }
)
"""Columns that follow from others or count saves: they say nothing about what a person changed."""

_NAMING = ("code", "title", "name", "exact", "body")
_TELLING = (
    "kind", "role", "type", "number_text", "harm", "group", "age", "sex", "nationality", "speakers", "speaker_text",
    "accused", "accused_text", "said_edtf", "place", "actor", "to_series", "to_incident", "value", "best", "statement",
)  # fmt: skip

_BLANK = "—"
_LONGEST = 400


@dataclass(frozen=True)
class FieldChange:
    """One field: its label, the value before and after, in words."""

    label: str
    old: str
    new: str


@dataclass
class Change:
    """What one person did to one record in one save. ``action`` is added, changed or deleted."""

    record: str
    kind: str
    key: int
    action: str
    at: datetime
    by: str = ""
    reason: str = ""
    fields: list[FieldChange] = field(default_factory=list)


@dataclass
class Save:
    """What one person did in one go, or one step of review. ``events`` are rows with ``at``, ``by`` and ``reason``."""

    at: datetime
    by: str
    reason: str
    changes: list[Change] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)


ONE_SAVE = timedelta(seconds=3)
"""History rows of one person no further apart than this were written by one save."""


def saves(histories: Iterable[QuerySet[Any]], events: Sequence[Any] = ()) -> list[Save]:
    """The story of a record, latest first: every change in these histories (a queryset a model), and the events."""
    found: list[Save] = []
    changes = [change for history in histories for change in _of_model(history)]
    for change in sorted(changes, key=lambda change: change.at):
        last = found[-1] if found else None
        if last is None or (last.by, last.reason) != (change.by, change.reason) or change.at - last.at > ONE_SAVE:
            found.append(last := Save(change.at, change.by, change.reason))
        _join(last, change)
    found += [Save(each.at, str(each.by or ""), each.reason, events=[each]) for each in events]
    for save in found:
        save.changes = [change for change in save.changes if change.fields or change.action != "changed"]
    told = [each for each in found if each.events or each.changes]
    return sorted(told, key=lambda save: save.at, reverse=True)


def _join(save: Save, change: Change) -> None:
    """Adds a change to a save. A new row and its links are written one by one, and are one change to a reader."""
    same = next((each for each in save.changes if (each.kind, each.key) == (change.kind, change.key)), None)
    if same is None:
        save.changes.append(change)
        return
    same.record, same.action = change.record, "deleted" if change.action == "deleted" else same.action
    later = {each.label: each for each in change.fields}
    kept = [FieldChange(each.label, each.old, later.pop(each.label, each).new) for each in same.fields]
    same.fields = [each for each in [*kept, *later.values()] if each.old != each.new]


def _of_model(history: QuerySet[Any]) -> Iterator[Change]:
    rows = list(history.select_related("history_user").order_by("id", "history_date", "history_id"))
    values = _Values(rows)
    before: Any = None
    for row in rows:
        previous = before if before is not None and before.id == row.id else None
        yield _between(previous, row, values)
        before = row


def _between(previous: Any, row: Any, values: "_Values") -> Change:
    action = {"+": "added", "~": "changed", "-": "deleted"}[row.history_type]
    if previous is None and action == "changed":
        # Its story began elsewhere: a row that came with a merge.
        action = "moved here"
    old = values.of(previous) if previous is not None else {}
    new = {} if action == "deleted" else values.of(row)
    differing = [name for name in values.names if old.get(name, "") != new.get(name, "")]
    told = [] if action == "deleted" else differing
    fields = [FieldChange(values.labels[name], old.get(name) or _BLANK, new[name] or _BLANK) for name in told]
    return Change(
        record=values.title(row), kind=row.instance_type._meta.verbose_name, key=row.id, action=action, fields=fields,
        at=row.history_date, by=str(row.history_user or ""), reason=row.history_change_reason or "",
    )  # fmt: skip


class _Values:
    """The values of history rows of one model in words. What they point to is fetched once a table."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows
        model = rows[0].instance_type if rows else None
        tracked = rows[0].tracked_fields if rows else ()
        self.fields = {each.name: each for each in tracked if each.name not in NOISE and not _derived(each)}
        self.links = {each.name: each for each in (model._meta.many_to_many if model else ())}
        self.names = [*self.fields, *self.links]
        self.labels = {name: str(each.verbose_name) for name, each in {**self.fields, **self.links}.items()}
        self.related = {name: self._fetch(each) for name, each in self.fields.items() if each.is_relation}
        self.linked = {name: self._fetch_links(each) for name, each in self.links.items()}
        self._said: dict[int, dict[str, str]] = {}

    def _fetch(self, field: Any) -> dict[int, Any]:
        wanted = {getattr(row, field.attname) for row in self.rows} - {None}
        return field.related_model.objects.in_bulk(wanted) if wanted else {}

    def _fetch_links(self, field: Any) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        end = field.m2m_reverse_field_name()
        links = HistoricalRecords.m2m_models[field].objects.filter(history__in=[row.history_id for row in self.rows])
        for link in links.select_related(end):
            found[link.history_id].append(str(getattr(link, end)))
        return found

    def of(self, row: Any) -> dict[str, str]:
        """Every field of one history row; a blank one is ""."""
        if row.history_id not in self._said:
            said = {name: self._say(field, row) for name, field in self.fields.items()}
            links = {name: ", ".join(sorted(self.linked[name].get(row.history_id, ()))) for name in self.links}
            self._said[row.history_id] = said | links
        return self._said[row.history_id]

    def _say(self, field: Any, row: Any) -> str:
        value = getattr(row, field.attname)
        if field.name in self.related:
            return str(self.related[field.name].get(value, f"deleted row {value}")) if value else ""
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return shown(value)

    def title(self, row: Any) -> str:
        """What the row is called, else what it says first."""
        said = self.of(row)
        named = next((said[name] for name in _NAMING if said.get(name)), "")
        telling = [said[name] for name in _TELLING if said.get(name)]
        return (named or ", ".join(telling))[:120]


def _derived(field: Any) -> bool:
    return field.name.endswith(("_earliest", "_latest")) or field.name in ("prefix", "suffix", "start", "end")


def shown(value: Any) -> str:
    """A stored value as a reader of the history sees it: blanks are blank, long texts are cut."""
    if value is None or value in ("", {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
