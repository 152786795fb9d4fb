"""How a researcher who keeps a copy learns what was taken back."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

MARCH, APRIL = datetime(2022, 3, 1, 8, tzinfo=UTC), datetime(2022, 4, 1, 8, tzinfo=UTC)


@pytest.fixture
def taken_back() -> None:
    for version in (1, 2):
        PublicationFactory(
            code="drill", version=version, state="withdrawn", closed_at=MARCH, closed_reason="It was a drill."
        )
    PublicationFactory(
        code="copy", state="merged", closed_at=APRIL, closed_reason="For analysts only.", redirect_code="kept"
    )
    PublicationFactory(code="kept")


DRILL = {
    "code": "drill", "state": "withdrawn", "closed_at": "2022-03-01T08:00:00Z", "closed_reason": "It was a drill.",
    "redirect_code": "",
}  # fmt: skip
COPY = {
    "code": "copy", "state": "merged", "closed_at": "2022-04-01T08:00:00Z", "closed_reason": "", "redirect_code": "kept"
}  # fmt: skip


@pytest.mark.usefixtures("taken_back")
def test_every_incident_that_was_taken_back_is_told_once_newest_first(client: Client) -> None:
    assert client.get("/tombstones.json").json() == [COPY, DRILL]


@pytest.mark.usefixtures("taken_back")
def test_since_a_day_or_a_moment_that_moment_included(client: Client) -> None:
    for since, told in (
        ("2022-03-01T08:00:00Z", [COPY, DRILL]),
        ("2022-03-01T08:00:01Z", [COPY]),
        ("2022-03-02", [COPY]),
        ("2022-04-02", []),
    ):
        assert client.get(f"/tombstones.json?updated_since={since}").json() == told


@pytest.mark.usefixtures("taken_back")
@pytest.mark.parametrize("query", ["country=IQ", "q=rocket", "actor=One", "page=1", "ordering=code"])
def test_it_cannot_be_asked_what_the_withdrawn_records_said(client: Client, query: str) -> None:
    response = client.get(f"/tombstones.json?updated_since=2022-01-01&{query}")
    assert response.status_code == 400
    (reasons,) = response.json()["errors"].values()
    assert reasons == ["Tombstones are not filtered: which ones match would tell what the withdrawn records said."]


def test_a_malformed_moment_is_refused(client: Client) -> None:
    response = client.get("/tombstones.json?updated_since=yesterday")
    assert (response.status_code, list(response.json()["errors"])) == (400, ["updated_since"])


def test_an_incident_that_was_published_anew_is_told_by_its_row_alone(client: Client) -> None:
    PublicationFactory(code="back", state="withdrawn", closed_at=MARCH, closed_reason="In doubt.")
    PublicationFactory(code="back", version=2)
    assert client.get("/tombstones.json").json() == []


@pytest.mark.parametrize("address", ["/incidents.csv", "/incidents.json", "/incidents.geojson"])
def test_a_download_of_what_is_new_leads_to_what_is_gone(client: Client, address: str) -> None:
    response = client.get(f"{address}?country=IQ&updated_since=2022-03-01T08:00:00%2B01:00")
    gone = "http://testserver/tombstones.json?updated_since=2022-03-01T08%3A00%3A00%2B01%3A00"
    assert f'<{gone}>; rel="related"' in response["Link"].split(", ")
    assert client.get(gone).status_code == 200
    assert 'rel="related"' not in client.get(address)["Link"]
