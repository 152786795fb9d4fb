"""Nonsense gets an answer or a reason, never a failure: on every address that readers can ask for, on either engine.

A value that is not understood is refused by its name; one that is understood never gives more than was asked for.
``FUZZ=20`` in the environment makes the search twenty times as long and asks every address for every value.
"""

import gzip
import html
import json
import os
import re
from collections.abc import Sequence
from itertools import product
from time import process_time
from typing import Any
from urllib.parse import quote, unquote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from incidents.public.api.resources import RESOURCES
from incidents.public.clusters import ViewFilter
from incidents.public.filters import IncidentFilter, is_repeatable
from incidents.releasing.making import make_release
from tests.factories import PublicationFactory, publish_document
from tests.guarantees import hostile
from tests.incidents.public.documents import bare

pytestmark = pytest.mark.django_db

LONGER = int(os.environ.get("FUZZ", "1"))
ALLOWED = {200, 301, 302, 303, 304, 400, 404, 405, 410, 412, 413, 414, 429}
ADDRESSES = {route: hostile.good(route) for route in hostile.routes()}
VIEWS = {"/map/clusters.json": {"bbox": "-180,-90,180,90", "zoom": "2"}, "/map/spot.json": {"bbox": "-180,-90,180,90"}}
"""Addresses that cannot be asked for without a part of the map."""

READ_NOTHING = {
    "/about/", "/api/", "/api/v1/nothing/", "/codebook/", "/codebook.csv", "/codebook.json", "/healthz",
    "/incidents/made-1.json", "/incidents/made-1/", "/incidents/made-1/changes/",
    "/incidents/made-1/preview.png", "/incidents/made-1/report/", "/incidents/made-1/report/sent/",
    "/incidents/made-1/v1/", "/incidents/made-1/v1/citation.bib", "/incidents/made-1/v1/citation.ris",
    "/map/streets/0/0/0", "/data/releases/", "/data/releases/2022.1/", "/data/releases/2022.1/package.zip",
}  # fmt: skip
"""One thing each, whatever is asked beside: links from elsewhere carry marks of their own."""

WALKS = {f"/api/v1/{each.name}/" for each in RESOURCES if each.is_filtered}
FILTERED = {
    *WALKS,
    "/", "/incidents/", "/embed/", "/incidents.csv", "/incidents.geojson", "/incidents.json", "/incidents.jsonl",
    "/incidents.parquet", "/data/", "/data/package.zip", "/summary.json", "/map/clusters.json", "/map/spot.json",
    "/feeds/latest.atom",
}  # fmt: skip
PAGES = {"/", "/incidents/", "/embed/", "/data/"}
OWN = {"/map/clusters.json": {"zoom"}, "/feeds/latest.atom": {"ordering", "page"}, "/incidents/": {"page"}}
OWN |= {address: {"ordering", "page"} for address in WALKS}
"""What an address reads otherwise than /incidents.json does."""

NAMES = [*ViewFilter.base_filters, *hostile.NAMES]
EVERYTHING = {
    ("date_from", "0001-01-01"), ("date_to", "9999-12-31"), ("updated_since", "0001-01-01"),
    ("updated_since", "0001-01-01T00:00:00Z"),
}  # fmt: skip
"""What rightly gives all rows of the population: every other value has to narrow or to be refused."""

CHANGE_NO_ROWS = {"zoom": {"1.5"}, "page": {"27", "99", "2022"}, "lang": {"ar", "en"}}
"""What is rightly read of a parameter that changes no rows."""

READS_ALL_THE_SAME = {("/tombstones.json", "updated_since")}
"""The one filter of an address that has no others."""

POPULATION = 3
SPOT = {"latitude": 33.3, "longitude": 44.4, "radius_m": 1000, "precision": "site"}


@pytest.fixture
def population(request: pytest.FixtureRequest) -> None:
    """An incident with everything, one with nothing, and one that names the same in another country."""
    named = ("accused", "involved", "targeted", "speaker", "publisher", "series", "place")
    made = publish_document(bare(code="made-1"), admin1_code="IQ-BG", killed_low=3, killed_state="figure", **SPOT)
    for facet in named:
        made.facets.create(facet=facet, value="Militias")
    PublicationFactory(
        code="made-2", nowhere=True, country="", admin1_code="", admin1="", date_edtf="", title="", place="",
        attack_type="", search_text="",
    )  # fmt: skip
    PublicationFactory(
        code="made-3", country="FJ", admin1_code="", latitude=-18.0, longitude=178.0, places=["Militias"]
    )
    asked = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    if any("/data/releases/" in str(each) for each in asked.values()):
        make_release("2022.1", by=None, address="https://attest.example")


