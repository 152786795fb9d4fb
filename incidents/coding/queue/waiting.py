"""What waits to be read, and in which order? Owns who may be handed what, the order of turns and the queue's filters.

An article waits for a person when its text is held, nobody has marked it as no incident, and the round of coding that
is due is free to them: the first, when nobody has it; the second, blind, when the article is coded twice and the first
coder is somebody else.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Article
from incidents.coding.sight import blind_tasks
from incidents.models import CodingTask, Incident

TURN = ("-triage", "queued_at", "id")
"""What was found relevant before what nobody has read ("relevant" sorts after "new"); each by its turn."""

STATES = {
    "waiting": "All that wait",
    "relevant": "Relevant",
    "new": "Not read yet",
    "later": "Put off",
    "mine": "Mine",
    "taken": "With others",
    "stale": "Untouched",
}
"""What a list of the queue can be narrowed to. ``stale`` is for those who may put articles in somebody's hands."""


@dataclass(frozen=True)
class Filters:
    """What the queue is narrowed to. ``relevance`` is the lowest that is shown."""

    state: str = "waiting"
    publisher: int | None = None
    language: str = ""
    relevance: int | None = None
    by_relevance: bool = False

    def narrow(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """The articles of this publisher and language, at least this relevant."""
        if self.publisher is not None:
            articles = articles.filter(publisher=self.publisher)
        if self.language:
            articles = articles.filter(language=self.language)
        return articles if self.relevance is None else articles.filter(relevance__gte=self.relevance)

    def narrows(self) -> bool:
        """Whether anything but the state leaves articles out."""
        return self.publisher is not None or self.language != "" or self.relevance is not None

    def arrange(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """The articles in the order asked for."""
        if self.by_relevance:
            return articles.order_by(F("relevance").desc(nulls_last=True), "queued_at", "id")
        return articles.order_by(*TURN)


EVERYTHING = Filters()


def readable() -> QuerySet[Article]:
    """What can be read at all: rows of a dataset and mere references hold no story, a corrected text holds the old."""
    return Article.objects.current().exclude(holding="reference_only").exclude(kind="dataset_record")


def unread() -> QuerySet[Article]:
    """What can be read and is neither set aside nor coded, whoever has it."""
    return readable().filter(triage__in=["new", "relevant"])


def waiting(user: User, filters: Filters = EVERYTHING) -> QuerySet[Article]:
    """What this person may be handed, in order."""
    return filters.arrange(filters.narrow(unread().exclude(_closed_to(user))))


def listed(user: User, filters: Filters) -> QuerySet[Article]:
    """The list of the queue in one state, in order. KeyError: there is no such state."""
    if filters.state == "mine":
        given = Exists(own_open(user).filter(article=OuterRef("pk"), handed_by__isnull=False))
        return filters.narrow(_in_hand(own_open(user))).order_by(given, "handed", "id")  # type: ignore[misc]
    if filters.state in ("taken", "stale"):
        tasks = others_open(user) if filters.state == "taken" else others_open(user) & stale()
        return filters.arrange(filters.narrow(_in_hand(tasks)))
    return waiting(user, filters).filter(_STATE[filters.state])


def counts(user: User, filters: Filters) -> dict[str, int]:
    """How many each state lists, whatever state the filters name."""
    line = filters.narrow(unread().exclude(_closed_to(user))).order_by()
    waits = line.aggregate(
        waiting=Count("*"), relevant=Count("pk", filter=_STATE["relevant"]), later=Count("pk", filter=PUT_OFF)
    )
    waits["new"] = waits["waiting"] - waits["relevant"]
    tasks = CodingTask.objects.filter(state="open").exclude(pk__in=blind_tasks(user).values("pk"))
    if filters.narrows():
        tasks = tasks.filter(article__in=filters.narrow(Article.objects.all()))
    mine, idle = Q(coder=user), Q(pk__in=stale().values("pk"))
    return waits | tasks.aggregate(
        mine=Count("pk", filter=mine), taken=Count("pk", filter=~mine), stale=Count("pk", filter=~mine & idle)
    )


PUT_OFF = Q(queued_at__gt=F("created_at"))
_STATE = {"waiting": Q(), "relevant": Q(triage="relevant"), "new": Q(triage="new"), "later": PUT_OFF}


def standing() -> QuerySet[CodingTask]:
    """Tasks that hold their article: all but those given back."""
    return CodingTask.objects.exclude(state="given_back")


def own_open(user: User) -> QuerySet[CodingTask]:
    """What this person has in hand: first what they took themselves, then what was given to them, oldest first."""
    return CodingTask.objects.filter(coder=user, state="open").order_by(
        F("handed_by").asc(nulls_first=True), "handed_at", "id"
    )


def others_open(user: User) -> QuerySet[CodingTask]:
    """What others have in hand, as far as this person may know."""
    return CodingTask.objects.filter(state="open").exclude(coder=user).exclude(pk__in=blind_tasks(user).values("pk"))


def stale() -> QuerySet[CodingTask]:
    """Open tasks that nobody has touched for so many days that the reviewers should know, oldest first."""
    before = timezone.now() - dt.timedelta(days=settings.ATTEST_TASK_DAYS)
    touched = Incident.objects.filter(task=OuterRef("pk"), updated_at__gte=before)
    return CodingTask.objects.filter(state="open", handed_at__lt=before).exclude(Exists(touched)).order_by("handed_at")


@dataclass(frozen=True)
class Position:
    """A place in the queue of one person."""

    number: int
    total: int

    def __str__(self) -> str:
        return f"{ordinal(self.number)} of {self.total:,}"


def position(article: Article, user: User) -> Position | None:
    """Where an article stands in what this person reads next: in hand first, then what waits. None: in neither."""
    in_hand, line = list(own_open(user).values_list("article", flat=True)), waiting(user)
    total = len(in_hand) + line.count()
    if article.pk in in_hand:
        return Position(in_hand.index(article.pk) + 1, total)
    if not line.filter(pk=article.pk).exists():
        return None
    return Position(len(in_hand) + line.filter(_ahead_of(article)).count() + 1, total)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th …"""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def _ahead_of(article: Article) -> Q:
    earlier = Q(queued_at__lt=article.queued_at) | Q(queued_at=article.queued_at, id__lt=article.pk)
    return Q(triage__gt=article.triage) | Q(triage=article.triage) & earlier


def _closed_to(user: User) -> Exists:
    """The article is theirs already, is coded once and somebody has it, or both rounds have their coder."""
    second = standing().filter(article=OuterRef("article"), round="second")
    full = Q(round="first") & (Q(is_double=False) | Exists(second))
    return Exists(standing().filter(Q(coder=user) | full, article=OuterRef("pk")))


def _in_hand(tasks: QuerySet[CodingTask]) -> QuerySet[Article]:
    since = tasks.order_by().filter(article=OuterRef("pk")).values("handed_at")[:1]
    return Article.objects.filter(pk__in=tasks.order_by().values("article")).annotate(handed=Subquery(since))
