"""How do rows of one coding come into another? Owns what becomes of each line between two codings, and of its links.

A row that takes the place of another keeps that one's key, so that what points there still does. A link to a row that
is not kept is cut, row by row and with its history; a row that cannot be without it is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from incidents.coding.review import Refused
from incidents.coding.side_by_side import PEOPLE, REQUIRED, TABLES, Line, columns, wholes_first
from incidents.coding.steps import Recorder
from incidents.publishing import Coding


@dataclass(frozen=True)
class LineChoice:
    """What is kept of one line: its side in the first coding, in the second, both, or none."""

    line: Line
    keep: str


@dataclass(frozen=True)
class Written:
    """A row of the incident that stays, filled from one of the second coding; ``replaced``: it was there before."""

    name: str
    row: Any
    theirs: Any
    replaced: bool


def called(row: Any) -> str:
    """A row as people are told of it."""
    return f"{str(row._meta.verbose_name).capitalize()} “{row}”"


class Grafting:
    """The rows of one decision. ``now`` holds what each row of the second coding is in the incident that stays."""

    def __init__(
        self, first: Coding, second: Coding, choices: Sequence[LineChoice], incidents: dict[int, int],
        recorder: Recorder,
    ) -> None:  # fmt: skip
        self.first, self.second, self.choices = first, second, choices
        self.incidents, self.recorder = incidents, recorder
        self.now: dict[tuple[str, int], Any] = {}
        self.written: list[Written] = []
        self.dropped: dict[str, list[Any]] = {name: [] for name in TABLES}

    def write(self) -> None:
        """Table by table, each after those its rows can point to; then what stays lets go of what is dropped."""
        for choice in self.choices:
            if choice.line.first is not None and choice.keep == "none":
                self.dropped[choice.line.table].append(choice.line.first)
        for name in TABLES:
            self._write_table(name)
        self._let_go()

    def _write_table(self, name: str) -> None:
        theirs = {each.line.second.pk: each for each in self.choices if each.line.table == name and each.line.second}
        before = len(self.written)
        for row in wholes_first([each.line.second for each in theirs.values()], name):
            self._graft(theirs[row.pk])
        new = self.written[before:]
        for written in self._with_one_primary(new) if name == "location" else new:
            self._save(written.row, written.theirs, name)

    def _graft(self, choice: LineChoice) -> None:
        name, ours, theirs = choice.line.table, choice.line.first, choice.line.second
        if choice.keep in ("second", "both"):
            replaced = ours is not None and choice.keep == "second"
            row = ours if replaced else TABLES[name].model(incident=self.first.incident)
            self._fill(row, theirs, name)
            self.written.append(Written(name, row, theirs, replaced))
            self.now[name, theirs.pk] = row
        elif choice.keep == "first":
            self.now[name, theirs.pk] = ours

    def _fill(self, row: Any, theirs: Any, name: str) -> None:
        for column in columns(type(row)):
            key = getattr(theirs, column.attname)
            if column.name in TABLES[name].links:
                setattr(row, column.name, self._led_over(theirs, column.name, name))
            else:
                setattr(row, column.attname, self.incidents.get(key, key) if column.name == "to_incident" else key)

    def _led_over(self, theirs: Any, link: str, name: str) -> Any:
        key = getattr(theirs, f"{link}_id")
        now = self.now.get((TABLES[name].links[link], key)) if key else None
        if now is None and REQUIRED.get(name) == link:
            raise _cannot_stand(theirs, link)
        return now

    def _save(self, row: Any, theirs: Any, name: str) -> None:
        try:
            row.full_clean()
        except ValidationError as problem:
            raise Refused(*(f"{called(row)}: {message}" for message in problem.messages)) from problem
        links: dict[str, Any] = {}
        for people in PEOPLE.get(name, ()) if theirs is not None else ():
            links[people] = [actor.pk for actor in getattr(self.second, people).get(theirs.pk, ())]
        self.recorder.save(row, links=links)

    def _with_one_primary(self, new: list[Written]) -> list[Written]:
        """Of two primary locations the first coder's stays so. A row ceases to be it before another becomes it."""
        staying = [row for row in self.first.locations if row not in self.dropped["location"]]
        added = [written.row for written in new if not written.replaced]
        ceasing = [row for row in (*staying, *added) if row.is_primary][1:]
        ceasing += [row for row in self.dropped["location"] if row.is_primary]
        for row in ceasing:
            row.is_primary = False
        filled = [written.row for written in new]
        for row in [row for row in ceasing if row not in filled]:
            self.recorder.save(row)
        return sorted(new, key=lambda written: written.row.is_primary)

    def _let_go(self) -> None:
        for name, table in TABLES.items():
            for row in getattr(self.first, table.rows):
                held = [link for link, leads_to in table.links.items() if self._is_dropped(row, link, leads_to)]
                if held and row not in self.dropped[name]:
                    self._cut(row, name, held)

    def _is_dropped(self, row: Any, link: str, leads_to: str) -> bool:
        return getattr(row, f"{link}_id") in {each.pk for each in self.dropped[leads_to]}

    def _cut(self, row: Any, name: str, links: list[str]) -> None:
        if REQUIRED.get(name) in links:
            raise _cannot_stand(row, REQUIRED[name])
        for link in links:
            setattr(row, link, None)
        self._save(row, None, name)

    def drop(self) -> None:
        """Dropped rows go last, and those first that point to others."""
        for name in reversed(TABLES):
            for row in reversed(wholes_first(self.dropped[name], name)):
                self.recorder.delete(row)


def _cannot_stand(row: Any, link: str) -> Refused:
    return Refused(f"{called(row)} rests on a {link} that is not kept. Keep both or neither.")
