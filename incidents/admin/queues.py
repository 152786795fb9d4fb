"""What waits for this person? Owns the queues of the start page."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from incidents.admin.queue import coding_address
from incidents.coding import blind, queue
from incidents.coding.adjudication import Waiting, waiting
from incidents.coding.duplicates import Pair, likely_pairs
from incidents.coding.left_out import to_publish_again
from incidents.coding.reanchoring import left_behind
from incidents.coding.sight import visible_to
from incidents.models import Citation, CodingTask, Incident, ReviewEvent
from incidents.roles import is_guest

SHOWN = 8


@dataclass(frozen=True)
class InHand:
    """One article that somebody has to code, with its place in their queue and where it is coded."""

    task: CodingTask
    place: str
    address: str


@dataclass(frozen=True)
class ToRead:
    """What waits to be read by somebody, and what they have in hand. ``stale`` counts tasks nobody touches."""

    waiting: int
    mine: list[InHand]
    has_more: bool
    stale: int


@dataclass(frozen=True)
class Queue:
    """The first incidents of a queue, or pairs of them. ``more`` leads to the list, blank where there is none."""

    title: str
    empty: str
    rows: list[Any]
    has_more: bool
    more: str = ""
    pairs: list[Pair] = field(default_factory=list)


def to_read(user: User) -> ToRead | None:
    """The reading queue of somebody who codes; None for everybody else."""
    if not queue.may_code(user):
        return None
    counts = queue.counts(user, queue.EVERYTHING)
    tasks = queue.own_open(user).select_related("article__publisher").defer("article__text")
    mine = [_in_hand(task, number, counts) for number, task in enumerate(tasks[:SHOWN], start=1)]
    stale = 0 if queue.hand_objections(by=user) else counts["stale"]
    return ToRead(counts["waiting"], mine, counts["mine"] > SHOWN, stale)


def _in_hand(task: CodingTask, number: int, counts: dict[str, int]) -> InHand:
    """What is in hand comes first in one's queue, in this order."""
    place = queue.Position(number, counts["mine"] + counts["waiting"])
    return InHand(task, str(place), coding_address(task.article))


@dataclass(frozen=True)
class SecondCodings:
    """The articles between whose two codings somebody should decide."""

    rows: list[Waiting]
    has_more: bool


def second_codings(user: User) -> SecondCodings | None:
    """For those who may decide, on a site where articles are coded twice."""
    if not user.has_perm("incidents.adjudicate_incident"):
        return None
    if not (settings.ATTEST_DOUBLE_CODING_SHARE or CodingTask.objects.filter(is_double=True).exists()):
        return None
    ready = [each for each in waiting(user=user) if each.is_ready]
    return SecondCodings(ready[:SHOWN], len(ready) > SHOWN)


def queues(user: User) -> list[Queue]:
    """The queues of somebody who may see incidents; for a guest only what is assigned to them."""
    if not user.has_perm("incidents.view_incident"):
        return []
    rows = visible_to(user).order_by("-updated_at").only("code", "title", "status", "updated_at")
    if is_guest(user):
        return [_queue("Yours to read", "Nothing is assigned to you at present.", rows)]
    return [*_coding(rows, user), *_review(rows, user), *_corrected(rows)]


def _coding(rows: QuerySet[Incident], user: User) -> list[Queue]:
    sent_back = _with_reason(rows.filter(status="draft", pk__in=_last_step("send_back", apart_from=_STAY)))
    own = sent_back if _reviews(user) else sent_back.filter(Q(created_by=user) | Q(assigned_to=user))
    to_do = rows.filter(assigned_to=user, status__in=["draft", "in_review"])
    return [
        _queue("Mine to do", "Nothing is in your hands.", to_do, more=f"{_list()}?assigned_to=me"),
        _queue("Sent back", "Nothing was sent back.", _with_desk(own)),
        _queue("My drafts", "You have no drafts.", _with_desk(rows.filter(status="draft", created_by=user))),
    ]


def _review(rows: QuerySet[Incident], user: User) -> list[Queue]:
    listed = f"{_list()}?status__exact=in_review"
    # What is coded twice waits for a decision first, in a queue of its own.
    to_review = rows.filter(status="in_review").exclude(task__in=blind.undecided())
    in_review = _queue("In review", "Nothing waits for review.", to_review, more=listed)
    if not _reviews(user):
        return [in_review]
    conflicts = rows.filter(pk__in=_last_step("conflict", apart_from=("assign",)))
    return [
        in_review,
        _queue("Import conflicts", "No import met a change of ours.", conflicts),
        _queue(
            "Relations to publish again", "Readers see every relation they can.",
            to_publish_again(visible_to(user), at_most=SHOWN + 1),
        ),
        _duplicates(user),
    ]  # fmt: skip


def _duplicates(user: User) -> Queue:
    """What is in work and may be the same as another; two that are tied by a relation have been compared."""
    return Queue(
        "Likely duplicates", "Nothing in work looks like another incident.", [], False, pairs=likely_pairs(by=user)
    )


def _corrected(rows: QuerySet[Incident]) -> list[Queue]:
    """Rare enough to be shown only when there are any."""
    behind = rows.exclude(status="merged").filter(pk__in=left_behind().values("incident"))
    queue = _queue("Quotes from texts that were corrected", "", behind)
    return [queue] if queue.rows else []


def _reviews(user: User) -> bool:
    return user.has_perm("incidents.publish_incident")


def _list() -> str:
    return reverse("admin:incidents_incident_changelist")


_STAY = ("assign", "conflict")
"""Events that leave an incident where it is."""


def _last_step(action: str, *, apart_from: tuple[str, ...]) -> QuerySet[Any]:
    """Incidents whose latest step of review is this one, whatever events of these kinds came after it."""
    events = ReviewEvent.objects.filter(incident=OuterRef("incident")).exclude(action__in=apart_from)
    latest = events.order_by("-id").values("id")[:1]
    return ReviewEvent.objects.filter(action=action, id=Subquery(latest)).values("incident_id")


def _with_desk(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """The same with the latest article that is quoted: its desk is where the coding goes on."""
    quoted = Citation.objects.filter(incident=OuterRef("pk")).exclude(article__holding="reference_only")
    return rows.annotate(at_desk=Subquery(quoted.order_by("-pk").values("article")[:1]))


def _with_reason(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    """The same with what the reviewer wrote, and how many comments are open."""
    sent_back = ReviewEvent.objects.filter(incident=OuterRef("pk"), action="send_back").order_by("-id")
    is_open = Q(comments__resolved_at__isnull=True, comments__isnull=False)
    return rows.annotate(
        reason=Subquery(sent_back.values("reason")[:1]), open_comments=Count("comments", filter=is_open)
    )


def _queue(title: str, empty: str, rows: QuerySet[Incident] | list[Incident], *, more: str = "") -> Queue:
    found = list(rows[: SHOWN + 1])
    return Queue(title, empty, found[:SHOWN], len(found) > SHOWN, more)
