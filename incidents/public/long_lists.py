"""Which incidents stand on a page of a long list? Owns how a page far down is read as fast as the first one.

First the codes alone, which an index holds in the order of the list, counted from the nearer end; then the rows of
these few codes. To skip whole rows would be to read them. Of a search that finds few, all codes are read and cut here:
told to stop at fifty, PostgreSQL looks for them through the whole list.
"""

from collections.abc import Sequence
from typing import Any, Final

from incidents.models.publication import Publication
from incidents.public import listing
from incidents.public.filters import DEFAULT_ORDERING, Query

FEW: Final = 5_000


class Pages(Sequence[Publication]):
    """The rows of a query, to be cut into pages. ``count`` is how many they are, as the totals have counted already."""

    def __init__(self, query: Query, count: int) -> None:
        self.query, self.number = query, count

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: Any) -> Any:
        """The rows of a slice, with the columns a list needs."""
        codes = self._codes(part.start, part.stop)
        rows = Publication.objects.live().filter(code__in=codes).order_by().only(*listing.COLUMNS)
        found = {row.code: row for row in rows}
        return [found[code] for code in codes if code in found]

    def _codes(self, start: int, stop: int) -> list[str]:
        codes = self.query.rows().values_list("code", flat=True)
        if self.number <= FEW and self.query.is_looked_up:
            return list(codes)[start:stop]
        if start <= self.number // 2:
            return self._up_to_a_day(codes, start, stop) or list(codes[start:stop])
        return list(codes.reverse()[self.number - stop : self.number - start])[::-1]

    def _up_to_a_day(self, codes: Any, start: int, stop: int) -> list[str]:
        """Newest first, up to a day: the index is entered at that day. Nothing where fewer are found than wanted.

        The filter itself lets through what has no first day, wherever it stands; in this order it stands last.
        """
        day, ordering = self.query.params.get("date_to"), self.query.params.get("ordering", DEFAULT_ORDERING)
        if day is None or ordering != "-date_earliest":
            return []
        found = list(codes.filter(date_earliest__lte=day)[start:stop])
        return found if len(found) == stop - start else []
