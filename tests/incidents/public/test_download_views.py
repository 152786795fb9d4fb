"""What can be downloaded: the page that says so, and files that say how they were filtered and under which terms."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from pyarrow import parquet

from tests.factories import PublicationFactory, publish_document
from tests.incidents.public.documents import bare, embassy

pytestmark = pytest.mark.django_db

FILES = {
    "/incidents.csv": "text/csv; charset=utf-8",
    "/incidents.jsonl": "application/x-ndjson",
    "/incidents.parquet": "application/vnd.apache.parquet",
    "/data/package.zip": "application/zip",
}


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(("address", "kind"), FILES.items())
def test_a_file_is_streamed_and_says_where_its_filters_and_terms_are_told(client: Client, address, kind):
    PublicationFactory()
    response = client.get(f"{address}?country=IQ&ordering=code")
    assert response.streaming
    assert response.headers["Content-Type"] == kind
    ending = address.rpartition(".")[2]
    assert response.headers["Content-Disposition"].endswith(f'-filtered.{ending}"')
    told = '<http://testserver/data/?country=IQ&ordering=code>; rel="describedby"'
    assert response.headers["Link"].split(", ") == [
        told, '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ]  # fmt: skip
    assert body(response)


@pytest.mark.parametrize("address", FILES)
def test_a_file_holds_what_the_filter_finds(client: Client, address):
    publish_document(embassy(code="embassy"))
    publish_document(bare(code="bare"), country="FJ")
    found = body(client.get(f"{address}?country=FJ"))
    if address.endswith("zip"):
        with zipfile.ZipFile(io.BytesIO(found)) as archive:
            found = archive.read("incidents.csv") + archive.read("citations.csv")
    if address.endswith("parquet"):
        found = str(parquet.read_table(io.BytesIO(found))["code"].to_pylist()).encode()
    assert b"bare" in found
    assert b"embassy" not in found


@pytest.mark.parametrize(
    ("address", "says_it_itself"),
    [("/incidents.csv", False), ("/incidents.geojson", False), ("/incidents.json", False), ("/incidents.jsonl", False),
     ("/incidents.parquet", True), ("/data/package.zip", True)],
)  # fmt: skip
def test_the_page_says_which_files_tell_their_filters_in_themselves(client: Client, address, says_it_itself):
    publish_document(bare())
    found = body(client.get(f"{address}?ordering=code"))
    if address.endswith(".zip"):
        archive = zipfile.ZipFile(io.BytesIO(found))
        found = archive.read("datapackage.json")
    assert (b"/data/?ordering=code" in found) is says_it_itself
    page = client.get("/data/").content.decode()
    assert "Parquet and the data package say in themselves" in page
    assert "Of CSV, GeoJSON, JSON and JSON lines only the name says" in page


@pytest.mark.parametrize("address", ["/incidents.parquet", "/data/package.zip"])
def test_what_is_compressed_is_not_compressed_again(client: Client, address):
    PublicationFactory()
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert body(response)[:2] in (b"PK", b"PA")


def test_text_is_compressed_while_it_is_streamed(client: Client):
    PublicationFactory.create_batch(3)
    response = client.get("/incidents.csv", headers={"accept-encoding": "gzip"})
    assert response.streaming
    assert response.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("address", FILES)
def test_a_file_that_has_not_changed_is_not_sent_again(client: Client, address):
    PublicationFactory()
    response = client.get(address)
    again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_the_page_tells_how_many_rows_in_which_files_under_which_terms(client: Client):
    PublicationFactory.create_batch(3)
    PublicationFactory(country="FJ")
    page = client.get("/data/?country=IQ").content.decode()
    assert "3 incidents, as of the data published on" in page
    for address in FILES:
        assert f'href="{address}?country=IQ"' in page
    assert "Country: Iraq" in page
    assert 'rel="license' in page
    assert "Attest (1980). Country: Iraq. Data as published on 1980-01-01T00:00:00Z." in page
    assert "citations.csv" in page


def test_the_licence_is_that_of_the_site(client: Client, settings):
    settings.ATTEST_DATA_LICENCE_TITLE = "Open Data Commons Attribution"
    settings.ATTEST_DATA_LICENCE_URL = "https://opendatacommons.org/licenses/by/1-0/"
    assert "Open Data Commons Attribution" in client.get("/data/").content.decode()
    assert "https://opendatacommons.org/licenses/by/1-0/" in client.get("/incidents.csv").headers["Link"]


def test_what_is_not_understood_is_refused(client: Client):
    page = client.get("/data/?country=XX")
    assert page.status_code == 400
    assert b"package.zip" not in page.content
    refused = client.get("/data/package.zip?colour=red")
    assert refused.status_code == 400
    assert "colour" in refused.json()["errors"]
