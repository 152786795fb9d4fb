"""Which place does a row mean? Owns finding known places by what they are, where they lie and their name.

Countries and subdivisions are one place each, whatever point a row gives for them; anything else of the same name and
another point is another place. An existing place is never changed. The register works on batches: it loads a country
once, makes what is missing in bulk, and then answers from memory.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, Protocol, TypeVar

from incidents import countries
from incidents.folding import fold
from incidents.models import Place

BATCH = 1000
NameKey = Callable[[str], str]


class Named(Protocol):
    """A place as a row names it."""

    @property
    def country(self) -> str: ...
    def __hash__(self) -> int: ...


Where = TypeVar("Where", bound=Named)


def by_folded(name: str) -> str:
    """Other people's spellings of one name are one name; one without any letter stands for itself."""
    return fold(name) or name


class Places(Generic[Where]):
    """What every import has in common; ``_of`` says which place a row means, with ``_one`` for each of its levels."""

    def __init__(self, *, key: NameKey = by_folded) -> None:
        self._key = key
        self._known: dict[Hashable, Place] = {}
        self._by_where: dict[Where, Place] = {}
        self._loaded: set[str] = set()
        self._fresh: list[list[Place]] = [[], [], [], []]

    def prepare(self, wheres: Iterable[Where]) -> None:
        missing = dict.fromkeys(where for where in wheres if where not in self._by_where)
        if wanted := {where.country for where in missing} - self._loaded:
            self._loaded |= wanted
            self._load(wanted)
        for where in missing:
            self._by_where[where] = self._of(where)
        for level in self._fresh:
            Place.objects.bulk_create(level, batch_size=BATCH)
            level.clear()

    def get(self, where: Where) -> Place:
        return self._by_where[where]

    def _of(self, where: Where) -> Place:
        raise NotImplementedError

    def _load(self, wanted: set[str]) -> dict[int, Place]:
        """Every place of these countries, by key, each tied to what it lies in."""
        found = {place.pk: place for place in Place.objects.filter(country__in=wanted).order_by("pk")}
        for place in found.values():
            if place.parent_id in found:
                place.parent = found[place.parent_id]
        for place in found.values():
            self._known.setdefault(self._key_of(place), place)
        return found

    def _country(self, code: str) -> Place:
        return self._one(Place(name=countries.name(code), kind="country", country=code), level=0)

    def _one(self, place: Place, *, level: int) -> Place:
        """The known place with the key of this one, else this one, to be made."""
        known = self._known.setdefault(self._key_of(place), place)
        if known is place:
            self._fresh[level].append(place)
        return known

    def _key_of(self, place: Place) -> Hashable:
        if place.kind == "country":
            return place.kind, place.country
        name = self._key(place.name)
        if place.kind == "adm1":
            by_code = place.iso_3166_2 and self._key is by_folded
            return place.kind, place.country, place.iso_3166_2, "" if by_code else name
        parent = self._key_of(place.parent) if place.parent else place.country
        if place.kind == "adm2":
            return place.kind, parent, name
        return place.kind, parent, name, place.latitude, place.longitude
