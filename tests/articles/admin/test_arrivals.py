"""Do articles come in through the pages by address and by CSV, and is a hostile page never run in our name?"""

import base64
import io
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import snapshots
from articles.fetching import FetchRefused
from articles.models import Article, Publisher, Snapshot
from tests.articles.pages import ADDRESS, TEXT, TITLE, fetched, linked, page
from tests.articles.sites import Web
from tests.articles.test_imports import table
from tests.articles.test_likeness import AGENCY
from tests.factories import ArticleFactory
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db

BY_ADDRESS = "admin:articles_article_by_address"
IMPORT = "admin:articles_article_import"


@pytest.fixture
def coder() -> Client:
    return logged_in("coder", username="amal")[0]


def page_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def said(response: Any) -> list[str]:
    return [str(each) for each in get_messages(response.wsgi_request)]


def ask(client: Client, url: str, **more: str) -> Any:
    return client.post(reverse(BY_ADDRESS), {"url": url, **more})


# By address


def test_an_address_becomes_an_article_whose_form_is_filled(coder: Client, web: Web) -> None:
    web[ADDRESS] = page(head=linked())
    response = ask(coder, ADDRESS)
    article = Article.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of(article))
    assert said(response) == [
        "The article was fetched and stored; look it over.",
        "Left out of the text: “Share this article”.",
        "The page names “The Daily Planet”, which is not in the table of publishers.",
    ]
    form = coder.get(page_of(article)).context["adminform"].form
    assert (form["title"].value(), form["text"].value(), form["url"].value()) == (TITLE, TEXT, ADDRESS)
    assert (article.retrieved_by.username, article.triage) == ("amal", "new")


def test_an_address_without_a_scheme_is_taken_as_https(coder: Client, web: Web) -> None:
    web[ADDRESS] = page()
    ask(coder, " planet.example/world/rockets ")
    assert web.asked == [ADDRESS]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://2130706433/", "file:///etc/passwd", "http://a@b.example/",
                                 "http://localhost:8000/", "javascript:alert(1)", "x\x00y", "", "http://[::1"]
)  # fmt: skip
def test_a_hostile_address_is_refused_beside_the_field(coder: Client, url: str) -> None:
    """Through the fetch as it is: the tests block every socket."""
    response = ask(coder, url)
    assert response.status_code == 200
    [error] = response.context["form"].errors["url"]
    assert error.endswith(".")
    assert not Article.objects.exists()


def test_what_the_server_does_wrong_is_told_beside_the_field_and_the_address_is_kept(coder: Client, web: Web) -> None:
    web[ADDRESS] = FetchRefused("The page redirects in a circle; it may want cookies, which are never sent.")
    response = ask(coder, ADDRESS)
    assert response.context["form"].errors["url"] == [
        "The page redirects in a circle; it may want cookies, which are never sent."
    ]
    assert ADDRESS in response.content.decode()


def test_an_article_that_is_here_is_told_with_a_link(coder: Client, web: Web) -> None:
    known = ArticleFactory(url=ADDRESS, title="Rockets")
    response = ask(coder, f"{ADDRESS}?utm_source=x")
    assert response.context["known"] == known
    assert f'We have this already: <a href="{page_of(known)}">' in response.content.decode()
    assert (web.asked, Article.objects.count()) == ([], 1)


def test_a_page_that_is_here_can_be_fetched_again_as_a_version(coder: Client, web: Web) -> None:
    known = ArticleFactory(url=ADDRESS)
    web[ADDRESS] = page()
    response = ask(coder, ADDRESS, again="1")
    later = Article.objects.latest("pk")
    assert (response["Location"], later.republishes, later.text) == (page_of(later), known, TEXT)


def test_fetching_again_from_the_article_tells_when_nothing_changed(coder: Client, web: Web) -> None:
    article = ArticleFactory(url=ADDRESS, text=TEXT)
    web[ADDRESS] = page()
    response = coder.post(reverse("admin:articles_article_revisit", args=[article.pk]))
    assert (response["Location"], said(response)) == (page_of(article), ["The page still reads as it is stored here."])
    assert Article.objects.count() == 1


