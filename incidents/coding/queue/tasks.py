"""Who has which article? Owns every write to coding tasks: taken, handed out, given back, finished.

Each act is one transaction that holds the article's row, and the database allows one coder a round: two people who ask
at the same moment never get the same article.
"""

from collections.abc import Collection, Iterator

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.history import CHANGE_REASON, keep_baseline
from articles.models import Article
from incidents.coding.blind import is_drawn
from incidents.coding.queue.hands import name_of
from incidents.coding.queue.waiting import others_open, own_open, readable, standing, unread, waiting
from incidents.coding.review import Refused
from incidents.models import Adjudication, CodingTask, Incident

NOT_AN_INCIDENT = "Triage: not an incident"
"""The reason in the history when a reader found nothing in scope."""

AT_ONCE = 20
"""How many articles are tried before the queue is asked again: as many people may ask at the same moment."""


def take(article: Article, *, by: User) -> CodingTask:
    """Puts an article in one's own hands: the first round, or the second where that is due. One's open task stays."""
    return _hand(article, to=by, handed_by=None)


def assign(article: Article, *, to: User, by: User) -> CodingTask:
    """Puts an article in somebody's hands."""
    refuse_if(hand_objections(by=by))
    return _hand(article, to=to, handed_by=by)


def next_for(user: User, *, besides: Collection[int] = ()) -> CodingTask | None:
    """The next article for this person, in their hands: their own open task, else what waits; None when nothing does.

    ``besides`` are keys of articles to pass over. What they gave back comes last.
    """
    refuse_if(_rights(user, "You"))
    in_hand = own_open(user).exclude(article__in=besides).select_related("article").first()
    if in_hand is not None:
        return in_hand
    for article in _offers(user, besides):
        try:
            return take(article, by=user)
        except Taken:
            continue
    return None


def give_back(task: CodingTask, *, by: User) -> None:
    """Returns an open task to the queue: one's own, or anybody's for those who may hand out articles."""
    with transaction.atomic():
        stored = _locked_task(task)
        if stored.coder_id != by.pk:
            refuse_if(hand_objections(by=by))
        _move(stored, "given_back", by=by)
    task.refresh_from_db()


def finish(task: CodingTask, *, by: User, without_incident: bool = False) -> None:
    """Says that everything in scope is coded. The article is coded when its first round is done, and its second.

    ``without_incident``: there was nothing in scope. It is no incident then, unless the other coder found one.
    """
    with transaction.atomic():
        stored = _locked_task(task)
        refuse_if([] if stored.coder_id == by.pk else ["Only the coder can say that it is done."])
        refuse_if(["You have coded an incident from it."] if without_incident and stored.incidents.exists() else [])
        _move(stored, "done", by=by)
        if _rounds_are_done(stored.article):
            _close(stored.article, by=by, without_incident=without_incident)
    task.refresh_from_db()


def reopen(task: CodingTask, *, by: User) -> None:
    """Takes up again what one had finished, until it is decided between two codings."""
    with transaction.atomic():
        stored = _locked_task(task, state="done")
        decided = Adjudication.objects.filter(article=stored.article).exists()
        refuse_if([] if stored.coder_id == by.pk else ["Only the coder can take it up again."])
        refuse_if(["It has been decided between the two codings."] if decided else [])
        _move(stored, "open", by=by)
        if stored.article.triage == "coded":
            write(stored.article, "Taken up again.", by=by, triage="relevant")
    task.refresh_from_db()


def open_task(article: Article, *, user: User) -> CodingTask | None:
    """This person's open task on an article."""
    return own_open(user).filter(article=article).first()


def task_to_give_back(article: Article, *, by: User) -> CodingTask | None:
    """The open task on an article that this person can give back: their own, else one that they may know of."""
    theirs = others_open(by).filter(article=article).order_by("round")
    return open_task(article, user=by) or theirs.first()


def take_objections(article: Article, *, by: User, called: str = "You") -> list[str]:
    """Why this person may not take an article; empty when they may, or have it already."""
    if problems := _rights(by, called):
        return problems
    if not readable().filter(pk=article.pk).exists():
        return ["None of its text is held: there is nothing to code from."]
    if open_task(article, user=by):
        return []
    if not unread().filter(pk=article.pk).exists():
        return [f"It stands as “{article.get_triage_display().lower()}”: put it back into the queue first."]
    if standing().filter(article=article, coder=by).exists():
        return [f"{called} coded it before: nobody codes the same article twice."]
    return [] if waiting(by).filter(pk=article.pk).exists() else ["Somebody else has it."]


