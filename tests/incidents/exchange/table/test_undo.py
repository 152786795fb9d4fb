"""Is an import taken back as a whole, and refused once anything of it is public or was worked on?"""

import io

import pytest
from django.core.management import CommandError, call_command

from incidents.coding.review import publish_many
from incidents.exchange.table import importing, undo
from incidents.models import (
    CasualtyCount,
    Citation,
    Comment,
    ExternalId,
    ImportRun,
    Incident,
    Location,
    Statement,
)
from incidents.publishing import gather
from tests.factories import RelationFactory, UserFactory
from tests.incidents.exchange.table.made import HEADER, a_map, csv_bytes, imported, row, rows, table
from tests.incidents.exchange.table.test_importing import FILES, outcomes

pytestmark = pytest.mark.django_db

CODED = (Incident, Location, Statement, CasualtyCount, Citation, ExternalId)


def coded():
    return [model.objects.count() for model in CODED]


def told(incident):
    """What a reader could see of the incident, keys and times aside."""
    [coding] = gather([incident])
    return (
        incident.title, incident.date_edtf, incident.summary, incident.attack_type,
        [(str(each.place), each.latitude, each.precision) for each in coding.locations],
        [(each.harm, each.count_kind, each.low, each.best, each.high) for each in coding.casualty_counts],
        [(each.field, each.basis, each.exact) for each in coding.citations],
    )  # fmt: skip


def refuse(run):
    with pytest.raises(undo.CannotUndo) as caught:
        undo.undo(run, by=UserFactory())
    run.refresh_from_db()
    assert run.undone_at is None
    return caught.value.reasons


def test_everything_that_came_in_goes_and_the_ledger_says_so():
    run, user = imported(csv_bytes(*rows(3))), UserFactory()
    assert undo.undo(run, by=user) == {"deleted": 3, "restored": 0}
    assert coded() == [0, 0, 0, 0, 0, 0]
    run.refresh_from_db()
    assert (run.undone_by, run.undone_at is not None, outcomes(run)) == (user, True, [(3, 3, 0, 0, 0)])


def test_what_was_undone_can_come_in_again():
    undo.undo(imported(csv_bytes(*rows(2))), by=UserFactory())
    assert outcomes(imported(csv_bytes(*rows(2)))) == [(2, 2, 0, 0, 0)]


def test_an_update_goes_back_to_what_the_row_said_before():
    imported(csv_bytes(row(Date="25/03/2022"), row(Ref="A-2", Date="03/04/2022")))
    before = [told(each) for each in Incident.objects.order_by("pk")]
    run = imported(csv_bytes(row(Dead="9", Town="Hit"), row(Ref="A-2", Date="2022-05-05"), row(Ref="A-3")))
    assert outcomes(run) == [(3, 1, 2, 0, 0)]
    assert undo.undo(run, by=UserFactory()) == {"deleted": 1, "restored": 2}
    assert [told(each) for each in Incident.objects.order_by("pk")] == before


def test_what_went_back_is_found_unchanged():
    first = csv_bytes(*rows(2))
    imported(first)
    undo.undo(imported(csv_bytes(row(Ref="A-1", Dead="9"), row(Ref="A-2"))), by=UserFactory())
    assert outcomes(imported(first)) == [(2, 0, 0, 2, 0)]


def test_sources_and_tolls_of_further_files_go_back_too():
    sources = csv_bytes(("A-1", "One", ""), header=("Incident", "Headline", "Link"))
    tolls = csv_bytes(("A-1", "the mayor", "7"), header=("Incident", "Who", "Dead"))
    imported(csv_bytes(row()), a_map(FILES), sources=sources, tolls=tolls)
    before = told(Incident.objects.get())
    run = imported(csv_bytes(row(Dead="9")), a_map(FILES), sources=sources, tolls=tolls)
    undo.undo(run, by=UserFactory())
    assert told(Incident.objects.get()) == before


def test_an_import_is_not_undone_twice():
    run = imported(csv_bytes(row()))
    undo.undo(run, by=UserFactory())
    run.refresh_from_db()
    assert undo.objections(run)[0].startswith("It was undone on 20")


def test_a_published_incident_keeps_the_whole_import():
    run = imported(csv_bytes(*rows(3)))
    publish_many(gather(Incident.objects.filter(code="field-notes-a-2")), by=UserFactory())
    assert refuse(run) == ["1 of its incidents is published, or once were: Field notes/A-2."]
    assert Incident.objects.count() == 3


def test_an_incident_that_was_changed_keeps_the_whole_import():
    run = imported(csv_bytes(*rows(2)))
    Incident.objects.filter(code="field-notes-a-1").update(version=2)
    assert refuse(run) == ["1 of its incidents is changed, reviewed or imported again since: Field notes/A-1."]


def test_a_later_import_must_be_undone_first():
    first = imported(csv_bytes(*rows(2)))
    second = imported(csv_bytes(row(Ref="A-1", Dead="9"), row(Ref="A-2")))
    assert refuse(first) == ["1 of its incidents is changed, reviewed or imported again since: Field notes/A-1."]
    undo.undo(second, by=UserFactory())
    assert undo.undo(first, by=UserFactory()) == {"deleted": 2, "restored": 0}
    assert Incident.objects.count() == 0


def test_a_comment_or_a_relation_keeps_the_whole_import():
    run = imported(csv_bytes(*rows(3)))
    first, second, _ = Incident.objects.order_by("pk")
    Comment.objects.create(incident=first, by=UserFactory(), body="Which Ramadi?")
    RelationFactory(kind="same_operation", to_series=None, to_incident=second)
    assert refuse(run) == [
        "2 of its incidents are commented on, assigned or referred to since: Field notes/A-1, Field notes/A-2."
    ]


def test_an_incident_that_is_gone_keeps_the_whole_import():
    run = imported(csv_bytes(*rows(2)))
    Incident.objects.get(code="field-notes-a-2").delete()
    assert refuse(run) == ["1 of its incidents is no longer there: Field notes/A-2."]


def test_what_wrote_nothing_cannot_be_undone():
    imported(csv_bytes(row()))
    again = imported(csv_bytes(row()))
    assert undo.objections(again) == ["It changed nothing: every row was here already."]
    judgement = importing.judge_files(table(csv_bytes(row(Dead="NaN"))), a_map())
    assert undo.objections(importing.record(judgement, by=None)) == ["It wrote nothing."]
    assert undo.objections(ImportRun.objects.create(scheme="ucdp_ged", written=True)) == [
        "Only imports of tables can be undone."
    ]


def test_the_command_undoes_by_the_number_in_the_ledger():
    run, out = imported(csv_bytes(*rows(2))), io.StringIO()
    call_command("undo_import", run.pk, stdout=out)
    assert out.getvalue() == "Undone: 2 incidents deleted, 0 as they were before.\n"
    with pytest.raises(CommandError, match=r"Nothing was undone\. It was undone on"):
        call_command("undo_import", run.pk)
    with pytest.raises(CommandError, match="The ledger has no import 99999"):
        call_command("undo_import", 99999)


def test_shared_records_stay():
    run = imported(csv_bytes((*row(), "One"), header=(*HEADER, "S")), a_map('[[sources]]\ntitle = "S"\n'))
    places = Location.objects.get().place.name
    undo.undo(run, by=UserFactory())
    assert outcomes(imported(csv_bytes((*row(), "One"), header=(*HEADER, "S")), a_map('[[sources]]\ntitle = "S"\n')))
    assert Location.objects.get().place.name == places
