"""What are our flat columns in HXL? Owns the row of hashtags under the header; the rows are those of the CSV."""

from collections.abc import Iterator
from typing import Any, Final

from incidents.models.publication import PublicationQuerySet
from incidents.public.columns import COLUMNS
from incidents.public.exports import csv_lines
from incidents.public.layouts.layout import Filled, Layout
from incidents.public.layouts.record import Record

_END: Final = "\r\n"
TAGS: Final = ",".join(column.hxl for column in COLUMNS) + _END
"""No hashtag holds a comma or a quotation mark."""


class Tagged(Layout):
    """The standard file with one line more."""

    def lines(self, rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
        """The file as text: the names, the hashtags, the rows."""
        lines = csv_lines(rows, page_address=page_address)
        names, end, rest = next(lines).partition(_END)
        yield names + end + TAGS + rest
        yield from lines


def _row(record: Record) -> dict[str, Any]:
    return record.flat


LAYOUT: Final = Tagged(
    "hxl",
    "HXL",
    "Our own flat columns with a second header row of hashtags of the Humanitarian Exchange Language 1.1.",
    tuple(Filled(column.name, column.hxl, (column.name,)) for column in COLUMNS),
    _row,
)
