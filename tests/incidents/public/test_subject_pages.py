"""What the pages of places, actors, sources and series say, and of whom there is none."""

import html
import re
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.test import Client

from incidents.models.publication import Publication
from tests.factories import ActorFactory, PublicationFactory, StatementFactory, publish_document, ready_incident
from tests.incidents.public import documents

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(plain))


def listed(client: Client, address: str) -> list[str]:
    body = client.get(address).content.decode()
    return re.findall(r'<h2 dir="auto"><a href="/incidents/([^/]+)/">', body)


def entries(client: Client, address: str) -> list[tuple[str, str]]:
    """Name and count of an index."""
    body = client.get(address).content.decode()
    rows = re.findall(r'<li><a href="[^"]*" dir="auto">([^<]*)</a> <span class="count">(\d+)</span>', body)
    return [(html.unescape(name), count) for name, count in rows]


# A page is a filter with a heading


def test_an_actor_is_told_in_every_role_with_who_accuses(client: Client) -> None:
    publish_document(documents.embassy())
    page = text(client, "/actors/Iranian-backed%20factions/")
    assert "Actor · Collective label Iranian-backed factions" in page
    assert "A collective term that sources use. It names no group." in page
    assert "accused in 1 incident" in page
    assert "Accused by Muqtada al-Sadr (cleric), not certainly of this incident" in page
    assert "They do not say who is to blame." in page


def test_how_sure_and_of_what_an_accusation_is_stands_with_it(client: Client) -> None:
    publish_document(documents.embassy())
    assert "Named by the article itself: assessment (possible)" in text(client, "/actors/pro-Iran%20assailants/")
    series = text(client, "/actors/Iran-backed%20militias/")
    assert "Accused by Biden administration officials, of a series and not of this incident" in series


def test_an_accusation_that_was_taken_back_no_longer_stands(client: Client) -> None:
    document = documents.embassy()
    document["statements"][3] |= {"status": "retracted"}
    publish_document(document)
    said = "Accused by the United States embassy, Baghdad; that no longer stands"
    assert said in text(client, "/actors/terrorist%20groups/")


def test_an_actor_who_is_involved_aimed_at_and_speaks_is_told_so(client: Client) -> None:
    publish_document(documents.embassy())
    page = text(client, f"/actors/{quote('United States embassy, Baghdad')}/")
    for role in ("Involved: Attacked", "Target: intended", "Speaks: accusation", "Speaks: condemnation"):
        assert role in page
    for count in ("involved in 1 incident", "a target in 1 incident", "speaks in 1 incident"):
        assert count in page


def test_a_source_tells_how_many_articles_it_printed(client: Client) -> None:
    publish_document(documents.embassy())
    page = text(client, "/sources/Arab%20News/")
    assert "Source · Newspaper Arab News" in page
    assert "Printed 1 article" in page


def test_a_series_tells_what_makes_it_one(client: Client) -> None:
    publish_document(documents.embassy())
    page = text(client, f"/series/{quote('Strikes on American personnel in Iraq and Syria')}/")
    assert "Rocket and drone strikes on American personnel in Iraq and Syria" in page
    assert "Part of the series" in page


def test_a_place_tells_what_happened_there(client: Client) -> None:
    publish_document(documents.embassy())
    page = text(client, "/places/IQ/dora/")
    assert "Place Dora" in page
    assert "Launch: Dora (probable)" in page


def test_a_country_leads_to_its_provinces_and_places(client: Client) -> None:
    publish_document(documents.embassy())
    publish_document(documents.dataset_event())
    assert entries(client, "/places/") == [("Central African Republic", "1"), ("Iraq", "1")]
    page = client.get("/places/IQ/").content.decode()
    assert 'href="/places/IQ-BG/" dir="auto">Baghdad</a> <span class="count">1</span>' in page
    assert 'href="/places/IQ/Dora/" dir="auto">Dora</a> <span class="count">1</span>' in page
    assert page.count("Obo") == 0


def test_a_province_without_a_code_has_a_page_by_its_name(client: Client) -> None:
    PublicationFactory(admin1_code="", admin1="Al Hasakah", country="SY", places=["Al Hasakah"])
    assert 'href="/places/SY/Al%20Hasakah/"' in client.get("/places/SY/").content.decode()
    assert len(listed(client, "/places/SY/Al%20Hasakah/")) == 1


def test_a_name_is_that_of_the_place_in_its_country_alone(client: Client) -> None:
    PublicationFactory(code="here", country="IQ", places=["Tripoli"])
    PublicationFactory(code="there", country="LB", places=["Tripoli"])
    assert listed(client, "/places/LB/Tripoli/") == ["there"]


