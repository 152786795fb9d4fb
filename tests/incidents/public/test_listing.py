"""One row of a list."""

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from incidents.models.publication import Publication
from incidents.public import listing
from incidents.public.filters import read_query


def row(**fields: Any) -> listing.Row:
    stored = {"date_edtf": "2022-01-13", "country": "IQ", "verification": "corroborated"}
    (made,) = listing.rows([Publication(code="a", title="A", **stored | fields)])
    return made


def figure(harm: str, low: int, best: int, high: int) -> dict[str, Any]:
    return {f"{harm}_state": "figure", f"{harm}_low": low, f"{harm}_best": best, f"{harm}_high": high}


def test_a_row_says_when_where_and_how_sure() -> None:
    made = row(place="Green Zone", admin1="Baghdad", attack_type="shooting")
    assert (made.when, made.where, made.kind) == ("13 January 2022", "Green Zone, Baghdad, Iraq", "Shooting")
    assert made.verification == "Corroborated"


def test_a_place_that_is_its_own_province_is_named_once() -> None:
    assert row(place="Baghdad", admin1="Baghdad").where == "Baghdad, Iraq"


def test_nothing_known_of_the_place_is_said() -> None:
    assert row(country="").where == "Place not stated"


def test_an_unknown_kind_takes_no_room() -> None:
    assert row(attack_type="unknown").kind == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "No source read mentions anyone killed or injured"),
        (figure("killed", 2, 5, 7), "5 killed (range 2 to 7)"),
        (figure("injured", 2, 2, 2), "No source read mentions anyone killed · 2 injured"),
        (figure("killed", 1, 1, 1) | figure("injured", 3, 3, 3), "1 killed · 3 injured"),
        (figure("killed", 0, 0, 0) | {"killed_state": "none"}, "No one killed, as reported"),
        ({"killed_state": "unknown"}, "Number killed not known"),
    ],
)
def test_the_toll_is_never_a_made_up_zero(fields: dict[str, Any], words: str) -> None:
    assert row(**fields).toll == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "index"), [("", "publication_by_date"), ("ordering=-published_at", "publication_by_change")]
)
def test_the_newest_rows_are_read_from_an_index_and_not_sorted(query: str, index: str) -> None:
    """The blanks come last on either engine; an index that holds them first would be of no use."""
    rows = read_query(QueryDict(query)).rows().only(*listing.COLUMNS)[:50]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # an empty table is sorted faster than an index is opened
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    plan = rows.explain()
    assert index in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
