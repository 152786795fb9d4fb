"""What can words in an article carry? Owns the records a citation bears on and the fields of each that can be cited."""

from django.db.models import Model

from incidents.models import (
    CITED_RECORDS,
    CasualtyCount,
    Incident,
    Involvement,
    Location,
    Note,
    Relation,
    Series,
    Statement,
    Target,
    WeaponUse,
)

RECORDS: dict[str, type[Model]] = {
    "location": Location, "weapon_use": WeaponUse, "target": Target, "casualty_count": CasualtyCount,
    "statement": Statement, "relation": Relation, "involvement": Involvement, "series": Series, "note": Note,
}  # fmt: skip
"""The table behind each link of a citation, in the order of ``CITED_RECORDS``."""

_NOT_CITED = frozenset(
    {"id", "incident", "created_at", "updated_at", "code", "embargo_until", "sensitivity", "verification_note"}
)

if tuple(RECORDS) != CITED_RECORDS:
    raise ImportError("Every record that a citation can bear on needs its table here.")


def fields_of(record: str) -> list[tuple[str, str]]:
    """(name, label) of the fields of a record that can be cited; "" is the incident itself. KeyError when unknown."""
    model = RECORDS[record] if record else Incident
    columns = [*model._meta.fields, *model._meta.many_to_many]
    return [(each.name, str(each.verbose_name)) for each in columns if each.editable and each.name not in _NOT_CITED]
