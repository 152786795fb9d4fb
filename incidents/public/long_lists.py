"""Which incidents stand on a page of a long list? Owns how a page far down is read as fast as the first one.

The snapshot knows between which days, or moments, the rows of a page lie; the database puts these few in order, so that
what is equal comes by code as in every other answer. Where too many are equal, as in the order of people killed, the
codes alone are read first, which an index holds in the order of the list, counted from the nearer end; so too at the
ends of the whole list.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from incidents.models.publication import Publication
from incidents.public import listing
from incidents.public.counting import ask
from incidents.public.filters import DEFAULT_ORDERING, Query
from incidents.public.snapshot.columns import Array, Columns, Mask
from incidents.public.summary import UNDATED, first_days

FEW: Final = 2_000
"""Rows that are put in order for one page."""
NEAR: Final = 5_000
"""Entries of an index that are passed by at either end of the whole list faster than all its days are counted."""
LAST: Final = 2**62
"""The place of what has no value in the order."""


class Pages(Sequence[Publication]):
    """The rows of a query, to be cut into pages, with the columns of a list and these.

    ``count`` is how many they are, as the totals have counted already.
    """

    def __init__(self, query: Query, count: int, *columns: str) -> None:
        self.query, self.number, self.columns = query, count, columns

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: Any) -> Any:
        """The rows of a slice."""
        found = _between(self.query, part.start, part.stop, self.columns)
        return self._by_code(part.start, part.stop) if found is None else found

    def _by_code(self, start: int, stop: int) -> list[Publication]:
        codes = self._codes(start, stop)
        rows = Publication.objects.live().filter(code__in=codes).order_by().only(*listing.COLUMNS, *self.columns)
        found = {row.code: row for row in rows}
        return [found[code] for code in codes if code in found]

    def _codes(self, start: int, stop: int) -> list[str]:
        codes = self.query.rows().values_list("code", flat=True)
        if start <= self.number // 2:
            return list(codes[start:stop])
        return list(codes.reverse()[self.number - stop : self.number - start])[::-1]


def first(query: Query, most: int, *columns: str) -> list[Publication]:
    """The first rows of a list, with the columns of a list and these."""
    found = _between(query, 0, most, columns)
    return list(query.rows().only(*listing.COLUMNS, *columns)[:most]) if found is None else found


def _between(query: Query, after: int, most: int, columns: Sequence[str] = ()) -> list[Publication] | None:
    """The rows of a list after so many of them, up to so many; None where an index is to be read for it."""
    asked = ask(query)
    rows = asked.some().rows
    keys = asked.snapshot.columns.key[rows]
    if not after < min(most, len(keys)):
        return []
    if len(keys) > FEW:
        if asked.some().mask is None and min(after, len(keys) - after) < NEAR:
            return None
        narrowed = _narrowed(asked.snapshot.columns, rows, query.params.get("ordering", DEFAULT_ORDERING), after, most)
        if narrowed is None or np.count_nonzero(narrowed.within) > FEW:
            return None
        keys = keys[narrowed.within]
        after, most = after - narrowed.before, most - narrowed.before
    there = query.rows(leave_out=query.filterset.filters.keys() - {"ordering"}).filter(pk__in=keys.tolist())
    return list(there.only(*listing.COLUMNS, *columns)[after:most])


class Narrowed(NamedTuple):
    """Which rows can stand on a page, and how many come before the first of them."""

    within: Mask
    before: int


def _narrowed(columns: Columns, rows: "Array | slice", ordering: str, after: int, most: int) -> Narrowed | None:
    """The rows between the two ends of the page; None for an order that the snapshot does not know."""
    sign = -1 if ordering.startswith("-") else 1
    if ordering.endswith("published_at"):
        moments = sign * columns.published[rows]
        last = min(most, len(moments)) - 1
        low, high = np.partition(moments, (after, last))[[after, last]]
        return Narrowed((moments >= low) & (moments <= high), int(np.count_nonzero(moments < low)))
    if not ordering.endswith("date_earliest"):
        return None
    # Days are few: how many rows have each is counted, and nothing has to be put in order but the days.
    spans, days = columns.span.numbers[rows], first_days(columns.span.table)
    places = np.where(days == UNDATED, LAST, sign * days)
    counts = np.bincount(spans, minlength=len(places))
    order = np.argsort(places)
    low, high = places[order][np.searchsorted(np.cumsum(counts[order]), [after, min(most, len(spans)) - 1], "right")]
    return Narrowed(((places >= low) & (places <= high))[spans], int(counts[places < low].sum()))
