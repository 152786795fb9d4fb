"""A tag changes exactly when what is published changes; what is withdrawn is gone at once, from caches in a minute."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from incidents.coding import review
from incidents.models import ErrorReport, Incident
from incidents.public import freshness
from incidents.publishing import gather, write
from tests.factories import (
    ActorFactory,
    PlaceFactory,
    StatementFactory,
    ready_incident,
    user_with_role,
)
from tests.guarantees.addresses import PUBLIC

pytestmark = pytest.mark.django_db

PUBLISHED = dt.datetime(2022, 1, 14, 12, tzinfo=dt.UTC)
LATER = dt.datetime(2022, 1, 14, 13, tzinfo=dt.UTC)
CODES = ("kept-one", "gone-one")
NAMED = {
    "place": ("Kept place", "Gone place"),
    "actor": ("Kept brigade", "Gone brigade"),
    "publisher": ("The Daily 0",),
    "series": ("None",),
    "file": ("package.zip", "incidents.csv"),
}
OF_ALL_DATA = {
    "public:incidents_csv", "public:incidents_geojson", "public:incidents_json", "public:spot_json",
    "public:api_incidents", "public:api_accounts", "public:api_claims", "public:api_articles", "public:api_actors",
    "public:api_places", "public:api_series", "public:api_releases",
    "public:clusters_json", "public:summary_json", "public:tombstones_json", "public:feed", "public:corrections_feed",
    "public:incidents_jsonl", "public:incidents_parquet", "public:package_zip",
}  # fmt: skip
"""Their tag is that of the whole data: it may change although the answer stays the same."""

TOLD_OF_GONE = {"public:tombstones_json", "public:feed", "public:corrections_feed", "public:corrections"}
"""These tell by its code that it was taken back."""


@pytest.fixture
def reviewer(time_machine_at) -> User:
    """Two incidents are published, as far apart as their names; this is who published them."""
    time_machine_at("2022-01-15T12:00:00Z")
    by = user_with_role("reviewer")
    province = PlaceFactory(name="Baghdad", kind="adm1", iso_3166_2="IQ-BG")
    for code, name in zip(CODES, ("Kept", "Gone"), strict=True):
        incident = ready_incident(code=code, title=f"{name} title")
        incident.locations.update(place=PlaceFactory(name=f"{name} place", parent=province))
        statement = StatementFactory(incident=incident, kind="accusation", wording="asserted")
        statement.accused.add(ActorFactory(name=f"{name} brigade", kind="label"))
        _publish(incident, by, at=PUBLISHED)
    return by


def _publish(incident: Incident, by: User, *, at: dt.datetime = LATER) -> None:
    write(gather([Incident.objects.get(pk=incident.pk)]), by=by, at=at, change_note="")
    Incident.objects.filter(pk=incident.pk).update(status="published")


def _addresses():
    """Every public address with its name, for each incident and each thing that has a page."""
    for name, template in PUBLIC.items():
        kind = next((kind for kind in NAMED if f"{{{kind}}}" in template), "code")
        for value in NAMED.get(kind, CODES if "{code}" in template else ("",)):
            yield name, template.format(**{"code": value, kind: value}, version=1, zoom=6)


def ask_all(client: Client | None = None, **conditions):
    """What each address answers now."""
    client = client or Client()
    found = {}
    for name, address in _addresses():
        response = client.get(address, headers={"If-None-Match": conditions.get("tags", {}).get(address, "")})
        sent = b"".join(response.streaming_content) if response.streaming else response.content
        response.body, response.of = re.sub(rb'name="token" value="[^"]*"', b"", sent).decode(errors="replace"), name
        found[address] = response
    return found


def tags(found):
    return {address: response.headers["ETag"] for address, response in found.items() if "ETag" in response.headers}


def _edit_a_draft(by: User) -> None:
    review.revise(Incident.objects.get(code="kept-one"), by=by)
    Incident.objects.filter(code="kept-one").update(title="Another title")


def _code_a_new_one(_by: User) -> None:
    ready_incident(code="new-one", title="New title")


def _report_an_error(_by: User) -> None:
    ErrorReport.objects.create(code="kept-one", version=1, about="other", body="It was another day.")


@pytest.mark.parametrize("change", [_edit_a_draft, _code_a_new_one, _report_an_error])
def test_what_is_not_published_changes_no_tag_and_no_answer(reviewer, change):
    before = ask_all()
    change(reviewer)
    after = ask_all()
    assert tags(after) == tags(before)
    assert [address for address in before if before[address].body != after[address].body] == []


def test_who_is_logged_in_gets_what_everybody_gets(reviewer):
    before, client = ask_all(), Client()
    client.force_login(reviewer)
    after = ask_all(client)
    assert tags(after) == tags(before)
    assert [address for address in before if before[address].body != after[address].body] == []
    assert {address for address in after if "Cookie" in after[address].headers.get("Vary", "")} == set()


def _publish_again(by: User) -> None:
    Incident.objects.filter(code="kept-one").update(title="Better title")
    _publish(Incident.objects.get(code="kept-one"), by)


def _publish_a_new_one(by: User) -> None:
    _publish(ready_incident(code="new-one"), by)


def _blank(by: User) -> None:
    Incident.objects.filter(code="kept-one").update(sensitivity="coarse")
    _publish(Incident.objects.get(code="kept-one"), by)


def _withdraw(by: User) -> None:
    review.withdraw(Incident.objects.get(code="gone-one"), by=by, reason="The report was false.")


def _merge(by: User) -> None:
    review.merge(Incident.objects.get(code="gone-one"), into=Incident.objects.get(code="kept-one"), by=by)


@pytest.mark.parametrize("change", [_publish_again, _publish_a_new_one, _blank, _withdraw, _merge])
def test_a_tag_changes_exactly_when_the_answer_can_have_changed(reviewer, change):
    before = ask_all()
    change(reviewer)
    after = ask_all()
    both = [address for address in before if address in tags(before) and address in tags(after)]
    for address in both:
        has_changed = before[address].body != after[address].body
        assert (tags(before)[address] != tags(after)[address]) == (has_changed or before[address].of in OF_ALL_DATA), (
            address
        )
    assert {before[address].of for address in both} >= OF_ALL_DATA


@pytest.mark.parametrize("change", [_withdraw, _merge])
def test_what_is_taken_back_is_gone_at_once_from_every_address(reviewer, change):
    warm = ask_all()
    assert "Gone title" in warm["/incidents/"].body
    assert warm["/actors/Gone brigade/"].status_code == 200
    change(reviewer)
    for address, response in ask_all(tags=tags(warm)).items():
        assert not re.search("Gone (title|place|brigade)", response.body), address
        assert "gone-one" not in response.body or response.of in TOLD_OF_GONE or "gone-one" in address, address
        if "gone-one" in address or "Gone" in address:
            assert response.status_code in (302, 404, 410), address


@pytest.mark.parametrize("change", [_withdraw, _merge])
def test_whoever_asks_by_a_date_alone_keeps_nothing_that_was_taken_back_in_the_same_second(reviewer, change):
    _publish(Incident.objects.get(code="kept-one"), reviewer, at=timezone.now())
    warm = ask_all()
    change(reviewer)
    for address, response in warm.items():
        dated = {"If-Modified-Since": response.headers.get("Last-Modified", "Sat, 15 Jan 2022 12:00:00 GMT")}
        assert Client().get(address, headers=dated).status_code != 304, address


def test_an_answer_says_how_long_it_may_be_kept_and_that_is_a_minute(reviewer):
    _withdraw(reviewer)
    _publish_again(reviewer)
    statuses = set()
    for address, response in ask_all().items():
        statuses.add(response.status_code)
        if response.status_code == 404:
            continue
        told = set(response.headers.get("Cache-Control", "").split(", "))
        assert told == {"public", "max-age=60"} or "no-store" in told, (address, told)
    assert statuses >= {200, 404, 410}


def test_the_readme_says_how_long_a_cache_may_hold_what_is_withdrawn():
    assert f"{freshness.SECONDS} seconds" in (Path(settings.BASE_DIR) / "README.md").read_text()
