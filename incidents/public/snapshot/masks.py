"""Which rows of the snapshot does a query ask for? Owns a mask for every filter, which says what its SQL says.

``incidents.public.filters`` has the names, reads the values and refuses what makes no sense; what the rows of a valid
query are is said twice, there for the database and here for the memory, and a test compares the two.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any, Final

import numpy as np

from incidents.folding import fold
from incidents.geometry import Box
from incidents.models.words import keys_having
from incidents.public.filters import ACTOR_FACETS, NO_POINT, Query
from incidents.public.snapshot.columns import NOWHERE, Mask
from incidents.public.snapshot.held import Snapshot
from incidents.public.snapshot.reading import numbers
from incidents.public.snapshot.sums import Some
from incidents.subdivisions import SUBDIVISIONS

ORDERLY: Final = frozenset({"ordering", "page", "zoom", "lang", "cursor", "limit", "fields"})
"""Parameters that change no rows."""

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

By = Callable[[Snapshot, Any], Mask]


@dataclass(frozen=True, eq=False)
class Asked:
    """A valid query and the snapshot that answers it."""

    snapshot: Snapshot
    query: Query

    @cached_property
    def masks(self) -> Mapping[str, Mask]:
        """A mask for each filter that is set."""
        params = {name: value for name, value in self.query.params.items() if name not in ORDERLY}
        return {name: self._mask(name, value) for name, value in params.items()}

    def _mask(self, name: str, value: Any) -> Mask:
        told = f"{name} {value!r}"
        found = self.snapshot.masks.get(told)
        return self.snapshot.remember(told, MASKS[name](self.snapshot, value)) if found is None else found

    def rows(self, leave_out: Iterable[str] = ()) -> Mask | None:
        """The rows that pass all filters but those left out; None where all of them do."""
        parts = [mask for name, mask in self.masks.items() if name not in leave_out]
        return reduce(and_, parts) if parts else None

    def some(self, leave_out: Iterable[str] = ()) -> Some:
        """These rows, to be counted; the same object for the same rows, which remembers what it has worked out."""
        left_out = frozenset(name for name in leave_out if name in self.masks)
        if left_out not in self._counted:
            self._counted[left_out] = Some(self.snapshot, self.rows(left_out))
        return self._counted[left_out]

    @cached_property
    def _counted(self) -> dict[frozenset[str], Some]:
        return {}


def within(snapshot: Snapshot, country: str) -> Mask:
    """The rows of a country, be it one that a query may name or not."""
    return MASKS["country"](snapshot, [country])


def _within(column: str, position: int) -> By:
    def by(snapshot: Snapshot, wanted: list[str]) -> Mask:
        return getattr(snapshot.columns, column).where(position, wanted.__contains__)

    return by


def _since(snapshot: Snapshot, day: dt.date) -> Mask:
    text = day.isoformat()
    return snapshot.columns.span.where(1, lambda latest: not latest or latest >= text)


def _until(snapshot: Snapshot, day: dt.date) -> Mask:
    text = day.isoformat()
    return snapshot.columns.span.where(0, lambda earliest: not earliest or earliest <= text)


def _of_province(snapshot: Snapshot, wanted: list[str]) -> Mask:
    codes = {each.upper() for each in wanted}
    names = set() if SUBDIVISIONS.keys() >= codes else {fold(each) for each in wanted}
    area = snapshot.columns.area
    return area.where(1, codes.__contains__) | area.where(2, names.__contains__)


def _killing(snapshot: Snapshot, least: int) -> Mask:
    return snapshot.columns.killed.where(1, lambda low: bool(low) and int(low) >= least)


def _precise(snapshot: Snapshot, wanted: list[str]) -> Mask:
    placed = np.arange(len(snapshot)) < snapshot.columns.placed
    found = placed & _within("coding", 4)(snapshot, [each for each in wanted if each != NO_POINT])
    return found | ~placed if NO_POINT in wanted else found


def _near(snapshot: Snapshot, metres: int) -> Mask:
    return (snapshot.columns.radius <= metres) & (snapshot.columns.cell != NOWHERE)


def inside(snapshot: Snapshot, box: Box, part: slice = slice(None)) -> Mask:
    """The rows with a point in the box, edges included; one whose west is greater than its east crosses 180°."""
    west, south, east, north = box
    latitude, longitude = snapshot.columns.latitude[part], snapshot.columns.longitude[part]
    from_west, to_east = longitude >= west, longitude <= east
    across = from_west & to_east if west <= east else from_west | to_east
    return across & (latitude >= south) & (latitude <= north)


def _published_since(snapshot: Snapshot, moment: dt.datetime) -> Mask:
    return snapshot.columns.published >= (moment - _EPOCH) // dt.timedelta(microseconds=1)


def _having_words(snapshot: Snapshot, words: list[str]) -> Mask:
    return np.isin(snapshot.columns.key, numbers(keys_having(words)))


def _named(*facets: str) -> By:
    def by(snapshot: Snapshot, names: list[str]) -> Mask:
        folded = {fold(name) for name in names}
        rows = [snapshot.facets[facet].having(folded) for facet in facets if facet in snapshot.facets]
        return _of_rows(snapshot, np.concatenate([*rows, np.empty(0, np.int32)]))

    return by


def _of_rows(snapshot: Snapshot, rows: Any) -> Mask:
    found = np.zeros(len(snapshot), np.bool_)
    found[rows] = True
    return found


MASKS: Final[Mapping[str, By]] = {
    "q": _having_words,
    "date_from": _since,
    "date_to": _until,
    "attack_type": _within("coding", 0),
    "violence_type": _within("coding", 1),
    "verification": _within("coding", 2),
    "responsibility": _within("coding", 3),
    "precision": _precise,
    "precision_max_km": _near,
    "country": _within("area", 0),
    "admin1": _of_province,
    "killed_min": _killing,
    "bbox": inside,
    "updated_since": _published_since,
    "actor": _named(*ACTOR_FACETS),
    **{name: _named(name) for name in ("weapon", "target", *ACTOR_FACETS, "place", "series", "publisher")},
}
"""A mask by the name of the filter and the value that its field has read."""
