"""The controls of the filters."""

from django.http import QueryDict

from incidents.public.filters import IncidentFilter, read_query
from incidents.public.panel import Control, Panel, lay_out


def panel(query: str = "", countries: frozenset[str] = frozenset()) -> Panel:
    return lay_out(read_query(QueryDict(query)), countries=set(countries))


def control(name: str, query: str, **options: frozenset[str]) -> Control:
    laid = panel(query, **options)
    (found,) = [each for each in (*laid.first, *laid.more, laid.ordering) if each.name == name]
    return found


def test_every_filter_of_the_contract_has_a_control() -> None:
    laid = panel()
    drawn = {each.name for each in (*laid.first, *laid.more, laid.ordering)}
    assert drawn == set(IncidentFilter.base_filters) - {"page"}


def test_the_search_says_where_it_looks() -> None:
    assert control("q", "").hint == (
        "Looks in the title, the summary, the places, the actors and the code. All words must be there."
    )


def test_what_was_asked_for_is_shown_again() -> None:
    assert control("q", "q=rocket").values == ("rocket",)
    assert control("accused", "accused=A&accused=B").values == ("A", "B")
    assert [each.value for each in control("verification", "verification=contested").options if each.chosen] == [
        "contested"
    ]


def test_ticked_values_come_first() -> None:
    assert control("attack_type", "attack_type=clash").options[0].value == "clash"


def test_only_countries_that_have_incidents_or_were_asked_for_are_offered() -> None:
    offered = control("country", "country=SE", countries=frozenset({"IQ"})).options
    assert {each.value for each in offered} == {"IQ", "SE"}


def test_an_error_stands_at_its_control_and_opens_it() -> None:
    wrong = control("precision_max_km", "precision_max_km=near")
    assert wrong.errors == ("Write kilometres as a number, such as 5 or 0.5.",)
    assert wrong.values == ("near",)
    assert panel("precision_max_km=near").more_is_open
    assert not panel("q=rocket").more_is_open


def test_a_day_is_asked_for_with_the_browsers_own_calendar() -> None:
    assert control("date_from", "").kind == "date"
