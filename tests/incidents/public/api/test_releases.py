import datetime as dt

import pytest
from django.test import Client

from incidents.coding import review
from incidents.models import Incident
from incidents.models.release import ReleaseFile
from incidents.releasing.making import blank, make_release
from tests.factories import ready_incident, user_with_role

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def made(name: str, day: int, **options: str) -> None:
    make_release(name, by=None, address=SITE, at=dt.datetime(2022, 2, day, 12, tzinfo=dt.UTC), **options)


def results(query: str = "") -> list[dict]:
    return Client().get(f"/api/v1/releases/{query}").json()["results"]


@pytest.fixture
def incident() -> Incident:
    incident = ready_incident()
    review.publish(incident, by=user_with_role("reviewer"))
    return incident


@pytest.mark.usefixtures("incident")
def test_a_release_is_told_with_its_files_and_sums():
    made("2022.1", 1, notes="The first one.")
    [told] = results()
    assert told | {"files": []} == {
        "name": "2022.1", "created_at": "2022-02-01T12:00:00Z", "previous": "", "notes": "The first one.",
        "incidents": 1, "blanked": 0, "url": f"{SITE}/data/releases/2022.1/", "files": [],
    }  # fmt: skip
    kept = ReleaseFile.objects.get(path="incidents.csv")
    assert {"path": "incidents.csv", "bytes": kept.bytes, "sha256": kept.sha256,
            "url": f"{SITE}/data/releases/2022.1/incidents.csv"} in told["files"]  # fmt: skip
    assert Client().get("/data/releases/2022.1/incidents.csv").status_code == 200


@pytest.mark.usefixtures("incident")
def test_they_come_in_the_order_they_were_made():
    for day, name in enumerate(("2022.2", "2022.11", "2022.11.1"), start=1):
        made(name, day)
    first = Client().get("/api/v1/releases/?limit=2").json()
    second = Client().get(first["next"].removeprefix(SITE)).json()
    assert [each["name"] for page in (first, second) for each in page["results"]] == ["2022.2", "2022.11", "2022.11.1"]
    assert second["results"][0]["previous"] == "2022.11"
    assert second["next"] is None


def test_what_was_blanked_since_is_counted(incident):
    made("2022.1", 1)
    reviewer = user_with_role("reviewer")
    review.withdraw(Incident.objects.get(pk=incident.pk), by=reviewer, reason="Somebody is in danger.")
    blank(incident.code, by=reviewer, reason="Somebody is in danger.")
    assert [(each["incidents"], each["blanked"]) for each in results()] == [(1, 1)]


def test_filters_of_incidents_say_nothing_of_a_release():
    response = Client().get("/api/v1/releases/?country=IQ")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["country"]
