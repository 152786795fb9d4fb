"""Tests of config/proxy.py: a forwarded address counts only behind a proxy, and only the proxy's own entry."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from config.proxy import client_address

REQUEST = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"})


@pytest.mark.parametrize(("behind_proxy", "address"), [(False, "10.0.0.1"), (True, "198.51.100.7")])
def test_the_address_is_the_one_the_next_machine_saw(settings: Settings, behind_proxy: bool, address: str) -> None:
    settings.BEHIND_PROXY = behind_proxy
    assert client_address(REQUEST) == address


def test_behind_a_proxy_that_says_nothing_it_is_the_proxy(settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


@pytest.mark.parametrize(
    ("entry", "address"),
    [("198.51.100.7:51234", "198.51.100.7"), ("[2001:db8::7]:51234", "2001:db8::7"), ("2001:db8::7", "2001:db8::7")],
)
def test_a_port_beside_the_address_is_left_out(settings: Settings, entry: str, address: str) -> None:
    settings.BEHIND_PROXY = True
    assert client_address(RequestFactory().get("/", headers={"x-forwarded-for": entry})) == address
