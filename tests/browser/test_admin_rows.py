"""Does the page keep what rows are tied to when one of them goes, and show two versions side by side?"""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from incidents.models import Incident
from tests.browser.test_admin_coding import PHONE, WIDE, Analyst
from tests.factories import (
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    NoteFactory,
    StatementFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def analyst(page: Page, live_server: LiveServer) -> Analyst:
    analyst = Analyst(page, live_server.url)
    user = user_with_role("coder")
    user.set_password("a-long-password")
    user.save()
    analyst.log_in(user)
    return analyst


def test_deleting_a_cited_row_is_refused_until_its_quote_is_moved(analyst: Analyst) -> None:
    incident = IncidentFactory()
    first = NoteFactory(incident=incident, body="First.")
    second = NoteFactory(incident=incident, body="Second.")
    quote = CitationFactory(incident=incident, note=first)
    page = analyst.page
    analyst.open(f"incidents/incident/{incident.pk}/change/")
    page.check("#id_notes-0-DELETE")
    bears_on = page.locator("#id_citations-0-bears_on")
    expect(bears_on).to_have_value(f"note:{first.pk}")
    expect(bears_on.locator("option:checked")).to_contain_text("being deleted")
    page.click("[name=_continue]")
    expect(page.locator(".field-bears_on .errorlist")).to_contain_text("is being deleted")
    page.locator("#id_citations-0-bears_on").select_option(f"note:{second.pk}")
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    quote.refresh_from_db()
    assert quote.note == second


def test_a_new_row_that_is_removed_does_not_hand_its_quotes_to_another(analyst: Analyst) -> None:
    incident = IncidentFactory()
    CitationFactory(incident=incident)
    page = analyst.page
    analyst.open(f"incidents/incident/{incident.pk}/change/")
    for body in ("One.", "Two."):
        analyst.add("notes", body=body)
    page.click("#citations-0 summary")
    page.locator("#id_citations-0-bears_on").select_option("note:#notes-0")
    page.click("#notes-0 .inline-deletelink")
    expect(page.locator("#id_citations-0-bears_on")).to_have_value("note:#removed")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_comparison_stays_until_it_is_confirmed(analyst: Analyst, size: dict[str, int]) -> None:
    incident, page = IncidentFactory(title="Before"), analyst.page
    page.set_viewport_size(size)  # type: ignore[arg-type]
    analyst.open(f"incidents/incident/{incident.pk}/change/")
    stored = Incident.objects.get()
    stored.title, stored.version = "Hers", stored.version + 1
    stored.save()
    page.fill("#id_title", "His")
    for _ in range(2):
        page.click("[name=_continue]")
        expect(page.locator(".conflict .take-theirs")).to_be_visible()
        expect(page.locator(".conflict td").first).to_contain_text("Hers")
    box, tick = page.locator(".conflict").bounding_box(), page.locator("#id_compared").bounding_box()
    assert box is not None
    assert tick is not None
    assert box["x"] < tick["x"] < box["x"] + box["width"] / 3
    button = page.locator(".take-theirs").bounding_box()
    assert button is not None
    assert button["height"] < 40, "its words stand on one line"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.check("#id_compared")
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Incident.objects.get().title == "His"


def test_rows_of_one_kind_are_told_apart_and_a_mark_leads_to_the_quote(analyst: Analyst) -> None:
    page, incident = analyst.page, IncidentFactory()
    said = StatementFactory(incident=incident, speaker_text="the army")
    counts = [
        CasualtyCountFactory(incident=incident, statement=said, group="security_force", nationality=nationality)
        for nationality in ("IQ", "US")
    ]
    for exact in ("a rocket hit a school", "in Baghdad"):
        StatementFactory(incident=incident, speaker_text="the police", kind="denial")
        CitationFactory(incident=incident, statement=incident.statements.last(), exact=exact)
    quoted = CitationFactory(incident=incident, casualty_count=counts[1], exact="Two people were slightly hurt")
    analyst.open(f"incidents/incident/{incident.pk}/change/")
    titles = page.locator("#casualty_counts-group .inline-related:not(.empty-form) .inline_label")
    expect(titles).to_have_text(
        ["2 · Injured · Security forces · IQ · the army", "2 · Injured · Security forces · US · the army"]
    )
    alike = page.locator("#statements-group .inline-related:not(.empty-form) .inline_label")
    expect(alike.nth(1)).to_have_text("Denial · the police · “a rocket hit a school”")
    expect(alike.nth(2)).to_have_text("Denial · the police · “in Baghdad”")
    row = page.locator(f"#citations-group [data-row='{quoted.pk}']")
    expect(row.locator(".inline_label")).to_have_text(
        "Two people were slightly hurt · 2 · Injured · Security forces · US · the army"
    )
    expect(row.locator("textarea[name$='-exact']")).not_to_be_visible()
    page.click("#casualty_counts-1 .row-quotes")
    expect(row.locator("textarea[name$='-exact']")).to_be_visible()


def test_an_error_stands_at_its_field_and_the_note_above_leads_to_it(analyst: Analyst) -> None:
    page, incident = analyst.page, IncidentFactory()
    CitationFactory(incident=incident)
    analyst.open(f"incidents/incident/{incident.pk}/change/")
    page.click("#citations-0 summary")
    page.fill("#id_citations-0-exact", "words that are not there")
    page.click("[name=_continue]")
    error = page.locator("#citations-0 .errorlist")
    expect(error).to_contain_text("not in the article")
    label, told = page.locator("label[for=id_citations-0-exact]").bounding_box(), error.bounding_box()
    assert label is not None
    assert told is not None
    assert abs(label["x"] - told["x"]) < 2
    expect(page.locator(".errornote")).to_be_in_viewport()
    page.click(".errornote a")
    expect(page.locator("#id_citations-0-exact")).to_be_focused()
    expect(error).to_be_in_viewport()


def test_a_quote_longer_than_readers_see_says_so_beside_it(analyst: Analyst) -> None:
    page, incident = analyst.page, IncidentFactory()
    CitationFactory(incident=incident)
    analyst.open(f"incidents/incident/{incident.pk}/change/")
    page.click("#citations-0 summary")
    note = page.locator("#citations-0 .quote-length")
    page.fill("#id_citations-0-exact", "x" * 299 + "🚀")
    expect(note).to_have_count(0)
    page.fill("#id_citations-0-exact", "x" * 301)
    expect(note).to_contain_text("301 characters: readers will see the first 300 only.")


def test_what_is_written_much_has_room(analyst: Analyst) -> None:
    page, incident = analyst.page, IncidentFactory()
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    StatementFactory(incident=incident)

    def width(selector: str) -> float:
        box = page.locator(selector).bounding_box()
        assert box is not None
        return box["width"]

    analyst.open(f"incidents/incident/{incident.pk}/change/")
    page.click("#statements-0 summary")
    assert width("#id_title") > 900
    assert width("#statements-0 .field-speakers .select2-container") > 400
    analyst.open("articles/article/add/")
    assert width("#id_title") > 1000
    assert width("#id_text") > 1000


def test_citations_of_an_open_list_are_short(analyst: Analyst) -> None:
    page, incident = analyst.page, IncidentFactory()
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    for _ in range(11):
        CitationFactory(incident=incident)
    analyst.open(f"incidents/incident/{incident.pk}/change/")
    page.evaluate(
        "document.querySelectorAll('#citations-group .inline-related > details').forEach((d) => { d.open = true; })"
    )
    box = page.locator("#citations-group").bounding_box()
    assert box is not None
    assert box["height"] < 11 * 290


def test_a_number_as_said_fills_its_fields_while_it_is_typed(analyst: Analyst) -> None:
    page, incident = analyst.page, IncidentFactory()
    analyst.open(f"incidents/incident/{incident.pk}/change/")
    row = analyst.add("weapons")
    page.fill(f"#{row}-said", "at least two")
    expect(page.locator(f"#{row}-count_kind")).to_have_value("at_least")
    assert [page.input_value(f"#{row}-{end}") for end in ("low", "best", "high")] == ["2", "2", ""]
    expect(page.locator("#weapons-0 .count-read")).to_have_text("Read as: at least 2")
    page.fill(f"#{row}-said", "none reported")
    expect(page.locator(f"#{row}-count_kind")).to_have_value("none_reported")
    assert [page.input_value(f"#{row}-{end}") for end in ("low", "best", "high")] == ["", "", ""]
    page.fill(f"#{row}-said", "two to three hundred")
    expect(page.locator("#weapons-0 .count-read")).to_contain_text("Not read: “two to three hundred” is not a count")
    expect(page.locator(f"#{row}-count_kind")).to_have_value("none_reported")
