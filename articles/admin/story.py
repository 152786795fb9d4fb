"""What is the story of a record, save by save? Owns how changes and events are joined, told apart and filtered."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from articles.admin.changes import Change, changes_of
from articles.wording import FieldChange

ONE_SAVE = timedelta(seconds=3)
"""What one person did within this time was done in one go."""

EVENTS = "events"
NOBODY = "nobody"


@dataclass(frozen=True)
class Event:
    """What happened beside changes of fields: ``label`` says what, ``detail`` to what, ``words`` is its text.

    ``kind`` groups events for the filter; ``replaces`` is the reason of a save that only repeats the event.
    """

    at: datetime
    by: str
    by_key: int | None
    code: str
    label: str
    detail: str = ""
    words: str = ""
    kind: str = EVENTS
    wrote_rows: bool = False
    replaces: str = ""


@dataclass
class Save:
    """What one person did in one go: changes of rows, and events."""

    at: datetime
    by: str
    by_key: int | None
    reason: str
    changes: list[Change] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True)
class Choice:
    """One value of a filter, as the page offers it."""

    value: str
    label: str


def saves(histories: Iterable[QuerySet[Any]], events: Sequence[Event] = ()) -> list[Save]:
    """The story of a record, latest first: every change in these histories (a queryset a model), and the events."""
    found: list[Save] = []
    changes = [change for history in histories for change in changes_of(history)]
    _tell_apart(changes)
    for change in sorted(changes, key=lambda change: change.at):
        last = found[-1] if found else None
        if last is None or (last.by_key, last.reason) != (change.by_key, change.reason) or _apart(last.at, change.at):
            found.append(last := Save(change.at, change.by, change.by_key, change.reason))
        _join(last, change)
    for save in found:
        save.changes = [change for change in save.changes if change.fields or change.action != "changed"]
    found = [each for each in found if each.changes]
    for event in events:
        _add_event(found, event)
    return sorted(found, key=lambda save: save.at, reverse=True)


def _apart(one: datetime, other: datetime) -> bool:
    return abs(one - other) > ONE_SAVE


def _tell_apart(changes: list[Change]) -> None:
    """Rows that are called the same get their numbers."""
    keys: dict[tuple[str, str], set[int]] = defaultdict(set)
    for change in changes:
        keys[change.model, change.record].add(change.key)
    for change in changes:
        if len(keys[change.model, change.record]) > 1:
            change.record = f"{change.record} (no. {change.key})".strip()


def _join(save: Save, change: Change) -> None:
    """Adds a change to a save. A new row and its links are written one by one, and are one change to a reader."""
    same = next((each for each in save.changes if (each.model, each.key) == (change.model, change.key)), None)
    if same is None:
        save.changes.append(change)
        return
    same.record, same.action = change.record, "deleted" if change.action == "deleted" else same.action
    later = {each.label: each for each in change.fields}
    kept = [FieldChange(each.label, each.old, later.pop(each.label, each).new) for each in same.fields]
    same.fields = [each for each in [*kept, *later.values()] if each.old != each.new]


def _add_event(found: list[Save], event: Event) -> None:
    """What wrote rows stands with the save of the same person in the same breath; every other event by itself."""
    near = (each for each in found if each.changes and each.by_key == event.by_key and not _apart(each.at, event.at))
    save = next(near, None) if event.wrote_rows else None
    if save is None:
        found.append(save := Save(event.at, event.by, event.by_key, ""))
    save.events.append(event)
    if event.replaces and save.reason == event.replaces:
        save.reason = ""


def lead_to_rows(story: list[Save], address: Callable[[Change], str]) -> None:
    """Gives every change of a row that is still there the address of the row."""
    gone = {(each.model, each.key) for save in story for each in save.changes if each.action == "deleted"}
    for save in story:
        for change in save.changes:
            if (change.model, change.key) not in gone:
                change.address = address(change)


def people(story: list[Save]) -> list[Choice]:
    """Everybody in the story, by name; an import is nobody."""
    names = {str(save.by_key or NOBODY): save.by or "nobody (import)" for save in story}
    return [Choice(key, names[key]) for key in sorted(names, key=lambda key: names[key].lower())]


def tables(story: list[Save]) -> list[Choice]:
    """Every kind of row in the story by name, then the kinds of events."""
    rows = {change.model: change.kind.capitalize() for save in story for change in save.changes}
    kinds = {event.kind: event.kind.capitalize() for save in story for event in save.events}
    return [Choice(key, names[key]) for names in (rows, kinds) for key in sorted(names, key=lambda key: names[key])]


def narrowed(story: list[Save], *, person: str = "", table: str = "") -> list[Save]:
    """What this person did, of this kind. LookupError when the story knows neither the one nor the other."""
    if person and person not in {each.value for each in people(story)}:
        raise LookupError("This person is not in the history.")
    if table and table not in {each.value for each in tables(story)}:
        raise LookupError("There is no such kind of row in the history.")
    mine = [save for save in story if not person or str(save.by_key or NOBODY) == person]
    if not table:
        return mine
    kept = [
        replace(
            save,
            changes=[each for each in save.changes if each.model == table],
            events=[each for each in save.events if each.kind == table],
        )
        for save in mine
    ]
    return [save for save in kept if save.changes or save.events]
