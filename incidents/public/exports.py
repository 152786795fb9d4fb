"""How do rows leave as a file? Owns CSV, GeoJSON, JSON and JSON lines: every row in its order, streamed in flat memory.

CSV is RFC 4180 in UTF-8 without a byte order mark: a header of column names, lines ending in CR LF, an empty cell for
every blank. A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are never touched.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any, Final

from incidents import countries
from incidents.models.publication import PublicationQuerySet
from incidents.public.columns import COLUMNS, SEPARATOR, STAND_IN, STORED, Kind
from incidents.public.moment import all_of_one_moment

BATCH: Final = 1_000
"""Rows read at a time; about 300 kB of text."""

# Spreadsheets run a cell that opens with one of these; some fold full-width forms first, and trim blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")

Row = tuple[Any, ...]
Values = Sequence[Any]
Conversions = dict[Kind, Callable[[Values], Values]]


def csv_lines(rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
    """The file as text, a batch at a time. ``page_address`` is what the code follows in an incident's address."""
    yield _as_csv([_NAMES])
    for columns in columns_by_batch(rows, page_address=page_address):
        yield csv_text(columns)


def geojson(rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
    """A FeatureCollection with a feature for every row; ``geometry`` is null where there is no point."""
    yield '{"type":"FeatureCollection","features":['
    named = _named(_batches(rows, page_address, _TO_JSON))
    yield from _joined(map(_feature, batch) for batch in named)
    yield "\n]}\n"


def json_list(rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
    """A list with an object for every row; its names are the columns of the CSV."""
    yield "["
    yield from _joined(_named(_batches(rows, page_address, _TO_JSON)))
    yield "\n]\n"


def json_lines(rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
    """An object a line for every row, as in ``json_list``: each line can be read by itself."""
    for batch in _named(_batches(rows, page_address, _TO_JSON)):
        yield "".join(f"{_encode(row)}\n" for row in batch)


def objects(rows: PublicationQuerySet, *, page_address: str) -> Iterator[dict[str, Any]]:
    """Each row as JSON tells it, by the names of the columns."""
    return chain.from_iterable(_named(_batches(rows, page_address, _TO_JSON)))


def neutralise(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it. A plain number such as -5 is left."""
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def moment(value: datetime) -> str:
    """A moment as files show it: ISO 8601 in UTC, ending in Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def columns_by_batch(rows: PublicationQuerySet, *, page_address: str, size: int = 0) -> Iterator[list[Values]]:
    """The rows as they are stored, so many at a time, column by column: half the cost of row by row."""
    size = size or BATCH
    read = rows.values_list(*(column.stored for column in STORED))
    with all_of_one_moment(read, size=size) as found:
        while batch := list(islice(found, size)):
            yield columns_of(batch, page_address)


def columns_of(batch: list[Row], page_address: str) -> list[Values]:
    """The columns of the download, of rows that hold the stored ones."""
    stored: list[Values] = list(zip(*batch, strict=True))
    found = [countries.COUNTRIES.get(code) for code in stored[_COUNTRY]]
    return [
        *stored,
        [country.alpha3 if country else "" for country in found],
        [country.name if country else "" for country in found],
        [f"{page_address}{code}/" for code in stored[0]],
    ]


def csv_text(columns: list[Values]) -> str:
    """The lines of some rows, given column by column."""
    return _as_csv(_rows(columns, _TO_CSV))


def _batches(rows: PublicationQuerySet, page_address: str, conversions: Conversions) -> Iterator[list[Row]]:
    for columns in columns_by_batch(rows, page_address=page_address):
        yield _rows(columns, conversions)


def _rows(columns: list[Values], conversions: Conversions) -> list[Row]:
    converted = [
        conversions[column.kind](values) if column.kind in conversions else values
        for column, values in zip(COLUMNS, columns, strict=True)
    ]
    return list(zip(*converted, strict=True))


def _as_csv(rows: list[Row]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _named(batches: Iterable[list[Row]]) -> Iterator[list[dict[str, Any]]]:
    for batch in batches:
        yield [dict(zip(_NAMES, row, strict=True)) for row in batch]


def _feature(properties: dict[str, Any]) -> dict[str, Any]:
    point = [properties["longitude"], properties["latitude"]]
    geometry = None if None in point else {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": properties["code"], "geometry": geometry, "properties": properties}


def _joined(batches: Iterable[Iterable[dict[str, Any]]]) -> Iterator[str]:
    """The items as JSON, one a line, with a comma before each but the first."""
    before = "\n"
    for batch in batches:
        yield before + ",\n".join(map(_encode, batch))
        before = ",\n"


def _safe_texts(values: Values) -> Values:
    # Nearly every text opens with a letter: that is looked at here, for a call each would double the time.
    return [text if text[:1].isalnum() else neutralise(text) for text in values]


def _degrees(values: Values) -> Values:
    return [None if value is None else f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".") for value in values]


def _days(values: Values) -> Values:
    return [day and day.isoformat() for day in values]


def _moments(values: Values) -> Values:
    return [moment(value) for value in values]


def _lists(values: Values) -> Values:
    return [lines.split("\n") if lines else [] for lines in values]


def _lists_in_a_cell(values: Values) -> Values:
    return _safe_texts([lines.replace(SEPARATOR, STAND_IN).replace("\n", SEPARATOR) for lines in values])


_NAMES: Final = tuple(column.name for column in COLUMNS)
_COUNTRY: Final = next(place for place, column in enumerate(STORED) if column.name == "country")
_TO_CSV: Final[Conversions] = {
    "text": _safe_texts, "degrees": _degrees, "day": _days, "moment": _moments, "list": _lists_in_a_cell,
}  # fmt: skip
_TO_JSON: Final[Conversions] = {"day": _days, "moment": _moments, "list": _lists}
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
