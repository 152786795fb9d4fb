"""Parquet as pandas, polars and DuckDB open it: real types, blanks that are null, and how it was filtered."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from django.http import QueryDict
from pyarrow import parquet as pq

from incidents.public import parquet
from incidents.public.columns import COLUMNS
from incidents.public.filters import read_query
from incidents.public.provenance import Provenance
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

ORIGIN = Provenance(
    "Country: Iraq", "country=IQ", dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC),
    "https://attest.example/data/?country=IQ", "https://attest.example/incidents/",
)  # fmt: skip


def file(query: str = "ordering=code") -> bytes:
    return b"".join(parquet.parquet_pieces(read_query(QueryDict(query)).rows(), origin=ORIGIN))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    PublicationFactory(
        code="a", killed_low=2, killed_best=2, killed_high=3, killed_state="figure", weapon=["mortar", "rocket"],
        accused=["Group|One"], published_at=dt.datetime(2022, 2, 1, 12, 0, 0, 250_000, tzinfo=dt.UTC),
    )  # fmt: skip
    PublicationFactory(code="b", nowhere=True, date_edtf="[..2022-01-13]", violence_type="state_based", title="ـ 💥")
    found = tmp_path / "incidents.parquet"
    found.write_bytes(file())
    return found


def test_pandas_opens_it_with_its_types(path):
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert frame["killed_low"].dtype == pd.ArrowDtype(pa.int32())
    assert frame["latitude"].dtype == pd.ArrowDtype(pa.float64())
    assert frame["date_earliest"].dtype == pd.ArrowDtype(pa.date32())
    assert frame["published_at"].dtype == pd.ArrowDtype(pa.timestamp("us", tz="UTC"))
    assert isinstance(frame["attack_type"].dtype.pyarrow_dtype, pa.DictionaryType)
    assert frame["killed_low"].isna().tolist() == [False, True]
    assert frame["published_at"][0] == pd.Timestamp("2022-02-01T12:00:00.25", tz="UTC")
    assert list(frame["weapons"][0]) == ["mortar", "rocket"]
    assert pd.read_parquet(path)["attack_type"].dtype == "category"


def test_polars_opens_it_with_its_types(path):
    frame = pl.read_parquet(path)
    assert frame.schema["killed_low"] == pl.Int32
    assert frame.schema["date_latest"] == pl.Date
    assert frame.schema["published_at"] == pl.Datetime("us", "UTC")
    assert frame.schema["accused"] == pl.List(pl.String)
    assert frame["violence_type"].to_list() == [None, "state_based"]
    assert frame["accused"].to_list() == [["Group|One"], []]
    assert frame["title"].to_list()[1] == "ـ 💥"


def test_duckdb_asks_it_with_its_types(path):
    asked = duckdb.sql(
        "SELECT typeof(killed_low), typeof(weapons), typeof(date_earliest), typeof(latitude), typeof(attack_type), "  # noqa: S608
        f"killed_low, date_earliest, latitude, list_contains(weapons, 'rocket') FROM '{path}' ORDER BY code"
    ).fetchall()
    assert asked[0][:5] == ("INTEGER", "VARCHAR[]", "DATE", "DOUBLE", "VARCHAR")
    assert asked[0][5:] == (2, dt.date(2022, 1, 13), 33.3, True)
    assert asked[1][5:] == (None, None, None, False)


def test_a_file_says_how_it_was_filtered_and_of_which_data(path):
    schema = pq.read_schema(path)
    told = {name.decode(): text.decode() for name, text in schema.metadata.items()}
    assert told["attest.query"] == "country=IQ"
    assert told["attest.filters"] == "Country: Iraq"
    assert told["attest.data_as_published_on"] == "2026-11-27T09:30:00Z"
    assert told["attest.licence"] == "CC-BY-4.0"
    killed = schema.field("killed_low").metadata
    assert b"not zero" in killed[b"blank"]
    assert killed[b"hxl"] == b"#affected+killed+min"


def test_rows_leave_group_by_group_and_the_same_data_gives_the_same_bytes(monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_IN_A_GROUP", 4)
    for number in range(10):
        PublicationFactory(code=f"a{number}", violence_type="state_based" if number % 2 else "one_sided")
    rows = read_query(QueryDict("ordering=code")).rows()
    pieces = list(parquet.parquet_pieces(rows, origin=ORIGIN))
    assert pieces[0] == b"PAR1"
    assert len(pieces) == 5
    table = pq.ParquetFile(io.BytesIO(b"".join(pieces)))
    assert [table.metadata.row_group(number).num_rows for number in range(3)] == [4, 4, 2]
    assert table.read()["code"].to_pylist() == [f"a{number}" for number in range(10)]
    assert b"".join(pieces) == file()


def test_no_rows_are_a_table_all_the_same():
    table: Any = pq.read_table(io.BytesIO(file()))
    assert table.num_rows == 0
    assert table.schema.names == [column.name for column in COLUMNS]
