"""While the files of a release are built everybody works on: what is stored is what stands when it is stored."""

import csv
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse

from incidents.models.publication import Publication
from incidents.models.release import Release, ReleaseFile, ReleasePart, ReleaseRow
from incidents.public.releases import is_closed
from incidents.publishing.record import bump
from incidents.releasing import making, papers
from incidents.releasing.making import ROUNDS, blank, rebuild, verify
from tests.factories import publish_document, user_with_role
from tests.incidents.public.documents import bare
from tests.incidents.releasing.test_making import FIRST, everything, made, text, withdraw

pytestmark = pytest.mark.django_db

Deed = Callable[[], object]


@pytest.fixture
def meanwhile(monkeypatch: Any) -> Callable[..., list[int]]:
    """Does these deeds one by one, each between a building and its storing; tells how often something was built."""

    def set_up(*deeds: Deed) -> list[int]:
        waiting, built, packed = list(deeds), [0], making.packed

        @contextmanager
        def interrupted(files: Any) -> Iterator[Any]:
            built[0] += 1
            with packed(files) as pieces:
                if waiting:
                    waiting.pop(0)()
                yield pieces

        monkeypatch.setattr(making, "packed", interrupted)
        return built

    return set_up


def codes(release: Release) -> list[str]:
    return [row["code"] for row in csv.DictReader(io.StringIO(text(release, "incidents.csv")))]


def nothing_is_kept() -> bool:
    return not any(model.objects.exists() for model in (Release, ReleaseRow, ReleaseFile, ReleasePart))


def test_what_is_published_meanwhile_is_in_it(meanwhile):
    publish_document(bare(code="b"))
    built = meanwhile(lambda: publish_document(bare(code="a")))
    release = made()
    assert (built, codes(release), release.incidents) == ([2], ["a", "b"], 2)
    assert list(release.rows.values_list("publication__code", flat=True)) == ["a", "b"]
    assert verify(release) == []


def test_what_is_withdrawn_meanwhile_is_not_in_it(meanwhile):
    for code in "ab":
        publish_document(bare(code=code))
    built = meanwhile(lambda: withdraw("a"))
    release = made()
    assert (built, codes(release)) == ([2], ["b"])


def test_what_never_rests_is_given_up_with_a_word(meanwhile):
    publish_document(bare(code="a"))
    built = meanwhile(*(lambda code=code: publish_document(bare(code=code)) for code in "bcd"))
    with pytest.raises(ValidationError, match="try later"):
        made()
    assert built == [ROUNDS]
    assert nothing_is_kept()


def test_of_two_of_one_name_the_second_is_told_that_it_is_taken(meanwhile):
    publish_document(bare(code="a"))
    built = meanwhile(lambda: made(notes="The other."))
    with pytest.raises(ValidationError, match="already exists"):
        made(notes="This one.")
    assert built == [2]
    assert Release.objects.get().notes == "The other."


def test_one_made_meanwhile_is_the_one_before(meanwhile):
    publish_document(bare(code="a"))
    built = meanwhile(lambda: made("2022.1"))
    release = made("2022.2")
    assert built == [3]
    assert str(release.previous) == "2022.1"
    assert '"previous": "2022.1"' in text(release, "diff.json")


def test_what_is_blanked_in_the_one_before_meanwhile_is_not_told_in_the_difference(meanwhile):
    publish_document(bare(code="a"))
    made("2022.1")
    Publication.objects.update(state="superseded")
    publish_document(bare(code="a", version=2, title="Shots fired at a bus"))
    # As publishing with a coarser place does it.
    built = meanwhile(lambda: Publication.objects.filter(version=1).update(document="", title="", state="blanked"))
    second = made("2022.2")
    assert built == [2]
    assert "Shots fired" not in text(second, "diff.json")


def test_what_is_blanked_while_files_are_written_anew_is_not_in_them(meanwhile):
    for code in "abc":
        publish_document(bare(code=code))
    release = made()
    withdraw("a")
    withdraw("b")
    built = meanwhile(lambda: blank("b", by=None, reason="Another witness."))
    blank("a", by=None, reason="A witness.")
    assert built == [3]
    assert codes(release) == ["c"]
    assert not is_closed(release)
    assert verify(release) == []


def blank_more(release: Release) -> None:
    row = release.rows.filter(blanked_at=None)[0]
    row.blanked_at, row.blanked_reason = release.created_at, "A witness."
    row.save()


def test_a_release_that_cannot_be_written_anew_stays_closed(meanwhile, client: Client):
    for code in "abcd":
        publish_document(bare(code=code))
    release = made()
    blank_more(release)
    for _way in range(2):
        Release.objects.get().rows.exclude(number=0).update(blanked_at=None, blanked_reason="")
        meanwhile(*[lambda: blank_more(release)] * ROUNDS)
        if _way:
            with pytest.raises(CommandError, match="try later"):
                call_command("verify_release", "--mend")
        else:
            client.force_login(user_with_role("editor"))
            page = client.post(reverse("admin:incidents_release_rebuild", args=[release.pk]), follow=True)
            assert "try later" in page.content.decode()
        assert is_closed(release)


def test_what_is_marked_is_closed_at_once_and_mended_later(monkeypatch, client: Client):
    for code in "ab":
        publish_document(bare(code=code))
    release = made()
    withdraw("a")

    def die(_release: Release) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "rebuild", die)
    with pytest.raises(KeyboardInterrupt):
        blank("a", by=None, reason="A witness.")
    monkeypatch.undo()
    assert client.get("/data/releases/2022.2/incidents.csv").status_code == 503
    call_command("verify_release", "--mend", verbosity=0)
    assert client.get("/data/releases/2022.2/incidents.csv").status_code == 200
    assert codes(release) == ["b"]
    assert "a/" not in everything(release).split()


def test_blanked_again_it_is_out_already(capsys):
    publish_document(bare(code="a"))
    made()
    withdraw("a")
    call_command("blank_release_row", "a", "--reason", "A witness.")
    call_command("blank_release_row", "a", "--reason", "Another reason.")
    assert ReleaseRow.objects.get().blanked_reason == "A witness."
    assert capsys.readouterr().out.splitlines() == ["Written anew: 2022.2.", "Written anew: none, it was out already."]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_kept_from_writing_while_files_are_built(monkeypatch):
    publish_document(bare(code="a"))
    found = []
    sums = papers.sums

    def looked_at(files: Any) -> str:
        """The last file, when all others are built."""
        found.append(connection.vendor == "postgresql" and not is_read_only())
        found.append(connection.vendor == "sqlite" and connection.in_atomic_block)
        return sums(files)

    monkeypatch.setattr(papers, "sums", looked_at)
    rebuild(made())
    assert found == [False] * 4


def is_read_only() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone()[0] == "on")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory refuses whoever does not come alone")
def test_of_two_who_make_one_name_at_the_same_moment_one_is_refused(monkeypatch):
    publish_document(bare(code="a"))
    # Publishing leaves it behind.
    bump(FIRST)
    together, packed = threading.Barrier(2, timeout=10), making.packed
    told: list[str] = []

    @contextmanager
    def waited(files: Any) -> Iterator[Any]:
        with packed(files) as pieces:
            if not told:
                together.wait()
            yield pieces

    def make() -> None:
        try:
            told.append(str(made()))
        except ValidationError as problem:
            told.extend(problem.messages)
        finally:
            connection.close()

    monkeypatch.setattr(making, "packed", waited)
    threads = [threading.Thread(target=make) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["2022.2", "Release with this Name already exists."]
    assert verify(Release.objects.get()) == []
