"""Is every coded field compared or left out with a reason, and what does a coding say for each?"""

import json

import pytest

from incidents import codebook
from incidents.coding.agreement import LEVELS
from incidents.coding.authorship import PARTS
from incidents.coding.compared import BY_NAME, FIELDS, NOT_COMPARED, coded
from incidents.models import Incident
from incidents.publishing import gather
from tests.factories import (
    ActorFactory,
    CasualtyCountFactory,
    IncidentFactory,
    InvolvementFactory,
    LocationFactory,
    PinnedFigureFactory,
    PlaceFactory,
    RelationFactory,
    SeriesFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
)


@pytest.mark.parametrize("model", [Incident, *PARTS], ids=lambda model: model.__name__)
def test_every_field_of_a_coding_is_compared_or_left_out_with_a_reason(model):
    fields = {each.name for each in [*model._meta.fields, *model._meta.many_to_many]}
    read = {name for field in FIELDS for name in field.reads.get(model, ())}
    left_out = NOT_COMPARED.get(model, {})
    assert read | set(left_out) == fields
    assert read & set(left_out) == set()
    assert all(left_out.values())


def test_every_field_has_a_name_of_its_own_and_a_level_that_can_be_measured():
    assert len(BY_NAME) == len(FIELDS)
    assert {field.level for field in FIELDS} == set(LEVELS)


def test_the_levels_are_those_of_the_scheme():
    """What a number or an order means is decided once: a change here changes every published alpha."""
    by_level = {level: {field.name for field in FIELDS if field.level == level} for level in LEVELS}
    assert by_level["ordinal"] == {"precision", "certainty"}
    assert by_level["interval"] == {"date_earliest", "date_latest", "time_start", "time_end"}
    ends = {f"{harm}_{end}" for harm in ("killed", "injured", "civilians_killed") for end in ("low", "best", "high")}
    assert by_level["ratio"] == {"weapon_items", "origins", *ends}
    assert {"attack_type", "stage", "country", "place", "responsibility", "verification", "killed_state"} <= by_level[
        "nominal"
    ]


def says(incident):
    [coding] = gather([incident])
    return coded(coding)


@pytest.mark.django_db
def test_a_coding_says_what_its_rows_come_to():
    iraq = PlaceFactory(name="Iraq", kind="country", country="IQ")
    zone = PlaceFactory(name="Green Zone", parent=PlaceFactory(name="Baghdad", country="", parent=iraq), country="")
    incident = IncidentFactory(date_edtf="[2022-01-13,2022-01-14]", time_start="22:30", timezone="Asia/Baghdad")
    LocationFactory(incident=incident, place=zone, role="impact", precision="neighbourhood", certainty="probable")
    LocationFactory(incident=incident, place=iraq, role="launch", is_primary=False)
    four = WeaponUseFactory(incident=incident, count_kind="exact", low=4, best=4, high=4)
    WeaponUseFactory(incident=incident, subset_of=four, count_kind="exact", low=1, best=1, high=1, outcome="hit_other")
    WeaponUseFactory(incident=incident, type="mortar", count_kind="at_least", low=2, best=2)
    WeaponUseFactory(incident=incident, side="defender", type="jamming", count_kind="exact", low=9, best=9, high=9)
    TargetFactory(incident=incident, damage="minor", actor=ActorFactory(name="The ministry", kind="state"))
    InvolvementFactory(incident=incident, actor=ActorFactory(name="The army", kind="state_force"), role="attacked")
    RelationFactory(incident=incident, to_series=SeriesFactory(name="The rockets of 2022"))
    accusation = StatementFactory(incident=incident, kind="accusation", voice="named", wording="possible", basis="")
    accusation.speakers.add(ActorFactory(name="al-Sadr", kind="person"))
    accusation.accused.add(ActorFactory(name="factions", kind="label"))
    CasualtyCountFactory(incident=incident)
    said = says(Incident.objects.get(pk=incident.pk))
    expected = {
        "attack_type": "indirect_fire", "violence_type": "", "stage": "completed", "date_earliest": "2022-01-13",
        "date_latest": "2022-01-14", "date_precision": "window", "time_kind": "", "time_start": "22:30",
        "time_end": None, "part_of_day": "", "timezone": "Asia/Baghdad", "country": "IQ",
        "place": "Green Zone, Baghdad, Iraq", "precision": "neighbourhood", "certainty": "probable",
        "locations": ["impact: Green Zone, Baghdad, Iraq", "launch: Iraq"],
        "weapons": ["attacker: mortar", "attacker: rocket", "defender: jamming"], "weapon_items": 6,
        "weapon_outcomes": ["rocket: hit_other"], "targets": ["education: struck"],
        "target_actors": ["The ministry (state)"], "damage": ["education: minor"], "responsibility": "attributed",
        "statements": ["account: publisher", "accusation: al-Sadr (person)"],
        "accused": ["possible: factions (label)"], "channels": [], "origins": 1,
        "killed_state": "not_mentioned", "killed_low": None, "killed_best": None, "killed_high": None,
        "injured_state": "figure", "injured_low": 2, "injured_best": 2, "injured_high": 2,
        "civilians_killed_state": "not_mentioned", "civilians_killed_low": None, "civilians_killed_best": None,
        "civilians_killed_high": None, "toll_lines": ["injured: all: : "],
        "involvements": ["attacked: The army (state force)"], "ties": ["part_of: The rockets of 2022"],
        "verification": "unassessed", "sensitivity": "open",
    }  # fmt: skip
    assert {name: (said[name], value) for name, value in expected.items() if said[name] != value} == {}
    assert set(said) == set(expected)
    assert json.loads(json.dumps(said)) == said


