"""Can a reviewer find two codings of one event, compare them side by side, merge them, and take it back?"""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from incidents.models import Incident
from tests.factories import CitationFactory, IncidentFactory, LocationFactory, PlaceFactory, user_with_role

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a-long-password"
PHONE = {"width": 390, "height": 844}
PAGES = {
    "": "#content",
    "incidents/incident/{source}/change/": ".likely",
    "incidents/incident/{source}/review/merge/": "#content",
    "incidents/incident/{source}/review/merge/?into={target}": "#content",
}
"""What is opened, and the part of it that is ours."""


def log_in(page: Page, site: str) -> Callable[[str], object]:
    """A reviewer who is logged in; opens a page of the admin."""
    user = user_with_role("reviewer", username="rita")
    user.set_password(PASSWORD)
    user.save()
    page.goto(f"{site}/admin/")
    page.fill("#id_username", "rita")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    return lambda path: page.goto(f"{site}/admin/{path}")


@pytest.fixture
def go(page: Page, live_server: LiveServer) -> Callable[[str], object]:
    return log_in(page, live_server.url)


@pytest.fixture
def twins() -> tuple[Incident, Incident]:
    place = PlaceFactory(name="Qarya")
    source = IncidentFactory(
        title="Mortar rounds hit a market", summary="Three traders were hurt.", date_edtf="2022-01-14"
    )
    target = IncidentFactory(title="Market of Qarya hit by mortars", summary="")
    for incident in (source, target):
        LocationFactory(incident=incident, place=place)
        CitationFactory(incident=incident, field="date_edtf")
    return source, target


def is_cut_off(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_two_codings_are_found_compared_merged_and_parted_again(
    page: Page, go: Callable[[str], object], twins: tuple[Incident, Incident]
) -> None:
    source, target = twins
    go("")
    expect(page.locator(".pairs li")).to_have_count(1)
    go(f"incidents/incident/{source.pk}/change/")
    page.click("text=Compare and merge")
    expect(page.locator("h1")).to_have_text(f"Merge {source.code} into {target.code}")
    expect(page.locator("input[name=choice-summary][value=source]")).to_be_checked()
    page.check("input[name=choice-date_edtf][value=source]")
    page.fill("textarea[name=reason]", "Both tell of the market.")
    page.click(f"text=Merge into {target.code}")
    expect(page.locator(".messagelist")).to_contain_text(f"Merged {source.code} into this incident.")
    expect(page.locator("#id_date_edtf")).to_have_value("2022-01-14")
    page.click("text=Undo the merge")
    page.click("input[type=submit][value='Undo the merge']")
    expect(page.locator(".messagelist")).to_contain_text(f"Draft: {source.code}.")
    assert Incident.objects.get(pk=target.pk).date_edtf == "2022-01-13"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_pages(
    browser: Browser, live_server: LiveServer, twins: tuple[Incident, Incident], scheme: Literal["light", "dark"]
) -> None:
    # axe writes a style of its own for itself, which the policy would refuse.
    page = browser.new_context(bypass_csp=True, color_scheme=scheme).new_page()
    go, (source, target) = log_in(page, live_server.url), twins
    for path, part in PAGES.items():
        go(path.format(source=source.pk, target=target.pk))
        found = Axe().run(page, context=part).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], path
    page.context.close()


def test_the_pages_fit_a_phone(page: Page, go: Callable[[str], object], twins: tuple[Incident, Incident]) -> None:
    source, target = twins
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for path in PAGES:
        go(path.format(source=source.pk, target=target.pk))
        assert not is_cut_off(page), path


def test_another_incident_is_found_by_its_words(
    page: Page, go: Callable[[str], object], twins: tuple[Incident, Incident]
) -> None:
    other = IncidentFactory(title="A convoy far away", date_edtf="2019-05-05")
    go(f"incidents/incident/{twins[0].pk}/review/merge/")
    page.fill("input[type=search]", "convoy far")
    page.keyboard.press("Enter")
    page.click("text=A convoy far away")
    expect(page.locator("h1")).to_have_text(f"Merge {twins[0].code} into {other.code}")
