"""What stands at the addresses beside an incident's page: changes, citation files, preview image, relations."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents.models import Publication
from incidents.models.publication import PublicState
from incidents.public.story import changes
from tests.factories import publish_document
from tests.incidents.public import documents
from tests.incidents.public.documents import numbered
from tests.incidents.public.test_pages import EMBASSY, text, withdraw

pytestmark = pytest.mark.django_db

CLOSED = datetime(2022, 2, 1, tzinfo=UTC)


def two_versions() -> None:
    publish_document(documents.embassy(title="First told"), state="superseded", closed_at=CLOSED)
    publish_document(documents.embassy(version=2, title="Told again", change_note="An account was added."))


def tied(code: str, kind: str = "follow_up_to", to: str = "bare", **values: object) -> Publication:
    relation = {"kind": kind, "to_series": None, "to_incident": to, "certainty": "probable", "asserted_by": None}
    return publish_document(documents.bare(code=code, relations=numbered("relation", [relation]), **values))


def member(code: str, name: str = "Strikes", **values: object) -> Publication:
    series = [{"name": name, "definition": "", "period_edtf": "", "parent": ""}]
    relation = {"kind": "part_of", "to_series": "series-1", "to_incident": None, "certainty": "certain",
                "asserted_by": None}  # fmt: skip
    lists = {"series": numbered("series", series), "relations": numbered("relation", [relation])}
    return publish_document(documents.bare(code=code, **lists, **values))


# Changes


def test_every_version_is_told_with_its_note_and_what_it_changed(client: Client) -> None:
    two_versions()
    page = text(client.get(f"{EMBASSY}changes/"))
    assert "Version 2" in page
    assert "An account was added." in page
    assert "Title before: First told now: Told again" in page
    assert "The first version." in page


def test_the_page_tells_the_last_change_and_leads_to_all(client: Client) -> None:
    two_versions()
    page = client.get(EMBASSY)
    assert "What version 2 changed" in text(page)
    assert f'href="{EMBASSY}changes/"' in page.content.decode()


def test_three_versions_are_compared_as_a_whole_too(client: Client) -> None:
    for number, title in enumerate(("First told", "Told in between", "Told at last"), start=1):
        publish_document(documents.bare(version=number, title=title), state="live" if number == 3 else "superseded")
    page = text(client.get("/incidents/bare/changes/"))
    assert "before: First told now: Told at last" in page
    assert page.count("before:") == 3


def test_a_record_of_one_version_has_nothing_to_lead_to(client: Client) -> None:
    publish_document(documents.embassy())
    assert f'href="{EMBASSY}changes/"' not in client.get(EMBASSY).content.decode()
    assert "The first version." in text(client.get(f"{EMBASSY}changes/"))


def test_what_is_closed_answers_alike_at_every_address(client: Client) -> None:
    withdraw()
    merged = {"state": "merged", "closed_at": CLOSED, "redirect_code": "bare"}
    publish_document(documents.bare(code="folded"), **merged)
    for ending in ("changes/", "preview.png", "v1/citation.bib", "v1/citation.ris"):
        assert client.get(f"/incidents/gone/{ending}").status_code == 410
        assert client.get(f"/incidents/folded/{ending}").status_code == 302
        assert client.get(f"/incidents/never/{ending}").status_code == 404


def test_many_versions_cost_no_more_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 61):
        state = "live" if number == 60 else "superseded"
        publish_document(documents.bare(version=number, title=f"Title {number}"), state=state)
    with django_assert_max_num_queries(3):
        page = text(client.get("/incidents/bare/changes/"))
    assert "Title 59 now: Title 60" in page
    assert "10 older versions are not compared here" in page


def test_the_versions_are_compared_once_until_something_is_published(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = PublicState.objects.create(version=1)
    two_versions()
    compared: list[int] = []
    compare = changes.compare
    monkeypatch.setattr(changes, "compare", lambda *args, **options: compared.append(1) or compare(*args, **options))
    first = client.get(f"{EMBASSY}changes/")
    assert client.get(f"{EMBASSY}changes/").content == first.content
    assert len(compared) == 1
    Publication.objects.filter(version=2).update(change_note="Another note.")
    PublicState.objects.filter(pk=state.pk).update(version=2)
    assert "Another note." in text(client.get(f"{EMBASSY}changes/"))
    assert len(compared) == 2


# Citation


def test_the_citation_names_the_version_that_is_read(client: Client) -> None:
    two_versions()
    old = client.get(f"{EMBASSY}v1/").content.decode()
    assert "First told”, incident iq-2022-01-13-us-embassy, version 1" in old
    assert f"http://testserver{EMBASSY}v1/ SHA-256" in old
    for form, kind in (("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems")):
        response = client.get(f"{EMBASSY}v1/citation.{form}")
        assert response["Content-Type"].startswith(kind)
        assert f"http://testserver{EMBASSY}v1/" in response.content.decode()
    assert client.get(f"{EMBASSY}v3/citation.bib").status_code == 404


# What machines read


def test_the_head_names_picture_json_and_linked_data_of_a_live_version(client: Client) -> None:
    two_versions()
    page = client.get(EMBASSY).content.decode()
    assert f'<meta property="og:image" content="http://testserver{EMBASSY}preview.png">' in page
    assert '<meta property="og:title" content="Told again">' in page
    assert f'<link rel="canonical" href="http://testserver{EMBASSY}">' in page
    assert page.count("application/ld+json") == 1
    old = client.get(f"{EMBASSY}v1/").content.decode()
    assert "preview.png" not in old
    assert "application/ld+json" not in old


def test_a_title_cannot_end_the_linked_data(client: Client) -> None:
    publish_document(documents.bare(title="</script><script>alert(1)</script>"))
    page = client.get("/incidents/bare/").content.decode()
    assert "<script>alert" not in page
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert "\\u003c/script\\u003e" in data


def test_the_picture_is_asked_for_once(client: Client) -> None:
    made = publish_document(documents.embassy())
    response = client.get(f"{EMBASSY}preview.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert made.sha256[:32] in response["ETag"]
    again = client.get(f"{EMBASSY}preview.png", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_incident_without_point_and_with_an_arabic_title_has_a_picture(client: Client) -> None:
    publish_document(documents.bare(title="سقوط صواريخ"))
    assert client.get("/incidents/bare/preview.png").status_code == 200


# Relations from the other end


def test_an_incident_shows_what_is_tied_to_it(client: Client) -> None:
    publish_document(documents.bare())
    tied("later", title="The rescuers were hit")
    page = text(client.get("/incidents/bare/"))
    assert "Was followed by The rescuers were hit 1 May 2023. Probable." in page


def test_a_tie_that_both_records_have_is_told_once(client: Client) -> None:
    tied("bare", kind="same_operation", to="other")
    tied("other", kind="same_operation", to="bare", title="The other half")
    assert text(client.get("/incidents/bare/")).count("The other half") == 1


@pytest.mark.parametrize("state", ["withdrawn", "superseded", "merged", "blanked"])
def test_only_what_is_live_shows_as_tied(client: Client, state: str) -> None:
    publish_document(documents.bare())
    later, other = tied("later", title="The rescuers were hit"), member("other", title="Another strike")
    publish_document(documents.bare(code="first"))
    member("second")
    for each in (later, other):
        each.state, each.closed_at, each.redirect_code = state, CLOSED, "first"
        each.save()
    assert "The rescuers were hit" not in text(client.get("/incidents/bare/"))
    assert "Another strike" not in text(client.get("/incidents/second/"))


def test_a_series_shows_its_other_members_and_that_there_are_more(client: Client) -> None:
    member("first", title="The one read")
    for number in range(8):
        member(f"m-{number}", title=f"Strike {number}")
    member("elsewhere", name="Strikes elsewhere", title="Not of it")
    page = text(client.get("/incidents/first/"))
    assert "Others in the series “Strikes”" in page
    assert sum(f"Strike {number} " in page for number in range(8)) == 6
    assert "and earlier ones" in page
    assert "Not of it" not in page


def test_relations_cost_few_queries(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for name in ("Strikes", "Raids", "Sieges"):
        member(f"of-{name.lower()}", name=name)
    member("bare")
    for number in range(30):
        tied(f"later-{number}")
    with django_assert_max_num_queries(12):
        page = text(client.get("/incidents/bare/"))
    assert page.count("Was followed by") == 20
