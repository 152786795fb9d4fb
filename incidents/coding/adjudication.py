"""Which of two blind codings is right? Owns who may decide, what a decision writes, and that both codings are kept.

A decision is one transaction: the codings are kept as they stood, the first becomes what was decided, the second is
merged into it, and what is not kept is closed. Whoever comes second, or decides on what has changed since, is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.models import Article
from incidents.coding import blind, review, steps
from incidents.coding.authorship import has_coded_since_publication
from incidents.coding.carrying import PairChoice, carry, save_incident
from incidents.coding.doubled import CLOSED, as_it_stands, codings_of
from incidents.coding.editing import take_turn
from incidents.coding.review import Refused, StaleIncident
from incidents.models import Adjudication, CodingTask, Incident
from incidents.publishing import Coding

Entry = dict[str, Any]


class DecidedAlready(Refused):
    """Somebody else was first."""

    def __init__(self) -> None:
        super().__init__("Somebody else has decided between these codings meanwhile.")


@dataclass(frozen=True)
class Case:
    """An article with its codings. ``second`` is None as long as nobody has taken the second coding."""

    article: Article
    first: CodingTask | None
    second: CodingTask | None
    codings: dict[str, list[Coding]]

    def all(self) -> list[Coding]:
        """Every coding of every incident."""
        return [coding for turn in ("first", "second") for coding in self.codings[turn]]


@dataclass(frozen=True)
class AloneChoice:
    """What becomes of an incident that only one of them has coded."""

    coding: Coding
    turn: str
    keep: bool
    code: str


@dataclass(frozen=True)
class Decision:
    """``seen`` is the version of each incident on which it was decided; ``entries`` tell what was chosen, in words."""

    seen: dict[int, int]
    pairs: Sequence[PairChoice] = ()
    alone: Sequence[AloneChoice] = ()
    entries: Sequence[Entry] = ()
    reason: str = ""

    def incidents(self) -> Iterator[Incident]:
        """Every incident it says something of."""
        for pair in self.pairs:
            yield from (pair.first.incident, pair.second.incident)
        yield from (each.coding.incident for each in self.alone)


@dataclass(frozen=True)
class Waiting:
    """One article in the queue. ``second`` is None where nobody has taken the second coding."""

    article: Article
    first: CodingTask
    second: CodingTask | None
    since: datetime

    @property
    def is_ready(self) -> bool:
        """Whether both codings are done."""
        return self.second is not None


def waiting(*, user: User) -> list[Waiting]:
    """Articles of which a coding is done and none is under way, longest first; but for those this person has coded.

    That both codings of one's own article are done is nothing for a coder to know before it is decided.
    """
    by_article: dict[int, dict[str, CodingTask]] = {}
    tasks = blind.undecided().exclude(state="given_back").select_related("article__publisher", "coder")
    for task in tasks.defer("article__text"):
        by_article.setdefault(task.article_id, {})[task.round] = task
    others = [each.values() for each in by_article.values() if user not in [task.coder for task in each.values()]]
    found = [_waiting(list(tasks)) for tasks in others if _is_at_rest(tasks)]
    return sorted(found, key=lambda each: (not each.is_ready, each.since))


def _is_at_rest(tasks: Any) -> bool:
    return all(task.state == "done" for task in tasks)


def _waiting(tasks: list[CodingTask]) -> Waiting:
    first, *rest = sorted(tasks, key=lambda task: task.round)
    since = max(task.done_at for task in tasks if task.done_at)
    return Waiting(first.article, first, rest[0] if rest else None, since)


def case_of(article: Article) -> Case:
    """The article's codings as they stand now."""
    tasks = {
        task.round: task
        for task in CodingTask.objects.filter(article=article, is_double=True)
        .exclude(state="given_back")
        .select_related("coder")
    }
    told = codings_of(tasks.values())
    codings = {turn: told[tasks[turn].pk] if turn in tasks else [] for turn in ("first", "second")}
    return Case(article, tasks.get("first"), tasks.get("second"), codings)


