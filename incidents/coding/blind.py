"""Which articles are coded twice? Owns the draw, which depends on nothing but the article."""

import hashlib


def is_drawn(article_key: int, *, share: int) -> bool:
    """Whether this article falls among the ``share`` of a hundred that go to two coders."""
    return int(hashlib.sha256(str(article_key).encode()).hexdigest(), 16) % 100 < share
