"""Which articles have two people coded, and what did each say? Owns how a coding is kept as it stood.

Before the decision the codings are read as they are; afterwards as they were kept with it, because deciding changes the
incident that stays.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article
from incidents.coding.compared import Coded, coded
from incidents.coding.matching import pair
from incidents.coding.steps import state_of
from incidents.models import Adjudication, CodingTask, Incident
from incidents.publishing import Coding, gather

Document = dict[str, Any]

ROWS = (
    "locations", "weapons", "targets", "involvements", "statements", "casualty_counts", "relations", "notes",
    "pinned_figures", "external_ids", "citations",
)  # fmt: skip
"""The lists of a ``Coding`` whose rows are kept."""

CLOSED = ("merged", "withdrawn")
"""Statuses in which an incident is no part of a coding any more."""


@dataclass(frozen=True)
class Told:
    """One incident as one coder told it."""

    key: int
    code: str
    title: str
    values: Coded


Pair = tuple[Told | None, Told | None]


@dataclass(frozen=True)
class Doubled:
    """One article with both codings, paired. ``at`` is when the later of the two was done."""

    article: Article
    coders: tuple[User, User]
    at: dt.datetime
    pairs: list[Pair]
    is_decided: bool


def doubled(*, user: User) -> list[Doubled]:
    """Every article that two people have coded, latest first, less those whose other coding this person may not see."""
    both = {key: tasks for key, tasks in _tasks().items() if {"first", "second"} <= tasks.keys()}
    kept = {each.article_id: each for each in Adjudication.objects.filter(article__in=both)}
    own = {key for key, tasks in both.items() if key not in kept and user in (task.coder for task in tasks.values())}
    open_tasks = [task for key, tasks in both.items() if key not in kept.keys() | own for task in tasks.values()]
    live = codings_of(open_tasks)
    found = []
    for key, tasks in both.items():
        if key in own:
            continue
        first, second = tasks["first"], tasks["second"]
        pairs = as_decided(kept[key]) if key in kept else paired(live[first.pk], live[second.pk])
        at = max(task.done_at for task in (first, second) if task.done_at)
        found.append(Doubled(first.article, (first.coder, second.coder), at, pairs, key in kept))
    return sorted(found, key=lambda each: each.at, reverse=True)


def _tasks() -> dict[int, dict[str, CodingTask]]:
    """The codings that are done, of articles coded twice: article → round → task."""
    found: dict[int, dict[str, CodingTask]] = defaultdict(dict)
    done = CodingTask.objects.filter(is_double=True, state="done")
    for task in done.select_related("coder", "article__publisher").defer("article__text"):
        found[task.article_id][task.round] = task
    return found


def codings_of(tasks: Iterable[CodingTask]) -> dict[int, list[Coding]]:
    """Key of a task → the codings of its incidents, in the order in which they were begun."""
    found: dict[int, list[Coding]] = {task.pk: [] for task in tasks}
    incidents = Incident.objects.filter(task__in=found).exclude(status__in=CLOSED).order_by("pk")
    for coding in gather(incidents):
        found[coding.incident.task_id or 0].append(coding)
    return found


def told(coding: Coding) -> Told:
    """What is compared of one coding, with what it is called by."""
    incident = coding.incident
    return Told(incident.pk, incident.code, incident.title, coded(coding))


def paired(first: list[Coding], second: list[Coding]) -> list[Pair]:
    """Which incident of the one coder is which of the other's."""
    ours, theirs = [told(each) for each in first], [told(each) for each in second]
    places = pair([each.values for each in ours], [each.values for each in theirs])
    return [(None if a is None else ours[a], None if b is None else theirs[b]) for a, b in places]


def as_decided(adjudication: Adjudication) -> list[Pair]:
    """The pairs as they stood when it was decided between them."""
    kept = {
        turn: {each["code"]: _read(each) for each in adjudication.codings.get(turn, ())} for turn in ("first", "second")
    }
    joined = [each for each in adjudication.decisions if each["kind"] == "incident"]
    return [(kept["first"].get(each["first"]), kept["second"].get(each["second"])) for each in joined]


def _read(document: Document) -> Told:
    return Told(document["key"], document["code"], document["title"], document["values"])


def as_it_stands(coding: Coding) -> Document:
    """The whole of a coding as data: what is compared, and every row with all it says and what it is called."""
    kept = told(coding)
    return {
        "key": kept.key,
        "code": kept.code,
        "title": kept.title,
        "coder": str(coding.incident.task.coder) if coding.incident.task else "",
        "values": kept.values,
        "incident": state_of(coding.incident),
        "rows": [_row(row) for name in ROWS for row in getattr(coding, name)],
    }


def _row(row: Any) -> Document:
    return {"table": row._meta.model_name, "key": row.pk, "label": str(row), "says": state_of(row)}
