"""What does a coder have in hand? Owns the bench: the incident, the article, the selected words and their quoting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from articles.models import Article
from incidents.coding.desk import values
from incidents.coding.desk.records import COUNT, COUNT_COLUMNS, MODELS, is_key, quoted_field, reference
from incidents.coding.reading import Suggestion
from incidents.coding.spans import CONTEXT
from incidents.coding.steps import Recorder
from incidents.models import CITED_RECORDS, Citation, Incident, Prefill

OWN = frozenset({"code", "title", "summary", "verification", "verification_note", "sensitivity", "embargo_until"})
"""What the analysts conclude or plan: no source is quoted for it."""


class Cannot(Exception):  # noqa: N818 -- callers read "except Cannot"
    """The gesture cannot be done. ``needs`` names the field that must be chosen first, ``stored`` what stands there."""

    def __init__(self, message: str, *, needs: str = "", stored: Any = None) -> None:
        super().__init__(message)
        self.needs, self.stored = needs, stored


@dataclass(frozen=True)
class Selection:
    """The selected words: ``start`` included and ``end`` excluded, in code points of the article's text."""

    start: int
    end: int
    exact: str


@dataclass
class Bench:
    """The incident in hand, the article it is coded from, and the rows that a gesture has touched."""

    incident: Incident
    article: Article
    by: User
    active: str = ""
    touched: list[str] = field(default_factory=list)
    recorder: Recorder = field(init=False)

    def __post_init__(self) -> None:
        self.recorder = Recorder(by=self.by, reason="At the desk")

    def row(self, record: str) -> Any:
        """The row that is meant by "weapon_use-12", or the incident by ""."""
        if not record:
            return self.incident
        kind, _, key = record.rpartition("-")
        model: Any = Citation if kind == "citation" else MODELS.get(kind) if kind != "incident" else None
        row = model.objects.filter(pk=key, incident=self.incident).first() if model and is_key(key) else None
        if row is None:
            raise Cannot("This row is not there any more. The desk shows what is stored now.")
        return row


def select(article: Article, start: int, end: int) -> Selection:
    """The words between two positions, without the white space at their ends."""
    if not 0 <= start < end <= len(article.text):
        raise Cannot("These words are not in the article.")
    words = article.text[start:end]
    start += len(words) - len(words.lstrip())
    exact = words.strip()
    if not exact:
        raise Cannot("Select some words first.")
    if len(exact) > values.LONGEST_TEXT:
        raise Cannot(f"The quote is longer than {values.LONGEST_TEXT:,} characters.")
    return Selection(start, start + len(exact), exact)


def needed(selection: Selection | None) -> Selection:
    """The selection; ``Cannot`` where nothing is selected."""
    if selection is None:
        raise Cannot("Select some words first.")
    return selection


def read(row: Any, name: str, raw: Any) -> values.Change:
    """What a typed value means; ``Cannot`` says why it cannot be taken."""
    try:
        return values.read(row, name, raw)
    except ValidationError as problem:
        raise Cannot(" ".join(problem.messages)) from problem


def refuse_broken(row: Any) -> None:
    """The rules of one row, in words, before the database refuses it."""
    try:
        row.validate_constraints()
    except ValidationError as problem:
        raise Cannot(" ".join(problem.messages)) from problem


def suggested(row: Any, suggestions: Sequence[Suggestion]) -> values.Change:
    """What suggestions would write: plain columns, the key of one row, the keys of several."""
    change = values.Change()
    if any(each.field in COUNT_COLUMNS for each in suggestions):
        change.columns |= dict.fromkeys(COUNT_COLUMNS[1:])  # an end that the words leave open is blank
    for each in suggestions:
        column = row._meta.get_field(each.field)
        if column.many_to_many:
            change.links[each.field] = list(each.value)
        else:
            change.columns[column.attname] = _fitting(column, each.value)
    return change


def _fitting(column: Any, value: Any) -> Any:
    """A text no longer than its column."""
    return value[: column.max_length] if isinstance(value, str) and column.max_length else value


def bearing(row: Any) -> dict[str, Any]:
    """The column by which a citation bears on a row; none for the incident itself."""
    kind = reference(row).rpartition("-")[0]
    return {f"{kind}_id": row.pk} if kind else {}


@dataclass(frozen=True)
class Claim:
    """What a quote carries: the field of its row, and how it stands to the value there (SCHEMA 3.3)."""

    field: str = ""
    basis: str = "stated"
    stance: str = "supports"
    value: str = ""


AS_A_WHOLE = Claim()


def cite(bench: Bench, row: Any, selection: Selection, claim: Claim = AS_A_WHOLE) -> None:
    """Stores the selected words as a quote that bears on the row; the same words for the same thing stand once."""
    if claim.field in OWN:
        raise Cannot("This is our own conclusion: no source is quoted for it.")
    if _quotes(bench, row, claim).filter(start=selection.start, end=selection.end).exists():
        return
    text = bench.article.text
    citation = Citation(
        incident=bench.incident, article=bench.article, field=quoted_field(claim.field), stance=claim.stance,
        basis=claim.basis, value=claim.value, exact=selection.exact, start=selection.start, end=selection.end,
        prefix=text[max(0, selection.start - CONTEXT) : selection.start],
        suffix=text[selection.end : selection.end + CONTEXT],
        **bearing(row),
    )  # fmt: skip
    bench.recorder.save(citation)


def _quotes(bench: Bench, row: Any, claim: Claim) -> QuerySet[Citation]:
    borne = bearing(row) or {f"{name}__isnull": True for name in CITED_RECORDS}
    return bench.incident.citations.filter(article=bench.article, field=quoted_field(claim.field), **borne)


def basis_of(suggestions: Sequence[Suggestion]) -> str:
    """A fact read whole from the words is stated; one that was reckoned is calculated (SCHEMA 3.3)."""
    found = {each.basis for each in suggestions}
    return "calculated" if found == {"calculated"} else "stated"


def columns(name: str) -> tuple[str, ...]:
    """The names under which a field is marked as prefilled."""
    return (*COUNT_COLUMNS, COUNT) if name == COUNT else (name,)


def mark(bench: Bench, row: Any, suggestions: Sequence[Suggestion]) -> None:
    """Remembers that a rule filled these fields, until somebody touches or confirms them."""
    record = reference(row)
    for each in suggestions:
        name = COUNT if each.field in COUNT_COLUMNS else each.field
        if not bench.incident.prefills.filter(record=record, field=name).exists():
            made = Prefill(incident=bench.incident, record=record, field=name, rule=each.rule[:300])
            bench.recorder.save(made)


def unmark(bench: Bench, record: str, name: str) -> None:
    """Somebody has typed into the field: it is hers now."""
    for each in bench.incident.prefills.filter(record=record, field__in=columns(name)):
        bench.recorder.delete(each)
