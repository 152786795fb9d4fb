import pytest

from incidents.publishing import derivation, gather
from tests.factories import (
    ActorFactory,
    CasualtyCountFactory,
    IncidentFactory,
    PinnedFigureFactory,
    StatementFactory,
    WeaponUseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return IncidentFactory()


def coding_of(incident):
    return gather([incident])[0]


def injured(incident):
    return derivation.cells(coding_of(incident))["injured", "all"]


def count(statement, number, **fields):
    return CasualtyCountFactory(
        incident=statement.incident, statement=statement, low=number, best=number, high=number, **fields
    )


def test_figures_of_separate_parts_add_up(incident):
    salvo = WeaponUseFactory(incident=incident)
    one, rest = (WeaponUseFactory(incident=incident, subset_of=salvo) for _ in range(2))
    statement = StatementFactory(incident=incident)
    count(statement, 2, scope=one)
    count(statement, 3, scope=rest)
    assert (injured(incident).low, injured(incident).best, injured(incident).high) == (5, 5, None)


def test_a_part_inside_another_part_spoken_for_is_not_added(incident):
    salvo = WeaponUseFactory(incident=incident)
    one = WeaponUseFactory(incident=incident, subset_of=salvo)
    statement = StatementFactory(incident=incident)
    count(statement, 5, scope=salvo)
    count(statement, 2, scope=one)
    assert (injured(incident).low, injured(incident).best) == (5, 5)


def test_a_better_placed_copy_does_not_lift_the_rank_of_its_origin(incident):
    anonymous = StatementFactory(incident=incident, basis="unsourced")
    copy = StatementFactory(incident=incident, basis="official_record", repeats=anonymous)
    named = StatementFactory(incident=incident, basis="authority_named")
    count(anonymous, 9)
    count(copy, 9)
    count(named, 4)
    assert (injured(incident).best, injured(incident).rule) == (4, "best-placed origin")


def test_superseded_statements_no_longer_count(incident):
    count(StatementFactory(incident=incident, status="superseded"), 9)
    count(StatementFactory(incident=incident), 4)
    assert (injured(incident).best, injured(incident).high) == (4, 4)


def test_a_pin_sets_the_best_inside_the_range(incident):
    count(StatementFactory(incident=incident), 9)
    count(StatementFactory(incident=incident), 4)
    PinnedFigureFactory(incident=incident, harm="injured", best=9)
    assert (injured(incident).best, injured(incident).rule) == (9, "pinned by an editor")


def test_a_label_accused_beside_a_named_group_is_no_rival(incident):
    for kind in ("label", "armed_group"):
        StatementFactory(incident=incident, kind="accusation", wording="asserted").accused.add(ActorFactory(kind=kind))
    assert derivation.responsibility(coding_of(incident)) == "attributed"


def test_two_named_groups_accused_contest_the_attribution(incident):
    for _ in range(2):
        StatementFactory(incident=incident, kind="accusation", wording="asserted").accused.add(ActorFactory())
    assert derivation.responsibility(coding_of(incident)) == "attribution_contested"


def test_a_spokesman_claims_for_his_group(incident):
    group = ActorFactory()
    for _ in range(2):
        statement = StatementFactory(
            incident=incident, kind="claim_of_responsibility", on_behalf_of=group, wording="asserted"
        )
        statement.speakers.add(ActorFactory(kind="person"))
    assert derivation.responsibility(coding_of(incident)) == "admitted"


def test_two_accounts_of_one_speaker_are_one_origin(incident):
    spokesman = ActorFactory()
    for kind in ("account", "claim_of_responsibility"):
        statement = StatementFactory(incident=incident, kind=kind, voice="named")
        statement.speakers.add(spokesman)
        count(statement, 3)
    StatementFactory(incident=incident, kind="account")
    assert derivation.number_of_origins(coding_of(incident)) == 2


def test_accounts_that_repeat_one_another_are_one_origin(incident):
    origin = StatementFactory(incident=incident)
    StatementFactory(incident=incident, repeats=origin)
    StatementFactory(incident=incident, kind="condemnation")
    StatementFactory(incident=incident, status="withdrawn")
    assert derivation.number_of_origins(coding_of(incident)) == 1
