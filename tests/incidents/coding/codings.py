"""Two blind codings of one article, and a decision between them, for tests."""

from typing import Any

from articles.models import Article
from incidents.coding.adjudication import Case, Decision, case_of, decide
from incidents.coding.carrying import FieldChoice, PairChoice
from incidents.coding.grafting import LineChoice
from incidents.coding.side_by_side import Line, lines
from incidents.models import CodingTask, Incident
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    CodingTaskFactory,
    IncidentFactory,
    UserFactory,
    user_with_role,
)

DONE = "2022-01-20T12:00Z"


def task(article: Article, turn: str, *, state: str = "done", **fields: Any) -> CodingTask:
    """One of two codings of an article."""
    given = {"coder": UserFactory(), "done_at": DONE if state == "done" else None} | fields
    return CodingTaskFactory(article=article, round=turn, is_double=True, state=state, **given)


def coded(turn: CodingTask, **fields: Any) -> Incident:
    """One incident of a coding, with the words for its date."""
    incident = IncidentFactory(task=turn, created_by=turn.coder, **fields)
    CitationFactory(incident=incident, article=turn.article, field="date_edtf", basis="calculated")
    return incident


def two_codings(**second: Any) -> tuple[Incident, Incident]:
    """One incident coded by two people who say the same, but for what is given."""
    article = ArticleFactory()
    return coded(task(article, "first")), coded(task(article, "second"), **second)


def decision(case: Case, *, fields: tuple[FieldChoice, ...] = (), **options: Any) -> Decision:
    """A decision on one incident that both have: keep the first side of every line, but for those named in ``keep``.

    ``keep`` is by the row's side as (first, second); what only the second coder has is left out unless it is named.
    """
    [first], [second] = case.codings["first"], case.codings["second"]
    incidents = {second.incident.pk: first.incident.pk}
    found = lines(first, second, incidents=incidents)
    keep: dict[Any, str] = options.get("keep", {})
    chosen = [LineChoice(line, keep.get(line.second) or keep.get(line.first) or _default(line)) for line in found]
    code = options.get("code", first.incident.code)
    pair = PairChoice(first, second, code, fields, chosen, incidents)
    return Decision(seen_of(case), pairs=[pair], reason=options.get("reason", ""))


def _default(line: Line) -> str:
    return "first" if line.first else "none"


def seen_of(case: Case) -> dict[int, int]:
    """The versions that stand now."""
    return {coding.incident.pk: coding.incident.version for coding in case.all()}


def decided(incident: Incident, **options: Any) -> Incident:
    """Decides between this first coding and the second; returns what is kept."""
    case = case_of(incident.task.article)
    by = options.pop("by", None) or user_with_role("reviewer")
    decide(case, decision(case, **options), by=by)
    return Incident.objects.get(pk=incident.pk)
