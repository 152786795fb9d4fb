import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from incidents.models.publication import PublicState
from incidents.public import languages
from incidents.public.memory import remembered
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def test_a_page_has_an_address_in_each_language_and_data_has_one():
    assert reverse("public:incident_list") == "/incidents/"
    with translation.override("ar"):
        assert reverse("public:incident_list") == "/ar/incidents/"
        assert reverse("public:incidents_csv") == "/incidents.csv"
        assert reverse("public:feed") == "/feeds/latest.atom"
        assert reverse("admin:index") == "/admin/"


def test_the_page_says_its_language_and_direction(client):
    assert b'<html lang="en" dir="ltr">' in client.get("/about/").content
    assert b'<html lang="ar" dir="rtl">' in client.get("/ar/about/").content


@pytest.mark.parametrize("address", ["/about/", "/incidents/", "/ar/about/"])
def test_neither_a_cookie_nor_a_header_chooses_the_language(client, address):
    plain = client.get(address)
    client.cookies["django_language"] = "ar" if address == "/about/" else "en"
    asked = client.get(address, headers={"Accept-Language": "ar, fr;q=0.5"})
    assert (asked.content, asked.headers["ETag"]) == (plain.content, plain.headers["ETag"])
    assert {each.strip() for each in asked.headers["Vary"].split(",")} <= {"Accept-Encoding"}


@pytest.mark.parametrize(
    "address",
    ["/fr/about/", "/en/about/", "/AR/about/", "/ar/ar/about/", "/ar/incidents.csv", "/ar/admin/"],
)
def test_a_language_that_is_not_there_is_a_404(client, address):
    assert client.get(address).status_code == 404


def test_what_is_not_found_under_a_language_is_told_in_it(client):
    assert b'<html lang="ar" dir="rtl">' in client.get("/ar/incidents/nothing/").content


def test_the_bare_code_of_a_language_leads_to_its_map(client):
    assert client.get("/ar").headers["Location"] == "/ar/"


def test_the_switch_keeps_the_query(client):
    page = client.get("/ar/incidents/?country=IQ&q=%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF").content.decode()
    assert 'href="/incidents/?country=IQ&amp;q=%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF" hreflang="en"' in page
    assert 'rel="alternate" hreflang="x-default" href="http://testserver/incidents/?country=IQ&amp;q=' in page
    page = client.get("/incidents/?country=IQ").content.decode()
    assert 'href="/ar/incidents/?country=IQ" hreflang="ar"' in page


def test_an_unreadable_parameter_is_a_400_in_every_language(client):
    assert client.get("/ar/incidents/?killed_min=x").status_code == 400
    assert client.get("/ar/?nothing=1").status_code == 400


def test_what_is_remembered_in_one_language_is_not_said_in_another():
    PublicationFactory()
    PublicState.objects.get_or_create(version=1)
    told = []
    for code in ("en", "ar", "en"):
        with translation.override(code):
            told.append(remembered("greeting", "", translation.get_language))
    assert told == ["en", "ar", "en"]


def test_a_name_is_set_apart_only_where_the_page_runs_from_right_to_left():
    assert languages.isolated("Dora") == "Dora"
    with translation.override("ar"):
        assert languages.isolated("Dora") == "\u2068Dora\u2069"
        assert languages.isolated("") == ""


@override_settings(LANGUAGES=[("en", "English")])
def test_a_site_of_one_language_offers_no_other(client):
    assert b"hreflang" not in client.get("/about/").content
    assert client.get("/ar/about/").status_code == 404


def test_the_map_is_told_in_the_language_that_its_address_asks_for(client):
    PublicationFactory(killed_state="figure", killed_low=2, killed_best=2, killed_high=2)
    view = "/map/clusters.json?bbox=44,33,45,34&zoom=12"
    (english,), (arabic,) = (client.get(view + more).json()["features"] for more in ("", "&lang=ar"))
    assert (english["properties"]["when"], english["properties"]["toll"]) == ("13 January 2022", "2 killed")
    assert (arabic["properties"]["when"], arabic["properties"]["toll"]) == ("13 يناير 2022", "القتلى: 2")
    assert client.get("/map/spot.json?bbox=44,33,45,34&lang=ar").json()[0]["when"] == "13 يناير 2022"


@pytest.mark.parametrize(
    "address", ["/map/clusters.json?bbox=44,33,45,34&zoom=12&lang=xx", "/incidents/?lang=ar", "/incidents.csv?lang=ar"]
)
def test_a_language_that_is_not_there_or_not_asked_for_by_name_is_a_400(client, address):
    assert client.get(address).status_code == 400


def test_numbers_are_written_as_in_the_data(client):
    PublicationFactory(killed_state="figure", killed_low=1234, killed_best=1234, killed_high=1234)
    page = client.get("/ar/incidents/").content.decode()
    assert "القتلى: 1,234" in page


def test_data_is_the_same_for_everybody(client):
    PublicationFactory()
    assert b"13 January 2022" in client.get("/feeds/latest.atom", headers={"Accept-Language": "ar"}).content
    plain, asked = (
        client.get("/incidents.csv", headers=headers).getvalue() for headers in ({}, {"Accept-Language": "ar"})
    )
    assert plain == asked
