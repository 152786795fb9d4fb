"""Is nobody accused as what nobody has said they are, and can it be said name by name?"""

import pytest

from incidents.exchange.table import importing, mapping, telling, undo
from incidents.models import Actor, Citation, Statement
from tests.factories import UserFactory
from tests.incidents.exchange.table.made import csv_bytes, imported, table
from tests.incidents.exchange.table.test_importing import a_map_of

pytestmark = pytest.mark.django_db

ACCUSING = ("Ref", "Date", "Town", "Who")


def accusing(*names):
    """A table with a row for each cell of accused."""
    return csv_bytes(
        *((f"{number}", "2022-03-25", "Ramadi", name) for number, name in enumerate(names, start=1)), header=ACCUSING
    )


def judged_by(data, more="", tables=""):
    made = mapping.read_map(mapping.as_toml(a_map_of(ACCUSING, more)) + tables)
    return importing.judge_files(table(data), made)


def told(judgement):
    return [(each.line, each.column, each.reason) for _, each in telling.problems(judgement)]


def test_a_name_that_is_no_actor_yet_is_an_error_that_is_told_once_with_both_ways_out():
    judgement = judged_by(accusing("Turkey", "ISIS|unknown gunmen", "Isis", "ISIS", "ISIS", "unknown"))
    said = (
        "“{0}” is not among the actors yet: add it under Actors first, with its kind, or say what it is, beside the "
        'name on the page that matches the columns or in the map as [actor_kinds] "{0}" = "…" (SCHEMA 3.4 has the '
        "kinds)."
    )
    assert told(judgement) == [
        (2, "Who", said.format("Turkey")),
        (3, "Who", said.format("ISIS") + " So it is in 4 rows, the first: line 3, Who; line 4, Who; line 5, Who."),
        (3, "Who", said.format("unknown gunmen")),
    ]
    assert [judgement.main.count(each) for each in ("new", "rejected")] == [1, 5]
    assert not Actor.objects.exists()


def test_a_name_in_two_rows_is_told_once_too():
    [(line, _, reason)] = told(judged_by(accusing("Turkey", "Turkey")))
    assert line == 2
    assert reason.endswith("So it is in 2 rows, the first: line 2, Who; line 3, Who.")


KINDS = '[actor_kinds]\nIsis = "armed_group"\nTurkey = "state"\n"unknown gunmen" = "label"\n'


def test_the_map_says_name_by_name_what_a_new_actor_is():
    made = mapping.read_map(mapping.as_toml(a_map_of(ACCUSING)) + KINDS)
    imported(accusing("ISIS", "Turkey|unknown gunmen"), made)
    assert [(each.name, each.kind) for each in Actor.objects.order_by("name")] == [
        ("ISIS", "armed_group"), ("Turkey", "state"), ("unknown gunmen", "label"),
    ]  # fmt: skip
    statement = Statement.objects.get(kind="assessment", accused__name="Turkey")
    assert (statement.wording, statement.accused_text) == ("asserted", "Turkey|unknown gunmen")
    assert Citation.objects.get(statement=statement).exact == "Turkey|unknown gunmen"


def test_a_name_has_its_own_kind_before_the_one_that_is_for_all():
    tables = '[actor_kinds]\nTurkey = "state"\n'
    judgement = judged_by(accusing("ISIS", "Turkey|Hamas", "Isis"), 'actor_kind = "armed_group"', tables)
    assert told(judgement) == []
    assert {name: (actor.name, actor.kind) for name, actor in judgement.new_actors.items()} == {
        "ISIS": ("ISIS", "armed_group"), "Turkey": ("Turkey", "state"), "Hamas": ("Hamas", "armed_group"),
        "Isis": ("ISIS", "armed_group"),
    }  # fmt: skip
    assert "New actors: ISIS (Armed group), Turkey (State), Hamas (Armed group)." in telling.facts(judgement)


def test_who_is_among_the_actors_is_no_new_one_whatever_the_map_says():
    army = Actor.objects.create(name="Iraqi Army", kind="state_force")
    army.names.create(name="Army")
    judgement = judged_by(accusing("army", "Iraqi Army"), tables='[actor_kinds]\nArmy = "label"\n')
    assert (told(judgement), judgement.new_actors) == ([], {})


def test_a_row_that_is_here_already_needs_no_kind_for_its_names():
    made = a_map_of(ACCUSING, 'actor_kind = "label"')
    imported(accusing("ISIS"), made)
    Actor.objects.update(name="Daesh", folded="daesh")
    judgement = importing.judge_files(table(accusing("ISIS")), made)
    assert judgement.main.count("unchanged") == 1
    assert judgement.new_actors == {}


def test_what_the_map_calls_by_no_kind_or_by_two_is_told():
    with pytest.raises(mapping.MapError, match="calls “Turkey” “country”, which is no kind of actor; the kinds are: p"):
        mapping.read_map(mapping.as_toml(a_map_of(ACCUSING)) + '[actor_kinds]\nTurkey = "country"\n')
    with pytest.raises(mapping.MapError, match="calls “isis” “label” and “ISIS” “armed_group”: one name has one kind"):
        mapping.read_map(mapping.as_toml(a_map_of(ACCUSING)) + '[actor_kinds]\nISIS = "armed_group"\nisis = "label"\n')


def test_undoing_makes_no_actor_of_a_name_that_is_no_longer_here():
    made = a_map_of(ACCUSING)
    Actor.objects.create(name="ISIS", kind="armed_group")
    imported(accusing("ISIS"), made)
    Actor.objects.create(name="Turkey", kind="state")
    run = imported(accusing("Turkey"), made)
    Actor.objects.filter(name="ISIS").update(name="Daesh", folded="daesh")
    with pytest.raises(undo.CannotUndo, match="“ISIS”, whom a row accused before, is no longer among the actors"):
        undo.undo(run, by=UserFactory())
    assert list(Actor.objects.order_by("name").values_list("name", flat=True)) == ["Daesh", "Turkey"]
