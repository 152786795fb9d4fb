"""Two databases, one with confidential notes and one without: who has not the permission finds no difference anywhere.

Every address behind the login is asked, those added later too: what it needs in its path is filled in by name.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from articles.models import Article
from incidents.admin.comment_views import SETTLE
from incidents.admin.panels import STEPS
from incidents.codebook import CONFIDENTIAL_KIND
from incidents.coding import comments
from incidents.models import ConfidentialNote, Incident
from incidents.publishing import gather, write
from tests.factories import ArticleFactory, IncidentFactory, ready_incident, user_with_role
from tests.guarantees.addresses import NAMED, PUBLIC, QUERIES
from tests.incidents.admin.pages import logged_in

pytestmark = pytest.mark.django_db(transaction=True)

NOON = dt.datetime(2022, 1, 14, 12, tzinfo=dt.UTC)
SECRETS = ("0770 123", "The nurse")
NOT_ASKED = {"admin:logout": "ends the session", "admin:jsi18n": "Django's words"}
OF_A_LIST = ("", "q=0770", "q=nurse", "q=one", "status__exact=in_review", "assigned_to=me")
OF_A_HISTORY = ("", "person=nobody", "table=comments")
AUTOCOMPLETE = "app_label={}&model_name={}&field_name={}&term={}"
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


class _RollBack(Exception):  # noqa: N818
    """Undoes everything a database was given."""


def answers(*, with_notes: bool, role: str = "coder") -> dict[str, tuple[int, bytes, tuple[tuple[str, str], ...]]]:
    """What every address says to somebody of this role; the database is as it was afterwards."""
    found = {}
    try:
        with transaction.atomic():
            client, user = _rows(role)
            if with_notes:
                _notes()
            found = {address: _ask(client, address) for address in [*_addresses(user), *_public()]}
            raise _RollBack  # noqa: TRY301 -- a transaction is undone by leaving it so
    except _RollBack:
        return found


def _rows(role: str) -> tuple[Client, User]:
    client, user = logged_in(role, pk=1_000, username="amal")
    user_with_role("reviewer", pk=1_001, username="rania")
    # The numbers of rows go on counting when a transaction is undone, and pages show them.
    article = ArticleFactory(pk=2_000, title="Report", publisher__pk=2_001, publisher__name="The Daily")
    incident = IncidentFactory(pk=3_000, code="one", status="in_review", assigned_to=user)
    comments_by = user if role == "coder" else None
    LogEntry.objects.log_actions(user.pk, [incident], ADDITION, "Added.", single_object=True)
    if comments_by is not None:
        made = comments.comment(incident, field="title", body="Shorter?", by=comments_by)
        type(made).objects.filter(pk=made.pk).update(id=4_000)
        made.history.update(id=4_000)
    assert article.pk == Article.objects.get().pk
    return client, user


def _notes() -> None:
    incident, article, keeper = Incident.objects.get(), Article.objects.get(), User.objects.get(pk=1_001)
    for kind in CONFIDENTIAL_KIND.codes:
        for about in ({"incident": incident}, {"article": article}, {"incident": incident, "article": article}, {}):
            note = ConfidentialNote(kind=kind, body="The nurse is at 0770 123.", by=keeper, **about)
            note._history_user = keeper
            note.save()
    note.body = "The nurse has moved."
    note.save()


def _ask(client: Client, address: str) -> tuple[int, bytes, tuple[tuple[str, str], ...]]:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = sorted((name, value) for name, value in response.items() if name not in ("Set-Cookie", "ETag", "Expires"))
    return response.status_code, _TOKEN.sub(b"", body), tuple(headers)


def _addresses(user: User) -> Iterator[str]:
    """Every address behind the login, lists with filters and searches, and what the autocomplete answers."""
    for name, pattern in _patterns(get_resolver().url_patterns, ""):
        if not name.startswith("admin:") or name in NOT_ASKED or _is_a_catch_all(name):
            continue
        for values in _fillings(pattern):
            address = _reverse(name, values)
            queries = {"changelist": OF_A_LIST, "history": OF_A_HISTORY}.get(name.rpartition("_")[2], ("",))
            yield from (f"{address}?{query}" for query in queries)
    for model, field in (("location", "place"), ("citation", "article"), ("relation", "to_incident")):
        for term in ("0770", "nurse", "one", "report"):
            yield f"{reverse('admin:autocomplete')}?{AUTOCOMPLETE.format('incidents', model, field, term)}"
    for field in ("incident", "article"):
        yield f"{reverse('admin:autocomplete')}?{AUTOCOMPLETE.format('incidents', 'confidentialnote', field, 'one')}"


def _public() -> Iterator[str]:
    values = {"code": "one", "version": "1", "zoom": "5"} | {name: first for name, (first, *_) in NAMED.items()}
    for name, address in PUBLIC.items():
        filled = address.format(**values)
        yield filled
        if name in ("public:incident_list", "public:incidents_csv", "public:map"):
            yield from (f"{filled}?{query}" for query in QUERIES)


def _patterns(patterns: list[Any], namespace: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _patterns(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield namespace + pattern.name, pattern


def _is_a_catch_all(name: str) -> bool:
    return name in ("admin:view_on_site", "admin:password_change_done", "admin:password_change")


WORDS = {
    "action": list(STEPS),
    "step": ["submit", "assign", *SETTLE],
    "app_label": ["incidents"],
}
"""What may stand in a path beside numbers, by the name of the parameter."""

KEYS = {"article": [2_000], "publisher": [2_001], "comment": [4_000]}
"""The numbers of rows that are there, by table or parameter; of every other the incident's."""


