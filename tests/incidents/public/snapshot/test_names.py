"""Names are counted, spelled and put in order as the stored rows say, under any filters and after any change."""

from collections import defaultdict
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.models.publication import Publication, PublicationFacet
from incidents.public import subjects
from incidents.public.api.names import PLACE
from incidents.public.counting import ask
from incidents.public.filters import Query, read_query
from incidents.public.snapshot.held import current
from incidents.public.snapshot.names import Named, Names
from tests.factories import PublicationFactory
from tests.guarantees.test_counts_agree import QUERIES, population

pytestmark = pytest.mark.django_db
__all__ = ["population"]  # a fixture of these tests too

KINDS = (subjects.ACTOR, subjects.SOURCE, subjects.SERIES, PLACE)
ODD = ["Group  One", "GROUP ONE", "group-one", "Groupone", "???", "ß", "ss", "Ωmega", "1", "10", "2", "æ", "زيد"]


def all_of(facets: tuple[str, ...]) -> list[Named]:
    names = Names(current(), facets)
    return names.named(names.after("", 1_000))


def stored(query: Query, facets: tuple[str, ...]) -> list[Named]:
    """The same, one stored row after another."""
    keys = set(query.rows().values_list("pk", flat=True))
    rows = PublicationFacet.objects.filter(facet__in=facets).exclude(folded="")
    spellings: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    by_facet: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for key, facet, value, folded in rows.values_list("publication", "facet", "value", "folded"):
        if key in keys:
            spellings[folded][key].append(value)
            by_facet[folded][facet].add(key)
    return [
        Named(
            name,
            min(spellings[name][min(spellings[name])]),
            len(spellings[name]),
            {facet: len(found) for facet, found in by_facet[name].items()},
        )
        for name in sorted(spellings)
    ]


@pytest.fixture
def odd_ones(population: None) -> None:
    """What is folded alike, in one incident and in several; what folds to nothing, to another sign, in many scripts."""
    PublicationFactory(accused=ODD[:3], involved=ODD[1:2], places=ODD, series=ODD[:5], publisher=ODD[::2])
    PublicationFactory(speaker=ODD, targeted=ODD[5:], places=ODD[::-1], country="FJ", date_edtf="2022")
    PublicationFactory(state="withdrawn", accused=["Nobody"], places=["Nowhere"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_values=QUERIES, kind=st.sampled_from(KINDS), size=st.integers(1, 9))
def test_names_are_told_as_the_stored_rows_say(
    odd_ones: None, given_values: dict[str, list[str]], kind: subjects.Kind, size: int
) -> None:
    query = read_query(QueryDict(urlencode(given_values, doseq=True)))
    if not query.is_valid:
        return
    asked = ask(query)
    names = Names(asked.snapshot, kind.facets, asked.rows())
    wanted = stored(query, kind.facets)
    walked: list[Named] = []
    for _page in wanted:  # no more pages than names: a walk that stands still ends too
        walked += names.named(names.after(walked[-1].folded if walked else "", size))
    assert walked == wanted
    assert not names.after(walked[-1].folded if walked else "", size)
    by_number = sorted(((each.folded, each.rows) for each in wanted), key=lambda item: (-item[1], item[0]))
    assert list(names.counts().items()) == by_number


def test_a_row_counts_once_however_it_names_one() -> None:
    PublicationFactory(accused=["Militia", "MILITIA"], speaker=["militia"])
    PublicationFactory(speaker=["Militia"])
    assert all_of(("accused", "speaker")) == [Named("militia", "MILITIA", 2, {"accused": 1, "speaker": 2})]
    assert Names(current(), ("accused", "speaker")).counts() == {"militia": 2}


def test_a_name_is_spelled_as_in_the_oldest_row_that_is_asked_for() -> None:
    PublicationFactory(accused=["Al-Dawrah Brigade"], country="SY")
    PublicationFactory(accused=["al dáwrah brigade"])
    assert [each.spelling for each in all_of(("accused",))] == ["Al-Dawrah Brigade"]
    there = ask(read_query(QueryDict("country=IQ")))
    [found] = Names(there.snapshot, ("accused",), there.rows()).named(["al dawrah brigade", "nobody"])
    assert (found.spelling, found.rows) == ("al dáwrah brigade", 1)


def test_names_follow_what_is_published_and_withdrawn() -> None:
    PublicationFactory(accused=["b"])
    assert [each.folded for each in all_of(("accused",))] == ["b"]
    PublicationFactory(code="later", accused=["a", "c"])
    assert [each.folded for each in all_of(("accused",))] == ["a", "b", "c"]
    Publication.objects.filter(code="later").delete()
    assert [each.folded for each in all_of(("accused",))] == ["b"]
    assert Names(current(), ("accused",)).counts() == {"b": 1}


def test_where_nothing_is_live_there_are_no_names() -> None:
    assert all_of(("accused", "speaker")) == []
    assert Names(current(), ("accused", "speaker")).counts() == {}
