"""Whoever is killed in the middle has written nothing, and doing it again gives what it would have given at once.

One more act is one more line of ``ACTS``.
"""

import io
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.contrib.auth import hashers
from django.core.management import call_command

from articles import imports
from incidents.coding import merging, review
from incidents.models import ImportFile, ImportRow, ImportRun, Incident, Step
from incidents.releasing.making import blank, make_release
from tests.factories import PublisherFactory, ready_incident, user_with_role
from tests.guarantees.killing import give_keys_again, killed, last_keys, state, taken_back
from tests.incidents.exchange.ged.made import row, write_file
from tests.incidents.management.backup.made import fetched_page, kept

Deed = Callable[[], Any]
LEDGER = frozenset({"incidents.importrun", "incidents.importfile", "incidents.importrow"})


class Act(NamedTuple):
    """``prepared`` makes what there is before and gives the deed, which reads it anew as a new process would.

    ``keeps`` are the tables in which a deed that is killed may leave rows; ``looked_at`` compares these with what is
    said in them before and after it is done. With a ``stride`` only some statements are tried.
    """

    prepared: Callable[[Path], Deed]
    keeps: frozenset[str] = frozenset()
    looked_at: Callable[[bool], None] = lambda _: None
    stride: int = 1


def _publish(_folder: Path) -> Deed:
    incident, reviewer = ready_incident(), user_with_role("reviewer")
    return lambda: review.publish(Incident.objects.get(pk=incident.pk), by=reviewer, change_note="First.")


def _publish_again(folder: Path) -> Deed:
    """The second version is coarser, so that the first is blanked."""
    _publish(folder)()
    incident, reviewer = Incident.objects.get(), user_with_role("reviewer")
    review.revise(incident, by=reviewer)
    incident.sensitivity = "coarse"
    incident.save()
    return lambda: review.publish(Incident.objects.get(), by=reviewer, change_note="Coarser.", confirmed=True)


def _withdraw(folder: Path) -> Deed:
    _publish(folder)()
    reviewer = user_with_role("reviewer")
    return lambda: review.withdraw(Incident.objects.get(), by=reviewer, reason="It was another day.")


def _merge(_folder: Path) -> Deed:
    """Two published incidents, so that readers are led on."""
    reviewer = user_with_role("reviewer")
    keys = [ready_incident().pk for _ in range(2)]
    for key in keys:
        review.publish(Incident.objects.get(pk=key), by=reviewer)

    def deed() -> None:
        source, target = (Incident.objects.get(pk=key) for key in keys)
        merging.merge(source, into=target, by=reviewer, reason="The same event.")

    return deed


def _unmerge(folder: Path) -> Deed:
    _merge(folder)()
    reviewer = user_with_role("reviewer")
    return lambda: merging.unmerge(Step.objects.get(kind="merge"), by=reviewer)


def _release(folder: Path) -> Deed:
    """The second one, which tells what has changed since the first."""
    address = "https://attest.example"
    _publish(folder)()
    make_release("2026.1", by=None, address=address)
    _publish(folder)()
    return lambda: make_release("2026.2", by=None, address=address)


def _blank(folder: Path) -> Deed:
    _release(folder)()
    incident, reviewer = Incident.objects.order_by("pk")[0], user_with_role("reviewer")
    review.withdraw(incident, by=reviewer, reason="Somebody is in danger.")
    return lambda: blank(incident.code, by=reviewer, reason="Somebody is in danger.")


def _import_articles(_folder: Path) -> Deed:
    table = b"""title,publisher,publisher_kind,published,text
One,The Daily,newspaper,2022-01-14,Two were hurt.
Two,The Daily,newspaper,2022-01-15,None was hurt.
"""
    return lambda: imports.take(table, by=None)


