"""Two databases, one with hidden rows in every state, one without: every public answer is the same, byte for byte."""

import datetime as dt
import functools
import io
import zipfile

import pytest
from django.db import transaction
from django.test import Client
from pyarrow import parquet

from incidents.coding import merging, review
from incidents.models import ConfidentialNote, Incident
from incidents.publishing import gather, write
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    NoteFactory,
    PlaceFactory,
    PublisherFactory,
    RelationFactory,
    SeriesFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
    ready_incident,
    user_with_role,
)
from tests.guarantees.addresses import NAMED, PUBLIC, QUERIES, in_every_language

pytestmark = pytest.mark.django_db(transaction=True)

PUBLISHED = dt.datetime(2022, 1, 14, 12, tzinfo=dt.UTC)
SECRETS = ("secret", "Secret", "44.444", "33.333", "hidden-")
SHOWN = ("open-one", "open-two", "coarse-one", "withdrawn-one", "merged-one")
NOT_SHOWN = (
    "hidden-draft", "hidden-in-review", "hidden-embargoed", "hidden-merged", "hidden-folded", "hidden-parted",
    "never-was",
)  # fmt: skip


class _RollBack(Exception):  # noqa: N818
    """Undoes everything a database was given."""


@functools.cache
def answers(*, hidden: bool) -> dict[str, tuple[int, bytes, tuple[tuple[str, str], ...]]]:
    """What every public address says of the same public incidents, beside hidden rows or without.

    Asked once: the database is as it was afterwards.
    """
    found = {}
    try:
        with transaction.atomic():
            if hidden:
                _hidden_rows()
            _public_rows()
            if hidden:
                _hidden_changes_to_public_rows()
            found = {address: _ask(address) for address in _addresses()}
            raise _RollBack  # noqa: TRY301 -- a transaction is undone by leaving it so
    except _RollBack:
        return found


def _public_rows() -> None:
    for numbered in (ArticleFactory, PublisherFactory, PlaceFactory):
        numbered.reset_sequence(0)  # or the names, not the site, would tell that rows were made before
    reviewer = user_with_role("reviewer")
    province = PlaceFactory(name="Baghdad", kind="adm1", iso_3166_2="IQ-BG")
    for code, fields in {
        "open-one": {}, "open-two": {"date_edtf": "2022-01-12"}, "coarse-one": {"sensitivity": "coarse"},
        "withdrawn-one": {},
        "merged-one": {},
    }.items():  # fmt: skip
        incident = ready_incident(code=code, **fields)
        incident.locations.update(place=PlaceFactory(name=f"Place of {code}", parent=province))
        WeaponUseFactory(incident=incident)
        accusation = StatementFactory(incident=incident, kind="accusation", wording="asserted")
        accusation.accused.add(ActorFactory(name="Militias", kind="label"))
        write(gather([incident]), by=reviewer, at=PUBLISHED, change_note="")
        Incident.objects.filter(code=code).update(status="published")
    write(gather([Incident.objects.get(code="open-two")]), by=reviewer, at=PUBLISHED, change_note="Corrected")
    review.withdraw(Incident.objects.get(code="withdrawn-one"), by=reviewer, reason="The report was false.")
    review.merge(Incident.objects.get(code="merged-one"), into=Incident.objects.get(code="open-one"), by=reviewer)


def _hidden_rows() -> None:
    for code, fields in {
        "hidden-draft": {"status": "draft"},
        "hidden-in-review": {"status": "in_review"},
        "hidden-embargoed": {"status": "in_review", "embargo_until": dt.date(2099, 1, 1)},
    }.items():
        _secret_incident(code, **fields)
    into = _secret_incident("hidden-target", status="draft")
    IncidentFactory(code="hidden-merged", status="merged", merged_into=into, title="Secret")
    ConfidentialNote.objects.create(body="The secret source lives here.")
    ArticleFactory(title="Secret article", text="secret text", publisher=PublisherFactory(name="The Secret Post"))
    SeriesFactory(name="Secret series")


def _secret_incident(code: str, **fields: object) -> Incident:
    incident = IncidentFactory(code=code, title="Secret rocket", summary="secret", **fields)
    article = ArticleFactory(text="The secret words.", publisher=PublisherFactory(name=f"The Secret {code}"))
    place = PlaceFactory(name="Secret place", latitude="33.333", longitude="44.444")
    location = LocationFactory(incident=incident, place=place)
    CitationFactory(incident=incident, article=article, location=location, exact="secret words")
    CasualtyCountFactory(incident=incident, harm="killed", low=9, best=9, high=9)
    statement = StatementFactory(incident=incident, kind="accusation", wording="asserted")
    statement.accused.add(ActorFactory(name="Secret Brigade"))
    WeaponUseFactory(incident=incident)
    TargetFactory(incident=incident, name="Secret school")
    return incident


