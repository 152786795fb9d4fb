"""Do the public pages work for eyes, keyboards and screen readers, on a wide screen and on a phone?"""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import PublicationFactory, publish_document
from tests.incidents.public import documents

pytestmark = pytest.mark.django_db(transaction=True)

EMBASSY = "/incidents/iq-2022-01-13-us-embassy/"
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 860}
FIRST_VISIT_BYTES = 250_000


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """A site with a much-reported incident, a dataset's row, one without a point and a withdrawn one."""
    publish_document(documents.embassy())
    publish_document(documents.dataset_event())
    publish_document(documents.bare())
    closed = {"closed_reason": "It was about another town.", "closed_at": datetime(2022, 3, 4, tzinfo=UTC)}
    publish_document(documents.bare(code="gone"), state="withdrawn", **closed)
    publish_document(documents.bare(code="mended", version=2, change_note="The date was wrong."))
    address: str = live_server.url
    return address


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def map_of(page: Page, address: str) -> None:
    """Opens a map page and waits until it shows its incidents."""
    page.goto(address)
    page.locator("#map .pin").first.wait_for()


PAGES = ["/", "/incidents/", "/incidents/?country=IQ", "/incidents/?page=0", EMBASSY, "/incidents/ucdp-ged-412/",
         "/incidents/bare/", "/incidents/gone/", "/incidents/nothing/", "/about/", "/api/", "/codebook/", "/data/",
         "/data/?country=IQ", "/data/releases/", "/corrections/", "/corrections/?page=9", "/places/", "/places/IQ/",
         "/places/IQ/Dora/", "/actors/", "/actors/?name=nothing",
         "/sources/Arab%20News/", "/actors/Iranian-backed%20factions/", "/series/"]  # fmt: skip


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "phone-dark"])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_breaks_a_rule_of_accessibility(
    page: Page, site: str, address: str, scheme: Literal["dark", "light"], size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_reader_on_a_phone_sees_reported_claimed_and_unknown_on_the_first_screen(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(site + EMBASSY)
    for said in ("2 injured (reports range from 2 to 3)", "No claim of responsibility", "Not known"):
        place = page.get_by_text(said).first.bounding_box()
        assert place is not None
        assert place["y"] < PHONE["height"]


def test_every_fact_opens_the_words_of_its_source(page: Page, site: str) -> None:
    page.goto(site + EMBASSY)
    words = page.get_by_text("by terrorist groups, the post said").first
    expect(words).to_be_hidden()
    page.locator("#statement-4 summary").focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()


def test_the_incident_map_draws_each_public_place(page: Page, site: str) -> None:
    page.goto(site + EMBASSY)
    expect(page.locator("#incident-map .pin")).to_have_count(3)
    expect(page.locator("#incident-map path.area")).to_have_count(2)


def test_no_marker_of_an_incident_covers_the_name_of_a_city(page: Page, site: str) -> None:
    document = documents.embassy(code="centre")
    document["locations"][0] |= {"latitude": 33.34, "longitude": 44.4}  # the middle of Baghdad on the base map
    publish_document(document)
    page.goto(f"{site}/incidents/centre/")
    name = page.locator(".map-label-city", has_text="Baghdad")
    expect(name).to_have_count(1)
    box = name.bounding_box()
    assert box is not None
    for pin in page.locator("#incident-map .pin").all():
        covered = pin.bounding_box()
        assert covered is not None
        beside = box["x"] >= covered["x"] + covered["width"] or covered["x"] >= box["x"] + box["width"]
        above = box["y"] >= covered["y"] + covered["height"] or covered["y"] >= box["y"] + box["height"]
        assert beside or above


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_follows_the_cards_uses_the_width_of_the_page(page: Page, site: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(site + EMBASSY)
    whole = page.locator("article.incident .summary").bounding_box()
    assert whole is not None
    for section in page.locator("article.incident > section").all():
        box = section.bounding_box()
        assert box is not None
        assert abs(box["width"] - whole["width"]) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_marker_opens_by_keyboard_and_gives_the_focus_back(page: Page, site: str) -> None:
    map_of(page, f"{site}/#5/33.3/44.4")
    marker = page.get_by_role("button", name=re.compile("Rockets aimed at the United States embassy"))
    marker.focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup").get_by_role("link", name="Rockets aimed at the United States embassy")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(marker).to_be_focused()


def test_a_cluster_comes_apart_when_opened(page: Page, site: str) -> None:
    PublicationFactory(title="Second attack", latitude=33.9, longitude=44.4)
    map_of(page, f"{site}/#3/33.3/44.4")
    page.get_by_role("button", name="2 incidents, open to come closer").click()
    expect(page.get_by_role("button", name=re.compile("Second attack"))).to_be_visible()


def test_a_keyboard_that_opens_a_cluster_goes_on_at_what_came_out_of_it(page: Page, site: str) -> None:
    PublicationFactory(title="Second attack", latitude=33.9, longitude=44.4)
    map_of(page, f"{site}/#3/33.3/44.4")
    page.get_by_role("button", name="2 incidents, open to come closer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Second attack"))).to_be_visible()
    expect(page.locator("#map .pin:focus")).to_have_count(1)


def test_the_map_can_be_skipped_without_moving_it(page: Page, site: str) -> None:
    map_of(page, f"{site}/#6/33.3000/44.4000")
    skip = page.get_by_role("link", name="Skip the map")
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#beside-map")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#beside-map') !== null")
    page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile(r"/#7/33\.3"))


