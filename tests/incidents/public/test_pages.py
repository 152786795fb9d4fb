"""What the pages answer, to whom and at what price."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import PublicationFactory, publish_document
from tests.incidents.public import documents

pytestmark = pytest.mark.django_db

EMBASSY = "/incidents/iq-2022-01-13-us-embassy/"
QUERIES_A_PAGE = 12


def text(response: Any) -> str:
    """What a reader sees: no markup, single blanks."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    plain = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", plain).replace("&#x27;", "'").replace("&quot;", '"')


def withdraw(code: str = "gone", **fields: Any) -> None:
    closed = {"closed_at": datetime(2022, 3, 4, tzinfo=UTC), "closed_reason": "It was about another town."}
    publish_document(documents.bare(code=code), **{"state": "withdrawn", **closed, **fields})


# The page of an incident


def test_the_page_says_what_is_reported_claimed_and_not_known(client: Client) -> None:
    publish_document(documents.embassy())
    page = text(client.get(EMBASSY))
    for said in (
        "13 January 2022, at night",
        "2 injured (reports range from 2 to 3); reports conflict",
        "No source mentions anyone killed",
        "accounts from 2 independent origins · 5 articles cited",
        "2 independent accounts of the toll",
        "In the source’s words: the coalition had been told by the security forces",
        "good to 3 km",
        "Muqtada al-Sadr (cleric) accused Iranian-backed factions (no group named)",
        "No claim of responsibility had been reported as of 13 or 14 January 2022",
        "what became of 3 of the rockets",
    ):
        assert said in page
    assert "0 killed" not in page


def test_the_page_says_how_many_of_its_sources_are_cited(client: Client) -> None:
    publish_document(documents.embassy(number_of_articles=4))
    page = text(client.get(EMBASSY))
    assert "4 articles cited" in page
    assert "Cited here: 4 of 5. The others are what these lead to" in page
    publish_document(documents.embassy(code="all-cited", number_of_articles=5))
    assert "Cited here" not in text(client.get("/incidents/all-cited/"))


def test_quoted_words_carry_language_and_direction(client: Client) -> None:
    publish_document(documents.embassy())
    page = client.get(EMBASSY).content.decode()
    assert '<blockquote lang="ar" dir="rtl">جرح ثلاثة أشخاص</blockquote>' in page


def test_the_number_beside_source_words_is_that_of_the_quotes(client: Client) -> None:
    publish_document(documents.embassy())
    page = client.get(EMBASSY).content.decode()
    folded = re.findall(r'<details class="evidence">(.*?)</details>', page, flags=re.DOTALL)
    told = [int(number) for each in folded for number in re.findall(r'<span class="count">(\d+)</span>', each)]
    assert told == [each.count('<p class="origin">') for each in folded]
    assert max(told) > 1


def test_a_source_that_says_otherwise_is_marked_with_its_own_value(client: Client) -> None:
    publish_document(documents.embassy())
    page = text(client.get(EMBASSY))
    assert "Sources differ" in page
    assert "Differs: says “3”" in page


def test_an_address_that_is_no_web_address_is_not_a_link(client: Client) -> None:
    document = documents.embassy()
    document["articles"][2]["url"] = "javascript:alert(1)"
    publish_document(document)
    assert b"javascript:alert" not in client.get(EMBASSY).content


def test_what_a_record_holds_is_text_and_never_markup(client: Client) -> None:
    publish_document(documents.bare(title="<script>alert(1)</script>", summary="<b>bold</b>"))
    page = client.get("/incidents/bare/").content
    assert b"<script>alert" not in page
    assert b"<b>bold" not in page


def test_a_dataset_row_cites_its_dataset_and_has_no_empty_sections(client: Client) -> None:
    publish_document(documents.dataset_event())
    page = text(client.get("/incidents/ucdp-ged-412/"))
    assert "Journal of Peace Research 50(4)" in page
    assert "UCDP GED event 412, version 23.1" in page
    for heading in ("Weapons", "Aimed at and struck", "What else was said", "Related", "Notes"):
        assert f" {heading} " not in page


def test_a_dataset_row_names_the_sides_once_and_blames_nobody(client: Client) -> None:
    publish_document(documents.dataset_event())
    page = text(client.get("/incidents/ucdp-ged-412/"))
    named = "The dataset names LRA as the side that used violence against civilians."
    assert f"{named} No statement on who did it is coded." in page
    assert f"No statement coded. {named}" in page
    assert "No source says who did it" not in page
    assert "The sources name who was involved" not in page


def test_ties_lead_only_to_incidents_that_are_live(client: Client) -> None:
    publish_document(documents.embassy())
    assert "Has as background" not in text(client.get(EMBASSY))
    publish_document(documents.bare(code="iq-2020-01-03-airport", title="Strike at the airport"))
    assert "Has as background Strike at the airport" in text(client.get(EMBASSY))