def test_a_place_is_spelled_as_the_first_record_of_its_country_spells_it(client: Client) -> None:
    PublicationFactory(country="IQ", places=["TRIPOLI"])
    PublicationFactory(country="LB", places=["Trípoli"])
    PublicationFactory(country="LB", places=["tripoli"])
    assert "Place Trípoli" in text(client, "/places/LB/tripoli/")


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/actors/One/", "actor=One"),
        ("/sources/One/", "publisher=One"),
        ("/series/One/", "series=One"),
        ("/places/IQ/", "country=IQ"),
        ("/places/IQ-BG/", "admin1=IQ-BG"),
        ("/places/IQ/One/", "country=IQ&place=One"),
    ],
)
def test_a_page_shows_what_its_filter_gives_and_leads_on_with_it(client: Client, address: str, query: str) -> None:
    named = {"accused": ["One"], "publisher": ["One"], "series": ["One"], "places": ["One"]}
    PublicationFactory(code="mine", killed_state="figure", killed_low=3, killed_best=3, killed_high=3, **named)
    PublicationFactory(code="other", country="SE", admin1_code="SE-AB", admin1="Stockholm", accused=["Two"])
    assert listed(client, address) == listed(client, f"/incidents/?{query}") == ["mine"]
    assert "3 killed in 1 incident" in text(client, address)
    page = client.get(address).content.decode()
    for other in ("/", "/incidents/", "/incidents.csv", "/incidents.geojson", "/feeds/latest.atom"):
        assert f'href="{other}?{query.replace("&", "&amp;")}"' in page


@pytest.mark.parametrize(
    "name", ["كتائب حزب الله", "Третья группа", "AC/DC & sons?", "100% #1", "O'Brien", "a;b", "a//b", "Ǧroup Twö"]
)
def test_a_name_in_any_script_has_an_address_that_works(client: Client, name: str) -> None:
    PublicationFactory(code="mine", accused=[name])
    (address,) = re.findall(r'<li><a href="(/actors/[^"]+)"', client.get("/actors/").content.decode())
    assert unquote(html.unescape(address)) == f"/actors/{name}/"
    assert listed(client, html.unescape(address)) == ["mine"]


def test_another_spelling_leads_to_the_same_page_and_names_the_one_address(client: Client) -> None:
    PublicationFactory(code="one", accused=["Al-Dawrah Brigade"])
    PublicationFactory(code="two", accused=["al dáwrah brigade"])
    for name in ("Al-Dawrah Brigade", "AL DAWRAH BRIGADE"):
        address = f"/actors/{quote(name)}/"
        assert sorted(listed(client, address)) == ["one", "two"]
        assert '<link rel="canonical" href="/actors/Al-Dawrah%20Brigade/">' in client.get(address).content.decode()


def test_pages_follow_each_other_without_loss_or_repetition(client: Client) -> None:
    codes = {each.code for each in PublicationFactory.create_batch(51, accused=["One"])}
    first, second = listed(client, "/actors/One/"), listed(client, "/actors/One/?page=2")
    assert [len(first), len(second)] == [50, 1]
    assert {*first, *second} == codes


# Of whom there is none


@pytest.mark.parametrize(
    "address",
    ["/actors/Nobody/", "/actors/%20/", "/actors/---/", "/actors/%00/", f"/actors/{'x' * 300}/", "/sources/Nobody/",
     "/series/Nobody/", "/places/SE/", "/places/XX/", "/places/iq/", "/places/IQ-ZZ/", "/places/IQ/Nowhere/",
     "/places/SE/Baghdad/"],
)  # fmt: skip
def test_what_nothing_live_names_is_not_found(client: Client, address: str) -> None:
    PublicationFactory(accused=["One"], places=["Baghdad"])
    assert client.get(address).status_code == 404


def test_an_actor_of_a_draft_is_as_unknown_as_nobody(client: Client) -> None:
    draft = ready_incident()
    accusation = StatementFactory(incident=draft, kind="accusation", wording="asserted")
    accusation.accused.add(ActorFactory(name="Secret Brigade"))
    secret, nobody = client.get("/actors/Secret%20Brigade/"), client.get("/actors/Nobody/")
    assert (secret.status_code, secret.content) == (404, nobody.content)
    assert "Secret Brigade" not in text(client, "/actors/")


@pytest.mark.parametrize("state", ["withdrawn", "merged", "superseded", "blanked"])
def test_what_only_a_closed_or_older_version_names_is_not_found(client: Client, state: str) -> None:
    named = {"accused": ["One"], "publisher": ["One"], "series": ["One"], "places": ["One"]}
    PublicationFactory(state=state, redirect_code="other", country="SE", **named)
    for address in ("/actors/One/", "/sources/One/", "/series/One/", "/places/SE/", "/places/SE/One/"):
        assert client.get(address).status_code == 404
    for address in ("/actors/", "/sources/", "/series/", "/places/"):
        assert entries(client, address) == []


