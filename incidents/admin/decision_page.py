"""What does the page of a decision show? Owns how each question stands beside the input that answers it."""

from dataclasses import dataclass

from django.forms import BoundField

from incidents.admin.decision_form import DecisionForm
from incidents.admin.sides import LineView, Question, TableView, questions, tables
from incidents.publishing import Coding


@dataclass(frozen=True)
class AskedField:
    """A question with the inputs that answer it."""

    question: Question
    source: BoundField
    own: BoundField
    reason: BoundField


@dataclass(frozen=True)
class AskedLine:
    """A line with the input that says what is kept of it; None where both say the same."""

    view: LineView
    keep: BoundField | None


@dataclass(frozen=True)
class AskedTable:
    """The lines of one kind of row."""

    label: str
    lines: list[AskedLine]


@dataclass(frozen=True)
class AskedPair:
    """Everything asked of one incident that both have."""

    first: Coding
    second: Coding
    code: BoundField
    asked: list[AskedField]
    agreed: list[Question]
    tables: list[AskedTable]


@dataclass(frozen=True)
class AskedAlone:
    """An incident that only one of them has."""

    turn: str
    coding: Coding
    says: list[Question]
    tables: list[TableView]
    keep: BoundField
    code: BoundField


def asked_pairs(form: DecisionForm) -> list[AskedPair]:
    """Everything asked of incidents that both have, in the order of the page."""
    return [_asked_pair(form, first, second) for first, second in form.pairs]


def _asked_pair(form: DecisionForm, first: Coding, second: Coding) -> AskedPair:
    key = first.incident.pk
    asked = [_asked_field(form, f"{key}-{each.name}", each) for each in form.questions[key] if not each.same]
    agreed = [each for each in form.questions[key] if each.same]
    rows = [AskedTable(table.label, [_asked_line(form, view) for view in table.lines]) for table in form.tables[key]]
    return AskedPair(first, second, form[f"{key}-code"], asked, agreed, rows)


def _asked_field(form: DecisionForm, name: str, question: Question) -> AskedField:
    return AskedField(question, form[name], form[f"{name}-own"], form[f"{name}-why"])


def _asked_line(form: DecisionForm, view: LineView) -> AskedLine:
    return AskedLine(view, None if view.line.same else form[view.line.name])


def asked_alone(form: DecisionForm) -> list[AskedAlone]:
    """What is asked of incidents that only one of them has."""
    return [
        AskedAlone(
            turn, each, questions(each, each), tables(each, Coding(each.incident), incidents={}),
            form[f"{each.incident.pk}-keep"], form[f"{each.incident.pk}-code"],
        )
        for turn, each in form.alone
    ]  # fmt: skip