def test_fetching_again_tells_what_went_wrong(coder: Client, web: Web) -> None:
    article = ArticleFactory(url=ADDRESS)
    assert web.pages == {}
    response = coder.post(reverse("admin:articles_article_revisit", args=[article.pk]))
    assert said(response) == ["The server answered 404 Not Found instead of a page."]


# The snapshot

HOSTILE = {
    "text/html": b"<script>fetch('/admin/').then(r => r.text()).then(t => alert(t))</script>",
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>',
    "application/xhtml+xml": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "text/javascript": b"alert(1)",
    'text/html" onload="x': b"<script>alert(1)</script>",
}


@pytest.mark.parametrize("media_type", HOSTILE)
def test_a_hostile_snapshot_is_a_file_and_never_a_page(coder: Client, media_type: str) -> None:
    kept = snapshots.keep(fetched(HOSTILE[media_type], media_type=media_type))
    article = ArticleFactory(snapshot=kept)
    response = coder.get(reverse("admin:articles_article_snapshot", args=[article.pk]))
    assert response.content == HOSTILE[media_type]
    assert re.fullmatch(r'attachment; filename="article-\d+-snapshot\.(txt|bin)"', response["Content-Disposition"])
    assert response["Content-Type"] in ("text/plain", "application/octet-stream")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_no_address_of_the_site_leads_to_the_folder_of_snapshots(coder: Client, settings: Any) -> None:
    kept = snapshots.keep(fetched(HOSTILE["text/html"]))
    assert settings.MEDIA_URL in ("", "/")
    for prefix in ("/", "/media/", "/static/", "/static/../", "/admin/"):
        assert coder.get(f"{prefix}{kept.file.name}").status_code == 404


def test_a_snapshot_that_was_changed_is_not_handed_out(coder: Client, settings: Any) -> None:
    kept = snapshots.keep(fetched(b"<p>As fetched</p>"))
    (Path(settings.MEDIA_ROOT) / kept.file.name).write_bytes(b"<p>Forged</p>")
    article = ArticleFactory(snapshot=kept)
    response = coder.get(reverse("admin:articles_article_snapshot", args=[article.pk]))
    assert (response.status_code, said(response)) == (302, ["The file of this snapshot is no longer what was fetched."])


@pytest.mark.parametrize("key", [0, 999_999, 2**63, 10**30])
def test_an_article_without_a_snapshot_has_none(coder: Client, key: int) -> None:
    article = ArticleFactory()
    for each in (article.pk, key):
        assert coder.get(f"/admin/articles/article/{each}/snapshot/").status_code == 404


def test_the_page_of_an_article_links_its_snapshot(coder: Client, web: Web) -> None:
    web[ADDRESS] = page()
    ask(coder, ADDRESS)
    article = Article.objects.get()
    content = coder.get(page_of(article)).content.decode()
    assert reverse("admin:articles_article_snapshot", args=[article.pk]) in content
    assert Snapshot.objects.get().sha256[:12] in content


# Copies


def test_what_looks_like_a_copy_is_made_one_by_one_click(coder: Client) -> None:
    original = ArticleFactory(text=AGENCY, title="Rockets")
    copy = ArticleFactory(text=f"By our staff.\n{AGENCY}")
    content = coder.get(page_of(copy)).content.decode()
    step = reverse("admin:articles_article_copy_of", args=[copy.pk, original.pk])
    assert "Looks like a copy of" in content
    assert step in content
    coder.post(step)
    copy.refresh_from_db()
    assert copy.republishes == original
    latest = copy.history.first()
    assert (latest.history_user.username, latest.history_change_reason) == (
        "amal", "A copy: 100 % of its words in the same order.",
    )  # fmt: skip
    assert "Looks like a copy of" not in coder.get(page_of(copy)).content.decode()


def test_only_what_is_offered_can_be_chosen(coder: Client) -> None:
    stranger, article = ArticleFactory(text=AGENCY), ArticleFactory()
    for original in (stranger.pk, article.pk, 0, 2**64):
        response = coder.post(f"/admin/articles/article/{article.pk}/copy-of/{original}/")
        assert said(response)[-1] == "That article is no longer offered as the original."
    article.refresh_from_db()
    assert article.republishes is None


