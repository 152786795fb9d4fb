"""A page holds the same rows in the same order from whichever end it is read, and is read from an index alone."""

from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from incidents.public import long_lists
from incidents.public.filters import ORDERINGS, read_query
from incidents.public.long_lists import Pages
from incidents.public.snapshot.held import current
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def pages(text: str, count: int) -> Pages:
    return Pages(read_query(QueryDict(text)), count)


def codes(rows: Any) -> list[str]:
    return [row.code for row in rows]


@pytest.fixture
def _seven() -> None:
    for code, day, killed in (
        ("a", "2022-01-01", 1), ("b", "2022-01-01", None), ("c", "", 3), ("d", "2022-01-02", 3), ("e", "", None),
        ("f", "2021-12-31", 0), ("g", "2022-01-03", 1),
    ):  # fmt: skip
        PublicationFactory.create(code=code, date_edtf=day, killed_low=killed)


@pytest.mark.usefixtures("_seven")
@pytest.mark.parametrize("near", [0, 2])
@pytest.mark.parametrize("ordering", ["-date_earliest", "date_earliest", "published_at", "code"])
def test_the_whole_list_is_the_same_by_its_days_and_by_an_index(
    ordering: str, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "FEW", 4)
    monkeypatch.setattr(long_lists, "NEAR", near)
    paginator = Paginator(pages(f"ordering={ordering}", 7), 2)
    stored = read_query(QueryDict(f"ordering={ordering}")).rows().values_list("code", flat=True)
    assert [code for page in paginator for code in codes(page)] == list(stored)


@pytest.mark.usefixtures("_seven")
@pytest.mark.parametrize("few", [0, 4, 100])
@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("-date_earliest", "gdabfce"),
        ("date_earliest", "fabdgce"),
        ("-killed_low", "cdagfbe"),
        ("killed_low", "fagcdbe"),
        ("-published_at", "abcdefg"),
        ("code", "abcdefg"),
        ("-code", "gfedcba"),
    ],
)
def test_pages_joined_are_the_whole_list_in_its_order(
    ordering: str, expected: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "FEW", few)
    paginator = Paginator(pages(f"ordering={ordering}&q=rocket", 7), 2)
    assert paginator.num_pages == 4
    assert [code for page in paginator for code in codes(page)] == list(expected)


@pytest.mark.usefixtures("_seven")
def test_a_page_of_a_filtered_list_holds_what_the_filter_finds() -> None:
    assert codes(pages("killed_min=1&ordering=code", 4)[2:4]) == ["d", "g"]
    assert codes(pages("q=rocket&ordering=-code", 7)[6:7]) == ["a"]


@pytest.mark.usefixtures("_seven")
@pytest.mark.parametrize("few", [0, 100])
def test_a_column_that_is_asked_for_comes_with_the_rows(
    few: int, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(long_lists, "FEW", few)
    found = Pages(read_query(QueryDict("q=rocket&ordering=code")), 7, "document")[2:4]
    with django_assert_num_queries(0):
        assert [row.read()["code"] for row in found] == ["c", "d"]


@pytest.mark.usefixtures("_seven")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date_to=2022-01-02", "dabfce"),
        ("date_to=2022-01-01&ordering=-date_earliest", "abfce"),
        ("date_to=2022-01-01&ordering=date_earliest", "fabce"),
        ("date_to=2021-01-01", "ce"),
        ("killed_min=0&ordering=-killed_low", "cdagf"),
    ],
)
def test_up_to_a_day_what_has_no_day_still_comes_last(query: str, expected: str) -> None:
    paginator = Paginator(pages(query, len(expected)), 2)
    assert [code for page in paginator for code in codes(page)] == list(expected)


@pytest.mark.usefixtures("_seven")
def test_a_page_costs_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    current()
    with django_assert_num_queries(2):  # whether anything has changed, and the rows
        codes(pages("", 7)[0:3])


def test_the_codes_of_a_span_of_time_come_from_an_index_alone_too() -> None:
    rows = read_query(QueryDict("date_from=2015-01-01&date_to=2015-12-31")).rows().values_list("code", flat=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    plan = rows[:50].explain()
    assert "COVERING INDEX publication_" in plan or "Index Only Scan" in plan


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_codes_of_a_page_come_in_order_from_an_index_alone(ordering: str, backwards: bool) -> None:
    rows = read_query(QueryDict(f"ordering={ordering}")).rows().values_list("code", flat=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # an empty table is sorted faster than an index is opened
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    plan = (rows.reverse() if backwards else rows)[500:550].explain()
    assert "COVERING INDEX publication_" in plan or "Index Only Scan" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
