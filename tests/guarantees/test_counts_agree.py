"""List, map, downloads and feed answer alike: the same incidents under any filters, and no answer to nonsense."""

import csv
import io
import json
import random
import re
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

WORLD = "-180,-90,180,90"
TYPES = ["indirect_fire", "shooting", "clash", "unknown"]
COUNTRIES = ["IQ", "SY", "FJ", ""]
GROUPS = ["Group One", "Ǧroup Twö", "Третья группа"]
DATES = ["2022-01-13", "2022-01", "2021", "[..2021-06-30]", "2021-03/..", "[2022-01-30..2022-02-02]"]
SPOTS = [(33.3, 44.4), (33.3, 44.4), (36.3, 43.1), (-18.0, 178.0), (-13.8, -172.0), (0.0, 180.0), (90.0, -180.0)]


@pytest.fixture
def population() -> None:
    """Eighty incidents of every kind, some at one spot, some nowhere, and versions that nobody may count."""
    pick = random.Random(13)  # noqa: S311
    for number in range(80):
        spot = pick.choice([*SPOTS, (None, None)])
        low = pick.choice([None, None, 0, 1, 7])
        PublicationFactory(
            code=f"made-{number}",
            title=pick.choice(["A rocket hits a school", "Shots at a checkpoint", "قصف مدرسة", "École touchée"]),
            date_edtf=pick.choice(DATES),
            attack_type=pick.choice(TYPES),
            violence_type=pick.choice(["", "state_based", "one_sided"]),
            country=pick.choice(COUNTRIES),
            admin1_code=pick.choice(["", "IQ-BG"]),
            admin1=pick.choice(["", "Baghdad", "Ḩalab"]),
            latitude=spot[0],
            longitude=spot[1],
            radius_m=None if spot[0] is None else pick.choice([None, 100, 5_000, 500_000]),
            killed_low=low,
            killed_state="not_mentioned" if low is None else "figure",
            verification=pick.choice(["single_origin", "contested"]),
            responsibility=pick.choice(["admitted", "not_stated"]),
            weapon=pick.sample(["rocket", "small_arms", "unknown"], pick.randint(0, 3)),
            target=pick.sample(["education", "military"], pick.randint(0, 2)),
            accused=pick.sample(GROUPS, pick.randint(0, 3)),
            publisher=pick.sample(GROUPS, pick.randint(0, 2)),
            involved=pick.sample(GROUPS, pick.randint(0, 1)),
            speaker=pick.sample(GROUPS, pick.randint(0, 1)),
            series=pick.sample(GROUPS, pick.randint(0, 1)),
            places=pick.sample(GROUPS, pick.randint(0, 1)),
        )
    PublicationFactory(code="made-0", version=2, state="superseded")
    PublicationFactory(code="closed", state="withdrawn")


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3)


def one(*values: str) -> st.SearchStrategy[list[str]]:
    return st.sampled_from(values).map(lambda value: [value])


FILTERS: dict[str, st.SearchStrategy[list[str]]] = {
    "q": one("school", "rocket school", "ECOLE", "مدرسة", "nothing", ""),
    "date_from": one("2021-01-01", "2022-01-13", "2022-02-01", "2030-01-01"),
    "date_to": one("2020-01-01", "2021-12-31", "2022-01-12", "2022-02-01"),
    "attack_type": some(*TYPES),
    "violence_type": some("state_based", "non_state", "one_sided"),
    "country": some("IQ", "SY", "FJ", "FR"),
    "admin1": some("IQ-BG", "baghdad", "halab"),
    "weapon": some("rocket", "small_arms", "grenade", "unknown"),
    "target": some("education", "military", "media"),
    "accused": some(*GROUPS, "group two", "ТРЕТЬЯ ГРУППА", "nobody"),
    "actor": some(*GROUPS, "group two", "nobody"),
    "involved": some(*GROUPS),
    "targeted": some(*GROUPS),
    "speaker": some(*GROUPS),
    "place": some(*GROUPS),
    "series": some(*GROUPS),
    "verification": some("single_origin", "contested", "corroborated"),
    "responsibility": some("admitted", "not_stated"),
    "killed_min": one("0", "1", "8"),
    "precision": some("site", "no_point"),
    "precision_max_km": one("0.1", "5", "500"),
    "publisher": some(*GROUPS, "GROUP ONE"),
    "bbox": one(WORLD, "40,30,45,37", "170,-25,-170,10", "44.4,33.3,44.4,33.3", "-10,-10,10,10"),
    "updated_since": one("2022-02-01", "2022-02-02T00:00:00Z"),
    "ordering": one("date_earliest", "-killed_low", "published_at", "-code"),
}
QUERIES = st.lists(st.sampled_from(sorted(FILTERS)), max_size=4, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: FILTERS[name] for name in names})
)


def read(client: Client, address: str, query: dict[str, list[str]]) -> Any:
    return client.get(f"{address}?{urlencode(query, doseq=True)}")


