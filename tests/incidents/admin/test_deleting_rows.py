"""Is a row that others point to kept until somebody has said what becomes of them?"""

from typing import Any

import pytest
from django.test import Client

from incidents.admin.citations import PREFIXES
from incidents.models import CasualtyCount, Citation, Incident
from tests.factories import (
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    InvolvementFactory,
    LocationFactory,
    NoteFactory,
    RelationFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
)
from tests.incidents.admin.pages import add_row, errors_of, filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db

FACTORIES: dict[str, Any] = {
    "location": LocationFactory, "weapon_use": WeaponUseFactory, "target": TargetFactory,
    "casualty_count": CasualtyCountFactory, "statement": StatementFactory, "relation": RelationFactory,
    "involvement": InvolvementFactory, "note": NoteFactory,
}  # fmt: skip
REFUSED = "is being deleted"


@pytest.fixture
def client() -> Client:
    return logged_in("coder")[0]


@pytest.fixture
def incident() -> Incident:
    return IncidentFactory()


def opened(client: Client, incident: Incident) -> dict[str, Any]:
    return filled_in(client.get(page_of(incident)))


def save(client: Client, data: dict[str, Any], incident: Incident) -> Any:
    return client.post(page_of(incident), data | {"_continue": "1"})


def test_every_kind_of_row_that_can_be_cited_is_tried() -> None:
    assert FACTORIES.keys() == PREFIXES.keys()


@pytest.mark.parametrize("posted", ["as it stood", ""])
@pytest.mark.parametrize("kind", PREFIXES)
def test_a_cited_row_is_not_deleted_from_under_its_citation(
    client: Client, incident: Incident, kind: str, posted: str
) -> None:
    row = FACTORIES[kind](incident=incident)
    citation = CitationFactory(incident=incident, **{kind: row}, exact="a rocket hit a school")
    data = opened(client, incident) | {f"{PREFIXES[kind]}-0-DELETE": "on"}
    data["citations-0-bears_on"] = f"{kind}:{row.pk}" if posted else ""
    errors = errors_of(save(client, data, incident))
    assert REFUSED in errors["citations-0-bears_on"][0]
    assert "“a rocket hit a school”" in errors[""][0]
    citation.refresh_from_db()
    assert citation.bears_on() == kind


def test_a_new_citation_cannot_bear_on_a_row_that_is_being_deleted(client: Client, incident: Incident) -> None:
    note, other = NoteFactory(incident=incident), CitationFactory(incident=incident)
    data = opened(client, incident) | {"notes-0-DELETE": "on"}
    add_row(
        data, "citations", article=other.article_id, basis="inferred", stance="supports", bears_on=f"note:{note.pk}"
    )
    assert REFUSED in errors_of(save(client, data, incident))["citations-1-bears_on"][0]


def test_a_row_and_its_citations_can_be_deleted_together(client: Client, incident: Incident) -> None:
    CitationFactory(incident=incident, note=NoteFactory(incident=incident))
    data = opened(client, incident) | {"notes-0-DELETE": "on", "citations-0-DELETE": "on"}
    assert errors_of(save(client, data, incident)) == {}
    assert not incident.notes.exists()
    assert not incident.citations.exists()


@pytest.mark.parametrize("kind", ["location", "note"])
def test_a_citation_moved_to_another_row_outlives_the_first_and_its_history_says_so(
    client: Client, incident: Incident, kind: str
) -> None:
    citation = CitationFactory(incident=incident, **{kind: FACTORIES[kind](incident=incident)})
    data = opened(client, incident) | {f"{PREFIXES[kind]}-0-DELETE": "on"}
    target = add_row(data, "targets", name="A school", type="education", role="struck", certainty="certain")
    data["citations-0-bears_on"] = f"target:{target}"
    assert errors_of(save(client, data, incident)) == {}
    citation.refresh_from_db()
    assert citation.bears_on() == "target"
    assert "-" not in Citation.history.filter(id=citation.pk).values_list("history_type", flat=True)


def test_a_toll_line_is_told_that_its_statement_is_being_deleted(client: Client, incident: Incident) -> None:
    count = CasualtyCountFactory(incident=incident)
    for value in (str(count.statement_id), ""):
        data = opened(client, incident) | {"statements-0-DELETE": "on", "casualty_counts-0-statement": value}
        errors = errors_of(save(client, data, incident))["casualty_counts-0-statement"]
        assert len(errors) == 1
        assert REFUSED in errors[0]


def test_a_toll_line_moved_to_a_new_statement_outlives_the_first(client: Client, incident: Incident) -> None:
    first = CasualtyCountFactory(incident=incident).statement
    data = opened(client, incident) | {"statements-0-DELETE": "on"}
    values = {name[13:]: value for name, value in data.items() if name.startswith("statements-0-")}
    for name in ("id", "DELETE"):
        values.pop(name, None)
    data["casualty_counts-0-statement"] = add_row(data, "statements", **values)
    assert errors_of(save(client, data, incident)) == {}
    assert CasualtyCount.objects.get().statement != first


def test_a_toll_line_does_not_come_to_speak_for_the_whole_incident(client: Client, incident: Incident) -> None:
    CasualtyCountFactory(incident=incident, scope=WeaponUseFactory(incident=incident))
    data = opened(client, incident) | {"weapons-0-DELETE": "on", "casualty_counts-0-scope": ""}
    assert REFUSED in errors_of(save(client, data, incident))["casualty_counts-0-scope"][0]
    assert CasualtyCount.objects.get().scope is not None


def test_a_deleted_primary_location_leaves_its_mark_to_a_new_one(client: Client, incident: Incident) -> None:
    first = LocationFactory(incident=incident)
    other = LocationFactory(incident=incident, is_primary=False)
    data = opened(client, incident) | {"locations-0-DELETE": "on", "locations-1-is_primary": "on"}
    assert errors_of(save(client, data, incident)) == {}
    assert incident.locations.get() == other
    assert incident.locations.get().is_primary
    assert first.history.first().is_primary
