"""Do the public pages work in Arabic, from right to left, and does a day stay the day whatever the reader's clock?"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_public import EMBASSY, PHONE, WIDE
from tests.factories import publish_document
from tests.incidents.public import documents

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["/ar/", "/ar/incidents/", "/ar/incidents/?page=0", f"/ar{EMBASSY}", f"/ar{EMBASSY}report/", "/ar/codebook/",
         "/ar/about/", "/ar/api/", "/ar/corrections/", "/ar/places/", "/ar/actors/Iranian-backed%20factions/",
         "/ar/incidents/nothing/"]  # fmt: skip
CLOCKS = ("Pacific/Kiritimati", "America/Anchorage", "Asia/Baghdad")
"""Fourteen hours before UTC, nine behind it, and that of the place."""


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """A site with a much-reported incident and a dataset's row."""
    publish_document(documents.embassy())
    publish_document(documents.dataset_event())
    address: str = live_server.url
    return address


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page on a phone whose browser runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_in_arabic_breaks_a_rule_of_accessibility(
    page: Page, site: str, address: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_page_runs_from_right_to_left(page: Page, site: str) -> None:
    page.set_viewport_size(WIDE)
    page.goto(f"{site}/ar/")
    brand, switch = page.locator(".brand").bounding_box(), page.get_by_role("link", name="English").bounding_box()
    assert brand
    assert switch
    assert brand["x"] > switch["x"]
    page.locator("#map .pin").first.wait_for()
    zoom, area = page.locator(".leaflet-control-zoom").bounding_box(), page.locator("#map").bounding_box()
    assert zoom
    assert area
    assert zoom["x"] > area["x"] + area["width"] / 2


def test_a_title_in_another_script_stands_where_lines_begin(page: Page, site: str) -> None:
    page.set_viewport_size(WIDE)
    page.goto(f"{site}/ar/incidents/")
    title = page.locator(".row h2").first
    assert title.evaluate("(heading) => getComputedStyle(heading).direction") == "ltr"
    cell, words = title.bounding_box(), title.locator("a").bounding_box()
    assert cell
    assert words
    assert abs((words["x"] + words["width"]) - (cell["x"] + cell["width"])) < 2


def test_time_runs_from_right_to_left_on_the_histogram_too(page: Page, site: str) -> None:
    page.goto(f"{site}/ar/incidents/")
    bars = page.locator("#bars a.bar")
    days = [bars.nth(number).get_attribute("data-from") for number in range(bars.count())]
    boxes = [bars.nth(number).locator(".bar-reach").bounding_box() for number in range(bars.count())]
    assert days == sorted(days, key=str)
    assert len(boxes) > 1
    assert [box["x"] for box in boxes if box] == sorted((box["x"] for box in boxes if box), reverse=True)


def test_a_marker_tells_its_incident_in_arabic(page: Page, site: str) -> None:
    page.goto(f"{site}/ar/#11/33.3/44.4")
    page.locator("#map .pin").first.click()
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("يناير 2022")
    expect(popup).to_contain_text("العراق")
    expect(page.locator("#in-view")).to_contain_text("في هذا العرض")


def test_a_reader_on_a_phone_changes_the_language_without_scripts_and_keeps_the_filters(
    plain_page: Page, site: str
) -> None:
    plain_page.goto(f"{site}/incidents/?country=IQ&q=embassy")
    plain_page.get_by_role("link", name="العربيّة").click()
    expect(plain_page).to_have_url(f"{site}/ar/incidents/?country=IQ&q=embassy")
    expect(plain_page.locator("h1")).to_have_text("الحوادث")
    plain_page.get_by_role("link", name="English").click()
    expect(plain_page).to_have_url(f"{site}/incidents/?country=IQ&q=embassy")


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_no_day_and_no_moment_depends_on_the_readers_clock(browser: Browser, site: str, prefix: str) -> None:
    told = {}
    for clock in CLOCKS:
        context = browser.new_context(timezone_id=clock)
        page = context.new_page()
        told[clock] = [_words(page, f"{site}{prefix}{address}") for address in (EMBASSY, "/incidents/", "/")]
        context.close()
    first, *others = told.values()
    assert others == [first, first]
    assert ("13 يناير 2022" if prefix else "13 January 2022") in first[0]
    assert "UTC" in first[0]


def _words(page: Page, address: str) -> str:
    """Everything a page says, its map and what its scripts write included."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page.locator("body").inner_text()
