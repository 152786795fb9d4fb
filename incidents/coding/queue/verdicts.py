"""What does a reader make of an article at first sight? Owns triage in the queue, and taking the last of it back.

The history of articles is the memory: each verdict is a row of it, and taking it back writes another.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from incidents.coding.queue.tasks import (
    NOT_AN_INCIDENT,
    finish,
    give_back,
    lock,
    open_task,
    refuse_if,
    reopen,
    write,
)
from incidents.coding.queue.waiting import readable, standing, waiting
from incidents.coding.review import Refused
from incidents.coding.sight import blind_tasks
from incidents.models import CodingTask

VERDICTS = {"relevant": "relevant", "irrelevant": "not an incident", "later": "later"}
"""What a reader can say, and how it is said back. Later: its turn comes after all that wait now."""

MARK, UNDONE = "Triage: ", "Triage taken back: "
"""How the reason of a verdict begins in the history, and of one taken back."""

REMEMBERED = 400
"""How many of a person's verdicts are looked through for the last one that still stands."""


@transaction.atomic
def triage(article: Article, *, as_: str, by: User) -> Article:
    """Stores a verdict. What one has in hand is finished when it reports no incident, and given back when put off."""
    stored = lock(article)
    refuse_if(triage_objections(stored, as_=as_, by=by))
    task = open_task(stored, user=by)
    if task is not None and as_ == "irrelevant":
        return _finish(stored, task, by)
    if task is not None and as_ == "later":
        give_back(task, by=by)
    values = {"queued_at": timezone.now()} if as_ == "later" else {"triage": as_}
    if any(getattr(stored, name) != value for name, value in values.items()):
        write(stored, MARK + VERDICTS[as_], by=by, **values)
    return stored


def triage_objections(article: Article, *, as_: str, by: User) -> list[str]:
    """Why this person may not say this of an article; empty when they may."""
    if as_ not in VERDICTS:
        return [f"“{as_}” is not one of {', '.join(VERDICTS)}."]
    if not (by.is_active and by.has_perm("articles.change_article")):
        return ["You do not have the right to do this."]
    if not readable().filter(pk=article.pk).exists():
        return ["None of its text is held: it is not in the queue."]
    if article.triage == "coded":
        return ["It has been coded."]
    return _in_somebodys_hands(article, by)


def _in_somebodys_hands(article: Article, by: User) -> list[str]:
    tasks = list(standing().filter(article=article))
    own = next((task for task in tasks if task.coder_id == by.pk), None)
    if own is not None:
        return [] if own.state == "open" else ["You have coded it."]
    if tasks and waiting(by).filter(pk=article.pk).exists():
        return ["It waits for a second coding: take it, and say so there."]
    return ["Somebody else has it."] if tasks else []


def _finish(article: Article, task: CodingTask, by: User) -> Article:
    finish(task, by=by, without_incident=True)
    was = article.triage
    article.refresh_from_db()
    if article.triage == was:
        # The other round is still due. Kept nevertheless, so that it can be taken back.
        write(article, NOT_AN_INCIDENT, by=by)
    return article


@transaction.atomic
def undo(*, by: User) -> Article:
    """Takes back this person's last verdict that still stands. Refused where there is none, or somebody went on."""
    last = _last_verdict(by)
    refuse_if([] if last else ["There is nothing to take back."])
    stored = lock(Article(pk=last.id))
    if (stored.triage, stored.queued_at) != (last.triage, last.queued_at):
        raise Refused(f"“{stored.title}” has been changed since.")
    own_task = _refuse_if_gone_on(stored, last, by)
    before = Article.history.filter(id=last.id, history_id__lt=last.history_id).latest("history_id")
    reason = UNDONE + last.history_change_reason.removeprefix(MARK)
    write(stored, reason, by=by, triage=before.triage, queued_at=before.queued_at)
    if own_task is not None and own_task.state == "done":
        reopen(own_task, by=by)
    return stored


def _refuse_if_gone_on(article: Article, last: Any, by: User) -> CodingTask | None:
    """One's own task on the article. Of a blind coding of the same article nothing may be felt."""
    tasks = list(standing().filter(article=article).exclude(pk__in=blind_tasks(by).values("pk")))
    if any(task.coder_id != by.pk for task in tasks):
        raise Refused(f"Somebody else has taken “{article.title}” since.")
    own = next(iter(tasks), None)
    if own is not None and own.state == "done" and last.history_change_reason != NOT_AN_INCIDENT:
        raise Refused(f"You have coded “{article.title}” since.")
    return own


def _last_verdict(user: User) -> Any:
    """The history row of the last verdict that was not taken back: each taking back answers the one before it."""
    rows = Article.history.filter(history_user=user, history_change_reason__startswith="Triage")
    answered = 0
    for row in rows.order_by("-history_id").defer("text")[:REMEMBERED]:
        if row.history_change_reason.startswith(UNDONE):
            answered += 1
        elif answered:
            answered -= 1
        else:
            return row
    return None