def _hidden_changes_to_public_rows() -> None:
    """What analysts do to a public incident before they publish it again, and to rows it shares with hidden ones."""
    incident = Incident.objects.get(code="open-one")
    review.revise(incident, by=user_with_role("reviewer"))
    Incident.objects.filter(pk=incident.pk).update(title="Secret title", summary="secret", sensitivity="hidden_place")
    CasualtyCountFactory(incident=incident, harm="killed", low=99, best=99, high=99)
    NoteFactory(incident=incident, body="secret note")
    CitationFactory(incident=incident, article=ArticleFactory(text="A secret follow-up."), exact="secret follow-up")
    incident.locations.update(place=PlaceFactory(name="Secret corrected place", latitude="33.333", longitude="44.444"))
    hidden = Incident.objects.get(code="hidden-draft")
    RelationFactory(incident=hidden, kind="same_operation", to_series=None, to_incident=incident)
    reviewer = user_with_role("reviewer")
    merging.merge(Incident.objects.get(code="hidden-in-review"), into=hidden, by=reviewer, reason="secret reason")
    folded = _secret_incident("hidden-folded", status="draft")
    merging.merge(folded, into=Incident.objects.get(code="open-two"), by=reviewer, choices={"title": "source"})
    parted = _secret_incident("hidden-parted", status="draft")
    merging.unmerge(merging.merge(parted, into=Incident.objects.get(code="coarse-one"), by=reviewer), by=reviewer)


def _addresses() -> list[str]:
    found = []
    everywhere = [page for pattern in PUBLIC.values() for page in in_every_language(pattern)]
    for template in [each for page in everywhere for each in _named(page)]:
        codes = (*SHOWN, *NOT_SHOWN) if "{code}" in template else ("",)
        for code in codes:
            for filled in (template.format(code=code, version=n, zoom=zoom) for n in (1, 2, 3) for zoom in (0, 6, 18)):
                found += [_joined(filled, query) for query in (QUERIES if "{code}" not in template else ("",))]
    return list(dict.fromkeys(found))


def _named(template: str) -> list[str]:
    """The address for every name of its kind; itself where it asks for none."""
    kind = next((kind for kind in NAMED if f"{{{kind}}}" in template), None)
    return [template.replace(f"{{{kind}}}", name) for name in NAMED[kind]] if kind else [template]


def _joined(address: str, query: str) -> str:
    if not query or (address.count("bbox") and "bbox" in query):
        return address
    return f"{address}{'&' if '?' in address else '?'}{query}"


def _ask(address: str) -> tuple[int, bytes, tuple[tuple[str, str], ...]]:
    response = Client().get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body, tuple(sorted(response.headers.items()))


def test_hidden_rows_change_no_byte_of_any_public_answer(time_machine_at):
    time_machine_at("2022-01-15T12:00:00Z")
    without, beside = answers(hidden=False), answers(hidden=True)
    different = [address for address in without if without[address] != beside[address]]
    assert different == []
    assert len(without) > 200


def test_no_secret_stands_in_any_public_answer(time_machine_at):
    time_machine_at("2022-01-15T12:00:00Z")
    for address, (_, body, headers) in answers(hidden=True).items():
        told = (unpacked(body) + str(headers)).replace(address, "")
        asked_for = [secret for secret in SECRETS if secret in address]
        assert not [secret for secret in SECRETS if secret in told and not asked_for], address


def unpacked(body: bytes) -> str:
    """The answer as text, of what is compressed too."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    if body.startswith(b"PAR1"):
        table = parquet.read_table(io.BytesIO(body))
        return f"{table.schema.metadata} {table.to_pylist()}"
    return body.decode(errors="replace")


def test_what_is_compressed_is_searched_too(time_machine_at):
    time_machine_at("2022-01-15T12:00:00Z")
    found = answers(hidden=True)
    for address in ("/data/package.zip", "/incidents.parquet"):
        assert "Place of open-one" in unpacked(found[address][1])
        assert "Place of withdrawn-one" not in unpacked(found[address][1])
    assert "On Thursday night" in unpacked(found["/data/package.zip"][1])


def test_the_public_incidents_are_there_to_be_compared(time_machine_at):
    time_machine_at("2022-01-15T12:00:00Z")
    found = answers(hidden=True)
    statuses = {address: found[address][0] for address in found}
    assert statuses["/incidents/open-one/"] == 200
    assert statuses["/incidents/open-two/v1/"] == 200
    assert statuses["/incidents/withdrawn-one/"] == 410
    assert statuses["/incidents/withdrawn-one.json"] == 410
    assert statuses["/incidents/merged-one/"] in (302, 307)
    assert {statuses[f"/incidents/{code}/"] for code in NOT_SHOWN} == {404}
    bodies = {found[f"/incidents/{code}/"][1].replace(code.encode(), b"") for code in NOT_SHOWN}
    assert len(bodies) == 1
    assert statuses["/ar/incidents/open-one/"] == 200
    assert statuses["/ar/incidents/withdrawn-one/"] == 410
    assert {statuses[f"/ar/incidents/{code}/"] for code in NOT_SHOWN} == {404}


def test_names_that_stand_in_nothing_live_have_no_page(time_machine_at):
    time_machine_at("2022-01-15T12:00:00Z")
    found = answers(hidden=True)
    assert found["/actors/Militias/"][0] == 200
    assert found["/places/IQ/Place of open-one/"][0] == 200
    unknown = {
        found[address]
        for address in (
            "/actors/Secret Brigade/", "/sources/The Secret Post/", "/sources/The Secret hidden-draft/",
            "/series/Secret series/", "/places/IQ/Secret place/", "/places/IQ/Secret corrected place/",
            "/places/IQ/Place of withdrawn-one/", "/incidents/never-was/",
        )
    }  # fmt: skip
    assert {status for status, _body, _headers in unknown} == {404}
    assert len(unknown) == 1
