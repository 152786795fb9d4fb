"""Which places, actors, sources and series are there, and in how many incidents? Owns the counts of their indexes.

They are counted in memory; what takes longer than a moment is remembered until the next publish.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db.models import Count

from incidents.folding import fold
from incidents.models.publication import Publication
from incidents.public import subjects
from incidents.public.memory import remembered
from incidents.public.snapshot.held import current
from incidents.public.snapshot.masks import within
from incidents.public.snapshot.names import Names
from incidents.public.snapshot.sums import Some
from incidents.public.story.narrative import country as country_name

NAMES_A_PAGE: Final = 100
MOST_PLACES: Final = 60

Counted = tuple[str, int]
"""A folded name and how many incidents name it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name with its number of incidents; without an address it has no page."""

    name: str
    address: str
    incidents: int


def names(kind: subjects.Kind, words: list[str]) -> list[Counted]:
    """The folded names that hold all the words with their incidents, those of most incidents first."""
    found = remembered(f"names {kind.name}", "", lambda: list(Names(current(), kind.facets).counts().items()))
    return [(name, count) for name, count in found if all(word in name for word in words)]


def entries(kind: subjects.Kind, found: list[Counted], number: int) -> list[Entry]:
    """One page of these names."""
    page = dict(found[(number - 1) * NAMES_A_PAGE : number * NAMES_A_PAGE])
    spelled = {each.folded: subjects.one_line(each.spelling) for each in Names(current(), kind.facets).named(page)}
    return [Entry(name, subjects.address(kind, name), page[folded]) for folded, name in spelled.items()]


def number_of_pages(found: int) -> int:
    """How many pages they fill."""
    return max(1, -(-found // NAMES_A_PAGE))


def countries() -> list[Entry]:
    """Every country with incidents, by name."""
    numbers, values = Some(current(), None).field("area", 0)
    counts = zip(values, np.bincount(numbers, minlength=len(values)).tolist(), strict=True)
    entries = [_country(code, count) for code, count in counts if count and subjects.COUNTRY.fullmatch(code)]
    return sorted(entries, key=lambda entry: fold(entry.name))


def _country(code: str, count: int) -> Entry:
    return Entry(country_name(code), subjects.country(code).address, count)


def provinces(country: str) -> list[Entry]:
    """Every province of the country with incidents, by name."""
    there = Publication.objects.live().filter(country=country).exclude(admin1="").order_by()
    rows = there.values_list("admin1_code", "admin1").annotate(incidents=Count("*"))
    found = remembered("provinces", country, lambda: list(rows))
    entries = [Entry(name, subjects.province_address(country, code, name), count) for code, name, count in found]
    return sorted(entries, key=lambda entry: fold(entry.name))


def places(country: str, *, but: set[str]) -> list[Entry]:
    """The places of the country with most incidents, without those that are told apart (folded)."""
    snapshot = current()
    named = snapshot.facets.get("place")
    found = named.most_frequent(within(snapshot, country), MOST_PLACES + len(but)) if named else {}
    told = [row for row in found.items() if fold(row[0]) not in but][:MOST_PLACES]
    return [Entry(name, subjects.place_address(country, name), count) for name, count in told]
