"""Pages neither skip nor repeat what stays public, whatever is published, revised or withdrawn between two of them."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from incidents.coding import review
from incidents.models import Incident, Publication
from incidents.public.api.resources import RESOURCES
from incidents.public.snapshot.held import current
from incidents.publishing import gather, write
from tests.factories import (
    ActorFactory,
    CasualtyCountFactory,
    PublicationFactory,
    StatementFactory,
    ready_incident,
    user_with_role,
)

pytestmark = pytest.mark.django_db

PUBLISHED = dt.datetime(2022, 1, 14, 12, tzinfo=dt.UTC)
NAMES = [each.name for each in RESOURCES]
OF_INCIDENTS = ("incidents", "accounts", "claims", "articles")


def pages(address: str) -> Any:
    """Every page from this address on, one at a time."""
    client = Client()
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.content
        yield response.json()
        address = response.json()["next"]


def walked(address: str) -> list[dict[str, Any]]:
    return [row for page in pages(address) for row in page["results"]]


def publish(code: str, by: User, **fields: Any) -> None:
    incident = Incident.objects.filter(code=code).first() or coded(code)
    Incident.objects.filter(pk=incident.pk).update(**fields)
    write(gather([Incident.objects.get(pk=incident.pk)]), by=by, at=PUBLISHED, change_note="")
    Incident.objects.filter(pk=incident.pk).update(status="published")


def coded(code: str) -> Incident:
    """An incident with an account of two lines and an accusation."""
    incident = ready_incident(code=code, title=f"Title of {code}")
    statement = StatementFactory(incident=incident, kind="accusation", wording="asserted")
    statement.accused.add(ActorFactory(name=f"Brigade of {code}"))
    CasualtyCountFactory(incident=incident, statement=statement, harm="killed", low=3, best=3, high=3)
    CasualtyCountFactory(incident=incident, statement=statement, harm="injured", low=5, best=5, high=5)
    return incident


@pytest.fixture
def reviewer() -> User:
    """Who published walk-1 to walk-6."""
    by = user_with_role("reviewer")
    for number in range(1, 7):
        publish(f"walk-{number}", by)
    return by


def change_everything(by: User) -> None:
    """What can happen after the second incident was told, before it and after it."""
    publish("walk-0", by)
    publish("walk-1", by, title="Revised after it was told")
    publish("walk-4", by, title="Revised before it is told")
    publish("walk-7", by)
    review.withdraw(Incident.objects.get(code="walk-5"), by=by, reason="The report was false.")


@pytest.mark.parametrize("name", OF_INCIDENTS)
def test_what_stays_public_is_told_exactly_once_while_everything_changes(reviewer, name):
    walk = pages(f"/api/v1/{name}/?limit=2")
    first = next(walk)["results"]
    before = [row["ref"] for row in first if row.get("incident") == "walk-2"] or ["the incident itself"]
    change_everything(reviewer)
    rows = first + [row for page in walk for row in page["results"]]
    codes = [row["code" if name == "incidents" else "incident"] for row in rows]
    assert list(dict.fromkeys(codes)) == ["walk-1", "walk-2", "walk-3", "walk-4", "walk-6", "walk-7"]
    assert {code: codes.count(code) for code in codes} == dict.fromkeys(codes, len(before))
    parts = [(row.get("incident") or row["code"], row.get("ref")) for row in rows]
    assert len(parts) == len(set(parts))
    assert {row["version"] for row in rows if "walk-4" in row.values()} == {2}


def test_names_that_stay_are_told_exactly_once_while_incidents_change(reviewer):
    walk = pages("/api/v1/actors/?limit=2")
    first = next(walk)["results"]
    assert [row["name"] for row in first] == ["Brigade of walk-1", "Brigade of walk-2"]
    change_everything(reviewer)
    rest = [row["name"] for page in walk for row in page["results"]]
    assert rest == ["Brigade of walk-3", "Brigade of walk-4", "Brigade of walk-6", "Brigade of walk-7"]


NEVER_LEFT = ["10", "2", "a b", "ab", "b", "ω", "я", "زيد"]
"""By their code points; a collation would put the digits, the space and the scripts otherwise."""


@pytest.mark.parametrize("name", ["actors", "places", "series"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_names_come_by_their_code_points_and_once_while_others_come_and_go(name, limit):
    facets = {"actors": ("accused", "speaker"), "places": ("places",), "series": ("series",)}[name]

    def name_in(code: str, *names: str) -> None:
        PublicationFactory(code=code, **{facet: list(names) for facet in facets})

    name_in("stays", *reversed(NEVER_LEFT))
    name_in("goes", "a", "ab", "c", "я я")
    told = []
    for number, page in enumerate(pages(f"/api/v1/{name}/?limit={limit}")):
        told += [row["name"] for row in page["results"]]
        Publication.objects.filter(code="goes").delete()
        # One that comes before what was told is not told; one that comes after it is.
        name_in(f"comes-{number}", "0", f"b {number}", "B", "zz")
        Publication.objects.filter(code=f"comes-{number - 1}").delete()
    assert [each for each in told if each in NEVER_LEFT] == NEVER_LEFT
    assert told == sorted(set(told))
    assert "zz" in told
    assert "0" not in told


def test_a_page_of_names_asks_the_database_for_nothing_but_what_has_changed(django_assert_num_queries):
    PublicationFactory(accused=["One", "Two"], places=["There"])
    current()
    for address in ("/api/v1/actors/?killed_min=0", "/api/v1/places/?country=IQ&limit=1", "/api/v1/series/"):
        with django_assert_num_queries(2):  # the state of the data and the newest change
            assert Client().get(address).status_code == 200


def test_a_walk_tells_the_same_whatever_a_page_holds(reviewer):
    counted = {"incidents": 6, "accounts": 18, "claims": 6, "articles": 6, "actors": 6, "places": 6, "series": 0,
               "releases": 0}  # fmt: skip
    whole = {name: walked(f"/api/v1/{name}/") for name in NAMES}
    assert {name: len(rows) for name, rows in whole.items()} == counted
    for name in NAMES:
        for limit in (1, 2, 3, 100):
            assert walked(f"/api/v1/{name}/?limit={limit}") == whole[name], (name, limit)


def test_a_page_of_parts_is_cut_between_incidents():
    by = user_with_role("reviewer")
    publish("walk-1", by)
    publish("walk-2", by)
    counted = [len(page["results"]) for page in pages("/api/v1/accounts/?limit=1")]
    assert counted == [3, 3]


def test_a_page_without_rows_goes_on():
    PublicationFactory(code="a-1")
    publish("b-1", user_with_role("reviewer"))
    assert [len(page["results"]) for page in pages("/api/v1/accounts/?limit=1")] == [0, 3]


def test_pages_of_one_walk_may_differ_in_size_and_fields(reviewer):
    first = Client().get("/api/v1/incidents/?limit=2").json()
    rest = walked(f"/api/v1/incidents/?fields=code&cursor={first['next_cursor']}")
    assert rest == [{"code": f"walk-{number}"} for number in (3, 4, 5, 6)]


def test_the_next_address_keeps_the_filters_and_stands_in_the_link_header(reviewer):
    response = Client().get("/api/v1/incidents/?limit=2&q=title&fields=code")
    page = response.json()
    assert page["next"] == (
        f"http://testserver/api/v1/incidents/?limit=2&q=title&fields=code&cursor={page['next_cursor']}"
    )
    assert response.headers["Link"] == f'<{page["next"]}>; rel="next"'
    last = Client().get("/api/v1/incidents/")
    assert (last.json()["next"], last.json()["next_cursor"], last.headers.get("Link")) == (None, None, None)


@pytest.mark.parametrize(
    "address",
    ["/api/v1/incidents/?q=other", "/api/v1/incidents/?q=title&country=IQ", "/api/v1/accounts/?q=title"],
)
def test_a_cursor_of_another_query_or_list_is_refused(reviewer, address):
    cursor = Client().get("/api/v1/incidents/?q=title&limit=2").json()["next_cursor"]
    response = Client().get(f"{address}&cursor={cursor}")
    assert response.status_code == 400
    assert response.json() == {
        "errors": {"cursor": ["This cursor belongs to another query: keep the filters and change the cursor alone."]}
    }


def test_the_same_filters_in_another_order_are_the_same_query(reviewer):
    cursor = Client().get("/api/v1/incidents/?country=IQ&country=SY&q=title&limit=2").json()["next_cursor"]
    response = Client().get(f"/api/v1/incidents/?q=title&cursor={cursor}&country=SY&country=IQ&fields=code")
    assert response.json()["results"][0] == {"code": "walk-3"}


@pytest.mark.parametrize(
    "cursor", ["x", "a" * 18, "a" * 3_000, "....................", "%00" * 20, "é" * 20, "AAAAAAAAAAAAAAAA", "A" * 19]
)
def test_a_cursor_that_nobody_gave_is_refused(cursor):
    response = Client().get(f"/api/v1/incidents/?cursor={cursor}")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"cursor"}


@pytest.mark.parametrize(("name", "most"), [("incidents", 1_000), ("accounts", 200), ("actors", 100)])
def test_a_page_holds_no_more_than_is_said(name, most):
    assert Client().get(f"/api/v1/{name}/?limit={most}").status_code == 200
    for limit in (0, most + 1):
        response = Client().get(f"/api/v1/{name}/?limit={limit}")
        assert response.json() == {"errors": {"limit": [f"Write a whole number from 1 to {most}."]}}
        assert response.status_code == 400


@pytest.mark.parametrize("name", ["ordering", "page"])
def test_a_walk_has_its_own_order(name):
    response = Client().get(f"/api/v1/incidents/?{name}=1")
    assert response.status_code == 400
    assert response.json() == {"errors": {name: ["A list goes in an order of its own, from page to page by `cursor`."]}}
