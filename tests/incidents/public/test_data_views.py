"""What the data addresses answer: rows or a reason, what a cache has to know, and tombstones for what was closed."""

import csv
import hashlib
import io
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from incidents import codebook
from incidents.models.publication import PublicState
from incidents.public.columns import COLUMNS
from incidents.public.snapshot.held import current
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

DOWNLOADS = ["/incidents.csv", "/incidents.geojson", "/incidents.json"]
VIEW = "/map/clusters.json?bbox=-180,-90,180,90&zoom=2"
SPOT = "/map/spot.json?bbox=-180,-90,180,90"
ADDRESSES = [*DOWNLOADS, VIEW, SPOT]


def body(response: Any) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def publish_something() -> None:
    """What every write to publications does."""
    state, _ = PublicState.objects.get_or_create(pk=1)
    state.version += 1
    state.changed_at = datetime(2022, 2, 1, 12, 0, state.version, tzinfo=UTC)
    state.save()


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/incidents.csv", "text/csv; charset=utf-8"),
        ("/incidents.geojson", "application/geo+json"),
        ("/incidents.json", "application/json"),
        (VIEW, "application/json"),
        (SPOT, "application/json"),
    ],
)
def test_each_address_names_its_type(client, address, content_type):
    assert client.get(address).headers["Content-Type"] == content_type


@pytest.mark.parametrize("address", [*ADDRESSES, "/incidents/school.json", "/codebook/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_addresses_are_for_reading_only(address, method):
    stranger = Client(enforce_csrf_checks=True)
    assert getattr(stranger, method)(address).status_code == 405


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_query_that_is_not_understood_gets_400_and_all_reasons(client, address):
    response = client.get(f"{address}{'&' if '?' in address else '?'}colour=red&country=XX&killed_min=many")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/json"
    reasons = json.loads(response.content)["errors"]
    assert set(reasons) == {"colour", "country", "killed_min"}
    assert all(isinstance(reason, str) and reason for each in reasons.values() for reason in each)
    assert "ETag" not in response.headers


def test_a_spot_tells_its_incidents_in_the_words_of_the_list(client):
    PublicationFactory(code="school", title="Rocket", date_edtf="2022-01-13", latitude=33.3, longitude=44.4)
    PublicationFactory(code="elsewhere", latitude=10.0, longitude=10.0)
    found = client.get("/map/spot.json?bbox=44,33,45,34").json()
    assert found == [{"code": "school", "title": "Rocket", "when": "13 January 2022", "known": "Site"}]
    assert client.get("/map/spot.json").json()["errors"].keys() == {"bbox"}


def test_the_map_address_asks_for_its_view(client):
    response = client.get("/map/clusters.json?zoom=NaN")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"bbox", "zoom"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_can_be_kept_by_any_cache_and_sets_no_cookie(client, address):
    publish_something()
    response = client.get(address)
    body(response)
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Last-Modified" not in response.headers
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_client_that_has_the_answer_gets_304_until_something_is_published(client, address):
    publish_something()
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, body(again), again.headers["ETag"]) == (304, "", etag)
    publish_something()
    fresh = client.get(address, headers={"If-None-Match": etag})
    assert fresh.status_code == 200
    assert fresh.headers["ETag"] != etag


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_query_is_another_answer(client, address):
    publish_something()
    etag = client.get(address).headers["ETag"]
    other = client.get(f"{address}{'&' if '?' in address else '?'}country=IQ", headers={"If-None-Match": etag})
    assert other.status_code == 200


def test_an_error_is_never_taken_for_the_answer_a_client_has(client):
    publish_something()
    response = client.get("/incidents.csv?country=XX", headers={"If-None-Match": "*"})
    assert response.status_code == 400


@pytest.mark.parametrize("address", DOWNLOADS)
def test_head_gives_the_headers_and_reads_no_row(client, address, django_assert_num_queries):
    PublicationFactory()
    with django_assert_num_queries(1):
        response = client.head(address)
    assert response.status_code == 200
    assert body(response) == ""
    assert response.headers["Content-Disposition"].startswith("attachment; ")


@time_machine.travel("2022-02-03 23:30:00Z", tick=False)
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "attest-incidents-2022-02-03.csv"),
        ("?ordering=code&q=", "attest-incidents-2022-02-03.csv"),
        ("?country=IQ", "attest-incidents-2022-02-03-filtered.csv"),
    ],
)
def test_the_file_name_says_the_day_and_whether_it_is_a_part(client, query, name):
    assert client.get(f"/incidents.csv{query}").headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_row_leads_to_the_page_of_its_incident(client):
    PublicationFactory(code="school")
    (row,) = csv.DictReader(io.StringIO(body(client.get("/incidents.csv")), newline=""))
    assert row["url"] == "http://testserver/incidents/school/"


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_gives_a_number_of_the_database(client, address):
    made = PublicationFactory.create(id=987_654_321)
    assert made.pk == 987_654_321
    assert "987654321" not in body(client.get(address))


