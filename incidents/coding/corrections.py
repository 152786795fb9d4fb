"""What happens when an article is corrected after it was cited? Owns the step from one version of its text to the next.

The text a quote points into never changes: a corrected text is a new article. What is tied to the old one goes over to
it, each quote to where its words stand now. A quote whose words are lost stays where it was, and ``quality`` says so
(SCHEMA 2.7, 3.2).
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from articles.arrival import appraise, attribute
from articles.cleaning import LONGEST_ARTICLE, clean
from articles.history import keep_baseline
from articles.likeness import MARKS
from articles.models import Article
from incidents.coding.editing import take_next_turn
from incidents.coding.reanchoring import Move, plan
from incidents.coding.review import Refused, StaleIncident
from incidents.coding.versions import latest
from incidents.models import Adjudication, Citation, CodingTask, ConfidentialNote, Incident, Statement

COPIED = (
    "kind", "title", "publisher", "published_edtf", "published_at", "language", "dateline", "byline", "byline_state",
    "url", "archive_url", "holding", "republishes", "triage", "feed", "note",
)  # fmt: skip
"""What describes the document and not its text: the next version says the same."""

NOT_COPIED = {
    "id": "a row of its own",
    "created_at": "a row of its own",
    "updated_at": "a row of its own",
    "folded": "worked out on save",
    "published_earliest": "worked out on save",
    "published_latest": "worked out on save",
    "canonical_url": "worked out on save",
    "canonical_url_sha256": "worked out on save",
    "text_sha256": "worked out on save",
    **{f"mark_{number}": "worked out on save" for number in range(1, MARKS + 1)},
    "relevance": "worked out from the words",
    "text": "is what was corrected",
    "corrects": "leads to the version before",
    "snapshot": "the bytes from which the old text came stay with it",
    "retrieved_at": "when the corrected text was entered",
    "retrieved_by": "who entered the corrected text",
    "queued_at": "it arrives anew",
}

FOLLOWS: dict[tuple[type[Model], str], str] = {
    (Article, "republishes"): "a copy is a copy of the document",
    (Statement, "original"): "the document is the statement",
    (CodingTask, "article"): "who codes the document goes on with its latest text",
    (Adjudication, "article"): "what was decided on the document stays decided",
    (ConfidentialNote, "article"): "is about the document",
}
"""What leads to an article and goes over to its next version, with the reason."""

STAYS: dict[tuple[type[Model], str], str] = {
    (Citation, "article"): "goes over quote by quote, and stays where its words are lost",
    (Article, "corrects"): "is how one version leads to the next",
}


SIGNED = "Corrected text: "
"""How the reason begins in the history of every row that a correction writes."""


class StaleArticle(Refused):
    """Somebody else has corrected or changed the text since the caller read it."""

    def __init__(self) -> None:
        super().__init__("Somebody else has corrected or changed this text meanwhile. Look at it again first.")


@dataclass
class Correction:
    """The new version, with the citations that went over to it and those that stayed behind."""

    article: Article
    moved: list[Citation]
    lost: list[Citation]


def next_version(article: Article, text: str) -> Article:
    """The article with a corrected text, not stored. Refused says in words why this cannot be one."""
    if problems := _objections(article) or _objections_to(text, article.text):
        raise Refused(*problems)
    copied = {name: getattr(article, name) for name in COPIED}
    return Article(**copied, text=clean(text, keep_residue=True).text, corrects=article)


@transaction.atomic
def correct(article: Article, *, text: str, by: User, reason: str) -> Correction:
    """Stores the corrected text as the next version of the article, and takes along what is tied to the old one.

    Refused says in words why not; ``StaleArticle`` that the stored text is not the one the caller read.
    """
    old = _locked(article)
    new = next_version(old, text)
    if not reason.strip():
        raise Refused("Say why the text is corrected.")
    new.retrieved_at, new.retrieved_by = timezone.now(), by
    appraise(new)
    _save(new, by=by, reason=reason)
    held = _hold(_quoting(new) | {*_followers(Statement, "original", old).values_list("incident", flat=True)})
    for model, name in FOLLOWS:
        _take_along(_followers(model, name, old), name, new, by=by, reason=reason)
    return _take_quotes_along(new, held, by=by, reason=reason)


@transaction.atomic
def carry_over(article: Article, *, by: User, reason: str) -> Correction:
    """Takes along quotes that came to stand on an earlier version of this article after it was corrected."""
    return _take_quotes_along(article, _hold(_quoting(article)), by=by, reason=reason)


def _objections(article: Article) -> list[str]:
    if article.holding == "reference_only":
        return ["This article is a reference only and holds no text. Enter the text on its own page."]
    if article.kind == "dataset_record":
        return ["This stands for a dataset. Its rows are corrected by importing the dataset's next version."]
    return ["This text has been corrected already. Correct its latest version."] if article.is_corrected() else []


def _objections_to(text: str, before: str) -> list[str]:
    if not text.strip():
        return ["The corrected text is empty."]
    if len(text) > LONGEST_ARTICLE:
        return [f"The corrected text is longer than {LONGEST_ARTICLE:,} characters."]
    is_same = clean(text, keep_residue=True).text in (before, clean(before, keep_residue=True).text)
    return ["The text is the same as before."] if is_same else []


def _locked(article: Article) -> Article:
    # A full lock would make a citation stored meanwhile wait for us, holding the incident for which we wait.
    old = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if old.text_sha256 != article.text_sha256:
        raise StaleArticle
    return old


def _quoting(article: Article) -> set[int]:
    """The incidents of which quotes would go over to this article."""
    return {move.citation.incident_id for move in plan(article).moves}


def _hold(incidents: set[int]) -> set[int]:
    """Takes the turn of each incident, always in the same order: two corrections never wait for each other."""
    for incident in Incident.objects.filter(pk__in=incidents).order_by("pk"):
        take_next_turn(incident)
    return incidents


def _followers(model: type[Model], name: str, article: Article) -> QuerySet[Any]:
    """The rows that lead to an article by this field. What was merged away stays as it stood."""
    rows = model._default_manager.filter(**{name: article.pk})
    return rows.exclude(incident__status="merged") if model is Statement else rows


def _take_along(rows: QuerySet[Any], name: str, article: Article, *, by: User, reason: str) -> None:
    if hasattr(rows.model, "history"):
        keep_baseline(rows)
    for row in rows:
        setattr(row, name, article)
        _save(row, name, by=by, reason=reason)


def _take_quotes_along(article: Article, held: set[int], *, by: User, reason: str) -> Correction:
    found = plan(article)
    if any(move.citation.incident_id not in held for move in found.moves):
        raise StaleIncident  # somebody quoted the text between the look and the hold
    keep_baseline(Citation.objects.filter(pk__in=[move.citation.pk for move in found.moves]))
    for move in found.moves:
        _move(move, article, by=by, reason=reason)
    return Correction(article, [move.citation for move in found.moves], found.lost)


def _move(move: Move, article: Article, *, by: User, reason: str) -> None:
    move.citation.article = article
    for name in _PLACED if move.span else ():
        setattr(move.citation, name, getattr(move.span, name))
    _save(move.citation, "article", *_PLACED, by=by, reason=reason)


_PLACED = ("exact", "prefix", "suffix", "start", "end")


def _save(row: Any, *fields: str, by: User, reason: str) -> None:
    """Stores a new row, or these fields of a stored one, with who and why in its history."""
    attribute(row, by=by, reason=f"{SIGNED}{reason}")
    row.save(update_fields=[*fields, "updated_at"] if fields else None)


__all__ = [
    "COPIED", "FOLLOWS", "NOT_COPIED", "SIGNED", "STAYS", "Correction", "StaleArticle", "carry_over", "correct",
    "latest", "next_version", "plan",
]  # fmt: skip
