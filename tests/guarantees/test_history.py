"""Is every change kept, with who and when? Every table has a history but those named here, and nothing goes past it."""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from simple_history.middleware import HistoryRequestMiddleware

from articles.models import Article, FeedEntry, Publisher, Snapshot
from incidents import models
from tests.factories import (
    ActorFactory,
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    StatementFactory,
    UserFactory,
    user_with_role,
)
from tests.rows import ROW, tables

ROOT = Path(__file__).resolve().parent.parent.parent

UNTRACKED = {
    Snapshot: "written once, never changed",
    FeedEntry: "what a poll has seen; the articles that came of it have a history",
    models.ImportRun: "the ledger is itself a record of what happened",
    models.ImportFile: "the ledger is itself a record of what happened",
    models.ImportRow: "the ledger is itself a record of what happened",
    models.TableMap: "how a table is read, not data; each import keeps the map it was read by",
    models.TableUpload: "a file that waits to be confirmed, and goes",
    models.ReviewEvent: "the log of review is only ever added to",
    models.Publication: "immutable; each version keeps the hash of the one before",
    models.PublicationChange: "the database's own log of what has changed",
    models.PublicationFacet: "written with its publication",
    models.PublicState: "a counter",
    models.Adjudication: "a decision is written once, with both codings as they stood",
    models.Release: "made once, with who and when; nothing changes it",
    models.ReleaseFile: "the sums of every state of a release stay",
    models.ReleasePart: "a file, whose sum is kept",
    models.ReleaseRow: "of a release; blanked once, with who, when and why",
    models.ReportTally: "a count that goes with its hour, so that nothing tells who has sent a report",
    models.Step: "the record of what one gesture wrote",
    models.Prefill: "a mark that goes when its value is touched",
}
TRACKED = [model for model in tables() if model not in UNTRACKED]

BULK = {"bulk_create", "bulk_update", "update", "abulk_create", "abulk_update", "aupdate", "_raw_delete"}
ALLOWED = {
    "incidents/exchange/": "an import's ledger is the history of its rows up to the first edit",
    "incidents/public/package/writing.py::write": "a hash takes in a piece",
    "incidents/releasing/making.py::_sum_of": "a hash takes in a part",
    "incidents/publishing/": "publications have no history, they are it",
    "incidents/seeding/gazetteer.py::": "places of a dataset, as they came; the first edit keeps what they said",
    "incidents/coding/review.py::_mark": "a status moves with an event that says who and when",
    "incidents/coding/review.py::_move": "a status moves with an event that says who and when",
    "incidents/coding/assignment.py::assign": "an event says who put it in whose hands; who does so has not coded it",
    "incidents/coding/editing.py::take_turn": "the version only; the save that it lets through writes the history",
    "incidents/coding/editing.py::take_next_turn": "the version only; the step that it lets through writes the history",
    "incidents/admin/incidents.py::_yield_primary": "a row that goes in the same breath; its history keeps it",
    "articles/history.py::_keep_links": "writes history",
    "articles/columns.py::__init__": "a dictionary",
    "incidents/admin/fields.py::_read": "a dictionary",
    "incidents/models/bulk.py::make": "a dictionary",
    "incidents/management/backup/": "a hash takes bytes in; a restore stores rows as they were, with their history",
}
"""Where rows may be written past the history (or a dictionary is updated): start of path::function → why."""


def acting(user: User, deed: Callable[[], object]) -> None:
    """Does the deed within a request of the user, as the site does it."""

    def respond(_: HttpRequest) -> HttpResponse:
        deed()
        return HttpResponse()

    request = HttpRequest()
    request.user = user
    HistoryRequestMiddleware(respond)(request)


def kept(model: type[Model], key: int) -> list[tuple[str, User | None]]:
    """What the history says of one row: its kind (+ made, ~ changed, - deleted) and by whom, in order."""
    return [(each.history_type, each.history_user) for each in model.history.filter(id=key).order_by("history_id")]  # type: ignore[attr-defined]


def bulk_writes(source: str) -> Iterator[str]:
    """The name of the function around each call that writes many rows at once; "" outside of any."""
    yield from _writes_in(ast.parse(source), "")


def _writes_in(node: ast.AST, function: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and child.func.attr in BULK:
            yield function
        inside = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
        yield from _writes_in(child, inside)


def places() -> set[str]:
    """path::function of every bulk write in the code of the site."""
    paths = [path for app in ("articles", "incidents", "config") for path in (ROOT / app).rglob("*.py")]
    return {
        f"{path.relative_to(ROOT).as_posix()}::{function}"
        for path in paths
        if "migrations" not in path.parts
        for function in bulk_writes(path.read_text())
    }


def test_every_table_keeps_a_history_but_those_named():
    assert {model for model in tables() if not hasattr(model, "history")} == set(UNTRACKED)


@pytest.mark.django_db
@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model.__name__)
def test_making_changing_and_deleting_a_row_are_kept_with_their_user(model):
    made = ROW[model]()
    key = made.pk
    changer, remover = UserFactory.create_batch(2)
    acting(changer, made.save)
    acting(remover, made.delete)
    assert kept(model, key) == [("+", None), ("~", changer), ("-", remover)]


