"""Can two places, weapons or targets of one incident be told apart by what they are called?"""

from incidents.models import Location, Place, Target, WeaponUse


def test_targets_are_told_apart_by_what_was_meant_and_what_was_struck() -> None:
    assert str(Target(name="A school", type="education", role="struck")) == "A school (struck)"
    assert str(Target(type="education", role="intended")) == "Education (intended)"


def test_weapons_are_told_apart_by_model_and_outcome() -> None:
    rocket = {"type": "rocket", "side": "attacker", "count_kind": "exact", "low": 3, "best": 3, "high": 3}
    assert str(WeaponUse(**rocket, outcome="landed")) == "3 Rocket (unguided) (attacker, landed)"
    assert str(WeaponUse(type="rocket", side="unknown", model="Katyusha", number_text="four")) == (
        "four Rocket (unguided) (not known, Katyusha)"
    )


def test_locations_are_told_apart_by_their_relation_to_the_place() -> None:
    embassy = Place(name="US embassy")
    assert str(Location(place=embassy, role="impact")) == "Impact: US embassy"
    assert str(Location(place=embassy, role="impact", relation_text="across from")) == "Impact: across from US embassy"
