"""Where does a page say who wrote it, when and where, and what is believed of it?"""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from articles.metadata import Metadata, Moment, metadata, moment
from tests.articles.pages import ADDRESS, FETCHED_AT, linked, page

EVENING = Moment("2022-01-13", datetime(2022, 1, 13, 20, 40, tzinfo=UTC))


def read(head: str, **changes: Any) -> Metadata:
    return metadata(document_fromstring(page(head=head, **changes)), url=ADDRESS, now=FETCHED_AT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022-01-13T23:40:00+03:00", EVENING),
        ("2022-01-13T20:40:00Z", EVENING),
        ("2022-01-13 20:40 UTC", EVENING),
        ("2022-01-13T20:40:00.123456+0000", EVENING),
        ("Thu, 13 Jan 2022 20:40:00 GMT", EVENING),
        ("Thu, 13 Jan 2022 23:40:00 +0300", EVENING),
        # The day is the one where it was printed, the moment is in UTC.
        ("2022-01-14T01:40:00+05:00", Moment("2022-01-14", EVENING.at)),
        ("2022-01-13T23:40:00", Moment("2022-01-13")),
        ("2022-01-13", Moment("2022-01-13")),
        ("  2022-01-13  ", Moment("2022-01-13")),
        ("2022-02-30", None),
        ("2022-01-13T25:00:00Z", None),
        ("2022-01-13T20:40:00+99:00", None),
        ("0001-01-01T00:00:00+03:00", None),
        ("1899-12-31", None),
        ("2022-01-18", None),
        ("13/01/2022", None),
        ("٢٠٢٢-٠١-١٣", None),
        ("yesterday", None),
        ("", None),
        ("Mon, 99 Foo 2022 99:99:99 GMT" * 9, None),
    ],
)
def test_a_date_is_read_as_pages_and_feeds_write_it(text: str, found: Moment | None) -> None:
    assert moment(text, now=FETCHED_AT) == found


@given(st.text())
def test_no_date_breaks_anything(text: str) -> None:
    moment(text, now=FETCHED_AT)


@pytest.mark.parametrize(
    "head",
    [
        linked(),
        '<meta property="article:published_time" content="2022-01-13T23:40:00+03:00">',
        '<meta name="Parsely-Pub-Date" content="2022-01-13T20:40:00Z">',
        '<meta itemprop="datePublished" content="2022-01-13T20:40:00Z">',
        # The hour stands in another place than the day.
        linked({"@type": "Article", "datePublished": "2022-01-13"})
        + '<meta name="date" content="2022-01-13T20:40:00Z">',
        "<article><time datetime='2022-01-13T20:40:00Z'></time></article>",
    ],
)
def test_the_moment_of_publication_is_found(head: str) -> None:
    assert read(head).published == EVENING


def test_the_most_deliberate_date_is_taken_where_several_differ() -> None:
    head = linked({"@type": "Article", "datePublished": "2022-01-12"}) + '<meta name="date" content="2022-01-14">'
    assert read(head).published == Moment("2022-01-12")


@pytest.mark.parametrize(
    "data",
    ['{"@type": "NewsArticle", ', "[" * 100_000, '{"@type": 7, "author": [[[]]]}', "null", '"text"', "[1, [2], {}]",
     '{"@type": "NewsArticle", "author": {"name": {"name": 1}}, "datePublished": [], "publisher": [], "headline": {}}',
     '{"a": ' * 400 + "1" + "}" * 400],
    ids=range(8),
)  # fmt: skip
def test_a_description_that_is_broken_or_odd_is_passed_over(data: str) -> None:
    said = read(linked(data))
    assert (said.byline, said.publisher, said.published) == ("", "", None)


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Amal al-Saadi", "Amal al-Saadi"),
        ({"name": " Amal\n al-Saadi "}, "Amal al-Saadi"),
        ([{"name": "Amal"}, "Ben", {"name": "Amal"}], "Amal, Ben"),
        ("https://facebook.example/amal", ""),
        ("@amal", ""),
        (None, ""),
    ],
)
def test_the_byline_is_the_names_as_printed(author: Any, byline: str) -> None:
    assert read(linked({"@type": "Article", "author": author})).byline == byline


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://planet.example/story", "https://planet.example/story"),
        ("/story?id=1", "https://planet.example/story?id=1"),
        ("?id=1", "https://planet.example/world/rockets?id=1"),
        ("https://other.example/story", "https://other.example/story"),
        # The front page is the address of no article.
        ("https://planet.example/", ""),
        ("/", ""),
        ("javascript:alert(1)", ""),
        ("http://[::1", ""),
        ("", ""),
        ("/" + "a" * 3_000, ""),
    ],
)
def test_the_address_a_page_calls_its_own(href: str, address: str) -> None:
    assert read(f'<link rel="canonical" href="{href}">').canonical_url == address


def test_what_a_page_does_not_say_is_blank() -> None:
    said = read("", html="")
    assert (said.byline, said.publisher, said.language, said.canonical_url, said.published) == ("", "", "", "", None)
