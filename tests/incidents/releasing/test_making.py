"""Releases: the same publications give the same bytes on either engine; what is blanked is gone from every file."""

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections import Counter
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from incidents.models.publication import Publication, PublicState
from incidents.models.release import Release, ReleaseFile, ReleasePart, ReleaseRow
from incidents.public.codebook_file import codebook_document
from incidents.public.releases import Difference, content, current_files, is_closed, since_the_one_before
from incidents.releasing import keeping
from incidents.releasing.making import blank, make_release, preview, rebuild, verify
from tests.factories import UserFactory, publish_document, user_with_role
from tests.incidents.public.documents import bare, embassy

pytestmark = pytest.mark.django_db

SITE = "https://attest.example"
FIRST = dt.datetime(2022, 2, 1, 12, tzinfo=dt.UTC)
SECOND = dt.datetime(2022, 3, 1, 12, tzinfo=dt.UTC)

# Written down once. They change with the columns, the tables or the way of writing; then FORMAT is raised.
# attest-release/2: tables have the columns of the codebook, in its order. Columns that were there hold the same cells.
SUMS = {
    "incidents.csv": "470223c058ec5d2d",
    "details.csv": "15cee3b5d0f1a851",
    "figures.csv": "27724ddf04adcfb1",
    "locations.csv": "3c11d6bc97eb53ee",
    "weapons.csv": "24023ffa312fae35",
    "targets.csv": "bb174488e978bc16",
    "statements.csv": "11a4d449a567fa78",
    "statement_actors.csv": "3baeb6d9889dc204",
    "casualties.csv": "6fca5777000aedcf",
    "involvements.csv": "1abc9e8216d5a4bd",
    "relations.csv": "d23639e2a9b7f1b1",
    "series.csv": "df64495b93a6467b",
    "notes.csv": "9868258e5b521041",
    "external_ids.csv": "04562f01e3904e90",
    "articles.csv": "6081e2b28bde000e",
    "citations.csv": "4a7951be7bdaee64",
    "incidents.hxl.csv": "d55f545596fc6f8b",
    "CITATION.cff": "49b9b9afb1f2b103",
    "datacite.json": "5b26cd1ac2dfad2d",
    "diff.json": "721332036dce47d8",
}


def made(name: str = "2022.2", at: dt.datetime = FIRST, **options: Any) -> Release:
    return make_release(name, by=None, address=SITE, at=at, **options)


def text(release: Release, path: str) -> str:
    (file,) = [each for each in current_files(release) if each.path == path]
    return b"".join(content(file)).decode()


def everything(release: Release) -> str:
    return "".join(text(release, file.path) for file in current_files(release))


def changes(release: Release) -> list[dict[str, Any]]:
    return list(json.loads(text(release, "diff.json"))["changes"])


def withdraw(code: str, reason: str = "The report was false.") -> None:
    standing = Publication.objects.filter(code=code)
    standing.update(state="withdrawn", closed_at=SECOND, closed_reason=reason)


@pytest.fixture
def two() -> None:
    publish_document(embassy(code="embassy"))
    publish_document(bare(code="bare"))


@pytest.fixture
def later(two: None) -> tuple[Release, Release]:
    """A release, and one after it: an incident was corrected, one withdrawn, one merged, one is new."""
    for code in ("false", "folded"):
        publish_document(bare(code=code))
    first = made()
    Publication.objects.filter(code="bare").update(state="superseded")
    publish_document(
        bare(code="bare", version=2, change_note="Two were hurt.", title="Shots fired at a bus"), injured_low=2
    )
    withdraw("false")
    Publication.objects.filter(code="folded").update(
        state="merged", closed_at=SECOND, closed_reason="The same event.", redirect_code="embassy"
    )
    publish_document(bare(code="new"))
    return first, made("2022.3", SECOND)