def hand_objections(*, by: User) -> list[str]:
    """Why this person may not put articles in other people's hands; empty when they may."""
    allowed = by.is_active and by.has_perm("incidents.assign_incident")
    return [] if allowed else ["You do not have the right to put articles in somebody's hands."]


def _rights(user: User, called: str) -> list[str]:
    return [] if may_code(user) else [f"{called} may not code articles."]


def may_code(user: User) -> bool:
    """Whether articles can be put in this person's hands."""
    return user.is_active and user.has_perm("incidents.add_incident") and user.has_perm("articles.view_article")


def lock(article: Article) -> Article:
    """The article as it is stored now, held until the transaction ends. Refused when it is gone."""
    stored = Article.objects.select_for_update().filter(pk=article.pk).first()
    if stored is None:
        raise Refused("The article is gone.")
    return stored


def write(article: Article, reason: str, *, by: User, **values: object) -> None:
    """Stores columns of an article, with the history of who and why; an article stored in bulk keeps its baseline."""
    keep_baseline(Article.objects.filter(pk=article.pk))
    for name, value in values.items():
        setattr(article, name, value)
    setattr(article, CHANGE_REASON, reason)
    article._history_user = by  # type: ignore[attr-defined]  # noqa: SLF001  (the name django-simple-history asks for)
    article.save(update_fields=[*values, "updated_at"])


class Taken(Refused):
    """Somebody else has the article, or was faster."""


@transaction.atomic
def _hand(article: Article, *, to: User, handed_by: User | None) -> CodingTask:
    stored = lock(article)
    in_hand = open_task(stored, user=to)
    if in_hand is not None:
        return in_hand
    objections = take_objections(stored, by=to, called="You" if handed_by is None else name_of(to))
    if objections:
        raise Taken(*objections)
    return _store(stored, to, handed_by)


def _store(article: Article, to: User, handed_by: User | None) -> CodingTask:
    rounds = standing().filter(article=article)
    task = CodingTask(
        article=article, coder=to, handed_by=handed_by, is_double=_is_double(article),
        round="second" if rounds.filter(round="first").exists() else "first",
    )  # fmt: skip
    task._history_user = handed_by or to  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError as race:
        raise Taken("Somebody else has just taken it.") from race
    return task


def _is_double(article: Article) -> bool:
    """Once coded twice, always: also when the first coder gives it back, or the share is changed meanwhile."""
    was = CodingTask.objects.filter(article=article).values_list("is_double", flat=True).first()
    return is_drawn(article.pk, share=settings.ATTEST_DOUBLE_CODING_SHARE) if was is None else was


def _offers(user: User, besides: Collection[int]) -> Iterator[Article]:
    """What waits for this person, a few at a time; asked again as long as all of them were taken by others."""
    returned = Exists(CodingTask.objects.filter(article=OuterRef("pk"), coder=user, state="given_back"))
    for line in (waiting(user).exclude(returned), waiting(user)):
        yield from _in_turn(line.exclude(pk__in=besides).defer("text"))


def _in_turn(line: QuerySet[Article]) -> Iterator[Article]:
    offered: set[int] = set()
    while some := [each for each in line[:AT_ONCE] if each.pk not in offered]:
        offered |= {each.pk for each in some}
        yield from some


def _locked_task(task: CodingTask, *, state: str = "open") -> CodingTask:
    """The task as it is stored now, its article held. Refused when it is not in this state."""
    article = lock(task.article)
    stored = CodingTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    stored.article = article
    if stored.state != state:
        raise Refused(f"It is {stored.get_state_display().lower()} by now.")
    return stored


def _move(task: CodingTask, state: str, *, by: User) -> None:
    task.state, task.done_at = state, timezone.now() if state == "done" else None
    task._history_user = by  # type: ignore[attr-defined]  # noqa: SLF001
    task.save(update_fields=["state", "done_at", "updated_at"])


def _close(article: Article, *, by: User, without_incident: bool) -> None:
    nothing_found = without_incident and not Incident.objects.filter(task__article=article).exists()
    reason = NOT_AN_INCIDENT if without_incident else "Everything in scope is coded."
    write(article, reason, by=by, triage="irrelevant" if nothing_found else "coded")


def _rounds_are_done(article: Article) -> bool:
    rounds = {task.round: task for task in standing().filter(article=article)}
    first = rounds.get("first")
    due = ("first", "second") if first and first.is_double else ("first",)
    return all(each in rounds and rounds[each].state == "done" for each in due)


def refuse_if(problems: list[str]) -> None:
    """Refused, with these sentences, if there are any."""
    if problems:
        raise Refused(*problems)
