"""What does each coder say, in words? Owns how two codings of one incident are put beside each other for reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from incidents import dates
from incidents.coding.side_by_side import PEOPLE, TABLES, Line, columns, lines
from incidents.folding import fold
from incidents.models import Citation, Incident
from incidents.publishing import Coding

WORDING: Final = frozenset({"title", "summary", "verification_note", "time_text"})
"""Our own words, which hardly ever agree to the letter: the first coder's stand unless somebody prefers the other's."""

FIELDS: Final = tuple(
    field.name for field in Incident._meta.fields if field.editable and not field.primary_key and field.name != "code"
)
"""What the coder of an incident fills in, but for its code."""

BLANK: Final = "not stated"


@dataclass(frozen=True)
class Side:
    """What one coder says of one field, with the words that carry it."""

    words: str
    quotes: Sequence[Citation] = ()


@dataclass(frozen=True)
class Question:
    """One field of the incident in both codings."""

    name: str
    label: str
    first: Side
    second: Side
    same: bool


@dataclass(frozen=True)
class Cell:
    """One column of a row, in words. ``differs``: the other coder's row says something else."""

    label: str
    words: str
    differs: bool = False


@dataclass(frozen=True)
class LineSide:
    """One coder's row of a line."""

    called: str
    cells: Sequence[Cell]
    quotes: Sequence[Citation]


@dataclass(frozen=True)
class LineView:
    """One line between two codings; a side is None where that coder has no such row."""

    line: Line
    first: LineSide | None
    second: LineSide | None


@dataclass(frozen=True)
class TableView:
    """The lines of one kind of row."""

    name: str
    label: str
    lines: Sequence[LineView]


def questions(first: Coding, second: Coding) -> list[Question]:
    """Every field of the incident, as both have it."""
    return [_question(name, first, second) for name in FIELDS]


def _question(name: str, first: Coding, second: Coding) -> Question:
    label = str(Incident._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return Question(name, label, _side(name, first), _side(name, second), _same(name, first, second))


def _same(name: str, first: Coding, second: Coding) -> bool:
    values = [getattr(each.incident, name) for each in (first, second)]
    return values[0] == values[1] or (name in WORDING and fold(values[0]) == fold(values[1]))


def _side(name: str, coding: Coding) -> Side:
    quotes = [each for each in coding.citations if each.bears_on() is None and each.field == name]
    return Side(_of_incident(name, coding.incident), quotes)


def _of_incident(name: str, incident: Incident) -> str:
    if name == "date_edtf":
        return f"{dates.words(incident.date_edtf)} ({incident.date_edtf})"
    return in_words(incident, Incident._meta.get_field(name))


def in_words(row: Any, field: Any) -> str:
    """The value of a column as people read it."""
    value = field.value_from_object(row)
    if value is None or value == "":
        return BLANK
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strftime("%H:%M") if hasattr(value, "minute") and not hasattr(value, "year") else str(value)


def tables(first: Coding, second: Coding, *, incidents: dict[int, int]) -> list[TableView]:
    """Every row of both, line by line; kinds of which neither has a row are left out."""
    found = [_LineReader(first, second, line).view() for line in lines(first, second, incidents=incidents)]
    of_table = {name: [each for each in found if each.line.table == name] for name in TABLES}
    return [TableView(name, TABLES[name].label, views) for name, views in of_table.items() if views]


class _LineReader:
    """Reads one line."""

    def __init__(self, first: Coding, second: Coding, line: Line) -> None:
        self.line, self.codings = line, {"first": first, "second": second}

    def view(self) -> LineView:
        return LineView(self.line, self._side("first"), self._side("second"))

    def _side(self, turn: str) -> LineSide | None:
        row, other = getattr(self.line, turn), getattr(self.line, "second" if turn == "first" else "first")
        if row is None:
            return None
        told = self._words(row, turn)
        others = self._words(other, "second" if turn == "first" else "first") if other is not None else told
        labels = {name for name in (*told, *others) if told.get(name) != others.get(name)}
        cells = [Cell(name, said, name in labels) for name, said in told.items()]
        cells += [Cell(name, BLANK, True) for name in others if name not in told]
        quotes = [each for each in self.codings[turn].citations if getattr(each, f"{self.line.table}_id") == row.pk]
        return LineSide(str(row), cells, quotes)

    def _words(self, row: Any, turn: str) -> dict[str, str]:
        """Label → what the row says there, blanks left out."""
        coding = self.codings[turn]
        found = {}
        for field in columns(type(row)):
            if field.value_from_object(row) not in (None, "", False):
                found[str(field.verbose_name)] = self._value(row, field, coding)
        for people in PEOPLE.get(self.line.table, ()):
            if names := [actor.name for actor in getattr(coding, people).get(row.pk, ())]:
                found[people] = ", ".join(names)
        return found

    def _value(self, row: Any, field: Any, coding: Coding) -> str:
        links = TABLES[self.line.table].links
        if field.name in links:
            rows = getattr(coding, TABLES[links[field.name]].rows)
            return next((str(each) for each in rows if each.pk == getattr(row, field.attname)), BLANK)
        return str(getattr(row, field.name)) if field.is_relation else in_words(row, field)
