"""Which articles look like copies of this one? Owns how candidates are found by index among any number of articles."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from articles.likeness import LEAST_TITLE_WORDS, MARKS, Kind, Likeness, likeness, title_likeness
from articles.models import Article

SHOWN = 5
_MARK_COLUMNS = tuple(f"mark_{number}" for number in range(1, MARKS + 1))
_SHARING_MARKS = 300
_COMPARED = 12
_HEADLINES_COMPARED = 3_000
_DAYS_APART = timedelta(days=3)
_GENERATIONS = 10

_REASONS: dict[Kind, str] = {
    "same_text": "the same text", "copy": "{share} % of its words in the same order",
    "same_headline": "the same headline",
}  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """An article of which another one looks like a copy, and by what."""

    article: Article
    likeness: Likeness

    @property
    def reason(self) -> str:
        """By what it looks like a copy, in words."""
        return _REASONS[self.likeness.kind].format(share=self.likeness.share)


def copies_of(article: Article, *, shown: int = SHOWN) -> list[Copy]:
    """The originals that this article may be a copy of, the likeliest first; none once it is said to be a copy.

    A candidate that is a copy itself stands for its original, and copies of this article are not offered to it.
    """
    if article.republishes_id is not None or article.correction is not None:
        return []
    found = [*_by_text(article), *_by_headline(article)]
    found.sort(key=lambda copy: (-copy.likeness.share, copy.article.pk))
    originals: dict[int, Copy] = {}
    for copy in found:
        original = _original(copy.article)
        if original.pk != article.pk:
            originals.setdefault(original.pk, Copy(original, copy.likeness))
    return list(originals.values())[:shown]


def _by_text(article: Article) -> list[Copy]:
    candidates = _others(article).filter(pk__in=_sharing(article)).select_related("publisher", "republishes")
    compared = [(each, likeness(article.text, each.text)) for each in candidates]
    return [Copy(each, alike) for each, alike in compared if alike]


def _sharing(article: Article) -> list[int]:
    """Keys of the articles that share most marks with this one. A text too short for marks has its hash."""
    own = {column: getattr(article, column) for column in _MARK_COLUMNS if getattr(article, column) is not None}
    if not own:
        same = _others(article).filter(text_sha256=article.text_sha256).exclude(text_sha256="")
        return list(same.values_list("pk", flat=True)[:_COMPARED])
    shared: Counter[int] = Counter()
    for column, mark in own.items():
        # One look-up a mark: each is answered by its own index on either engine.
        rows = _others(article).filter(**{column: mark}).order_by("-pk").values_list("pk", flat=True)
        shared += Counter(rows[:_SHARING_MARKS])
    return [key for key, _ in shared.most_common(_COMPARED)]


def _by_headline(article: Article) -> list[Copy]:
    """Where one of the two texts is not held, the headline within a few days is all there is to compare."""
    if not article.published_earliest or len(article.folded.split()) < LEAST_TITLE_WORDS:
        return []
    day = article.published_earliest
    near = _others(article).filter(published_earliest__range=(day - _DAYS_APART, day + _DAYS_APART)).exclude(title="")
    if article.text:
        near = near.filter(holding="reference_only")
    rows = near.order_by("-pk").values_list("pk", "title")[:_HEADLINES_COMPARED]
    alike = {key: found for key, title in rows if (found := title_likeness(article.title, title))}
    articles = Article.objects.filter(pk__in=alike).select_related("publisher", "republishes").defer("text")
    return [Copy(each, alike[each.pk]) for each in articles]


def _others(article: Article) -> QuerySet[Article]:
    """Every other document, by its latest text, but those said to be copies of this one."""
    return Article.objects.current().exclude(pk=article.pk).filter(~Q(republishes=article.pk) | Q(republishes=None))


def _original(article: Article) -> Article:
    for _ in range(_GENERATIONS):
        if article.republishes is None:
            break
        article = article.republishes
    return article
