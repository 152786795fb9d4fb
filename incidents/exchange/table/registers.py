"""Which actor, place, publisher and article does a row mean? Owns finding shared records and making missing ones.

A register works on a batch: it looks up what the batch needs with a fixed number of queries, makes what is missing in
bulk, and then answers from memory. An existing record is never changed.
"""

from collections.abc import Hashable, Iterable
from decimal import Decimal

from django.db.models import Q

from articles.canonical import canonical
from articles.models import Article, Publisher
from incidents import geometry
from incidents.exchange import places
from incidents.exchange.places import NameKey, by_folded
from incidents.exchange.table.entry import Source, Where
from incidents.exchange.table.mapping import Map
from incidents.folding import fold
from incidents.models import Actor, ActorName, Place, PlaceName
from incidents.models.bulk import insert, make, next_keys

BATCH = 1000
UNNAMED_PLACE = "Place not published"
_BARE = ("country", "adm1")


def as_written(name: str) -> str:
    """Names of our own download are told apart to the letter, so that they come out as they went in."""
    return name


class Actors:
    """Those whom rows accuse, by name; a new one is what the map says of its name, else what it says of all."""

    def __init__(self, made: Map) -> None:
        self._key: NameKey = as_written if made.is_own else by_folded
        self._kind = made.actor_kind
        self._kinds = {self._key(name): kind for name, kind in made.actor_kinds.items()}
        self._known: dict[str, Actor] = {}

    def unknown(self, names: Iterable[str]) -> dict[str, Actor]:
        """The names that nobody bears yet, each with the actor it would become: one of no kind where none is said."""
        wanted = list(dict.fromkeys(names))
        first = {self._key(name): name for name in reversed(wanted)}
        missing = [name for key, name in first.items() if key not in self._known]
        for start in range(0, len(missing), BATCH):
            self._look_up(set(missing[start : start + BATCH]))
        keys = {self._key(name): name for name in missing}
        fresh = {
            key: Actor(name=name, kind=self._kinds.get(key, self._kind))
            for key, name in keys.items()
            if key not in self._known
        }
        return {name: fresh[key] for name in wanted if (key := self._key(name)) in fresh}

    def prepare(self, names: Iterable[str]) -> None:
        fresh = {each.name: each for each in self.unknown(names).values()}
        for actor in Actor.objects.bulk_create(fresh.values(), batch_size=BATCH):
            self._known[self._key(actor.name)] = actor

    def _look_up(self, names: set[str]) -> None:
        wanted = Q(folded__in={fold(name) for name in names} - {""}) | Q(name__in=names)
        own = Actor.objects.filter(wanted).select_related("parent").order_by("pk")
        found = [(each.name, each) for each in own]
        spelled = ActorName.objects.filter(wanted).select_related("actor__parent").order_by("pk")
        found += [(each.name, each.actor) for each in spelled]
        # Who bears the very name comes before who is only spelled so.
        for name, actor in sorted(found, key=lambda each: each[0] not in names):
            self._known.setdefault(self._key(name), actor)

    def get(self, name: str) -> Actor:
        return self._known[self._key(name)]


class Places(places.Places[Where]):
    """Places as tables name them; their names are told apart as the map's table does.

    A row without a point takes a known place of its name where there is exactly one in that country and province.
    """

    def __init__(self, made: Map) -> None:
        super().__init__(key=as_written if made.is_own else by_folded)
        self._basis = f"{made.dataset}, {made.edition}"[:200]
        self._named: dict[tuple[str, str], list[Place]] = {}

    def _load(self, wanted: set[str]) -> dict[int, Place]:
        found = super()._load(wanted)
        for place in found.values():
            if place.kind not in _BARE:
                self._named.setdefault((place.country, fold(place.name)), []).append(place)
        for name in PlaceName.objects.filter(place__country__in=wanted).order_by("pk"):
            if (place := found[name.place_id]).kind not in _BARE:
                self._named.setdefault((place.country, name.folded), []).append(place)
        return found

    def _of(self, where: Where) -> Place:
        country = self._country(where.country) if where.country else None
        admin1 = self._admin1(where, country)
        if where.kind == "country" and country:
            return country
        if where.kind == "adm1" and admin1:
            return admin1
        if where.may_be_known and (known := self._only_one(where, admin1)):
            return known
        above = admin1 or country
        if where.kind == "adm2":
            return self._one(_place(where.name, "adm2", above, where.country), level=2)
        if where.admin2 and where.admin2 != where.name:
            above = self._one(_place(where.admin2, "adm2", above, where.country), level=2)
        leaf = _place(where.name or UNNAMED_PLACE, where.kind if where.name else "other", above, where.country)
        if where.point:
            leaf.latitude, leaf.longitude = decimals(where.point)
            leaf.coord_basis = self._basis
        return self._one(leaf, level=3)

    def _admin1(self, where: Where, country: Place | None) -> Place | None:
        if not where.admin1:
            return None
        made = _place(where.admin1, "adm1", country, where.country)
        made.iso_3166_2 = where.admin1_code
        return self._one(made, level=1)

    def _only_one(self, where: Where, admin1: Place | None) -> Place | None:
        named = {place.pk or id(place): place for place in self._named.get((where.country, fold(where.name)), ())}
        found = [each for each in named.values() if admin1 is None or _lies_in(each, admin1)]
        return found[0] if len(found) == 1 else None


