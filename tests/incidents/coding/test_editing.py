"""Does exactly one of two saves of the same version take its turn, even at the same moment?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from incidents.coding.editing import keep_baselines, take_turn
from incidents.coding.review import StaleIncident
from incidents.models import Incident, Location
from tests.contention import patiently
from tests.factories import IncidentFactory, LocationFactory


@pytest.mark.django_db
def test_a_turn_raises_the_version() -> None:
    incident = IncidentFactory()
    take_turn(incident, seen=1)
    assert (incident.version, Incident.objects.get().version) == (2, 2)


@pytest.mark.django_db
def test_a_turn_on_an_older_version_is_refused() -> None:
    incident = IncidentFactory(version=3)
    with pytest.raises(StaleIncident):
        take_turn(incident, seen=2)


@pytest.mark.django_db
def test_a_turn_takes_the_status_as_it_is_stored_now() -> None:
    incident = IncidentFactory(status="draft")
    Incident.objects.update(status="in_review")
    take_turn(incident, seen=1)
    assert incident.status == "in_review"


@pytest.mark.django_db(transaction=True)
def test_a_turn_outside_a_transaction_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TransactionManagementError):
        take_turn(IncidentFactory(), seen=1)


@pytest.mark.django_db(transaction=True)
def test_of_many_saves_at_the_same_moment_one_wins() -> None:
    incident, together = IncidentFactory(), Barrier(5)

    def save(name: str) -> bool:
        together.wait()
        try:
            return patiently(lambda: attempt(name))
        finally:
            connection.close()

    def attempt(name: str) -> bool:
        try:
            with transaction.atomic():
                mine = Incident.objects.get(pk=incident.pk)
                take_turn(mine, seen=1)
                mine.title = name
                mine.save()
        except StaleIncident:
            return False
        return True

    with ThreadPoolExecutor(5) as pool:
        won = dict(zip("abcde", pool.map(save, "abcde"), strict=True))
    incident.refresh_from_db()
    assert sum(won.values()) == 1
    assert won[incident.title]
    assert incident.version == 2


@pytest.mark.django_db
def test_baselines_are_kept_once_for_rows_without_a_history() -> None:
    location = LocationFactory()
    Location.history.all().delete()
    for _ in range(2):
        keep_baselines(location.incident)
    (baseline,) = location.history.all()
    assert (baseline.precision, baseline.history_type, baseline.history_user) == ("settlement", "+", None)
    assert baseline.history_date == location.updated_at
