"""Can an analyst code an article at the desk by selecting words and pressing keys, alone and beside a colleague?"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from incidents.models import Actor, CasualtyCount, Citation, Incident, Location, Statement, WeaponUse
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CitationFactory,
    IncidentFactory,
    PlaceFactory,
    SeriesFactory,
    WeaponUseFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (
    "Two mortar rounds came down on the market of Qarya on Tuesday morning, the district's police said.\n\n"
    "Three traders were slightly hurt. Nobody had claimed the attack by the evening.\n\n"
    "The mayor, Hamid Saleh, blamed men from the hills for it."
)
PASSWORD = "a-long-password"

SELECT = """([words, nth]) => {
  for (const line of document.querySelectorAll("#desk-text p")) {
    let at = -1;
    while ((at = line.textContent.indexOf(words, at + 1)) >= 0) {
      if (nth-- > 0) continue;
      const range = document.createRange();
      range.setStart(line.firstChild, at);
      range.setEnd(line.firstChild, at + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.getElementById("desk-text").focus({ preventScroll: true });
      return true;
    }
  }
  return false;
}"""


class Desk:
    """Somebody at the desk; ``gestures`` counts what her hands do: a selection, a key, a click, a field typed."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.gestures = page, site, 0

    def log_in(self, user: User) -> "Desk":
        self.page.goto(f"{self.site}/admin/")
        self.page.fill("#id_username", user.username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("input[type=submit]")
        return self

    def open(self, article: Article, incident: Incident | None = None) -> "Desk":
        self.page.goto(f"{self.site}/admin/desk/{article.pk}/{f'?incident={incident.pk}' if incident else ''}")
        return self

    def select(self, words: str, nth: int = 0) -> None:
        assert self.page.evaluate(SELECT, [words, nth]), words
        self.gestures += 1

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.gestures += 1

    def code(self, words: str, key: str, said: str) -> None:
        """Select words, press the key, and see that it was saved."""
        self.select(words)
        self.press(key)
        self.saved(said)

    def saved(self, what: str) -> None:
        expect(self.page.locator("#desk-said")).to_have_text(f"Saved: {what}")

    def enter(self, box: str, value: str) -> None:
        field = self.page.locator(f"#{box}")
        field.fill(value)
        field.blur()
        self.gestures += 1


def coder(name: str = "ann") -> User:
    user = user_with_role("coder", username=name)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def article() -> Article:
    PlaceFactory(name="Qarya")
    ActorFactory(name="Hamid Saleh", kind="person")
    return ArticleFactory(text=TEXT, published_edtf="2022-01-13", title="Mortar fire on a market")


@pytest.fixture
def desk(page: Page, live_server: LiveServer, article: Article) -> Desk:
    page.set_viewport_size({"width": 1280, "height": 860})
    return Desk(page, live_server.url).log_in(coder()).open(article)


@pytest.fixture
def another(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def test_selecting_words_and_pressing_a_key_stores_the_value_with_its_words(desk: Desk) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    weapon = WeaponUse.objects.get()
    assert (weapon.type, weapon.count_kind, weapon.best) == ("mortar", "exact", 2)
    quote = Citation.objects.get()
    assert quote.weapon_use == weapon
    assert quote.article.text[quote.start : quote.end] == quote.exact == "Two mortar rounds"
    expect(desk.page.locator(".desk-card-weapon_use .is-prefilled").first).to_be_visible()


def test_a_date_is_reckoned_from_the_day_of_publication_and_its_rule_is_shown(desk: Desk) -> None:
    desk.code("on Tuesday morning", "d", "When")
    incident = Incident.objects.get()
    assert (incident.date_edtf, incident.part_of_day) == ("2022-01-11", "morning")
    expect(desk.page.locator("#box-incident-date_edtf")).to_have_value("2022-01-11")
    expect(desk.page.locator(".desk-box[data-name=date_edtf] .desk-rule")).to_contain_text("Tuesday")


def test_touching_a_prefilled_value_takes_its_mark_away(desk: Desk) -> None:
    desk.code("on Tuesday morning", "d", "When")
    desk.enter("box-incident-date_edtf", "2022-01-10")
    expect(desk.page.locator(".desk-box[data-name=date_edtf].is-prefilled")).to_have_count(0)
    assert Incident.objects.get().date_edtf == "2022-01-10"


def test_what_is_typed_is_saved_without_a_button(desk: Desk) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    desk.page.fill("#box-incident-title", "Mortar fire on the market of Qarya")
    desk.saved("Changed: title")
    assert Incident.objects.get().title == "Mortar fire on the market of Qarya"


def test_a_wrong_value_is_told_beside_its_box_and_kept_there(desk: Desk) -> None:
    desk.code("on Tuesday morning", "d", "When")
    desk.enter("box-incident-date_edtf", "last week")
    error = desk.page.locator(".desk-box[data-name=date_edtf] .desk-box-error")
    expect(error).to_be_visible()
    expect(desk.page.locator("#box-incident-date_edtf")).to_have_value("last week")
    assert Incident.objects.get().date_edtf == "2022-01-11"


def test_a_refused_value_waits_in_its_box_and_is_taken_once_it_holds(desk: Desk) -> None:
    series = SeriesFactory(name="Mortar fire on markets")
    desk.code("The mayor, Hamid Saleh, blamed men from the hills for it", "a", "Accusation")
    statement = Statement.objects.get()
    desk.page.locator(f"[data-open=statement-{statement.pk}]").click()
    about = desk.page.locator(f"#box-statement-{statement.pk}-about_incident")
    about.uncheck()
    error = desk.page.locator(".desk-box[data-name=about_incident] .desk-box-error")
    expect(error).to_have_text("Say what it is about: this incident, a series, or both.")
    wording = desk.page.locator(f"#box-statement-{statement.pk}-wording")
    wording.focus()
    wording.select_option("possible")
    expect(about).not_to_be_checked()
    expect(error).to_be_visible()
    desk.page.locator(f"#box-statement-{statement.pk}-series").fill("Mortar fire")
    desk.page.locator("[role=option]", has_text="Mortar fire on markets").click()
    expect(error).to_be_hidden()
    expect(about).not_to_be_checked()
    statement.refresh_from_db()
    assert (statement.about_incident, statement.series, statement.wording) == (False, series, "possible")


def test_undo_takes_the_last_gesture_back(desk: Desk) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    desk.press("u")
    expect(desk.page.locator("#desk-said")).to_have_text("Saved: Undone: Weapon")
    expect(desk.page.locator(".desk-card-weapon_use")).to_have_count(0)
    assert not Citation.objects.exists()


def test_a_place_no_rule_finds_is_asked_for(desk: Desk) -> None:
    PlaceFactory(name="Old bazaar")
    desk.select("market")
    desk.press("p")
    expect(desk.page.locator("#desk-ask h2")).to_have_text("Which place is it?")
    desk.page.fill("#desk-ask-place", "old baz")
    desk.page.locator("#desk-ask [role=option]").first.click()
    desk.saved("Place")
    assert Location.objects.get().place.name == "Old bazaar"


def test_who_is_accused_can_be_named_as_the_source_names_them(desk: Desk) -> None:
    desk.code("The mayor, Hamid Saleh, blamed men from the hills for it", "a", "Accusation")
    statement = Statement.objects.get()
    assert [each.name for each in statement.speakers.all()] == ["Hamid Saleh"]
    accused = desk.page.locator(f"#box-statement-{statement.pk}-accused")
    accused.fill("men from the hills")
    desk.page.locator("[role=option]", has_text="New collective label").click()
    desk.saved("Changed: accused")
    assert list(statement.accused.values_list("name", "kind")) == [("men from the hills", "label")]
    assert Actor.objects.filter(kind="label").count() == 1


def test_keys_do_nothing_while_somebody_types_or_when_they_are_switched_off(desk: Desk) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    desk.page.locator("#box-incident-title").press("k")
    desk.page.click("[data-keys-help]")
    desk.page.uncheck("#single-keys")
    desk.page.keyboard.press("Escape")
    desk.select("Three traders")
    desk.press("i")
    assert not CasualtyCount.objects.exists()
    desk.page.click("[data-gesture=i]")
    desk.saved("Injured")
    assert CasualtyCount.objects.get().best == 3


def test_words_can_be_selected_and_coded_by_keyboard_alone(desk: Desk) -> None:
    desk.page.locator("#desk-text").focus()
    desk.page.keyboard.press("Home")
    for _ in range(3):
        desk.page.keyboard.press("Control+Shift+ArrowRight")
    desk.press("w")
    desk.saved("Weapon")
    assert Citation.objects.get().exact == "Two mortar rounds"


def test_the_help_lists_the_keys_and_closes_again(desk: Desk) -> None:
    desk.page.locator("#desk-text").focus()
    desk.press("?")
    expect(desk.page.locator("dialog.keys")).to_contain_text("No claim reported")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("dialog.keys")).to_be_hidden()


def test_a_click_on_quoted_words_lights_up_what_they_carry(desk: Desk) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    desk.page.evaluate("getSelection().removeAllRanges()")
    desk.page.locator("#desk-text p").first.click(position={"x": 30, "y": 12})
    expect(desk.page.locator(".desk-card-weapon_use .desk-quote.is-lit")).to_have_count(1)


def test_a_line_of_what_is_missing_leads_to_its_box(desk: Desk) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    desk.page.click("text=Say when it happened.")
    expect(desk.page.locator("#box-incident-date_edtf")).to_be_focused()


def test_another_source_that_differs_contradicts_and_overwrites_nothing(desk: Desk) -> None:
    incident = IncidentFactory(created_by=User.objects.get(username="ann"))
    weapon = WeaponUseFactory(incident=incident, count_kind="exact", low=4, best=4, high=4, number_text="four")
    CitationFactory(incident=incident, weapon_use=weapon, field="best")
    desk.open(Article.objects.get(text=TEXT), incident)
    desk.page.locator(".desk-card-weapon_use").click(position={"x": 200, "y": 8})
    desk.select("Two mortar rounds")
    desk.press("1")
    desk.saved("Quoted: count")
    quote = Citation.objects.get(article__text=TEXT)
    assert (quote.stance, quote.value, quote.field) == ("contradicts", "2", "best")
    weapon.refresh_from_db()
    assert weapon.best == 4
    expect(desk.page.locator(".desk-differs")).to_have_text("sources differ")


def test_two_people_at_one_incident_see_each_others_work_and_lose_none(
    desk: Desk, another: BrowserContext, live_server: LiveServer, article: Article
) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    incident = Incident.objects.get()
    ben = Desk(another.new_page(), live_server.url).log_in(coder("ben")).open(article, incident)
    ben.enter("box-incident-title", "Ben's title")
    ben.saved("Changed: title")
    desk.enter("box-incident-title", "Ann's title")
    error = desk.page.locator(".desk-box[data-name=title] .desk-box-error")
    expect(error).to_contain_text("Somebody else has changed this meanwhile.")
    assert Incident.objects.get().title == "Ben's title"
    error.get_by_role("button", name="Use mine").click()
    desk.saved("Changed: title")
    assert Incident.objects.get().title == "Ann's title"


def test_what_could_not_be_sent_is_kept_and_sent_when_the_server_is_back(desk: Desk) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    desk.page.route("**/act/", lambda route: route.abort())
    desk.page.fill("#box-incident-title", "Typed while the server was away")
    expect(desk.page.locator("#desk-error")).to_contain_text("cannot be reached")
    desk.page.unroute("**/act/")
    desk.saved("Changed: title")
    assert Incident.objects.get().title == "Typed while the server was away"


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("سقطت قذيفتان على السوق صباح الثلاثاء.", "قذيفتان على السوق", "ar"),
        ("שתי פצצות מרגמה נפלו על השוק ביום שלישי.", "פצצות מרגמה", "he"),
    ],
)
def test_right_to_left_articles_keep_their_spans(desk: Desk, text: str, words: str, language: str) -> None:
    article = ArticleFactory(text=f"🚀 {text}", language=language)
    desk.open(article)
    assert desk.page.eval_on_selector("#desk-text p", "line => getComputedStyle(line).direction") == "rtl"
    desk.code(words, "b", "Note")
    quote = Citation.objects.get()
    assert quote.exact == words == article.text[quote.start : quote.end]


