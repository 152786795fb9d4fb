"""How do rows leave as Parquet? Owns the types: what is blank is null, a list is a list, a moment is in UTC.

Written group by group, so that memory stays flat; each column carries its definition, the file how it was filtered.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

from incidents.models.publication import PublicationQuerySet
from incidents.public import exports
from incidents.public.columns import COLUMNS, Column, Kind
from incidents.public.outlet import Outlet
from incidents.public.provenance import Provenance

ROWS_IN_A_GROUP: Final = 20_000
"""About 5 MB in memory, and enough for a reader to pass by what it does not need."""

CODES: Final = pa.dictionary(pa.int16(), pa.string())
_TYPES: Final[dict[Kind, Any]] = {
    "text": pa.string(),
    "code": CODES,
    "whole": pa.int32(),
    "degrees": pa.float64(),
    "day": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "list": pa.list_(pa.string()),
}


def parquet_pieces(rows: PublicationQuerySet, *, origin: Provenance) -> Iterator[bytes]:
    """The file in pieces, a group of rows at a time."""
    told = {f"attest.{name}": text for name, text in origin.told.items()}
    schema = _schema().with_metadata(told)
    outlet = Outlet()
    with parquet.ParquetWriter(outlet, schema, compression="zstd") as writer:
        yield outlet.emptied()
        for columns in exports.columns_by_batch(rows, page_address=origin.page_address, size=ROWS_IN_A_GROUP):
            writer.write_batch(_record_batch(columns, schema))
            yield outlet.emptied()
    yield outlet.emptied()


def _schema() -> pa.Schema:
    return pa.schema([pa.field(column.name, _TYPES[column.kind], metadata=_told(column)) for column in COLUMNS])


def _told(column: Column) -> dict[str, str]:
    told = {name: getattr(column, name) for name in ("label", "definition", "unit", "blank", "source", "hxl")}
    codes = {each.code: each.label for each in column.vocabulary} if column.vocabulary else {}
    return told | ({"codes": json.dumps(codes, ensure_ascii=False)} if codes else {})


def _record_batch(columns: list[exports.Values], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [_array(column, values) for column, values in zip(COLUMNS, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(column: Column, values: exports.Values) -> Any:
    if column.kind == "list":
        return pa.array([lines.split("\n") if lines else [] for lines in values], type=_TYPES["list"])
    if column.kind in ("text", "code"):
        texts = pa.array([text or None for text in values], type=pa.string())
        return texts.dictionary_encode().cast(CODES) if column.kind == "code" else texts
    return pa.array(values, type=_TYPES[column.kind])
