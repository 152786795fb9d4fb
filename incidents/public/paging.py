"""Which incidents stand on a page? Owns how a page is read as fast in the middle of a million rows as at their start.

First the codes alone, which an index holds in the order of the list, counted from the nearer end; then the rows of
these few codes. To skip whole rows would be to read them. Of a search that finds few, all codes are read and cut here:
told to stop at fifty, PostgreSQL looks for them through the whole list.
"""

from collections.abc import Sequence
from typing import Any, Final

from incidents.models.publication import Publication
from incidents.public import listing
from incidents.public.filters import Query

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
            return list(codes[start:stop])
        return list(codes.reverse()[self.number - stop : self.number - start])[::-1]
