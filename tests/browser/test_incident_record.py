"""Do changes, citation, relations and the form for errors work for eyes, keyboards, phones and paper?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from incidents.models import ErrorReport
from incidents.public import reporting
from tests.browser.test_public import EMBASSY, PHONE, WIDE
from tests.factories import publish_document
from tests.incidents.public import documents

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """A site with an incident of two versions."""
    closed = datetime(2022, 2, 1, tzinfo=UTC)
    publish_document(documents.embassy(title="First told"), state="superseded", closed_at=closed)
    publish_document(documents.embassy(version=2, title="Told again", change_note="An account was added."))
    address: str = live_server.url
    return address


@pytest.fixture
def far_away(browser: Browser) -> Iterator[Page]:
    """A browser whose clock is fourteen hours ahead of the server's."""
    context = browser.new_context(timezone_id="Pacific/Kiritimati", locale="ar")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)], ids=["wide-light", "phone-dark"])
@pytest.mark.parametrize("ending", ["", "changes/", "report/", "report/sent/"])
def test_no_page_of_a_record_breaks_a_rule_of_accessibility(
    page: Page, site: str, ending: str, scheme: Literal["dark", "light"], size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}{EMBASSY}{ending}")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_policy_of_the_page_refuses_nothing_of_it(page: Page, site: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + EMBASSY)
    page.wait_for_load_state("networkidle")
    assert said == []
    data = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert data["headline"] == "Told again"


def test_the_citation_is_copied_by_its_button(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site + EMBASSY)
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Attest, “Told again”, incident iq-2022-01-13-us-embassy, version 2")


def test_days_are_the_same_for_every_reader(far_away: Page, site: str) -> None:
    far_away.goto(site + EMBASSY)
    expect(far_away.get_by_text("13 January 2022, at night").first).to_be_visible()
    expect(far_away.get_by_text("1 February 2022").first).to_be_visible()


def test_paper_shows_what_a_click_opens_and_where_sources_are(page: Page, site: str) -> None:
    page.goto(site + EMBASSY)
    page.emulate_media(media="print")
    expect(page.get_by_text("by terrorist groups, the post said").first).to_be_visible()
    expect(page.get_by_role("navigation", name="On this page")).to_be_hidden()
    written = page.evaluate("getComputedStyle(document.querySelector('.source-title a'), '::after').content")
    assert "https://example.org/three-hurt" in written


def test_a_report_is_sent_by_keyboard_and_thanked_for(page: Page, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "is_too_soon", lambda _: False)
    page.goto(f"{site}{EMBASSY}report/")
    page.get_by_label("What is it about?").select_option("figure")
    page.get_by_label("What is it about?").press("Tab")
    page.keyboard.type("Three people were hurt, says the hospital.")
    page.keyboard.press("Tab")
    page.keyboard.type("amal@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    report = ErrorReport.objects.get()
    assert (report.about, report.contact) == ("figure", "amal@example.org")