@pytest.mark.django_db
def test_a_row_made_in_a_request_is_kept_with_its_user():
    user = UserFactory()
    made: list[Model] = []
    acting(user, lambda: made.append(IncidentFactory()))
    assert kept(models.Incident, made[0].pk) == [("+", user)]


@pytest.mark.django_db
def test_a_row_changed_outside_of_a_request_is_kept_with_the_user_it_names():
    incident, user = IncidentFactory(), UserFactory()
    incident._history_user = user
    incident.save()
    assert kept(models.Incident, incident.pk) == [("+", None), ("~", user)]


@pytest.mark.django_db
def test_history_keeps_what_a_field_said_before():
    incident = IncidentFactory(title="Rockets")
    incident.title = "Drones"
    incident.save()
    assert [each.title for each in incident.history.order_by("history_id")] == ["Rockets", "Drones"]


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["speakers", "accused"])
def test_who_speaks_and_who_is_accused_is_kept_with_the_user(field):
    statement, user = StatementFactory(), UserFactory()
    first, second = ActorFactory.create_batch(2)
    links = getattr(statement, field)
    for deed in (partial(links.add, first), partial(links.set, [second]), links.clear):
        acting(user, deed)
    history = statement.history.order_by("history_id")
    said = [{link.actor for link in getattr(each, field).all()} for each in history]
    # Setting takes the old away and then puts the new in, each with a row of its own.
    assert said == [set(), {first}, set(), {second}, set()]
    assert kept(models.Statement, statement.pk) == [("+", None), *[("~", user)] * 4]


@pytest.mark.django_db
def test_deleting_an_incident_is_kept_for_every_part_of_it():
    incident, user = IncidentFactory(), UserFactory()
    location = LocationFactory(incident=incident)
    keys = {models.Incident: incident.pk, models.Location: location.pk}
    keys[models.Citation] = CitationFactory(incident=incident, location=location).pk
    keys[models.CasualtyCount] = CasualtyCountFactory(incident=incident).pk
    acting(user, incident.delete)
    assert {model: kept(model, key)[-1] for model, key in keys.items()} == dict.fromkeys(keys, ("-", user))


@pytest.mark.django_db
def test_deleting_a_queryset_is_kept_too():
    article, user = Article.objects.get(pk=ROW[Article]().pk), UserFactory()
    acting(user, Article.objects.all().delete)
    assert kept(Article, article.pk) == [("+", None), ("-", user)]


@pytest.mark.django_db
def test_a_change_through_the_site_is_kept_with_the_user(client: Client) -> None:
    editor = user_with_role("editor")
    client.force_login(editor)
    answer = client.post(reverse("admin:articles_publisher_add"), {"name": "The Daily Planet", "kind": "newspaper"})
    publisher = Publisher.objects.get()
    assert answer.status_code == 302
    assert kept(Publisher, publisher.pk) == [("+", editor)]


def test_no_row_is_written_past_its_history_but_where_it_is_allowed():
    assert {place for place in places() if not place.startswith(tuple(ALLOWED))} == set()


def test_rows_are_written_in_bulk_only_by_imports_publishing_and_releases():
    """``incidents.models.bulk`` writes past the history as well; the bench does so in a database of its own."""
    users = {
        str(path.relative_to(ROOT))
        for path in ROOT.glob("incidents/**/*.py")
        if "incidents.models.bulk" in path.read_text()
    }
    allowed = (
        "incidents/exchange/", "incidents/publishing/", "incidents/coding/review.py", "incidents/management/bench/",
        "incidents/releasing/making.py",
    )  # fmt: skip
    assert {user for user in users if not user.startswith(allowed)} == set()


def test_a_restore_alone_stores_rows_as_they_were():
    """``backup.engines.fill`` knows no history: whoever calls it must bring that too."""
    users = {path.name for path in ROOT.glob("incidents/**/*.py") if "engines.fill(" in path.read_text()}
    assert users == {"restoring.py"}


def test_every_allowed_place_is_needed():
    found = places()
    assert {start for start in ALLOWED if not any(place.startswith(start) for place in found)} == set()


def test_a_bulk_write_is_found_wherever_it_stands():
    source = """
Incident.objects.update(status="draft")
class Admin:
    def close(self, rows):
        return [rows.filter(pk=each).update(version=2) for each in rows]
    async def open(self, rows):
        await rows.abulk_create(rows)
def quiet(rows):
    rows.create(updated=1)
"""
    assert list(bulk_writes(source)) == ["", "close", "open"]
