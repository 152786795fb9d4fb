"""The map, the list and the slim page: one query, counted once, that any of them can hand on."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents.models.publication import PublicState
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

QUERIES_A_PAGE = 12


def text(response: Any) -> str:
    """What a reader sees: no markup, single blanks."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain).replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")


@pytest.mark.parametrize("address", ["/", "/incidents/"])
def test_each_bar_is_a_link_that_narrows_to_its_period_and_has_a_name(client: Client, address: str) -> None:
    PublicationFactory.create_batch(2, date_edtf="2021-03-05")
    PublicationFactory(date_edtf="2022-01-13")
    page = client.get(f"{address}?country=IQ").content.decode()
    narrowed = f'href="{address}?country=IQ&amp;date_from=2021-03-01&amp;date_to=2021-03-31"'
    assert re.search(re.escape(narrowed) + r'[^>]* aria-label="March 2021: 2 incidents"', page)
    assert text(client.get(f"{address}?date_from=2021-03-01&date_to=2021-03-31")).count("All dates") == 1


def test_a_bar_tells_its_toll_with_its_gaps(client: Client) -> None:
    PublicationFactory(killed_state="figure", killed_low=3, killed_best=3, killed_high=3)
    PublicationFactory()
    page = client.get("/").content.decode()
    assert "<title>13 January 2022: 2. 3 killed in 1 incident; 1 more has no figure.</title>" in page


@pytest.mark.parametrize("address", ["/", "/incidents/"])
def test_the_rule_of_the_bars_stands_in_words_with_what_stands_in_none(client: Client, address: str) -> None:
    PublicationFactory(date_edtf="[2021-12-30..2022-01-02]")
    PublicationFactory(date_edtf="")
    page = text(client.get(f"{address}?date_from=2022-01-01&date_to=2022-01-31"))
    assert "Each incident is counted once, on its earliest possible day" in page
    assert "1 more may have happened before this period." in page
    assert "1 more has no first day and stands in no bar." in page


@pytest.mark.parametrize("address", ["/", "/incidents/"])
def test_a_choice_that_is_not_made_says_how_many_it_would_give(client: Client, address: str) -> None:
    PublicationFactory(country="IQ")
    PublicationFactory.create_batch(2, country="SY")
    page = text(client.get(f"{address}?country=IQ"))
    assert "Iraq : 1" in page
    assert "Syria : 2" in page


def test_the_download_says_what_it_will_give(client: Client) -> None:
    PublicationFactory.create_batch(3)
    page = text(client.get("/?country=IQ"))
    assert "Download CSV (3)" in page
    assert "One row for each of the 3 incidents of this view, all pages: Country: Iraq." in page


def test_a_view_can_be_cited_with_its_filters_its_data_and_its_address(client: Client, time_machine_at: Any) -> None:
    time_machine_at("2022-03-01T12:00:00Z")
    PublicationFactory()
    PublicState.objects.create(version=7, changed_at=datetime(2022, 2, 3, 9, 30, tzinfo=UTC))
    page = text(client.get("/incidents/?country=IQ&q=rocket"))
    assert (
        "Attest (2022). Country: Iraq; Words: rocket; 1 incident. Data as published on 2022-02-03 09:30 UTC. "
        "http://testserver/incidents/?country=IQ&q=rocket, accessed 2022-03-01."
    ) in page


def test_incidents_without_a_point_are_listed_beside_the_map(client: Client) -> None:
    PublicationFactory(title="Seen on the map")
    PublicationFactory(title="Somewhere in the country", nowhere=True)
    response = client.get("/?country=IQ")
    beside = response.content.decode().partition('id="pointless"')[2].partition("</details>")[0]
    assert "Without a point on the map: 1" in beside
    assert "Somewhere in the country" in beside
    assert "Seen on the map" not in beside
    assert 'href="/incidents/?country=IQ&amp;precision=no_point"' in beside
    listed = text(client.get("/incidents/?country=IQ&precision=no_point"))
    assert "Somewhere in the country" in listed
    assert "Seen on the map" not in listed


def test_the_snippet_frames_the_same_view(client: Client) -> None:
    PublicationFactory()
    page = client.get("/?country=IQ").content.decode()
    assert '&lt;iframe src="http://testserver/embed/?country=IQ"' in page


def test_only_the_slim_page_may_be_framed(client: Client) -> None:
    PublicationFactory()
    slim = client.get("/embed/?country=IQ")
    assert "frame-ancestors *" in slim["Content-Security-Policy"]
    assert "script-src 'self'" in slim["Content-Security-Policy"]
    assert "X-Frame-Options" not in slim
    for address in ("/", "/incidents/", "/about/", "/codebook/", "/summary.json"):
        response = client.get(address)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


def test_the_slim_page_counts_and_leads_to_the_full_one(client: Client) -> None:
    PublicationFactory()
    slim = client.get("/embed/?country=IQ")
    assert "1 incident · all on the map" in text(slim)
    assert 'href="/?country=IQ"' in slim.content.decode()
    assert client.get("/embed/?colour=red").status_code == 400


def test_the_counts_can_be_had_as_data(client: Client) -> None:
    PublicationFactory(killed_state="figure", killed_low=1, killed_best=2, killed_high=3, weapon=["rocket"])
    PublicationFactory(country="SY")
    found = client.get("/summary.json?country=IQ").json()
    lacking = {"without_low": 0, "without_best": 0, "without_high": 0, "without_figure": 0}
    toll = {"killed_low": 1, "killed_best": 2, "killed_high": 3, "with_figure": 1, **lacking}
    assert found["incidents"] == 1
    assert found["timeline"]["bars"] == [{"from": "2022-01-13", "to": "2022-01-13", "incidents": 1, **toll}]
    assert found["facets"]["country"]["IQ"] == {"incidents": 1, **toll}
    assert found["facets"]["country"]["SY"]["incidents"] == 1
    assert found["facets"]["weapon"] == {"rocket": {"incidents": 1}}
    assert client.get("/summary.json?colour=red").json()["errors"].keys() == {"colour"}


@pytest.mark.parametrize(
    "query",
    ["", "country=IQ&attack_type=indirect_fire&precision=site", "weapon=rocket&target=education&accused=A&publisher=B"],
)
@pytest.mark.parametrize("address", ["/", "/incidents/", "/embed/"])
def test_a_page_costs_few_queries_whatever_is_asked(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str, query: str
) -> None:
    PublicState.objects.create(version=1)
    PublicationFactory.create_batch(3, weapon=["rocket"], target=["education"], accused=["A"], publisher=["B"])
    PublicationFactory(nowhere=True, weapon=["rocket"], target=["education"], accused=["A"], publisher=["B"])
    with django_assert_max_num_queries(QUERIES_A_PAGE):
        assert client.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("address", ["/", "/incidents/", "/embed/", "/summary.json"])
@pytest.mark.parametrize("query", ["date_from=0001-01-01&date_to=9999-12-31", "precision=no_point", "q=nothing"])
def test_the_ends_of_the_calendar_and_empty_answers_are_answered(client: Client, address: str, query: str) -> None:
    PublicationFactory(date_edtf="0001-01-01")
    PublicationFactory(date_edtf="9999-12-31")
    assert client.get(f"{address}?{query}").status_code == 200
