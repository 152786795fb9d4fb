"""Is this article here already, and if not, what is known of it as it enters? The one door for every way in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from articles.canonical import canonical
from articles.columns import normalise
from articles.duplicates import Copy, copies_of
from articles.history import CHANGE_REASON
from articles.language import language_of
from articles.models import Article, Feed, Publisher, Snapshot
from articles.relevance import relevance
from incidents.folding import fold


@dataclass(frozen=True)
class Draft:
    """What is known of an article before it is stored. ``also_at`` are other addresses of the same page."""

    title: str = ""
    text: str = ""
    url: str = ""
    also_at: tuple[str, ...] = ()
    publisher: Publisher | None = None
    published_edtf: str = ""
    published_at: datetime | None = None
    language: str = ""
    dateline: str = ""
    byline: str = ""
    byline_state: str = "unknown"
    kind: str = "news_article"
    holding: str = "full_text"
    archive_url: str = ""
    note: str = ""
    snapshot: Snapshot | None = None
    feed: Feed | None = None


@dataclass(frozen=True)
class Arrival:
    """What came of it: the article, whether it is new or was here already, and what a person should look at."""

    article: Article
    is_new: bool
    hints: tuple[str, ...] = ()

    @cached_property
    def copies(self) -> Sequence[Copy]:
        """The articles that a new one looks like a copy of: offered, never set without a person's word."""
        return copies_of(self.article) if self.is_new else []


@transaction.atomic
def receive(draft: Draft, *, by: User | None, version_of: Article | None = None) -> Arrival:
    """The article that is here already, else a new one in the reading queue. ValidationError when it cannot be stored.

    ``version_of`` is the article of which this is a later version, printed at the same address: it is stored beside it.
    """
    known = held(draft) if version_of is None else None
    if known is not None:
        return Arrival(known, is_new=False)
    article = article_of(draft)
    article.republishes, article.retrieved_at, article.retrieved_by = version_of, timezone.now(), by
    appraise(article)
    article.full_clean()
    attribute(article, by=by)
    article.save()
    return Arrival(article, is_new=True)


def article_of(draft: Draft) -> Article:
    """The article of a draft, not stored."""
    return Article(**{name: value for name, value in vars(draft).items() if name != "also_at"})


def held(draft: Draft) -> Article | None:
    """The same article, by address, by text, or by headline where nothing else is given; its latest version."""
    return (
        at_address(draft.url, *draft.also_at)
        or next((each for each in _same_text(draft) if _may_be_one(each, draft)), None)
        or _same_reference(draft)
    )


def at_address(*urls: str) -> Article | None:
    """The latest article that was printed at one of these addresses, whatever their spelling."""
    keys = [hashlib.sha256(canonical(url).encode()).hexdigest() for url in urls if url]
    return Article.objects.filter(canonical_url_sha256__in=keys).order_by("-pk").first() if keys else None


def appraise(article: Article) -> None:
    """Sets language, where it is not given, and relevance, which are worked out from the words."""
    article.language = article.language or language_of(article.text or article.title)
    found = relevance(article.title, article.text, language=article.language)
    article.relevance = found.score if found else None


def attribute(row: Model, *, by: User | None, reason: str = "") -> None:
    """Names whose change the history keeps; within a request it knows."""
    setattr(row, "_history_user", by)  # noqa: B010  (the library's name for it)
    setattr(row, CHANGE_REASON, reason)


def publisher_of(*, name: str = "", url: str = "") -> Publisher | None:
    """The publisher of that name, else the one whose site the address lies on; None when neither is known."""
    if fold(name) and (named := Publisher.objects.filter(folded=fold(name)).order_by("pk").first()):
        return named
    host = _host(url)
    if not host:
        return None
    return next((each for each in Publisher.objects.filter(url__icontains=host) if _host(each.url) == host), None)


def _host(url: str) -> str:
    try:
        return urlsplit(canonical(url)).hostname or ""
    except ValueError:
        return ""


def _same_text(draft: Draft) -> list[Article]:
    text = normalise(draft.text)
    if not text:
        return []
    digest = hashlib.sha256(text.encode()).hexdigest()
    return list(Article.objects.filter(text_sha256=digest).order_by("-pk")[:20])


def _may_be_one(article: Article, draft: Draft) -> bool:
    """Whether the same text is the same article: two addresses or two publishers make two copies of it."""
    publisher = draft.publisher.pk if draft.publisher else None
    has_another_address = draft.url and article.url
    has_another_publisher = publisher and article.publisher_id not in (None, publisher)
    return not (has_another_address or has_another_publisher)


def _same_reference(draft: Draft) -> Article | None:
    """A document of which no text is kept and no address given is known by its headline, publisher and date."""
    if draft.text or draft.url or not draft.title:
        return None
    same = Q(title=draft.title, publisher=draft.publisher, published_edtf=draft.published_edtf, kind=draft.kind)
    return Article.objects.filter(same, url="", text="").order_by("-pk").first()
