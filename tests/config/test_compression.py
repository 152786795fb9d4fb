"""Tests of config/compression.py: nobody gets compressed what they said they cannot read."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip", "gzip"), ("br, gzip;q=0.5", "gzip"), ("gzip;q=0.001", "gzip"), ("br;q=0, gzip", "gzip"),
        ("", None), ("identity", None), ("gzip;q=0", None), ("br, gzip; q=0.000 , identity", None),
    ],
)  # fmt: skip
def test_a_client_that_refuses_gzip_gets_none(client: Client, accepted: str, sent: str | None) -> None:
    response = client.get("/codebook.json", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in response.headers["Vary"]
