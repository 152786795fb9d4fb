"""The tallies answer what a scan of the publications answers, to the last object, or say that they cannot."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from incidents.models import PublicationTally
from incidents.public import counting, summary, tallies, timeline, totals
from incidents.public.filters import Query, read_query
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

CHOICES: dict[str, list[str]] = {
    "attack_type": ["clash", "shooting"],
    "country": ["IQ", "SY"],
    "verification": ["single_origin", "discounted"],
    "responsibility": ["not_stated", "admitted"],
    "violence_type": ["one_sided", ""],
    "precision": ["site", "adm1"],
}
SEVERAL = {"weapon": ["rocket", "grenade"], "accused": ["Group One", "Group Two"]}


NOT_SHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]
"""Each example takes a tenth of a second; to make a failing one smaller would take minutes."""


def asked(text: str = "") -> Query:
    query = read_query(QueryDict(text))
    assert query.is_valid, query.errors
    return query


def kept(text: str = "") -> tallies.Kept:
    found = tallies.kept(asked(text))
    assert found is not None
    return found


days = st.dates(date(2021, 11, 20), date(2022, 8, 10))
figures = st.none() | st.integers(0, 3)


@st.composite
def publications(draw: st.DrawFn) -> dict[str, Any]:
    first = draw(st.none() | days)
    last = draw(st.none() | st.integers(0, 50).map(lambda length: (first or date(2022, 1, 31)) + timedelta(length)))
    fields: dict[str, Any] = {name: draw(st.sampled_from(values)) for name, values in CHOICES.items()}
    fields |= {"date_edtf": "", "date_earliest": first, "date_latest": last}
    for harm in ("killed", "injured"):
        if draw(st.booleans()):
            ends = {f"{harm}_{end}": draw(figures) for end in ("low", "best", "high")}
            fields |= {f"{harm}_state": "figure", **ends}
    if draw(st.integers(0, 3)) == 0:
        fields |= {"nowhere": True, "precision": ""}
    return fields | {name: draw(st.lists(st.sampled_from(SEVERAL[name]), unique=True)) for name in SEVERAL}


@st.composite
def questions(draw: st.DrawFn) -> str:
    """Filters of every kind, most of them such as the tallies know."""
    params: dict[str, Any] = {}
    among = CHOICES | {"precision": ["site", "adm1", "no_point"], "violence_type": ["one_sided"]}
    for name in draw(st.lists(st.sampled_from(sorted(among)), max_size=3, unique=True)):
        params[name] = draw(st.lists(st.sampled_from(among[name]), min_size=1, unique=True))
    start, end = sorted(draw(st.tuples(days, days)))
    if draw(st.booleans()):
        params["date_from"] = start.replace(day=draw(st.sampled_from([1, 1, start.day])))
    if draw(st.booleans()):
        last_day = (end.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)
        params["date_to"] = draw(st.sampled_from([last_day, last_day, end]))
    if draw(st.integers(0, 2)) == 0:
        params["killed_min"] = draw(st.sampled_from([1, 1, 2]))
    if draw(st.integers(0, 9)) == 0:
        params["weapon"] = "rocket"
    return urlencode(params, doseq=True)


@given(st.lists(publications(), max_size=12), st.lists(questions(), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=NOT_SHRUNK)
def test_whatever_is_asked_of_whatever_there_is_comes_out_as_a_scan_has_it(
    made: list[dict[str, Any]], texts: list[str]
) -> None:
    with transaction.atomic():
        for each in made:
            PublicationFactory(**each)
        for text in texts:
            assert_same(asked(text))
        transaction.set_rollback(True)


def assert_same(query: Query) -> None:
    found = counting.count(query)
    assert found.totals == totals.add_up(query.rows(), in_one_pass=query.leaves_few)
    scanned = summary.summarise(query)
    assert in_order(found.summary.kinds) == in_order(scanned.kinds)
    assert in_order(found.summary.names) == in_order(scanned.names)
    assert found.timeline == timeline.draw(summary.days(query.rows()), **counting.period(query))


def in_order(facets: dict[str, dict[str, Any]]) -> dict[str, list[tuple[str, Any]]]:
    """A dictionary equals another in any order; a reader sees the order."""
    return {name: list(each.items()) for name, each in facets.items()}


ANSWERED = {
    "": {"sums", "kinds", "names", "histogram"},
    "country=IQ&country=SY": {"sums", "kinds", "histogram"},
    "killed_min=1": {"sums", "kinds", "histogram"},
    "precision=no_point": {"sums", "kinds", "histogram"},
    "date_from=2022-01-01&date_to=2022-06-30": {"sums", "kinds", "histogram"},
    "date_from=2022-01-01&date_to=2022-01-31": {"sums", "kinds", "histogram"},
    "date_from=2022-01-01": {"sums", "kinds", "histogram"},
    "date_to=2022-12-31&killed_min=1": {"sums", "kinds", "histogram"},
    "country=IQ&date_from=2022-01-01": {"sums", "histogram"},
    "country=IQ&attack_type=clash": {"sums"},
    "country=IQ&attack_type=clash&date_from=2022-01-01": set(),
    "country=IQ&attack_type=clash&verification=contested": set(),
}


@pytest.mark.parametrize(("text", "parts"), ANSWERED.items())
def test_what_is_answered_by_the_tallies(text: str, parts: set[str]) -> None:
    for month in range(1, 13):
        PublicationFactory(date_edtf=f"2022-{month:02}-13", killed_state="figure", killed_low=1, weapon=["rocket"])
    found = kept(text)
    told = {"sums": found.sums, "kinds": found.kinds, "names": found.names, "histogram": found.histogram(asked(text))}
    assert {name for name, answer in told.items() if answer is not None} == parts


@pytest.mark.parametrize(
    "text",
    [
        "q=school", "weapon=rocket", "bbox=0,0,2,2", "precision_max_km=5", "updated_since=2022-01-01", "admin1=IQ-BG",
        "killed_min=0", "killed_min=2", "date_from=2022-01-02", "date_to=2022-01-30", "date_to=2024-02-28",
    ],
)  # fmt: skip
def test_what_no_tally_knows_is_not_answered(text: str) -> None:
    assert tallies.kept(asked(text)) is None


def test_the_tallies_and_not_the_publications_are_read() -> None:
    """A tally that is made wrong shows in the answer."""
    PublicationFactory(country="IQ")
    for each in PublicationTally.objects.all():
        each.incidents = 5
        each.save()
    assert counting.count(asked()).totals.incidents == 5
    assert counting.count(asked()).summary.counts()["country"] == {"IQ": 5}


def test_an_incident_that_began_before_a_month_belongs_to_it_and_is_told_as_earlier() -> None:
    PublicationFactory(date_edtf="2021-12-30/2022-01-02")
    PublicationFactory(date_edtf="2021-12-30")
    PublicationFactory(date_edtf="2022-03-01")
    text = "date_from=2022-01-01&date_to=2022-04-30"
    found = kept(text)
    drawn = found.histogram(asked(text))
    assert found.sums is not None
    assert drawn is not None
    assert found.sums.incidents == 2
    assert drawn.earlier == 1
    assert [bar.tally.incidents for bar in drawn.bars] == [0, 0, 1, 0]


def test_days_of_a_few_weeks_are_drawn_as_days() -> None:
    PublicationFactory(date_edtf="2022-01-13")
    PublicationFactory(date_edtf="2021-12-13/2022-01-13")
    text = "date_from=2022-01-01&date_to=2022-01-31"
    drawn = kept(text).histogram(asked(text))
    assert drawn is not None
    assert (drawn.unit, drawn.earlier) == ("day", 1)
    assert [bar.first.day for bar in drawn.bars if bar.tally.incidents] == [13]


def test_months_too_near_each_other_to_tell_days_from_months_are_not_drawn() -> None:
    PublicationFactory(date_edtf="2022-01-31")
    PublicationFactory(date_edtf="2022-04-01")
    assert kept().histogram(asked()) is None


def test_a_precision_without_a_point_is_left_to_the_scan() -> None:
    PublicationFactory(nowhere=True, precision="site")
    assert kept("precision=site").sums is None
    assert kept("precision=site").kinds is None
    assert kept("precision=site").histogram(asked("precision=site")) is None
    assert kept().kinds is None
    assert_same(asked("precision=site"))


def test_names_equal_in_number_are_cut_as_a_scan_cuts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "MOST_VALUES", 2)
    PublicationFactory(publisher=["a Post", "B Post", "Á Post", "The Post"])
    PublicationFactory(publisher=["The Post"])
    assert kept().names == summary.names(asked())
    assert (kept().names or {})["publisher"] == {"The Post": 2, "B Post": 1}


def test_everything_is_read_with_four_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for month in range(1, 13):
        PublicationFactory(date_edtf=f"2022-{month:02}-13")
    with django_assert_num_queries(6):  # the state of the data twice, sums, kinds, names, months
        counting.count(asked())
