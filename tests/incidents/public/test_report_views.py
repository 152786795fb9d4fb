"""Can anybody tell that a record is wrong, is it taken in good order, and does nothing of it show to readers?"""

from typing import Any

import pytest
from django.test import Client

from incidents.models import ErrorReport
from tests.factories import publish_document
from tests.incidents.public import documents
from tests.incidents.public.test_pages import text, withdraw

pytestmark = pytest.mark.django_db

ADDRESS = "/incidents/bare/report/"
WORDS = "Three people were hurt: see the ministry's list."


@pytest.fixture(autouse=True)
def _noon(time_machine_at: Any) -> None:
    publish_document(documents.bare())
    time_machine_at("2022-02-01T12:00:00Z")


@pytest.fixture
def token(client: Client, time_machine_at: Any) -> str:
    """The token of a form that was asked for ten seconds ago."""
    found: str = client.get(ADDRESS).context["token"]
    time_machine_at("2022-02-01T12:00:10Z")
    return found


def given(token: str, **fields: str) -> dict[str, str]:
    return {"about": "figure", "body": WORDS, "contact": "", "website": "", "token": token} | fields


def test_a_report_is_kept_and_its_sender_is_thanked(client: Client, token: str) -> None:
    response = client.post(ADDRESS, given(token, contact="amal@example.org"))
    assert (response.status_code, response["Location"]) == (303, f"{ADDRESS}sent/")
    assert "Your report waits" in text(client.get(response["Location"]))
    report = ErrorReport.objects.get()
    assert (report.code, report.version, report.about) == ("bare", 1, "figure")
    assert (report.body, report.contact, report.state) == (WORDS, "amal@example.org", "new")
    assert not response.cookies


def test_nothing_that_was_written_shows_to_readers(client: Client, token: str) -> None:
    before = client.get("/incidents/bare/").content
    client.post(ADDRESS, given(token, contact="amal@example.org"))
    for address in ("", "changes/", "report/", "report/sent/"):
        page = client.get(f"/incidents/bare/{address}").content.decode()
        assert "ministry" not in page
        assert "amal@" not in page
    assert client.get("/incidents/bare/").content == before


def test_the_form_is_kept_by_no_cache_and_sets_no_cookie(client: Client) -> None:
    response = client.get(ADDRESS)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "network address is not stored" in text(response)


def test_a_form_that_is_not_right_comes_back_with_what_was_written(client: Client, token: str) -> None:
    for wrong, reason in (
        ({"body": "short"}, "at least 10 characters"),
        ({"body": "x" * 5_001}, "at most 5000 characters"),
        ({"body": f"{WORDS} {'https://a.example ' * 4}"}, "more than three links"),
        ({"about": "everything"}, "Select a valid choice"),
        ({"website": "https://spam.example"}, "trap for robots"),
        ({"token": ""}, "open for too long"),
        ({"token": "bare:1:forged"}, "open for too long"),
    ):
        response = client.post(ADDRESS, given(token) | wrong)
        assert response.status_code == 400
        assert reason in text(response)
        assert wrong.get("body", WORDS)[:20] in text(response)
    assert not ErrorReport.objects.exists()


def test_a_form_that_comes_back_at_once_is_asked_to_wait(client: Client, time_machine_at: Any) -> None:
    token = client.get(ADDRESS).context["token"]
    time_machine_at("2022-02-01T12:00:02Z")
    response = client.post(ADDRESS, given(token))
    assert response.status_code == 400
    assert "faster than anybody writes" in text(response)


def test_over_the_limit_it_says_when_to_come_back(client: Client, token: str) -> None:
    for _ in range(5):
        assert client.post(ADDRESS, given(token)).status_code == 303
    response = client.post(ADDRESS, given(token))
    assert response.status_code == 429
    assert response["Retry-After"] == str(60 * 60 - 10 + 1)
    assert WORDS.replace("'", "&#x27;") in response.content.decode()
    assert ErrorReport.objects.count() == 5


def test_what_is_too_large_is_not_read(client: Client, token: str) -> None:
    response = client.post(ADDRESS, given(token, body="x" * 70_000))
    assert response.status_code == 413
    assert "longer than we can take" in text(response)


@pytest.mark.parametrize(
    "body", ["\x00" * 20, "\u202e" * 20, "a" * 9 + "\x07" * 50, " \n" * 30, "\ud7ff", "’" * 3], ids=repr
)
def test_what_says_nothing_is_refused(client: Client, token: str, body: str) -> None:
    assert client.post(ADDRESS, given(token, body=body)).status_code == 400


def test_odd_requests_are_answered_and_never_a_server_error(client: Client, token: str) -> None:
    client.raise_request_exception = True
    odd: list[tuple[Any, str]] = [
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"body=%ff%fe%00&token=%00", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"", "text/plain"),
    ]
    for data, kind in odd:
        assert client.post(ADDRESS, data, content_type=kind).status_code == 400
    assert client.put(ADDRESS).status_code == 405
    many = "&".join(f"a{number}=1" for number in range(11_000))
    assert client.post(ADDRESS, many, content_type="application/x-www-form-urlencoded").status_code in (400, 413)


def test_no_token_of_a_session_is_asked_for(token: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, given(token)).status_code == 303


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_public_takes_no_report(client: Client, method: str) -> None:
    withdraw()
    for code, status in (("gone", 410), ("never", 404)):
        assert getattr(client, method)(f"/incidents/{code}/report/").status_code == status
    assert not ErrorReport.objects.exists()
