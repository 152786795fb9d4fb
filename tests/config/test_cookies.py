"""Tests of config/cookies.py: what any cache may keep knows no cookie and gives none; the analysts keep theirs."""

import pytest
from django.test import Client

from tests.factories import PublicationFactory, user_with_role

pytestmark = pytest.mark.django_db

UNREADABLE = "sessionid=x; csrftoken=y; messages=z"


@pytest.mark.parametrize("address", ["/", "/incidents.json", "/incidents/made-1.json", "/api/v1/incidents/", "/no/"])
def test_a_reader_is_given_no_cookie_for_one_that_cannot_be_read(client: Client, address: str) -> None:
    PublicationFactory(code="made-1")
    response = client.get(address, headers={"Cookie": UNREADABLE})
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_whoever_is_logged_in_stays_so_in_the_rooms_of_the_analysts(client: Client) -> None:
    client.force_login(user_with_role("reviewer"))
    assert client.get("/admin/").status_code == 200
    assert client.get("/").wsgi_request.COOKIES == {}
    assert client.get("/admin/").status_code == 200
