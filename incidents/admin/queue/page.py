"""What does a reader see of the queue? Owns its list and the reading pane beside it; nothing is changed here."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from articles.admin.tables import LONGEST_KEY, user_of
from articles.models import Article
from incidents.admin.queue.filters import FilterForm
from incidents.admin.queue.reading import coders, reading
from incidents.admin.queue.rows import rows
from incidents.coding import queue

ON_A_PAGE = 50


class Line:
    """The keys of a list whose length is known already, as a paginator asks for it."""

    ordered = True

    def __init__(self, articles: QuerySet[Article], length: int) -> None:
        self.keys, self.length = articles.values_list("pk", flat=True), length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, part: slice) -> list[int]:
        return list(self.keys[part])


@require_safe
def queue_page(request: HttpRequest) -> HttpResponse:
    """The list, and the article that is open beside it. What the filters do not know lists nothing."""
    user = reader_of(request)
    form = FilterForm(request.GET)
    context = {**admin.site.each_context(request), "title": "Queue", "form": form, "is_nav_sidebar_enabled": False}
    if form.is_valid():
        context |= _list(request, form)
    context |= {
        "reading": _open_article(request),
        "may_assign": not queue.hand_objections(by=user),
        "may_code": queue.may_code(user),
        "back": _without(request, "article"),
    }
    if context["may_assign"]:
        context["coders"] = coders()
    return TemplateResponse(request, "admin/attest/queue/page.html", context, status=200 if form.is_valid() else 400)


@require_safe
def reading_pane(request: HttpRequest, key: int) -> HttpResponse:
    """One article as it is read beside the list, without the page around it."""
    article = readable_or_404(key)
    context = {"reading": reading(article, user=reader_of(request)), "back": request.GET.get("back", "")}
    return TemplateResponse(request, "admin/attest/queue/_reading.html", context)


def reader_of(request: HttpRequest) -> Any:
    """The person who is logged in, if they may read articles. Guests may not."""
    user = user_of(request)
    if not user.has_perm("articles.view_article"):
        raise PermissionDenied
    return user


def readable_or_404(key: int | str) -> Article:
    """The article with this key."""
    text = str(key)
    found = Article.objects.select_related("publisher", "republishes").filter(
        pk=text if text.isdecimal() and len(text) < LONGEST_KEY else 0
    )
    article: Article | None = found.first()
    if article is None:
        raise Http404("There is no such article.")
    return article


def _list(request: HttpRequest, form: FilterForm) -> dict[str, Any]:
    user = user_of(request)
    if form.filters.state == "stale" and queue.hand_objections(by=user):
        raise PermissionDenied
    counts = queue.counts(user, form.filters)
    line = Line(queue.listed(user, form.filters), counts[form.filters.state])
    page: Page[Any] = Paginator(line, ON_A_PAGE).get_page(form.number)  # type: ignore[arg-type]
    return {
        "page": page,
        "rows": rows(list(page.object_list), user=user),
        "tabs": _tabs(request, counts, form.filters.state),
        "earlier": _with(request, page=page.previous_page_number()) if page.has_previous() else "",
        "later": _with(request, page=page.next_page_number()) if page.has_next() else "",
    }


def _tabs(request: HttpRequest, counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    """The states with their counts; those untouched for long only for who may hand out articles, if there are any."""
    hidden = {"stale"} if queue.hand_objections(by=user_of(request)) or not counts["stale"] else set()
    return [
        {"label": label, "count": counts[state], "query": _with(request, state=state), "is_current": state == current}
        for state, label in queue.STATES.items()
        if state not in hidden or state == current
    ]


def _open_article(request: HttpRequest) -> Any:
    key = request.GET.get("article", "")
    return reading(readable_or_404(key), user=user_of(request)) if key else None


def _with(request: HttpRequest, **changed: Any) -> str:
    """The query of this list with something changed: another state begins on its first page, with nothing open."""
    query = request.GET.copy()
    for name in ("page", "article"):
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()
