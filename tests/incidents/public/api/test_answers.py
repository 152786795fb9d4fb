"""What an answer holds: the fields asked for and no other, what the record says, and what stands in its place."""

import csv
import io
import json

import pytest
from django.test import Client

from incidents.public.api.resources import RESOURCES
from incidents.public.snapshot.held import current
from tests.factories import PublicationFactory, publish_document
from tests.incidents.public.documents import bare, embassy

pytestmark = pytest.mark.django_db

EMBASSY = "iq-2022-01-13-us-embassy"


def rows(address: str, **query: str) -> list[dict]:
    response = Client().get(address, query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_a_row_is_what_the_download_says():
    publish_document(embassy())
    publish_document(bare(code="made-1"))
    [whole] = [json.loads(b"".join(Client().get("/incidents.json", {"ordering": "code"}).streaming_content))]
    assert rows("/api/v1/incidents/") == whole


def test_the_fields_asked_for_are_given_in_the_order_of_the_columns():
    publish_document(bare(code="made-1"))
    assert rows("/api/v1/incidents/", fields="killed_low,code") == [{"code": "made-1", "killed_low": None}]
    assert [list(row) for row in rows("/api/v1/incidents/", fields="killed_low,code")] == [["code", "killed_low"]]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_an_unknown_field_is_refused_and_the_known_ones_are_named(resource):
    response = Client().get(f"/api/v1/{resource.name}/", {"fields": "document"})
    assert response.status_code == 400
    [reason] = response.json()["errors"]["fields"]
    assert reason.endswith(f"The fields are: {', '.join(resource.known)}.")


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_every_declared_field_is_told_and_nothing_else(resource):
    publish_document(embassy())
    for row in rows(f"/api/v1/{resource.name}/"):
        assert tuple(row) == resource.known


def test_an_account_says_who_counted_whom_and_in_which_words():
    publish_document(embassy())
    found = rows("/api/v1/accounts/")
    assert len(found) == len(embassy()["casualty_counts"])
    first = found[0]
    count = embassy()["casualty_counts"][0]
    statement = next(each for each in embassy()["statements"] if each["ref"] == count["statement"])
    assert (first["incident"], first["ref"], first["statement"]) == (EMBASSY, "casualty_count-1", statement["ref"])
    assert [first[end] for end in ("low", "best", "high")] == [count[end] for end in ("low", "best", "high")]
    assert [each["name"] for each in first["speakers"]] == [each["name"] for each in statement["speakers"]]
    quoted = [each["exact"] for each in embassy()["citations"] if each["record"] == "casualty_count-1"]
    assert [each["quote"] for each in first["cited"]] == quoted
    assert quoted


def test_claims_are_the_statements_on_who_did_it_and_no_other():
    publish_document(embassy())
    about_who = ("claim_of_responsibility", "accusation", "denial", "assessment", "no_claim_reported")
    kinds = [each["kind"] for each in embassy()["statements"]]
    assert {"account", "accusation"} <= set(kinds)
    found = rows("/api/v1/claims/")
    assert [each["kind"] for each in found] == [kind for kind in kinds if kind in about_who]
    assert {"label"} <= {actor["kind"] for each in found for actor in each["accused"]}


def test_articles_stand_once_for_each_incident():
    publish_document(embassy())
    publish_document(bare(code="made-1"))
    found = rows("/api/v1/articles/")
    wanted = [(EMBASSY, each["ref"]) for each in embassy()["articles"]]
    wanted += [("made-1", each["ref"]) for each in bare()["articles"]]
    assert [(each["incident"], each["ref"]) for each in found] == sorted(wanted)
    assert sum(each["quotes"] for each in found if each["incident"] == EMBASSY) == len(embassy()["citations"])


def test_parts_answer_to_the_filters_of_their_incidents():
    publish_document(embassy())
    publish_document(bare(code="made-1", country="SY"))
    assert {each["incident"] for each in rows("/api/v1/articles/", country="IQ")} == {EMBASSY}
    assert rows("/api/v1/accounts/", country="FJ") == []


def test_a_name_is_counted_by_role_under_the_filters():
    PublicationFactory(code="a-1", accused=["Militias"], speaker=["Militias", "Zeta"])
    PublicationFactory(code="a-2", involved=["MILITIAS"])
    PublicationFactory(code="a-3", accused=["Militias"], country="SY")
    militias, zeta = rows("/api/v1/actors/")
    roles = ("incidents", "accused", "involved", "targeted", "speaker")
    assert militias["name"] == "Militias"
    assert [militias[role] for role in roles] == [3, 2, 1, 0, 1]
    assert [zeta[role] for role in roles] == [1, 0, 0, 0, 1]
    [there] = rows("/api/v1/actors/", country="SY")
    assert [there[role] for role in roles] == [1, 1, 0, 0, 0]
    assert militias["incidents_url"] == "http://testserver/api/v1/incidents/?actor=Militias"
    assert militias["url"] == "http://testserver/actors/Militias/"
    assert len(rows("/api/v1/incidents/", actor="Militias")) == 3


def test_names_come_in_folded_order_whatever_their_facet():
    PublicationFactory(accused=["b", "Ä"], involved=["c"], targeted=["A b"], speaker=["d"])
    assert [row["name"] for row in rows("/api/v1/actors/")] == ["Ä", "A b", "b", "c", "d"]
    assert [row["name"] for row in rows("/api/v1/actors/", limit="2")] == ["Ä", "A b"]


def test_places_and_series_are_named_with_their_counts():
    PublicationFactory(places=["Baghdad", "Iraq"], series=["Strikes"])
    PublicationFactory(places=["Iraq"])
    assert [(row["name"], row["incidents"]) for row in rows("/api/v1/places/")] == [("Baghdad", 1), ("Iraq", 2)]
    assert [(row["name"], row["incidents"]) for row in rows("/api/v1/series/")] == [("Strikes", 1)]


def test_an_incident_is_its_row_with_the_whole_record():
    publish_document(embassy())
    response = Client().get(f"/api/v1/incidents/{EMBASSY}/")
    told = response.json()
    assert told.pop("record") == embassy()
    assert [told] == rows("/api/v1/incidents/")
    assert Client().get(f"/api/v1/incidents/{EMBASSY}/", {"fields": "record"}).json() == {"record": embassy()}


def test_what_is_withdrawn_is_gone_with_a_tombstone():
    PublicationFactory(
        code="gone-1", state="withdrawn", closed_reason="It was false.", closed_at="2022-02-02T00:00:00Z"
    )
    response = Client().get("/api/v1/incidents/gone-1/")
    assert response.status_code == 410
    assert response.json() == {
        "code": "gone-1", "state": "withdrawn", "closed_at": "2022-02-02T00:00:00Z", "closed_reason": "It was false.",
    }  # fmt: skip
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_what_is_merged_leads_on_with_the_same_fields():
    PublicationFactory(code="old-1", state="merged", redirect_code="new-1", closed_at="2022-02-02T00:00:00Z")
    response = Client().get("/api/v1/incidents/old-1/?fields=code")
    assert (response.status_code, response.headers["Location"]) == (302, "/api/v1/incidents/new-1/?fields=code")


@pytest.mark.parametrize("address", ["/api/v1/incidents/never-was/", "/api/v1/nothing/", "/api/v1/incidents/A%0Ab/"])
def test_what_is_not_there_is_a_404_in_json(address):
    response = Client().get(address)
    assert response.status_code == 404
    assert response.json() == {"errors": {"address": ["There is nothing at this address."]}}


def test_an_answer_is_json_whatever_the_client_accepts():
    response = Client().get("/api/v1/incidents/", headers={"Accept": "text/html"})
    assert response.headers["Content-Type"] == "application/json"


def test_an_answer_that_has_not_changed_is_not_sent_again():
    PublicationFactory()
    for address in ("/api/v1/incidents/", "/api/v1/", "/api/v1/openapi.json"):
        tag = Client().get(address).headers["ETag"]
        again = Client().get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_scripts_of_any_site_may_read_and_nobody_may_write():
    response = Client().get("/api/v1/incidents/", headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.cookies == {}
    refused = Client(enforce_csrf_checks=True).post("/api/v1/incidents/", {"code": "x"})
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")


def test_a_page_asks_few_questions_of_the_database(django_assert_max_num_queries):
    for number in range(30):
        PublicationFactory(accused=[f"Group {number}"])
    current()  # whoever comes first after a publish reads what has changed
    for resource in RESOURCES:
        with django_assert_max_num_queries(8):
            rows(f"/api/v1/{resource.name}/")


def test_index_leads_to_every_list():
    told = Client().get("/api/v1/").json()["resources"]
    assert list(told) == [each.name for each in RESOURCES]
    for address in told.values():
        assert Client().get(address.removeprefix("http://testserver")).status_code == 200


def test_codes_of_the_walk_are_those_of_the_file():
    for code in ("b-1", "a-2", "a-10"):
        PublicationFactory(code=code)
    text = b"".join(Client().get("/incidents.csv").streaming_content).decode()
    filed = {row["code"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert {row["code"] for row in rows("/api/v1/incidents/")} == filed
