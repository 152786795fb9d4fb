"""What many incidents add up to, with their gaps told."""

import pytest
from django.http import QueryDict

from incidents.public.counting import add_up
from incidents.public.filters import read_query
from incidents.public.totals import Totals
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def killed(low: int | None, best: int | None, high: int | None, **fields: object) -> None:
    PublicationFactory(killed_state="figure", killed_low=low, killed_best=best, killed_high=high, **fields)


def total() -> Totals:
    return add_up(read_query(QueryDict("")))


def test_nothing_adds_up_to_nothing() -> None:
    found = total()
    assert (found.incidents, found.with_point, found.without_point) == (0, 0, 0)


def test_incidents_without_a_figure_are_told_and_not_counted_as_zero() -> None:
    killed(2, 2, 2)
    killed(10, 10, None)
    PublicationFactory.create_batch(4)
    assert total().killed == (
        "at least 12 killed in 2 incidents; 1 of them gives no upper figure; 4 more have no figure"
    )


def test_lows_bests_and_highs_are_added_apart() -> None:
    killed(1, 2, 3)
    killed(4, 5, 9)
    assert total().killed == "7 killed (figures range from 5 to 12) in 2 incidents"


def test_one_open_figure_does_not_hide_the_best_of_the_others() -> None:
    killed(1, 2, 3)
    killed(4, 5, None)
    assert total().killed == (
        "7 killed by the best figures, at least 5 by the lowest, in 2 incidents; 1 of them gives no upper figure"
    )


def test_a_best_that_one_figure_lacks_is_not_the_sum_of_the_others() -> None:
    killed(1, 2, 3)
    killed(4, None, 9)
    assert total().killed == "5 to 12 killed in 2 incidents; 1 of them gives no best figure"


def test_an_affirmed_none_is_a_figure() -> None:
    PublicationFactory(killed_state="none", killed_low=0, killed_best=0, killed_high=0)
    assert total().killed == "no one killed in 1 incident"


def test_a_discounted_incident_is_listed_and_not_added() -> None:
    killed(2, 2, 2)
    killed(50, 50, 50, verification="discounted")
    found = total()
    assert (found.incidents, found.discounted) == (2, 1)
    assert found.killed == "2 killed in 1 incident"


def test_those_without_a_point_are_counted() -> None:
    PublicationFactory()
    PublicationFactory(nowhere=True)
    found = total()
    assert (found.with_point, found.without_point) == (1, 1)


def test_a_discounted_incident_leaves_no_trace_in_the_gaps() -> None:
    killed(None, 3, None)
    killed(2, None, None, verification="discounted")
    PublicationFactory(verification="discounted")
    assert total().killed == "about 3 killed in 1 incident"


def test_a_harm_that_only_a_discounted_incident_tells_has_no_figure() -> None:
    PublicationFactory()
    PublicationFactory(verification="discounted", injured_state="figure", injured_low=4, injured_best=4, injured_high=4)
    assert total().injured == "no figure for the number injured in 1 incident"
