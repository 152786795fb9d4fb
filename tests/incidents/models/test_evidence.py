"""Can two rows of one incident be told apart by what they are called?"""

import pytest
from pytest_django import DjangoAssertNumQueries

from incidents.models import CasualtyCount, PinnedFigure, Statement
from tests.factories import ActorFactory, CasualtyCountFactory, StatementFactory

pytestmark = pytest.mark.django_db


def test_lines_of_one_account_are_told_apart_by_the_people_and_the_words() -> None:
    line = {"harm": "killed", "group": "security_force", "count_kind": "exact", "low": 1, "best": 1, "high": 1}
    iraqi = CasualtyCount(**line, nationality="IQ", age="adult", sex="male", number_text="a soldier")
    american = CasualtyCount(**line, nationality="US", severity="serious")
    assert str(iraqi) == "1 killed (security forces, adult, male, Iraq, “a soldier”)"
    assert str(american) == "1 killed (security forces, United States, serious)"


@pytest.mark.parametrize(
    ("fields", "called"),
    [
        ({"count_kind": "exact", "low": 2, "best": 2, "high": 2}, "2 injured"),
        ({"count_kind": "at_least", "low": 4, "best": 4}, "at least 4 injured"),
        ({"count_kind": "words", "low": 2, "number_text": "dozens"}, "dozens injured"),
        ({"count_kind": "none_reported"}, "injured: none reported"),
        ({"count_kind": "exact", "low": 1, "best": 1, "high": 1, "of_which": True}, "1 injured (part of another line)"),
        ({"count_kind": "", "number_text": "two"}, "two injured"),
        ({"count_kind": "exact", "low": 2}, "exact injured"),
        ({"count_kind": "about", "best": 10, "nationality": "ZZ"}, "about 10 injured (ZZ)"),
    ],
)
def test_a_line_says_its_number_as_it_was_put(fields: dict[str, object], called: str) -> None:
    assert str(CasualtyCount(harm="injured", group="all", **fields)) == called


def test_a_line_names_its_account_where_that_is_loaded_and_asks_for_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    CasualtyCountFactory(statement=StatementFactory(speaker_text="the army"))
    alone = CasualtyCount.objects.get()
    with_account = CasualtyCount.objects.select_related("statement").get()
    with django_assert_num_queries(0):
        assert str(alone) == "2 injured"
        assert str(with_account) == "2 injured, according to the army"


def test_a_statement_is_called_by_its_speakers_where_they_are_loaded_and_by_whom_it_accuses(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = StatementFactory(kind="accusation", voice="named", accused_text="the factions", said_edtf="2022-01-14")
    made.speakers.add(ActorFactory(name="al-Sadr"))
    bare, loaded = Statement.objects.get(), Statement.objects.prefetch_related("speakers").get()
    with django_assert_num_queries(0):
        assert str(bare) == "Accusation: Named on the factions (2022-01-14)"
        assert str(loaded) == "Accusation: al-Sadr on the factions (2022-01-14)"


def test_a_pinned_figure_says_of_whom() -> None:
    assert str(PinnedFigure(harm="killed", group="civilian", best=3)) == "3 killed (civilians)"