def encoded(query: Any) -> str:
    return urlencode(query, doseq=True, errors="surrogatepass", quote_via=quote)


def ask(address: str, query: str = "", **more: Any) -> Any:
    return checked(Client().get(address, QUERY_STRING=query, **more))


def body(response: Any) -> bytes:
    sent = b"".join(response.streaming_content) if response.streaming else response.content
    return gzip.decompress(sent) if response.headers.get("Content-Encoding") == "gzip" and sent else sent


def checked(response: Any) -> Any:
    """The answer, after what holds for each: no failure, no foreign markup, and the form that it says it has."""
    response.body = body(response)
    assert response.status_code in ALLOWED
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        assert not re.search(rb"[<\"']" + hostile.MARK.encode() + rb"[>=]", response.body)
    if kind.startswith(("application/json", "application/geo+json")) and response.body:
        response.data = json.loads(response.body)
    if kind.startswith("application/atom+xml") and response.body:
        assert etree.fromstring(response.body).find(f".//{{*}}{hostile.MARK}") is None
    return response


def reasons(response: Any) -> dict[str, str]:
    """Why there is no answer, by the parameter."""
    if "json" in response.headers["Content-Type"]:
        return {name: " ".join(told) for name, told in response.data["errors"].items()}
    told = re.findall(r"<li><code>(.*?)</code>: (.*?)</li>", response.body.decode(), re.DOTALL)
    beyond = re.findall(r"<li>(There is no page .*?) <a", response.body.decode())
    return {html.unescape(name): reason for name, reason in told} | ({"page": beyond[0]} if beyond else {})


def refused_for(response: Any, name: str) -> bool:
    """Whether the answer is a 400 that says in words what is wrong with this parameter."""
    if response.status_code == 200:
        return False
    assert response.status_code == 400
    assert len(reasons(response)[as_read(name)].split()) > 3
    return True


def as_read(name: str) -> str:
    """The name as the site reads it: what is no text becomes the sign for that."""
    return unquote(quote(name, errors="surrogatepass"), errors="replace")


def some(things: Sequence[Any], every: int, start: int) -> Sequence[Any]:
    """A part of them, another one for another start; all of them in a long search."""
    return things if LONGER > 1 else things[start % every :: every]


@pytest.mark.parametrize("name", NAMES)
def test_a_value_narrows_the_answer_or_is_refused_by_its_name(population, name):
    address = "/map/clusters.json" if name in ("zoom", "lang") else "/incidents.json"
    meant = hostile.MEANT_FOR.get(name, [])
    for value in dict.fromkeys([*hostile.BLANK, *meant, *some(hostile.VALUES, 20, NAMES.index(name))]):
        response = ask(address, encoded({**VIEWS.get(address, {}), name: value}))
        is_blank = value in hostile.BLANK and name in ViewFilter.base_filters and name != "zoom"
        if refused_for(response, name):
            assert not is_blank, (name, value)
        elif name in CHANGE_NO_ROWS and not is_blank:
            assert value in CHANGE_NO_ROWS[name], value
        else:
            assert (len(response.data) == POPULATION) == (is_blank or (name, value) in EVERYTHING), (name, value)


@pytest.mark.parametrize("address", sorted(FILTERED))
def test_every_filtered_address_refuses_what_the_download_refuses(population, address):
    names = [name for name in IncidentFilter.base_filters if name not in OWN.get(address, ())]
    pairs = [(name, value) for name in names for value in hostile.MEANT_FOR.get(name, hostile.MARKUP)]
    pairs += [(name, "IQ") for name in hostile.NAMES]
    for name, value in some(pairs, 41 if address in PAGES else 17, len(address)):
        query = {**VIEWS.get(address, {}), name: value}
        refused = refused_for(ask("/incidents.json", encoded({name: value})), name)
        assert refused_for(ask(address, encoded(query)), name) == refused, (name, value)


@pytest.mark.parametrize("address", sorted(set(ADDRESSES.values()) - FILTERED))
def test_an_address_without_filters_refuses_every_parameter_or_heeds_none(population, address):
    plain = ask(address)
    names = ["country", "page", "name", "updated_since", *hostile.NAMES]
    for name, value in some(list(product(names, hostile.VALUES)), 199, len(address)):
        response = ask(address, encoded({name: value}))
        if address in READ_NOTHING:
            assert response.status_code == plain.status_code, (name, value)
            assert no_token(response.body) == no_token(plain.body), (name, value)
        elif (address, name) in READS_ALL_THE_SAME:
            as_download = refused_for(ask("/incidents.json", encoded({name: value})), name)
            assert refused_for(response, name) == as_download, (name, value)
        elif value not in hostile.BLANK and not (name == "name" and response.status_code == 200):
            assert refused_for(response, name) or value in CHANGE_NO_ROWS.get(name, ()), (name, value)