def test_the_bytes_are_those_written_down_by_hand(later):
    _first, second = later
    found = {
        file.path: file.sha256[:16]
        for file in current_files(second)
        if file.path.endswith(".csv") or file.path in ("diff.json", "datacite.json", "CITATION.cff")
    }
    assert found == SUMS


def test_a_release_holds_what_is_live_in_the_order_of_the_codes(two):
    publish_document(bare(code="a-withdrawn-one"))
    withdraw("a-withdrawn-one")
    release = made(notes="The first.")
    assert (release.incidents, release.previous, release.notes) == (2, None, "The first.")
    rows = list(csv.DictReader(io.StringIO(text(release, "incidents.csv"))))
    assert [row["code"] for row in rows] == ["bare", "embassy"]
    assert rows[0]["url"] == "https://attest.example/incidents/bare/"
    assert "a-withdrawn-one" not in everything(release)


def test_each_file_has_its_sum_and_sums_check_all(two):
    release = made()
    listed = dict(line.split("  ")[::-1] for line in text(release, "checksums.sha256").splitlines())
    for file in current_files(release):
        whole = text(release, file.path).encode()
        assert hashlib.sha256(whole).hexdigest() == file.sha256
        assert len(whole) == file.bytes
        assert listed.pop(file.path, None) == (None if file.path == "checksums.sha256" else file.sha256)
    assert listed == {}


def test_nothing_that_changes_later_changes_a_release(later):
    first, second = later
    before = everything(first)
    publish_document(bare(code="another"))
    withdraw("embassy")
    assert everything(first) == before
    assert verify(first) == []
    assert verify(second) == []


def test_what_changed_is_told_field_by_field_with_reasons(later):
    first, second = later
    assert {each["kind"] for each in changes(first)} == {"added"}
    assert json.loads(text(second, "diff.json"))["previous"] == "2022.2"
    added, changed, *gone = changes(second)
    assert added == {"kind": "added", "code": "new"}
    assert (changed["code"], changed["versions"], changed["change_note"]) == ("bare", [1, 2], "Two were hurt.")
    assert changed["fields"] == {"title": ["Shots fired", "Shots fired at a bus"], "injured_low": [None, 2]}
    assert gone == [
        {"kind": "withdrawn", "code": "false", "reason": "The report was false.", "merged_into": ""},
        {"kind": "merged", "code": "folded", "reason": "The same event.", "merged_into": "embassy"},
    ]


def test_a_preview_says_what_a_release_would_hold(later):
    withdraw("new")
    found = preview()
    assert (found.incidents, found.added, found.changed, found.merged, found.withdrawn) == (2, 0, 0, 0, 1)
    assert str(found.previous) == "2022.3"


def test_metadata_are_those_that_a_doi_asks_for(later):
    _first, second = later
    told = json.loads(text(second, "datacite.json"))
    assert told["types"]["resourceTypeGeneral"] == "Dataset"
    assert told["titles"] == [{"title": "Attest: incidents of armed conflict, release 2022.3"}]
    assert (told["publicationYear"], told["version"]) == ("2022", "2022.3")
    assert told["url"] == "https://attest.example/data/releases/2022.3/"
    assert told["relatedIdentifiers"][0]["relatedIdentifier"] == "https://attest.example/data/releases/2022.2/"
    assert {"creators", "publisher", "dates", "rightsList", "descriptions", "schemaVersion"} <= told.keys()
    cff = text(second, "CITATION.cff")
    assert 'version: "2022-03-01T12:00:00Z"' not in cff
    assert 'version: "2022.3"' in cff
    assert 'date-released: "2022-03-01"' in cff
    assert json.loads(text(second, "codebook.json")) == codebook_document()


@pytest.mark.parametrize(
    "name", ["", "2022", "2022.2 ", "2022.2\n", "../2022.2", "2022.02.03.04", "latest", "2022.0", "2022.13"]
)
def test_a_name_is_a_year_and_a_month(two, name):
    with pytest.raises(ValidationError):
        made(name)
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("name", "is_later"), [("2022.10", True), ("2022.9.1", True), ("2022.8", False), ("2022.09", False)]
)
def test_a_release_has_a_later_name_than_the_one_before(two, name, is_later):
    made("2022.9")
    if is_later:
        assert made(name, SECOND).previous.name == "2022.9"
        return
    with pytest.raises(ValidationError, match="a later name"):
        made(name, SECOND)


