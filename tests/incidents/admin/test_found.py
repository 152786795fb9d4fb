"""Does each stored quote say where in its article it was found, and whether it stands there more than once?"""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.admin.found import Found, found_of
from tests.factories import ArticleFactory, CitationFactory, IncidentFactory
from tests.incidents.admin.pages import filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db

TEXT = "One rocket hit a school.\nA second “rocket” missed; the rocket launcher was found."


def shown(incident: Any, role: str = "coder") -> str:
    return logged_in(role)[0].get(page_of(incident)).content.decode()


def cited(exact: str, start: int, **fields: Any) -> Any:
    article = ArticleFactory(text=TEXT)
    around = {"prefix": TEXT[max(0, start - 30) : start], "suffix": TEXT[start + len(exact) :][:30]}
    return CitationFactory(article=article, exact=exact, start=start, end=start + len(exact), **around, **fields)


def test_a_quote_stands_with_what_surrounds_it_and_a_link_into_the_text() -> None:
    quote = cited("school", 17)
    page = shown(quote.incident)
    assert "…One rocket hit a <mark>school</mark>.\nA second “rocket” missed; th…" in page
    assert f'href="/admin/articles/article/{quote.article_id}/text/?start=17&amp;end=23#quote"' in page
    assert "occurrence" not in page.split('class="found')[1].split("</p>")[0]


def test_words_that_stand_several_times_say_which_was_taken() -> None:
    first, third = cited("rocket", 4), cited("rocket", 55)
    assert "1st of 3 occurrences" in shown(first.incident)
    assert "These words stand 3 times in the article, and the first was taken" in shown(first.incident)
    assert "3rd of 3 occurrences" in shown(third.incident)
    assert "These words stand" not in shown(third.incident)


def test_an_occurrence_is_numbered_as_it_is_chosen() -> None:
    """Quotation marks that differ are alike to a reader, and count when one is chosen by number."""
    text = 'A "test" and a “test” and a "test".'
    article = ArticleFactory(text=text)
    quote = CitationFactory(article=article, exact='"test"', start=28, end=34)
    assert found_of(quote, text, may_read=False) == Found("", '"test"', "", 3, 3, "")


def test_a_quote_from_a_reference_has_no_place_to_show() -> None:
    article = ArticleFactory(holding="reference_only", text="")
    quote = CitationFactory(article=article, exact="one rocket", start=None, end=None)
    assert 'class="found' not in shown(quote.incident)


def test_who_may_not_see_articles_gets_no_link() -> None:
    quote = cited("school", 17)
    assert found_of(quote, TEXT, may_read=False).address == ""


def test_a_row_that_was_changed_and_not_saved_shows_no_place_of_before() -> None:
    quote = cited("school", 17)
    client, _ = logged_in("coder")
    data = filled_in(client.get(page_of(quote.incident))) | {"citations-0-exact": "not there", "title": ""}
    page = client.post(page_of(quote.incident), data).content.decode()
    assert 'class="found' not in page


def test_the_texts_are_read_once_for_all_quotes(django_assert_max_num_queries: Any) -> None:
    incident, (client, _) = IncidentFactory(), logged_in("coder")
    cited("school", 17, incident=incident)
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(incident))
    for _ in range(5):
        cited("rocket", 4, incident=incident)
    with django_assert_max_num_queries(len(one)):
        client.get(page_of(incident))
