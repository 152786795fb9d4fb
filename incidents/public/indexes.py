"""Which places, actors, sources and series are there, and in how many incidents? Owns the counts of their indexes.

Counting a facet reads all its rows, so every answer is remembered until the next publish.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Min, QuerySet

from incidents.folding import fold
from incidents.models.publication import Publication, PublicationFacet
from incidents.public import subjects
from incidents.public.memory import remembered
from incidents.public.story.narrative import country as country_name

NAMES_A_PAGE: Final = 100
MOST_PLACES: Final = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One name with its number of incidents; without an address it has no page."""

    name: str
    address: str
    incidents: int


def names(kind: subjects.Kind, number: int, words: list[str]) -> list[Entry]:
    """One page of the names that hold all the words, those of most incidents first."""
    return remembered(f"names {kind.name}", f"{number} {words}", lambda: _names(kind, number, words))


def _names(kind: subjects.Kind, number: int, words: list[str]) -> list[Entry]:
    start = (number - 1) * NAMES_A_PAGE
    grouped = _matching(kind, words).values("folded")
    counted = grouped.annotate(incidents=Count("publication", distinct=True), first=Min("publication"))
    found = list(counted.order_by("-incidents", "folded")[start : start + NAMES_A_PAGE])
    written = subjects.spellings(kind, {row["folded"]: row["first"] for row in found})
    return [_entry(kind, written[row["folded"]], row["incidents"]) for row in found]


def _entry(kind: subjects.Kind, name: str, incidents: int) -> Entry:
    return Entry(name, subjects.address(kind, name), incidents)


def number_of_names(kind: subjects.Kind, words: list[str]) -> int:
    """How many such names there are."""
    each = _matching(kind, words).values("folded").distinct()
    return remembered(f"number of {kind.name}", str(words), each.count)


def number_of_pages(found: int) -> int:
    """How many pages they fill."""
    return max(1, -(-found // NAMES_A_PAGE))


def _matching(kind: subjects.Kind, words: list[str]) -> QuerySet[Any]:
    rows = subjects.facets(kind).exclude(folded="")
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows


def countries() -> list[Entry]:
    """Every country with incidents, by name."""
    found = remembered("places", "", lambda: list(_per("country")))
    entries = [_country(code, count) for code, count in found if subjects.COUNTRY.fullmatch(code)]
    return sorted(entries, key=lambda entry: fold(entry.name))


def _country(code: str, count: int) -> Entry:
    return Entry(country_name(code), subjects.country(code).address, count)


def _per(*columns: str) -> QuerySet[Any]:
    return Publication.objects.live().order_by().values_list(*columns).annotate(incidents=Count("*"))


def provinces(country: str) -> list[Entry]:
    """Every province of the country with incidents, by name."""
    rows = _per("admin1_code", "admin1").filter(country=country).exclude(admin1="")
    found = remembered("provinces", country, lambda: list(rows))
    entries = [Entry(name, subjects.province_address(country, code, name), count) for code, name, count in found]
    return sorted(entries, key=lambda entry: fold(entry.name))


def places(country: str, *, but: set[str]) -> list[Entry]:
    """The places of the country with most incidents, without those that are told apart (folded)."""
    found = remembered("places of", country, lambda: _most_named(country, MOST_PLACES + len(but)))
    told = [row for row in found if fold(row[0]) not in but][:MOST_PLACES]
    return [Entry(name, subjects.place_address(country, name), count) for name, count in told]


def _most_named(country: str, most: int) -> list[tuple[str, int]]:
    """By the value as it is written, which the index of a publication's facets holds: so no facet row is read."""
    there = Publication.objects.live().filter(country=country).order_by().values("pk")
    rows = PublicationFacet.objects.filter(publication__in=there, facet="place").values_list("value")
    return list(rows.annotate(incidents=Count("*")).order_by("-incidents", "value")[:most])
