"""The CSV that the database writes: the bytes of the slow writer, one moment, and a connection that comes back."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from incidents import countries, geometry
from incidents.models.publication import Publication
from incidents.public import csv_stream, exports
from incidents.public.columns import COLUMNS
from incidents.public.filters import ORDERINGS, read_query
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

ADDRESS = "https://attest.example/incidents/"
HOSTILE = (
    "", "-5", "+1", "-", "+", "--5", "-5.", "-5.5", "-.5", "-5.5.5", "+0.5x", "=1+1", " =1", "\t", "\ta", "\r\n", "\n",
    "\n=1", "\u00a0=1", "\u3000＝1", "\u2003\ta", "\x1c=1", "\x85-a", "＋1", "－1", "＠a", "@a", '"', '""', '"a', 'a"b',
    ",", "a,b", "a\nb", "a\rb", "a\r\n", "é", "Ünter", "ـ عربي", "中文", "💥", "💥,", "|", "a|b", "¦", "'", "'=1", "\\",
    "\\.", "%", "%s", "%%", "{}", "\x01", "\x7f", "\u200b=1", "\ufeff=1", "[..2022]", "0", "9", ":", "A", "z", "\u0084",
    "\u0085",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
)
DEGREES = st.integers(-9_000_000, 9_000_000).map(lambda number: number / 100_000)


def rows(query: str = "ordering=code") -> Any:
    return read_query(QueryDict(query)).rows()


def fast(query: str = "ordering=code") -> bytes:
    return b"".join(csv_stream.csv_bytes(rows(query), page_address=ADDRESS))


def slow(query: str = "ordering=code") -> bytes:
    return "".join(exports.csv_lines(rows(query), page_address=ADDRESS)).encode()


def change(**values: Any) -> None:
    Publication.objects.update(**values)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_leave_as_the_slow_writer_writes_them(text):
    PublicationFactory(
        code="a", title=text, summary=text, change_note=text, admin1=text, place=text, date_edtf="2022",
        accused=[text, "Alpha"], publisher=[text],
    )  # fmt: skip
    assert fast() == slow()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=6, max_size=6), latitude=DEGREES, microsecond=st.sampled_from([0, 1, 500_000]))
@example(texts=['"\r\n,"'] * 6, latitude=-0.0, microsecond=10)
@example(texts=["a\nb"] * 6, latitude=0.00001, microsecond=100_000)
def test_the_bytes_are_those_of_the_slow_writer(texts, latitude, microsecond):
    if not Publication.objects.exists():
        PublicationFactory(code="a")
        PublicationFactory(code="b")
    title, summary, place, note, accused, publishers = texts
    change(
        title=title, summary=summary, place=place, change_note=note, accused=accused, publishers=publishers,
        latitude=latitude, longitude=-latitude, cell=geometry.cell(latitude, -latitude),
        published_at=dt.datetime(2022, 2, 1, 12, 0, 0, microsecond, tzinfo=dt.UTC),
    )  # fmt: skip
    assert fast() == slow()


def test_every_country_is_told_as_the_slow_writer_tells_it():
    for number, country in enumerate([*countries.COUNTRIES, "", "ZZ", "AA", "zz", "I", "IQQ"[:2]]):
        PublicationFactory(code=f"c{number:03}", country=country)
    assert fast() == slow()
    assert b"Iraq" in fast()


def test_blanks_and_zeros_stay_apart():
    PublicationFactory(code="a", nowhere=True, date_edtf="[..2022-01-13]", killed_low=0, killed_state="none")
    PublicationFactory(code="b", date_edtf="2022-01/..", injured_high=2_147_483_647, latitude=0.0, longitude=-0.00001)
    assert fast() == slow()


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_the_rows_stand_in_the_order_asked_for(monkeypatch, ordering):
    for number in range(7):
        known = {"killed_low": number, "killed_state": "figure"} if number % 2 else {"date_edtf": ""}
        PublicationFactory(code=f"a{number}", **known)
    expected = slow(f"ordering={ordering}")
    assert fast(f"ordering={ordering}") == expected
    # As a million rows are read: from an index, without a sort.
    monkeypatch.setattr(csv_stream, "MOST_SORTED", -1)
    assert fast(f"ordering={ordering}") == expected


@pytest.mark.parametrize("query", ["country=IQ", "q=rocket&accused=Alpha", "accused=Nobody", "killed_min=1"])
def test_filters_with_their_values_are_understood(query):
    PublicationFactory(code="a", accused=["Alpha"], killed_low=3, killed_state="figure")
    PublicationFactory(code="b", country="SY")
    assert fast(query) == slow(query)


def test_a_file_without_rows_is_its_head():
    assert fast() == ",".join(column.name for column in COLUMNS).encode() + b"\r\n"


def test_many_rows_are_read_by_one_statement_in_pieces(monkeypatch):
    monkeypatch.setattr(csv_stream, "LINES", 4)
    for number in range(10):
        PublicationFactory(code=f"a{number}", summary="two\nlines" if number == 5 else "")
    pieces = list(csv_stream.csv_bytes(rows(), page_address=ADDRESS))
    assert [piece.count(b"\r\n") for piece in pieces] == [1, 4, 4, 2]
    assert b"".join(pieces) == slow()


def test_a_reader_who_goes_away_leaves_the_connection_free(monkeypatch):
    monkeypatch.setattr(csv_stream, "LINES", 2)
    PublicationFactory.create_batch(9)
    stream = csv_stream.csv_bytes(rows(), page_address=ADDRESS)
    next(stream)
    next(stream)
    stream.close()
    assert Publication.objects.count() == 9
    assert fast() == slow()


def test_settings_of_the_reading_end_with_it(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL has settings of a transaction")
    monkeypatch.setattr(csv_stream, "MOST_SORTED", -1)
    PublicationFactory()
    fast()
    with connection.cursor() as cursor:
        for setting, usual in {"enable_sort": "on", "parallel_tuple_cost": "0.1"}.items():
            cursor.execute(f"SHOW {setting}")
            assert cursor.fetchone() == (usual,)


@pytest.mark.parametrize("column", [each for each in COLUMNS if each.pattern], ids=lambda each: each.name)
def test_what_follows_a_pattern_needs_neither_quotes_nor_an_apostrophe(column):
    unsafe = [text for text in HOSTILE if exports.neutralise(text) != text or set(text) & set('",\r\n|')]
    assert not [text for text in unsafe if re.fullmatch(column.pattern, text)]


def test_codes_in_a_list_are_separated_as_the_slow_writer_separates_them():
    PublicationFactory(code="a", weapon=["rocket", "small_arms"], target=[])
    PublicationFactory(code="b", weapon=[], target=["embassy"])
    assert fast() == slow()
    assert b",rocket|small_arms," in fast()
