"""The memory finds what the database finds, for every filter, alone and together."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.public.api.filters import walk_filter
from incidents.public.clusters import ViewFilter
from incidents.public.counting import ask
from incidents.public.filters import IncidentFilter, Query, read_query
from incidents.public.snapshot.masks import MASKS, ORDERLY, Asked
from tests.factories import PublicationFactory
from tests.guarantees.test_counts_agree import FILTERS, population

pytestmark = pytest.mark.django_db
__all__ = ["population"]  # a fixture of these tests too

LATER = datetime(2022, 2, 1, 12, 0, 0, 250_000, tzinfo=UTC)

MORE: dict[str, list[str]] = {
    "q": ["al dawrah", "DÁWRAH", "7"],
    "admin1": ["iq-bg", "iq bg", "Nowhere"],
    "precision": ["country", "point"],
    "precision_max_km": ["0", "0.1", "99999.999"],
    "killed_min": ["2147483647", "7"],
    "bbox": ["180,-25,180,10", "-180,-90,-180,90", "0,0,0,0", "44.39999,33.29999,44.40001,33.30001"],
    "updated_since": [
        "2022-02-01T12:00:00Z",
        "2022-02-01T12:00:00.250000Z",
        "2022-02-01T12:00:01Z",
        "0001-01-01",
        "9999-12-31",
    ],
    "date_from": ["0001-01-01", "9999-12-31", "2022-01-31"],
    "date_to": ["0001-01-01", "9999-12-31", "2021-03-01"],
}
VALUES = {
    name: st.one_of(kind, st.sampled_from(MORE[name]).map(lambda value: [value])) if name in MORE else kind
    for name, kind in FILTERS.items()
}
QUERIES = st.lists(st.sampled_from(sorted(VALUES)), max_size=3, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: VALUES[name] for name in names})
)


@pytest.fixture
def odd_ones(population: None) -> None:
    """What the population has not: blanks where there is a value as a rule, and what is at odds with itself."""
    PublicationFactory(code="blank", attack_type="", verification="", responsibility="", country="", date_edtf="")
    PublicationFactory(code="words", title="Al-Dáwrah 7", admin1="IQ-BG", admin1_code="")
    PublicationFactory(code="no-point", nowhere=True, precision="site", radius_m=100)
    PublicationFactory(code="at-the-pole", latitude=90.0, longitude=180.0, radius_m=100, precision="point")
    PublicationFactory(code="discounted", verification="discounted", killed_state="figure", killed_low=7)
    PublicationFactory(code="later", published_at=LATER, targeted=["Group One"])


def found(asked: Asked, leave_out: tuple[str, ...] = ()) -> list[int]:
    mask = asked.rows(leave_out)
    keys = asked.snapshot.columns.key
    return sorted((keys if mask is None else keys[mask]).tolist())


def stored(query: Query, leave_out: tuple[str, ...] = ()) -> list[int]:
    return sorted(query.rows(leave_out).values_list("pk", flat=True))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_values=QUERIES)
def test_a_mask_holds_the_rows_of_the_query(odd_ones: None, given_values: dict[str, list[str]]) -> None:
    query = read_query(QueryDict(urlencode(given_values, doseq=True)))
    if not query.is_valid:
        return
    asked = ask(query)
    assert found(asked) == stored(query)
    for name in query.params:
        assert found(asked, (name,)) == stored(query, (name,))
    assert asked.some().count == query.rows().count()
    assert asked.some().with_point == query.rows().filter(cell__isnull=False).count()


@pytest.mark.parametrize("name", sorted(MASKS))
def test_each_filter_alone_finds_some_and_not_all(odd_ones: None, name: str) -> None:
    """So that the comparison above compares more than nothing with nothing."""
    sizes = set()
    for values in [*MORE.get(name, []), *EACH[name]]:
        query = read_query(QueryDict(urlencode({name: values})))
        assert found(ask(query)) == stored(query)
        sizes.add(len(stored(query)))
    assert sizes & set(range(1, 86))


EACH: dict[str, list[str]] = {
    "q": ["school"], "date_from": ["2022-01-13"], "date_to": ["2021-12-31"], "attack_type": ["clash"],
    "violence_type": ["one_sided"], "country": ["IQ"], "admin1": ["halab", "IQ-BG"], "weapon": ["rocket"],
    "target": ["education"], "accused": ["group two"], "actor": ["Третья группа"], "involved": ["Group One"],
    "targeted": ["Group One", "nobody"], "speaker": ["Group One"], "place": ["Group One"], "series": ["Group One"],
    "verification": ["contested"], "responsibility": ["admitted"], "killed_min": ["0", "1"], "precision": ["no_point"],
    "precision_max_km": ["5"], "publisher": ["GROUP ONE"], "bbox": ["170,-25,-170,10", "40,30,45,37"],
    "updated_since": ["2022-02-01"],
}  # fmt: skip


def test_every_filter_has_a_mask_or_changes_no_rows() -> None:
    walks = walk_filter(known=("code",), most=1)
    names: Any = {*IncidentFilter.base_filters, *ViewFilter.base_filters, *walks.base_filters}
    assert names == MASKS.keys() | ORDERLY
    assert not MASKS.keys() & ORDERLY
