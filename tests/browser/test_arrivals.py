"""Can an analyst bring articles in with a browser, and does a hostile snapshot stay a file there?"""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import fetching, snapshots
from articles.models import Article
from tests.articles.pages import PARAGRAPHS, fetched
from tests.articles.pages import page as page_with
from tests.articles.test_imports import table
from tests.factories import ArticleFactory, user_with_role

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = page_with(paragraphs=[*PARAGRAPHS, "<script>document.title = 'run'; alert('run')</script>"])


@pytest.fixture
def analyst(page: Page, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A coder at the list of articles; every address answers with a hostile page."""
    monkeypatch.setattr(fetching, "fetch", lambda url, **_options: fetched(HOSTILE, url=url, final_url=url))
    user = user_with_role("coder", username="amal")
    user.set_password("a-long-password")
    user.save()
    page.goto(f"{live_server.url}/admin/articles/article/")
    page.fill("#id_username", "amal")
    page.fill("#id_password", "a-long-password")
    page.click("input[type=submit]")
    return page


def check(page: Page, part: str = "#content") -> None:
    """Nothing is cut off on a phone, and axe finds nothing in the part of the page that is ours."""
    # By itself axe copies style sheets into the page, which the Content-Security-Policy refuses.
    found = Axe().run(page, context=part, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size({"width": 1280, "height": 860})


def test_an_address_becomes_an_article_and_its_reprint_a_copy(analyst: Page) -> None:
    original = ArticleFactory(title="Rockets, by the agency", text="\n\n".join(PARAGRAPHS), url="https://a.example/1")
    analyst.click("text=Add by address")
    check(analyst)
    analyst.fill("#id_url", "http://2130706433/")
    analyst.press("#id_url", "Enter")
    expect(analyst.locator(".errorlist")).to_have_text(
        "A host that is a number must be written as four decimal numbers."
    )
    analyst.fill("#id_url", "planet.example/world/rockets")
    analyst.press("#id_url", "Enter")
    expect(analyst.locator(".messagelist")).to_contain_text("The article was fetched and stored")
    expect(analyst.locator(".arrived .copy")).to_contain_text("Rockets, by the agency")
    check(analyst, ".arrived")
    analyst.click("text=It is a copy")
    expect(analyst.locator(".messagelist")).to_contain_text("It is now a copy of")
    assert Article.objects.latest("pk").republishes == original


def test_a_hostile_snapshot_is_saved_and_not_shown(analyst: Page, live_server: LiveServer, tmp_path: Path) -> None:
    article = ArticleFactory(snapshot=snapshots.keep(fetched(HOSTILE)))
    dialogs: list[Any] = []
    analyst.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))
    analyst.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    with analyst.expect_download() as download:
        analyst.click("text=Snapshot of the page")
    assert download.value.suggested_filename == f"article-{article.pk}-snapshot.txt"
    download.value.save_as(tmp_path / "page")
    assert (tmp_path / "page").read_text() == HOSTILE
    # In a frame, or asked for by its address, it is the same file.
    with analyst.expect_download():
        analyst.evaluate("address => { location.href = address }", f"/admin/articles/article/{article.pk}/snapshot/")
    assert (dialogs, "run" in analyst.title()) == ([], False)


def test_a_csv_is_looked_at_and_stored(analyst: Page, tmp_path: Path) -> None:
    good = {"title": "صواريخ", "text": "سقطت أربعة صواريخ", "published": "2022-01-13"}
    (tmp_path / "bad.csv").write_bytes(table({**good, "published": "?"}))
    (tmp_path / "good.csv").write_bytes(table(good))
    analyst.click("text=Import a CSV")
    check(analyst)
    analyst.set_input_files("#id_file", tmp_path / "bad.csv")
    analyst.click("text=Look at it")
    expect(analyst.locator(".refused h2")).to_have_text("Nothing was stored: 1 problem in the file")
    check(analyst)
    analyst.set_input_files("#id_file", tmp_path / "good.csv")
    analyst.click("text=Look at it")
    expect(analyst.locator(".preview h2")).to_have_text("1 new, 0 here already")
    check(analyst)
    analyst.click("input[value='Store it']")
    expect(analyst.locator(".messagelist")).to_contain_text("1 new, 0 here already.")
    assert Article.objects.get().title == "صواريخ"
