"""Tests of the lockout: after five wrong passwords a name is locked from that address, and the page says so."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def sara() -> User:
    return User.objects.create_user("sara", password="right", is_staff=True)


def log_in(client: Client, password: str, address: str = "198.51.100.7", **headers: str) -> int:
    """The status of the answer to a login as sara."""
    form = {"username": "sara", "password": password, "next": "/admin/"}
    return client.post("/admin/login/", form, REMOTE_ADDR=address, headers=headers).status_code


def fail_five_times(client: Client) -> None:
    for _ in range(5):
        log_in(client, "wrong")


@pytest.mark.usefixtures("sara")
def test_who_logs_out_is_told_so_in_the_words_of_the_house(client: Client) -> None:
    log_in(client, "right")
    page = client.post("/admin/logout/").content.decode()
    assert "You are logged out." in page
    assert 'href="/admin/login/"' in page
    assert 'href="/"' in page
    assert "quality time" not in page


@pytest.mark.usefixtures("sara")
def test_four_wrong_passwords_lock_nothing(client: Client) -> None:
    for _ in range(4):
        assert log_in(client, "wrong") == 200
    assert log_in(client, "right") == 302


@pytest.mark.usefixtures("sara")
def test_five_wrong_passwords_lock_the_name_from_that_address(client: Client) -> None:
    fail_five_times(client)
    assert log_in(client, "right") == 429
    assert log_in(client, "right", address="198.51.100.8") == 302


@pytest.mark.usefixtures("sara")
def test_the_lock_opens_after_a_quarter_of_an_hour(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        fail_five_times(client)
    with time_machine.travel(NOON + datetime.timedelta(minutes=14), tick=False):
        assert log_in(client, "right") == 429
    with time_machine.travel(NOON + datetime.timedelta(minutes=31), tick=False):
        assert log_in(client, "right") == 302


@pytest.mark.usefixtures("sara")
def test_the_page_says_how_long_it_is_locked(client: Client) -> None:
    fail_five_times(client)
    page = client.post("/admin/login/", {"username": "sara", "password": "right"}, REMOTE_ADDR="198.51.100.7")
    assert "locked for\n    15 minutes" in page.content.decode()


@pytest.mark.usefixtures("sara")
def test_a_client_cannot_pass_for_another_address(client: Client) -> None:
    for number in range(5):
        log_in(client, "wrong", **{"x-forwarded-for": f"203.0.113.{number}"})
    assert log_in(client, "right") == 429


@pytest.mark.usefixtures("sara")
def test_a_login_that_would_lead_to_another_site_leads_to_the_admin(client: Client) -> None:
    form = {"username": "sara", "password": "right", "next": "https://elsewhere.example/"}
    response = client.post("/admin/login/", form, REMOTE_ADDR="198.51.100.7")
    assert (response.status_code, response["Location"]) == (302, "/admin/")
