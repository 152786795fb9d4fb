"""What the OpenAPI document says is true: whatever Schemathesis makes of it is answered as it says, on either engine.

``FUZZ=20`` in the environment asks twenty times as long. tests/guarantees/schema_hooks.py says what is left out.
"""

import os
from typing import Any

import jsonschema
import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from config.wsgi import application
from incidents.public.api.openapi import EXAMPLES, component, document
from incidents.public.api.resources import RESOURCES
from tests.factories import PublicationFactory, publish_document
from tests.guarantees import schema_hooks
from tests.guarantees.addresses import PUBLIC
from tests.incidents.public.documents import bare, embassy

pytestmark = pytest.mark.usefixtures("connection_stays_open")

LONGER = int(os.environ.get("FUZZ", "1"))
OPERATIONS = sorted(document()["paths"])
NOT_TOLD = {
    "public:api_unknown": "an address that is not there",
    "public:incident_bib": "a citation", "public:incident_ris": "a citation", "public:incident_image": "a picture",
    "public:codebook_json": "words, not data", "public:codebook_csv": "words, not data",
    "public:release_file": "files of one day, told on the page of their release",
    "public:feed": "Atom tells itself", "public:corrections_feed": "Atom tells itself",
}  # fmt: skip
"""Addresses of data that the document leaves out, with the reason."""

AS_IT_IS = {"Accept-Encoding": "identity"}
"""Without a network nothing unpacks what is compressed."""


@pytest.fixture
def population() -> None:
    """A much-reported incident, a bare one, one that was withdrawn and one that was merged."""
    publish_document(embassy())
    publish_document(bare(code="made-1"))
    PublicationFactory(code="gone-1", state="withdrawn", closed_reason="False.", closed_at="2022-02-02T00:00:00Z")
    PublicationFactory(code="merged-1", state="merged", redirect_code="made-1", closed_at="2022-02-02T00:00:00Z")


@pytest.fixture(scope="module")
def schema() -> Any:
    """The document as it is, asked without a network."""
    assert schema_hooks.before_call
    found = schemathesis.openapi.from_dict(document())
    found.app = application
    return found


def test_the_document_is_valid_and_nothing_warns(capsys):
    call_command("spectacular", validate=True, fail_on_warn=True, format="openapi-json")
    assert '"openapi": "3.1.0"' in capsys.readouterr().out


def test_every_data_address_is_told():
    data = {name: address for name, address in PUBLIC.items() if not address.partition("?")[0].endswith("/")}
    data |= {name: address for name, address in PUBLIC.items() if address.startswith("/api/v1/")}
    told = {address.partition("?")[0] for name, address in data.items() if name not in NOT_TOLD}
    assert told == set(OPERATIONS)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_the_example_of_a_list_is_a_row_of_it(resource):
    schema = {**document()["components"]["schemas"][component(resource)], "components": document()["components"]}
    row = EXAMPLES.get(resource.name, {})
    jsonschema.validate(row, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**row, "colour": "red"}, schema)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["meant", "not meant"])
@pytest.mark.parametrize("path", OPERATIONS)
def test_an_address_answers_as_the_document_says(population, schema, path, mode):
    if mode is GenerationMode.NEGATIVE and not document()["paths"][path]["get"]["parameters"]:
        return

    @settings(
        max_examples=6 * LONGER, derandomize=LONGER == 1, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate(headers=AS_IT_IS)

    ask()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["made-1", "iq-2022-01-13-us-embassy", "gone-1", "merged-1", "never-was"])
@pytest.mark.parametrize("path", ["/api/v1/incidents/{code}/", "/incidents/{code}.json"])
def test_what_stands_in_place_of_an_incident_is_as_the_document_says(population, schema, path, code):
    schema[path]["GET"].Case(path_parameters={"code": code}).call_and_validate(headers=AS_IT_IS)


@pytest.mark.django_db
@settings(max_examples=5 * LONGER, derandomize=LONGER == 1, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(["colour", "ordering", "page", "cursor", "format"]), value=st.text(min_size=1, max_size=20))
def test_what_the_document_does_not_name_is_refused(population, client, name, value):
    if not value.strip():
        return
    response = client.get("/api/v1/series/", {name: value})
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {name}