def objections(case: Case, *, by: User) -> list[str]:
    """Why this person may not decide this now; empty when they may."""
    if not by.has_perm("incidents.adjudicate_incident"):
        return ["You do not have the right to do this."]
    if Adjudication.objects.filter(article=case.article).exists():
        return list(DecidedAlready().problems)
    tasks = [task for task in (case.first, case.second) if task is not None]
    if not tasks:
        return ["Nobody has coded this article twice."]
    if own := _own_work(case, tasks, by):
        return own
    return [] if _is_at_rest(tasks) else ["Not both codings are done."]


def _own_work(case: Case, tasks: list[CodingTask], by: User) -> list[str]:
    if any(task.coder_id == by.pk for task in tasks):
        return ["One of these codings is yours. Somebody else must decide."]
    if any(has_coded_since_publication(coding.incident, by) for coding in case.all()):
        return ["You have changed one of these codings. Somebody else must decide."]
    return []


@transaction.atomic
def decide(case: Case, decision: Decision, *, by: User) -> Adjudication:
    """Writes the decision, or nothing. ``Refused`` tells why; ``StaleIncident`` that a coding has changed since."""
    if problems := objections(case, by=by):
        raise Refused(*problems)
    _take_turns(case, decision)
    kept = _keep(case, decision, by=by)
    reason = f"Decided between two codings: {decision.reason}".rstrip(": ")
    for pair in decision.pairs:
        recorder = steps.Recorder(by=by, reason=reason)
        carry(pair, recorder)
        steps.keep(pair.first.incident, recorder, kind="adjudicate", label=f"Decision on “{case.article}”")
        review.merge(pair.second.incident, into=pair.first.incident, by=by, reason=reason)
    for alone in decision.alone:
        _settle(alone, case, by=by, reason=reason)
    return kept


def _take_turns(case: Case, decision: Decision) -> None:
    """Holds every coding until the end; ``StaleIncident`` where one is not as it was seen."""
    tasks = [task.pk for task in (case.first, case.second) if task is not None]
    stored = Incident.objects.filter(task__in=tasks).exclude(status__in=CLOSED).values_list("pk", flat=True)
    incidents = {incident.pk: incident for incident in decision.incidents()}
    if not set(stored) == set(decision.seen) == set(incidents):
        raise StaleIncident
    for key in sorted(incidents):
        take_turn(incidents[key], seen=decision.seen[key])


def _keep(case: Case, decision: Decision, *, by: User) -> Adjudication:
    """Both codings as they stood, before anything of the decision is written."""
    codings = {
        turn: [as_it_stands(each) | {"version": decision.seen[each.incident.pk]} for each in told]
        for turn, told in case.codings.items()
    }
    try:
        with transaction.atomic():
            return Adjudication.objects.create(
                article=case.article, by=by, reason=decision.reason, codings=codings,
                decisions=[*_outcomes(decision), *decision.entries],
            )  # fmt: skip
    except IntegrityError as problem:
        raise DecidedAlready from problem


def _outcomes(decision: Decision) -> Iterator[Entry]:
    """What became of each incident: by the codes they had, and the code of the one that stays."""
    for pair in decision.pairs:
        first, second = pair.first.incident.code, pair.second.incident.code
        yield {"kind": "incident", "first": first, "second": second, "kept": True, "code": pair.code}
    for alone in decision.alone:
        codes = {"first": "", "second": "", alone.turn: alone.coding.incident.code}
        yield {"kind": "incident", **codes, "kept": alone.keep, "code": alone.code if alone.keep else ""}


def _settle(choice: AloneChoice, case: Case, *, by: User, reason: str) -> None:
    incident = choice.coding.incident
    if not choice.keep:
        review.set_aside(incident, by=by, reason=reason)
        return
    recorder = steps.Recorder(by=by, reason=reason)
    save_incident(incident, code=choice.code, recorder=recorder)
    steps.keep(incident, recorder, kind="adjudicate", label=f"Decision on “{case.article}”")
