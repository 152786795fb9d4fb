"""How is one event of UCDP GED coded? Owns the rows an event becomes and what each is cited from (SCHEMA 10).

The account is UCDP's own (``voice = publisher``). Its basis is ``media_or_witness``: UCDP compiles and weighs what
others reported, so its figures stand no nearer to the facts than those reports, and below a named authority.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from articles.models import Article
from incidents import codebook
from incidents.exchange.ged import words
from incidents.exchange.ged.judgement import SCHEME, code_of
from incidents.exchange.ged.rows import Event
from incidents.exchange.ged.text import cut, tidy
from incidents.exchange.ged.tolls import TollLine
from incidents.models import (
    Actor,
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Involvement,
    Location,
    Note,
    Place,
    Statement,
)
from incidents.models.bulk import make
from incidents.publishing import Coding

BASIS = "media_or_witness"
SPEAKER = "Uppsala Conflict Data Program"
NO_SUCH_COLUMN = "UCDP GED has no column for the kind of act."
_NOTES = 2
"""The most notes an event can have."""
NOT_READ = "UCDP cites it for this event. We have not read it."


@dataclass(frozen=True, slots=True)
class Material:
    """An event with the shared records that its row means. ``unparsed`` is source text no article could be made of."""

    event: Event
    record: dict[str, str]
    dataset_version: str
    dataset: Article
    place: Place
    actors: tuple[Actor, ...]
    articles: tuple[Article, ...]
    unparsed: str


Keys = Mapping[type[Model], Iterator[int]]
"""Primary keys to give to the rows of a batch, by model: as many as ``keys_needed`` says."""


def keys_needed(events: Sequence[Event]) -> dict[type[Model], int]:
    """How many rows of each kind the events become that other rows point to or that the public record numbers."""
    return {
        Location: len(events),
        Statement: len(events),
        Involvement: sum(len(event.sides) for event in events),
        CasualtyCount: sum(len(event.tolls) for event in events),
        Note: sum(_NOTES for event in events),
    }


def describe(incident: Incident, event: Event) -> Incident:
    """Sets what the row says on the incident: a new one, or one that is updated."""
    incident.code = incident.code or code_of(event.id)
    incident.title = words.title(event)
    incident.summary = words.summary(event)
    incident.attack_type = "unknown"
    incident.violence_type = event.violence_type
    incident.stage = "completed"
    incident.date_edtf = event.date.edtf
    incident.date_earliest, incident.date_latest = event.date.start, event.date.end
    incident.codebook_version = codebook.VERSION
    return incident


def build(incident: Incident, material: Material, external_id: ExternalId, keys: Keys) -> Coding:
    """Everything coded of the event, not yet saved. ``external_id`` is given the row and the incident's version."""
    event = material.event
    location = _location(incident, material, next(keys[Location]))
    involvements = {
        side.column: make(Involvement, id=next(keys[Involvement]), incident=incident, actor=actor, role=side.role)
        for side, actor in zip(event.sides, material.actors, strict=True)
    }
    statement = make(
        Statement, id=next(keys[Statement]), incident=incident, kind="account", voice="publisher", speaker_text=SPEAKER,
        basis=BASIS,
    )  # fmt: skip
    counts = [_count(line, statement, involvements.get(line.side), next(keys[CasualtyCount])) for line in event.tolls]
    external_id.incident, external_id.record = incident, material.record
    external_id.dataset_version, external_id.imported_at_version = material.dataset_version, incident.version
    return Coding(
        incident=incident,
        locations=[location],
        statements=[statement],
        casualty_counts=counts,
        involvements=list(involvements.values()),
        external_ids=[external_id],
        notes=_notes(incident, material, keys[Note]),
        citations=_citations(material, location, statement, counts, involvements),
    )


def new_external_id(event: Event) -> ExternalId:
    """The id of an event that is not stored yet; ``build`` gives it the incident and the row."""
    return make(ExternalId, scheme=SCHEME, value=event.id)


def _location(incident: Incident, material: Material, key: int) -> Location:
    """Its own point only where the place has none or another one: a province is one place for every row."""
    where, place = material.event.where, material.place
    location = make(
        Location, id=key, incident=incident, place=place, role="occurred", is_primary=True, precision=where.precision
    )
    if where.point and where.point != (place.latitude, place.longitude):
        location.latitude, location.longitude = where.point
    return location


def _count(line: TollLine, statement: Statement, involvement: Involvement | None, key: int) -> CasualtyCount:
    low, best, high = line.figure
    return make(
        CasualtyCount, id=key, incident=statement.incident, statement=statement, involvement=involvement, harm="killed",
        group=line.group, count_kind=line.kind, low=low, best=best, high=high, number_text=line.words,
    )  # fmt: skip


def _notes(incident: Incident, material: Material, keys: Iterator[int]) -> list[Note]:
    bodies = {
        "context": words.context(material.event, material.unparsed),
        "discrepancy": words.discrepancies(material.event),
    }
    return [make(Note, id=next(keys), incident=incident, kind=kind, body=body) for kind, body in bodies.items() if body]


def _citations(
    material: Material, location: Location, statement: Statement, counts: list[CasualtyCount],
    involvements: dict[str, Involvement],
) -> list[Citation]:  # fmt: skip
    event, cells = material.event, material.event.cells
    return [
        *_facts(material, location, statement),
        *(
            _from_row(
                material, statement.incident, involvement=involvements[side.column], field="actor",
                exact=_cell(cells, side.column), comment=_columns(cells, side.column, f"{side.column}_new_id"),
            )
            for side in event.sides
        ),
        *(
            _from_row(
                material, statement.incident, casualty_count=count, exact=line.cell,
                comment=f"Column {line.column}{f'; {line.words}' if line.words else ''}",
            )
            for line, count in zip(event.tolls, counts, strict=True)
        ),
        *(
            make(
                Citation, incident=statement.incident, article=article, basis="outside", stance="compatible",
                comment=NOT_READ,
            )
            for article in material.articles
        ),
    ]  # fmt: skip


def _facts(material: Material, location: Location, statement: Statement) -> list[Citation]:
    """What carries the date, the attack type, the place and the account as a whole."""
    cells, column, incident = material.event.cells, material.event.where.column, statement.incident
    return [
        _from_row(
            material, incident, field="date_edtf", exact=_cell(cells, "date_start", "date_end"),
            comment=_columns(cells, "date_start", "date_end", "date_prec"),
        ),
        _from_row(material, incident, field="attack_type", basis="inferred", comment=NO_SUCH_COLUMN),
        _from_row(
            material, incident, location=location, field="place", exact=_cell(cells, column, "country_id", "iso3"),
            comment=_columns(cells, column, "where_prec", "adm_2", "adm_1", "latitude", "longitude"),
        ),
        _from_row(
            material, incident, statement=statement, exact=material.event.id,
            comment="The row of the dataset with this id.",
        ),
    ]  # fmt: skip


def _from_row(material: Material, incident: Incident, *, basis: str = "stated", **values: Any) -> Citation:
    """A citation from the row itself, which stands in the dataset record."""
    return make(Citation, incident=incident, article=material.dataset, basis=basis, **values)


def _cell(cells: dict[str, str], *columns: str) -> str:
    """The first of the cells that is not blank."""
    return next(text for column in columns if (text := tidy(cells.get(column, ""))))


def _columns(cells: dict[str, str], first: str, *others: str) -> str:
    """Which column the quoted cell stands in, and what the cells that go with it say."""
    said = [f"{column} {text}" for column in others if (text := tidy(cells.get(column, "")))]
    return cut("; ".join([f"Column {first}", *said]), 300)
