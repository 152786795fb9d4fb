"""Who may comment on what, and how is a comment settled?"""

import datetime as dt

import pytest

from incidents.coding import comments, quality
from incidents.coding.review import Refused
from incidents.models import Comment
from tests.factories import (
    CodingTaskFactory,
    IncidentFactory,
    LocationFactory,
    PlaceFactory,
    SeriesFactory,
    StatementFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coder():
    return user_with_role("coder", username="amal")


@pytest.fixture
def reviewer():
    return user_with_role("reviewer", username="rania")


def test_a_comment_stands_on_a_field_of_a_row(coder):
    statement = StatementFactory()
    made = comments.comment(
        statement.incident, record=f"statement-{statement.pk}", field="wording", body=" Too sure? ", by=coder
    )
    assert (made.record, made.field, made.body, made.by) == (f"statement-{statement.pk}", "wording", "Too sure?", coder)
    assert made.resolved_at is None


@pytest.mark.parametrize(
    ("record", "field"),
    [("statement-x", ""), ("statement-", ""), ("nothing-1", ""), ("statement-99999999999999999999", ""),
     ("series-1", ""), ("", "no_such_field"), ("", "status"), ("statement-²", ""), ("-1", "")],
)  # fmt: skip
def test_a_comment_on_what_is_not_there_is_refused(coder, record, field):
    with pytest.raises(Refused):
        comments.comment(IncidentFactory(), record=record, field=field, body="Why?", by=coder)
    assert not Comment.objects.exists()


def test_a_row_of_another_incident_is_refused(coder):
    statement, series = StatementFactory(), SeriesFactory()
    with pytest.raises(Refused, match="not part of the incident"):
        comments.comment(IncidentFactory(), record=f"statement-{statement.pk}", body="Why?", by=coder)
    with pytest.raises(Refused, match="no such kind"):
        comments.comment(IncidentFactory(), record=f"series-{series.pk}", body="Why?", by=coder)


@pytest.mark.parametrize("body", ["", "  \n", "a" * 5001, "a\x00b"])
def test_a_comment_without_words_or_without_end_is_refused(coder, body):
    with pytest.raises(Refused):
        comments.comment(IncidentFactory(), body=body, by=coder)
    assert not Comment.objects.exists()


def test_a_comment_is_resolved_and_taken_up_again(coder, reviewer, time_machine_at):
    made = comments.comment(IncidentFactory(), field="title", body="Too long.", by=reviewer)
    time_machine_at("2022-02-01T12:00:00Z")
    resolved = comments.resolve(made, by=coder)
    assert (resolved.resolved_by, resolved.resolved_at) == (coder, dt.datetime(2022, 2, 1, 12, tzinfo=dt.UTC))
    assert comments.reopen(made, by=reviewer).resolved_by is None
    told = [(each.history_type, each.history_user) for each in made.history.order_by("history_id")]
    assert told == [("+", reviewer), ("~", coder), ("~", reviewer)]


def test_who_resolved_first_stays_the_one_who_did(coder, reviewer):
    made = comments.comment(IncidentFactory(), body="Why?", by=reviewer)
    comments.resolve(made, by=coder)
    assert comments.resolve(made, by=reviewer).resolved_by == coder
    assert made.history.count() == 2


def test_guests_and_strangers_do_not_comment(coder):
    incident, guest, stranger = IncidentFactory(), user_with_role("guest"), user_with_role("coder", is_active=False)
    incident.assignments.create(user=guest, until="2099-01-01")
    made = comments.comment(incident, body="Why?", by=coder)
    for person in (guest, stranger):
        assert not comments.may_comment(incident, user=person)
        with pytest.raises(Refused, match="right"):
            comments.comment(incident, body="Why?", by=person)
        with pytest.raises(Refused, match="right"):
            comments.resolve(made, by=person)
    assert (comments.may_read(coder), comments.may_read(guest)) == (True, False)


def test_the_other_coder_of_a_blind_coding_does_not_comment_on_it(coder):
    blind = IncidentFactory(task=CodingTaskFactory(is_double=True))
    with pytest.raises(Refused, match="right"):
        comments.comment(blind, body="Why?", by=coder)


def test_nobody_comments_on_what_has_been_merged(coder):
    merged = IncidentFactory(status="merged", merged_into=IncidentFactory())
    with pytest.raises(Refused, match="merged"):
        comments.comment(merged, body="Why?", by=coder)


def test_open_comments_are_grouped_by_row_and_field_and_named_in_words(coder, reviewer):
    location = LocationFactory(place=PlaceFactory(name="Dora"), role="impact")
    incident, record = location.incident, f"location-{location.pk}"
    for field, body, by in [("precision", "A site.", reviewer), ("precision", "Yes.", coder), ("", "Which?", coder)]:
        comments.comment(incident, record=record, field=field, body=body, by=by)
    settled = comments.comment(incident, field="title", body="Shorter.", by=reviewer)
    comments.resolve(settled, by=coder)
    told = [(each.about, [one.body for one in each.comments]) for each in comments.threads(incident)]
    assert told == [
        ("Location: Impact: Dora, precision", ["A site.", "Yes."]),
        ("Location: Impact: Dora", ["Which?"]),
    ]
    assert comments.threads(incident, with_resolved=True)[-1].about == "Incident, title"


def test_a_comment_outlives_its_row(coder):
    statement = StatementFactory()
    comments.comment(statement.incident, record=f"statement-{statement.pk}", field="kind", body="Why?", by=coder)
    statement.delete()
    (thread,) = comments.threads(statement.incident)
    assert (thread.about, thread.is_gone) == ("Statement: deleted since, kind", True)


def test_open_comments_are_a_line_among_what_is_missing_and_block_nothing(coder):
    incident = IncidentFactory()
    made = [comments.comment(incident, field="title", body=body, by=coder) for body in ("Shorter.", "Clearer.")]
    (problem,) = [each for each in quality.check(incident) if each.code == "comments-open"]
    assert (problem.message, problem.field, problem.blocks) == ("2 open comments.", "comments", False)
    comments.resolve(made[0], by=coder)
    assert quality.check(incident)[-1].message == "1 open comment."
    comments.resolve(made[1], by=coder)
    assert "comments-open" not in {each.code for each in quality.check(incident)}


@pytest.mark.parametrize("kind", ["", *comments.RECORDS])
def test_every_kind_of_row_has_fields_to_comment_on(kind):
    names = dict(comments.fields_of(kind))
    assert names
    assert not {"id", "incident", "version", "created_at", "updated_at"} & names.keys()
