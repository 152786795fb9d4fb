"""Tests of incidents/codebook/others.py: a crosswalk leads to codes that the other dataset has."""

import pytest

from incidents.codebook import VOCABULARIES, others
from incidents.public.layouts import LAYOUTS

GTD_TARGETS = {
    *others.GTD_TARGET,
    *(f"{kind}/{sub}" for kind, sub in (("1", "6"), ("2", "15"), ("14", "76"), ("14", "84"))),
}
GTD_WEAPONS = {*others.GTD_WEAPON, *(f"6/{sub}" for sub in others.GTD_EXPLOSIVES)}
ACLED_INTER = set(others.ACLED_INTER)

CLOSED = {
    ("attack_type", "acled"): set(others.ACLED_EVENT_OF),
    ("attack_type", "gtd"): set(others.GTD_ATTACK),
    ("attack_type", "gtd_weapon"): GTD_WEAPONS,
    ("attack_type", "gtd_suicide"): {"0", "1"},
    ("stage", "acled"): set(others.ACLED_EVENT_OF),
    ("stage", "gtd_success"): {"0", "1"},
    ("weapon_type", "gtd"): GTD_WEAPONS,
    ("target_type", "gtd"): GTD_TARGETS,
    ("violence_type", "ucdp_ged"): set(others.GED_VIOLENCE),
    ("precision", "ucdp_ged"): set(others.GED_WHERE_PRECISION),
    ("precision", "acled"): set(others.ACLED_PRECISION),
    ("precision", "gtd"): set(others.GTD_SPECIFICITY),
    ("precision", "gtd_vicinity"): {"0", "1"},
    ("date_precision", "acled"): set(others.ACLED_PRECISION),
    ("date_precision", "ucdp_ged"): set(others.GED_DATE_PRECISION),
    ("actor_kind", "acled"): ACLED_INTER,
    ("channel", "gtd_claimmode"): set(others.GTD_CLAIM_MODE),
    ("reach", "acled"): set(others.ACLED_SCALE),
    ("responsibility", "gtd_claimed"): {"0", "1", "-9"},
    ("responsibility", "gtd_compclaim"): {"0", "1"},
    ("responsibility", "gtd_guncertain1"): {"0", "1"},
    ("harm", "acled"): set(LAYOUTS["acled"].names),
    ("harm", "gtd"): set(LAYOUTS["gtd"].names),
    ("harm", "ucdp_ged"): set(LAYOUTS["ucdp_ged"].names),
    ("group", "acled"): set(LAYOUTS["acled"].names),
    ("group", "gtd"): set(LAYOUTS["gtd"].names),
    ("group", "ucdp_ged"): set(LAYOUTS["ucdp_ged"].names),
}
"""What a crosswalk of ACLED, GTD and UCDP GED may say; those of harm and group name columns."""

SAID = [
    (name, term.code, scheme, code)
    for name, vocabulary in VOCABULARIES.items()
    for term in vocabulary
    for scheme, value in term.crosswalk
    for code in others.codes(value)
]


@pytest.mark.parametrize(("name", "code", "scheme", "said"), SAID)
def test_a_crosswalk_leads_to_a_code_that_is_there(name, code, scheme, said):
    assert scheme in others.SCHEMES
    if not scheme.startswith(("airwars", "plover")):
        assert said in CLOSED[name, scheme], f"{name} {code}"


def test_a_code_that_is_not_there_is_noticed():
    assert "10" not in CLOSED["attack_type", "gtd"]
    assert "6/18" not in CLOSED["weapon_type", "gtd"]
    assert len(SAID) > 150


def test_every_list_of_another_dataset_is_led_to():
    assert {(name, scheme) for name, _, scheme, _ in SAID if not scheme.startswith(("airwars", "plover"))} == set(
        CLOSED
    )


def test_the_lists_have_as_many_codes_as_their_codebooks():
    lists = (others.ACLED_EVENT_OF, others.GTD_ATTACK, others.GTD_TARGET, others.GTD_WEAPON, others.GTD_CLAIM_MODE)
    assert [len(each) for each in lists] == [25, 9, 22, 13, 10]


def test_either_of_two_codes_is_written_with_a_comma():
    assert others.codes("4, 5") == ("4", "5")
    assert others.codes("Air/drone strike") == ("Air/drone strike",)
