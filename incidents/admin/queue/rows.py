"""How does an article stand in the list of the queue? Owns what a row says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.timesince import timesince

from articles.admin.documents import words_of_date
from articles.models import Article
from incidents.coding import queue
from incidents.coding.queue import Hand

COLUMNS = (
    "title", "publisher__name", "published_edtf", "language", "relevance", "triage", "queued_at", "created_at",
)  # fmt: skip
"""What a row needs of an article: the text stays in the database."""


@dataclass(frozen=True)
class Row:
    """One article in the list."""

    key: int
    title: str
    publisher: str
    published: str
    language: str
    relevance: int | None
    triage: str
    since: datetime
    is_put_off: bool
    hands: list[Hand]

    @property
    def age(self) -> str:
        """How long it has been in the queue, in its largest unit."""
        return timesince(self.since, depth=1)

    @property
    def is_second(self) -> bool:
        """Whether what waits, or is in hand, is the second, blind coding of it."""
        return any(hand.task is None or (hand.is_mine and hand.round == "second") for hand in self.hands)


def rows(keys: Sequence[int], *, user: User) -> list[Row]:
    """The rows of these articles, in their order."""
    articles = Article.objects.select_related("publisher").only(*COLUMNS).in_bulk(keys)
    hands = queue.hands_on(keys, user=user)
    return [row_of(articles[key], hands[key]) for key in keys if key in articles]


def row_of(article: Article, hands: list[Hand]) -> Row:
    """The row of one article, with the tasks that may be told."""
    return Row(
        key=article.pk,
        title=article.title or "(no headline)",
        publisher=article.publisher_name(),
        published=words_of_date(article.published_edtf),
        language=article.language,
        relevance=article.relevance,
        triage=article.triage,
        since=article.queued_at,
        is_put_off=article.queued_at > article.created_at,
        hands=hands,
    )