def body(response: Any) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def listed_codes(client: Client, query: dict[str, list[str]]) -> list[str]:
    """The codes on every page of the list."""
    page = read(client, "/incidents/", query)
    numbers = range(1, page.context["page"].paginator.num_pages + 1)
    pages = [read(client, "/incidents/", {**query, "page": [str(number)]}) for number in numbers]
    return [row.code for each in pages for row in each.context["rows"]]


def walked_codes(client: Client, query: dict[str, list[str]]) -> list[str]:
    """The codes on every page of the API, which walks in their order."""
    asked = {name: values for name, values in query.items() if name != "ordering"} | {
        "limit": ["7"],
        "fields": ["code"],
    }
    page = read(client, "/api/v1/incidents/", asked).json()
    codes = [row["code"] for row in page["results"]]
    while page["next"]:
        page = client.get(page["next"]).json()
        codes += [row["code"] for row in page["results"]]
    return codes


def followed_codes(client: Client, query: dict[str, list[str]]) -> list[str]:
    """The codes on every page of the feed, which has an order of its own."""
    asked = {name: values for name, values in query.items() if name != "ordering"}
    pages = [body(read(client, "/feeds/latest.atom", {**asked, "page": [number]})) for number in ("1", "2")]
    return [code for page in pages for code in re.findall(r"<id>tag:testserver,2026:([a-z0-9-]+)</id><summary", page)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
def test_list_map_downloads_feed_and_api_hold_the_same_incidents(population, query):
    client = Client()
    response = read(client, "/incidents.csv", query)
    if response.status_code == 400:
        assert query["date_from"] > query["date_to"]
        return
    codes = [row["code"] for row in csv.DictReader(io.StringIO(body(response), newline=""), strict=True)]
    assert len(codes) == len(set(codes))
    assert "closed" not in codes
    assert [each["id"] for each in json.loads(body(read(client, "/incidents.geojson", query)))["features"]] == codes
    assert [each["code"] for each in json.loads(body(read(client, "/incidents.json", query)))] == codes
    assert listed_codes(client, query) == codes
    assert sorted(followed_codes(client, query)) == sorted(codes)
    assert walked_codes(client, query) == sorted(codes)
    drawn = read(client, "/map/clusters.json", {"bbox": [WORLD], **query, "zoom": ["3"]}).json()
    totals = drawn["totals"]
    assert sum(feature["properties"]["count"] for feature in drawn["features"]) == totals["in_view"]
    if "bbox" in query:
        assert totals["in_view"] == len(codes)
    else:
        assert totals["matching"] == len(codes)
        assert totals["in_view"] + totals["without_point"] == len(codes)


def test_without_filters_everything_live_is_there(population, client):
    assert len(listed_codes(client, {})) == 80


NAMES = [*FILTERS, "page", "zoom", "colour", "country__in", "", "pk", "_method"]
HOSTILE = [
    "\0", "a\0b", "'", '"', "';--", "%", "%%", "_", "\\", "\\0", "%00", "{}", "[]", "[1]", "$ne", "null", "None",
    "nan", "inf", "-inf", "1e999", "1e5", "-0", "0x10", "1_000", "٣", "²", "½", "9" * 30, "-" + "9" * 30, "0" * 400,
    "2147483648", "9223372036854775808", "2022-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "2022-W01-1",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "-180,-90,180,90", "180,90,-180,-90", "0,0,0,0",
    "nan,nan,nan,nan", "1e308,0,1,1", ",,,", "0,0,0,0,0", "\ud800", "\ufeff", "\u202e", "\u0130", "ß", "<script>",
    "../../etc/passwd", "a" * 100_000, " " * 1_000, "\n", "\r\nSet-Cookie: a=b", "=1+1", "-", "--code", "?", "RANDOM()",
]  # fmt: skip


def encoded(query: dict[str, list[str]]) -> str:
    return urlencode(query, doseq=True, errors="surrogatepass")


DATA = ["/incidents.csv", "/map/clusters.json", "/feeds/latest.atom", "/tombstones.json"]
PAGES = ["/incidents/", "/"]


@pytest.mark.parametrize(
    ("address", "name"),
    [*product(DATA, NAMES), *product(PAGES, ["q", "date_from", "country", "publisher", "bbox", "page", "colour"])],
)
def test_no_value_breaks_an_address(client, address, name):
    PublicationFactory(accused=["Group"])
    view = {"bbox": [WORLD], "zoom": ["2"]} if address.startswith("/map") else {}
    for value in HOSTILE:
        response = client.get(f"{address}?{encoded({**view, name: [value]})}")
        assert response.status_code in (200, 400), value
        assert body(response)


@pytest.mark.parametrize("address", ["/incidents.csv", "/incidents/", "/"])
@pytest.mark.parametrize("times", [51, 9_000, 20_000])
@pytest.mark.parametrize("name", ["country", "publisher", "colour"])
def test_thousands_of_values_are_refused(client, address, times, name):
    assert client.get(f"{address}?{encoded({name: ['IQ'] * times})}").status_code == 400


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=20), max_size=3), max_size=3))
def test_no_text_at_all_breaks_a_download(query):
    response = Client().get(f"/incidents.csv?{encoded(query)}")
    assert response.status_code in (200, 400)
    assert body(response)
