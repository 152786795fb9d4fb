"""Which pages does a record lead on to? Those of the places, actors, sources and series that it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents.folding import fold
from incidents.public import mentions, subjects
from incidents.public.story.narrative import country as country_name

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """A heading with the pages under it: name and address."""

    title: str
    links: tuple[tuple[str, str], ...]


def ways(document: Json) -> list[Way]:
    """The pages of what a live record names, each once; a heading without one is left out."""
    found = [
        Way(_("Places"), _once(_places(document))),
        Way(_("Actors"), _once(_named(subjects.ACTOR, mentions.actors(document)))),
        Way(_("Sources"), _once(_named(subjects.SOURCE, mentions.publishers(document)))),
        Way(_("Series"), _once(_named(subjects.SERIES, mentions.series(document)))),
    ]
    return [way for way in found if way.links]


def _places(document: Json) -> Iterator[tuple[str, str]]:
    code = document["country"]
    if subjects.COUNTRY.fullmatch(code):
        yield country_name(code), subjects.country(code).address
    if document["admin1"]:
        yield document["admin1"], subjects.province_address(code, document["admin1_code"], document["admin1"])
    for location in document["locations"]:
        yield location["place"]["name"], subjects.place_address(code, location["place"]["name"])


def _named(kind: subjects.Kind, rows: Iterable[Json | None]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row is not None:
            yield row["name"], subjects.address(kind, row["name"])


def _once(links: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    found: dict[str, tuple[str, str]] = {}
    for name, address in links:
        if address:
            found.setdefault(fold(name), (name, address))
    return tuple(found.values())
