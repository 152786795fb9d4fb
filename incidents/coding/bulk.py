"""Which of many incidents did a step move, and why not the others? Owns how one step is taken on each row by itself.

Every row is a transaction of its own and goes through the same function as a single step, with its rights and rules. A
row that is refused stops none of the others, and nothing of it is left half done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from incidents.coding.review import Refused, StaleIncident
from incidents.models import Incident

MOST = 100
"""Incidents that one look at a list can decide on."""

GONE = "It is not there any more, or not for you to see."


@dataclass(frozen=True)
class Seen:
    """An incident as it stood on the page on which somebody decided."""

    key: int
    version: int
    status: str
    assigned_to: int | None

    @classmethod
    def of(cls, incident: Incident) -> "Seen":
        return cls(incident.pk, incident.version, incident.status, incident.assigned_to_id)

    @classmethod
    def read(cls, text: str) -> "Seen":
        """The same from the text of a form. ValueError when it is no such text."""
        key, version, status, assigned_to = text.split(":")
        if not (key.isdecimal() and version.isdecimal() and len(key) < 19 and len(version) < 10):
            raise ValueError(f"“{text}” names no incident")
        return cls(int(key), int(version), status, int(assigned_to) if assigned_to else None)

    def __str__(self) -> str:
        return f"{self.key}:{self.version}:{self.status}:{self.assigned_to or ''}"


@dataclass(frozen=True)
class Outcome:
    """What became of one row. ``incident`` is None when it was not found."""

    seen: Seen
    incident: Incident | None
    problems: list[str] = field(default_factory=list)

    @property
    def is_done(self) -> bool:
        return not self.problems


def take_each(rows: Iterable[Seen], step: Callable[[Incident], object], *, among: QuerySet[Incident]) -> list[Outcome]:
    """Takes the step on every row; ``among`` are the incidents this person may see."""
    return [_take(seen, step, among) for seen in rows]


def _take(seen: Seen, step: Callable[[Incident], object], among: QuerySet[Incident]) -> Outcome:
    incident = among.filter(pk=seen.key).first()
    if incident is None:
        return Outcome(seen, None, [GONE])
    try:
        with transaction.atomic():
            if Seen.of(incident) != seen:
                raise StaleIncident
            step(incident)
    except Refused as refusal:
        return Outcome(seen, among.filter(pk=seen.key).first(), refusal.problems)
    return Outcome(seen, incident)
