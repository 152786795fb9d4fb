"""A web of a few pages for tests: what is fetched, in order, and what each address answers."""

from dataclasses import replace
from typing import Any

import pytest

from articles import fetching
from articles.fetching import Fetched, FetchRefused
from tests.articles.pages import fetched


class Web:
    """Addresses and what they answer: content, a whole answer, or a refusal. ``asked`` lists what was fetched."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.asked: list[str] = []
        self.conditions: list[tuple[str, str]] = []

    def __setitem__(self, url: str, answer: str | bytes | Fetched | BaseException) -> None:
        self.pages[url] = answer

    def fetch(self, url: str, *, etag: str = "", modified: str = "", **_options: Any) -> Fetched:
        self.asked.append(url)
        self.conditions.append((etag, modified))
        answer = self.pages.get(url, FetchRefused("The server answered 404 Not Found instead of a page."))
        if isinstance(answer, BaseException):
            raise answer
        return replace(answer, url=url) if isinstance(answer, Fetched) else fetched(answer, url=url, final_url=url)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    """The web as the code of the site sees it."""
    made = Web()
    monkeypatch.setattr(fetching, "fetch", made.fetch)
    return made
