"""Are map, timeline, filters and list one query, by mouse, by keyboard, by touch and without scripts?"""

import gzip
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import PublicationFactory
from tests.incidents.public.test_streets import written

pytestmark = pytest.mark.django_db(transaction=True)

FIRST_VISIT_BYTES = 250_000


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """Four incidents in Iraq from January to April 2022, one in Syria in April, and one that the map cannot show."""
    for month in (1, 2, 3, 4):
        PublicationFactory(
            title=f"Attack of month {month}", date_edtf=f"2022-0{month}-15", latitude=33.3 + month / 10, longitude=44.4
        )
    PublicationFactory(title="Shots in Aleppo", country="SY", attack_type="shooting", date_edtf="2022-04-20",
                       latitude=36.2, longitude=37.1)  # fmt: skip
    PublicationFactory(title="Somewhere in Iraq", date_edtf="2022-04-21", nowhere=True)
    address: str = live_server.url
    return address


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def names_of_pins(page: Page) -> list[str]:
    names: list[str] = page.locator("#map .pin").evaluate_all("(pins) => pins.map((each) => each.ariaLabel)")
    return names


def drawn(page: Page) -> int:
    """How many incidents the circles on the map stand for."""
    names = names_of_pins(page)
    return sum(int(found[1]) if (found := re.match(r"(\d+) incidents", name)) else 1 for name in names)


def shows(page: Page, *, incidents: int, on_map: int) -> None:
    """Waits until the counts, the list and the map tell of so many."""
    expect(page.locator(".counts strong")).to_have_text(str(incidents))
    expect(page.locator(".explorer-list > .rows > .row")).to_have_count(incidents)
    expect(page.locator("#in-view")).to_contain_text(f"{on_map} in this view")
    assert drawn(page) == on_map


def test_a_ticked_filter_changes_map_timeline_and_list_and_can_be_taken_back(page: Page, site: str) -> None:
    page.goto(f"{site}/#5/34/41")
    shows(page, incidents=6, on_map=5)
    expect(page.locator("a.bar")).to_have_count(4)
    page.get_by_role("checkbox", name="Syria").check()
    shows(page, incidents=1, on_map=1)
    expect(page.locator("a.bar")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/\?country=SY#5/34"))
    expect(page.get_by_role("checkbox", name="Syria")).to_be_focused()
    page.go_back()
    shows(page, incidents=6, on_map=5)
    expect(page.get_by_role("checkbox", name="Syria")).not_to_be_checked()
    page.go_forward()
    shows(page, incidents=1, on_map=1)
    page.reload()
    shows(page, incidents=1, on_map=1)
    page.get_by_role("link", name="Country: Syria").press("Enter")
    shows(page, incidents=6, on_map=5)
    assert page.evaluate("document.activeElement.id") == "content"


def test_dragging_over_bars_chooses_their_period(page: Page, site: str) -> None:
    page.goto(f"{site}/#5/34/41")
    shows(page, incidents=6, on_map=5)
    box = page.locator("#bars").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, middle, steps=4)
    expect(page.locator(".brush")).to_have_count(1)
    page.mouse.move(box["x"] + box["width"] * 0.7, middle, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"\?date_from=2022-02-01&date_to=2022-03-31#5"))
    shows(page, incidents=2, on_map=2)
    expect(page.get_by_label("From")).to_have_value("2022-02-01")
    page.get_by_role("link", name="All dates").click()
    shows(page, incidents=6, on_map=5)


def test_a_bar_can_be_reached_and_followed_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/#5/34/41")
    shows(page, incidents=6, on_map=5)
    assert page.locator('a.bar[tabindex="0"]').count() == 1
    page.locator('a.bar[tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="February 2022: 1 incident")).to_be_focused()
    page.keyboard.press("Enter")
    shows(page, incidents=1, on_map=1)
    expect(page.get_by_role("link", name="15 February 2022: 1 incident")).to_be_focused()


def test_days_can_be_written_beside_the_bars(page: Page, site: str) -> None:
    page.goto(f"{site}/#5/34/41")
    shows(page, incidents=6, on_map=5)
    page.get_by_label("From").focus()
    page.keyboard.type("04182022", delay=60)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?date_from=2022-04-18#"))
    shows(page, incidents=2, on_map=1)
    page.get_by_label("To", exact=True).fill("2022-04-20")
    page.get_by_role("button", name="Show", exact=True).click()
    shows(page, incidents=1, on_map=1)


def test_what_has_no_point_is_listed_beside_the_map(page: Page, site: str) -> None:
    page.goto(site)
    beside = page.locator("#pointless")
    beside.get_by_text("Without a point on the map: 1").click()
    expect(beside.get_by_role("link", name="Somewhere in Iraq")).to_be_visible()


def test_an_area_in_the_query_bounds_the_map_and_stays_in_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}/?bbox=44,33,45,33.65")
    shows(page, incidents=3, on_map=3)
    page.get_by_role("button", name="Zoom out").click()
    expect(page).to_have_url(re.compile(r"\?bbox=44,33,45,33.65#"))
    page.get_by_role("button", name="Zoom out").click()
    page.wait_for_timeout(800)
    shows(page, incidents=3, on_map=3)
    page.reload()
    shows(page, incidents=3, on_map=3)


