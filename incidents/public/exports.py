"""How do rows leave as a file? Owns CSV, GeoJSON and JSON: every row of a query in its order, streamed in flat memory.

CSV is RFC 4180 in UTF-8 without a byte order mark: a header of column names, lines ending in CR LF, an empty cell for
every blank. A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are never touched.
"""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final

from incidents import countries
from incidents.models.publication import PublicationFacet, PublicationQuerySet
from incidents.public.columns import COLUMNS, FACETS, SEPARATOR, STAND_IN, STORED, Kind

BATCH: Final = 1_000
"""Rows read at a time, with one query for the lists of all of them; about 300 kB of text."""

# Spreadsheets run a cell that opens with one of these; some fold full-width forms first, and trim blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")

Row = list[Any]
Conversion = Callable[[Any], Any]


def csv_lines(rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
    """The file as text, a batch at a time. ``page_address`` is what the code follows in an incident's address."""
    yield _as_csv([[column.name for column in COLUMNS]])
    for batch in _batches(rows, page_address, _TO_CSV):
        yield _as_csv(batch)


def geojson(rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
    """A FeatureCollection with a feature for every row; ``geometry`` is null where there is no point."""
    yield '{"type":"FeatureCollection","features":['
    named = _named(_batches(rows, page_address, _TO_JSON))
    yield from _joined(map(_feature, batch) for batch in named)
    yield "\n]}\n"


def json_list(rows: PublicationQuerySet, *, page_address: str) -> Iterator[str]:
    """A list with an object for every row; its names are the columns of the CSV."""
    yield "["
    yield from _joined(
        [dict(zip(_NAMES, row, strict=True)) for row in batch] for batch in _batches(rows, page_address, _TO_JSON)
    )
    yield "\n]\n"


def neutralise(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it. A plain number such as -5 is left."""
    if not text or text[0].isalnum() or not _FORMULA.match(text) or _PLAIN_NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def moment(value: datetime) -> str:
    """A moment as files show it: ISO 8601 in UTC, ending in Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _batches(rows: PublicationQuerySet, page_address: str, conversions: dict[Kind, Conversion]) -> Iterator[list[Row]]:
    convert = [(place, conversions[column.kind]) for place, column in enumerate(COLUMNS) if column.kind in conversions]
    read = rows.values_list("pk", *(column.stored for column in STORED)).iterator(chunk_size=BATCH)
    while batch := list(islice(read, BATCH)):
        lists = _lists(row[0] for row in batch)
        yield [_converted(_whole(row, lists[row[0]], page_address), convert) for row in batch]


def _whole(row: tuple[Any, ...], lists: dict[str, list[str]], page_address: str) -> Row:
    """The row in the order of ``COLUMNS``: what is stored, the lists, what is added."""
    country = countries.COUNTRIES.get(row[_COUNTRY])
    return [
        *row[1:],
        *(sorted(lists[column.facet]) for column in FACETS),
        country.alpha3 if country else "",
        country.name if country else "",
        f"{page_address}{row[1]}/",
    ]


def _lists(publications: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """The values of the exported facets by publication, in one query."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    wanted = PublicationFacet.objects.filter(
        publication__in=list(publications), facet__in=[column.facet for column in FACETS]
    )
    for publication, facet, value in wanted.values_list("publication_id", "facet", "value"):
        found[publication][facet].append(value)
    return found


def _converted(row: Row, conversions: list[tuple[int, Conversion]]) -> Row:
    for place, convert in conversions:
        if row[place] is not None:
            row[place] = convert(row[place])
    return row


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


def _degrees(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def _in_one_cell(values: list[str]) -> str:
    return neutralise(SEPARATOR.join(value.replace(SEPARATOR, STAND_IN) for value in values))


_NAMES: Final = tuple(column.name for column in COLUMNS)
_COUNTRY: Final = 1 + next(place for place, column in enumerate(STORED) if column.name == "country")
_TO_CSV: Final[dict[Kind, Conversion]] = {
    "text": neutralise, "degrees": _degrees, "day": date.isoformat, "moment": moment, "list": _in_one_cell,
}  # fmt: skip
_TO_JSON: Final[dict[Kind, Conversion]] = {"day": date.isoformat, "moment": moment}
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