@pytest.mark.parametrize("query", ["page=2", "page=0", "country=IQ", "actor=Two", "ordering=code"])
def test_a_page_takes_nothing_but_the_page(client: Client, query: str) -> None:
    PublicationFactory(code="mine", accused=["One"])
    response = client.get(f"/actors/One/?{query}")
    assert response.status_code == 400
    assert "mine" not in response.content.decode()


# The indexes


def test_an_index_counts_each_incident_once_and_the_most_named_come_first(client: Client) -> None:
    PublicationFactory(accused=["One"], involved=["One"], speaker=["Two"])
    PublicationFactory(targeted=["Two"])
    assert entries(client, "/actors/") == [("Two", "2"), ("One", "1")]


def test_an_index_puts_equal_names_in_folded_order_and_spells_them_as_the_first_record_does(client: Client) -> None:
    PublicationFactory(accused=["Ä", "b", "AB", "a  b"])
    PublicationFactory(accused=["a", "B", "ab", "A B"])
    PublicationFactory(accused=["???"])
    assert entries(client, "/actors/") == [("Ä", "2"), ("a b", "2"), ("AB", "2"), ("b", "2")]


def test_an_index_counts_anew_after_each_change(client: Client) -> None:
    PublicationFactory(code="one", accused=["One"], country="IQ")
    assert (entries(client, "/actors/"), entries(client, "/places/")) == ([("One", "1")], [("Iraq", "1")])
    PublicationFactory(accused=["One", "Two"], country="IQ")
    assert (entries(client, "/actors/")[0], entries(client, "/places/")) == (("One", "2"), [("Iraq", "2")])
    Publication.objects.filter(code="one").delete()
    assert entries(client, "/actors/") == [("One", "1"), ("Two", "1")]


def test_an_index_can_be_searched_by_words(client: Client) -> None:
    PublicationFactory(publisher=["Baghdad Daily", "The Daily Star", "Reuters"])
    assert entries(client, "/sources/?name=DAILY+bagh") == [("Baghdad Daily", "1")]
    assert "No name has these words." in text(client, "/sources/?name=nothing")


def test_an_index_goes_on_on_further_pages(client: Client) -> None:
    PublicationFactory(involved=[f"Group {number:03}" for number in range(101)])
    first, second = entries(client, "/actors/?name=group"), entries(client, "/actors/?name=group&page=2")
    assert [len(first), len(second)] == [100, 1]
    assert 'href="?name=group&amp;page=2"' in client.get("/actors/?name=group").content.decode()


@pytest.mark.parametrize("address", ["/actors/?page=2", "/actors/?page=x", "/sources/?colour=red", "/places/?page=1"])
def test_an_index_refuses_what_it_does_not_understand(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "Nothing is shown, because the address cannot be read" in response.content.decode()


# What holds for all of them


ADDRESSES = ["/actors/", "/actors/Iran/", "/sources/", "/sources/Arab%20News/", "/series/", "/places/", "/places/IQ/",
             "/places/IQ-BG/", "/places/IQ/Dora/", "/corrections/"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_public_for_caches_hold_no_script_and_cost_few_queries(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    document = documents.embassy()
    document["statements"][0] |= {"on_behalf_of": documents.IRAN}
    publish_document(document)
    PublicationFactory.create_batch(20, accused=["Iran"], places=["Dora"], publisher=["Arab News"])
    with django_assert_max_num_queries(12):
        response = client.get(address)
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.post(address).status_code == 405
    assert not re.search(r"<script|<style\b|\sstyle=|\son\w+=", response.content.decode())


def test_every_public_page_leads_to_the_indexes(client: Client) -> None:
    page = client.get("/about/").content.decode()
    for address in ("/places/", "/actors/", "/sources/", "/series/", "/corrections/", "/feeds/latest.atom"):
        assert f'<li><a href="{address}">' in page


def test_an_incident_leads_to_the_pages_of_what_it_names(client: Client) -> None:
    publish_document(documents.embassy())
    page = client.get("/incidents/iq-2022-01-13-us-embassy/").content.decode()
    ways = page[page.index('<nav class="ways-on"') :]
    found = [html.unescape(each) for each in re.findall(r'href="(/(?:places|actors|sources|series)/[^"]+)"', ways)]
    assert "/places/IQ-BG/" in found
    assert "/actors/Iranian-backed%20factions/" in found
    assert {client.get(address).status_code for address in found} == {200}


def test_an_older_version_leads_to_no_page_of_what_it_named(client: Client) -> None:
    publish_document(documents.embassy(), state="superseded")
    publish_document(documents.embassy(version=2))
    assert "ways-on" not in client.get("/incidents/iq-2022-01-13-us-embassy/v1/").content.decode()
