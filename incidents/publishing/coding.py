"""What has been coded of an incident? Owns how the whole of it is read into memory, many at a time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article
from incidents.casualties import Cell
from incidents.models import (
    Actor,
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Involvement,
    Location,
    Note,
    PinnedFigure,
    Place,
    Relation,
    Statement,
    Target,
    WeaponUse,
)


@dataclass
class Coding:
    """One incident with every row of its coding. Following a foreign key of a row in it costs no query.

    ``speakers`` and ``accused`` hold the actors of a statement by its primary key. ``figures`` are the cells once they
    have been derived: what is wrong with a coding and what is published of it ask for the same ones.
    """

    incident: Incident
    locations: list[Location] = field(default_factory=list)
    weapons: list[WeaponUse] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    casualty_counts: list[CasualtyCount] = field(default_factory=list)
    pinned_figures: list[PinnedFigure] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    involvements: list[Involvement] = field(default_factory=list)
    external_ids: list[ExternalId] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    speakers: dict[int, list[Actor]] = field(default_factory=dict)
    accused: dict[int, list[Actor]] = field(default_factory=dict)
    figures: dict[tuple[str, str], Cell] | None = field(default=None, compare=False)

    def primary(self) -> Location | None:
        return next((location for location in self.locations if location.is_primary), None)


_PARTS: dict[str, QuerySet[Any]] = {
    "locations": Location.objects.all(),
    "weapons": WeaponUse.objects.all(),
    "targets": Target.objects.select_related("actor__parent"),
    "statements": Statement.objects.select_related(
        "series__parent", "on_behalf_of__parent", "relayed_by__parent", "addressee__parent", "said_place",
        "original__publisher",
    ),
    "casualty_counts": CasualtyCount.objects.all(),
    "pinned_figures": PinnedFigure.objects.all(),
    "citations": Citation.objects.select_related("article__publisher", "article__republishes__publisher",
    "series__parent").annotate(is_of_corrected_text=Exists(Article.objects.filter(corrects=OuterRef("article")))),
    "relations": Relation.objects.select_related("to_series__parent", "to_incident"),
    "involvements": Involvement.objects.select_related("actor__parent"),
    "external_ids": ExternalId.objects.all(),
    "notes": Note.objects.all(),
}  # fmt: skip


def gather(incidents: Iterable[Incident]) -> list[Coding]:
    """The codings of these incidents, in their order, with a number of queries that does not depend on how many."""
    codings = {incident.pk: Coding(incident) for incident in incidents}
    for name, rows in _PARTS.items():
        for row in rows.filter(incident__in=codings).order_by("pk"):
            coding = codings[row.incident_id]
            row.incident = coding.incident
            getattr(coding, name).append(row)
    _attach_people(codings)
    _attach_places([location for coding in codings.values() for location in coding.locations])
    return list(codings.values())


def _attach_people(codings: dict[int, Coding]) -> None:
    of_statement = {statement.pk: coding for coding in codings.values() for statement in coding.statements}
    for name in ("speakers", "accused"):
        through = getattr(Statement, name).through
        links = through.objects.filter(statement__in=of_statement).select_related("actor__parent").order_by("pk")
        people: dict[int, list[Actor]] = defaultdict(list)
        for link in links:
            people[link.statement_id].append(link.actor)
        for statement_id, actors in people.items():
            getattr(of_statement[statement_id], name)[statement_id] = actors


def _attach_places(locations: list[Location]) -> None:
    places = _with_ancestors({location.place_id for location in locations})
    for location in locations:
        location.place = places[location.place_id]


def _with_ancestors(wanted: set[int]) -> dict[int, Place]:
    """The places and all they lie in, by key, each with its parent attached: one query a level."""
    known: dict[int, Place] = {}
    missing = wanted
    while missing:
        found = Place.objects.in_bulk(missing)
        known.update(found)
        missing = {place.parent_id for place in found.values() if place.parent_id} - known.keys()
    for place in known.values():
        place.parent = known[place.parent_id] if place.parent_id else None
    return known


def ancestors(place: Place) -> list[Place]:
    """What a place lies in, nearest first. A loop in the data ends the walk."""
    found: list[Place] = []
    parent = place.parent
    while parent is not None and parent not in found and parent != place:
        found.append(parent)
        parent = parent.parent
    return found