def _restore(folder: Path) -> Deed:
    """In place of something else, with a page that was damaged."""
    page = fetched_page()
    path = kept(folder)
    ready_incident()

    def deed() -> None:
        # Anew each time: nothing takes back what becomes of a file.
        Path(page.file.path).write_bytes(b"damaged")
        call_command("restore", path, replace=True, yes=True, stdout=io.StringIO())

    Path(page.file.path).write_bytes(b"damaged")
    return deed


def _import(folder: Path) -> Deed:
    path = write_file(folder, row(), row(id="101", latitude="35.9"), row(id="102", side_b="Others", best="3", high="3"))
    return lambda: call_command("import_ged", path, publish=True, stdout=io.StringIO(), stderr=io.StringIO())


def _look_at_the_ledger(is_done: bool) -> None:
    """A run that did not come to its end says that it wrote nothing; it has every row of the file, or is not there."""
    for run in ImportRun.objects.all():
        assert (run.written, run.published, run.finished_at is not None) == (is_done, is_done, is_done)
        assert [each.rows for each in ImportFile.objects.filter(run=run)] == [3]
        assert ImportRow.objects.filter(file__run=run).count() == 3
    ImportRun.objects.all().delete()


ACTS = {
    "import": Act(_import, keeps=LEDGER, looked_at=_look_at_the_ledger),
    "publish": Act(_publish),
    "publish again": Act(_publish_again),
    "withdraw": Act(_withdraw),
    "merge": Act(_merge),
    "release": Act(_release),
    "blank a release": Act(_blank, stride=3),
    "unmerge": Act(_unmerge, stride=3),
    "articles": Act(_import_articles, stride=3),
    "restore": Act(_restore, stride=23),
}


DONE_AGAIN = 8
"""After every so many kills it is done again and taken back, for what the process itself remembers; once for good."""


@pytest.mark.django_db(transaction=True)
# A cursor of PostgreSQL that a killed query has left open.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ACTS)
def test_killed_at_any_statement_it_has_written_nothing_and_can_be_done_again(
    name: str, tmp_path: Path, time_machine_at: Any, settings: Any, monkeypatch: Any
) -> None:
    time_machine_at("2026-01-01T00:00:00Z")
    settings.MEDIA_ROOT = tmp_path / "media"
    # The password with which nobody can log in is another one each time.
    monkeypatch.setattr(hashers, "get_random_string", lambda length: "x" * length)
    assert kill_at_each_statement(ACTS[name], tmp_path) > 10


@pytest.mark.django_db(transaction=True)
def test_what_is_written_in_two_transactions_is_noticed(tmp_path: Path, time_machine_at: Any) -> None:
    time_machine_at("2026-01-01T00:00:00Z")
    names = iter("abcdefgh")
    deeds = {
        "half-written when killed at statement": Act(lambda _: lambda: [PublisherFactory(name=n) for n in "xy"]),
        "another outcome after a kill at statement 1": Act(lambda _: lambda: PublisherFactory(name=next(names))),
    }
    for problem, act in deeds.items():
        with pytest.raises(AssertionError, match=problem):
            kill_at_each_statement(act, tmp_path)


def kill_at_each_statement(act: Act, folder: Path) -> int:
    """How many statements there are, if what is left is the state before or the state after at each of them."""
    deed = act.prepared(folder)
    before, keys = state(but=act.keeps), last_keys()
    with taken_back():
        deed()
        done = state(but=act.keeps)
    assert done != before
    give_keys_again(keys)
    for at in count(1, act.stride):
        was_killed = killed(deed, at=at)
        found = state(but=act.keeps)
        assert found in ((before, done) if was_killed else (done,)), f"half-written when killed at statement {at}"
        act.looked_at(found == done)
        if not was_killed:
            break
        give_keys_again(keys)
        if at % DONE_AGAIN == 1 or found == done:
            with taken_back():
                deed()
                assert state(but=act.keeps) == done, f"another outcome after a kill at statement {at}"
            give_keys_again(keys)
    return at
