"""Which keys stand in a public document? Writes some that have everything, and walks them table by table.

The walk knows nothing of how files are written, so that tests can hold these and the codebook to it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from articles.models import Article
from incidents.codebook.table import Table
from incidents.codebook.tables import TABLES
from incidents.models.publication import Publication
from incidents.publishing import gather, write
from incidents.seeding.demo import load_worked_case
from tests import factories

Json = dict[str, Any]

TOP = {table.key for table in TABLES if table.key}
OBJECTS = {"record", "point"}
PARTS = ("speakers", "accused", "on_behalf_of", "relayed_by", "addressee")


def full_document() -> Json:
    """The second version of an incident with a row in every table, and every tie between them."""
    incident = factories.ready_incident(time_kind="window", time_start="21:00", time_end="23:30")
    article = Article.objects.create(
        title="Copy", republishes=incident.citations.first().article, holding="reference_only",
        published_at=datetime(2022, 1, 14, 8, tzinfo=UTC), archive_url="https://archive.example/copy",
    )  # fmt: skip
    actor = factories.ActorFactory()
    where = incident.locations.get()
    where.place.description, where.place.pcode = "A town on the river.", "IQG08 (2022)"
    where.place.save()
    target = factories.TargetFactory(incident=incident, location=where, actor=actor, note="Empty.")
    salvo = factories.WeaponUseFactory(incident=incident, origin=where, endpoint=where, target=target)
    factories.WeaponUseFactory(incident=incident, subset_of=salvo)
    side = factories.InvolvementFactory(incident=incident)
    origin = factories.StatementFactory(
        incident=incident, voice="named", on_behalf_of=actor, relayed_by=actor, addressee=actor, original=article,
        series=factories.SeriesFactory(), said_place=where.place,
    )  # fmt: skip
    origin.speakers.add(actor)
    origin.accused.add(factories.ActorFactory(kind="label"))
    factories.StatementFactory(incident=incident, repeats=origin)
    factories.CasualtyCountFactory(incident=incident, statement=origin, scope=salvo, involvement=side)
    factories.RelationFactory(incident=incident, asserted_by=origin)
    factories.NoteFactory(incident=incident)
    factories.ExternalIdFactory(incident=incident, record={"id": "1"}, dataset_version="23.1")
    factories.PinnedFigureFactory(incident=incident)
    factories.CitationFactory(incident=incident, article=article, statement=origin, exact="", basis="inferred")
    incident.refresh_from_db()
    for day in (1, 2):
        (written,) = write(gather([incident]), by=None, at=datetime(2022, 2, day, tzinfo=UTC))
    return written.read()


@cache
def written() -> list[Json]:
    """The worked case and an incident that has everything; read once, for they are data."""
    load_worked_case(coder=factories.user_with_role("coder"), reviewer=factories.user_with_role("reviewer"))
    full_document()
    return [publication.read() for publication in Publication.objects.live()]


def rows(document: Json, table: Table) -> Iterator[Json]:
    """The rows of a table in the document, as its columns see them."""
    for row in document[table.key] if table.key else [document]:
        if table.name == "statement_actors":
            yield from _actors(row)
        elif table.name == "statements":
            yield {name: _names(value) if name in PARTS else value for name, value in row.items()}
        else:
            yield row


def _actors(statement: Json) -> Iterator[Json]:
    for part in PARTS:
        found = statement[part]
        for actor in found if isinstance(found, list) else filter(None, [found]):
            yield {"statement": statement["ref"], "part": part, **actor}


def _names(value: Any) -> Any:
    """Actors as their names: what a statement has of them; the rest stands in the table of actors."""
    if isinstance(value, list):
        return {"name": [actor["name"] for actor in value]}
    return value and {"name": value["name"]}


def paths(row: Json) -> set[str]:
    """``place.name`` for a key in a key; what is copied from another dataset is one value."""
    found: set[str] = set()
    for name, value in row.items():
        found |= {f"{name}.{inner}" for inner in value} if isinstance(value, dict) and name not in OBJECTS else {name}
    return found
