"""A value has one form, whichever engine gives it, and a line that is none of the table is refused."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group

from incidents.management.backup.lines import Lines, Names, as_json
from tests.factories import PlaceFactory

LATER = dt.timezone(dt.timedelta(hours=3))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"b": 1, "a": [{"d": None, "c": 0.1}]}, {"a": [{"c": 0.1, "d": None}], "b": 1}),
        (Decimal("33.300000"), "33.300000"),
        (Decimal("1E+2"), "100"),
        (dt.datetime(2022, 1, 13, 22, 30, tzinfo=LATER), "2022-01-13T19:30:00+00:00"),
        (dt.datetime(2022, 1, 13, 22, 30, 0, 7, tzinfo=dt.UTC), "2022-01-13T22:30:00.000007+00:00"),
        (dt.date(99, 1, 2), "0099-01-02"),
        (dt.time(9, 5), "09:05:00"),
        (b"\x00\xff", "AP8="),
    ],
)
def test_a_value_has_one_form(value: Any, told: Any) -> None:
    assert as_json(value) == told
    assert not isinstance(value, dict) or list(as_json(value)) == sorted(value)


@pytest.mark.django_db
def test_columns_stand_in_the_order_of_the_model_and_decimals_have_all_their_places() -> None:
    place = PlaceFactory(name="Erbil – أربيل", latitude="36.2", longitude="44")
    (line,) = Lines(type(place), Names("default")).write()
    told = line.decode()
    assert told.startswith(f'{{"id":{place.pk},"created_at":"')
    assert '"name":"Erbil – أربيل"' in told
    assert '"latitude":"36.200000","longitude":"44.000000"' in told
    assert told.endswith("}\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"id":1}', r"2 columns are expected"),
        (b'{"id":1,"title":"coder"}', r"there is no column name"),
        (b'["coder"]', r"2 columns are expected"),
        (b"coder", r"Expecting value"),
    ],
)
def test_a_line_of_something_else_is_refused(line: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        list(Lines(Group, Names("default")).read([line]))