def _place(name: str, kind: str, parent: Place | None, country: str) -> Place:
    return Place(name=name[:200], kind=kind, parent=parent, country=country)


def _lies_in(place: Place, admin1: Place) -> bool:
    """Among places that may not have been saved yet."""
    above = place.parent
    while above is not None:
        if above is admin1 or (above.kind == "adm1" and above.iso_3166_2 and above.iso_3166_2 == admin1.iso_3166_2):
            return True
        above = above.parent
    return False


def decimals(point: tuple[float, float]) -> tuple[Decimal, Decimal]:
    """The point as it is stored."""
    latitude, longitude = geometry.rounded(*point)
    return Decimal(f"{latitude:.6f}"), Decimal(f"{longitude:.6f}")


class Articles:
    """The articles that rows name, by address, else by publisher, headline and date; we have read none of them."""

    def __init__(self, made: Map) -> None:
        self._key: NameKey = as_written if made.is_own else by_folded
        self._unnamed = f"Articles that {made.dataset} counts under this publisher" if made.is_own else ""
        self._publishers = {self._key(each.name): each for each in Publisher.objects.order_by("-pk")}
        self._known: dict[Hashable, Article] = {}

    def prepare(self, sources: Iterable[Source]) -> None:
        missing = {self._of(each): each for each in sources}
        missing = {key: each for key, each in missing.items() if key not in self._known}
        if not missing:
            return
        self._prepare_publishers(missing.values())
        self._look_up(missing.values())
        missing = {key: each for key, each in missing.items() if key not in self._known}
        keys = next_keys(Article, len(missing))
        fresh = {key: self._article(each, next(keys)) for key, each in missing.items()}
        insert(list(fresh.values()))
        self._known |= fresh

    def get(self, source: Source) -> Article:
        return self._known[self._of(source)]

    def _of(self, source: Source) -> Hashable:
        if source.url:
            return canonical(source.url)
        return self._key(source.publisher) if source.publisher else "", source.title or self._unnamed, source.date

    def _prepare_publishers(self, sources: Iterable[Source]) -> None:
        named = {self._key(each.publisher): each.publisher for each in sources if each.publisher}
        fresh = [
            Publisher(
                name=name, kind="other",
                independence_note="Known only from an imported table; its kind has not been looked into.",
            )
            for key, name in named.items()
            if key not in self._publishers
        ]  # fmt: skip
        Publisher.objects.bulk_create(fresh, batch_size=BATCH)
        self._publishers |= {self._key(each.name): each for each in fresh}

    def _look_up(self, sources: Iterable[Source]) -> None:
        addresses = {canonical(each.url) for each in sources if each.url}
        titles = {each.title or self._unnamed for each in sources if not each.url and each.publisher}
        publishers = {self._publishers[self._key(each.publisher)].pk for each in sources if each.publisher}
        current = Article.objects.current().exclude(kind="dataset_record")
        current = current.select_related("publisher", "republishes__publisher").order_by("pk")
        for article in current.filter(canonical_url__in=addresses) if addresses else ():
            self._known.setdefault(article.canonical_url, article)
        for article in current.filter(publisher__in=publishers, title__in=titles, url="") if titles else ():
            name = article.publisher.name if article.publisher else ""
            self._known.setdefault((self._key(name), article.title, article.published_edtf), article)

    def _article(self, source: Source, key: int) -> Article:
        publisher = self._publishers[self._key(source.publisher)] if source.publisher else None
        is_named = bool(source.title or source.url)
        return make(
            Article, id=key, kind="news_article" if is_named else "other", title=source.title or self._unnamed,
            publisher=publisher, published_edtf=source.date, language=source.language, url=source.url,
            holding="reference_only", triage="coded",
        )  # fmt: skip


def dataset_article(made: Map) -> Article:
    """The one article that stands for this edition of the table; imported rows are cited from it, cell by cell."""
    publisher = None
    if made.publisher:
        publisher, _ = Publisher.objects.get_or_create(name=made.publisher, defaults={"kind": "other"})
    article, _ = Article.objects.get_or_create(
        kind="dataset_record", publisher=publisher, title=f"{made.dataset} ({made.edition})",
        defaults={"holding": "excerpt", "triage": "coded", "text": _DESCRIPTION.format(made.dataset, made.edition)},
    )  # fmt: skip
    return article


_DESCRIPTION = "Rows of the table “{}”, edition {}. Each quotation from it is a cell of the row of one incident."
