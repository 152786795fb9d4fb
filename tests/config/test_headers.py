"""Tests of the headers every page carries: what a browser may do with it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def policy(client: Client, address: str) -> dict[str, str]:
    """Directive → value of the Content-Security-Policy of a page."""
    header = client.get(address)["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("address", ["/healthz", "/admin/login/", "/no-such-page"])
def test_every_page_runs_scripts_and_styles_of_its_own_site_only(client: Client, address: str) -> None:
    found = policy(client, address)
    assert found["default-src"] == found["script-src"] == found["style-src"] == "'self'"
    assert found["object-src"] == found["frame-ancestors"] == "'none'"
    assert found["base-uri"] == found["form-action"] == "'self'"
    assert not any("unsafe" in value or "*" in value for value in found.values())


def test_every_page_says_how_it_may_be_used(client: Client) -> None:
    response = client.get("/healthz")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_login_page_has_no_inline_script_or_style(client: Client) -> None:
    page = client.get("/admin/login/").content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert "<script>" not in page
