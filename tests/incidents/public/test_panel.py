"""The controls of the filters."""

from django.http import QueryDict

from incidents.public.filters import IncidentFilter, read_query
from incidents.public.panel import Control, Panel, lay_out


def panel(query: str = "", **counts: dict[str, int]) -> Panel:
    return lay_out(read_query(QueryDict(query)), counts=counts)


def control(name: str, query: str, counts: dict[str, int] | None = None) -> Control:
    laid = panel(query) if counts is None else panel(query, **{name: counts})
    (found,) = [each for each in (*laid.dates, *laid.first, *laid.more, laid.ordering) if each.name == name]
    return found


def test_every_filter_of_the_contract_has_a_control() -> None:
    laid = panel()
    drawn = {each.name for each in (*laid.dates, *laid.first, *laid.more, laid.ordering)}
    assert drawn == set(IncidentFilter.base_filters) - {"page"}


def test_the_search_says_where_it_looks() -> None:
    assert control("q", "").hint == (
        "Looks in the title, the summary, the places, the actors and the code. All words must be there, whole and "
        "spelled as in the record."
    )


def test_what_was_asked_for_is_shown_again() -> None:
    assert control("q", "q=rocket").values == ("rocket",)
    assert control("accused", "accused=A&accused=B").values == ("A", "B")
    assert [each.value for each in control("verification", "verification=contested").options if each.chosen] == [
        "contested"
    ]


def test_ticked_values_come_first() -> None:
    assert control("attack_type", "attack_type=clash").options[0].value == "clash"


def test_only_values_that_incidents_have_or_that_were_asked_for_are_offered() -> None:
    offered = control("country", "country=SE", {"IQ": 3}).options
    assert [(each.value, each.count) for each in offered] == [("SE", 0), ("IQ", 3)]


def test_a_facet_that_nobody_counted_offers_all_it_knows_without_numbers() -> None:
    offered = control("attack_type", "").options
    assert {each.count for each in offered} == {None}
    assert len(offered) > 10


def test_the_most_frequent_value_comes_first_and_has_the_longest_bar() -> None:
    offered = control("attack_type", "", {"clash": 1, "shooting": 4}).options
    assert [(each.value, each.count, each.share) for each in offered] == [("shooting", 4, 100), ("clash", 1, 25)]


def test_names_can_be_ticked_and_any_other_can_be_written() -> None:
    accused = control("accused", "accused=group+one&accused=Nobody", {"Group Two": 5, "Group One": 1})
    assert [(each.value, each.chosen) for each in accused.options] == [("Group One", True), ("Group Two", False)]
    assert accused.values == ("Nobody",)
    assert accused.kind == "names"


def test_a_rare_name_that_was_asked_for_is_offered_beside_the_frequent_ones() -> None:
    counts = {f"Group {number}": 99 - number for number in range(40)}
    offered = control("accused", "accused=Group+39", counts).options
    assert [each.value for each in offered] == ["Group 39", *(f"Group {number}" for number in range(12))]


def test_a_facet_with_a_choice_in_it_is_open() -> None:
    assert control("responsibility", "responsibility=admitted", {"admitted": 1}).is_unfolded
    assert not control("responsibility", "", {"admitted": 1}).is_unfolded


def test_an_error_stands_at_its_control_and_opens_it() -> None:
    wrong = control("precision_max_km", "precision_max_km=near")
    assert wrong.errors == ("Write kilometres as a number, such as 5 or 0.5.",)
    assert wrong.values == ("near",)
    assert panel("precision_max_km=near").more_is_open
    assert not panel("q=rocket").more_is_open


def test_a_day_is_asked_for_with_the_browsers_own_calendar() -> None:
    assert control("date_from", "").kind == "date"
