"""Which actor, place, publisher and article does a row mean? Owns finding shared records and making missing ones.

Every register works on a batch: it looks up what the batch needs with a fixed number of queries, makes what is missing
in bulk, and then answers from memory.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q

from articles.models import Article, Publisher
from incidents import dates, geometry
from incidents.exchange import places
from incidents.exchange.ged.rows import Side, Where
from incidents.exchange.ged.sources import Reference
from incidents.exchange.ged.text import cut
from incidents.folding import fold
from incidents.models import Actor, ActorName, Place
from incidents.models.bulk import insert, make, next_keys
from incidents.subdivisions import match_admin1

BATCH = 1000
COORD_BASIS = "UCDP GED where_coordinates"

# A side of that kind may be an actor of one of these kinds, never a label, a person or a company of the same name.
_ACTOR_KINDS = {
    "state": ("state", "state_force", "international_force"),
    "armed_group": ("armed_group", "movement", "political_party"),
    "community": ("community",),
}
_FAMILY = {kind: family for family, kinds in _ACTOR_KINDS.items() for kind in kinds}


class Actors:
    """The sides of events, by folded name and family of kinds; every spelling finds the one actor."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Actor] = {}

    def prepare(self, sides: Iterable[Side]) -> None:
        missing = {_actor_key(side.name, side.kind): side for side in sides}
        missing = {key: side for key, side in missing.items() if key not in self._known}
        if not missing:
            return
        self._look_up({folded for folded, _ in missing}, {side.name for side in missing.values()})
        fresh = [
            Actor(name=side.name, kind=side.kind, country=side.country)
            for key, side in missing.items()
            if key not in self._known
        ]
        for actor in Actor.objects.bulk_create(fresh, batch_size=BATCH):
            self._known[_actor_key(actor.name, actor.kind)] = actor

    def _look_up(self, folded: set[str], names: set[str]) -> None:
        # A name without any letter folds to nothing and is found as it stands.
        wanted = Q(folded__in=folded) | Q(folded="", name__in=names)
        own = Actor.objects.filter(wanted).select_related("parent").order_by("pk")
        spelled = ActorName.objects.filter(wanted).select_related("actor__parent").order_by("pk")
        found = [(each.folded or each.name, each) for each in own]
        found += [(each.folded or each.name, each.actor) for each in spelled]
        for name, actor in found:
            if actor.kind in _FAMILY:
                self._known.setdefault((name, _FAMILY[actor.kind]), actor)

    def get(self, side: Side) -> Actor:
        return self._known[_actor_key(side.name, side.kind)]


def _actor_key(name: str, kind: str) -> tuple[str, str]:
    return fold(name) or name, _FAMILY[kind]


# What a place is, by the last word of its name where UCDP gives a place or a region, else by the precision.
_KIND_BY_WORD = {
    **dict.fromkeys(("airport", "base", "camp", "prison", "hospital", "bridge", "mine", "checkpoint"), "site"),
    **dict.fromkeys(("road", "highway"), "road"),
    **dict.fromkeys(("river", "lake", "sea", "bay"), "water"),
    **dict.fromkeys(("suburb", "neighbourhood", "neighborhood"), "neighbourhood"),
    **dict.fromkeys(("area", "border", "mountain", "mountains", "valley", "forest"), "region"),
}
_KIND_BY_PRECISION = {
    "settlement": "settlement", "near": "settlement", "adm2": "adm2", "adm1": "adm1", "region": "region",
    "country": "country", "sea_air": "water",
}  # fmt: skip
_ADMINISTRATIVE = ("country", "adm1", "adm2")


class Places(places.Places[Where]):
    """Places as UCDP names them. A row with another point than its place has it on its location."""

    def _of(self, where: Where) -> Place:
        kind = _kind(where)
        country = self._country(where.country)
        if kind == "country":
            return country
        point = where.point
        if kind == "adm1":
            return self._adm1(where.name, country, point)
        parent = self._adm1(where.adm1, country, None) if where.adm1 else country
        if kind == "adm2":
            return self._adm2(where.name, parent, point)
        parent = self._adm2(where.adm2, parent, None) if where.adm2 else parent
        return self._one(_new(where.name, kind, parent, point), level=3)

    def _adm1(self, name: str, country: Place, point: tuple[Decimal, Decimal] | None) -> Place:
        code, english = match_admin1(country.country, name) or ("", name)
        return self._one(_new(english, "adm1", country, point, iso_3166_2=code), level=1)

    def _adm2(self, name: str, parent: Place, point: tuple[Decimal, Decimal] | None) -> Place:
        return self._one(_new(name, "adm2", parent, point), level=2)


def _new(name: str, kind: str, parent: Place, point: tuple[Decimal, Decimal] | None, *, iso_3166_2: str = "") -> Place:
    place = Place(name=name, kind=kind, parent=parent, country=parent.country, iso_3166_2=iso_3166_2)
    if point:
        place.latitude, place.longitude = point
        place.radius_m = geometry.radius_for(_WIDTH.get(kind, "region"))
        place.coord_basis = COORD_BASIS
    return place


