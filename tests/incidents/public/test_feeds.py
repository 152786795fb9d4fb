"""What the feeds say: the newest under any filter, known and claimed apart, and what was taken back."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from incidents.models.publication import PublicState
from tests.factories import PublicationFactory, publish_document
from tests.incidents.public import documents

pytestmark = pytest.mark.django_db

LATEST, CORRECTIONS = "/feeds/latest.atom", "/feeds/corrections.atom"
ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
NOON = datetime(2022, 2, 1, 12, tzinfo=UTC)


def feed(client: Client, address: str = LATEST) -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return ET.fromstring(response.content)  # noqa: S314 -- our own answer


def texts(root: ET.Element, path: str) -> list[str]:
    return [each.text or "" for each in root.iterfind(path, ATOM)]


def links(root: ET.Element) -> dict[str, str]:
    return {each.attrib["rel"]: each.attrib["href"] for each in root.iterfind("a:link", ATOM)}


def deleted(root: ET.Element) -> list[tuple[str, str, str]]:
    found = root.iterfind("at:deleted-entry", ATOM)
    return [(each.attrib["ref"], each.attrib["when"], each.findtext("at:comment", "", ATOM)) for each in found]


def withdraw(code: str, at: datetime = NOON, reason: str = "It was a drill.", **fields: Any) -> None:
    PublicationFactory(code=code, state="withdrawn", closed_at=at, closed_reason=reason, **fields)


# The feed of a filter


def test_the_newest_come_first_by_a_name_that_stays(client: Client) -> None:
    PublicationFactory(code="older", published_at=NOON)
    PublicationFactory(code="newer", published_at=NOON + timedelta(hours=1))
    root = feed(client)
    assert texts(root, "a:entry/a:id") == ["tag:testserver,2026:newer", "tag:testserver,2026:older"]
    assert texts(root, "a:entry/a:updated") == ["2022-02-01T13:00:00+00:00", "2022-02-01T12:00:00+00:00"]
    assert texts(root, "a:updated") == ["2022-02-01T13:00:00+00:00"]


def test_a_feed_takes_the_filters_of_the_list_and_names_them(client: Client) -> None:
    PublicationFactory(code="iraq", country="IQ", weapon=["rocket"])
    PublicationFactory(code="syria", country="SY", weapon=["rocket"])
    root = feed(client, f"{LATEST}?country=IQ&weapon=rocket")
    assert texts(root, "a:entry/a:id") == ["tag:testserver,2026:iraq"]
    assert texts(root, "a:title") == ["Attest: Country: Iraq, Weapon: Rocket (unguided)"]
    assert links(root)["alternate"] == "http://testserver/incidents/?country=IQ&weapon=rocket"
    assert texts(root, "a:id") != texts(feed(client), "a:id")


def test_an_entry_keeps_what_is_reported_and_what_is_claimed_apart(client: Client) -> None:
    publish_document(documents.embassy())
    (summary,) = texts(feed(client), "a:entry/a:summary")
    reported, claimed = summary.split("<p><strong>Claimed:</strong>")
    assert "13 January 2022" in reported
    assert "No source read mentions anyone killed · 2 injured (range 2 to 3)" in reported
    assert "accused" not in reported
    assert "Muqtada al-Sadr (cleric) accused Iranian-backed factions (no group named)" in claimed
    assert "injured" not in claimed


def test_an_entry_leads_to_its_page_and_its_json(client: Client) -> None:
    PublicationFactory(code="school")
    (entry,) = feed(client).iterfind("a:entry", ATOM)
    assert [each.attrib["href"] for each in entry.iterfind("a:link", ATOM)] == [
        "http://testserver/incidents/school/",
        "http://testserver/incidents/school.json",
    ]


def test_a_correction_says_what_it_changes(client: Client) -> None:
    PublicationFactory(version=2, change_note="The date was wrong.")
    (summary,) = texts(feed(client), "a:entry/a:summary")
    assert "<p><strong>Version 2:</strong> The date was wrong.</p>" in summary


def test_what_xml_cannot_carry_is_dropped_and_markup_stays_text(client: Client) -> None:
    PublicationFactory(title="A\x0b <b>rocket</b>\x1f & more\ufffe", place="<i>Dora</i>")
    root = feed(client)
    assert texts(root, "a:entry/a:title") == ["A <b>rocket</b> & more"]
    assert "&lt;i&gt;Dora&lt;/i&gt;" in texts(root, "a:entry/a:summary")[0]


def test_pages_follow_each_other_without_loss_or_repetition(client: Client) -> None:
    for number in range(101):
        PublicationFactory(code=f"made-{number}", published_at=NOON + timedelta(minutes=number))
    address, found = f"{LATEST}?country=IQ", []
    for _page in range(3):
        root = feed(client, address)
        found += [each.removeprefix("tag:testserver,2026:") for each in texts(root, "a:entry/a:id")]
        address = links(root).get("next", "")
    assert found == [f"made-{number}" for number in reversed(range(101))]
    assert address == ""
    assert links(root)["previous"] == "http://testserver/feeds/latest.atom?country=IQ&page=2"


@pytest.mark.parametrize(
    ("query", "name"),
    [("country=XX", "country"), ("colour=red", "colour"), ("page=201", "page"), ("page=0", "page"),
     ("ordering=code", "ordering"), ("q=a%00b", "q")],
)  # fmt: skip
def test_what_is_not_understood_gets_400_and_its_reason(client: Client, query: str, name: str) -> None:
    response = client.get(f"{LATEST}?{query}")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]


def test_an_empty_feed_is_the_same_at_any_hour(client: Client) -> None:
    assert client.get(LATEST).content == client.get(LATEST).content
    assert texts(feed(client), "a:updated") == ["2026-01-01T00:00:00+00:00"]


# What was taken back


def test_a_withdrawn_incident_is_a_deleted_entry_with_date_and_reason_and_nothing_else(client: Client) -> None:
    withdraw("gone", title="Rocket on a secret town", place="Secret town", summary="secret")
    response = client.get(LATEST)
    assert deleted(ET.fromstring(response.content)) == [  # noqa: S314
        ("tag:testserver,2026:gone", "2022-02-01T12:00:00+00:00", "Withdrawn: It was a drill.")
    ]
    assert "ecret" not in response.content.decode()


def test_a_merged_incident_says_where_it_is_told_and_not_why(client: Client) -> None:
    PublicationFactory(
        code="copy", state="merged", closed_at=NOON, closed_reason="For analysts only.", redirect_code="kept"
    )
    ((_ref, _when, comment),) = deleted(feed(client))
    assert comment == "Merged: it is told under kept now."


def test_no_filter_can_ask_what_a_withdrawn_record_said(client: Client) -> None:
    withdraw("iraqi", country="IQ", accused=["A militia"])
    withdraw("syrian", country="SY")
    for query in ("", "?country=IQ", "?country=SE", "?actor=A+militia", "?killed_min=9", "?q=nothing"):
        told = [ref for ref, _when, _comment in deleted(feed(client, f"{LATEST}{query}"))]
        assert told == ["tag:testserver,2026:iraqi", "tag:testserver,2026:syrian"]


def test_every_tombstone_stands_on_the_one_page_of_its_time(client: Client) -> None:
    for number in range(60):
        PublicationFactory(published_at=NOON + timedelta(minutes=number))
    withdraw("last", NOON + timedelta(days=1))
    withdraw("between", NOON + timedelta(minutes=30))
    withdraw("edge", NOON + timedelta(minutes=10))
    withdraw("first", NOON - timedelta(days=1))
    pages = [deleted(feed(client, f"{LATEST}?page={number}")) for number in (1, 2, 3)]
    told = [[ref.rpartition(":")[2] for ref, _when, _comment in page] for page in pages]
    assert told == [["last", "between", "edge"], ["first"], []]


def test_since_a_moment_means_taken_back_since_too(client: Client) -> None:
    withdraw("before", NOON)
    withdraw("after", NOON + timedelta(days=2))
    root = feed(client, f"{LATEST}?updated_since=2022-02-02")
    assert [ref for ref, _when, _comment in deleted(root)] == ["tag:testserver,2026:after"]


def test_an_incident_published_anew_has_no_tombstone(client: Client) -> None:
    withdraw("back", version=1)
    PublicationFactory(code="back", version=2)
    root = feed(client)
    assert deleted(root) == []
    assert texts(root, "a:entry/a:id") == ["tag:testserver,2026:back"]


# The feed of corrections


def test_corrections_have_a_feed_of_their_own(client: Client) -> None:
    PublicationFactory(code="school", version=1, state="superseded")
    PublicationFactory(code="school", version=2, title="A school is hit", change_note="The date was wrong.")
    withdraw("gone", NOON + timedelta(days=1))
    root = feed(client, CORRECTIONS)
    assert texts(root, "a:entry/a:id") == ["tag:testserver,2026:gone/v1/withdrawn", "tag:testserver,2026:school/v2"]
    assert texts(root, "a:entry/a:title") == ["gone was withdrawn", "A school is hit: version 2"]
    assert texts(root, "a:entry/a:summary") == ["<p>It was a drill.</p>", "<p>The date was wrong.</p>"]


def test_the_entries_of_versions_go_with_their_incident(client: Client) -> None:
    for version in (1, 2, 3):
        withdraw("gone", version=version, change_note="Secret note")
    response = client.get(CORRECTIONS)
    assert [ref for ref, _when, _comment in deleted(ET.fromstring(response.content))] == [  # noqa: S314
        "tag:testserver,2026:gone/v2", "tag:testserver,2026:gone/v3",
    ]  # fmt: skip
    assert b"Secret" not in response.content


def test_an_entry_that_was_emptied_has_changed_when_it_was(client: Client) -> None:
    PublicationFactory(code="coarse", version=2, state="blanked", closed_at=NOON + timedelta(days=9), title="")
    root = feed(client, CORRECTIONS)
    assert texts(root, "a:entry/a:updated") == ["2022-02-10T12:00:00+00:00"]
    assert texts(root, "a:entry/a:summary") == [
        "<p>It was emptied when the incident was published again with less detail.</p>"
    ]


def test_corrections_are_not_filtered(client: Client) -> None:
    response = client.get(f"{CORRECTIONS}?country=IQ")
    assert (response.status_code, list(response.json()["errors"])) == (400, ["country"])


# What caches and callers have to know


@pytest.mark.parametrize("address", [LATEST, CORRECTIONS])
def test_a_client_that_has_the_feed_gets_304_until_something_is_published(client: Client, address: str) -> None:
    PublicState.objects.create(pk=1, version=1, changed_at=NOON)
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "public" in response["Cache-Control"]
    tag = {"If-None-Match": response["ETag"]}
    assert client.get(address, headers=tag).status_code == 304
    PublicState.objects.filter(pk=1).update(version=2)
    assert client.get(address, headers=tag).status_code == 200


@pytest.mark.parametrize("address", [LATEST, CORRECTIONS, "/tombstones.json", "/corrections/"])
def test_what_is_followed_is_read_only(address: str) -> None:
    assert Client(enforce_csrf_checks=True).post(address).status_code == 405


@pytest.mark.parametrize("address", ["/", "/incidents/"])
def test_list_and_map_lead_to_the_feed_of_their_filters(client: Client, address: str) -> None:
    page = client.get(f"{address}?country=IQ&ordering=code&accused=A+%26+B").content.decode()
    assert page.count('href="/feeds/latest.atom?country=IQ&amp;accused=A%20%26%20B"') == 2


def test_a_feed_costs_few_statements(client: Client, django_assert_max_num_queries: Any) -> None:
    publish_document(documents.embassy())
    PublicationFactory.create_batch(60)
    withdraw("gone")
    with django_assert_max_num_queries(5):
        feed(client, f"{LATEST}?country=IQ")