def test_a_long_article_stays_smooth(desk: Desk) -> None:
    article = ArticleFactory(text="\n\n".join([TEXT.replace("\n\n", " ")] * 450))  # about 20,000 words
    desk.open(article)
    script = """() => { const from = performance.now(); document.getElementById("desk-text").scrollTop = 1e6;
        document.getElementById("desk-text").getBoundingClientRect(); return performance.now() - from; }"""
    assert desk.page.evaluate(script) < 1000
    desk.select("Two mortar rounds", nth=440)
    desk.press("w")
    desk.saved("Weapon")
    assert Citation.objects.get().start == article.text.index("Two mortar", Citation.objects.get().start)


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_the_desk_is_accessible_and_nothing_is_cut_off(desk: Desk, width: int) -> None:
    desk.code("Two mortar rounds", "w", "Weapon")
    desk.code("on Tuesday morning", "d", "When")
    desk.page.set_viewport_size({"width": width, "height": 860})
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    report: dict[str, Any] = Axe().run(desk.page).response
    assert [violation["id"] for violation in report["violations"]] == []


EMBASSY = (
    "BAGHDAD — Four rockets were fired at the U.S. Embassy in Baghdad late on Thursday night.\n\n"
    "The Iraqi army said that one of them hit a school and that the blast slightly wounded an Iraqi child and an Iraqi "
    "soldier.\n\n"
    "There was no immediate claim of responsibility. On Twitter, Muqtada al-Sadr blamed Iran-backed factions for the "
    "attack. The U.S. Embassy said that its compound had been attacked by terrorist groups."
)


