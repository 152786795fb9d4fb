"""Which text of a document counts now? Owns the way from a corrected article to its corrections, and back."""

from articles.models import Article


def latest(article: Article) -> Article:
    """The article with the last correction of this text; the article itself when nobody has corrected it."""
    seen = {article.pk}
    while (later := article.corrections.first()) is not None and later.pk not in seen:
        seen.add(later.pk)
        article = later
    return article


def earlier(article: Article) -> list[Article]:
    """The versions before this one, the last of them first."""
    found: list[Article] = []
    while (before := article.corrects) is not None and before not in found:
        found.append(before)
        article = before
    return found