def test_an_older_version_says_so_and_leads_to_the_current_one(client: Client) -> None:
    publish_document(
        documents.embassy(title="First told"), state="superseded", closed_at=datetime(2022, 2, 1, tzinfo=UTC)
    )
    publish_document(documents.embassy(version=2, title="Told again", change_note="An account was added."))
    old, new = client.get(f"{EMBASSY}v1/"), client.get(EMBASSY)
    assert "It has been replaced. Read the current version (2)" in text(old)
    assert "First told" in text(old)
    assert "It has been replaced" not in text(new)
    assert "An account was added." in text(new)
    assert f'href="{EMBASSY}v1/"' in new.content.decode()


def test_the_record_can_be_cited_and_had_as_json(client: Client) -> None:
    made = publish_document(documents.embassy())
    page = client.get(EMBASSY).content.decode()
    assert "http://testserver/incidents/iq-2022-01-13-us-embassy/v1/" in page
    assert made.sha256 in page
    assert 'href="/incidents/iq-2022-01-13-us-embassy.json"' in page


def test_a_source_says_where_it_stands_and_whether_a_copy_was_saved(client: Client) -> None:
    document = documents.embassy()
    document["articles"][2] |= {"url": "https://www.arab.example/three", "archive_url": ""}
    document["articles"][3] |= {"archive_url": "https://archive.example/4"}
    document["articles"][4] |= {"url": "https://[broken", "archive_url": "javascript:alert(1)"}
    publish_document(document)
    page = client.get(EMBASSY)
    assert "at arab.example no saved copy is recorded" in text(page)
    assert 'href="https://archive.example/4"' in page.content.decode()
    assert "at archive.example" in text(page)
    assert b"javascript:" not in page.content


@pytest.mark.parametrize(("address", "title"), [
    ("/", "Map of incidents of armed conflict"), ("/incidents/", "Incidents of armed conflict"),
    ("/about/", "About Attest: how figures are derived"), ("/codebook/", "Codebook: what every term and column means"),
])  # fmt: skip
def test_every_page_says_what_it_is_where_a_link_to_it_is_shown(client: Client, address: str, title: str) -> None:
    page = client.get(address).content.decode()
    assert f'<meta property="og:title" content="{title}">' in page
    assert page.count('property="og:description"') == 1


# What stands in the place of a page