def _fillings(pattern: Any) -> Iterator[dict[str, Any]]:
    """Every way to fill in the parameters of an address."""
    found: list[dict[str, Any]] = [{}]
    for parameter in pattern.pattern.regex.groupindex:
        table = str(pattern.name).rsplit("_", 1)[0].rpartition("_")[2]
        values = WORDS.get(parameter) or KEYS.get(parameter) or [*KEYS.get(table, [3_000]), 1]
        found = [{**each, parameter: value} for each in found for value in values]
    yield from found


def _reverse(name: str, values: dict[str, Any]) -> str:
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch as problem:
        raise AssertionError(f"Say in WORDS or KEYS how {name} is asked for: {values} does not fit.") from problem


@pytest.fixture(autouse=True)
def _a_moment(time_machine_at: Any) -> None:
    time_machine_at("2022-02-01T12:00:00Z")


def test_without_the_permission_every_page_is_the_same_byte_for_byte() -> None:
    without, with_notes = answers(with_notes=False), answers(with_notes=True)
    assert without.keys() == with_notes.keys()
    assert [address for address in without if without[address] != with_notes[address]] == []
    assert sum(1 for status, _, _ in without.values() if status == 200) > 60
    # What is packed was compared above, byte for byte.
    bodies = {address: body.decode(errors="replace") for address, (_, body, _) in with_notes.items()}
    assert [address for address, body in bodies.items() if any(secret in body for secret in SECRETS)] == []


def test_the_comparison_would_find_a_note_that_shows() -> None:
    """The same pages, asked by somebody with the permission, do differ: the test can fail."""
    without, with_notes = (answers(with_notes=each, role="reviewer") for each in (False, True))
    differing = {address.partition("?")[0] for address in without if without[address] != with_notes[address]}
    assert {
        "/admin/incidents/confidentialnote/", "/admin/incidents/incident/3000/change/",
        "/admin/articles/article/2000/change/",
    } <= differing  # fmt: skip


def test_every_kind_of_page_is_asked_for() -> None:
    user_with_role("coder")
    names = {name for name, _ in _patterns(get_resolver().url_patterns, "")}
    asked = {address.partition("?")[0] for address in _addresses(User.objects.get())}
    for page in ("admin:index", "admin:incidents_incident_changelist", "admin:autocomplete"):
        assert page in names
        assert reverse(page) in asked
    for page in ("history", "changes", "comments", "change", "delete"):
        assert f"/admin/incidents/incident/3000/{page}/" in asked
    assert "/admin/articles/article/2000/history/" in asked


def test_the_history_of_notes_is_read_with_the_permission_only() -> None:
    incident = ready_incident()
    note = ConfidentialNote.objects.create(incident=incident, body="The nurse is at 0770 123.")
    address = reverse("admin:incidents_confidentialnote_history", args=[note.pk])
    coder, user = logged_in("coder")
    assert coder.get(address).status_code == 403
    reviewer, _ = logged_in("reviewer")
    assert "The nurse is at 0770 123." in reviewer.get(address).content.decode()
    for row in (incident, Article.objects.first()):
        page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])
        assert "nurse" not in reviewer.get(page).content.decode()
    view = Permission.objects.get(
        codename="view_confidentialnote", content_type=ContentType.objects.get_for_model(ConfidentialNote)
    )
    user.user_permissions.add(view)
    assert "The nurse is at 0770 123." in coder.get(address).content.decode()


def test_the_panel_shows_how_many_there_are_and_leads_to_each() -> None:
    incident, article = ready_incident(), ArticleFactory()
    for kind in ("contact", "safety"):
        ConfidentialNote.objects.create(incident=incident, article=article, kind=kind, body="The nurse.")
    client, _ = logged_in("reviewer")
    for row in (incident, article):
        page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        shown = client.get(page).content.decode()
        assert "Confidential (2)" in shown
        assert "Source contact" in shown
        assert "The nurse." not in shown
        name = str(row._meta.model_name)
        added = client.get(f"{reverse('admin:incidents_confidentialnote_add')}?{name}={row.pk}")
        assert added.context["adminform"].form[name].value() == str(row.pk)


def test_publications_hold_nothing_of_them() -> None:
    incident = ready_incident()
    ConfidentialNote.objects.create(incident=incident, body="The nurse is at 0770 123.")
    publication = write(gather([incident]), by=None, at=NOON, change_note="")[0]
    assert not any(secret in publication.document for secret in SECRETS)