_WIDTH = {
    "settlement": "settlement", "neighbourhood": "neighbourhood", "site": "site", "adm2": "adm2", "adm1": "adm1",
    "water": "region", "road": "region",
}  # fmt: skip


def _kind(where: Where) -> str:
    if where.precision in ("settlement", "near", "region"):
        return _KIND_BY_WORD.get(where.name.rpartition(" ")[2].lower(), _KIND_BY_PRECISION[where.precision])
    return _KIND_BY_PRECISION[where.precision]


# Offices as UCDP writes them, folded.
_AGENCIES = frozenset({
    "reuters", "reuters news", "agence france presse", "agence france presse afp", "afp", "associated press",
    "associated press newswires", "associated press ap", "xinhua", "xinhua news agency", "efe", "efe news service",
    "itar tass", "interfax", "press trust of india", "kyodo news", "anadolu agency", "dpa",
})  # fmt: skip


class Articles:
    """The articles that UCDP cites, by publisher, headline and date; we have read none of them."""

    def __init__(self) -> None:
        self._publishers = {each.folded or each.name: each for each in Publisher.objects.order_by("-pk")}
        self._known: dict[tuple[str, str, str], Article] = {}
        self._loaded: set[Any] = set()

    def prepare(self, references: Iterable[Reference]) -> None:
        missing = {_article_key(each): each for each in references}
        missing = {key: each for key, each in missing.items() if key not in self._known}
        self._prepare_publishers(missing.values())
        self._look_up(
            {dates.parse(each.date).earliest if each.date else None for each in missing.values()} - self._loaded
        )
        missing = {key: each for key, each in missing.items() if key not in self._known}
        keys = next_keys(Article, len(missing))
        fresh = {key: self._article(each, next(keys)) for key, each in missing.items()}
        insert(list(fresh.values()))
        self._known |= fresh

    def get(self, reference: Reference) -> Article:
        return self._known[_article_key(reference)]

    def _prepare_publishers(self, references: Iterable[Reference]) -> None:
        offices = {_folded(each.office): each.office for each in references if each.office}
        fresh = {folded: _publisher(office) for folded, office in offices.items() if folded not in self._publishers}
        Publisher.objects.bulk_create(fresh.values(), batch_size=BATCH)
        self._publishers |= fresh

    def _look_up(self, days: set[Any]) -> None:
        """Articles held or cited already, by day of publication: that column has an index."""
        if not days:
            return
        self._loaded |= days
        dated = Q(published_earliest__in=days - {None})
        wanted = dated | Q(published_earliest__isnull=True) if None in days else dated
        found = (
            Article.objects.current()
            .filter(wanted)
            .exclude(kind="dataset_record")
            .select_related("publisher", "republishes__publisher")
        )
        for article in found.order_by("pk"):
            publisher = _folded(article.publisher.name) if article.publisher else ""
            self._known.setdefault((publisher, article.title, article.published_edtf), article)

    def _article(self, reference: Reference, key: int) -> Article:
        publisher = self._publishers[_folded(reference.office)] if reference.office else None
        kind = "agency_wire" if publisher and publisher.kind == "news_agency" else "news_article"
        return make(
            Article, id=key, kind=kind, title=cut(reference.headline, 1000), publisher=publisher,
            published_edtf=reference.date, holding="reference_only", triage="coded",
            note=reference.headline if len(reference.headline) > 1000 else "",
        )  # fmt: skip


def _folded(office: str) -> str:
    return fold(cut(office, 200)) or cut(office, 200)


def _article_key(reference: Reference) -> tuple[str, str, str]:
    return _folded(reference.office) if reference.office else "", cut(reference.headline, 1000), reference.date


def _publisher(office: str) -> Publisher:
    kind = "news_agency" if _folded(office) in _AGENCIES else "other"
    note = (
        ""
        if kind == "news_agency"
        else "Known only as a source that UCDP GED cites; its kind has not been looked into."
    )
    return Publisher(name=cut(office, 200), kind=kind, independence_note=note)


def dataset_article(version: str) -> Article:
    """The one article that stands for a version of the dataset; imported rows are cited from it, cell by cell."""
    publisher, _ = Publisher.objects.get_or_create(
        name="Uppsala Conflict Data Program",
        defaults={"kind": "academic", "reach": "international", "country": "SE", "url": "https://ucdp.uu.se/"},
    )
    named = "an unknown version" if version == "unknown" else f"version {version}"
    article, _ = Article.objects.get_or_create(
        kind="dataset_record", publisher=publisher, title=f"UCDP Georeferenced Event Dataset (GED), {named}",
        defaults={"holding": "excerpt", "language": "en", "triage": "coded", "text": _DESCRIPTION.format(named=named)},
    )  # fmt: skip
    return article


_DESCRIPTION = (
    "Rows of the UCDP Georeferenced Event Dataset (GED), {named}, Uppsala Conflict Data Program, licence CC BY 4.0. "
    "Each quotation from it is a cell of the row of one event. Cite as: Sundberg, Ralph, and Erik Melander (2013), "
    "“Introducing the UCDP Georeferenced Event Dataset”, Journal of Peace Research 50(4)."
)