def test_an_article_page_asks_no_more_for_many_copies_than_for_one(coder: Client) -> None:
    article = ArticleFactory(text=AGENCY)
    ArticleFactory(text=AGENCY)
    counts = []
    for _ in range(2):
        coder.get(page_of(article))
        with CaptureQueriesContext(connection) as queries:
            coder.get(page_of(article))
        counts.append(len(queries))
        ArticleFactory.create_batch(9, text=AGENCY)
    assert counts[0] == counts[1]


# By CSV


def look_at(client: Client, content: bytes) -> Any:
    return client.post(reverse(IMPORT), {"file": io.BytesIO(content)})


ROWS = [
    {"title": "Rockets", "text": "One rocket.\nBack to top", "publisher": "The Daily", "publisher_kind": "newspaper"},
    {"title": "صواريخ", "text": "سقطت أربعة صواريخ", "publisher": "The Daily", "publisher_kind": ""},
]


def test_the_page_tells_the_columns(coder: Client) -> None:
    content = coder.get(reverse(IMPORT)).content.decode()
    assert "<dt>publisher_kind</dt>" in content


def test_a_file_is_looked_at_before_it_is_taken(coder: Client) -> None:
    preview = look_at(coder, table(*ROWS))
    assert (preview.context["new"], preview.context["known"], preview.context["problems"]) == (2, 0, [])
    content = preview.content.decode()
    assert "Publishers that are added: The Daily." in content
    assert "Left out of the text: “Back to top”." in content
    assert not Article.objects.exists()
    assert not Publisher.objects.exists()
    response = coder.post(reverse(IMPORT), {"packed": preview.context["packed"]})
    assert said(response) == ["2 new, 0 here already."]
    assert set(Article.objects.values_list("title", "retrieved_by__username")) == {
        ("Rockets", "amal"),
        ("صواريخ", "amal"),
    }


def test_a_file_that_is_taken_twice_changes_nothing(coder: Client) -> None:
    sent = {"packed": look_at(coder, table(*ROWS)).context["packed"]}
    coder.post(reverse(IMPORT), sent)
    assert said(coder.post(reverse(IMPORT), sent))[-1] == "0 new, 2 here already."
    assert Article.objects.count() == 2
    again = look_at(coder, table(*ROWS))
    assert [row.state for row in again.context["rows"]] == ["known", "known"]


def test_every_problem_is_shown_by_line_and_column_and_nothing_can_be_taken(coder: Client) -> None:
    response = look_at(
        coder, table({"title": "A", "published": "?", "kind": ""}, {"title": "B", "published": "", "kind": "x"})
    )
    found = [(each.line, each.column) for each in response.context["problems"]]
    assert found == [(2, "published"), (3, "kind")]
    assert "2 problems in the file" in response.content.decode()
    assert response.context["packed"] == ""


def test_what_became_wrong_since_it_was_looked_at_is_told(coder: Client) -> None:
    rows = [{"title": "A", "publisher": "The Daily", "publisher_kind": "newspaper"}]
    sent = {"packed": look_at(coder, table(*rows)).context["packed"]}
    Publisher.objects.create(name="The Daily", kind="broadcaster")
    response = coder.post(reverse(IMPORT), sent)
    assert [each.column for each in response.context["problems"]] == ["publisher_kind"]
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "sent", ["", "?", "AAAA", base64.b64encode(zlib.compress(b"title\r\nA"))[:-9].decode(),
             base64.b64encode(zlib.compress(b"\0" * 50_000_000)).decode()]
)  # fmt: skip
def test_a_file_that_was_lost_on_the_way_is_told(coder: Client, sent: str) -> None:
    response = coder.post(reverse(IMPORT), {"packed": sent})
    assert response.status_code == 200
    assert response.context["lost"]
    assert not Article.objects.exists()


def test_a_file_that_is_none_or_too_large_is_told_beside_the_field(coder: Client) -> None:
    assert coder.post(reverse(IMPORT), {"x": "y"}).context["form"].errors["file"] == ["This field is required."]
    large = look_at(coder, b"title\r\n" + b"A\r\n" * 2_000_000)
    assert large.context["form"].errors["file"] == [
        "The file is larger than 4 MB; import it with manage.py import_articles."
    ]


def test_the_list_leads_to_both_pages(coder: Client) -> None:
    content = coder.get(reverse("admin:articles_article_changelist")).content.decode()
    assert reverse(BY_ADDRESS) in content
    assert reverse(IMPORT) in content
