"""Which incidents may this person see? Owns how guests are narrowed, and that two codings of one article are blind."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from articles.models import Article
from incidents.coding import blind
from incidents.models import Citation, CodingTask, Incident
from incidents.roles import is_guest


def visible_to(user: User) -> QuerySet[Incident]:
    """The incidents this person may read. Every list, search, suggestion and page of the analysts starts from it."""
    if is_guest(user):
        return Incident.objects.filter(assignments__user=user, assignments__until__gte=timezone.localdate())
    return Incident.objects.exclude(pk__in=blind_to(user).values("pk"))


def coded_from(article: Article, *, user: User) -> QuerySet[Incident]:
    """The incidents that came of this article or quote it, as far as this person may see them, latest first."""
    came_of_it = Q(task__in=CodingTask.objects.filter(article=article))
    quotes_it = Q(pk__in=Citation.objects.filter(article=article).values("incident"))
    return visible_to(user).filter(came_of_it | quotes_it).order_by("-id")


def blind_to(user: User) -> QuerySet[Incident]:
    """Others' codings of articles that are coded twice, until they are decided."""
    return Incident.objects.filter(task__in=blind_tasks(user))


def blind_tasks(user: User) -> QuerySet[CodingTask]:
    """Others' tasks on articles that are coded twice, until they are decided.

    Who may decide between two codings sees both, unless one of them is their own.
    """
    undecided = blind.undecided()
    if user.has_perm("incidents.adjudicate_incident"):
        undecided = undecided.filter(article__in=_coded_by(user))
    return undecided.exclude(coder=user)


def hidden_from(user: User) -> QuerySet[Incident]:
    """The incidents this person may not read; nothing shown to them may so much as name one."""
    return Incident.objects.exclude(pk__in=visible_to(user).values("pk")) if is_guest(user) else blind_to(user)


def hidden_among(rows: Iterable[Model], *, user: User) -> set[Model]:
    """Those rows of any tables that belong to an incident this person may not read, or lead to one."""
    ends = {row: _incidents_of(row) for row in rows}
    hidden = set(hidden_from(user).filter(pk__in=set().union(*ends.values())).values_list("pk", flat=True))
    return {row for row, keys in ends.items() if keys & hidden}


def _incidents_of(row: Model) -> set[int]:
    keys = {getattr(row, f"{name}_id", None) for name in ("incident", "to_incident")}
    keys |= {row.pk} if isinstance(row, Incident) else set()
    keys |= {row.relation.to_incident_id} if isinstance(row, Citation) and row.relation else set()
    return {key for key in keys if key is not None}


def _coded_by(user: User) -> QuerySet[CodingTask]:
    """The articles this person codes, as a subquery."""
    return CodingTask.objects.filter(coder=user).exclude(state="given_back").values("article")  # type: ignore[return-value]
