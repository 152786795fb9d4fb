"""How does a made world get into a database? Owns the rows of ``Publication`` it becomes, and the order of the work.

Indexes are taken off and made again at the end, which is how anyone loads a million rows.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from incidents.folding import searchable
from incidents.management.bench.world import Made, World
from incidents.models.bulk import insert, make, next_keys
from incidents.models.publication import Publication, PublicationFacet, PublicState
from incidents.publishing.document import canonical_json

FIRST_PUBLISHED: Final = datetime(2024, 1, 1, tzinfo=UTC)
WORKED_CASE_EVERY: Final = 100
"""One incident in so many has the long document of the worked case; the others that of a dataset's row."""

_LISTS: Final = {"weapons": "weapon", "targets": "target", "accused": "accused", "publishers": "publisher"}
_INDEXED: Final = (Publication, PublicationFacet)


def fill(world: World, tell: Callable[[str], None]) -> None:
    """Write the world, its indexes, the state of the public data and the statistics."""
    with _fast():
        with _without_indexes(tell):
            for number, batch in enumerate(world.batches()):
                _write(batch)
                if number % 20 == 19:
                    tell(f"{(number + 1) * len(batch):,} rows")
        PublicState.objects.get_or_create(pk=1, defaults={"version": 1, "changed_at": FIRST_PUBLISHED})
    tell("statistics")
    with connection.cursor() as cursor:
        # PostgreSQL reads an index alone only after VACUUM; without statistics either takes the wrong index.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@transaction.atomic
def _write(batch: list[Made]) -> None:
    keys = next_keys(Publication, len(batch))
    publications: list[Publication] = []
    facets: list[PublicationFacet] = []
    for made in batch:
        publication = _publication(made)
        publication.pk = next(keys)
        publications.append(publication)
        facets += _facets(publication, made)
    insert(publications)
    insert(facets)


def _publication(made: Made) -> Publication:
    text = _document(made)
    lists = {name: "\n".join(made[name]) for name in _LISTS}
    number = int(made["code"].rpartition("-")[2])
    return make(
        Publication,
        **(made | lists),
        version=1,
        published_at=FIRST_PUBLISHED + timedelta(seconds=20 * number),
        stage="completed",
        number_of_articles=1,
        number_of_origins=1,
        search_text=searchable(made["code"], made["title"], made["summary"], made["admin1"], *made["accused"]),
        document=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _facets(publication: Publication, made: Made) -> Iterator[PublicationFacet]:
    several = {facet: made[name] for name, facet in _LISTS.items()} | {"place": [made["place"], made["admin1"]]}
    for facet, values in several.items():
        for value in values:
            yield make(PublicationFacet, publication=publication, facet=facet, value=value)


def _document(made: Made) -> str:
    from tests.incidents.public.documents import bare, embassy

    days = {name: made[name] and made[name].isoformat() for name in ("date_earliest", "date_latest")}
    copied = ("code", "title", "summary", "attack_type", "violence_type", "date_edtf", "country", "admin1", "place")
    is_long = int(made["code"].rpartition("-")[2]) % WORKED_CASE_EVERY == 0
    return canonical_json((embassy if is_long else bare)(**{name: made[name] for name in copied}, **days))


@contextmanager
def _fast() -> Iterator[None]:
    """SQLite writes with a large cache and without waiting for the disk: a database half made is made anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -400000")
    yield
    connection.close()


@contextmanager
def _without_indexes(tell: Callable[[str], None]) -> Iterator[None]:
    indexes: list[tuple[Any, Any]] = [(model, index) for model in _INDEXED for index in model._meta.indexes]
    with connection.schema_editor() as editor:
        for model, index in indexes:
            editor.remove_index(model, index)
    yield
    for model, index in indexes:
        tell(f"index {index.name}")
        with connection.schema_editor() as editor:
            editor.add_index(model, index)
