"""Does one page tell who changed what of an incident, from what to what, when and why?"""

import pytest

from incidents.coding import review
from incidents.models import Incident, Location
from tests.factories import ActorFactory, LocationFactory, PlaceFactory, StatementFactory, ready_incident
from tests.incidents.admin.pages import add_row, filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db


def saves_of(client, incident):
    return client.get(f"{page_of(incident)}".replace("/change/", "/history/")).context["saves"]


def told(save):
    return [
        (change.kind, change.action, [(field.label, field.old, field.new) for field in change.fields])
        for change in save.changes
    ]


def test_a_save_tells_the_old_and_the_new_value_of_each_row_with_its_reason() -> None:
    incident = ready_incident(title="Before")
    client, _ = logged_in("coder", username="amal")
    data = filled_in(client.get(page_of(incident)))
    data |= {"title": "After", "locations-0-precision": "site", "change_reason": "A better map."}
    client.post(page_of(incident), data | {"_continue": "1"})
    latest = saves_of(client, incident)[0]
    assert (latest.by, latest.reason) == ("amal", "A better map.")
    assert told(latest) == [
        ("incident", "changed", [("title", "Before", "After")]),
        ("location", "changed", [("precision", "Town or village", "Site")]),
    ]


def test_a_new_row_and_its_speakers_are_one_change() -> None:
    incident = ready_incident()
    client, _ = logged_in("coder")
    data = filled_in(client.get(page_of(incident)))
    add_row(
        data, "statements", kind="account", voice="named", about_incident="on", about_certainty="explicit",
        status="current", speakers=[ActorFactory(name="Army").pk],
    )  # fmt: skip
    client.post(page_of(incident), data | {"_continue": "1"})
    (kind, action, fields), *others = told(saves_of(client, incident)[0])
    assert (kind, action, others) == ("statement", "added", [])
    assert ("speakers", "—", "Army") in fields


def test_two_lines_of_the_toll_are_told_apart_in_the_history() -> None:
    incident = ready_incident()
    client, _ = logged_in("coder")
    data = filled_in(client.get(page_of(incident)))
    said = str(incident.statements.get().pk)
    for country in ("IQ", "US"):
        add_row(data, "casualty_counts", statement=said, harm="killed", group="security_force", said="1",
                nationality=country)  # fmt: skip
    client.post(page_of(incident), data | {"_continue": "1"})
    assert [change.record for change in saves_of(client, incident)[0].changes] == [
        "Killed, Security forces, IQ, 1, Account: The publisher",
        "Killed, Security forces, US, 1, Account: The publisher",
    ]


def test_a_deleted_row_is_told_by_its_name() -> None:
    incident = ready_incident()
    LocationFactory(incident=incident, is_primary=False, place=PlaceFactory(name="Dora"), role="launch")
    client, _ = logged_in("coder")
    data = filled_in(client.get(page_of(incident))) | {"locations-1-DELETE": "on"}
    client.post(page_of(incident), data | {"_continue": "1"})
    (change,) = saves_of(client, incident)[0].changes
    assert (change.kind, change.action, change.record) == ("location", "deleted", "Launch, Dora")


def test_the_first_edit_of_an_imported_incident_shows_what_it_said_before() -> None:
    incident = ready_incident(title="As imported")
    for model in (Incident, Location):
        model.history.all().delete()
    client, _ = logged_in("coder", username="amal")
    data = filled_in(client.get(page_of(incident))) | {"title": "Edited", "locations-0-precision": "site"}
    client.post(page_of(incident), data | {"_continue": "1"})
    latest, *_, first = saves_of(client, incident)
    assert ("title", "As imported", "Edited") in told(latest)[0][2]
    assert ("precision", "Town or village", "Site") in told(latest)[1][2]
    assert (first.by, first.reason) == ("", "As first stored.")


def test_the_baseline_knows_the_speakers_too() -> None:
    incident = ready_incident()
    statement = StatementFactory(incident=incident, voice="named")
    statement.speakers.add(ActorFactory(name="Army"))
    type(statement).history.all().delete()
    client, _ = logged_in("coder")
    data = filled_in(client.get(page_of(incident)))
    number = next(n for n in (0, 1) if data[f"statements-{n}-id"] == str(statement.pk))
    data[f"statements-{number}-speakers"] = [ActorFactory(name="Police").pk]
    client.post(page_of(incident), data | {"_continue": "1"})
    assert told(saves_of(client, incident)[0]) == [("statement", "changed", [("speakers", "Army", "Police")])]


def test_steps_of_review_stand_among_the_changes() -> None:
    incident = ready_incident()
    client, reviewer = logged_in("reviewer", username="rania")
    review.send_back(incident, by=reviewer, reason="Cite the place.")
    latest = saves_of(client, incident)[0]
    assert (latest.by, latest.reason, [each.action for each in latest.events]) == (
        "rania",
        "Cite the place.",
        ["send_back"],
    )


def test_a_guest_reads_no_history() -> None:
    incident = ready_incident()
    client, guest = logged_in("guest")
    incident.assignments.create(user=guest, until="2099-01-01")
    assert client.get(page_of(incident)).status_code == 200
    assert client.get(page_of(incident).replace("/change/", "/history/")).status_code == 403
