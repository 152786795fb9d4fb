import pytest
from django.urls import reverse

from tests.guarantees.addresses import ANALYSTS, PUBLIC, WITHOUT_CONTENT, named_addresses


def test_every_address_is_classified():
    unknown = {
        name
        for name in named_addresses()
        if name not in PUBLIC and name not in WITHOUT_CONTENT and not name.startswith(ANALYSTS)
    }
    assert unknown == set()


def test_no_classified_address_is_gone():
    assert set(PUBLIC) | set(WITHOUT_CONTENT) <= set(named_addresses())


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in set(named_addresses()) if name.startswith(ANALYSTS)))
def test_every_analysts_address_asks_for_a_login(client, name):
    arguments = {"admin:view_on_site": [1, 1], "admin:app_list": ["incidents"]}
    response = _get(client, name, arguments.get(name, []))
    assert response is None or response.status_code in (302, 405) or "login" in response.headers.get("Location", "")


def _get(client, name, arguments):
    if name in ("admin:login", "admin:jsi18n") or ":" not in name:
        return None
    for attempt in (arguments, [1], [1, 1], ["x"]):
        try:
            return client.get(reverse(name, args=attempt))
        except Exception as mismatch:
            if type(mismatch).__name__ != "NoReverseMatch":
                raise
    return client.get(f"/admin/{name.removeprefix('admin:')}")
