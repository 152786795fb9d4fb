"""What is an incident compared by? Owns how place, time, words and sources of many are read in few queries."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, Final

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from articles.models import Article
from incidents import dates, geometry
from incidents.coding.likeness import Facts, Sources, Spot
from incidents.models import Citation, ExternalId, Incident, Location, Place
from incidents.models.incident import UNTITLED

_COLUMNS: Final = (
    "code", "title", "summary", "date_edtf", "date_earliest", "date_latest", "attack_type", "violence_type", "status",
    "task", "created_by", "version", "updated_at",
)  # fmt: skip
_ABOVE: Final = ("parent", "parent__parent", "parent__parent__parent")
LEVELS: Final = len(_ABOVE)
"""As many levels above a place as a place commonly has."""


def with_spots(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """The incidents with what is compared of them and with their primary location, in one query."""
    main_site = FilteredRelation("locations", condition=Q(locations__is_primary=True))
    spots = incidents.annotate(main_site=main_site).annotate(
        spot_place=F("main_site__place"), spot_name=F("main_site__place__name"),
        spot_country=F("main_site__place__country"),
        spot_latitude=Coalesce("main_site__latitude", "main_site__place__latitude"),
        spot_longitude=Coalesce("main_site__longitude", "main_site__place__longitude"),
        spot_own=F("main_site__latitude"), spot_precision=F("main_site__precision"),
        spot_radius=F("main_site__radius_m"), spot_place_radius=F("main_site__place__radius_m"),
    )  # fmt: skip
    for level, path in enumerate(_ABOVE):
        above = {
            f"spot_above{level}_{name}": F(f"main_site__place__{path}__{name}") for name in ("id", "name", "country")
        }
        spots = spots.annotate(**above)
    return spots.only(*_COLUMNS)


def facts_of(incident: Incident) -> Facts:
    """What an incident says now, saved or not; its place is the primary one, or else the first that is no launch."""
    locations = Location.objects.filter(incident=incident.pk).exclude(role="launch").order_by("-is_primary", "id")
    location = locations.select_related("place__parent__parent__parent").first()
    return _facts(incident, _spot_of(location) if location else None)


def read(incident: Incident) -> Facts:
    """The facts of a row of ``with_spots``."""
    return _facts(incident, _spot(incident))


def _facts(incident: Incident, spot: Spot | None) -> Facts:
    try:
        when = dates.parse(incident.date_edtf or "")
    except dates.EdtfError:
        earliest = latest = None
    else:
        earliest, latest = when.earliest, when.latest
    return Facts(
        key=incident.pk, earliest=earliest, latest=latest, attack_type=incident.attack_type,
        violence_type=incident.violence_type, text=_text(incident), spot=spot,
        hand=(incident.task_id, incident.created_by_id),
    )  # fmt: skip


def _text(incident: Incident) -> str:
    return incident.summary if incident.title == UNTITLED else f"{incident.title} {incident.summary}"


def _spot(row: Any) -> Spot | None:
    if row.spot_place is None:
        return None
    above = [
        (getattr(row, f"spot_above{level}_id"), getattr(row, f"spot_above{level}_name"),
         getattr(row, f"spot_above{level}_country"))
        for level in range(LEVELS)
    ]  # fmt: skip
    of_place = None if row.spot_own is not None or row.spot_precision == "near" else row.spot_place_radius
    return Spot(
        place=row.spot_place, name=row.spot_name,
        within=tuple((key, name) for key, name, _ in above if key is not None),
        country=row.spot_country or next((country for _, _, country in above if country), ""),
        point=_point(row.spot_latitude, row.spot_longitude),
        radius_m=row.spot_radius or of_place or geometry.radius_for(row.spot_precision),
        precision=row.spot_precision,
    )  # fmt: skip


def _spot_of(location: Location) -> Spot:
    place, above = location.place, _above(location.place)
    own = location.latitude is not None
    of_place = None if own or location.precision == "near" else place.radius_m
    bearer: Any = location if own else place
    return Spot(
        place=place.pk, name=place.name, within=tuple((each.pk, each.name) for each in above),
        country=next((each.country for each in [place, *above] if each.country), ""),
        point=_point(bearer.latitude, bearer.longitude),
        radius_m=location.radius_m or of_place or geometry.radius_for(location.precision),
        precision=location.precision,
    )  # fmt: skip


def _above(place: Place) -> list[Place]:
    found: list[Place] = []
    parent = place.parent
    while parent is not None and len(found) < LEVELS:
        found.append(parent)
        parent = parent.parent if len(found) < LEVELS else None
    return found


def _point(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (float(latitude), float(longitude))


# Sources


def sources_of(incidents: Collection[int]) -> dict[int, Sources]:
    """What these incidents cite and are called elsewhere, by key; a dataset is no report of one event."""
    articles: dict[int, dict[int, str]] = defaultdict(dict)
    held: dict[int, set[int]] = defaultdict(set)
    ids: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for incident, article, origin, title in _cited(incidents):
        articles[incident][origin] = title
        held[incident].add(article)
    for incident, scheme, value in ExternalId.objects.filter(incident__in=incidents).values_list(
        "incident", "scheme", "value"
    ):
        ids[incident].add((scheme, value))
    return {key: Sources(articles[key], frozenset(held[key]), frozenset(ids[key])) for key in incidents}


def _cited(incidents: Collection[int]) -> QuerySet[Citation, Any]:
    """(incident, article, the article it is a copy of or else itself, title), each once."""
    rows = Citation.objects.filter(incident__in=incidents).exclude(article__kind="dataset_record")
    origin = Coalesce("article__republishes", "article")
    return rows.values_list("incident", "article", origin, "article__title").order_by().distinct()


def open_article(article: Article, sources: Sources) -> Sources:
    """The sources with one more article: the one that is being read."""
    origin = article.republishes_id or article.pk
    return Sources({**sources.articles, origin: article.title}, sources.held | {article.pk}, sources.ids)
