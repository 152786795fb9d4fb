"""What does the map draw for a view? Owns the grid: points that share a cell of about 32 pixels are one cluster.

The grid is fixed to the world and its cells are prefixes of ``Publication.cell``, so that clusters stay where they are
while a reader pans, and to merge four of them is to drop two bits. Only incidents within the box are counted: the
counts of all features add up to ``in_view``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import django_filters
from django.conf import settings
from django.db.models import Avg, Count, F, Max, Min, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from incidents import codebook, geometry
from incidents.models.publication import Publication, PublicationQuerySet
from incidents.public import fields, listing, terms
from incidents.public.filters import BoxFilter, IncidentFilter, inside

MOST_FEATURES: Final = 2_000
DEEPER_THAN_ZOOM: Final = 3
"""Levels below the zoom: 2³ cells along each side of a map tile of 256 pixels, so 32 pixels a cell."""

HALF_A_STEP: Final = 0.000_005
"""Half of the last decimal of a coordinate, in degrees: a box this far around a point holds that point and no other."""

CODED: Final = ("code", "title", "date_edtf", "attack_type", "country", "place", "radius_m", "precision")
"""What a single point carries as it is stored; ``when``, ``where``, ``kind``, ``toll``, ``known`` say it in words."""

Json = dict[str, Any]


class ZoomFilter(django_filters.Filter):
    """The zoom of the map, of which only the nearest whole number counts; it changes no rows."""

    field_class = fields.ZoomField

    def filter(self, qs: QuerySet, value: int) -> QuerySet:
        return qs


class LanguageFilter(django_filters.ChoiceFilter):
    """The language of the words beside the data; it changes no rows."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs


class SpotFilter(IncidentFilter):
    """The filters, a part of the map that must be given, and the language in which it is told."""

    bbox = BoxFilter(label=_("View"), required=True)
    lang = LanguageFilter(label=_("Language"), choices=settings.LANGUAGES)


class ViewFilter(SpotFilter):
    """The filters, and which view of the map to draw."""

    zoom = ZoomFilter(label=_("Zoom"), required=True)