@pytest.mark.parametrize(
    "address",
    ["", "attest.example", "javascript:alert(1)", "https://", "https://attest.example/a b", "https://a\n.example"],
)
def test_the_address_that_files_name_for_good_is_one_of_a_site(two, address):
    with pytest.raises(ValidationError, match="address"):
        make_release("2022.2", by=None, address=address, at=FIRST)
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "https://attest.example/records/", "http://127.0.0.1:8850"]
)
def test_a_site_may_stand_anywhere(two, address):
    assert make_release("2022.2", by=None, address=address, at=FIRST).address == address.rstrip("/")


def test_a_name_is_given_once_and_nothing_is_no_release(two):
    made()
    with pytest.raises(ValidationError):
        made()
    Publication.objects.all().update(state="withdrawn", closed_at=SECOND)
    with pytest.raises(ValidationError, match="Nothing is published"):
        made("2022.3")


@pytest.mark.django_db(transaction=True)
def test_what_is_killed_in_the_middle_has_not_happened(monkeypatch):
    publish_document(bare(code="bare"))
    keep = ReleasePart.save

    def fail(part: ReleasePart, **options: Any) -> None:
        if part.file.path == "citations.csv":
            raise KeyboardInterrupt
        keep(part, **options)

    monkeypatch.setattr(ReleasePart, "save", fail)
    with pytest.raises(KeyboardInterrupt):
        made()
    assert not any(model.objects.exists() for model in (Release, ReleaseRow, ReleaseFile, ReleasePart))
    monkeypatch.undo()
    assert verify(made()) == []


def test_a_release_is_something_new_to_caches(two):
    PublicState.objects.create(pk=1, version=7)
    made()
    assert PublicState.objects.get().version == 8


