"""A client may ask so often in a minute: each answer says how often it still may, and what is too much gets a 429."""

import pytest
from django.test import Client

from incidents.models import ErrorReport
from incidents.models.error_reports import ReportTally
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_a_minute(settings, time_machine_at):
    settings.ATTEST_API_RATE = 3
    time_machine_at("2022-01-15T12:00:20Z")


def told(response):
    return [response.headers.get(f"RateLimit-{name}") for name in ("Limit", "Remaining", "Reset")]


def test_every_answer_says_what_is_left_of_the_minute():
    assert told(Client().get("/api/v1/incidents/")) == ["3", "2", "40"]
    assert told(Client().get("/api/v1/nothing/")) == ["3", "1", "40"]
    assert told(Client().post("/api/v1/incidents/")) == ["3", "0", "40"]


def test_beyond_the_limit_the_answer_is_429_and_says_when_to_come_back():
    for _ in range(3):
        assert Client().get("/api/v1/incidents/").status_code == 200
    refused = Client().get("/api/v1/incidents/")
    assert refused.status_code == 429
    assert told(refused) == ["3", "0", "40"]
    assert refused.headers["Retry-After"] == "40"
    assert refused.json() == {"errors": {"rate": ["More than 3 requests in a minute: ask again in 40 seconds."]}}
    assert "no-store" in refused.headers["Cache-Control"]


def test_a_new_minute_is_a_new_allowance(time_machine_at):
    for _ in range(4):
        Client().get("/api/v1/series/")
    time_machine_at("2022-01-15T12:01:00Z")
    assert told(Client().get("/api/v1/series/")) == ["3", "2", "60"]


def test_clients_are_counted_apart_and_a_network_of_version_six_is_one():
    def ask(address):
        return told(Client(REMOTE_ADDR=address).get("/api/v1/series/"))[1]

    assert [ask("192.0.2.1"), ask("192.0.2.2"), ask("192.0.2.1")] == ["2", "2", "1"]
    assert [ask("2001:db8::1"), ask("2001:db8::2"), ask("2001:db8:0:1::1")] == ["2", "1", "2"]


def test_a_forwarded_address_counts_only_behind_a_proxy(settings):
    def ask(forwarded):
        return told(Client().get("/api/v1/series/", headers={"X-Forwarded-For": forwarded}))[1]

    assert [ask("203.0.113.1"), ask("203.0.113.2")] == ["2", "1"]
    settings.BEHIND_PROXY = True
    assert [ask("203.0.113.1"), ask("203.0.113.2")] == ["2", "2"]


def test_an_answer_that_was_kept_is_counted_too():
    PublicationFactory()
    tag = Client().get("/api/v1/incidents/").headers["ETag"]
    again = Client().get("/api/v1/incidents/", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert told(again) == ["3", "1", "40"]


def test_pages_and_files_are_not_counted():
    for _ in range(5):
        assert Client().get("/incidents.csv").status_code == 200
    assert "RateLimit-Limit" not in Client().get("/api/").headers


def test_without_a_limit_nothing_is_counted_or_told(settings):
    settings.ATTEST_API_RATE = 0
    for _ in range(5):
        assert told(Client().get("/api/v1/series/")) == [None, None, None]


def test_counting_writes_nothing_into_the_database(django_assert_num_queries):
    Client().get("/api/v1/")
    with django_assert_num_queries(0):
        Client().get("/api/v1/")
    assert not ReportTally.objects.exists()
    assert not ErrorReport.objects.exists()
