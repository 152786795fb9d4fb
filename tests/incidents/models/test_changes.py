"""The database keeps its own log of what changes in public, whoever writes."""

import pytest
from django.db import connection

from incidents.models import changes
from incidents.models.changes import PublicationChange, create_log
from incidents.models.publication import Publication
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def logged() -> set[int]:
    """The keys in the log since the beginning of the test."""
    return {int(key) for each in PublicationChange.objects.all() for key in each.keys.split(",") if key}


@pytest.fixture(autouse=True)
def _empty_log() -> None:
    PublicationChange.objects.all().delete()


def test_every_way_to_write_is_in_the_log() -> None:
    one, other = PublicationFactory(), PublicationFactory()
    assert logged() == {one.pk, other.pk}
    PublicationChange.objects.all().delete()
    Publication.objects.filter(pk=one.pk).update(state="superseded")
    assert logged() == {one.pk}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM incidents_publication WHERE id = %s", [other.pk])
    assert logged() == {one.pk, other.pk}


def test_what_is_looked_at_or_changes_nothing_is_not_in_it() -> None:
    Publication.objects.filter(code="nobody").update(state="superseded")
    list(Publication.objects.all())
    assert PublicationChange.objects.count() == 0


def test_no_two_changes_have_the_same_token() -> None:
    PublicationFactory.create_batch(5)
    tokens = PublicationChange.objects.values_list("token", flat=True)
    assert len(set(tokens)) == len(tokens) == 5


def test_the_marks_rise() -> None:
    made = PublicationFactory.create_batch(3)
    told = [each.keys for each in PublicationChange.objects.order_by("pk")]
    assert told == [str(each.pk) for each in made]


def test_the_log_forgets_what_is_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    newest = PublicationChange.objects.create(token="a", keys="1")
    PublicationChange.objects.create(pk=newest.pk + changes.KEPT, token="b", keys="2")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('incidents_publicationchange_id_seq', %s)", [newest.pk + changes.KEPT])
    PublicationFactory()
    assert not PublicationChange.objects.filter(pk=newest.pk).exists()
    assert PublicationChange.objects.filter(token="b").exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes a line for each row")
def test_many_at_once_are_one_line_and_too_many_are_not_named() -> None:
    PublicationFactory.create_batch(3)
    PublicationChange.objects.all().delete()
    Publication.objects.update(change_note="a")
    assert [len(each.keys.split(",")) for each in PublicationChange.objects.all()] == [3]


def test_a_log_that_is_made_again_begins_with_a_mark_that_nobody_knows() -> None:
    create_log(connection)
    create_log(connection)
    marks = list(PublicationChange.objects.all())
    assert [each.keys for each in marks] == ["", ""]
    assert marks[0].token != marks[1].token
    PublicationFactory()
    assert PublicationChange.objects.count() == 3
