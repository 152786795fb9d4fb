"""Does every article enter by one door, which knows what is here already and tells what looks like a copy?"""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from articles.arrival import Arrival, Draft, at_address, held, publisher_of, receive
from articles.models import Article
from tests.articles.test_likeness import AGENCY, FLASH, INDEPENDENT
from tests.factories import ArticleFactory, PublisherFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "https://planet.example/world/rockets"


def arrive(**fields: Any) -> Arrival:
    return receive(Draft(**{"title": "Rockets land near embassy", "text": AGENCY, "url": URL, **fields}), by=None)


def test_an_article_enters_the_reading_queue_with_what_is_worked_out_from_its_words(time_machine_at) -> None:
    time_machine_at("2022-01-14T12:00:00Z")
    user = UserFactory()
    article = receive(Draft(title="Rockets", text=AGENCY, url=URL, published_edtf="2022-01-13"), by=user).article
    article.refresh_from_db()
    assert (article.triage, article.holding, article.language) == ("new", "full_text", "en")
    assert article.relevance > 60
    assert (article.retrieved_by, str(article.retrieved_at)) == (user, "2022-01-14 12:00:00+00:00")
    assert str(article.queued_at) == "2022-01-14 12:00:00+00:00"
    assert str(article.published_earliest) == "2022-01-13"
    assert [each.history_user for each in article.history.all()] == [user]


def test_what_cannot_be_stored_is_told_by_field_and_nothing_is_written() -> None:
    with pytest.raises(ValidationError) as refused:
        arrive(published_edtf="yesterday", kind="gossip", url="https://my_site/")
    assert set(refused.value.message_dict) == {"published_edtf", "kind", "url"}
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "http://www.planet.example/world/rockets/",
        f"{URL}?utm_source=feed#top",
        "HTTPS://PLANET.example:443/world/rockets",
    ],
)
def test_the_same_address_in_another_spelling_is_the_same_article(url: str) -> None:
    first = arrive()
    again = arrive(url=url, title="Another headline", text=INDEPENDENT)
    assert (again.is_new, again.article.pk, again.copies) == (False, first.article.pk, [])
    assert Article.objects.count() == 1


def test_another_address_of_the_same_page_is_the_same_article() -> None:
    first = arrive()
    assert arrive(url="https://amp.planet.example/1", also_at=("https://t.example/x", URL)).article == first.article


def test_a_text_pasted_twice_is_the_same_article() -> None:
    first = arrive(url="")
    assert arrive(url="", title="Pasted again", text=AGENCY.replace("\n", "\r\n")).article == first.article


def test_a_text_pasted_with_its_address_later_is_the_same_article() -> None:
    first = arrive(url="")
    assert not arrive().is_new
    assert Article.objects.get() == first.article


@pytest.mark.parametrize("by", ["address", "publisher"])
def test_the_same_text_elsewhere_is_a_new_article_that_looks_like_a_copy(by: str) -> None:
    if by == "address":
        first, other = arrive(), arrive(url="https://other.example/1")
    else:
        first = arrive(url="", publisher=PublisherFactory())
        other = arrive(url="", publisher=PublisherFactory())
    assert other.is_new
    [copy] = other.copies
    assert (copy.article, copy.reason) == (first.article, "the same text")
    assert other.article.republishes is None


def test_a_reprint_under_another_headline_is_offered_as_a_copy() -> None:
    first = arrive()
    reprint = arrive(url="https://other.example/1", title="Blasts in Baghdad", text=f"By our own staff.\n{AGENCY}")
    [copy] = reprint.copies
    assert (copy.article, copy.reason) == (first.article, "100 % of its words in the same order")


def test_an_independent_report_of_the_same_event_is_no_copy() -> None:
    arrive(published_edtf="2022-01-13")
    assert arrive(url="https://other.example/1", text=INDEPENDENT, published_edtf="2022-01-13").copies == []


def test_a_flash_with_a_corrected_figure_is_offered_as_a_copy() -> None:
    first = arrive(text=FLASH, title="")
    [copy] = arrive(url="https://other.example/1", title="", text=FLASH.replace("Four", "Three")).copies
    assert copy.article == first.article


