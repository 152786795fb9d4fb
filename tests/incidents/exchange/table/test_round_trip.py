"""Does our own download come back as it went out? Export → import into an empty database → export."""

import csv
import io
import itertools
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from articles.models import Article
from incidents import codebook
from incidents.coding.review import publish_many
from incidents.exchange.table import importing, own, undo
from incidents.exchange.table.files import TableFile
from incidents.models import (
    Actor,
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Location,
    Note,
    Place,
    Publication,
    Statement,
    Target,
    WeaponUse,
)
from incidents.public import columns, exports
from incidents.publishing import gather
from tests.factories import ArticleFactory, PublisherFactory, UserFactory

CARRIED = [column.name for column in columns.COLUMNS if column.name not in own.NOT_CARRIED]

# Letters of several scripts, what a spreadsheet runs, what a CSV quotes, the sign that parts lists, blanks at the ends.
texts = st.text(st.sampled_from("aB é中ش=+-@'\"“,;|¦\n\t\r0٣"), min_size=1, max_size=12).filter(
    lambda each: each.strip()
)
# The sign that stands in for the separator is no name's own: two names that differ by it alone come out in the other
# order.
lines = texts.map(lambda text: " ".join(text.replace("¦", "").split())).filter(bool)
days = st.sampled_from(
    ["2022-01-13", "2022-01", "2022", "[2022-01-14,2022-01-13]", "[2022-01-10..2022-01-13]", "[..2022-01-13]",
     "2022-01-10/2022-01-13", "2022-01/..", "2022-01-13?", "2022-01-13~", "2021-12-31%"]
)  # fmt: skip
counts = st.one_of(
    st.integers(1, 40).map(lambda n: ("exact", n, n, n)),
    st.integers(1, 40).map(lambda n: ("at_least", n, n, None)),
    st.integers(1, 40).map(lambda n: ("at_most", None, None, n)),
    st.integers(1, 40).map(lambda n: ("about", None, n, None)),
    st.tuples(st.integers(0, 9), st.integers(10, 20), st.integers(20, 40)).map(lambda ns: ("range", *ns)),
    st.sampled_from([("none", 0, 0, 0), ("none_reported", None, None, None), ("unknown", None, None, None),
                     ("words", 2, None, None)]),
)  # fmt: skip
tolls = st.lists(
    st.tuples(
        st.sampled_from(["killed", "injured", "casualty_unspecified"]), st.sampled_from(["all", "civilian"]), counts,
    ),
    max_size=3, unique_by=lambda each: each[:2],
)  # fmt: skip
attributions = st.lists(
    st.tuples(
        st.sampled_from(["assessment", "accusation", "denial", "claim_of_responsibility", "no_claim_reported"]),
        st.sampled_from(["asserted", "disputed"]),
        st.lists(lines, max_size=2, unique=True),
    ),
    max_size=2,
)
places = st.fixed_dictionaries({
    "name": lines, "admin1": st.one_of(st.none(), st.tuples(lines, st.sampled_from(["", "IQ-BG"]))),
    "country": st.sampled_from(["IQ", "", "XK"]),
    "point": st.one_of(st.none(), st.tuples(st.floats(-90, 90), st.floats(-180, 180))),
    "precision": st.sampled_from(["point", "settlement", "near", "adm2", "adm1", "region", "country", "sea_air"]),
    "sensitivity": st.sampled_from(["open", "open", "open", "coarse", "hidden_place"]),
})  # fmt: skip
incidents = st.lists(
    st.fixed_dictionaries({
        "title": lines, "summary": st.one_of(st.just(""), texts), "date": days, "place": places,
        "attack_type": st.sampled_from(codebook.ATTACK_TYPE.codes),
        "violence_type": st.sampled_from(["", *codebook.VIOLENCE_TYPE.codes]),
        "stage": st.sampled_from(codebook.STAGE.codes),
        "verification": st.sampled_from(codebook.VERIFICATION.codes),
        "tolls": st.lists(tolls, min_size=1, max_size=2), "attributions": attributions,
        "weapons": st.lists(st.sampled_from(codebook.WEAPON_TYPE.codes), max_size=2),
        "targets": st.lists(st.sampled_from(codebook.TARGET_TYPE.codes), max_size=2),
        "publishers": st.lists(lines, min_size=1, max_size=2, unique=True),
    }),
    min_size=1, max_size=3,
)  # fmt: skip


