"""Does an address become an article with its snapshot, once, and does a corrected page become a version beside it?"""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from articles import snapshots
from articles.extraction import Unreadable
from articles.fetching import FetchRefused
from articles.metadata import Moment
from articles.models import Article, Feed, Snapshot
from articles.visits import revisit, sentence, visit
from tests.articles.pages import ADDRESS, TEXT, TITLE, fetched, linked, page
from tests.articles.sites import Web
from tests.factories import PublisherFactory, UserFactory
from tests.rows import ROW

pytestmark = pytest.mark.django_db


def test_an_address_becomes_an_article_with_all_that_the_page_says_and_its_snapshot(web: Web) -> None:
    planet, user = PublisherFactory(name="The Daily Planet"), UserFactory()
    web[ADDRESS] = page(head=linked())
    arrival = visit(f"  {ADDRESS} ", by=user)
    article = Article.objects.get()
    assert (arrival.is_new, arrival.article) == (True, article)
    assert (article.title, article.text, article.publisher) == (TITLE, TEXT, planet)
    assert (article.byline, article.byline_state) == ("Amal al-Saadi, A. B. Çelik", "present")
    assert (article.published_edtf, article.published_at) == ("2022-01-13", datetime(2022, 1, 13, 20, 40, tzinfo=UTC))
    assert (article.language, article.dateline, article.url) == ("en-GB", "BAGHDAD", ADDRESS)
    assert article.note == "Left out of the text: “Share this article”."
    assert article.retrieved_by == user
    assert article.snapshot is not None
    assert snapshots.read(article.snapshot) == page(head=linked()).encode()


def test_an_article_that_is_here_is_not_fetched_again(web: Web) -> None:
    web[ADDRESS] = page()
    first = visit(ADDRESS, by=None).article
    again = visit("http://www.planet.example/world/rockets/?utm_source=x", by=None)
    assert (again.is_new, again.article) == (False, first)
    assert web.asked == [ADDRESS]


def test_an_address_that_redirects_to_a_known_one_is_the_known_article(web: Web) -> None:
    web[ADDRESS] = page()
    web["https://t.example/x"] = fetched("<p>not read</p>", final_url=ADDRESS)
    first = visit(ADDRESS, by=None).article
    assert visit("https://t.example/x", by=None).article == first
    assert Snapshot.objects.count() == 1


def test_the_address_a_page_calls_its_own_is_kept_when_it_lies_on_the_same_site(web: Web) -> None:
    web[f"{ADDRESS}?page=print"] = page(head=f'<link rel="canonical" href="{ADDRESS}">')
    assert visit(f"{ADDRESS}?page=print", by=None).article.url == ADDRESS


def test_a_page_that_names_another_site_keeps_its_own_address(web: Web) -> None:
    web[ADDRESS] = page(head='<link rel="canonical" href="https://agency.example/story">')
    assert visit(ADDRESS, by=None).article.url == ADDRESS


def test_what_a_feed_says_fills_what_the_page_does_not(web: Web) -> None:
    feed = ROW[Feed](publisher=PublisherFactory())
    web[ADDRESS] = page()
    evening = Moment("2022-01-13", datetime(2022, 1, 13, 20, 40, tzinfo=UTC))
    article = visit(ADDRESS, by=None, feed=feed, title="Another headline", published=evening).article
    assert (article.title, article.published_edtf, article.published_at) == (TITLE, "2022-01-13", evening.at)
    assert (article.feed, article.publisher) == (feed, feed.publisher)


def test_what_the_page_says_goes_before_what_a_feed_says(web: Web) -> None:
    web[ADDRESS] = page(head=linked())
    later = Moment("2022-01-14", datetime(2022, 1, 14, 8, tzinfo=UTC))
    assert visit(ADDRESS, by=None, published=later).article.published_edtf == "2022-01-13"


@pytest.mark.parametrize(
    ("answer", "problem", "told"),
    [
        (FetchRefused("The page redirects in a circle."), FetchRefused, "The page redirects in a circle."),
        ("<html></html>", Unreadable, "No text of an article was found on the page; paste the text instead."),
    ],
)
def test_an_address_without_an_article_leaves_nothing_behind(
    web: Web, answer: str | Exception, problem: type[Exception], told: str
) -> None:
    web[ADDRESS] = answer
    with pytest.raises(problem) as refused:
        visit(ADDRESS, by=None)
    assert sentence(refused.value) == told
    assert not Article.objects.exists()
    assert not Snapshot.objects.exists()


def test_a_hostile_address_is_refused_before_anything_is_asked(web: Web) -> None:
    with pytest.raises(FetchRefused):
        visit("http://127.1/", by=None)
    assert web.asked == []


def test_an_article_that_cannot_be_stored_is_told_in_words(web: Web) -> None:
    web["https://my_site.planet.example/a"] = page()
    with pytest.raises(ValidationError) as refused:
        visit("https://my_site.planet.example/a", by=None)
    assert sentence(refused.value) == "Enter a valid URL."


def test_a_folder_that_cannot_be_written_is_told(web: Web, settings, tmp_path) -> None:
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    web[ADDRESS] = page()
    with pytest.raises(snapshots.SnapshotNotKept, match="could not be written"):
        visit(ADDRESS, by=None)


def test_a_page_that_was_corrected_becomes_a_version_beside_the_first(web: Web) -> None:
    web[ADDRESS] = page()
    first = visit(ADDRESS, by=None).article
    web[ADDRESS] = page(paragraphs=[*TEXT.replace("Four", "Three").split("\n\n"), "This story has been corrected."])
    later = revisit(first, by=None)
    assert later.is_new
    assert later.article.text.startswith("BAGHDAD (Agency) - Three rockets")
    assert later.article.republishes == first
    first.refresh_from_db()
    assert first.text == TEXT
    assert visit(ADDRESS, by=None).article == later.article


def test_a_page_that_reads_as_before_is_no_new_version(web: Web) -> None:
    web[ADDRESS] = page()
    first = visit(ADDRESS, by=None).article
    web[ADDRESS] = page().replace("World", "Home and abroad")
    again = revisit(first, by=None)
    assert (again.is_new, again.article) == (False, first)
