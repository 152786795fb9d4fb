"""Is what is new in a feed fetched once, and does a feed that fails keep its problem in words?"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles import feeds
from articles.feeds import ENTRIES_A_POLL, TRIES, Entry, FeedUnreadable, poll, read
from articles.fetching import FetchRefused
from articles.metadata import Moment
from articles.models import Article, Feed, FeedEntry
from tests.articles.pages import FETCHED_AT, TITLE, fetched, page
from tests.articles.sites import Web
from tests.factories import ArticleFactory, PublisherFactory
from tests.rows import ROW

FEED = "https://daily.example/rss"
EVENING = Moment("2022-01-13", datetime(2022, 1, 13, 20, 40, tzinfo=UTC))


def story(number: int) -> str:
    return f"https://daily.example/story/{number}"


def rss(*numbers: int, more: str = "") -> str:
    items = "".join(
        f"<item><title>Story {number}</title><link>{story(number)}</link>"
        "<pubDate>Thu, 13 Jan 2022 23:40:00 +0300</pubDate></item>"
        for number in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily</title>{more}{items}</channel></rss>'


ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title>
<entry><title>صواريخ &amp; مدرسة</title><link rel="self" href="/x"/><link href="/story/1"/>
<published>2022-01-13T23:40:00+03:00</published></entry>
<entry><title type="html">&lt;b&gt;Second&lt;/b&gt;</title><link href="{story(2)}"/></entry></feed>"""


def pages(web: Web, *numbers: int) -> None:
    for number in numbers:
        web[story(number)] = page(title=f"{TITLE} {number}", paragraphs=[f"Report number {number}: " + "word " * 20])


@pytest.fixture
def feed() -> Feed:
    made: Feed = ROW[Feed](url=FEED, publisher=PublisherFactory())
    return made


def feed_of(content: str | bytes, media_type: str = "application/rss+xml") -> Any:
    return fetched(content, media_type=media_type, final_url=FEED)


def test_an_rss_feed_is_read(time_machine_at) -> None:
    time_machine_at(FETCHED_AT.isoformat())
    assert read(feed_of(rss(1))) == [Entry(story(1), "Story 1", EVENING)]


def test_an_atom_feed_is_read_with_addresses_made_whole(time_machine_at) -> None:
    time_machine_at(FETCHED_AT.isoformat())
    assert read(feed_of(ATOM)) == [Entry(story(1), "صواريخ & مدرسة", EVENING), Entry(story(2), "<b>Second</b>")]


def test_an_arabic_feed_in_an_old_encoding_is_read() -> None:
    content = rss(1).replace("Story 1", "صواريخ").encode("windows-1256")
    [entry] = read(fetched(content, charset="windows-1256", media_type="application/rss+xml", final_url=FEED))
    assert entry.title == "صواريخ"


def test_entries_without_an_address_and_entries_named_twice_are_left_out() -> None:
    more = "<item><title>No link</title></item>"
    assert [each.address for each in read(feed_of(rss(1, 2, 1, more=more)))] == [story(1), story(2)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (page(), "neither an RSS nor an Atom feed"),
        ("", "neither an RSS nor an Atom feed"),
        ("https://daily.example/other.rss", "neither an RSS nor an Atom feed"),
        ("/etc/hostname", "neither an RSS nor an Atom feed"),
        (b"\x00\xff\xfe", "neither an RSS nor an Atom feed"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rss(1), "declares entities"),
        ('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + rss(1), "declares entities"),
        (('<?xml version="1.0"?><!DOCTYPE x [<!EnTiTy a "ha">]>' + rss(1)).encode("utf-16"), "declares entities"),
    ],
    ids=range(8),
)
def test_what_is_no_feed_is_told(content: str | bytes, told: str) -> None:
    with pytest.raises(FeedUnreadable, match=told):
        read(feed_of(content))


