"""What is new in the feeds? Owns how a feed is polled: what is fetched of it, what is remembered, how it fails."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import feedparser
from django.contrib.auth.models import User
from django.utils import timezone

from articles import fetching
from articles.arrival import at_address
from articles.canonical import canonical
from articles.cleaning import clean_line
from articles.fetching import Fetched, FetchRefused
from articles.metadata import Moment, moment
from articles.models import Article, Feed, FeedEntry
from articles.visits import REFUSALS, sentence, visit

ENTRIES_A_POLL = 20
"""Entries fetched of one feed in one poll; the rest waits for the next."""

ENTRIES_READ = 500
TRIES = 3
"""How often an entry that cannot be fetched is tried before it is left alone."""

_POLICY = replace(fetching.DEFAULT, content_bytes=5 * 1024 * 1024)
_ENTITY = b"<!entity"
_SHOWN_PROBLEMS = 3


class FeedUnreadable(Exception):  # noqa: N818
    """One sentence of why what was fetched is no feed."""


@dataclass(frozen=True)
class Entry:
    """An entry of a feed: where its article is, and what the feed says of it."""

    address: str
    title: str = ""
    published: Moment | None = None

    @property
    def key(self) -> str:
        return hashlib.sha256(canonical(self.address).encode()).hexdigest()


@dataclass
class Poll:
    """What came of polling one feed. ``problems`` are sentences."""

    feed: Feed
    new: list[Article] = field(default_factory=list)
    known: int = 0
    waiting: int = 0
    problems: list[str] = field(default_factory=list)


def poll(feed: Feed, *, by: User | None = None, entries_a_poll: int = ENTRIES_A_POLL) -> Poll:
    """Fetches what is new in a feed. Never raises for what a server does: the feed keeps its problem in words."""
    done = Poll(feed)
    try:
        fetched = fetching.fetch(feed.url, etag=feed.etag, modified=feed.modified, policy=_POLICY)
        entries = [] if fetched.status == 304 else read(fetched)
        _visit_new(done, entries, by=by, at_most=entries_a_poll)
        # What still waits would not be seen again if the server were told that we know this feed.
        if not done.waiting and fetched.status != 304:
            feed.etag, feed.modified = fetched.etag, fetched.modified
    except (FetchRefused, FeedUnreadable) as problem:
        done.problems.append(str(problem))
    feed.polled_at, feed.problem = timezone.now(), " ".join(done.problems[:_SHOWN_PROBLEMS])
    # A poll is no change of the feed: its history does not hold these columns, and who has its form open loses nothing.
    feed.skip_history_when_saving = True  # type: ignore[attr-defined]
    feed.save(update_fields=["etag", "modified", "polled_at", "problem"])
    del feed.skip_history_when_saving  # type: ignore[attr-defined]
    return done


def read(fetched: Fetched) -> list[Entry]:
    """The entries of an RSS or Atom feed in the order of the feed. FeedUnreadable when it is none."""
    # By itself the parser takes no entity from elsewhere; a feed has no reason to declare any.
    if _ENTITY in fetched.content.replace(b"\0", b"").lower():
        raise FeedUnreadable("The feed declares entities, which are not read.")
    # Wrapped, because of a string or bytes the parser would look whether they are an address or a file's name.
    try:
        parsed = feedparser.parse(
            io.BytesIO(fetched.content), sanitize_html=False,
            response_headers={"content-location": fetched.final_url, "content-type": _content_type(fetched)},
        )  # fmt: skip
    except Exception as problem:
        # Whatever a feed does to the library, it stops no other feed.
        raise FeedUnreadable("The feed cannot be read.") from problem
    if not parsed.get("version"):
        raise FeedUnreadable("What stands at this address is neither an RSS nor an Atom feed.")
    return list(_entries(parsed))


def _content_type(fetched: Fetched) -> str:
    return f"{fetched.media_type}; charset={fetched.charset}" if fetched.charset else fetched.media_type


def _entries(parsed: feedparser.FeedParserDict) -> Iterator[Entry]:
    seen = set()
    for entry in parsed.entries[:ENTRIES_READ]:
        found = Entry(
            str(entry.get("link") or ""), clean_line(str(entry.get("title") or "")).text,
            moment(str(entry.get("published") or ""), now=timezone.now()),
        )  # fmt: skip
        if found.address and found.key not in seen:
            seen.add(found.key)
            yield found


def _visit_new(done: Poll, entries: list[Entry], *, by: User | None, at_most: int) -> None:
    known = {each.address_sha256: each for each in done.feed.entries.all()}
    new = [each for each in entries if each.key not in known or 0 < known[each.key].failures < TRIES]
    done.known, done.waiting = len(entries) - len(new), max(0, len(new) - at_most)
    for entry in new[:at_most]:
        # Two polls at once may meet the same entry: the second takes the row of the first.
        seen, _ = FeedEntry.objects.get_or_create(feed=done.feed, address_sha256=entry.key)
        _visit(done, entry, seen, by=by)


def _visit(done: Poll, entry: Entry, seen: FeedEntry, *, by: User | None) -> None:
    if not at_address(entry.address):
        # Counted before it is tried: what a poll was killed over is tried again, and not for ever.
        seen.failures += 1
        seen.save()
        if not _fetch(done, entry, by=by):
            return
    else:
        done.known += 1
    seen.failures = 0
    seen.save()


def _fetch(done: Poll, entry: Entry, *, by: User | None) -> bool:
    try:
        arrival = visit(entry.address, by=by, feed=done.feed, title=entry.title, published=entry.published)
    except REFUSALS as problem:
        done.problems.append(f"{entry.address[:200]}: {sentence(problem)}")
        return False
    if arrival.is_new:
        done.new.append(arrival.article)
    else:
        done.known += 1
    return True
