"""What does the map draw for a view? Owns the grid: points that share a cell of about 32 pixels are one cluster.

The grid is fixed to the world and its cells are prefixes of ``Publication.cell``, so that clusters stay where they are
while a reader pans, and to merge four of them is to drop two bits. Only incidents within the box are counted: the
counts of all features add up to ``in_view``.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import django_filters
import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from incidents import codebook, geometry
from incidents.models.publication import Publication
from incidents.public import fields, listing, terms
from incidents.public.filters import BoxFilter, IncidentFilter
from incidents.public.snapshot.columns import FAR, Array, Mask
from incidents.public.snapshot.held import Snapshot
from incidents.public.snapshot.masks import Asked, inside
from incidents.public.snapshot.sums import lows

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


class Groups(NamedTuple):
    """The incidents of a view by grid cell, in the order of the cells.

    ``key`` is that of the one published first, ``least_killed`` the sum of the lows, where ``told`` of them are stated.
    """

    prefix: Array
    size: Array
    latitude: Array
    longitude: Array
    is_one_spot: Array
    key: Array
    least_killed: Array
    told: Array


class Group(NamedTuple):
    """One of them."""

    prefix: int
    size: int
    latitude: float
    longitude: float
    is_one_spot: bool
    key: int
    least_killed: int
    told: int

    @property
    def coordinates(self) -> list[float]:
        latitude, longitude = geometry.rounded(self.latitude, self.longitude)
        return [longitude, latitude]


def feature_collection(asked: Asked, *, box: geometry.Box, zoom: int) -> Json:
    """The view of a valid query as GeoJSON.

    ``totals``: how many rows are ``matching``, how many of them are ``in_view`` and how many are
    ``without_point``.
    """
    matching = asked.some(leave_out=["bbox"])
    rows = in_view(asked.snapshot, matching.mask, box)
    level, groups = grouped(asked.snapshot, rows, min(geometry.CELL_LEVEL, zoom + DEEPER_THAN_ZOOM))
    return {
        "type": "FeatureCollection",
        "features": list(_features(asked.snapshot, level, groups)),
        "totals": {
            "matching": matching.count,
            "in_view": len(rows),
            "without_point": matching.count - matching.with_point,
        },
    }


def in_view(snapshot: Snapshot, mask: Mask | None, box: geometry.Box) -> Array:
    """The rows of the mask with a point in the box: a few stretches of all rows hold them, for these are in order."""
    cells = snapshot.columns.cell
    found = []
    for first, last in geometry.ranges(box):
        start, end = np.searchsorted(cells, [first, last + 1]).tolist()
        within = inside(snapshot, box, slice(start, end))
        found.append(start + np.flatnonzero(within if mask is None else within & mask[start:end]))
    return np.concatenate(found)


def grouped(snapshot: Snapshot, rows: Array, level: int) -> tuple[int, Groups]:
    """The rows by cell of the grid, and the level of the grid: the deepest that leaves few enough cells to draw."""
    columns = snapshot.columns
    cells = columns.cell[rows]
    prefixes = cells >> 2 * (geometry.CELL_LEVEL - level)
    starts = _starts(prefixes)
    while len(starts) > MOST_FEATURES:
        level, prefixes = level - 1, prefixes >> 2
        starts = starts[_starts(prefixes[starts])]
    counts = np.diff(starts, append=len(rows))
    low, told = lows(columns.killed.table)
    killed = columns.killed.numbers[rows]
    return level, Groups(
        prefix=prefixes[starts],
        size=counts,
        latitude=_summed(columns.latitude[rows], starts) / counts,
        longitude=_summed(columns.longitude[rows], starts) / counts,
        is_one_spot=cells[starts] == cells[starts + counts - 1],
        key=np.minimum.reduceat(columns.key[rows], starts) if len(rows) else rows,
        least_killed=_summed(low[killed], starts),
        told=_summed(told[killed], starts),
    )


def _starts(prefixes: Array) -> Array:
    """Where each run of equal ones begins."""
    return np.flatnonzero(np.diff(prefixes, prepend=-1))


def _summed(numbers: Array, starts: Array) -> Array:
    return np.add.reduceat(numbers, starts) if len(numbers) else numbers


def _features(snapshot: Snapshot, level: int, groups: Groups) -> Iterator[Json]:
    found = [Group(*row) for row in zip(*(each.tolist() for each in groups), strict=True)]
    alone = [group.key for group in found if group.size == 1]
    points = Publication.objects.live().only(*listing.COLUMNS, *CODED).in_bulk(alone)
    spots = np.array([group.key for group in found if group.size > 1 and group.is_one_spot], np.int64)
    radii = dict(zip(spots.tolist(), snapshot.columns.radius[snapshot.columns.rows_of(spots)].tolist(), strict=True))
    for group in found:
        if group.size > 1:
            yield _cluster(level, group, radii.get(group.key))
        elif group.key in points:
            yield _point(level, group, points[group.key])


def _cluster(level: int, group: Group, radius_m: int | None) -> Json:
    """A spot that zooming in cannot take apart has a ``bbox``, and the ``radius_m`` of its oldest publication."""
    properties: Json = {"count": group.size, "killed_low": group.least_killed if group.told else None}
    if radius_m is not None:
        properties |= {"bbox": _box_around(*group.coordinates), "radius_m": None if radius_m == FAR else radius_m}
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