@pytest.fixture
def embassy() -> Article:
    """An article like the one the project began from, and the places and actors an office knows by its second month."""
    iraq = PlaceFactory(name="Iraq", kind="country")
    PlaceFactory(name="U.S. Embassy", kind="site", parent=PlaceFactory(name="Baghdad", parent=iraq))
    for name, kind in (
        ("Iraqi army", "state_force"), ("Muqtada al-Sadr", "person"), ("Iran-backed factions", "label"),
        ("U.S. Embassy", "state"), ("terrorist groups", "label"),
    ):  # fmt: skip
        ActorFactory(name=name, kind=kind)
    return ArticleFactory(text=EMBASSY, published_edtf="[2022-01-13,2022-01-14]", title="Rockets at an embassy")


def test_the_core_of_an_article_takes_no_more_than_25_gestures(desk: Desk, embassy: Article) -> None:
    desk.open(embassy)
    desk.gestures = 0
    desk.code("on Thursday night", "d", "When")
    desk.code("rockets were fired at", "t", "Type of attack")
    desk.code("U.S. Embassy in Baghdad", "p", "Place")
    desk.code("Four rockets", "w", "Weapon")
    desk.code("fired at the U.S. Embassy", "g", "Target")
    desk.code("The Iraqi army said", "e", "Statement")
    desk.code("slightly wounded an Iraqi child and an Iraqi soldier", "i", "Injured")
    desk.code("There was no immediate claim of responsibility", "n", "No claim reported")
    desk.code("On Twitter, Muqtada al-Sadr blamed Iran-backed factions for the attack", "a", "Accusation")
    desk.code("The U.S. Embassy said that its compound had been attacked by terrorist groups", "a", "Accusation")
    assert desk.gestures <= 25

    incident = Incident.objects.get()
    assert (incident.date_edtf, incident.part_of_day) == ("2022-01-13", "night")
    assert (incident.attack_type, incident.code) == ("indirect_fire", "iq-2022-01-13-us-embassy")
    location = incident.locations.get()
    assert (location.place.name, location.precision, location.is_primary) == ("U.S. Embassy", "site", True)
    weapon = incident.weapons.get()
    assert (weapon.type, weapon.count_kind, weapon.low, weapon.best, weapon.high) == ("rocket", "exact", 4, 4, 4)
    target = incident.targets.get()
    assert (target.type, target.role, target.nationality) == ("diplomatic", "intended", "US")
    lines = incident.casualty_counts.values_list("harm", "group", "age", "nationality", "severity", "best")
    assert sorted(lines) == [
        ("injured", "civilian", "child", "IQ", "slight", 1), ("injured", "security_force", "", "IQ", "slight", 1),
    ]  # fmt: skip
    said = {each.kind: each for each in incident.statements.exclude(kind="accusation")}
    assert [each.name for each in said["account"].speakers.all()] == ["Iraqi army"]
    assert said["account"].basis == "authority_named"
    assert {line.statement for line in incident.casualty_counts.all()} == {said["account"]}
    assert said["no_claim_reported"].voice == "publisher"
    accusations = [
        ([each.name for each in one.speakers.all()], [each.name for each in one.accused.all()], one.wording)
        for one in incident.statements.filter(kind="accusation").order_by("pk")
    ]
    assert accusations == [
        (["Muqtada al-Sadr"], ["Iran-backed factions"], "asserted"),
        (["U.S. Embassy"], ["terrorist groups"], "asserted"),
    ]
    for quote in incident.citations.all():
        assert embassy.text[quote.start : quote.end] == quote.exact
    assert incident.citations.count() >= 11