@contextmanager
def for_a_while():
    """A database as it was before, afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def published(made: list[dict]) -> str:
    """The download of incidents that were coded so."""
    user = UserFactory()
    numbers = itertools.count(1)
    for each in made:
        _code(each, next(numbers))
    publish_many(gather(Incident.objects.order_by("pk")), by=user)
    return downloaded()


def downloaded() -> str:
    rows = Publication.objects.live().order_by("code")
    return "".join(exports.csv_lines(rows, page_address="https://attest.example/incidents/"))


def _code(told: dict, number: int) -> None:
    incident = Incident.objects.create(
        code=f"iq-2022-{number}", title=told["title"][:300], summary=told["summary"], date_edtf=told["date"],
        attack_type=told["attack_type"], violence_type=told["violence_type"], stage=told["stage"],
        verification=told["verification"], verification_note="Looked into.", sensitivity=told["place"]["sensitivity"],
    )  # fmt: skip
    # As an import has it: the rules of the desk's forms are for the desk.
    ExternalId.objects.create(incident=incident, scheme="other", value=f"made/{number}")
    articles = [_article(name) for name in told["publishers"]]

    def cite(**bears_on):
        Citation.objects.create(incident=incident, article=articles[0], basis="inferred", **bears_on)

    cite(field="date_edtf")
    cite(field="attack_type")
    for article in articles[1:]:
        Citation.objects.create(incident=incident, article=article, basis="outside")
    cite(location=_location(incident, told["place"]))
    for code in told["weapons"]:
        WeaponUse.objects.create(incident=incident, type=code)
    for code in told["targets"]:
        Target.objects.create(incident=incident, type=code, role="struck")
    for lines_of_one in told["tolls"]:
        statement = Statement.objects.create(
            incident=incident, kind="account", voice="publisher", basis="media_or_witness"
        )
        for harm, group, (kind, low, best, high) in lines_of_one:
            count = CasualtyCount.objects.create(
                incident=incident, statement=statement, harm=harm, group=group, count_kind=kind, low=low, best=best,
                high=high,
            )  # fmt: skip
            cite(casualty_count=count)
    for kind, wording, accused in told["attributions"]:
        statement = Statement.objects.create(
            incident=incident,
            kind=kind,
            voice="anonymous",
            wording=wording,
            accused_text="them",
            speaker_text="somebody",
        )
        statement.accused.set(_actor(name) for name in accused)
        cite(statement=statement)


def _article(publisher: str) -> Article:
    known = Article.objects.filter(publisher__name=publisher).first()
    return known or ArticleFactory(publisher=PublisherFactory(name=publisher), published_edtf="")


def _actor(name: str) -> Actor:
    return Actor.objects.get_or_create(name=name, defaults={"kind": "armed_group"})[0]


def _location(incident: Incident, told: dict) -> Location:
    country = Place.objects.create(name="A country", kind="country", country=told["country"])
    above = country
    if told["admin1"]:
        name, code = told["admin1"]
        above = Place.objects.create(
            name=name, kind="adm1", country=told["country"], parent=country, iso_3166_2=code, latitude=1, longitude=2
        )
    point = told["point"] or (None, None)
    place = Place.objects.create(
        name=told["name"],
        kind="settlement",
        country=told["country"],
        parent=above,
        latitude=point[0],
        longitude=point[1],
    )
    return Location.objects.create(incident=incident, place=place, is_primary=True, precision=told["precision"])


def imported(text: str) -> None:
    file = TableFile("incidents.csv", text.encode())
    ours = importing.own_map(importing.sheet_of(file, None))
    assert ours is not None
    # What sort of actors they are does not stand in the download.
    judgement = importing.judge_files(file, replace(ours, actor_kind="armed_group"))
    assert judgement.problems() == []
    user = UserFactory()
    importing.carry_out(
        judgement, importing.record(judgement, by=user), by=user,
        publish=lambda codings: len(publish_many(codings, by=user)),
    )  # fmt: skip


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def carried(text: str, names: list[str]) -> str:
    """The download with these columns alone, byte for byte as they stand."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[row[name] for name in names] for row in rows_of(text)])
    return out.getvalue()


def told_otherwise() -> set[str]:
    """Codes whose figures the rules make anew from the row alone; a note of the record says so."""
    return set(Note.objects.filter(kind="discrepancy").values_list("incident__code", flat=True))


FIGURES = [name for name in CARRIED if name.startswith(("killed", "injured", "civilians_killed"))]


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck),
    # Each example publishes twice: looking for the smallest that fails would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
@given(incidents)
def test_a_download_comes_back_byte_for_byte(made):
    with for_a_while():
        before = published(made)
    with for_a_while():
        imported(before)
        after = downloaded()
        others = told_otherwise()
    plain = [name for name in CARRIED if name not in FIGURES]
    assert carried(after, plain) == carried(before, plain)
    for one, other in zip(rows_of(before), rows_of(after), strict=True):
        if one["code"] not in others:
            assert [one[name] for name in FIGURES] == [other[name] for name in FIGURES]


@pytest.mark.django_db
def test_importing_a_download_twice_changes_nothing():
    with for_a_while():
        before = published([EXAMPLE])
    imported(before)
    versions = list(ExternalId.objects.values_list("imported_at_version", flat=True))
    file = TableFile("incidents.csv", before.encode())
    judgement = importing.judge_files(file, importing.own_map(importing.sheet_of(file, None)))
    assert [each.outcome for each in judgement.main.verdicts] == ["unchanged"]
    assert versions == [1]


