"""What is counted by day and by kind, with each facet blind to its own filter."""

from datetime import date

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from incidents.public import summary
from incidents.public.counting import ask
from incidents.public.filters import Query, read_query
from incidents.public.snapshot.held import current
from incidents.public.snapshot.sums import Tally
from incidents.tolls import Total
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def asked(text: str = "") -> Query:
    query = read_query(QueryDict(text))
    assert query.is_valid, query.errors
    return query


def counts(text: str = "") -> dict[str, dict[str, int]]:
    return summary.summarise(ask(asked(text))).counts()


def of_a_day() -> Tally:
    """What stands on the day that the factory gives."""
    (tally,) = summary.days(ask(asked())).tallies([(date(2022, 1, 13), date(2022, 1, 13))])
    return tally


def killed(low: int | None, best: int | None, high: int | None, **fields: object) -> None:
    PublicationFactory(killed_state="figure", killed_low=low, killed_best=best, killed_high=high, **fields)


def test_a_facet_leaves_its_own_filter_out_and_keeps_the_others() -> None:
    PublicationFactory(attack_type="clash", country="IQ")
    PublicationFactory(attack_type="shooting", country="IQ")
    PublicationFactory(attack_type="shooting", country="SY")
    found = counts("attack_type=shooting&country=IQ")
    assert found["attack_type"] == {"clash": 1, "shooting": 1}
    assert found["country"] == {"IQ": 1, "SY": 1}
    assert found["verification"] == {"single_origin": 1}


def test_the_most_frequent_value_comes_first() -> None:
    PublicationFactory(country="AF")
    PublicationFactory.create_batch(2, country="SY")
    assert list(counts()["country"]) == ["SY", "AF"]


def test_names_leave_their_own_filter_out_too() -> None:
    PublicationFactory(weapon=["rocket", "small_arms"], accused=["Group One"])
    PublicationFactory(weapon=["grenade"], accused=["Group Two"])
    found = counts("weapon=rocket")
    assert found["weapon"] == {"grenade": 1, "rocket": 1, "small_arms": 1}
    assert found["accused"] == {"Group One": 1}
    assert found["publisher"] == {}


def test_what_has_no_point_is_counted_as_a_precision_of_its_own() -> None:
    PublicationFactory(precision="adm1")
    PublicationFactory(nowhere=True)
    assert counts()["precision"] == {"adm1": 1, "no_point": 1}


def test_words_dates_and_area_narrow_every_facet() -> None:
    PublicationFactory(title="School", country="IQ")
    PublicationFactory(title="Bridge", country="SY", latitude=1.0, longitude=1.0)
    assert counts("q=school")["country"] == {"IQ": 1}
    assert counts("bbox=0,0,2,2")["country"] == {"SY": 1}
    assert counts("date_from=2023-01-01")["country"] == {}


def test_days_are_counted_by_the_earliest_and_the_undated_apart() -> None:
    PublicationFactory(date_edtf="2022-01-13")
    PublicationFactory(date_edtf="[2022-01-13..2022-01-15]")
    PublicationFactory(date_edtf="[..2022-01-13]")
    PublicationFactory(date_edtf="")
    found = summary.days(ask(asked()))
    assert (found.counts, found.undated) == ({date(2022, 1, 13): 2}, 2)


def test_a_stretch_of_days_takes_what_lies_in_it_and_nothing_beside() -> None:
    for day in ("2022-01-12", "2022-01-13", "2022-01-14", "2022-01-15", "2022-01-16", ""):
        PublicationFactory(date_edtf=day)
    one, other = (date(2022, 1, 13), date(2022, 1, 13)), (date(2022, 1, 14), date(2022, 1, 15))
    assert [tally.incidents for tally in summary.days(ask(asked())).tallies([one, other])] == [1, 2]


def test_tolls_keep_their_gaps_and_leave_the_discounted_out() -> None:
    killed(1, 2, 3)
    killed(4, 5, None)
    PublicationFactory()
    killed(50, 50, 50, verification="discounted")
    tally = of_a_day()
    assert tally.incidents == 4
    assert tally.total == Total(low=5, best=7, high=None, with_figure=2, without_figure=1, without_high=1)


def test_a_value_without_a_figure_has_no_total() -> None:
    PublicationFactory()
    tally = summary.summarise(ask(asked())).kinds["country"]["IQ"]
    assert tally.total == Total(low=None, best=None, high=None, with_figure=0, without_figure=1)


def test_only_the_most_frequent_names_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "MOST_VALUES", 1)
    PublicationFactory(publisher=["The Post", "The Daily"])
    PublicationFactory(publisher=["The Post"])
    assert counts()["publisher"] == {"The Post": 2}


@pytest.mark.parametrize(
    "text",
    ["", "attack_type=clash&country=IQ&verification=contested", "weapon=rocket&target=education&accused=A&publisher=B"],
)
def test_all_facets_cost_one_statement(text: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    PublicationFactory(weapon=["rocket"])
    current()
    with django_assert_num_queries(1):  # whether anything has changed
        counts(text)
