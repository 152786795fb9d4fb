"""Does an analyst see what readers would see, and nobody else?"""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Assignment, Incident, PublicState
from incidents.models.publication import Publication
from incidents.publishing import gather, preview, write
from tests.factories import (
    CasualtyCountFactory,
    IncidentFactory,
    PinnedFigureFactory,
    PlaceFactory,
    RelationFactory,
    UserFactory,
    ready_incident,
    user_with_role,
)
from tests.incidents.admin.pages import logged_in, page_of

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2022, 1, 14, 12, tzinfo=dt.UTC)


def address(incident: Incident) -> str:
    return reverse("admin:incidents_incident_preview", args=[incident.pk])


def test_it_is_the_page_that_publishing_would_make(client: Client) -> None:
    incident = ready_incident(code="iq-2022-01-13-school", title="Rockets at a school")
    seen = logged_in("coder")[0].get(address(incident))
    assert seen.context["record"] == preview(gather([incident])[0])
    write(gather([incident]), by=None, at=NOON, change_note="")
    public = client.get("/incidents/iq-2022-01-13-school/")
    for section in ("glance", "facts", "tolls", "accounts", "attributions", "locations", "articles", "points"):
        assert seen.context[section] == public.context[section], section


def test_it_says_that_it_is_a_preview_and_is_kept_by_nobody() -> None:
    answer = logged_in("coder")[0].get(address(ready_incident(title="Rockets at a school")))
    page = answer.content.decode()
    assert "Rockets at a school" in page
    assert '<p class="banner" role="note"><strong>PREVIEW</strong>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    for of_public_pages_only in ('rel="canonical"', "Cite this record", 'rel="alternate"'):
        assert of_public_pages_only not in page


def test_looking_publishes_nothing() -> None:
    logged_in("coder")[0].get(address(ready_incident()))
    assert not Publication.objects.exists()
    assert not PublicState.objects.exists()


def test_what_is_missing_for_publishing_is_counted_in_it() -> None:
    page = logged_in("coder")[0].get(address(IncidentFactory())).content.decode()
    assert "3 things are still needed to publish it" in page


def test_it_shows_no_better_place_than_readers_get() -> None:
    incident = ready_incident(sensitivity="hidden_place")
    incident.locations.update(place=PlaceFactory(name="Secret quarter"))
    page = logged_in("coder")[0].get(address(incident)).content.decode()
    assert "this record shows the country and no finer place" in page
    assert "Secret quarter" not in page


def test_a_tie_to_an_incident_that_is_not_public_is_left_out() -> None:
    incident, draft = ready_incident(), IncidentFactory(title="A secret draft")
    RelationFactory(incident=incident, kind="same_operation", to_series=None, to_incident=draft)
    assert "A secret draft" not in logged_in("coder")[0].get(address(incident)).content.decode()


def test_a_pinned_figure_outside_its_range_is_told_and_nothing_breaks() -> None:
    incident = ready_incident()
    PinnedFigureFactory(incident=incident, harm="injured", best=7)
    answer = logged_in("coder")[0].get(address(incident), follow=True)
    assert answer.redirect_chain == [(page_of(incident), 302)]
    assert "There is no preview yet: " in answer.content.decode()


def test_a_draft_without_a_date_has_no_preview_yet_and_nothing_breaks() -> None:
    client, _ = logged_in("coder")
    incident = IncidentFactory(date_edtf="")
    response = client.get(reverse("admin:incidents_incident_preview", args=[incident.pk]), follow=True)
    assert response.status_code == 200
    assert "There is no preview yet" in response.content.decode()


def test_who_may_not_see_the_incident_sees_no_preview() -> None:
    incident = ready_incident()
    guest = user_with_role("guest")
    client = Client()
    client.force_login(guest)
    assert client.get(address(incident)).status_code == 404
    Assignment.objects.create(incident=incident, user=guest, until=dt.date(2999, 1, 1))
    assert client.get(address(incident)).status_code == 200
    nobody = Client()
    nobody.force_login(UserFactory())
    assert nobody.get(address(incident)).status_code == 403
    assert Client().get(address(incident)).status_code == 302


@pytest.mark.parametrize("key", ["0", "99999999999999999999999"])
def test_an_incident_that_is_not_there_is_not_found(key: str) -> None:
    assert logged_in("coder")[0].get(f"/admin/incidents/incident/{key}/preview/").status_code == 404


def test_nothing_is_posted_there() -> None:
    assert logged_in("reviewer")[0].post(address(ready_incident())).status_code == 405


def test_the_queries_do_not_grow_with_the_rows(django_assert_max_num_queries: Any) -> None:
    incident, (client, _) = ready_incident(), logged_in("coder")
    for _ in range(8):
        CasualtyCountFactory(incident=incident)
    with django_assert_max_num_queries(35):
        client.get(address(incident))


def test_the_page_of_the_incident_leads_to_it() -> None:
    incident = ready_incident()
    assert f'href="{address(incident)}"' in logged_in("coder")[0].get(page_of(incident)).content.decode()