def test_what_lies_outside_the_view_can_be_brought_in(page: Page, site: str) -> None:
    page.goto(f"{site}/#9/36.2/37.1")
    expect(page.locator("#in-view")).to_contain_text("1 in this view")
    page.get_by_role("button", name="Show all on the map").click()
    expect(page.locator("#in-view")).to_contain_text("5 in this view")
    assert drawn(page) == 5


def test_a_cluster_stays_as_it_is_while_the_map_is_moved(page: Page, site: str) -> None:
    page.goto(f"{site}/#6/34/41")
    expect(page.locator("#in-view")).to_contain_text("5 in this view")
    before = set(names_of_pins(page))
    page.locator("#map").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(500)
        assert set(names_of_pins(page)) <= before


def test_an_area_is_no_exact_spot(page: Page, site: str) -> None:
    PublicationFactory.create_batch(
        2, title="Clash in the province", precision="adm1", radius_m=75_000, latitude=20, longitude=20
    )
    PublicationFactory(title="Strike in the country", precision="country", radius_m=500_000, latitude=10, longitude=20)
    page.goto(f"{site}/#5/15/20")
    spot = page.get_by_role("button", name="2 incidents at one spot, somewhere within about 75 km, open to list them")
    expect(spot).to_have_class(re.compile("pin-wide"))
    expect(page.locator("path.area")).to_have_count(2)
    spot.click()
    expect(page.locator(".leaflet-popup")).to_contain_text("Somewhere within about 75 km.")
    expect(page.locator(".leaflet-popup li").first).to_contain_text("Province")


def test_streets_of_the_sites_own_file_lie_under_the_incidents(
    page: Page, site: str, tmp_path: Path, settings: LazySettings
) -> None:
    settings.ATTEST_STREETS = written(tmp_path / "streets.pmtiles")
    settings.ATTEST_STREETS_CREDIT = "© The mappers"
    with page.expect_response(re.compile(r"/map/streets/9/")):
        page.goto(f"{site}/?bbox=44.3,33.2,44.6,33.5")
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("© The mappers")


def test_the_snippet_can_be_copied_and_frames_the_same_view(page: Page, site: str) -> None:
    page.goto(f"{site}/?country=SY")
    page.locator("#embedding summary").click()
    snippet = page.get_by_label(re.compile("HTML for your page")).input_value()
    assert f'src="{site}/embed/?country=SY"' in snippet
    expect(page.locator("#embedding").get_by_role("button", name="Copy")).to_be_visible()
    page.goto(f"{site}/embed/?country=SY")
    expect(page.locator("#map .pin")).to_have_count(1)
    expect(page.locator(".counts")).to_contain_text("1 incident")


@pytest.fixture
def elsewhere(site: str) -> Iterator[str]:
    """Another site, which frames a view of ours."""

    class Framing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{site}/embed/?country=IQ" width="500" height="400"></iframe>'.encode())

    server = HTTPServer(("127.0.0.1", 0), Framing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_any_site_can_frame_the_slim_page(page: Page, elsewhere: str) -> None:
    page.goto(elsewhere)
    framed = page.frame_locator("iframe")
    expect(framed.locator("#map .pin").first).to_be_visible()
    expect(framed.locator(".counts")).to_contain_text("5 incidents")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_slim_page_breaks_no_rule_of_accessibility(page: Page, site: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site}/embed/?country=IQ")
    page.locator("#map .pin").first.wait_for()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_first_visit_to_a_filtered_and_zoomed_map_is_light(page: Page, site: str) -> None:
    responses: list[Response] = []

    def note(response: Response) -> None:
        responses.append(response)

    page.on("response", note)
    page.goto(f"{site}/?country=IQ")
    page.locator("#map .pin").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert any("basemap/fine/" in response.url for response in responses)
    assert sum(len(gzip.compress(response.body(), 6)) for response in responses) <= FIRST_VISIT_BYTES


def test_without_scripts_every_bar_and_every_filter_works(plain_page: Page, site: str) -> None:
    plain_page.goto(site)
    plain_page.get_by_role("link", name="March 2022: 1 incident").click()
    expect(plain_page.locator(".counts strong")).to_have_text("1")
    plain_page.get_by_role("link", name="All dates").click()
    plain_page.locator("#filters > summary").click()
    plain_page.get_by_role("checkbox", name="Syria").check()
    plain_page.get_by_role("button", name="Show incidents").click()
    expect(plain_page.locator(".counts strong")).to_have_text("1")
    plain_page.get_by_label("From").fill("2022-05-01")
    plain_page.get_by_role("button", name="Show", exact=True).click()
    expect(plain_page.locator(".empty")).to_contain_text("No incident matches.")
