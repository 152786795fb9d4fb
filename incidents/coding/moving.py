"""Which rows does a merge write, and how? Owns the plan by which the rows of one incident become those of another.

The plan is drawn up in memory, so that a reviewer sees it first; ``merging`` carries it out. Its order matters: what
has to make room goes first, what nothing points to any more goes last, and undoing goes backwards.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, Literal

from django.db.models import ForeignKey, Model

from incidents.coding import citable
from incidents.coding.authorship import PARTS
from incidents.coding.merge_rules import (
    PRIMARY,
    TABLES,
    Rule,
    adopted,
    chosen_with,
    field_in_words,
    pin_name,
)
from incidents.folding import fold
from incidents.models import (
    Citation,
    Comment,
    ConfidentialNote,
    ExternalId,
    Incident,
    Location,
    Note,
    PinnedFigure,
    Prefill,
    Relation,
    WeaponUse,
)

JOINED: Final = tuple(model for (model, _), rule in TABLES.items() if rule is Rule.JOIN)
"""The tables in which equal rows become one: those that are pointed to before those that point to them."""

_NOT_COMPARED: Final = {"id", "incident", "created_at", "updated_at"}
_NOT_COMPARED_IN: Final[dict[type[Model], set[str]]] = {Location: {"is_primary"}, Relation: {"certainty"}}

Deed = tuple[Literal["save", "delete"], Any]


class Plan:
    """Every write of a merge, in order, and the counts by which a reviewer judges it beforehand.

    ``become`` leads from a row that goes to the row that says the same, or to None where only the incident itself is
    left to bear its quotes. The target's own fields are in ``changes``; the target is not touched yet.
    """

    def __init__(self, source: Incident, target: Incident, taken: set[str]) -> None:
        self.source, self.target, self.taken = source, target, taken
        self.changes = adopted(source, target, taken)
        self.deeds: list[Deed] = []
        self.become: dict[tuple[type[Model], int], Any] = {}
        self.moved: Counter[type[Model]] = Counter()
        self.joined: Counter[type[Model]] = Counter()
        self.rows, self.had = _rows_of(source), _rows_of(target)
        self.pointing = list(Relation.objects.filter(to_incident=source.pk).exclude(incident=target.pk).order_by("pk"))
        self._find_what_goes()
        self._settle_primary()
        self._settle_pins()
        self._move_parts()
        self._mend_citations()
        self._point_here()
        self._take_along()
        self._let_go()

    def _save(self, row: Model) -> None:
        self.deeds.append(("save", row))

    def _delete(self, row: Model) -> None:
        self.deeds.append(("delete", row))

    # What goes, and what it becomes

    def _find_what_goes(self) -> None:
        """A tie between the two would lead to itself; a row that says what the target has already is one with it."""
        for row in [*self.rows[Relation], *self.had[Relation]]:
            if row.to_incident_id in (self.source.pk, self.target.pk):
                self.become[Relation, row.pk] = None
        for model in JOINED:
            known = {self._says(row): row for row in reversed(self._staying(self.had[model]))}
            # A part of a munition group can be equal only once its whole is.
            for row in sorted(self._staying(self.rows[model]), key=lambda row: getattr(row, "subset_of_id", None) or 0):
                if equal := known.get(self._says(row)):
                    self.become[model, row.pk] = equal
                    self.joined[model] += 1

    def _staying(self, rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if (type(row), row.pk) not in self.become]

    def _says(self, row: Any) -> tuple[Any, ...]:
        """All that a row says; what it points to counts as what that becomes."""
        left_out = _NOT_COMPARED | _NOT_COMPARED_IN.get(type(row), set())
        fields = [each for each in row._meta.concrete_fields if each.name not in left_out]
        return tuple(self._now(each, getattr(row, each.attname)) for each in fields)

    def _now(self, field: Any, value: Any) -> Any:
        if not isinstance(field, ForeignKey):
            return value
        became = self.become.get((field.related_model, value), value)
        return getattr(became, "pk", became)

    # What makes room: one primary location, one pinned figure a cell

    def _settle_primary(self) -> None:
        mine, theirs = _primary(self.had[Location]), _primary(self.rows[Location])
        if theirs is None:
            return
        if mine is not None and PRIMARY not in self.taken:
            theirs.is_primary = False
            return
        equal = self.become.get((Location, theirs.pk))
        if mine is not None and mine is not equal:
            mine.is_primary = False
            self._save(mine)
        if equal is not None and equal is not mine:
            equal.is_primary = True
            self._save(equal)

    def _settle_pins(self) -> None:
        cells = {pin_name(pin): pin for pin in self.had[PinnedFigure]}
        for pin in self.rows[PinnedFigure]:
            other = cells.get(pin_name(pin))
            if other is None:
                continue
            gone = other if pin_name(pin) in self.taken else pin
            self.become[PinnedFigure, gone.pk] = None
            self._delete(gone)
            if (pin.best, pin.reason) != (other.best, other.reason):
                self._save(Note(incident=self.target, kind="editorial", body=_said_of(gone)))

    # What moves

    def _move_parts(self) -> None:
        for model in PARTS:
            for row in self._staying(self.rows[model]):
                self._move(row)

    def _move(self, row: Any) -> None:
        if isinstance(row, Citation):
            self._mend(row, said_by=self.source)
        else:
            self._repoint(row)
        if isinstance(row, ExternalId):
            # No version of the target is the one it was imported at: a newer row of the dataset overwrites nothing.
            row.imported_at_version = None
        row.incident = self.target
        self.moved[type(row)] += 1
        self._save(row)

    def _repoint(self, row: Any) -> None:
        for field in row._meta.concrete_fields:
            setattr(row, field.attname, self._now(field, getattr(row, field.attname)))

    def _mend_citations(self) -> None:
        """The target's own quotes, where what they are about has changed."""
        for row in self.had[Citation]:
            before = _values(row)
            self._mend(row, said_by=self.target)
            if _values(row) != before:
                self._save(row)

    def _mend(self, citation: Citation, *, said_by: Incident) -> None:
        """Sets what a quote bears on; where the other side's value is kept, it contradicts with what it says."""
        link = citation.bears_on()
        self._repoint(citation)
        if link is None:
            self._restate(citation, said_by)
        elif citation.bears_on() is None:
            citation.field, citation.comment = "", citation.comment or "Of a tie that the merge has ended."

    def _restate(self, citation: Citation, said_by: Incident) -> None:
        unit = chosen_with(citation.field)
        kept_from = self.source if unit in self.taken else self.target
        if not unit or kept_from is said_by or getattr(said_by, citation.field) == getattr(kept_from, citation.field):
            return
        said, kept = field_in_words(said_by, citation.field), field_in_words(kept_from, citation.field)
        if citation.stance == "supports" and said:
            citation.stance, citation.value = "contradicts", citation.value or said[:200]
        elif citation.stance == "contradicts" and fold(citation.value) in {
            fold(kept), fold(str(getattr(kept_from, citation.field) or ""))
        } - {""}:  # fmt: skip
            citation.stance, citation.value = "supports", ""

    def _point_here(self) -> None:
        """Ties from other incidents lead to the target; one that is there already takes the quotes."""
        ties = Relation.objects.filter(
            incident__in={row.incident_id for row in self.pointing}, to_incident=self.target.pk
        )
        known = {(row.incident_id, *self._says(row)): row for row in ties}
        for row in self.pointing:
            row.to_incident = self.target
            equal = known.setdefault((row.incident_id, *self._says(row)), row)
            if equal is row:
                self._save(row)
            else:
                self.become[Relation, row.pk] = equal
        gone = [row.pk for row in self.pointing if (Relation, row.pk) in self.become]
        for citation in Citation.objects.filter(relation__in=gone):
            self._repoint(citation)
            self._save(citation)

    def _take_along(self) -> None:
        for note in ConfidentialNote.objects.filter(incident=self.source.pk):
            note.incident = self.target
            self.moved[ConfidentialNote] += 1
            self._save(note)
        for comment in Comment.objects.filter(incident=self.source.pk):
            comment.incident, comment.record = self.target, self._record_now(comment.record)
            self.moved[Comment] += 1
            self._save(comment)
        self._take_marks_along()

    def _record_now(self, record: str) -> str:
        """The name of a row ("location-12") as it is after the merge; blank where only the incident is left."""
        kind, key = _key_of(record)
        if key not in self.become:
            return record
        return f"{kind}-{self.become[key].pk}" if self.become[key] else ""

    def _take_marks_along(self) -> None:
        """A prefilled value's mark goes with the value, and ends with it."""
        for mark in Prefill.objects.filter(incident=self.target.pk, record="", field__in=self.changes):
            self._delete(mark)
        for mark in Prefill.objects.filter(incident=self.source.pk):
            if self._goes_on(mark):
                mark.incident = self.target
                self._save(mark)
            else:
                self._delete(mark)

    def _goes_on(self, mark: Prefill) -> bool:
        """Whether a mark still says something; a title that was chosen beside another follows the facts no more."""
        if mark.record:
            return _key_of(mark.record)[1] not in self.become
        return mark.field in self.changes and mark.field != "title"

    def _let_go(self) -> None:
        """What points goes before what it points to, so that the database blanks nothing by itself."""
        rows = [*self.rows[Relation], *self.had[Relation], *self.pointing]
        rows += [row for model in reversed(JOINED) if model is not Relation for row in _parts_first(self.rows[model])]
        for row in rows:
            if (type(row), row.pk) in self.become:
                self._delete(row)


