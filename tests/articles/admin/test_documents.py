"""Can an article be entered as it came, with what is unknown left blank, and is its quoted text kept as it is?"""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.models import Article, Publisher
from tests.articles.test_likeness import AGENCY
from tests.factories import ArticleFactory, CitationFactory, PublisherFactory
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


def test_residue_of_a_page_is_dropped_from_a_pasted_text_and_told() -> None:
    response = enter(text="One rocket.\n\nRelated Articles\n\nBack to top button")
    assert Article.objects.get().text == "One rocket."
    told = [str(each) for each in get_messages(response.wsgi_request)]
    assert "Left out of the text: “Related Articles”, “Back to top button”." in told


def test_residue_is_kept_when_it_is_asked_for() -> None:
    enter(text="One rocket.\n\nRelated Articles", keep_residue="on")
    assert Article.objects.get().text == "One rocket.\n\nRelated Articles"


def test_marks_of_direction_and_control_characters_are_dropped_and_told() -> None:
    response = enter(title="Rockets\u202e hit", text="One\x1b rocket\u2066.")
    article = Article.objects.get()
    assert (article.title, article.text) == ("Rockets hit", "One rocket.")
    assert any("1 mark that turns the direction of writing; 1 control character" in str(each)
               for each in get_messages(response.wsgi_request))  # fmt: skip


def test_a_text_that_is_residue_alone_is_no_text() -> None:
    assert list(errors_of(enter(text="Related Articles"))) == ["text"]


def test_a_text_of_five_megabytes_is_told_beside_the_field() -> None:
    assert errors_of(enter(text="a" * 5_000_000))["text"] == ["The text is longer than 1,000,000 characters."]


def test_an_untouched_text_is_left_as_it_is() -> None:
    article = ArticleFactory(text="One rocket.\n\nRelated Articles")
    client, _ = logged_in("coder")
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, filled_in(client.get(address)) | {"title": "New title"})
    assert Article.objects.get().text == "One rocket.\n\nRelated Articles"


def test_what_follows_from_the_words_is_worked_out_as_a_text_is_entered(time_machine_at: Any) -> None:
    time_machine_at("2022-01-14T12:00:00Z")
    enter(title="سقوط صواريخ", text="سقطت أربعة صواريخ قرب السفارة وأصيب شخصان بجروح", language="")
    article = Article.objects.get()
    assert (article.language, str(article.retrieved_at)) == ("ar", "2022-01-14 12:00:00+00:00")
    assert article.relevance > 50
    assert article.retrieved_by is not None


def test_relevance_follows_a_text_that_is_mended() -> None:
    article = ArticleFactory()
    client, _ = logged_in("coder")
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, filled_in(client.get(address)) | {"text": "Parliament met.", "title": "Parliament"})
    assert Article.objects.get().relevance == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [({"url": "https://www.planet.example/1/"}, "url"), ({"text": "Words that are here already."}, "text")],
)
def test_what_is_here_already_is_told_beside_the_field(values: dict[str, str], field: str) -> None:
    url = "https://planet.example/1" if field == "url" else ""
    known = ArticleFactory(url=url, text="Words that are here already.", publisher=None)
    errors = errors_of(enter(**values))
    assert reverse("admin:articles_article_change", args=[known.pk]) in errors[field][0]
    assert "This is here already" in errors[field][0]
    assert Article.objects.count() == 1
    assert errors_of(enter(**values, enter_again="on")) == {}
    assert Article.objects.count() == 2


def test_a_headline_of_what_is_here_cannot_carry_markup_into_the_page() -> None:
    ArticleFactory(url="https://planet.example/1", title="<script>alert(1)</script>")
    response = enter(url="https://planet.example/1")
    assert b"<script>alert(1)" not in response.content


def test_a_pasted_text_that_looks_like_a_copy_says_so() -> None:
    ArticleFactory(text=AGENCY, url="https://planet.example/1", title="Rockets & more")
    response = enter(text=f"By our staff.\n{AGENCY}")
    told = [str(each) for each in get_messages(response.wsgi_request)]
    assert any("looks like a copy of “Rockets &amp; more" in each for each in told)


def test_the_list_is_narrowed_by_language_publisher_and_triage() -> None:
    daily = PublisherFactory()
    british = ArticleFactory(language="en-GB", publisher=daily)
    ArticleFactory(language="ar")
    ArticleFactory(language="", triage="irrelevant")
    client, _ = logged_in("coder")

    def listed(**query: Any) -> list[Article]:
        return list(client.get(reverse("admin:articles_article_changelist"), query).context["cl"].result_list)

    assert listed(language="en") == [british]
    assert listed(publisher=daily.pk) == [british]
    assert len(listed(language="unknown", triage__exact="irrelevant")) == 1
    assert listed(language="xx") == listed(publisher="x") == listed(publisher="9" * 40) == []


def test_the_list_asks_a_bounded_number_of_queries(django_assert_max_num_queries: Any) -> None:
    ArticleFactory.create_batch(20)
    client, _ = logged_in("coder")
    client.get(reverse("admin:articles_article_changelist"))
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:articles_article_changelist"))