def test_a_long_file_is_kept_in_parts(two, monkeypatch):
    monkeypatch.setattr(keeping, "PART", 500)
    release = made()
    (file,) = [each for each in current_files(release) if each.path == "statements.csv"]
    assert file.parts.count() == -(-file.bytes // 500) > 2
    assert verify(release) == []


def test_what_is_kept_wrongly_is_found(two):
    release = made()
    part = ReleasePart.objects.get(file__path="notes.csv")
    part.content = b"x\x9c\x03\x00\x00\x00\x00\x01"
    part.save()
    assert verify(release) == ["notes.csv: what is kept of it is damaged."]
    Publication.objects.filter(code="bare").update(title="Rewritten")
    assert [problem.partition(":")[0] for problem in verify(release)] == [
        "README.md", "checksums.sha256", "datapackage.json", "incidents.csv", "incidents.hxl.csv", "notes.csv",
    ][1:]  # fmt: skip


def test_what_was_withdrawn_for_safety_goes_out_of_every_release(later):
    first, second = later
    editor = user_with_role("editor")
    assert "Shots fired at a bus" in everything(second)
    withdraw("bare", "A person asked for it.")
    old = {file.path: file.sha256 for file in current_files(second)}
    assert blank("bare", by=editor, reason="A witness is in danger.") == [second, first]
    for release in later:
        told = everything(release)
        assert "A person asked" not in told
        assert "\r\nbare," not in text(release, "incidents.csv")
        assert "bare/" not in told
        assert text(release, "blanked.csv").splitlines()[1].startswith("bare,")
        assert "A witness is in danger." in text(release, "blanked.csv")
        assert verify(release) == []
    assert "at a bus" not in everything(second)
    assert [each for each in changes(second) if each["code"] == "bare"] == [
        {"kind": "changed", "code": "bare", "blanked": True}
    ]
    kept = {file.path: file.sha256 for file in ReleaseFile.objects.filter(release=second, blanked=0)}
    assert kept == old
    assert not ReleasePart.objects.filter(file__blanked=0).exists()
    assert ReleaseRow.objects.filter(blanked_by=editor).count() == 2


def test_the_release_after_tells_no_more_what_it_was(later):
    first, second = later
    third_row = ReleaseRow.objects.get(release=second, publication__code="bare")
    assert third_row.publication.version == 2
    withdraw("false")
    assert blank("false", by=None, reason="A witness is in danger.") == [first]
    assert verify(second) == []


def test_what_still_stands_is_not_blanked(two):
    made()
    with pytest.raises(ValidationError, match="still stands"):
        blank("bare", by=None, reason="A witness.")
    withdraw("bare")
    with pytest.raises(ValidationError, match="Say why"):
        blank("bare", by=None, reason=" ")
    with pytest.raises(LookupError):
        blank("nothing", by=None, reason="A witness.")
    assert not ReleaseRow.objects.filter(blanked_at__isnull=False).exists()


def test_a_release_with_a_place_that_is_coarser_now_is_closed_until_it_is_written_anew(two, client: Client):
    release = made()
    assert client.get("/data/releases/2022.2/incidents.csv").status_code == 200
    coarse = {"document": "", "title": "", "summary": "", "state": "blanked", "closed_at": SECOND}
    Publication.objects.filter(code="bare").update(closed_reason="Published with a coarser place.", **coarse)
    assert is_closed(release)
    for path in ("incidents.csv", "package.zip"):
        refused = client.get(f"/data/releases/2022.2/{path}")
        assert refused.status_code == 503
        assert b"bare" not in refused.content
    page = client.get("/data/releases/2022.2/").content.decode()
    assert "not written anew yet" in page
    with pytest.raises(CommandError, match="--mend"):
        call_command("verify_release", "2022.2")
    call_command("verify_release", "2022.2", "--mend", verbosity=0)
    assert not is_closed(release)
    assert "Shots fired" not in everything(release)
    assert "Published with a coarser place." in text(release, "blanked.csv")
    assert client.get("/data/releases/2022.2/incidents.csv").status_code == 200


def test_rebuilding_without_a_reason_gives_the_same(two):
    release = made()
    before = everything(release)
    rebuild(release)
    assert everything(release) == before
    assert verify(release) == []


def test_a_command_makes_no_release_of_an_address_that_nobody_named(two, settings, capsys):
    with pytest.raises(CommandError, match="Say where readers find the site"):
        call_command("make_release", "2022.2")
    assert not Release.objects.exists()
    settings.ATTEST_ADDRESS = "https://set.example/"
    call_command("make_release", "2022.2", "--preview")
    assert "would cite https://set.example for good" in capsys.readouterr().out
    call_command("make_release", "2022.2")
    assert "cites https://set.example for good" in capsys.readouterr().out
    assert Release.objects.get().address == "https://set.example"


def test_commands_make_verify_and_blank(two, capsys):
    UserFactory(username="ann")
    with pytest.raises(CommandError, match="an editor may"):
        call_command("make_release", "2022.2", "--by", "ann", "--address", SITE)
    call_command("make_release", "2022.2", "--preview")
    assert not Release.objects.exists()
    call_command("make_release", "2022.2", "--address", SITE, "--notes", "First.")
    with pytest.raises(CommandError):
        call_command("make_release", "2022.2", "--address", SITE)
    with pytest.raises(CommandError, match="Say where readers find the site"):
        call_command("make_release", "2022.3", "--address", "")
    assert f"cites {SITE} for good" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"no release 2022\.9"):
        call_command("verify_release", "2022.9")
    call_command("verify_release", "2022.2")
    with pytest.raises(CommandError, match="still stands"):
        call_command("blank_release_row", "bare", "--reason", "A witness.")
    withdraw("bare")
    call_command("blank_release_row", "bare", "--reason", "A witness.")
    with pytest.raises(CommandError, match="No release holds"):
        call_command("blank_release_row", "nothing", "--reason", "A witness.")
    assert "byte for byte: 2022.2" in capsys.readouterr().out


