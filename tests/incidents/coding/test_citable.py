"""Which fields can words carry? Those the scheme stores of a record, and none that only the house needs."""

import pytest

from incidents.coding import citable


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ("", "date_edtf"), ("", "attack_type"), ("location", "place"), ("weapon_use", "best"),
        ("target", "damage"),
        ("statement", "speakers"), ("statement", "alleged_motive"), ("casualty_count", "severity"),
        ("series", "definition"),
        ("relation", "to_incident"), ("involvement", "actor"), ("note", "body"),
    ],
)  # fmt: skip
def test_a_field_of_the_scheme_can_be_cited(record: str, field: str) -> None:
    assert field in dict(citable.fields_of(record))


@pytest.mark.parametrize("record", ["", *citable.RECORDS])
def test_what_only_the_house_needs_cannot(record: str) -> None:
    own = {
        "id", "incident", "version", "folded", "created_at", "updated_at", "date_earliest", "created_by",
        "embargo_until",
    }  # fmt: skip
    assert own.isdisjoint(dict(citable.fields_of(record)))


def test_an_unknown_record_is_refused() -> None:
    with pytest.raises(KeyError):
        citable.fields_of("user")
