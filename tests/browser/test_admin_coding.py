"""Can an analyst code an article in a real browser, a reviewer publish it, and nothing on the pages be cut off?"""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from incidents.models import Citation, Incident, PlaceName
from incidents.models.publication import Publication
from tests.factories import ActorFactory, PlaceFactory, user_with_role

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLE = (
    "Two mortar rounds came down on the market of Qarya on Tuesday morning, the district's police said. At least three "
    "traders were hurt. The police blamed “men from the hills”. A second police report had not been seen."
)
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 860}


class Analyst:
    """Somebody at the admin with a browser."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    def open(self, path: str) -> None:
        self.page.goto(f"{self.site}/admin/{path}")

    def log_in(self, user: User) -> None:
        self.open("")
        self.page.fill("#id_username", user.username)
        self.page.fill("#id_password", "a-long-password")
        self.page.click("input[type=submit]")
        expect(self.page.locator("h1")).to_have_text("Coding and review")

    def log_out(self) -> None:
        self.page.click("#logout-form button")

    def add(self, prefix: str, **values: Any) -> str:
        """Add a row and fill it in; the beginning of the ids of its fields."""
        number = self.page.input_value(f"#id_{prefix}-TOTAL_FORMS")
        self.page.click(f"#{prefix}-group .add-row a")
        row = f"id_{prefix}-{number}"
        for name, value in values.items():
            self.enter(f"{row}-{name}", value)
        return row

    def enter(self, field: str, value: str) -> None:
        control = self.page.locator(f"#{field}")
        if "admin-autocomplete" in (control.get_attribute("class") or ""):
            self.choose(field, value)
        elif control.evaluate("each => each.tagName") == "SELECT":
            label = control.locator("option", has_text=re.compile(re.escape(value), re.IGNORECASE)).first
            control.select_option(label.get_attribute("value"))
        elif control.get_attribute("type") == "checkbox":
            control.check()
        else:
            control.fill(value)

    def choose(self, field: str, term: str) -> None:
        """Pick the first suggestion of an autocomplete."""
        self.page.click(f"#{field} + .select2-container")
        self.page.locator(".select2-container--open .select2-search__field").last.fill(term)
        self.page.locator(".select2-results__option[aria-selected]", has_not_text="Searching").first.click()

    def save(self) -> None:
        with self.page.expect_navigation():
            self.page.click("input[name=_continue]")

    def errors(self) -> list[str]:
        return self.page.locator(".errorlist li").all_inner_texts()


@pytest.fixture
def site(live_server: LiveServer) -> str:
    PlaceName.objects.create(place=PlaceFactory(name="Qarya"), name="al-Qaryah")
    ActorFactory(name="District police", kind="state_force")
    ActorFactory(name="Men from the hills", kind="label")
    for role in ("coder", "reviewer"):
        user = user_with_role(role, username=role)
        user.set_password("a-long-password")
        user.save()
    address: str = live_server.url
    return address


@pytest.fixture
def analyst(page: Page, site: str) -> Analyst:
    page.set_viewport_size(WIDE)
    analyst = Analyst(page, site)
    analyst.log_in(User.objects.get(username="coder"))
    return analyst


def enter_the_article(analyst: Analyst) -> None:
    analyst.open("articles/article/add/")
    analyst.enter("id_title", "Mortar rounds on a market")
    analyst.enter("id_text", ARTICLE)
    analyst.enter("id_published_edtf", "2024-05-08")
    analyst.save()
    analyst.page.click("text=Code an incident from it")


def enter_the_incident(analyst: Analyst) -> None:
    for field, value in {
        "title": "Mortar rounds on the market of Qarya", "code": "xx-2024-05-07-qarya",
        "attack_type": "Rockets, mortars",
        "summary": "Two rounds are reported to have hit the market.", "date_edtf": "2024-05-07",
    }.items():  # fmt: skip
        analyst.enter(f"id_{field}", value)
    analyst.add("locations", place="al-qaryah", role="Impact", precision="Town or village", is_primary="on")
    analyst.add("weapons", type="Mortar", said="2", number_text="Two mortar rounds", endpoint="Qarya")
    analyst.add("statements", kind="Account", speakers="police", basis="Named authority")
    analyst.add(
        "statements", kind="Accusation", speakers="police", accused="hills", accused_text="men from the hills",
        wording="Asserted",
    )  # fmt: skip
    analyst.add("casualty_counts", statement="Account", harm="Injured", group="Civilians", said="at least 3")


def cite_it(analyst: Analyst) -> None:
    analyst.add("citations", field="date", exact="on Tuesday morning", basis="Calculated")
    analyst.add("citations", field="attack type", exact="Two mortar rounds came down")
    analyst.add("citations", bears_on="Impact", exact="the market of Qarya")
    analyst.add("citations", bears_on="Account", exact="the district's police said")
    analyst.add("citations", bears_on="Accusation", exact='blamed "men from the hills"')
    analyst.add("citations", bears_on="Injured", exact="At least three traders were hurt")


def test_an_article_becomes_a_published_incident(analyst: Analyst) -> None:
    enter_the_article(analyst)
    enter_the_incident(analyst)
    cite_it(analyst)
    analyst.save()
    assert analyst.errors() == []
    analyst.page.click("text=Submit for review")
    analyst.page.click("input[value='Submit for review']")
    analyst.log_out()
    analyst.log_in(User.objects.get(username="reviewer"))
    analyst.page.click("text=Mortar rounds on the market of Qarya")
    analyst.page.click(".step-publish")
    analyst.page.click("input[value=Publish]")
    expect(analyst.page.locator(".status").first).to_have_text("Published")

    document = Publication.objects.get(state="live").read()
    (count,) = document["casualty_counts"]
    assert (count["count_kind"], count["low"], count["group"]) == ("at_least", 3, "civilian")
    assert document["weapons"][0]["endpoint"] == document["locations"][0]["ref"]
    assert {each["exact"] for each in document["citations"]} >= {"blamed “men from the hills”", "the market of Qarya"}


def test_words_that_are_not_in_the_article_are_told_and_nothing_typed_is_lost(analyst: Analyst) -> None:
    enter_the_article(analyst)
    enter_the_incident(analyst)
    analyst.add("citations", bears_on="Injured", exact="four traders were hurt")
    analyst.save()
    assert len(analyst.errors()) == 1
    assert "not in the article" in analyst.errors()[0]
    bears_on = analyst.page.locator("#id_citations-0-bears_on option:checked")
    expect(bears_on).to_contain_text("Injured")
    analyst.enter("id_citations-0-exact", "three traders were hurt")
    analyst.save()
    assert analyst.errors() == []
    citation = Citation.objects.get()
    assert citation.casualty_count == Incident.objects.get().casualty_counts.get()
    assert Article.objects.get().text[citation.start : citation.end] == "three traders were hurt"


def test_a_row_removed_before_saving_leaves_the_others_pointing_to_the_right_rows(analyst: Analyst) -> None:
    enter_the_article(analyst)
    enter_the_incident(analyst)
    analyst.page.click("#statements-0 .inline-deletelink")
    analyst.add("casualty_counts", statement="Accusation", harm="Killed", said="none reported")
    analyst.page.click("#casualty_counts-0 .inline-deletelink")
    analyst.enter("id_statements-0-basis", "Unsourced")
    analyst.save()
    assert analyst.errors() == []
    count = Incident.objects.get().casualty_counts.get()
    assert (count.harm, count.statement.kind) == ("killed", "accusation")


def test_a_point_is_set_by_clicking_moved_by_keys_and_cleared(analyst: Analyst) -> None:
    analyst.open("incidents/place/add/")
    page = analyst.page
    page.locator(".point-map").click(position={"x": 300, "y": 150})
    latitude = page.input_value("#id_latitude")
    assert re.fullmatch(r"-?\d+\.\d{5}", latitude)
    page.locator(".point-pin").focus()
    page.keyboard.press("ArrowUp")
    assert float(page.input_value("#id_latitude")) > float(latitude)
    page.fill("#id_latitude", "33.3")
    page.fill("#id_longitude", "44.4")
    expect(page.locator(".point-said")).to_contain_text("33.3, 44.4")
    page.click(".point-clear")
    assert (page.input_value("#id_latitude"), page.input_value("#id_longitude")) == ("", "")


def test_the_definition_of_the_chosen_code_stands_beside_it_and_the_list_chooses(analyst: Analyst) -> None:
    analyst.open("articles/article/add/")
    page = analyst.page
    definition = page.locator("#id_holding ~ .definition .definition-text")
    page.select_option("#id_holding", "excerpt")
    expect(definition).to_have_text("Only a part of the text is kept.")
    page.click("#id_holding ~ .definition .definition-list")
    page.locator("dialog.codebook").get_by_role("button", name="Reference only").click()
    assert page.input_value("#id_holding") == "reference_only"


def test_the_later_of_two_savers_takes_the_stored_value_with_a_click(analyst: Analyst, browser: Browser) -> None:
    enter_the_article(analyst)
    enter_the_incident(analyst)
    analyst.save()
    other = Analyst(browser.new_context().new_page(), analyst.site)
    other.log_in(User.objects.get(username="reviewer"))
    other.page.goto(analyst.page.url)
    other.enter("id_title", "The reviewer's title")
    other.save()
    analyst.enter("id_title", "The coder's title")
    analyst.save()
    expect(analyst.page.locator(".conflict tbody tr")).to_contain_text(["The reviewer's title"])
    assert analyst.page.input_value("#id_title") == "The coder's title"
    analyst.page.click(".take-theirs")
    assert analyst.page.input_value("#id_title") == "The reviewer's title"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_is_cut_off(analyst: Analyst, size: dict[str, int]) -> None:
    enter_the_article(analyst)
    enter_the_incident(analyst)
    cite_it(analyst)
    analyst.save()
    key = Incident.objects.get().pk
    analyst.page.set_viewport_size(size)  # type: ignore[arg-type]
    for path in (
        "", "incidents/incident/", f"incidents/incident/{key}/change/", f"incidents/incident/{key}/history/",
        "articles/article/add/", "incidents/place/add/", f"incidents/incident/{key}/review/submit/",
    ):  # fmt: skip
        analyst.open(path)
        analyst.page.evaluate("document.querySelectorAll('.rows details').forEach((each) => { each.open = true; })")
        assert analyst.page.evaluate("document.documentElement.scrollWidth") == size["width"], path
