"""The snapshot holds what is live, whatever happens to the database under it."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from incidents.models import changes
from incidents.models.changes import PublicationChange
from incidents.models.publication import Publication, PublicState
from incidents.public.snapshot import held
from incidents.public.snapshot.columns import CODED, NUMBERS
from incidents.public.snapshot.held import Snapshot, current
from incidents.publishing.record import close
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def contents(snapshot: Snapshot) -> dict[int, Any]:
    """Everything that is held of each publication, by its key."""
    columns = snapshot.columns
    rows = [{name: columns.column(name)[row] for name in NUMBERS} for row in range(len(snapshot))]
    for name in CODED:
        coded = getattr(columns, name)
        for row, number in zip(rows, coded.numbers, strict=True):
            row[name] = coded.table.values[number]
    for facet, each in snapshot.facets.items():
        for number, (value, folded) in enumerate(each.names):
            for row in each.rows[each.starts[number] : each.starts[number + 1]]:
                rows[row].setdefault(facet, set()).add((value, folded))
    return {int(row["key"]): str({name: row[name] for name in sorted(row)}) for row in map(_comparable, rows)}


def _comparable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, set) else value for name, value in row.items()}


def assert_true() -> Snapshot:
    """What is held is what a fresh look at the database holds, in the order that the map needs."""
    snapshot = current()
    assert contents(snapshot) == contents(held.read(None))
    assert set(snapshot.columns.key.tolist()) == set(Publication.objects.live().values_list("pk", flat=True))
    assert (np.diff(snapshot.columns.cell) >= 0).all()
    return snapshot


def _publish(number: int) -> None:
    PublicationFactory(
        latitude=[33.3, 36.3, None][number % 3],
        longitude=[44.4, 43.1, None][number % 3],
        country=["IQ", "SY"][number % 2],
        weapon=["rocket", "grenade"][: number % 3],
        accused=[f"Group {number}"],
    )


def _nth(number: int) -> Publication | None:
    keys = list(Publication.objects.live().order_by("pk").values_list("pk", flat=True))
    return Publication.objects.get(pk=keys[number % len(keys)]) if keys else None


def _withdraw(number: int) -> None:
    if row := _nth(number):
        close([row.code], state="withdrawn", reason="", at=row.published_at)


def _supersede(number: int) -> None:
    if row := _nth(number):
        row.facets.all().delete()
        Publication.objects.filter(pk=row.pk).update(state="superseded")
        PublicationFactory(code=row.code, version=row.version + 1, country="FJ", weapon=["rocket", "small_arms"])


def _delete(number: int) -> None:
    if row := _nth(number):
        row.delete()


def _change(number: int) -> None:
    Publication.objects.filter(pk=getattr(_nth(number), "pk", None)).update(killed_state="figure", killed_low=number)


def _fail(number: int) -> None:
    with transaction.atomic():
        _publish(number)
        _withdraw(number)
        assert_true()  # a look in the middle of it
        transaction.set_rollback(True)


ACTS: list[Callable[[int], None]] = [_publish, _publish, _withdraw, _supersede, _delete, _change, _fail]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.booleans()), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_it_holds_what_is_live(steps: list[tuple[Callable[[int], None], int, bool]]) -> None:
    with transaction.atomic():
        for act, number, looks in steps:
            act(number)
            if looks:
                assert_true()
        assert_true()
        transaction.set_rollback(True)
    assert len(current()) == 0


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    """How often everything was read."""
    PublicationFactory.create_batch(3)
    current()
    times: list[None] = []
    read = held.read
    monkeypatch.setattr(held, "read", lambda mark: (times.append(None), read(mark))[1])
    yield times
    monkeypatch.undo()


def test_a_change_is_followed_without_reading_everything_again(read_anew: list[None]) -> None:
    PublicationFactory(weapon=["mortar"])
    Publication.objects.filter(pk=min(Publication.objects.values_list("pk", flat=True))).update(state="superseded")
    assert len(current()) == 3
    assert read_anew == []


def test_what_was_answered_from_is_never_written_to(read_anew: list[None]) -> None:
    before = current()
    told = contents(before)
    PublicationFactory(country="FJ", weapon=["mortar"])
    assert current() is not before
    assert contents(before) == told


def test_a_question_while_nothing_changes_costs_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    PublicationFactory()
    first = current()
    with django_assert_num_queries(1):
        assert current() is first


def test_a_log_that_has_forgotten_is_no_log_to_follow(read_anew: list[None]) -> None:
    PublicationFactory()
    PublicationChange.objects.filter(pk=held._held[0].mark.number).delete()
    assert len(current()) == 4
    assert len(read_anew) == 1


def test_another_database_with_as_many_changes_is_read_anew(read_anew: list[None]) -> None:
    PublicationChange.objects.filter(pk=held._held[0].mark.number).update(token="another")
    current()
    assert len(read_anew) == 1


def test_a_database_of_an_earlier_day_is_read_anew(read_anew: list[None]) -> None:
    PublicationFactory()
    current()
    newest = PublicationChange.objects.order_by("-pk").first()
    assert newest is not None
    newest.delete()
    current()
    assert len(read_anew) == 1


def test_a_change_of_too_many_to_name_is_read_anew(read_anew: list[None]) -> None:
    PublicationChange.objects.create(token="many", keys="")
    current()
    assert len(read_anew) == 1


def test_an_empty_log_is_never_believed(read_anew: list[None]) -> None:
    PublicationChange.objects.all().delete()
    current()
    current()
    assert len(read_anew) == 2


def test_a_publish_that_the_log_has_missed_is_read_anew(read_anew: list[None]) -> None:
    """Such as after a migration that made the table anew and forgot the triggers."""
    changes.drop_log(connection)
    PublicationFactory()
    PublicState.objects.create(pk=1, version=7)
    assert len(current()) == 4
    changes.create_log(connection)


def test_what_is_published_while_it_is_read_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    PublicationFactory()
    held.forget()
    read = held.read

    def slow(mark: held.Mark | None) -> Snapshot:
        found = read(mark)
        PublicationFactory(country="FJ")
        return found

    monkeypatch.setattr(held, "read", slow)
    assert len(current()) == 2


def test_threads_that_ask_at_once_wait_for_one_reading(read_anew: list[None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a database connection of their own: what they read is laid before them."""
    snapshot = current()
    held.forget()
    monkeypatch.setattr(held, "newest", lambda: snapshot.mark)
    monkeypatch.setattr(held, "read", lambda _mark: (read_anew.append(None), snapshot)[1])
    threads = [threading.Thread(target=current) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_anew) == 1


def test_no_more_masks_are_remembered_than_there_is_room_for() -> None:
    snapshot = current()
    for number in range(held.REMEMBERED + 5):
        snapshot.remember(str(number), np.zeros(1, np.bool_))
    assert len(snapshot.masks) == held.REMEMBERED
    assert "0" not in snapshot.masks
