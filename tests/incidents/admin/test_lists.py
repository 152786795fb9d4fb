"""Are lists and searches right, and do they stay within their queries however many rows there are?"""

from typing import Any

import pytest
from django.core.paginator import Paginator
from django.urls import reverse

from articles.admin.tables import COUNT_AT_MOST, CappedPaginator
from incidents.models import ActorName, Incident, PlaceName
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ExternalIdFactory,
    IncidentFactory,
    LocationFactory,
    PlaceFactory,
    PublisherFactory,
    ready_incident,
)
from tests.incidents.admin.pages import logged_in, page_of

pytestmark = pytest.mark.django_db

LIST_QUERIES = 12
PAGE_QUERIES = 60


def found_in(name: str, term: str) -> list[Any]:
    client, _ = logged_in("coder")
    return list(client.get(reverse(f"admin:{name}_changelist"), {"q": term}).context["cl"].result_list)


def suggested(model: str, field: str, term: str) -> list[dict[str, Any]]:
    client, _ = logged_in("coder")
    asked = {"term": term, "app_label": "incidents", "model_name": model, "field_name": field}
    answer: list[dict[str, Any]] = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    return answer


@pytest.mark.parametrize("term", ["dora", "Al-Dawra", "al dawra", "DÓRA", "dor", "دورة"])
def test_any_spelling_finds_the_place(term: str) -> None:
    dora = PlaceFactory(name="Dora")
    for name in ("al-Dawra", "دورة"):
        PlaceName.objects.create(place=dora, name=name)
    PlaceFactory(name="Basra")
    assert [each["id"] for each in suggested("location", "place", term)] == [str(dora.pk)]


def test_any_spelling_finds_the_actor() -> None:
    army = ActorFactory(name="Iraqi Armed Forces")
    ActorName.objects.create(actor=army, name="Iraqi military")
    assert [each["id"] for each in suggested("statement", "speakers", "iraqi milit")] == [str(army.pk)]


def test_the_exact_name_comes_first_and_then_what_begins_with_it() -> None:
    later, exact, begins = PlaceFactory(name="New Dora"), PlaceFactory(name="Dora"), PlaceFactory(name="Dora Bridge")
    assert [int(each["id"]) for each in suggested("location", "place", "dora")] == [exact.pk, begins.pk, later.pk]


def test_namesakes_are_told_apart_and_the_map_learns_the_point() -> None:
    baghdad = PlaceFactory(name="Baghdad")
    PlaceFactory(name="Dora", kind="neighbourhood", parent=baghdad, latitude="33.25", longitude="44.4", radius_m=3000)
    (dora,) = suggested("location", "place", "dora")
    assert dora["text"] == "Dora · neighbourhood · Baghdad · Iraq"
    assert (dora["latitude"], dora["longitude"], dora["radius_m"]) == (33.25, 44.4, 3000)


def test_a_term_of_signs_only_finds_nothing() -> None:
    PlaceFactory()
    assert suggested("location", "place", "%_%") == []


def test_incidents_are_found_by_folded_words_of_the_title_in_any_order() -> None:
    incident = IncidentFactory(title="Rakétenangriff in Dōra")
    IncidentFactory(title="Another")
    assert found_in("incidents_incident", "dora raketenangriff") == [incident]


def test_an_exact_code_or_external_id_finds_its_incident_alone() -> None:
    incident = IncidentFactory(code="iq-2022-01-13-a", title="iq 2022 01 13 b")
    other = IncidentFactory(code="iq-2022-01-13-b")
    ExternalIdFactory(incident=incident, value="412700")
    assert found_in("incidents_incident", "iq-2022-01-13-b") == [other]
    assert found_in("incidents_incident", "412700") == [incident]


def test_articles_are_found_by_folded_headline_or_publisher() -> None:
    article = ArticleFactory(title="Tokárnia report", publisher=PublisherFactory(name="Al-Arabiya"))
    ArticleFactory()
    assert found_in("articles_article", "arabiya tokarnia") == [article]


