"""Who changed which field of what, from what to what? Owns how history rows are read as changes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from simple_history.models import HistoricalRecords

from articles.wording import FieldChange

_NAMING = ("code", "title", "name", "exact", "body")
_TELLING = (
    "kind", "role", "type", "number_text", "harm", "group", "age", "sex", "nationality", "speakers", "speaker_text",
    "accused", "accused_text", "said_edtf", "place", "actor", "to_series", "to_incident", "value", "best", "statement",
)  # fmt: skip

_LONGEST = 400


@dataclass
class Change:
    """What one person did to one record in one save. ``action`` is added, changed or deleted.

    ``model`` and ``key`` say which row it is; ``address`` leads to it, blank when it is gone.
    """

    record: str
    kind: str
    model: str
    key: int
    action: str
    at: datetime
    by: str = ""
    by_key: int | None = None
    reason: str = ""
    fields: list[FieldChange] = field(default_factory=list)
    address: str = ""


def changes_of(history: QuerySet[Any]) -> Iterator[Change]:
    """Every change that the history rows of one model tell, row by row, oldest first."""
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
    if action == "deleted":
        old = values.of(row)
    differing = [name for name in values.names if old.get(name, "") != new.get(name, "")]
    return Change(
        record=values.title(row), kind=str(row.instance_type._meta.verbose_name),
        model=row.instance_type._meta.model_name, key=row.id, action=action,
        fields=[FieldChange(values.labels[name], old.get(name, ""), new.get(name, "")) for name in differing],
        at=row.history_date, by=str(row.history_user or ""), by_key=row.history_user_id,
        reason=row.history_change_reason or "",
    )  # fmt: skip


def is_told(column: Any) -> bool:
    """Whether a column says something a person changed; others follow from these, count saves, or belong to review."""
    return column.editable and not column.primary_key and column.name != "incident"


class _Values:
    """The values of history rows of one model in words. What they point to is fetched once a table."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows
        model = rows[0].instance_type if rows else None
        tracked = rows[0].tracked_fields if rows else ()
        self.fields = {each.name: each for each in tracked if is_told(each)}
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
        return said(value)

    def title(self, row: Any) -> str:
        """What the row is called, else what it says first."""
        said = self.of(row)
        named = next((said[name] for name in _NAMING if said.get(name)), "")
        telling = [said[name] for name in _TELLING if said.get(name)]
        return (named or ", ".join(telling))[:120]


def said(value: Any) -> str:
    """A stored value as text; what is blank is blank."""
    if value is None or value in ("", {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def shown(value: Any) -> str:
    """The same, cut where it is too long to stand beside others."""
    text = said(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
