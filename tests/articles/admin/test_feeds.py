"""Do editors keep the feeds, with what came of the last poll in sight?"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from articles.models import Feed
from tests.incidents.admin.pages import errors_of, filled_in, logged_in
from tests.rows import ROW

pytestmark = pytest.mark.django_db

ADD = "admin:articles_feed_add"


def add(**values: str) -> Any:
    client, _ = logged_in("editor")
    return client.post(reverse(ADD), filled_in(client.get(reverse(ADD))) | {"name": "The Daily"} | values)


def test_a_feed_is_added_by_name_and_address() -> None:
    assert errors_of(add(url="https://daily.example/rss")) == {}
    assert (Feed.objects.get().name, Feed.objects.get().is_active) == ("The Daily", True)


@pytest.mark.parametrize("url", ["https://daily.example:8443/rss", "https://10.0.0.300/rss", "http://localhost/rss"])
def test_an_address_that_no_poll_may_fetch_is_refused_beside_the_field(url: str) -> None:
    assert list(errors_of(add(url=url))) == ["url"]


def test_an_address_is_polled_once() -> None:
    ROW[Feed](url="https://daily.example/rss")
    assert list(errors_of(add(url="https://daily.example/rss"))) == ["url"]


def test_the_list_tells_when_a_feed_was_polled_and_what_went_wrong() -> None:
    ROW[Feed](polled_at=datetime(2022, 1, 14, 12, tzinfo=UTC), problem="The server took too long.")
    ROW[Feed](url="https://other.example/rss")
    content = logged_in("coder")[0].get(reverse("admin:articles_feed_changelist")).content.decode()
    assert "2022-01-14 12:00" in content
    assert "The server took too long." in content
    assert "never" in content


def test_another_address_forgets_what_the_old_one_said() -> None:
    feed = ROW[Feed](etag='"7"', modified="Thu", problem="The server took too long.")
    client, _ = logged_in("editor")
    address = reverse("admin:articles_feed_change", args=[feed.pk])
    client.post(address, filled_in(client.get(address)) | {"url": "https://daily.example/atom"})
    feed.refresh_from_db()
    assert (feed.url, feed.etag, feed.modified, feed.problem) == ("https://daily.example/atom", "", "", "")


def test_the_history_of_a_feed_tells_its_changes() -> None:
    feed = ROW[Feed]()
    client, _ = logged_in("editor")
    address = reverse("admin:articles_feed_change", args=[feed.pk])
    client.post(address, filled_in(client.get(address)) | {"name": "The Nightly"})
    page = client.get(reverse("admin:articles_feed_history", args=[feed.pk]))
    assert [(each.label, each.new) for each in page.context["saves"][0].changes[0].fields] == [("name", "The Nightly")]
