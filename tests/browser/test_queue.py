"""Is the queue read with single keys, by mouse and without a script, and can everybody use it?"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from incidents.models import CodingTask
from tests.browser.test_admin_coding import PHONE, WIDE, Analyst
from tests.factories import ArticleFactory, CodingTaskFactory, user_with_role

pytestmark = pytest.mark.django_db(transaction=True)

TABLET = {"width": 820, "height": 1100}
HEADLINES = ("Shells on a market", "رواية أخرى", "Parliament meets", "A bridge is hit")


@pytest.fixture
def site(live_server: LiveServer) -> str:
    for headline in HEADLINES:
        ArticleFactory(title=headline, text=f"The story of: {headline}.", relevance=50, language="en")
    for role in ("coder", "reviewer"):
        user = user_with_role(role, username=role)
        user.set_password("a-long-password")
        user.save()
    return live_server.url


@pytest.fixture
def reader(page: Page, site: str) -> Analyst:
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    reader = Analyst(page, site)
    reader.log_in(User.objects.get(username="coder"))
    reader.open("queue/")
    return reader


def is_open(page: Page, headline: str) -> None:
    expect(page.locator("#queue tr[aria-current] .open")).to_have_text(headline)
    expect(page.locator(".story h2")).to_have_text(headline)


def violations(page: Page, part: str = "html") -> list[tuple[str, list[str]]]:
    """What axe finds in a part of the page: the rule, and the elements that break it."""
    found = Axe().run(page, context=part).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def verdicts() -> list[str]:
    return list(Article.objects.order_by("id").values_list("triage", flat=True))


def test_the_first_article_is_open_and_j_and_k_and_arrows_go_through_the_list(reader: Analyst) -> None:
    page = reader.page
    is_open(page, HEADLINES[0])
    for key, number in (("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("k", 0)):
        page.keyboard.press(key)
        is_open(page, HEADLINES[number])
    expect(page.locator("#queue tr[aria-current] .open")).to_be_focused()


def test_one_key_a_verdict_and_the_next_is_open(reader: Analyst) -> None:
    page = reader.page
    is_open(page, HEADLINES[0])
    for key, headline in (("r", HEADLINES[1]), ("x", HEADLINES[2]), ("l", HEADLINES[3])):
        page.keyboard.press(key)
        is_open(page, headline)
    expect(page.locator(".verdict:visible")).to_have_text(["Relevant", "Not an incident", "Put off"])
    expect(page.get_by_role("status")).to_have_text(f"Put off: {HEADLINES[2]}.")
    assert verdicts() == ["relevant", "irrelevant", "new", "new"]


def test_verdicts_pressed_faster_than_they_are_stored_are_all_stored(reader: Analyst) -> None:
    is_open(reader.page, HEADLINES[0])
    for key in "xrx":
        reader.page.keyboard.press(key)
    expect(reader.page.get_by_role("status")).to_have_text(f"Not an incident: {HEADLINES[2]}.")
    assert verdicts() == ["irrelevant", "relevant", "irrelevant", "new"]


def test_u_takes_the_last_verdict_back_and_opens_it_again(reader: Analyst) -> None:
    page = reader.page
    is_open(page, HEADLINES[0])
    page.keyboard.press("x")
    is_open(page, HEADLINES[1])
    page.keyboard.press("u")
    is_open(page, HEADLINES[0])
    expect(page.locator(".verdict:visible")).to_have_count(0)
    assert verdicts() == ["new"] * 4


def test_c_takes_the_article_and_goes_to_where_it_is_coded(reader: Analyst) -> None:
    page = reader.page
    is_open(page, HEADLINES[0])
    page.keyboard.press("j")
    # To show another article is a navigation too: its address changes.
    is_open(page, HEADLINES[1])
    with page.expect_navigation(url=lambda url: "/queue/" not in url):
        page.keyboard.press("c")
    task = CodingTask.objects.get()
    assert (task.article.title, task.coder.username) == (HEADLINES[1], "coder")
    assert str(task.article.pk) in page.url


def test_after_the_last_verdict_of_a_page_the_list_is_asked_again(reader: Analyst) -> None:
    page = reader.page
    reader.open("queue/?state=new")
    is_open(page, HEADLINES[0])
    for headline in HEADLINES[1:]:
        page.keyboard.press("x")
        is_open(page, headline)
    page.keyboard.press("x")
    expect(page.locator(".queue-list .empty")).to_be_visible()
    assert verdicts() == ["irrelevant"] * 4


def test_a_refused_verdict_is_told_and_marked(reader: Analyst) -> None:
    page = reader.page
    is_open(page, HEADLINES[0])
    CodingTaskFactory(article=Article.objects.get(title=HEADLINES[0]), coder=User.objects.get(username="reviewer"))
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_have_text("Somebody else has it.")
    expect(page.locator("#queue tbody tr").first.locator(".verdict")).to_have_text("Somebody else has it.")
    assert verdicts() == ["new"] * 4


def test_keys_are_left_alone_while_writing_with_modifiers_and_when_switched_off(reader: Analyst) -> None:
    page = reader.page
    is_open(page, HEADLINES[0])
    page.focus("#id_relevance")
    page.keyboard.press("x")
    page.focus("#id_language")
    page.keyboard.press("x")
    page.focus("#queue tbody input")
    page.keyboard.press("x")
    page.focus(".open")
    for key in ("Control+x", "Alt+x", "Shift+X"):
        page.keyboard.press(key)
    page.keyboard.press("?")
    page.keyboard.press("x")
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.focus(".open")
    page.keyboard.press("x")
    is_open(page, HEADLINES[0])
    assert page.evaluate("localStorage.getItem('attest-single-keys')") == "off"
    page.reload()
    is_open(page, HEADLINES[0])
    page.keyboard.press("x")
    page.keyboard.press("?")
    expect(page.locator("dialog.keys[open]")).to_have_count(0)
    assert verdicts() == ["new"] * 4
    page.locator("[data-keys-help]").click()
    page.get_by_label("Single keys are on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    is_open(page, HEADLINES[1])


def test_the_help_lists_every_key(reader: Analyst) -> None:
    reader.page.keyboard.press("?")
    caps = reader.page.locator("dialog.keys kbd").all_inner_texts()
    assert caps == ["j", "↓", "k", "↑", "r", "x", "l", "c", "u", "?"]


def test_on_a_keyboard_of_another_script_the_key_in_the_same_place_counts(reader: Analyst) -> None:
    is_open(reader.page, HEADLINES[0])
    event = {"key": "ق", "code": "KeyR", "bubbles": True, "cancelable": True}
    reader.page.evaluate("event => document.body.dispatchEvent(new KeyboardEvent('keydown', event))", event)
    is_open(reader.page, HEADLINES[1])
    expect(reader.page.get_by_role("status")).to_have_text(f"Relevant: {HEADLINES[0]}.")


def test_everything_is_done_by_mouse(reader: Analyst) -> None:
    page = reader.page
    page.locator("#queue tbody tr").nth(2).locator(".age").click()
    is_open(page, HEADLINES[2])
    page.locator(".story").get_by_role("button", name="Not an incident").click()
    is_open(page, HEADLINES[3])
    page.get_by_role("button", name="Take back the last").click()
    is_open(page, HEADLINES[2])
    page.locator("#all").check()
    page.locator(".bulk").get_by_role("button", name="Later").click()
    expect(page.locator(".several tbody tr")).to_have_count(4)
    expect(page.locator(".several .done")).to_have_text(["Put off"] * 4)


def test_a_reviewer_assigns_from_the_pane(reader: Analyst) -> None:
    page = reader.page
    reader.log_out()
    reader.log_in(User.objects.get(username="reviewer"))
    reader.open("queue/")
    is_open(page, HEADLINES[0])
    page.select_option("#assign-to", label="coder")
    page.locator(".story").get_by_role("button", name="Assign").click()
    expect(page.locator("#queue tbody tr").first.locator(".verdict")).to_have_text("Given to coder")
    assert CodingTask.objects.get().handed_by.username == "reviewer"


def test_without_a_script_buttons_do_the_same(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    reader = Analyst(page, site)
    reader.log_in(User.objects.get(username="coder"))
    reader.open("queue/?language=en")
    page.get_by_role("link", name=HEADLINES[1]).click()
    expect(page.locator(".story h2")).to_have_text(HEADLINES[1])
    page.locator(".story").get_by_role("button", name="Not an incident").click()
    expect(page.locator(".messagelist")).to_contain_text("Not an incident")
    assert page.url.endswith("/admin/queue/?language=en")
    page.get_by_role("button", name="Take back the last").click()
    expect(page.locator(".messagelist")).to_contain_text("Taken back")
    assert verdicts() == ["new"] * 4


def test_an_arabic_article_reads_from_the_right(reader: Analyst) -> None:
    page = reader.page
    page.keyboard.press("j")
    is_open(page, HEADLINES[1])
    assert page.locator(".story h2").evaluate("each => getComputedStyle(each).direction") == "rtl"
    Article.objects.filter(title=HEADLINES[1]).update(text="قال شهود إن القصف استهدف السوق.")
    page.reload()
    is_open(page, HEADLINES[1])
    assert page.locator(".story .text p").evaluate("each => getComputedStyle(each).direction") == "rtl"


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_queue_and_nothing_is_cut_off(reader: Analyst, size: dict[str, int], scheme: Any) -> None:
    page = reader.page
    is_open(page, HEADLINES[0])
    CodingTaskFactory(article=Article.objects.get(title=HEADLINES[3]), is_double=True)
    Article.objects.filter(title=HEADLINES[0]).update(triage="relevant")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)  # type: ignore[arg-type]
    key = Article.objects.order_by("id")[0].pk
    for path in (f"queue/?article={key}", f"queue/?state=mine&article={key}", "queue/?colour=red", ""):
        reader.open(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"], path
        assert violations(page) == [], path


def test_everybody_can_use_what_the_page_of_an_article_says_of_its_coding(browser: Browser, site: str) -> None:
    # axe writes a style of its own for the styles of the form, which the policy would refuse.
    page = browser.new_context(bypass_csp=True, viewport=WIDE).new_page()
    reader = Analyst(page, site)
    reader.log_in(User.objects.get(username="coder"))
    reader.open(f"articles/article/{Article.objects.order_by('id')[0].pk}/change/")
    assert violations(page, ".standing") == []


def test_the_help_can_be_used_by_everybody(reader: Analyst) -> None:
    reader.page.keyboard.press("?")
    assert violations(reader.page, "dialog.keys") == []


def test_nothing_that_is_pressed_is_too_small(reader: Analyst) -> None:
    is_open(reader.page, HEADLINES[0])
    reader.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    reader.open("queue/")
    reader.page.locator(".open").first.click()
    is_open(reader.page, HEADLINES[0])
    small = reader.page.evaluate(
        """() => [...document.querySelectorAll("#content :is(button, select, input, .tabs a, .to-list)")]
          .map((each) => [each.outerHTML.slice(0, 60), (each.closest("label") ?? each).getBoundingClientRect()])
          .filter(([, box]) => box.height && (box.height < 24 || box.width < 24))
          .map(([name, box]) => `${name} ${box.width}×${box.height}`)"""
    )
    assert small == []
