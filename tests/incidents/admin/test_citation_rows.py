"""Does a citation find its words in the article, and say so when they are not there?"""

from typing import Any

import pytest
from django.test import Client

from incidents.models import Citation
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    NoteFactory,
    SeriesFactory,
)
from tests.incidents.admin.pages import add_row, errors_of, filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db

TEXT = "One rocket hit a school.\nA second “rocket” missed; the rocket launcher was found."


@pytest.fixture
def client() -> Client:
    return logged_in("coder")[0]


def cite(client: Client, text: str = TEXT, **values: Any) -> tuple[Any, Citation | None]:
    """Add one citation to a new incident; what the page answers, and what was stored."""
    incident = IncidentFactory()
    article = ArticleFactory(**({"text": text} if text else {"text": "", "holding": "reference_only"}))
    data = filled_in(client.get(page_of(incident)))
    add_row(data, "citations", **{"article": article.pk, "basis": "stated", "stance": "supports", **values})
    return client.post(page_of(incident), data | {"_continue": "1"}), incident.citations.first()


def test_the_words_are_stored_as_they_stand_in_the_article_with_what_surrounds_them(client: Client) -> None:
    _, citation = cite(client, exact='second "rocket"   missed')
    assert citation is not None
    assert (citation.exact, citation.prefix, citation.suffix) == (
        "second “rocket” missed", "One rocket hit a school.\nA ", "; the rocket launcher was foun",
    )  # fmt: skip
    assert (citation.start, citation.end) == (27, 49)


def test_words_that_are_not_there_are_told_beside_the_field(client: Client) -> None:
    response, citation = cite(client, exact="two rockets")
    assert "not in the article" in errors_of(response)["citations-0-exact"][0]
    assert citation is None


def test_words_that_stand_there_twice_are_quoted_from_the_first(client: Client) -> None:
    _, citation = cite(client, exact="rocket")
    assert citation is not None
    assert citation.start == 4


def test_another_occurrence_can_be_chosen_by_number(client: Client) -> None:
    _, citation = cite(client, exact="rocket", occurrence="3")
    assert citation is not None
    assert TEXT[citation.start : citation.start + 15] == "rocket launcher"


def test_an_occurrence_that_is_not_there_is_refused(client: Client) -> None:
    response, _ = cite(client, exact="rocket", occurrence="4")
    assert "3 time(s)" in errors_of(response)["citations-0-occurrence"][0]


def test_a_reference_only_article_has_words_and_no_span(client: Client) -> None:
    _, citation = cite(client, text="", exact="one rocket")
    assert citation is not None
    assert (citation.exact, citation.start, citation.end) == ("one rocket", None, None)


def test_what_is_stated_needs_its_words(client: Client) -> None:
    response, _ = cite(client, exact="")
    assert list(errors_of(response)) == ["citations-0-exact"]


def test_what_is_inferred_needs_none(client: Client) -> None:
    response, citation = cite(client, exact="", basis="inferred")
    assert errors_of(response) == {}
    assert citation is not None


def test_what_is_known_from_outside_says_from_where(client: Client) -> None:
    response, _ = cite(client, exact="", basis="outside")
    assert list(errors_of(response)) == ["citations-0-comment"]


def test_the_field_must_be_one_of_the_record(client: Client) -> None:
    response, _ = cite(client, exact="rocket", field="wording")
    assert list(errors_of(response)) == ["citations-0-field"]


def test_a_citation_can_bear_on_a_series(client: Client) -> None:
    series = SeriesFactory()
    _, citation = cite(client, exact="rocket", bears_on=f"series:{series.pk}", field="definition")
    assert citation is not None
    assert (citation.bears_on(), citation.series) == ("series", series)


@pytest.mark.parametrize("value", ["location:999", "series:x", "user:1", "location:", "series:99999999999999999999999"])
def test_a_record_that_is_not_of_this_incident_is_refused(client: Client, value: str) -> None:
    LocationFactory()
    response, _ = cite(client, exact="rocket", bears_on=value)
    assert list(errors_of(response)) == ["citations-0-bears_on"]


def test_moving_a_citation_to_another_record_leaves_it_on_that_one_alone(client: Client) -> None:
    _, citation = cite(client, exact="rocket")
    assert citation is not None
    location = LocationFactory(incident=citation.incident)
    data = filled_in(client.get(page_of(citation.incident)))
    data["citations-0-bears_on"] = f"location:{location.pk}"
    assert errors_of(client.post(page_of(citation.incident), data | {"_continue": "1"})) == {}
    citation.refresh_from_db()
    assert (citation.bears_on(), citation.location) == ("location", location)


@pytest.mark.parametrize("bears_on", ["", None])
def test_a_quote_does_not_come_to_bear_on_the_incident_when_its_row_is_deleted(client: Client, bears_on: str | None):
    """The page blanks the choice when the row goes (""); without JavaScript it stays as it was (None)."""
    incident = IncidentFactory()
    note = NoteFactory(incident=incident)
    CitationFactory(incident=incident, note=note)
    data = filled_in(client.get(page_of(incident))) | {"notes-0-DELETE": "on"}
    if bears_on is not None:
        data["citations-0-bears_on"] = bears_on
    response = client.post(page_of(incident), data | {"_continue": "1"})
    assert set(errors_of(response)) == {"", "citations-0-bears_on"}
    assert incident.citations.get().note == note


def test_a_row_is_deleted_together_with_its_quotes(client: Client):
    incident = IncidentFactory()
    CitationFactory(incident=incident, note=NoteFactory(incident=incident))
    data = filled_in(client.get(page_of(incident))) | {"notes-0-DELETE": "on", "citations-0-DELETE": "on"}
    data["citations-0-bears_on"] = ""
    client.post(page_of(incident), data | {"_continue": "1"})
    assert not incident.notes.exists()
    assert not incident.citations.exists()


@pytest.mark.parametrize("field", ["article", "bears_on"])
def test_a_key_that_no_column_can_hold_is_told_beside_the_field(client: Client, field: str):
    incident = IncidentFactory()
    data = filled_in(client.get(page_of(incident)))
    huge = "99999999999999999999"
    add_row(
        data, "citations", article=ArticleFactory(text=TEXT).pk, exact="One rocket", basis="stated", stance="supports"
    )
    data[f"citations-0-{field}"] = f"series:{huge}" if field == "bears_on" else huge
    response = client.post(page_of(incident), data)
    assert list(errors_of(response)) == [f"citations-0-{field}"]
