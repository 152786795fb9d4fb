"""Does one page tell who changed what of an incident, from what to what, when and why?"""

import pytest
from django.urls import reverse

from incidents.coding import assignment, comments, review
from incidents.coding.steps import Recorder, keep, undo
from incidents.models import Incident, Location, PlaceName
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    IncidentFactory,
    LocationFactory,
    NoteFactory,
    PlaceFactory,
    StatementFactory,
    ready_incident,
)
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
    assert ("speakers", "", "Army") in fields


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
    (event,) = latest.events
    assert (latest.by, event.code, event.detail, event.words) == (
        "rania", "send_back", "from in review to draft", "Cite the place.",
    )  # fmt: skip


def test_a_guest_reads_no_history() -> None:
    incident = ready_incident()
    client, guest = logged_in("guest")
    incident.assignments.create(user=guest, until="2099-01-01")
    assert client.get(page_of(incident)).status_code == 200
    assert client.get(page_of(incident).replace("/change/", "/history/")).status_code == 403


def shown(client, row, **asked):
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])
    return client.get(address, asked)


def by(user, row, **values):
    """Changes a row as somebody does at the desk."""
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = user
    row.save()


def test_a_long_text_is_shown_word_for_word_however_far_in_it_changed() -> None:
    client, coder = logged_in("coder")
    start = "It was reported so. " * 40
    incident = IncidentFactory(summary=f"{start}Two people were hurt on Thursday night.")
    by(coder, incident, summary=f"{start}Three people were hurt on Thursday night.")
    page = shown(client, incident).content.decode()
    assert '<del><span class="visually-hidden">removed: </span>Two</del>' in page
    assert '<ins><span class="visually-hidden">added: </span>Three</ins>' in page


def test_rows_that_are_called_the_same_are_told_apart() -> None:
    client, coder = logged_in("coder")
    incident = IncidentFactory()
    one, other = (StatementFactory(incident=incident, speaker_text="A witness") for _ in range(2))
    by(coder, one, channel_name="Twitter")
    names = {change.record for save in saves_of(client, incident) for change in save.changes}
    assert {f"Account, A witness (no. {one.pk})", f"Account, A witness (no. {other.pk})"} <= names


def test_a_change_leads_to_its_row_while_the_row_is_there() -> None:
    client, _ = logged_in("coder")
    incident = IncidentFactory()
    kept, gone = StatementFactory(incident=incident), StatementFactory(incident=incident)
    key = gone.pk
    gone.delete()
    found = {change.key: change.address for save in saves_of(client, incident) for change in save.changes}
    assert found[kept.pk] == f"{page_of(incident)}#statement-{kept.pk}"
    assert found[key] == ""
    assert f'id="statement-{kept.pk}"' in client.get(page_of(incident)).content.decode()


def test_the_story_is_narrowed_to_a_person_and_to_a_kind_of_row() -> None:
    client, coder = logged_in("coder", username="amal")
    _, other = logged_in("reviewer", username="rania")
    incident = ready_incident()
    by(coder, incident, title="Hers")
    by(other, incident, title="Another")
    by(other, incident.locations.get(), precision="site")
    response = shown(client, incident, person=other.pk)
    assert {save.by for save in response.context["saves"]} == {"rania"}
    assert [each.label for each in response.context["people"]] == ["amal", "nobody (import)", "rania"]
    response = shown(client, incident, person=other.pk, table="location")
    assert [[change.kind for change in save.changes] for save in response.context["saves"]] == [["location"]]
    assert {save.by for save in shown(client, incident, person="nobody").context["saves"]} == {""}


@pytest.mark.parametrize("asked", [{"person": "x"}, {"person": "99"}, {"table": "user"}, {"table": "\x00"}])
def test_a_narrowing_nobody_can_mean_is_told_and_shows_nothing(asked) -> None:
    client, _ = logged_in("coder")
    response = shown(client, ready_incident(), **asked)
    assert response.status_code == 400
    assert response.context["saves"] == []
    assert response.context["problem"]


def test_comments_stand_in_the_story_with_who_settled_them() -> None:
    client, coder = logged_in("coder", username="amal")
    _, reviewer = logged_in("reviewer", username="rania")
    incident = IncidentFactory()
    made = comments.comment(incident, field="title", body="Shorter?", by=reviewer)
    comments.resolve(made, by=coder)
    comments.reopen(made, by=reviewer)
    events = [
        (save.by, each.label, each.detail, each.words) for save in saves_of(client, incident) for each in save.events
    ]
    assert events == [
        ("rania", "Comment reopened", "on Incident, title", "Shorter?"),
        ("amal", "Comment resolved", "on Incident, title", "Shorter?"),
        ("rania", "Commented", "on Incident, title", "Shorter?"),
    ]
    only = shown(client, incident, table="comments").context["saves"]
    assert len(only) == 3


def test_a_step_and_its_undoing_stand_with_the_rows_they_wrote(time_machine_at) -> None:
    time_machine_at("2022-02-01T12:00:00Z")
    client, coder = logged_in("coder", username="amal")
    incident = IncidentFactory(title="Before")
    time_machine_at("2022-02-01T13:00:00Z")
    recorder = Recorder(by=coder)
    incident.title = "After"
    recorder.save(incident)
    step = keep(incident, recorder, kind="desk", label="Title: After")
    time_machine_at("2022-02-01T14:00:00Z")
    undo(step, by=coder)
    undone, done, _ = saves_of(client, incident)
    assert [(each.label, each.words, each.detail) for each in done.events] == [
        ("At the desk", "Title: After", "undone by amal, 2022-02-01 14:00")
    ]
    assert told(done) == [("incident", "changed", [("title", "Before", "After")])]
    assert [(each.label, each.words) for each in undone.events] == [("Step undone", "Title: After")]
    assert told(undone) == [("incident", "changed", [("title", "After", "Before")])]
    assert undone.reason == ""


def test_what_review_moves_is_told_once_and_by_who_moved_it() -> None:
    client, coder = logged_in("coder", username="amal")
    _, reviewer = logged_in("reviewer", username="rania")
    incident = ready_incident()
    assignment.assign(incident, to=coder, by=reviewer)
    by(coder, Incident.objects.get(), title="After")
    latest, event, *_ = saves_of(client, incident)
    assert told(latest) == [("incident", "changed", [("title", "Rocket attack in Baghdad", "After")])]
    assert (event.by, event.events[0].words) == ("rania", "To amal.")


def test_a_deleted_row_keeps_what_it_said() -> None:
    client, coder = logged_in("coder")
    incident = IncidentFactory()
    note = NoteFactory(incident=incident, body="A government was being formed.")
    note._history_user = coder
    note.delete()
    (change,) = saves_of(client, incident)[0].changes
    assert ("body", "A government was being formed.", "") in [(f.label, f.old, f.new) for f in change.fields]


def test_the_history_of_a_place_and_of_an_article_tells_the_same_way() -> None:
    client, coder = logged_in("coder", username="amal")
    place, article = PlaceFactory(name="Dora"), ArticleFactory(triage="new")
    PlaceName.objects.create(place=place, name="Dawra")
    by(coder, place, kind="neighbourhood")
    by(coder, article, triage="relevant")
    latest, *_ = shown(client, place).context["saves"]
    assert told(latest) == [("place", "changed", [("kind", "Town or village", "Neighbourhood")])]
    assert latest.changes[0].address == reverse("admin:incidents_place_change", args=[place.pk])
    latest, *_ = shown(client, article, table="article").context["saves"]
    assert told(latest) == [("article", "changed", [("triage", "New", "Relevant")])]