def test_the_document_of_an_incident_is_given_byte_for_byte(client):
    text = '{"code":"school","title":"Škola, مدرسة"}'
    PublicationFactory(code="school", version=1, state="superseded")
    made = PublicationFactory.create(code="school", version=2, document=text)
    response = client.get("/incidents/school.json")
    assert response.content == text.encode()
    assert hashlib.sha256(response.content).hexdigest() == made.sha256
    assert response.headers["ETag"] == f'"{made.sha256}"'
    assert response.headers["Content-Type"] == "application/json"
    assert client.get("/incidents/school.json", headers={"If-None-Match": f'"{made.sha256}"'}).status_code == 304


def test_a_withdrawn_incident_leaves_a_tombstone(client):
    closed = {
        "state": "withdrawn",
        "closed_at": datetime(2022, 3, 1, 8, tzinfo=UTC),
        "closed_reason": "It was a drill.",
    }
    PublicationFactory(code="drill", version=1, **closed)
    PublicationFactory(code="drill", version=2, **closed)
    response = client.get("/incidents/drill.json")
    assert response.status_code == 410
    assert response.json() == {
        "code": "drill",
        "state": "withdrawn",
        "closed_at": "2022-03-01T08:00:00Z",
        "closed_reason": "It was a drill.",
    }


def test_a_merged_incident_leads_to_the_other(client):
    PublicationFactory(code="copy", state="merged", redirect_code="school")
    response = client.get("/incidents/copy.json")
    assert response.status_code == 302
    assert response.headers["Location"] == "/incidents/school.json"


def test_a_code_nobody_published_is_not_found(client):
    assert client.get("/incidents/nothing.json").status_code == 404


def test_the_codebook_explains_every_code_and_every_column(client):
    page = client.get("/codebook/").content.decode()
    assert f"Version {codebook.VERSION}" in page
    assert all(f'id="column-{column.name}"' in page for column in COLUMNS)
    for vocabulary in codebook.VOCABULARIES.values():
        assert f'id="{vocabulary.name}"' in page
        assert all(f"<code>{term.code}</code>" in page for term in vocabulary)


def test_every_entry_of_the_codebook_has_an_address_of_its_own(client):
    ids = re.findall(r' id="([^"]*)"', client.get("/codebook/").content.decode())
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]*)"', client.get("/codebook/").content.decode())
    assert set(links) <= set(ids)


@pytest.mark.parametrize(
    ("address", "most"), [*((each, 3) for each in DOWNLOADS), (VIEW, 5), (SPOT, 3), ("/codebook/", 0)]
)
def test_an_address_costs_few_statements(client, address, most, django_assert_max_num_queries):
    PublicationFactory.create_batch(5, weapon=["rocket"], accused=["One", "Two"])
    current()
    # PostgreSQL reads a download in a transaction of its own settings: it is opened, set, and taken back.
    settings = 4 if connection.vendor == "postgresql" and address in DOWNLOADS else 0
    with django_assert_max_num_queries(most + settings):
        body(client.get(address))


def test_a_client_that_has_the_codebook_gets_304(client):
    response = client.get("/codebook/")
    assert "max-age=60" in response.headers["Cache-Control"]
    assert "public" in response.headers["Cache-Control"]
    again = client.get("/codebook/", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", [*ADDRESSES, "/incidents/school.json", "/codebook/", "/about/", "/incidents/"])
def test_not_modified_varies_by_what_the_answer_varies_by(client, address):
    PublicationFactory(code="school")
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    tag = {"If-None-Match": response.headers["ETag"], "Accept-Encoding": "gzip"}
    again = client.get(address, headers=tag)
    assert again.status_code == 304
    assert again.headers["Vary"] == response.headers["Vary"]