def no_token(page: bytes) -> bytes:
    """The page without the token that each form has of its own."""
    return re.sub(rb'name="token" value="[^"]*"', b"", page)


@pytest.mark.parametrize("address", sorted(ADDRESSES.values()))
def test_no_query_string_breaks_an_address(population, address):
    for query in some(hostile.QUERY_STRINGS, 9 if address in PAGES else 5, len(address)):
        response = ask(address, query)
        assert response.status_code in (200, 400, 404), query[:40]
        assert response.status_code != 400 or len(response.body) > 20


@pytest.mark.parametrize("route", sorted(route for route in ADDRESSES if "<" in route))
def test_no_part_of_a_path_breaks_an_address(population, route):
    for address in some(list(hostile.with_hostile_parts(route)), 5, len(route)):
        response = checked(Client().get(address))
        assert response.status_code in (200, 301, 302, 404, 410), address[:80]
        assert response.status_code != 301 or response.headers["Location"].startswith("/"), address[:80]


@pytest.mark.parametrize("address", sorted(ADDRESSES.values()))
def test_no_header_breaks_an_address(population, address):
    view = encoded(VIEWS.get(address, {}))
    for headers in some(hostile.HEADERS, 9 if address in PAGES else 5, len(address)):
        response = ask(address, view, headers=headers)
        assert response.status_code in (200, 302, 304, 400, 404, 412), headers
        assert response.status_code != 400 or "Host" in headers, headers
        assert not response.cookies, headers


@pytest.mark.parametrize("address", sorted(ADDRESSES.values()))
def test_an_address_that_is_read_takes_nothing(population, address):
    client = Client(enforce_csrf_checks=True)
    for method in ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "POST"):
        if method == "POST" and address.endswith("/report/"):
            continue
        response = checked(client.generic(method, address, b"\0" * 100, content_type="text/plain"))
        assert response.status_code == 405, method
        assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("address", sorted(ADDRESSES.values()))
def test_a_head_says_what_a_get_says_without_the_body(population, address):
    view = encoded(VIEWS.get(address, {}))
    got, asked = ask(address, view), checked(Client().head(address, QUERY_STRING=view))
    assert asked.status_code == got.status_code
    assert asked.headers["Content-Type"] == got.headers["Content-Type"]
    assert asked.headers.get("ETag") == got.headers.get("ETag")
    assert asked.body == b""


MIXED = st.dictionaries(
    st.sampled_from([*ViewFilter.base_filters, *hostile.NAMES]),
    st.lists(
        st.one_of(st.sampled_from(hostile.VALUES), st.text(max_size=30), st.sampled_from(["IQ", "1"])), max_size=3
    ),
    max_size=5,
)


@settings(
    max_examples=30 * LONGER, derandomize=LONGER == 1,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(query=MIXED, address=st.sampled_from(sorted(FILTERED)))
def test_no_mixture_of_values_breaks_an_address(population, query, address):
    response = ask(address, encoded({**VIEWS.get(address, {}), **query}))
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert set(reasons(response)) <= {*map(as_read, query), *VIEWS.get(address, {}), "page"}
        assert reasons(response)


REPEATABLE = [name for name, each in IncidentFilter.base_filters.items() if is_repeatable(each.field)]


@pytest.mark.parametrize("address", sorted(FILTERED))
def test_fifty_values_of_every_facet_at_once_are_an_answer(population, address):
    query = {name: known(name)[:50] or [f"name {number}" for number in range(50)] for name in REPEATABLE}
    started = process_time()
    response = ask(address, encoded(VIEWS.get(address, {}) | query))
    assert response.status_code == 200
    assert b"made-" not in response.body
    # A page has a link for every value: each of them once copied all the others, and that took half a minute.
    assert process_time() - started < 8


def known(name: str) -> list[str]:
    """The codes that a filter takes; none where it takes names."""
    return [code for code, _label in getattr(IncidentFilter.base_filters[name].field, "choices", ())]


@pytest.mark.parametrize("address", sorted(FILTERED))
@pytest.mark.parametrize("name", ["country", "accused", "page", "bbox", "colour"])
def test_one_value_too_many_is_refused(population, address, name):
    values = ["IQ"] * (51 if name in REPEATABLE else 2)
    assert refused_for(ask(address, encoded(VIEWS.get(address, {}) | {name: values})), name)


def test_too_many_values_are_too_many_though_most_of_them_are_blank(population):
    assert refused_for(ask("/incidents.json", encoded({"accused": ["Militias", *[""] * 50]})), "accused")
    assert len(ask("/incidents.json", encoded({"accused": ["Militias", *[""] * 49]})).data) == 1