def test_pages_list_releases_files_sums_and_what_was_taken_out(later, client: Client):
    _first, second = later
    listed = client.get("/data/releases/").content.decode()
    assert listed.index("2022.3") < listed.index("2022.2")
    assert "/data/releases/2022.3/" in client.get("/data/").content.decode()
    page = client.get("/data/releases/2022.3/").content.decode()
    for file in current_files(second):
        assert file.sha256 in page
        assert f"/data/releases/2022.3/{file.path}" in page
    assert "release 2022.3. https://attest.example/data/releases/2022.3/" in page
    withdraw("bare")
    blank("bare", by=None, reason="A witness is in danger.")
    page = client.get("/data/releases/2022.3/").content.decode()
    assert "A witness is in danger." in page
    assert ReleaseFile.objects.get(release=second, path="incidents.csv", blanked=0).sha256 in page


def test_the_page_of_a_release_says_how_much_changed_since_the_one_before_and_which_one_is_later(later, client: Client):
    publish_document(bare(code="newer"))
    publish_document(bare(code="newest"))
    withdraw("new")
    third = made("2022.4", dt.datetime(2022, 4, 1, 12, tzinfo=dt.UTC))
    first, second = later
    assert since_the_one_before(first) is None
    assert since_the_one_before(second) == Difference(added=1, changed=1, merged=1, withdrawn=1)
    assert since_the_one_before(third) == Difference(added=2, changed=0, merged=0, withdrawn=1)
    told = Counter(change["kind"] for change in changes(third))
    assert told == {"added": 2, "withdrawn": 1}
    pages = {name: client.get(f"/data/releases/{name}/").content.decode() for name in ("2022.2", "2022.3", "2022.4")}
    assert "Added: 2; changed: 0; merged: 0; withdrawn: 1." in pages["2022.4"]
    assert "Added:" not in pages["2022.2"]
    link = 'A later release: <a href="/data/releases/2022.4/">2022.4</a>'
    assert [link in page for page in pages.values()] == [True, True, False]


def test_what_was_taken_out_for_safety_changes_no_count(later):
    _first, second = later
    withdraw("bare")
    blank("bare", by=None, reason="A witness is in danger.")
    assert since_the_one_before(second) == Difference(added=1, changed=1, merged=1, withdrawn=1)


def test_a_file_is_saved_under_the_name_that_the_sums_and_the_description_have(two, client: Client):
    release = made()
    sums = text(release, "checksums.sha256")
    for path in ("incidents.csv", "checksums.sha256", "package.zip"):
        told = client.get(f"/data/releases/2022.2/{path}").headers["Content-Disposition"]
        name = told.partition('filename="')[2].rstrip('"')
        assert name == ("attest-2022.2-package.zip" if path == "package.zip" else path)
        assert path != "incidents.csv" or f"  {name}\n" in sums


def test_the_zip_holds_the_files_as_they_are_kept(later, client: Client):
    _first, second = later
    response = client.get("/data/releases/2022.3/package.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:  # type: ignore[attr-defined]
        files = {name: archive.read(name).decode() for name in archive.namelist()}
        assert {info.date_time for info in archive.infolist()} == {(2022, 3, 1, 12, 0, 0)}
    assert files == {file.path: text(second, file.path) for file in current_files(second)}


def test_a_file_that_is_not_there_is_not_found_and_one_that_has_not_changed_not_sent(two, client: Client):
    made()
    for address in ("/data/releases/2022.9/", "/data/releases/2022.2/x.csv", "/data/releases/2022.9/package.zip"):
        assert client.get(address).status_code == 404
    response = client.get("/data/releases/2022.2/diff.json")
    assert response.headers["Content-Type"] == "application/json"
    assert client.get("/data/releases/2022.2/diff.json", headers={"if-none-match": response["ETag"]}).status_code == 304