def test_a_text_of_three_words_has_its_copies_by_its_hash() -> None:
    first = arrive(text="Explosions in Baghdad", title="")
    [copy] = arrive(url="https://other.example/1", text="Explosions in Baghdad", title="").copies
    assert copy.article == first.article


def test_what_is_held_as_a_reference_is_found_by_its_headline_within_days() -> None:
    headline = "Rockets land near U.S. embassy in Baghdad"
    known = ArticleFactory(title=headline, holding="reference_only", text="", published_edtf="2022-01-13")
    ArticleFactory(title=headline, holding="reference_only", text="", published_edtf="2022-02-13")
    [copy] = arrive(title=headline.replace("U.S.", "US"), published_edtf="2022-01-14").copies
    assert (copy.article, copy.reason) == (known, "the same headline")


def test_two_texts_under_one_headline_are_no_copies_for_that() -> None:
    arrive(title="Rockets land near the embassy in Baghdad", published_edtf="2022-01-13")
    other = arrive(
        title="Rockets land near the embassy in Baghdad", published_edtf="2022-01-13", text=INDEPENDENT,
        url="https://other.example/1",
    )  # fmt: skip
    assert other.copies == []


def test_a_copy_stands_for_its_original() -> None:
    original = arrive().article
    middle = arrive(url="https://other.example/1").article
    middle.republishes = original
    middle.save()
    [copy] = arrive(url="https://third.example/1").copies
    assert copy.article == original


def test_an_original_is_not_offered_its_own_copies() -> None:
    original, copy = arrive(), arrive(url="https://other.example/1").article
    copy.republishes = original.article
    copy.save()
    assert original.copies == []


def test_nothing_is_offered_to_what_is_said_to_be_a_copy() -> None:
    original, copy = arrive().article, arrive(url="https://other.example/1")
    copy.article.republishes = original
    assert copy.copies == []


def test_a_later_version_at_the_same_address_is_stored_beside_the_first() -> None:
    first = arrive().article
    later = receive(Draft(title="Rockets", text=INDEPENDENT, url=URL), by=None, version_of=first)
    assert later.is_new
    assert later.article.republishes == first
    assert at_address(URL) == later.article


def test_a_reference_without_address_is_known_by_headline_publisher_and_date() -> None:
    fields = {"text": "", "url": "", "holding": "reference_only", "published_edtf": "2022-01-13"}
    publisher = PublisherFactory()
    first = arrive(**fields, publisher=publisher)
    assert not arrive(**fields, publisher=publisher).is_new
    assert arrive(**fields).is_new
    assert held(Draft(title="Rockets land near embassy", publisher=publisher)) is None
    assert first.is_new


def test_the_publisher_is_found_by_name_or_by_the_site_of_the_address() -> None:
    planet = PublisherFactory(name="The Daily Planet", url="https://www.planet.example/en")
    PublisherFactory(name="Not Planet", url="https://notplanet.example/")
    assert publisher_of(name="the DAILY planet") == planet
    assert publisher_of(url="http://planet.example/world/rockets") == planet
    assert publisher_of(name="Unknown", url=URL) == planet
    assert publisher_of(name="Unknown", url="https://et.example/") is None
    assert publisher_of(url="http://[::1") is publisher_of() is None


def test_copies_are_looked_for_with_a_few_queries_whatever_is_stored(django_assert_max_num_queries: Any) -> None:
    arrival = arrive(published_edtf="2022-01-13")
    ArticleFactory.create_batch(30, text=AGENCY)
    with django_assert_max_num_queries(9):
        assert len(arrival.copies) == 5


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole, whatever indexes they have"
)
def test_candidates_are_found_by_index() -> None:
    article = arrive().article
    by_mark = Article.objects.filter(mark_3=article.mark_3).order_by("-pk").explain()
    by_address = Article.objects.filter(canonical_url_sha256=article.canonical_url_sha256).order_by("-pk").explain()
    assert "article_by_mark_3" in by_mark
    assert "article_by_address" in by_address
