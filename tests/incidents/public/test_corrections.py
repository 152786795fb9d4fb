"""What the page of corrections says, and what it must not say of what was emptied or taken back."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 2, 1, 12, tzinfo=UTC)


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/corrections/{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_new_version_says_what_it_changes_and_leads_to_itself(client: Client) -> None:
    PublicationFactory(code="school", version=1, state="superseded")
    PublicationFactory(code="school", version=2, title="A school is hit", change_note="The date was wrong.")
    text = page(client)
    assert "1 February 2022 A school is hit version 2 The date was wrong." in text
    assert 'href="/incidents/school/v2/"' in client.get("/corrections/").content.decode()
    assert "1 correction or withdrawal in all." in text


def test_a_first_version_is_no_correction(client: Client) -> None:
    PublicationFactory(title="A school is hit")
    assert "Nothing has been corrected or taken back yet." in page(client)


def test_a_withdrawal_says_its_date_and_reason_and_nothing_that_stood_there(client: Client) -> None:
    for version in (1, 2, 3):
        PublicationFactory(
            code="gone", version=version, state="withdrawn", closed_at=NOON, closed_reason="It was a drill.",
            title="Secret title", change_note="Secret note",
        )  # fmt: skip
    text = page(client)
    assert "1 February 2022 gone withdrawn It was a drill." in text
    assert "ecret" not in text
    assert "1 correction or withdrawal in all." in text


def test_a_merge_leads_on_and_keeps_the_analysts_reason(client: Client) -> None:
    PublicationFactory(code="copy", state="merged", closed_at=NOON, closed_reason="For analysts.", redirect_code="kept")
    text = page(client)
    assert "copy merged into kept" in text
    assert "For analysts." not in text


def test_an_emptied_version_says_so_without_content(client: Client) -> None:
    PublicationFactory(
        code="coarse", version=2, state="blanked", closed_at=NOON, closed_reason="Published with a coarser place.",
        title="", change_note="", document="",
    )  # fmt: skip
    PublicationFactory(code="coarse", version=3, title="Coarser now", published_at=NOON + timedelta(hours=1))
    text = page(client)
    assert "coarse version 2, emptied It was emptied when the incident was published again with less detail." in text
    assert text.index("Coarser now version 3") < text.index("version 2, emptied")


def test_an_incident_published_anew_after_its_withdrawal_tells_both(client: Client) -> None:
    PublicationFactory(code="back", state="withdrawn", closed_at=NOON, closed_reason="In doubt.")
    PublicationFactory(
        code="back", version=2, title="Back", change_note="The doubt is gone.", published_at=NOON + timedelta(days=1)
    )
    text = page(client)
    assert text.index("Back version 2 The doubt is gone.") < text.index("back withdrawn In doubt.")


def test_pages_follow_each_other_newest_first_without_loss(client: Client) -> None:
    for number in range(60):
        if number % 3:
            PublicationFactory(code=f"made-{number}", version=2, published_at=NOON + timedelta(minutes=number))
        else:
            closed = {"state": "withdrawn", "closed_at": NOON + timedelta(minutes=number)}
            PublicationFactory(code=f"made-{number}", **closed)
    found: list[str] = []
    for query in ("", "?page=2"):
        body = client.get(f"/corrections/{query}").content.decode()
        found += re.findall(r'<h2 dir="auto"><a href="/incidents/made-(\d+)/', body)
    assert found == [str(number) for number in reversed(range(60))]


@pytest.mark.parametrize("query", ["page=2", "page=0", "page=x", "country=IQ", "page=1&page=1"])
def test_what_is_not_understood_is_refused_with_its_reason(client: Client, query: str) -> None:
    response = client.get(f"/corrections/?{query}")
    assert response.status_code == 400
    assert "Nothing is shown, because the address cannot be read" in response.content.decode()


def test_the_page_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        PublicationFactory(code=f"made-{number}", version=2)
    with django_assert_max_num_queries(6):
        client.get("/corrections/")