@pytest.mark.django_db
def test_an_empty_coding_says_what_is_not_stated():
    said = says(IncidentFactory(date_edtf="[..2022-01-13]"))
    assert said["date_earliest"] is None
    assert (said["place"], said["precision"], said["weapons"]) == ("", "", [])
    assert said["weapon_items"] is None


@pytest.mark.django_db
def test_a_pinned_figure_is_not_what_the_coder_says():
    incident = IncidentFactory()
    statement = StatementFactory(incident=incident)
    CasualtyCountFactory(incident=incident, statement=statement, count_kind="range", low=1, best=None, high=5)
    PinnedFigureFactory(incident=incident, best=99)  # outside the range: it would be refused
    assert (says(incident)["injured_low"], says(incident)["injured_best"]) == (1, None)


@pytest.mark.parametrize(
    ("name", "value", "scaled", "words"),
    [
        ("attack_type", "uav_attack", "uav_attack", codebook.ATTACK_TYPE.label("uav_attack")),
        ("violence_type", "", "", "not stated"),
        ("precision", "site", 1, "Site"),
        ("precision", "", None, "not stated"),
        ("date_earliest", "2022-01-13", 738168, "2022-01-13"),
        ("date_earliest", None, None, "not stated"),
        ("time_start", "22:30", 1350, "22:30"),
        ("killed_best", 0, 0, "0"),
        ("killed_best", None, None, "not stated"),
        ("weapons", [], frozenset(), "none"),
        ("weapons", ["attacker: rocket", "defender: jamming"], frozenset({"attacker: rocket", "defender: jamming"}),
         "Attacker: Rocket (unguided); Defender: Jamming"),
        ("toll_lines", ["injured: all: : "], frozenset({"injured: all: : "}), "Injured: Not split"),
        ("ties", ["same_operation: "], frozenset({"same_operation: "}), "Same operation"),
    ],
)  # fmt: skip
def test_a_value_is_put_on_its_scale_and_into_words(name, value, scaled, words):
    field = BY_NAME[name]
    assert field.scaled(value) == scaled
    assert field.in_words(value) == words


def test_a_code_that_is_gone_from_the_list_is_missing_from_an_order_and_shown_as_it_is():
    assert BY_NAME["precision"].scaled("hamlet") is None
    assert BY_NAME["precision"].in_words("hamlet") == "hamlet"
