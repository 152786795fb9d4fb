"""What did colleagues remark on a field, and is it settled? Owns comments: on what, by whom, open or resolved.

A comment names a row of the incident by its kind and key ("statement-12"; blank is the incident itself) and one of its
fields (blank is the row as a whole).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from incidents.coding import citable
from incidents.coding.review import Refused
from incidents.coding.sight import visible_to
from incidents.models import Citation, Comment, ExternalId, Incident, PinnedFigure

LONGEST = 5_000
"""Characters of a comment; a longer text is a note."""

RECORDS: dict[str, type[Model]] = {
    **{kind: model for kind, model in citable.RECORDS.items() if kind != "series"},
    "citation": Citation, "pinned_figure": PinnedFigure, "external_id": ExternalId,
}  # fmt: skip
"""The tables whose rows can be commented on, by the kind of row; a series belongs to no incident."""

# What the name of a row is read from beside its own columns.
_NAMED_BY = {"location": ("place",), "involvement": ("actor",), "relation": ("to_series", "to_incident")}
_LONGEST_KEY = 18


@dataclass(frozen=True)
class Thread:
    """The comments on one field of one row, oldest first. ``about`` names both in words."""

    record: str
    field: str
    about: str
    comments: tuple[Comment, ...]
    is_gone: bool = False

    @property
    def open_count(self) -> int:
        return sum(1 for each in self.comments if each.resolved_at is None)


@transaction.atomic
def comment(incident: Incident, *, record: str = "", field: str = "", body: str, by: User) -> Comment:
    """Puts a remark beside a field. ``Refused`` says why not."""
    _refuse_unless_allowed(incident, by, "add_comment")
    _refuse_unknown(incident, record, field)
    words = body.strip()
    if not words:
        raise Refused("Write the comment.")
    if len(words) > LONGEST or "\x00" in words:
        raise Refused(f"A comment has at most {LONGEST:,} characters of text.")
    made = Comment(incident=incident, record=record, field=field, body=words, by=by)
    made._history_user = by  # type: ignore[attr-defined]  # noqa: SLF001  (the name django-simple-history reads)
    made.save()
    return made


def resolve(comment: Comment, *, by: User) -> Comment:
    """Marks a comment as settled. What is settled already stays as it was."""
    return _settle(comment, by=by, is_open=False)


def reopen(comment: Comment, *, by: User) -> Comment:
    """Takes a settled comment up again."""
    return _settle(comment, by=by, is_open=True)


@transaction.atomic
def _settle(comment: Comment, *, by: User, is_open: bool) -> Comment:
    stored = Comment.objects.select_for_update(of=("self",)).select_related("incident").get(pk=comment.pk)
    _refuse_unless_allowed(stored.incident, by, "change_comment")
    if (stored.resolved_at is None) is is_open:
        return stored
    stored.resolved_at, stored.resolved_by = (None, None) if is_open else (timezone.now(), by)
    stored._history_user = by  # type: ignore[attr-defined]  # noqa: SLF001
    stored.save()
    return stored


def may_comment(incident: Incident, *, user: User) -> bool:
    """Whether this person may comment on the incident and settle comments."""
    return not _objection(incident, user, "add_comment")


def may_read(user: User) -> bool:
    """Whether this person reads comments at all; guests do not."""
    return user.is_active and user.has_perm("incidents.view_comment")


def open_comments(incident: Incident) -> QuerySet[Comment]:
    """What is not settled yet, oldest first."""
    return incident.comments.filter(resolved_at__isnull=True).select_related("by")


def threads(incident: Incident, *, with_resolved: bool = False) -> list[Thread]:
    """The open comments of an incident by row and field, in the order in which they began; or all comments."""
    comments = incident.comments.select_related("by", "resolved_by") if with_resolved else open_comments(incident)
    grouped: dict[tuple[str, str], list[Comment]] = defaultdict(list)
    for each in comments:
        grouped[each.record, each.field].append(each)
    rows = named_rows(incident, {record for record, _ in grouped if record})
    return [
        Thread(record, field, about(record, field, rows), tuple(found), is_gone=bool(record) and record not in rows)
        for (record, field), found in grouped.items()
    ]


def about(record: str, field: str, rows: dict[str, str]) -> str:
    """What a comment is on, in words; ``rows`` are the names of the rows that are still there."""
    kind = record.rpartition("-")[0]
    row = f"{_kind_label(kind)}: {rows.get(record, 'deleted since')}" if record else "Incident"
    known = dict(fields_of(kind)) if not record or kind in RECORDS else {}
    return f"{row}, {known.get(field, field)}" if field else row


def named_rows(incident: Incident, records: Iterable[str] | None = None) -> dict[str, str]:
    """Row → its name, for these rows of the incident or for all of them."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for record in records or ():
        kind, _, key = record.rpartition("-")
        if kind in RECORDS and key.isdecimal():
            wanted[kind].append(int(key))
    found = {}
    for kind in RECORDS if records is None else wanted:
        rows = RECORDS[kind]._default_manager.filter(incident=incident).select_related(*_NAMED_BY.get(kind, ()))
        for row in rows.order_by("pk") if records is None else rows.filter(pk__in=wanted[kind]):
            found[f"{kind}-{row.pk}"] = str(row)
    return found


def fields_of(kind: str) -> list[tuple[str, str]]:
    """(name, label) of the fields that can be commented on; kind "" is the incident itself. KeyError when unknown."""
    model: Any = RECORDS[kind] if kind else Incident
    columns = [*model._meta.fields, *model._meta.many_to_many]
    return [(each.name, str(each.verbose_name)) for each in columns if each.editable and each.name not in _NO_FIELD]


_NO_FIELD = frozenset({"id", "incident"})


def _kind_label(kind: str) -> str:
    return str(RECORDS[kind]._meta.verbose_name).capitalize() if kind in RECORDS else "Row"


def _refuse_unknown(incident: Incident, record: str, field: str) -> None:
    kind, _, key = record.rpartition("-")
    if record and not (kind in RECORDS and key.isdecimal() and len(key) <= _LONGEST_KEY):
        raise Refused("There is no such kind of row to comment on.")
    if record and not RECORDS[kind]._default_manager.filter(pk=int(key), incident=incident).exists():
        raise Refused("This row is not part of the incident any more.")
    if field and field not in dict(fields_of(kind)):
        raise Refused("That row has no such field to comment on.")


def _refuse_unless_allowed(incident: Incident, by: User, permission: str) -> None:
    if objection := _objection(incident, by, permission):
        raise Refused(objection)


def _objection(incident: Incident, by: User, permission: str) -> str:
    may = by.is_active and by.has_perm(f"incidents.{permission}")
    if not (may and visible_to(by).filter(pk=incident.pk).exists()):
        return "You do not have the right to do this."
    if incident.status == "merged":
        return "The incident has been merged; comment on the one it went into."
    return ""