@pytest.mark.django_db
def test_a_download_is_known_by_the_site_it_comes_from_and_can_be_undone():
    with for_a_while():
        before = published([EXAMPLE])
    for text in (before, before.replace("@Baghdad", "@Basra")):
        file, user = TableFile("incidents.csv", text.encode()), UserFactory()
        judgement = importing.judge_files(file, importing.own_map(importing.sheet_of(file, None)))
        run = importing.record(judgement, by=user)
        importing.carry_out(judgement, run, by=user)
    assert ExternalId.objects.get().value == "Attest at attest.example/iq-2022-1"
    assert Location.objects.get().place.name == "@Basra"
    assert undo.undo(run, by=UserFactory()) == {"deleted": 0, "restored": 1}
    assert Location.objects.get().place.name == "@Baghdad"


EXAMPLE = {
    "title": "=HYPERLINK(1)", "summary": "-5", "date": "2022-01-13", "attack_type": "shooting", "violence_type": "",
    "stage": "completed", "verification": "unassessed", "attributions": [], "weapons": ["rocket"], "targets": [],
    "publishers": ["The Daily"], "tolls": [[("killed", "all", ("at_least", 2, 2, None))]],
    "place": {"name": "@Baghdad", "admin1": ("Baghdad", "IQ-BG"), "country": "IQ", "point": (33.3, 44.4),
              "precision": "settlement", "sensitivity": "open"},
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "state"),
    [
        (("none", 0, 0, 0), "none"), (("none_reported", None, None, None), "none_reported"),
        (("unknown", None, None, None), "unknown"), (None, "not_mentioned"),
    ],
)  # fmt: skip
def test_the_four_silences_survive(line, state):
    told = {**EXAMPLE, "tolls": [[("killed", "all", line)] if line else []]}
    with for_a_while():
        before = published([told])
    imported(before)
    [row] = rows_of(downloaded())
    zero = "0" if state == "none" else ""
    assert [row[f"killed_{end}"] for end in ("low", "best", "high", "state")] == [zero, zero, zero, state]


@pytest.mark.django_db
def test_a_name_that_begins_as_a_neutralised_one_would_comes_back_as_it_was():
    """No name begins with a blank: what stands before one was there already."""
    with for_a_while():
        before = published([{**EXAMPLE, "publishers": ["' -\" ;,"]}])
    with for_a_while():
        imported(before)
        after = downloaded()
    assert carried(after, ["publishers"]) == carried(before, ["publishers"])


@pytest.mark.django_db
def test_a_figure_that_its_row_alone_does_not_give_is_told_in_a_note():
    """Two groups that together exceed the total have no single figure; of one of them the row knows nothing."""
    told = {**EXAMPLE, "tolls": [[("killed", "all", ("exact", 3, 3, 3)), ("killed", "civilian", ("exact", 2, 2, 2))]]}
    with for_a_while():
        text = published([told])
    imported(text.replace("2,2,2,figure", "2,,2,figure"))
    [note] = Note.objects.values_list("body", flat=True)
    assert note == (
        "The table gives killed (civilian) as 2, blank, 2 (figure); by the rules of figures its row alone gives "
        "2, 2, 2 (figure)."
    )


def test_every_public_column_is_read_or_said_not_to_be():
    """A new column of the download is classified here first (incidents/exchange/table/own.py)."""
    known = {*own.READ, *own.WORKED_OUT, *own.NOT_CARRIED, "date_edtf", "publishers"}
    assert {column.name for column in columns.COLUMNS} == known


@given(texts)
def test_the_apostrophe_of_a_download_is_undone(text):
    if not text.startswith("'"):
        assert own.restored(exports.neutralise(text)) == text
    assert exports.neutralise(own.restored(exports.neutralise(text))) == exports.neutralise(text)


def accusing() -> TableFile:
    told = {**EXAMPLE, "attributions": [("accusation", "asserted", ["ISIS"])]}
    with for_a_while():
        return TableFile("incidents.csv", published([told]).encode())


@pytest.mark.django_db
def test_what_a_download_accuses_is_an_actor_already_or_an_error():
    file = accusing()
    ours = importing.own_map(importing.sheet_of(file, None))
    [(_, problem)] = importing.judge_files(file, ours).problems()
    assert (problem.line, problem.column) == (2, "accused")
    assert problem.reason == (
        "“ISIS” is not among the actors yet: add it under Actors first, with its kind, or say with "
        "--actor-kind of the command what all such names are."
    )
    Actor.objects.create(name="ISIS", kind="armed_group")
    assert importing.judge_files(file, ours).is_clean


@pytest.mark.django_db
def test_the_command_takes_one_kind_for_all_that_a_download_accuses(tmp_path):
    (tmp_path / "incidents.csv").write_bytes(accusing().data)
    call_command("import_table", tmp_path / "incidents.csv", actor_kind="armed_group", stdout=io.StringIO())
    assert list(Actor.objects.values_list("name", "kind")) == [("ISIS", "armed_group")]
