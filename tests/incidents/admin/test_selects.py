"""Does a chosen row read as it did when it was chosen, without a query more?"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CitationFactory,
    IncidentFactory,
    InvolvementFactory,
    LocationFactory,
    PlaceFactory,
    PublisherFactory,
    RelationFactory,
    SeriesFactory,
    StatementFactory,
)
from tests.incidents.admin.pages import add_row, filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return logged_in("editor")[0]


def baghdad() -> Any:
    province = PlaceFactory(name="Baghdad", kind="adm1", parent=PlaceFactory(name="Iraq", kind="country"))
    return PlaceFactory(name="Dora", kind="settlement", parent=province)


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_stored_rows_read_as_they_did_when_they_were_chosen(client: Client) -> None:
    incident, ministry = IncidentFactory(), ActorFactory(name="Ministry", kind="state", country="IQ")
    LocationFactory(incident=incident, place=baghdad())
    spokesman = ActorFactory(name="Kirby", kind="person", parent=ministry, role_title="spokesman", country="")
    said = StatementFactory(incident=incident, voice="named", relayed_by=ministry)
    said.speakers.add(spokesman)
    InvolvementFactory(incident=incident, actor=ministry)
    other = IncidentFactory(code="iq-other", title="Other", date_edtf="2022-01-14")
    RelationFactory(incident=incident, kind="same_operation", to_series=None, to_incident=other)
    RelationFactory(incident=incident, to_series=SeriesFactory(name="Part", parent=SeriesFactory(name="Whole")))
    CitationFactory(incident=incident, article=ArticleFactory(title="Rockets", publisher=PublisherFactory(name="INA")))
    page = shown(client, page_of(incident))
    for label in (
        "Dora · town or village · Baghdad · Iraq",
        "Kirby · person · spokesman, Ministry",
        "Ministry · state · Iraq",
        "iq-other · Other · 14 January 2022",
        "Part · Whole",
        "Rockets · INA · 2022-01-14",
    ):
        assert f" selected>{label}</option>" in page, label


def test_a_choice_that_is_not_stored_yet_reads_the_same(client: Client) -> None:
    incident, place = IncidentFactory(), baghdad()
    data = filled_in(client.get(page_of(incident))) | {"title": ""}
    add_row(data, "locations", place=place.pk, role="impact", precision="site", certainty="certain")
    page = client.post(page_of(incident), data).content.decode()
    assert " selected>Dora · town or village · Baghdad · Iraq</option>" in page


def test_a_choice_outside_the_incident_reads_the_same(client: Client) -> None:
    quarter = PlaceFactory(name="Quarter", parent=baghdad())
    assert "Dora · town or village · Baghdad · Iraq</option>" in shown(
        client, reverse("admin:incidents_place_change", args=[quarter.pk])
    )


def test_labels_ask_no_more_for_more_rows(client: Client, django_assert_max_num_queries: Any) -> None:
    incident = IncidentFactory()

    def add_rows() -> None:
        LocationFactory(incident=incident, place=baghdad(), is_primary=False)
        said = StatementFactory(incident=incident, voice="named", relayed_by=ActorFactory(parent=ActorFactory()))
        said.speakers.add(ActorFactory(parent=ActorFactory()))
        said.accused.add(ActorFactory(parent=ActorFactory()))
        RelationFactory(incident=incident, to_series=SeriesFactory(parent=SeriesFactory()))

    add_rows()
    with CaptureQueriesContext(connection) as before:
        client.get(page_of(incident))
    for _ in range(3):
        add_rows()
    with django_assert_max_num_queries(len(before)):
        client.get(page_of(incident))


def test_a_state_is_not_named_twice(client: Client) -> None:
    ActorFactory(name="United States", kind="state", country="US")
    query = {"term": "united", "app_label": "incidents", "model_name": "statement", "field_name": "speakers"}
    (found,) = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert found["text"] == "United States · state"


def test_a_force_of_a_state_names_the_state_once(client: Client) -> None:
    ActorFactory(name="Iraqi military", kind="state_force", country="IQ", parent=ActorFactory(name="Iraq"))
    query = {"term": "military", "app_label": "incidents", "model_name": "statement", "field_name": "speakers"}
    (found,) = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert found["text"] == "Iraqi military · state force · Iraq"
