"""Can an article be entered as it came, with what is unknown left blank, and is its quoted text kept as it is?"""

from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article, Publisher
from tests.factories import ArticleFactory, CitationFactory
from tests.incidents.admin.pages import errors_of, filled_in, logged_in

pytestmark = pytest.mark.django_db

ADD = "admin:articles_article_add"


def enter(**values: Any) -> Any:
    client, _ = logged_in("coder")
    data = (
        filled_in(client.get(reverse(ADD)))
        | {"title": "Rockets hit a school", "text": "One rocket.\r\nTwo hurt."}
        | values
    )
    return client.post(reverse(ADD), data)


def test_an_article_without_publisher_and_date_is_accepted() -> None:
    assert errors_of(enter()) == {}
    article = Article.objects.get()
    assert (article.publisher, article.published_edtf, article.published_earliest) == (None, "", None)
    assert article.text == "One rocket.\nTwo hurt."


def test_a_date_of_one_of_two_days_gets_its_bounds() -> None:
    enter(published_edtf="[2022-01-13,2022-01-14]")
    article = Article.objects.get()
    assert (str(article.published_earliest), str(article.published_latest)) == ("2022-01-13", "2022-01-14")


def test_a_date_nobody_can_read_is_told_in_words() -> None:
    assert "13 January" in errors_of(enter(published_edtf="13 January"))["published_edtf"][0]


def test_a_held_article_needs_its_text_beside_the_field() -> None:
    assert list(errors_of(enter(text=" \n "))) == ["text"]


def test_a_reference_only_article_has_none() -> None:
    assert list(errors_of(enter(holding="reference_only"))) == ["holding"]
    assert errors_of(enter(holding="reference_only", text="")) == {}


def test_the_text_of_a_quoted_article_is_shown_and_cannot_be_typed_over() -> None:
    article = CitationFactory().article
    client, _ = logged_in("coder")
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, filled_in(client.get(address)) | {"text": "Another text.", "title": "New title"})
    changed = Article.objects.get(pk=article.pk)
    assert (changed.text, changed.title) == (article.text, "New title")


def test_the_text_of_an_article_nobody_quoted_can_be_mended() -> None:
    article = ArticleFactory()
    client, _ = logged_in("coder")
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, filled_in(client.get(address)) | {"text": "Mended."})
    assert Article.objects.get().text == "Mended."


def test_a_publisher_is_added_with_its_kind() -> None:
    client, _ = logged_in("coder")
    address = reverse("admin:articles_publisher_add")
    client.post(address, filled_in(client.get(address)) | {"name": "The Daily", "kind": "newspaper"})
    assert Publisher.objects.get().folded == "the daily"


def test_the_history_of_an_article_tells_what_was_changed_and_why() -> None:
    article = ArticleFactory(title="Before")
    client, _ = logged_in("coder", username="amal")
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, filled_in(client.get(address)) | {"title": "After", "change_reason": "A typo."})
    latest = client.get(reverse("admin:articles_article_history", args=[article.pk])).context["saves"][0]
    (change,) = latest.changes
    assert (latest.by, latest.reason) == ("amal", "A typo.")
    assert [(field.label, field.old, field.new) for field in change.fields] == [("title", "Before", "After")]


def test_a_publisher_key_that_no_column_can_hold_is_told_beside_the_field() -> None:
    assert "publisher" in errors_of(enter(publisher="99999999999999999999"))