@dataclass(frozen=True)
class Group:
    """The incidents of one grid cell: how many, their mean position, the first and last cell, the least killed."""

    prefix: int
    count: int
    latitude_mean: float
    longitude_mean: float
    first_cell: int
    last_cell: int
    least_killed: int | None
    first_code: str

    def joined(self, other: "Group") -> "Group":
        """Both as one group."""
        count = self.count + other.count
        return Group(
            prefix=self.prefix,
            count=count,
            latitude_mean=(self.latitude_mean * self.count + other.latitude_mean * other.count) / count,
            longitude_mean=(self.longitude_mean * self.count + other.longitude_mean * other.count) / count,
            first_cell=min(self.first_cell, other.first_cell),
            last_cell=max(self.last_cell, other.last_cell),
            least_killed=_added(self.least_killed, other.least_killed),
            first_code=min(self.first_code, other.first_code),
        )

    @property
    def is_one_spot(self) -> bool:
        """Whether all of it lies in one cell of the deepest grid, as a single incident does."""
        return self.first_cell == self.last_cell

    @property
    def coordinates(self) -> list[float]:
        latitude, longitude = geometry.rounded(self.latitude_mean, self.longitude_mean)
        return [longitude, latitude]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows match in the whole world, and how many of them have a point."""

    matching: int
    with_point: int


def counted(rows: PublicationQuerySet) -> Counted:
    """The counts of these rows. They do not depend on the view: a reader who pans needs them once."""
    return Counted(**rows.order_by().aggregate(matching=Count("*"), with_point=Count("cell")))


def feature_collection(
    rows: PublicationQuerySet, *, box: geometry.Box, zoom: int, counts: Counted, in_branches: bool = True
) -> Json:
    """The view as GeoJSON. ``rows`` are filtered by everything but the box; ``counts`` are theirs.

    ``totals``: how many rows are ``matching``, how many of them are ``in_view`` and how many are ``without_point``.
    ``in_branches``: whether the map's index leads to the rows, see ``_groups``.
    """
    level = min(geometry.CELL_LEVEL, zoom + DEEPER_THAN_ZOOM)
    level, groups = merged(level, _groups(rows, box, level, in_branches=in_branches))
    return {
        "type": "FeatureCollection",
        "features": list(_features(level, groups)),
        "totals": {
            "matching": counts.matching,
            "in_view": sum(group.count for group in groups),
            "without_point": counts.matching - counts.with_point,
        },
    }


def merged(level: int, groups: Iterable[Group]) -> tuple[int, list[Group]]:
    """The groups in the order of their cells, on the deepest level that leaves no more than ``MOST_FEATURES``."""
    found = _by_cell(groups)
    while len(found) > MOST_FEATURES:
        level -= 1
        found = _by_cell(replace(group, prefix=group.prefix >> 2) for group in found)
    return level, found


def _by_cell(groups: Iterable[Group]) -> list[Group]:
    cells: dict[int, Group] = {}
    for group in sorted(groups, key=lambda group: (group.prefix, group.first_cell)):
        there = cells.get(group.prefix)
        cells[group.prefix] = there.joined(group) if there else group
    return list(cells.values())


def _groups(rows: PublicationQuerySet, box: geometry.Box, level: int, *, in_branches: bool) -> Iterator[Group]:
    """One statement with a branch a range: each is a stretch of the index, where an OR would read all of it.

    Rows that an index of their own leads to, as words do, would be looked up anew in every branch: they get one, and
    one range around all of them.
    """
    shift = 2 * (geometry.CELL_LEVEL - level)
    within = rows.order_by().filter(inside(box)).values(prefix=F("cell").bitrightshift(shift))
    spans = geometry.ranges(box)
    if not in_branches:
        spans = [(spans[0][0], spans[-1][1])]
    first, *others = (_summed(within.filter(cell__range=span)) for span in spans)
    return (Group(**row) for row in first.union(*others, all=True))


def _summed(rows: Any) -> Any:
    # Nothing but columns of the map's index, so that neither engine reads the table.
    return rows.annotate(
        count=Count("*"),
        latitude_mean=Avg("latitude"),
        longitude_mean=Avg("longitude"),
        first_cell=Min("cell"),
        last_cell=Max("cell"),
        least_killed=Sum("killed_low"),
        first_code=Min("code"),
    )


def _features(level: int, groups: list[Group]) -> Iterator[Json]:
    spots = [group.first_code for group in groups if group.is_one_spot]
    shown = Publication.objects.live().filter(code__in=spots).only(*listing.COLUMNS, *CODED)
    points = {publication.code: publication for publication in shown}
    for group in groups:
        publication = points.get(group.first_code)
        if group.count > 1:
            yield _cluster(level, group, publication)
        elif publication:
            yield _point(level, group, publication)


def _cluster(level: int, group: Group, first: Publication | None) -> Json:
    """A spot that zooming in cannot take apart has a ``bbox``, and the ``radius_m`` of the first incident there."""
    properties: Json = {"count": group.count, "killed_low": group.least_killed}
    if group.is_one_spot and first:
        properties |= {"bbox": _box_around(*group.coordinates), "radius_m": first.radius_m}
    return _feature(level, group, group.coordinates, properties)


def _point(level: int, group: Group, publication: Publication) -> Json:
    (said,) = listing.rows([publication])
    stored = {name: getattr(publication, name) for name in CODED}
    words = {"when": said.when, "where": said.where, "kind": said.kind, "toll": said.toll, "known": known(publication)}
    return _feature(level, group, group.coordinates, {"count": 1, **stored, **words})


def known(publication: Publication) -> str:
    """How well the place is known, in words."""
    return str(terms.label(codebook.PRECISION, publication.precision)) if publication.precision else ""


def _feature(level: int, group: Group, coordinates: list[float], properties: Json) -> Json:
    return {
        "type": "Feature",
        "id": f"{level}:{group.prefix}",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": properties,
    }


def _box_around(longitude: float, latitude: float) -> str:
    """A ``bbox`` for the list of a spot that zooming in cannot take apart."""
    west, east = max(longitude - HALF_A_STEP, -180), min(longitude + HALF_A_STEP, 180)
    south, north = max(latitude - HALF_A_STEP, -90), min(latitude + HALF_A_STEP, 90)
    return ",".join(f"{degrees:.6f}" for degrees in (west, south, east, north))


def _added(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other