def test_a_withdrawn_incident_leaves_its_date_and_its_reason_at_every_address(client: Client) -> None:
    withdraw()
    for address in ("/incidents/gone/", "/incidents/gone/v1/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "4 March 2022" in text(response)
        assert "It was about another town." in text(response)
        assert "Shots fired" not in text(response)


def test_a_withdrawn_incident_takes_its_older_versions_along(client: Client) -> None:
    closed_at = datetime(2022, 2, 1, tzinfo=UTC)
    publish_document(documents.bare(code="gone"), state="superseded", closed_at=closed_at)
    publish_document(documents.bare(code="gone", version=2), state="withdrawn", closed_at=closed_at)
    assert client.get("/incidents/gone/v1/").status_code == 410


def test_a_blanked_version_leads_to_the_current_one(client: Client) -> None:
    closed_at = datetime(2022, 2, 1, tzinfo=UTC)
    PublicationFactory(
        code="bare", state="blanked", document="", title="", latitude=None, longitude=None, closed_at=closed_at
    )
    publish_document(documents.bare(version=2))
    response = client.get("/incidents/bare/v1/")
    assert response.status_code == 410
    assert "Read the current version" in text(response)
    assert "Version 1 (closed)" in text(client.get("/incidents/bare/"))


def test_a_merged_incident_leads_on_for_good(client: Client) -> None:
    publish_document(documents.bare(code="kept"))
    closed = {"closed_at": datetime(2022, 2, 1, tzinfo=UTC), "redirect_code": "kept"}
    publish_document(documents.bare(code="folded"), state="merged", **closed)
    for address in ("/incidents/folded/", "/incidents/folded/v1/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, "/incidents/kept/")


def test_what_was_never_public_answers_like_what_does_not_exist(client: Client) -> None:
    publish_document(documents.bare())
    answers = [client.get(f"/incidents/{code}/") for code in ("never-heard-of", "another-one")]
    answers.append(client.get("/incidents/bare/v2/"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


# The list


def test_the_list_counts_adds_and_tells_what_has_no_point(client: Client) -> None:
    PublicationFactory(killed_state="figure", killed_low=3, killed_best=3, killed_high=3)
    PublicationFactory(nowhere=True)
    page = text(client.get("/incidents/"))
    assert "2 incidents · 1 on the map, 1 has no point" in page
    assert "3 killed in 1 incident ; 1 more has no figure." in page
    assert "Download CSV (2)" in page


def test_downloads_and_the_map_take_the_filters_along(client: Client) -> None:
    PublicationFactory()
    page = client.get("/incidents/?country=IQ&attack_type=indirect_fire").content.decode()
    for address in ("/incidents.csv", "/incidents.geojson", "/"):
        assert f'href="{address}?country=IQ&amp;attack_type=indirect_fire"' in page


def test_each_filter_in_use_can_be_taken_off(client: Client) -> None:
    PublicationFactory()
    response = client.get("/incidents/?country=IQ&country=SY&q=rocket")
    assert "Country: Iraq × (remove)" in text(response)
    assert 'href="/incidents/?country=SY&amp;q=rocket"' in response.content.decode()


@pytest.mark.parametrize("address", ["/incidents/", "/"])
def test_a_filter_that_cannot_be_read_shows_its_reason_and_no_rows(client: Client, address: str) -> None:
    PublicationFactory(title="Rocket attack")
    response = client.get(f"{address}?date_from=2022-13-01")
    assert response.status_code == 400
    assert text(response).count("2022-13-01 is not a day in the calendar.") == 2
    assert "Rocket attack" not in text(response)


def test_an_unknown_filter_is_refused_by_name(client: Client) -> None:
    response = client.get("/incidents/?colour=red")
    assert response.status_code == 400
    assert "colour : There is no filter of this name." in text(response)


def test_pages_follow_each_other_without_loss_or_repetition(client: Client) -> None:
    codes = {each.code for each in PublicationFactory.create_batch(51)}
    first, second = (client.get(f"/incidents/?page={number}").content.decode() for number in (1, 2))
    found = [re.findall(r'<h2 dir="auto"><a href="/incidents/([^/]+)/">', page) for page in (first, second)]
    assert [len(each) for each in found] == [50, 1]
    assert {*found[0], *found[1]} == codes


def test_a_page_beyond_the_end_is_an_error_and_not_an_empty_list(client: Client) -> None:
    PublicationFactory()
    response = client.get("/incidents/?page=2")
    assert response.status_code == 400
    assert "There is no page 2: the last one is page 1." in text(response)


def test_an_answer_without_rows_does_not_say_that_nothing_happened(client: Client) -> None:
    PublicationFactory()
    page = text(client.get("/incidents/?country=SE"))
    assert "No incident matches." in page
    assert "not that none happened" in page


# The map without a map


def test_the_map_page_holds_the_latest_incidents_and_the_totals(client: Client) -> None:
    PublicationFactory(title="Rocket attack")
    page = text(client.get("/"))
    assert "Rocket attack" in page
    assert "1 incident · all on the map" in page
    assert "The map needs JavaScript. Everything on it is in the list" in page


# What holds for every page


@pytest.mark.parametrize("address", ["/", "/incidents/", EMBASSY, f"{EMBASSY}v1/", "/about/"])
def test_pages_are_public_for_caches_and_set_no_cookie(client: Client, address: str) -> None:
    publish_document(documents.embassy())
    response = client.get(address)
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/", "/incidents/", EMBASSY, "/about/", "/incidents/nothing/", "/?page=0"])
def test_pages_hold_no_inline_script_or_style_and_call_nobody(client: Client, address: str) -> None:
    publish_document(documents.embassy())
    page = client.get(address).content.decode()
    inline = re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>", page)
    assert inline == []
    assert not re.search(r"<style\b|\sstyle=|\son\w+=", page)
    loaded = re.findall(
        r'<(?:script|img|link)\b(?![^>]*\bhreflang=)[^>]*\b(?:src|href)="(?!/static/)([^"]*)"[^>]*>', page
    )
    ours = ("http://testserver/incidents/", "/incidents/", "/feeds/")
    assert all(each.startswith(ours) for each in loaded)


@pytest.mark.parametrize("address", ["/", "/incidents/", EMBASSY, "/about/"])
def test_pages_are_read_only(client: Client, address: str) -> None:
    publish_document(documents.embassy())
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/incidents/?country=IQ&q=rockets", "/?country=IQ", EMBASSY])
def test_a_page_costs_few_queries_however_many_incidents_there_are(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    publish_document(documents.embassy())
    publish_document(documents.bare(code="iq-2020-01-03-airport"))
    PublicationFactory.create_batch(60)
    with django_assert_max_num_queries(QUERIES_A_PAGE):
        assert client.get(address).status_code == 200


def test_a_figure_is_told_once_above_all_the_words_that_carry_it(client: Client) -> None:
    publish_document(documents.embassy())
    page = client.get(EMBASSY).content.decode()
    tolls = page[page.index('<ul class="tolls">') : page.index('id="claimed"')]
    assert tolls.count('<p class="carried">3 injured (“a woman and two children”; civilians)</p>') == 1
    assert text(client.get(EMBASSY)).count("and so was a soldier") == 2, "beside its figure, and in its account"


def test_an_incident_without_an_account_says_so_in_words(client: Client) -> None:
    publish_document(documents.bare())
    page = text(client.get("/incidents/bare/"))
    assert "nobody’s account of it is recorded" in page
    assert " 0 independent" not in page
