"""Can somebody decide between two codings by keyboard, on a wide page and on a phone, and read the agreement?"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from incidents.models import Adjudication, Incident, WeaponUse
from tests.browser.test_admin_coding import PHONE, WIDE, Analyst
from tests.factories import (
    CitationFactory,
    LocationFactory,
    PlaceFactory,
    StatementFactory,
    WeaponUseFactory,
    user_with_role,
)
from tests.incidents.coding.codings import coded, two_codings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reviewer(page: Page, live_server: LiveServer) -> Analyst:
    user = user_with_role("reviewer", username="rita")
    user.set_password("a-long-password")
    user.save()
    somebody = Analyst(page, live_server.url)
    somebody.log_in(user)
    return somebody


@pytest.fixture
def two() -> tuple[Incident, Incident]:
    """Two codings that differ in a value and in a row, and a third incident that only the second coder has."""
    first, second = two_codings(attack_type="shooting")
    assert first.task is not None
    CitationFactory(incident=first, article=first.task.article, field="attack_type", exact="a rocket hit a school")
    place = PlaceFactory()
    for incident, note in ((first, "At the gate."), (second, "At the school.")):
        LocationFactory(incident=incident, place=place)
        StatementFactory(incident=incident)
        WeaponUseFactory(incident=incident, note=note)
    coded(second.task, title="A convoy was hit", date_edtf="2020-05-05", attack_type="planted_explosive")
    return first, second


def case(incident: Incident) -> str:
    assert incident.task is not None
    return reverse("admin:adjudication", args=[incident.task.article_id]).removeprefix("/admin/")


PAGES = ("incidents/adjudication/", "incidents/agreement/", "")


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_pages_are_accessible_and_nothing_is_cut_off(
    reviewer: Analyst, two: tuple[Incident, Incident], size: ViewportSize
) -> None:
    reviewer.page.set_viewport_size(size)
    for path in (*PAGES, case(two[0])):
        reviewer.open(path)
        for fold in reviewer.page.locator("details").all():
            fold.evaluate("each => each.open = true")
        # Told to read no imported style sheet: it would write it into the page, which the policy refuses.
        found = Axe().run(reviewer.page, options={"preload": False})
        assert found.violations_count == 0, f"{path} {found.generate_report()}"
        assert reviewer.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_decision_is_made_by_keyboard(reviewer: Analyst, two: tuple[Incident, Incident]) -> None:
    page, first = reviewer.page, two[0]
    reviewer.open(case(first))
    left = page.locator("[data-undecided]")
    expect(left).to_have_text("3 of 3 still to be decided")
    page.get_by_role("radio", name="The second").first.focus()
    page.keyboard.press("Space")
    expect(left).to_have_text("2 of 3 still to be decided")
    page.get_by_role("button", name="the first").focus()
    page.keyboard.press("Enter")
    expect(left).to_have_text("1 of 3 still to be decided")
    page.get_by_label("Set it aside").check()
    expect(left).to_have_text("Everything is decided")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("h1")).to_have_text("Decided between two codings")
    first.refresh_from_db()
    assert (first.attack_type, Adjudication.objects.count()) == ("shooting", 1)
    assert [each.note for each in WeaponUse.objects.filter(incident=first)] == ["At the gate."]
    assert sorted(Incident.objects.values_list("status", flat=True)) == ["draft", "merged", "withdrawn"]


def test_another_value_is_asked_for_when_it_is_chosen(reviewer: Analyst, two: tuple[Incident, Incident]) -> None:
    page, first = reviewer.page, two[0]
    reviewer.open(case(first))
    own = page.locator(f"#id_{first.pk}-attack_type-own")
    expect(own).to_be_hidden()
    page.get_by_label("Another value").first.check()
    expect(own).to_be_visible()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was written")
    expect(page.get_by_text("Say why it is neither of both.")).to_be_visible()


def test_a_disagreement_unfolds_where_its_number_leads(reviewer: Analyst, two: tuple[Incident, Incident]) -> None:
    page = reviewer.page
    reviewer.open("incidents/agreement/")
    expect(page.get_by_role("cell", name="Shooting")).to_be_hidden()
    page.locator("a[href='#differ-attack_type']").click()
    expect(page.get_by_role("cell", name="Shooting")).to_be_visible()
