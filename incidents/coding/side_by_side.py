"""Which row of one coding is which of the other? Owns how two coders' rows of one incident are laid side by side.

Rows that say the same are one line on which nobody disagrees; capitals, accents and punctuation of free text do not
count. Rows that mean the same thing and say it differently are one line with two sides; every other row is a line of
its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, Model, TextField

from incidents.coding.steps import NOT_KEPT
from incidents.folding import fold
from incidents.models import (
    CasualtyCount,
    Involvement,
    Location,
    Note,
    Relation,
    Statement,
    Target,
    WeaponUse,
)
from incidents.publishing import Coding

Says = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A kind of row. ``means`` are the columns in which two rows must agree to mean the same thing.

    ``links`` are the columns that lead to another row of the incident, each with the table it leads to.
    """

    model: type[Model]
    rows: str
    label: str
    means: tuple[str, ...]
    links: dict[str, str]


TABLES: Final = {
    "location": Table(Location, "locations", "Locations", ("place",), {}),
    "target": Table(Target, "targets", "Targets", ("type",), {"location": "location"}),
    "weapon_use": Table(
        WeaponUse, "weapons", "Weapons", ("side", "type"),
        {"subset_of": "weapon_use", "origin": "location", "endpoint": "location", "target": "target"},
    ),
    "involvement": Table(Involvement, "involvements", "Who took part", ("actor",), {}),
    "statement": Table(Statement, "statements", "Statements", ("kind", "voice"), {"repeats": "statement"}),
    "casualty_count": Table(
        CasualtyCount, "casualty_counts", "Casualty counts", ("harm", "statement"),
        {"statement": "statement", "scope": "weapon_use", "involvement": "involvement"},
    ),
    "relation": Table(
        Relation, "relations", "Relations", ("kind", "to_series", "to_incident"), {"asserted_by": "statement"}
    ),
    "note": Table(Note, "notes", "Notes", ("kind", "body"), {}),
}  # fmt: skip
"""The rows two coders make, by the name under which a citation bears on them: each after those it can point to."""

REQUIRED: Final = {"casualty_count": "statement"}
"""The link without which a row cannot be."""

PEOPLE: Final = {"statement": ("speakers", "accused")}
"""Links to many actors."""


@dataclass(frozen=True)
class Line:
    """One thing in two codings, or in one of them. ``same``: both say it alike."""

    table: str
    first: Any = None
    second: Any = None
    same: bool = False

    @property
    def name(self) -> str:
        """The line by the keys of its rows, for a form."""
        return f"{self.table}-{self.first.pk if self.first else 0}-{self.second.pk if self.second else 0}"


def lines(first: Coding, second: Coding, *, incidents: dict[int, int]) -> list[Line]:
    """Every row of both codings, each once. ``incidents`` are the other's incidents by key → ours that are the same."""
    return list(_Alignment(first, second, incidents).lines())


class _Alignment:
    """Walks the tables in order; holds which row of the second coding is which of the first."""

    def __init__(self, first: Coding, second: Coding, incidents: dict[int, int]) -> None:
        self.first, self.second, self.incidents = first, second, incidents
        self.same: dict[tuple[str, int], int] = {}

    def lines(self) -> Iterator[Line]:
        for name in TABLES:
            yield from self._of_table(name)

    def _of_table(self, name: str) -> list[Line]:
        """Ours in their order, then theirs. Twins come first, or a likeness would take a row from its twin."""
        ours = list(getattr(self.first, TABLES[name].rows))
        order = {row.pk: place for place, row in enumerate(ours)}
        theirs = wholes_first(getattr(self.second, TABLES[name].rows), name)
        found: list[Line] = []
        for only_alike in (True, False):
            for row in list(theirs):
                counterpart, alike = self._counterpart(name, row, ours)
                if counterpart is None or (only_alike and not alike):
                    continue
                ours.remove(counterpart)
                theirs.remove(row)
                self.same[name, row.pk] = counterpart.pk
                found.append(Line(name, counterpart, row, alike))
        found += [Line(name, row) for row in ours]
        return sorted(found, key=lambda line: order[line.first.pk]) + [Line(name, None, row) for row in theirs]

    def _counterpart(self, name: str, row: Any, ours: Sequence[Any]) -> tuple[Any, bool]:
        """The row of ours that says the same, else the likeliest that means the same."""
        told, table = self._theirs(name, row), TABLES[name]
        said = [(each, says(each, self.first, name)) for each in ours]
        for each, what in said:
            if what == told:
                return each, True
        means = [pair for pair in said if _mean_the_same(pair[1], told, table)]
        likeliest = max(means, key=lambda pair: sum(pair[1][column] == told[column] for column in told), default=None)
        return (likeliest[0], False) if likeliest else (None, False)

    def _theirs(self, name: str, row: Any) -> Says:
        """What a row of theirs says, its links led over to the rows of ours that are the same."""
        told = says(row, self.second, name)
        for column, table in TABLES[name].links.items():
            if told[column] is not None:
                told[column] = self.same.get((table, told[column]), ("theirs", told[column]))
        if name == "relation":
            told["to_incident"] = self.incidents.get(told["to_incident"], told["to_incident"])
        return told


def _mean_the_same(one: Says, other: Says, table: Table) -> bool:
    """A statement is the speaker's: two statements of one kind by different people are two."""
    if any(one[column] != other[column] for column in table.means):
        return False
    speakers = set(one.get("speakers", ())), set(other.get("speakers", ()))
    return bool(speakers[0] & speakers[1]) or not any(speakers)


def wholes_first(rows: Sequence[Any], name: str) -> list[Any]:
    """The rows so that each comes after the row of the same table it points to; a loop ends the walk."""
    link = next((column for column, leads_to in TABLES[name].links.items() if leads_to == name), None)
    return sorted(rows, key=lambda row: _depth(row, link, {each.pk: each for each in rows}) if link else 0)


def _depth(row: Any, link: str, rows: dict[int, Any]) -> int:
    seen = {row.pk}
    while (row := rows.get(getattr(row, f"{link}_id"))) is not None and row.pk not in seen:
        seen.add(row.pk)
    return len(seen)


def says(row: Any, coding: Coding, name: str) -> Says:
    """What a row says, column by column; keys for what it points to, folded words for free text."""
    told = {field.name: _comparable(field, row) for field in columns(type(row))}
    people = {
        each: sorted(actor.pk for actor in getattr(coding, each).get(row.pk, ())) for each in PEOPLE.get(name, ())
    }
    return told | people


def columns(model: type[Model]) -> list[Any]:
    """The columns that carry what a coder said."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.editable and field.name not in NOT_KEPT | {"incident"}
    ]


def _comparable(field: Any, row: Any) -> Any:
    value = field.value_from_object(row)
    is_free = isinstance(field, CharField | TextField) and not field.choices and not hasattr(field, "bounds")
    return fold(value) or value.strip() if is_free else value