def _rows_of(incident: Incident) -> dict[type[Model], list[Any]]:
    return {model: list(model._default_manager.filter(incident=incident.pk).order_by("pk")) for model in PARTS}


def _primary(locations: Iterable[Location]) -> Location | None:
    return next((row for row in locations if row.is_primary), None)


def _values(row: Model) -> list[Any]:
    return [getattr(row, each.attname) for each in row._meta.concrete_fields]


def _said_of(pin: PinnedFigure) -> str:
    group = "" if pin.group == "all" else f" ({pin.get_group_display().lower()})"
    cell = f"{pin.get_harm_display().lower()}{group}"
    return f"Two codings of this event were merged. In the other an editor had set {cell} at {pin.best}: {pin.reason}"


def _key_of(record: str) -> tuple[str, tuple[type[Model] | None, int]]:
    kind, _, key = record.rpartition("-")
    return kind, (citable.RECORDS.get(kind), int(key) if key.isdecimal() else 0)


def _parts_first(rows: list[Any]) -> list[Any]:
    """Munition groups with the innermost first; other rows as they are."""
    wholes = {row.pk: row.subset_of_id for row in rows if isinstance(row, WeaponUse)}

    def depth(key: int | None, seen: frozenset[int] = frozenset()) -> int:
        return 0 if key is None or key in seen or key not in wholes else 1 + depth(wholes[key], seen | {key})

    return sorted(rows, key=lambda row: -depth(row.pk if wholes else None))
