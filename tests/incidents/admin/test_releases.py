"""An editor sees what a release would hold, makes it, and takes an incident out of all of them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Publication, Release
from incidents.public.releases import is_closed
from incidents.releasing.making import make_release
from tests.factories import publish_document, user_with_role
from tests.incidents.public.documents import bare

pytestmark = pytest.mark.django_db

LIST, ADD, BLANK = (reverse(f"admin:incidents_release_{name}") for name in ("changelist", "add", "blank"))
NOON = dt.datetime(2022, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def editor(client: Client) -> Any:
    user = user_with_role("editor")
    client.force_login(user)
    publish_document(bare(code="bare"))
    return user


def test_a_release_is_made_after_a_look_at_what_it_would_hold(editor, client: Client):
    page = client.get(ADD).content.decode()
    assert "It will hold the 1 incident that is public now" in page
    assert "1 added" in page
    client.post(ADD, {"name": "2022.3", "notes": "The first."})
    release = Release.objects.get()
    assert (release.name, release.notes, release.created_by) == ("2022.3", "The first.", editor)
    assert release.address == "http://testserver"
    assert "2022.3" in client.get(LIST).content.decode()
    page = client.get(reverse("admin:incidents_release_change", args=[release.pk])).content.decode()
    assert "/data/releases/2022.3/" in page
    assert "Since release 2022.3" in client.get(ADD).content.decode()


@pytest.mark.parametrize("name", ["", "latest", "2022.3"])
def test_what_is_no_name_or_taken_is_told_beside_the_field(editor, client: Client, name):
    make_release("2022.3", by=editor, address="http://testserver")
    page = client.post(ADD, {"name": name, "notes": ""})
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert Release.objects.count() == 1


def test_without_anything_published_nothing_is_made(editor, client: Client):
    Publication.objects.all().update(state="withdrawn", closed_at=NOON)
    assert "Nothing is published" in client.post(ADD, {"name": "2022.3", "notes": ""}).content.decode()
    assert not Release.objects.exists()


def test_nobody_changes_or_deletes_a_release(editor, client: Client):
    release = make_release("2022.3", by=editor, address="http://testserver")
    change = reverse("admin:incidents_release_change", args=[release.pk])
    assert client.post(change, {"name": "2022.4"}).status_code == 403
    assert client.post(reverse("admin:incidents_release_delete", args=[release.pk]), {"post": "yes"}).status_code == 403
    assert Release.objects.get().name == "2022.3"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "bare", "reason": "A witness."}, "still stands in public"),
        ({"code": "nothing", "reason": "A witness."}, "No release holds an incident nothing"),
        ({"code": "bare", "reason": ""}, "This field is required"),
    ],
)
def test_why_an_incident_is_not_taken_out_is_told(editor, client: Client, fields, said):
    make_release("2022.3", by=editor, address="http://testserver")
    assert said in client.post(BLANK, fields).content.decode()


def test_what_was_withdrawn_is_taken_out(editor, client: Client):
    release = make_release("2022.3", by=editor, address="http://testserver")
    Publication.objects.all().update(state="withdrawn", closed_at=NOON)
    assert client.post(BLANK, {"code": "bare", "reason": "A witness."}).status_code == 302
    row = release.rows.get()
    assert (row.blanked_by, row.blanked_reason) == (editor, "A witness.")


def test_a_closed_release_is_written_anew(editor, client: Client):
    release = make_release("2022.3", by=editor, address="http://testserver")
    Publication.objects.all().update(document="", state="blanked", closed_at=NOON, closed_reason="Coarser.")
    assert "is closed to readers" in client.get(LIST).content.decode()
    client.post(reverse("admin:incidents_release_rebuild", args=[release.pk]))
    assert not is_closed(release)
    assert "is closed to readers" not in client.get(LIST).content.decode()