def listed(**asked: str) -> list[Any]:
    client, _ = logged_in("coder")
    return list(client.get(reverse("admin:articles_article_changelist"), asked, follow=True).context["cl"].result_list)


def test_a_list_of_articles_shows_the_latest_text_of_each() -> None:
    alone, old = ArticleFactory(), ArticleFactory(title="Tokarnia")
    new = ArticleFactory(title="Tokarnia", corrects=old)
    assert listed() == [new, alone]
    assert listed(q="tokarnia") == [new]
    assert listed(version="corrected") == [old]
    assert listed(version="all", q="tokarnia") == [old, new]
    assert listed(version="no-such") == []


def test_whoever_quotes_is_offered_the_latest_text() -> None:
    old = ArticleFactory(title="Tokarnia", publisher=None)
    new = ArticleFactory(title="Tokarnia", publisher=None, corrects=old)
    assert [(each["id"], each["text"]) for each in suggested("citation", "article", "tokarnia")] == [
        (str(new.pk), "Tokarnia · publisher not stated · 2022-01-14 · corrected text")
    ]


@pytest.mark.parametrize("term", ["\x00", "%", "'", "\\", "a" * 5000, "🜁"])
def test_a_strange_search_is_no_error(term: str) -> None:
    for name in ("incidents_incident", "articles_article", "incidents_place", "incidents_publication"):
        assert found_in(name, term) == []


def test_a_search_where_a_table_has_none_finds_nothing_and_is_no_error() -> None:
    client, _ = logged_in("editor")
    incident = IncidentFactory()
    incident.assignments.create(user=logged_in("guest")[1], until="2099-01-01")
    for name in ("incidents_assignment", "incidents_confidentialnote", "incidents_importrun"):
        address = reverse(f"admin:{name}_changelist")
        assert list(client.get(address, {"q": "nurse"}).context["cl"].result_list) == []


@pytest.mark.parametrize(
    "name", ["incidents_incident", "articles_article", "incidents_place", "incidents_actor", "incidents_series",
     "incidents_publication"]
)  # fmt: skip
def test_a_list_stays_within_its_queries(name: str, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        LocationFactory(place__parent=PlaceFactory())
        ArticleFactory()
        ActorFactory(parent=ActorFactory())
    client, _ = logged_in("editor")
    with django_assert_max_num_queries(LIST_QUERIES):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200


def test_the_page_of_an_incident_asks_no_more_for_more_rows(django_assert_max_num_queries: Any) -> None:
    incident = ready_incident()
    for _ in range(10):
        LocationFactory(incident=incident, is_primary=False)
    client, _ = logged_in("coder")
    with django_assert_max_num_queries(PAGE_QUERIES):
        client.get(page_of(incident))


def test_a_list_counts_no_further_than_it_must() -> None:
    Incident.objects.bulk_create(
        Incident(code=f"a-{n}", title="A", attack_type="other", date_edtf="2022") for n in range(3)
    )
    rows = Incident.objects.order_by("pk")
    assert CappedPaginator(rows, 2).count == Paginator(rows, 2).count == 3
    assert "LIMIT" in str(rows.order_by()[:COUNT_AT_MOST].query)


def test_the_list_shows_the_primary_place_of_each_incident() -> None:
    LocationFactory(place__name="Dora", is_primary=True)
    client, _ = logged_in("coder")
    assert b"Dora" in client.get(reverse("admin:incidents_incident_changelist")).content


def test_pages_of_the_analysts_have_no_inline_script_or_style() -> None:
    client, _ = logged_in("editor")
    incident = ready_incident()
    for address in (page_of(incident), reverse("admin:index"), reverse("admin:incidents_place_add")):
        page = client.get(address).content.decode()
        assert " style=" not in page
        assert "onclick=" not in page
        assert "<style" not in page
