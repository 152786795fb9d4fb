"""Is a number read while it is typed, by the one grammar there is?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/incidents/incident/count/"


def read(said: str | None, role: str = "coder") -> Any:
    return logged_in(role)[0].get(ADDRESS, {} if said is None else {"said": said})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("at least two", {"count_kind": "at_least", "low": 2, "best": 2, "high": None, "words": "at least 2"}),
        ("none reported", {"count_kind": "none_reported", "low": None, "best": None, "high": None,
                           "words": "none reported"}),
        ("dozens", {"count_kind": "words", "low": 2, "best": None, "high": None, "words": "dozens"}),
        ("4-6", {"count_kind": "range", "low": 4, "best": None, "high": 6, "words": "4 to 6"}),
    ],
)  # fmt: skip
def test_a_number_is_told_field_by_field_and_in_words(said: str, told: dict[str, Any]) -> None:
    assert read(said).json() == told


@pytest.mark.parametrize(
    ("said", "problem"),
    [("fourish", "is not a count"), ("0", "can mean three things"), ("", "a count is needed"), ("\0", "is not a count"),
     ("9" * 400, "longer than 80")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_a_sentence(said: str, problem: str) -> None:
    answer = read(said)
    assert answer.status_code == 200
    assert list(answer.json()) == ["problem"]
    assert problem in answer.json()["problem"]


def test_an_address_without_a_number_is_refused_with_the_reason() -> None:
    answer = read(None)
    assert (answer.status_code, answer.json()) == (400, {"problem": "Give the number as ?said=…"})


def test_only_who_codes_is_answered() -> None:
    assert reverse("admin:incidents_incident_count") == ADDRESS
    assert read("4", role="guest").status_code == 403
    assert Client().get(ADDRESS, {"said": "4"}).status_code == 302
    nobody = Client()
    nobody.force_login(UserFactory())
    assert nobody.get(ADDRESS, {"said": "4"}).status_code == 403


def test_nothing_is_posted_there() -> None:
    assert logged_in("coder")[0].post(ADDRESS, {"said": "4"}).status_code == 405