def test_incidents_at_one_spot_are_listed(page: Page, site: str) -> None:
    PublicationFactory.create_batch(2, title="Attack in Mosul", latitude=36.3, longitude=43.1, date_edtf="2022-01-13")
    map_of(page, f"{site}/#12/36.3/43.1")
    page.get_by_role("button", name=re.compile("^2 incidents")).click()
    popup = page.locator(".leaflet-popup")
    expect(popup.get_by_role("link", name="Attack in Mosul")).to_have_count(2)
    expect(popup.get_by_text("13 January 2022")).to_have_count(2)
    popup.get_by_role("link", name="2 incidents at this spot").click()
    expect(page.locator(".row")).to_have_count(2)


def test_the_address_holds_filters_and_view(page: Page, site: str) -> None:
    map_of(page, f"{site}/?country=IQ#6/33.3000/44.4000")
    page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile(r"/\?country=IQ#7/"))
    expect(page.locator("#in-view")).to_contain_text("1 in this view")
    page.get_by_role("link", name="1 in this view").click()
    expect(page).to_have_url(re.compile(r"/incidents/\?country=IQ&bbox="))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?country=IQ#7/"))


def test_a_new_filter_keeps_the_view_and_leaves_empty_fields_out(page: Page, site: str) -> None:
    map_of(page, f"{site}/#6/33.3000/44.4000")
    page.get_by_label("Words").fill("rockets")
    page.get_by_role("button", name="Show incidents").click()
    expect(page).to_have_url(f"{site}/?q=rockets#6/33.3000/44.4000")


def test_an_empty_view_says_that_there_is_more_elsewhere(page: Page, site: str) -> None:
    page.goto(f"{site}/#6/-40.0/-140.0")
    expect(page.locator("#map-status")).to_have_text("No incident in this view. Zoom out to see others.")


def test_a_failing_server_is_told_and_tried_again(page: Page, site: str) -> None:
    page.route("**/map/clusters.json*", lambda route: route.fulfill(status=503))
    page.goto(f"{site}/#5/33.3/44.4")
    expect(page.locator("#map-status")).to_contain_text("could not be loaded")
    page.unroute("**/map/clusters.json*")
    page.get_by_role("button", name="Zoom out").click()
    page.locator("#map .pin").first.wait_for()
    expect(page.locator("#map-status")).to_be_hidden()


def test_the_first_visit_to_the_map_is_light(page: Page, site: str) -> None:
    responses: list[Response] = []

    def note(response: Response) -> None:
        responses.append(response)

    page.on("response", note)
    map_of(page, site)
    page.wait_for_load_state("networkidle")
    compressed = [len(gzip.compress(response.body(), 6)) for response in responses]
    assert len(compressed) > 10
    assert sum(compressed) <= FIRST_VISIT_BYTES


def test_without_scripts_the_map_page_leads_to_the_list_and_filters_work(plain_page: Page, site: str) -> None:
    plain_page.goto(site)
    assert plain_page.get_by_text("The map needs JavaScript").is_visible()
    plain_page.locator("#filters > summary").click()
    plain_page.locator("input[name=q]").fill("rockets")
    plain_page.get_by_role("button", name="Show incidents").click()
    assert plain_page.locator(".row").count() == 1


def test_nothing_that_can_be_pressed_is_too_small(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)
    for address in ("/incidents/", EMBASSY):
        page.goto(site + address)
        small = page.evaluate(
            """() => [...document.querySelectorAll("summary, button, select, input, nav a, .chips a")]
              .map((each) => [each.textContent.trim().slice(0, 30), each.closest("label") ?? each])
              .map(([name, each]) => [name, each.getBoundingClientRect()])
              .filter(([, box]) => box.height && (box.height < 24 || box.width < 24))
              .map(([name, box]) => `${name} ${box.width}×${box.height}`)"""
        )
        assert small == []