def test_whatever_a_feed_does_to_the_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise RecursionError

    monkeypatch.setattr(feeds.feedparser, "parse", fail)
    with pytest.raises(FeedUnreadable, match=r"The feed cannot be read\."):
        read(feed_of(rss(1)))


@pytest.mark.django_db
def test_an_entry_over_which_a_poll_was_killed_is_tried_again(web: Web, feed: Feed) -> None:
    web[FEED] = rss(1)
    web[story(1)] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        poll(feed)
    pages(web, 1)
    assert len(poll(feed).new) == 1


@pytest.mark.django_db
def test_two_polls_at_once_do_not_stumble_over_each_other(web: Web, feed: Feed) -> None:
    web[FEED] = rss(1)
    pages(web, 1)
    fetch = web.fetch

    def meanwhile(url: str, **options: Any) -> Any:
        if url == FEED and not FeedEntry.objects.exists():
            FeedEntry.objects.create(feed=feed, address_sha256=Entry(story(1)).key)
        return fetch(url, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articles.fetching.fetch", meanwhile)
        poll(feed)
    assert FeedEntry.objects.count() == 1


@pytest.mark.django_db
def test_every_entry_becomes_an_article_of_the_feed(web: Web, feed: Feed, time_machine_at) -> None:
    time_machine_at(FETCHED_AT.isoformat())
    web[FEED] = rss(1, 2)
    pages(web, 1, 2)
    done = poll(feed)
    assert ([each.title for each in done.new], done.known, done.problems) == ([f"{TITLE} 1", f"{TITLE} 2"], 0, [])
    article = Article.objects.get(url=story(1))
    assert (article.feed, article.publisher, article.published_at) == (feed, feed.publisher, EVENING.at)
    assert (article.triage, article.snapshot is not None) == ("new", True)
    feed.refresh_from_db()
    assert (feed.polled_at, feed.problem) == (FETCHED_AT, "")


@pytest.mark.django_db
def test_entries_seen_before_are_not_fetched_again(web: Web, feed: Feed) -> None:
    web[FEED] = rss(1)
    web[story(1)] = fetched(page(), final_url="https://daily.example/elsewhere")
    poll(feed)
    web[FEED] = rss(2, 1)
    pages(web, 2)
    done = poll(feed)
    assert ([each.url for each in done.new], done.known) == ([story(2)], 1)
    assert web.asked.count(story(1)) == 1


@pytest.mark.django_db
def test_an_article_that_came_in_another_way_is_not_fetched(web: Web, feed: Feed) -> None:
    ArticleFactory(url=f"{story(1)}?utm_source=mail")
    web[FEED] = rss(1)
    done = poll(feed)
    assert (done.new, done.known, web.asked) == ([], 1, [FEED])


@pytest.mark.django_db
def test_the_server_is_told_what_we_know_of_the_feed(web: Web, feed: Feed) -> None:
    web[FEED] = fetched(rss(1), etag='"7"', modified="Thu, 13 Jan 2022 20:40:00 GMT", final_url=FEED)
    pages(web, 1)
    poll(feed)
    web[FEED] = fetched(b"", status=304, final_url=FEED)
    done = poll(Feed.objects.get())
    assert web.conditions[-1] == ('"7"', "Thu, 13 Jan 2022 20:40:00 GMT")
    assert (done.new, done.problems) == ([], [])
    assert Feed.objects.get().etag == '"7"'


@pytest.mark.django_db
def test_no_more_entries_than_the_cap_are_fetched_and_the_rest_waits(web: Web, feed: Feed) -> None:
    web[FEED] = fetched(rss(*range(30)), etag='"7"', final_url=FEED)
    pages(web, *range(30))
    first = poll(feed)
    assert (len(first.new), first.waiting, Feed.objects.get().etag) == (ENTRIES_A_POLL, 10, "")
    second = poll(feed)
    assert (len(second.new), second.waiting, Feed.objects.get().etag) == (10, 0, '"7"')


@pytest.mark.django_db
def test_an_entry_that_fails_is_told_and_tried_three_times(web: Web, feed: Feed) -> None:
    web[FEED] = rss(1, 2)
    pages(web, 2)
    done = poll(feed)
    assert len(done.new) == 1
    assert done.problems == [f"{story(1)}: The server answered 404 Not Found instead of a page."]
    assert Feed.objects.get().problem == done.problems[0]
    for _ in range(TRIES):
        done = poll(feed)
    assert (web.asked.count(story(1)), done.problems, Feed.objects.get().problem) == (TRIES, [], "")


@pytest.mark.django_db
def test_an_entry_that_is_found_at_last_is_taken(web: Web, feed: Feed) -> None:
    web[FEED] = rss(1)
    poll(feed)
    pages(web, 1)
    assert len(poll(feed).new) == 1
    assert FeedEntry.objects.get().failures == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/", "file:///etc/passwd", "http://metadata.google.internal/", "//a b"]
)
def test_a_hostile_entry_is_refused_like_any_address(feed: Feed, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the fetch as it is: the tests block every socket."""
    from articles import fetching

    real, content = fetching.fetch, rss(1).replace(story(1), link)
    monkeypatch.setattr(fetching, "fetch", lambda url, **more: feed_of(content) if url == FEED else real(url, **more))
    done = poll(feed)
    assert len(done.problems) == 1
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_poll_is_no_change_of_the_feed(web: Web, feed: Feed) -> None:
    web[FEED] = FetchRefused("The server took too long.")
    changed_at = feed.updated_at
    poll(feed)
    assert Feed.objects.get().updated_at == changed_at
    assert Feed.objects.get().problem == "The server took too long."
    assert [each.history_type for each in Feed.history.all()] == ["+"]


@pytest.mark.django_db
def test_a_feed_that_fails_stops_no_other(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    ROW[Feed](name="A broken one", url="https://broken.example/rss")
    ROW[Feed](name="B good one", url=FEED)
    ROW[Feed](name="C not polled", url="https://off.example/rss", is_active=False)
    web[FEED] = rss(1)
    pages(web, 1)
    call_command("poll_feeds")
    said = capsys.readouterr()
    assert said.out == "A broken one: 0 new, 0 known\nB good one: 1 new, 0 known\n"
    assert said.err == "  The server answered 404 Not Found instead of a page.\n"


@pytest.mark.django_db
def test_one_feed_is_polled_by_its_name(web: Web, feed: Feed, capsys: pytest.CaptureFixture[str]) -> None:
    ROW[Feed](name="Another", url="https://other.example/rss")
    web[FEED] = rss(1, 2)
    pages(web, 1, 2)
    call_command("poll_feeds", "--feed", feed.name, "--entries", "1")
    assert capsys.readouterr().out == "The Daily: 1 new, 0 known, 1 for the next poll\n"


@pytest.mark.django_db
def test_a_feed_nobody_knows_is_told() -> None:
    ROW[Feed](name="The Daily")
    with pytest.raises(CommandError, match=r"There is no feed “Daily”\. Feeds: The Daily\."):
        call_command("poll_feeds", "--feed", "Daily")


@pytest.mark.django_db
def test_when_every_feed_fails_the_command_fails(web: Web, feed: Feed) -> None:
    assert feed.pk
    assert web.pages == {}
    with pytest.raises(CommandError, match="Every feed had a problem"):
        call_command("poll_feeds")


@pytest.mark.django_db
def test_without_feeds_the_command_says_where_they_are_added(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("poll_feeds")
    assert "/admin/articles/feed/" in capsys.readouterr().out


@pytest.mark.parametrize("entries", ["0", "-1", "501", "٥", "x"])
def test_a_cap_that_is_none_is_told(entries: str) -> None:
    with pytest.raises(CommandError, match="a whole number from 1 to 500"):
        call_command("poll_feeds", "--entries", entries)
