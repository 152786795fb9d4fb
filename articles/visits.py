"""What comes of visiting an address? Joins the guarded fetch, the snapshot, the reading of the page and the door."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from articles import fetching, snapshots
from articles.arrival import Arrival, Draft, at_address, publisher_of, receive
from articles.canonical import canonical
from articles.columns import normalise
from articles.extraction import Extracted, Unreadable, extract
from articles.fetching import Fetched
from articles.guard import FetchRefused, read_url
from articles.metadata import Moment
from articles.models import Article, Feed, Snapshot
from articles.snapshots import SnapshotNotKept

REFUSALS = (FetchRefused, Unreadable, SnapshotNotKept, ValidationError)
"""What keeps an address from becoming an article; ``sentence`` tells it."""


def sentence(problem: Exception) -> str:
    """Why nothing came of a visit, for the person who asked."""
    return " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)


def visit(
    url: str, *, by: User | None, feed: Feed | None = None, title: str = "", published: Moment | None = None
) -> Arrival:
    """The article at an address: the one that is here already, else a new one with its snapshot.

    ``title`` and ``published`` are what a feed says, for pages that do not say it themselves. Raises one of REFUSALS.
    """
    address = read_url(url).url
    if known := at_address(address):
        return Arrival(known, is_new=False)
    fetched = fetching.fetch(address)
    if known := at_address(fetched.final_url):
        return Arrival(known, is_new=False)
    extracted = extract(fetched)
    said = Extracted(**{**vars(extracted), **_of_feed(extracted, title, published)})
    return _received(said, _draft(said, fetched, feed=feed), by=by)


def revisit(article: Article, *, by: User | None) -> Arrival:
    """What stands at the article's address today: itself if the text is unchanged, else a new version beside it."""
    fetched = fetching.fetch(article.url)
    extracted = extract(fetched)
    if normalise(extracted.text) == article.text:
        return Arrival(article, is_new=False)
    return _received(extracted, _draft(extracted, fetched, url=article.url), by=by, version_of=article)


def _received(said: Extracted, draft: Draft, *, by: User | None, version_of: Article | None = None) -> Arrival:
    arrival = receive(draft, by=by, version_of=version_of)
    return Arrival(arrival.article, arrival.is_new, tuple(_hints(said, draft)))


def _hints(said: Extracted, draft: Draft) -> Iterator[str]:
    """What an analyst should look at, because the page did not say it or it could not be taken as it was."""
    if said.note:
        yield said.note
    if not draft.published_edtf:
        yield "The page gives no date of publication."
    if not draft.publisher:
        named = f"“{said.publisher}”, which is not in the table of publishers" if said.publisher else "no publisher"
        yield f"The page names {named}."


def _of_feed(extracted: Extracted, title: str, published: Moment | None) -> dict[str, object]:
    told: dict[str, object] = {}
    if not extracted.title and title:
        told["title"] = title
    if published and (not extracted.published or (extracted.published == published.day and not extracted.published_at)):
        told |= {"published": published.day, "published_at": published.at}
    return told


def _draft(said: Extracted, fetched: Fetched, *, feed: Feed | None = None, url: str = "") -> Draft:
    own = said.canonical_url if _same_site(said.canonical_url, fetched.final_url) else ""
    address = url or own or fetched.final_url
    snapshot: Snapshot = snapshots.keep(fetched)
    return Draft(
        title=said.title[:1000], text=said.text, url=address, also_at=(fetched.url, fetched.final_url),
        publisher=(feed.publisher if feed else None) or publisher_of(name=said.publisher, url=address),
        published_edtf=said.published, published_at=said.published_at,
        language=said.language or (feed.language if feed else ""), dateline=said.dateline[:200], byline=said.byline,
        byline_state="present" if said.byline else "unknown", note=said.note, snapshot=snapshot, feed=feed,
    )  # fmt: skip


def _same_site(told: str, address: str) -> bool:
    """A page may name a better spelling of its own address; one on another site is where it was printed first."""
    return bool(told) and urlsplit(canonical(told)).hostname == urlsplit(canonical(address)).hostname
