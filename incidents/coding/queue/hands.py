"""Whose hands is an article in, as far as this person may know? Owns what is told of others' tasks.

Of an article that is coded twice the second coder learns that it is a second coding, and the first coder not even that:
no name, no state and no time, until it is decided between the two.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef

from incidents.coding.queue.waiting import standing
from incidents.coding.sight import blind_tasks
from incidents.models import CodingTask


@dataclass(frozen=True)
class Hand:
    """One task as it may be told. ``task`` is None where nothing but its being there may be known."""

    who: str
    round: str
    is_mine: bool = False
    task: CodingTask | None = None


def hands_on(articles: Collection[int], *, user: User) -> dict[int, list[Hand]]:
    """The tasks that hold these articles, first round first, by key of the article."""
    hidden = Exists(blind_tasks(user).filter(pk=OuterRef("pk")))
    tasks = standing().filter(article__in=articles).select_related("coder").annotate(hidden=hidden)
    found: dict[int, list[Hand]] = defaultdict(list)
    for task in tasks.order_by("round", "id"):
        hand = _hidden(task) if task.hidden else _shown(task, user)
        if hand is not None:
            found[task.article_id].append(hand)
    return found


def _hidden(task: CodingTask) -> Hand | None:
    return Hand("a colleague", "first") if task.round == "first" else None


def _shown(task: CodingTask, user: User) -> Hand:
    is_mine = task.coder_id == user.pk
    return Hand("you" if is_mine else name_of(task.coder), task.round, is_mine, task)


def name_of(user: User) -> str:
    """How a colleague is called."""
    return user.get_full_name() or user.get_username()
