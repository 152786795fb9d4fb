"""Can an analyst read an article's text with one span marked, and nobody else?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ArticleFactory, UserFactory
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db

TEXT = "One <b>rocket</b> hit a school.\nA second rocket missed."


def read(article: Any, query: str = "", role: str = "coder") -> Any:
    return logged_in(role)[0].get(reverse("admin:articles_article_text", args=[article.pk]) + query)


def test_the_span_is_marked_in_the_text() -> None:
    page = read(ArticleFactory(text=TEXT), "?start=34&end=47").content.decode()
    assert 'hit a school.\nA <mark id="quote" tabindex="-1">second rocket</mark> missed.' in page
    assert "One &lt;b&gt;rocket&lt;/b&gt; hit" in page


def test_a_text_without_a_span_has_no_mark() -> None:
    page = read(ArticleFactory(text=TEXT)).content.decode()
    assert "A second rocket missed." in page
    assert "<mark" not in page


def test_the_language_of_the_text_is_told() -> None:
    page = read(ArticleFactory(text="سقط صاروخ", language="ar"), "?start=0&end=3").content.decode()
    assert '<div class="whole-text" lang="ar" dir="auto"><mark id="quote" tabindex="-1">سقط</mark> صاروخ</div>' in page


@pytest.mark.parametrize(
    "query",
    ["?start=1", "?end=4", "?start=4&end=4", "?start=9&end=4", "?start=0&end=9999", "?start=-1&end=4", "?start=x&end=4",
     "?start=٣&end=٤", "?start=0&end=99999999999999999999", "?start=0&start=1&end=4&end=x"],
)  # fmt: skip
def test_a_span_that_is_none_is_refused_with_the_reason(query: str) -> None:
    answer = read(ArticleFactory(text=TEXT), query)
    assert answer.status_code == 400
    assert "is no span of this text" in answer.content.decode()
    assert "A second rocket missed." in answer.content.decode(), "the text is shown all the same"


def test_an_article_that_is_not_held_says_so() -> None:
    page = read(ArticleFactory(text="", holding="reference_only")).content.decode()
    assert "None of its text is held here." in page


def test_who_may_not_see_articles_reads_none() -> None:
    article = ArticleFactory(text=TEXT)
    assert read(article, role="guest").status_code == 403
    nobody = Client()
    nobody.force_login(UserFactory())
    address = reverse("admin:articles_article_text", args=[article.pk])
    assert nobody.get(address).status_code == 403
    assert Client().get(address).status_code == 302
    assert logged_in("coder")[0].post(address).status_code == 405


def test_an_article_that_is_not_there_is_not_found() -> None:
    for key in ("0", "99999999999999999999999"):
        assert logged_in("coder")[0].get(f"/admin/articles/article/{key}/text/").status_code == 404


def test_the_page_is_kept_by_no_cache() -> None:
    assert "no-store" in read(ArticleFactory(text=TEXT))["Cache-Control"]
