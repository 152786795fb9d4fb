"""Does an editor take a table through its four steps in a browser, on a desk and on a phone, and undo it?"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from incidents.models import Incident
from tests.browser.test_arrivals import check
from tests.factories import user_with_role
from tests.incidents.exchange.table.made import csv_bytes, row, rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(page: Page, live_server: LiveServer) -> Page:
    """An editor at the list of imports."""
    user = user_with_role("editor", username="ed")
    user.set_password("a-long-password")
    user.save()
    page.goto(f"{live_server.url}/admin/incidents/importrun/")
    page.fill("#id_username", "ed")
    page.fill("#id_password", "a-long-password")
    page.click("input[type=submit]")
    return page


def test_a_table_is_matched_looked_over_confirmed_and_undone(editor: Page, tmp_path: Path) -> None:
    notes = tmp_path / "notes.csv"
    notes.write_bytes(csv_bytes(*rows(2), row(Ref="A-3", Type="IED blast"), delimiter=";"))
    editor.click("text=Import a table")
    check(editor)
    editor.set_input_files("#id_file", notes)
    editor.fill("#id_dataset", "Field notes")
    editor.click("text=Upload and match columns")
    check(editor)
    editor.get_by_label("Country of every row").select_option("IQ")
    editor.get_by_label("What", exact=True).select_option("Summary")
    editor.click("text=Save the match and look over")
    expect(editor.locator(".refused")).to_contain_text("“IED blast” is not in the list “Attack type”")
    check(editor)
    editor.click("text=Back to the columns")
    editor.get_by_label("IED blast").select_option("Planted explosive")
    editor.click("text=Save the match and look over")
    expect(editor.locator(".account .new")).to_contain_text("3")
    check(editor)
    editor.click("text=Import 3 rows")
    expect(editor.locator(".messagelist")).to_contain_text("Imported: 3 new")
    assert Incident.objects.count() == 3
    editor.click("text=Undo this import")
    check(editor)
    editor.click("text=Undo the whole import")
    expect(editor.locator(".messagelist")).to_contain_text("Undone: 3 incidents deleted")
    assert Incident.objects.count() == 0
