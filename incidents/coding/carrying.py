"""How does a decision between two codings become one incident? Owns how values, rows and quotes are carried over.

The first coding is the base; ``grafting`` brings rows of the second into it. Quotes go with the value or row they
carry. The second coding itself stays as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from incidents.coding import consistency
from incidents.coding.grafting import Grafting, LineChoice, called
from incidents.coding.review import Refused
from incidents.coding.side_by_side import TABLES
from incidents.coding.steps import Recorder
from incidents.models import Citation, Incident
from incidents.publishing import Coding, gather


@dataclass(frozen=True)
class FieldChoice:
    """One value of the incident. ``source`` is first, second or own; ``value`` is what it will say."""

    name: str
    source: str
    value: Any
    reason: str = ""


@dataclass(frozen=True)
class PairChoice:
    """What becomes of one incident that both have coded, and the code it goes by from now on.

    ``fields`` are those on which they differ, ``lines`` every row of both. ``incidents`` are the second coder's
    incidents by key → the first's that are the same.
    """

    first: Coding
    second: Coding
    code: str
    fields: Sequence[FieldChoice] = ()
    lines: Sequence[LineChoice] = ()
    incidents: dict[int, int] = field(default_factory=dict)


def carry(choice: PairChoice, recorder: Recorder) -> None:
    """Writes the decision into the first coding. ``Refused`` says in sentences what does not fit together.

    What did not fit in either coding before is for its coder or a reviewer to mend, and stops nobody here.
    """
    known = {*_disagreements(choice.first), *_disagreements(choice.second)}
    grafting = Grafting(choice.first, choice.second, choice.lines, choice.incidents, recorder)
    grafting.write()
    _write_incident(choice, recorder)
    _Quotes(choice, grafting, recorder).write()
    grafting.drop()
    choice.first.incident.prefills.all().delete()
    [written] = gather([Incident.objects.get(pk=choice.first.incident.pk)])
    if problems := [each for each in _disagreements(written) if each not in known]:
        raise Refused(*problems)


def _write_incident(choice: PairChoice, recorder: Recorder) -> None:
    incident = choice.first.incident
    for each in choice.fields:
        setattr(incident, each.name, each.value)
    save_incident(incident, code=choice.code, recorder=recorder)


def save_incident(incident: Incident, *, code: str, recorder: Recorder) -> None:
    """Stores the incident under its new code. ``Refused`` where the database would not have it."""
    incident.code = code
    try:
        incident.full_clean()
    except ValidationError as problem:
        raise Refused(*(_of_field(name, said) for name, said in problem.message_dict.items())) from problem
    recorder.save(incident)


class _Quotes:
    """The quotes of one decision."""

    def __init__(self, choice: PairChoice, grafting: Grafting, recorder: Recorder) -> None:
        self.choice, self.grafting, self.recorder = choice, grafting, recorder
        self.ours, self.theirs = choice.first.citations, choice.second.citations

    def write(self) -> None:
        """Those of the incident's fields, of its rows, and of the series it speaks of."""
        sources = {each.name: each.source for each in self.choice.fields}
        for name in dict.fromkeys(each.field for each in self.theirs if each.bears_on() is None):
            self._of_field(name, sources.get(name, ""))
        self._copy([each for each in self.theirs if each.series_id and not _among(each, self.ours)])
        self._of_rows()

    def _of_field(self, name: str, source: str) -> None:
        """``source`` is blank where both say the same: the second coder's words count where the first has none."""
        ours, theirs = _of_incident(self.ours, name), _of_incident(self.theirs, name)
        if source == "second":
            self._delete([each for each in ours if each.stance != "contradicts"])
            self._copy(theirs)
        elif source == "own" or (not source and not (ours and name)):
            self._copy([each for each in theirs if not _among(each, ours)])

    def _of_rows(self) -> None:
        for written in self.grafting.written:
            if written.replaced:
                self._delete(_bearing(self.ours, written.name, written.row))
            self._copy(_bearing(self.theirs, written.name, written.theirs), written.name, written.row)
        for line in (choice.line for choice in self.choice.lines if choice.line.same and choice.keep == "first"):
            if not _bearing(self.ours, line.table, line.first):
                self._copy(_bearing(self.theirs, line.table, line.second), line.table, line.first)
        for name, rows in self.grafting.dropped.items():
            for row in rows:
                self._delete(_bearing(self.ours, name, row))

    def _copy(self, quotes: Sequence[Citation], name: str = "", row: Any = None) -> None:
        bears_on = {name: row} if name else {}
        for each in quotes:
            kept = {column.attname: getattr(each, column.attname) for column in _QUOTED}
            self.recorder.save(Citation(**kept, incident=self.choice.first.incident, **bears_on))

    def _delete(self, quotes: Sequence[Citation]) -> None:
        for each in quotes:
            self.recorder.delete(each)


_QUOTED = [
    column
    for column in Citation._meta.concrete_fields
    if column.name not in {"id", "incident", "created_at", "updated_at", *TABLES}
]
"""What a quote says, whatever row it bears on; a series is everybody's."""


def _of_incident(quotes: Sequence[Citation], name: str) -> list[Citation]:
    return [each for each in quotes if each.bears_on() is None and each.field == name]


def _bearing(quotes: Sequence[Citation], name: str, row: Any) -> list[Citation]:
    return [each for each in quotes if getattr(each, f"{name}_id") == row.pk]


def _among(quote: Citation, others: Sequence[Citation]) -> bool:
    said = (quote.article_id, quote.exact, quote.field, quote.series_id)
    return any((each.article_id, each.exact, each.field, each.series_id) == said for each in others)


def _of_field(name: str, messages: Sequence[str]) -> str:
    said = " ".join(messages)
    if name in ("", "__all__"):
        return said
    return f"{str(Incident._meta.get_field(name).verbose_name).capitalize()}: {said}"  # type: ignore[union-attr]


def _disagreements(coding: Coding) -> Iterator[str]:
    """What every save is held to (SCHEMA 10)."""
    draft = consistency.Draft(
        incident=coding.incident, locations=coding.locations, weapons=coding.weapons, targets=coding.targets,
        statements=coding.statements, casualty_counts=coding.casualty_counts, citations=coding.citations,
        relations=coding.relations,
        speakers={id(each): coding.speakers.get(each.pk, ()) for each in coding.statements},
        accused={id(each): coding.accused.get(each.pk, ()) for each in coding.statements},
    )  # fmt: skip
    for found in consistency.disagreements(draft):
        of_incident = isinstance(found.row, Incident)
        yield _of_field(found.field, [found.message]) if of_incident else f"{called(found.row)}: {found.message}"
