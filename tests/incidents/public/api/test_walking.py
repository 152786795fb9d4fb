"""The next incidents of a query are those that the database would give, however few of all they are."""

import pytest
from django.http import QueryDict

from incidents.models import Publication
from incidents.public.api import walking
from incidents.public.api.resources import RESOURCES
from incidents.public.filters import Query, read_query
from incidents.public.snapshot.held import current
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def query(text: str = "") -> Query:
    found = read_query(QueryDict(text), RESOURCES[0].filter)
    assert found.is_valid
    return found


@pytest.fixture(
    params=[(0, 100), (0, 0), (5_000, 2)],
    ids=["met along the codes", "too far along the codes", "put in order by themselves"],
)
def way(request, monkeypatch) -> None:
    few, read_for_one = request.param
    monkeypatch.setattr(walking, "FEW", few)
    monkeypatch.setattr(walking, "READ_FOR_ONE", read_for_one)


@pytest.fixture
def thirty() -> None:
    """Codes in an order of their own; every third in Syria, the last three by drone."""
    for number in range(30):
        PublicationFactory(
            code=f"w-{number * 7 % 30:02}", country="SY" if number % 3 == 0 else "IQ",
            attack_type="uav_attack" if number * 7 % 30 > 26 else "indirect_fire",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("", "", ["w-00", "w-01", "w-02", "w-03"]),
        ("", "w-27", ["w-28", "w-29"]),
        ("country=SY", "w-05", ["w-06", "w-09", "w-12", "w-15"]),
        ("attack_type=uav_attack", "", ["w-27", "w-28", "w-29"]),
        ("attack_type=uav_attack", "w-28", ["w-29"]),
        ("country=AF", "", []),
        ("", "w-29", []),
    ],
)
def test_the_next_codes_are_those_that_pass(way, thirty, text, after, expected):
    assert walking.next_codes(query(text), after=after, most=4) == expected


def test_a_version_that_came_while_the_page_was_read_is_told(way, thirty, monkeypatch):
    really = walking.ask
    found = really(query("country=SY"))

    def ask(asked: Query) -> object:
        """What was asked just before somebody revised the incident; then what is there now."""
        monkeypatch.setattr(walking, "ask", really)
        Publication.objects.filter(code="w-00", state="live").update(state="superseded")
        PublicationFactory(code="w-00", version=2, country="SY")
        return found

    monkeypatch.setattr(walking, "ask", ask)
    assert walking.next_codes(query("country=SY"), after="", most=2) == ["w-00", "w-03"]


def test_where_something_is_published_without_pause_the_database_is_asked(way, thirty, monkeypatch):
    old = walking.ask(query("country=SY"))
    Publication.objects.filter(code="w-00", state="live").update(state="superseded")
    PublicationFactory(code="w-00", version=2, country="SY")
    assert current().mark != old.snapshot.mark
    monkeypatch.setattr(walking, "ask", lambda _query: old)
    assert walking.next_codes(query("country=SY"), after="", most=2) == ["w-00", "w-03"]
