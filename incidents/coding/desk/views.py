"""How does the browser talk to the desk? Owns the page, the gestures it sends, and the sections it gets back.

A gesture is a POST of JSON; the answer holds the sections of the panel as they are stored now, so that two people at
one incident see each other's work. Refusals are 409 with a sentence, malformed requests 400 with the reason.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from articles.models import Article
from incidents import codebook, dates
from incidents.coding import merging, queue, review, steps
from incidents.coding.desk import drafts, finding, gestures
from incidents.coding.desk.bench import Bench, Cannot
from incidents.coding.desk.gestures import Malformed
from incidents.coding.desk.panel import Panel, nothing, show, spans
from incidents.coding.desk.records import GESTURES
from incidents.coding.duplicates import likely_same
from incidents.coding.editing import take_next_turn
from incidents.coding.sight import visible_to
from incidents.coding.versions import earlier, latest
from incidents.models import Incident

NOT_STORED = "This cannot be stored beside what is there. Nothing was changed; the desk shows what is stored now."

MOST_OPEN = 50
"""Cards with all their fields shown."""

LONGEST_REQUEST = 100_000
"""Bytes of one gesture: its words are sent as positions."""


@require_GET
def desk(request: HttpRequest, key: int) -> HttpResponse:
    """The article beside one of its incidents: the one asked for, else the latest of this person's own."""
    user, article = _coder(request), _article(request, key)
    if article.is_corrected():
        return redirect(f"{reverse('admin:desk', args=[latest(article).pk])}?{request.GET.urlencode()}")
    incidents = list(_coded_from(article, user))
    incident = _chosen(request, incidents, user)
    incidents = incidents if incident is None or incident in incidents else [incident, *incidents]
    panel = show(incident, article_key=article.pk) if incident else None
    context = {
        **admin.site.each_context(request), "title": article.title or "Article without a headline", "article": article,
        "paragraphs": list(paragraphs(article.text)), "incidents": incidents, "incident": incident, "panel": panel,
        "published": dates.words(article.published_edtf) if article.published_edtf else "",
        **_likely(request, article, incident), "place_in_queue": queue.position(article, user),
        "sections": panel.sections if panel else nothing(), "finders": finding.finders(article.pk),
        "others": list(_quoted_by(incident, article)) if incident else [],
        "gestures": GESTURES, "spans": spans(incident, article_key=article.pk), "is_nav_sidebar_enabled": False,
        "is_popup": False, "codebook": codebook.for_pages(), **(_commenting(article, incident) if incident else {}),
    }  # fmt: skip
    return render(request, "desk/desk.html", context)


@require_GET
def panel(request: HttpRequest, key: int) -> HttpResponse:
    """The sections as they are stored now; 204 while the version is the one the browser has."""
    user, article = _coder(request), _article(request, key)
    incident = _incident(request.GET.get("incident"), user)
    if str(incident.version) == request.GET.get("version"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    opened = request.GET.getlist("open")[:MOST_OPEN]
    return JsonResponse(_answer(request, article, incident, {"open": opened, "have": {}}))


@require_POST
def act(request: HttpRequest, key: int) -> HttpResponse:
    """One gesture, whole or not at all."""
    user, article = _coder(request), _article(request, key)
    try:
        sent = _sent(request)
        incident, told = _do(sent, article, user)
    except Malformed as problem:
        return JsonResponse({"error": str(problem)}, status=HTTPStatus.BAD_REQUEST)
    except Cannot as refusal:
        told = {"error": str(refusal), "needs": refusal.needs, "stored": refusal.stored}
        return JsonResponse(told, status=HTTPStatus.CONFLICT)
    except review.Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=HTTPStatus.CONFLICT)
    except IntegrityError:
        return JsonResponse({"error": NOT_STORED}, status=HTTPStatus.CONFLICT)
    return JsonResponse(_answer(request, article, incident, sent) | told)


@require_POST
def actor(request: HttpRequest, key: int) -> HttpResponse:
    """A new actor by the name that a source uses, or the one that is known by it."""
    _coder(request)
    if not request.user.has_perm("incidents.add_actor"):
        raise PermissionDenied
    try:
        made = finding.actor_called(_sent_object(request))
    except Malformed as problem:
        return JsonResponse({"error": str(problem)}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"id": made.pk, "text": str(made)})


@require_POST
def adopt(request: HttpRequest, key: int) -> HttpResponse:
    """This article becomes a source of an incident that is there already; a draft begun from it is folded in."""
    user, article = _coder(request), _article(request, key)
    into = _incident(request.POST.get("incident"), user)
    try:
        if request.POST.get("draft"):
            merging.merge(_incident(request.POST["draft"], user), into=into, by=user, reason="The same event.")
    except review.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_at_desk(article, request.POST["draft"]))
    return redirect(_at_desk(article, into.pk))


@require_POST
def done(request: HttpRequest, key: int) -> HttpResponse:
    """Everything of this article is coded: on to the next one of the queue."""
    user, article = _coder(request), _article(request, key)
    try:
        if (task := queue.open_task(article, user=user)) is not None:
            queue.finish(task, by=user)
        following = queue.next_for(user)
    except review.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_at_desk(article, ""))
    return redirect(_at_desk(following.article, "") if following else "admin:queue")


def _at_desk(article: Article, incident: Any) -> str:
    return reverse("admin:desk", args=[article.pk]) + (f"?incident={incident}" if incident else "")


@transaction.atomic
def _do(sent: dict[str, Any], article: Article, user: User) -> tuple[Incident, dict[str, Any]]:
    if sent["text"] != article.text_sha256 or article.is_corrected():
        raise Cannot("The text of the article has changed. Load the page again: every quote is found anew.")
    incident = _incident(sent["incident"], user) if sent["incident"] else drafts.begin(article, by=user)
    if sent["act"] == "undo":
        return incident, _undo(incident, user)
    with transaction.atomic():
        take_next_turn(incident)
        bench = Bench(incident, article, user, active=sent["active"])
        label = gestures.perform(bench, sent)
        step = steps.keep(incident, bench.recorder, kind="desk", label=label)
        # A colleague's page must not say that somebody has changed what nobody has.
        transaction.set_rollback(step is None)
    return incident, {"said": label if step else "", "touched": bench.touched}


def _undo(incident: Incident, user: User) -> dict[str, Any]:
    step = steps.last_step(incident, by=user)
    if step is None:
        raise Cannot("There is nothing of yours to undo here.")
    steps.undo(step, by=user)
    return {"said": f"Undone: {step.label}", "touched": []}


def _answer(request: HttpRequest, article: Article, incident: Incident, sent: dict[str, Any]) -> dict[str, Any]:
    incident.refresh_from_db()
    shown = show(incident, article_key=article.pk, opened=sent["open"])
    return {
        "incident": incident.pk, "version": incident.version, "title": incident.title, "code": incident.code,
        "sections": _changed(_sections(request, article, shown), sent["have"]),
        "spans": spans(incident, article_key=article.pk),
        "blocking": shown.blocking, "prefilled": shown.prefilled,
    }  # fmt: skip


def _changed(sections: dict[str, str], have: dict[str, str]) -> dict[str, list[str]]:
    """Each section that the browser does not have in this state, as [mark, HTML]; the mark names the state."""
    marked = {name: [hashlib.sha256(html.encode()).hexdigest()[:16], html] for name, html in sections.items()}
    return {name: pair for name, pair in marked.items() if have.get(name) != pair[0]}


def _likely(request: HttpRequest, article: Article, incident: Incident | None) -> dict[str, Any]:
    """Incidents that may be the same, while there is a draft to compare with them."""
    if incident is None or incident.has_permanent_code():
        return {"likely": []}
    found = likely_same(incident, by=_coder(request), article=article, limit=3)
    return {
        "likely": found, "incident": incident, "add_article_to": reverse("admin:desk_adopt", args=[article.pk]),
    }  # fmt: skip


def _sections(request: HttpRequest, article: Article, shown: Panel) -> dict[str, str]:
    """The HTML of each section by the id under which it stands on the page."""
    html: dict[str, str] = {
        "desk-missing": render_to_string("desk/_missing.html", {"panel": shown}, request),
        "desk-likely": render_to_string("desk/_likely.html", _likely(request, article, shown.incident), request),
    }
    for section in shown.sections:
        context = {"section": section, **_commenting(article, shown.incident)}
        html[section.id] = render_to_string("desk/_section.html", context, request)
    return html


def _commenting(article: Article, incident: Incident) -> dict[str, Any]:
    """Where comments on this incident are written, and the way back from there."""
    return {
        "incident_key": incident.pk, "comments_at": reverse("admin:incidents_incident_comments", args=[incident.pk]),
        "next": _at_desk(article, incident.pk),
    }  # fmt: skip


# What was asked


def _coder(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not user.has_perms(["incidents.add_incident", "incidents.change_incident"]):
        raise PermissionDenied
    return user


def _article(request: HttpRequest, key: int) -> Article:
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    article = Article.objects.select_related("publisher").filter(pk=key).first()
    if article is None:
        raise Http404("There is no such article.")
    return article


def _coded_from(article: Article, user: User) -> Iterator[Incident]:
    """The incidents that quote any version of the article, and those begun from it; latest first."""
    rows = visible_to(user).exclude(status="merged")
    quoting = rows.filter(citations__article__in=[article, *earlier(article)])
    begun = rows.filter(task__article=article)
    yield from (quoting | begun).distinct().order_by("-pk")


def _quoted_by(incident: Incident, article: Article) -> QuerySet[Article]:
    """The other articles from which this incident has been coded, and whose text is held."""
    quoted = Article.objects.current().filter(citations__incident=incident).exclude(holding="reference_only")
    return quoted.exclude(pk=article.pk).select_related("publisher").defer("text").distinct().order_by("pk")


def _chosen(request: HttpRequest, incidents: list[Incident], user: User) -> Incident | None:
    asked = request.GET.get("incident", "")
    if asked == "new":
        return None
    if asked:
        return _incident(asked, user)
    return next((each for each in incidents if each.created_by_id == user.pk), None)


def _incident(key: Any, user: User) -> Incident:
    text = str(key or "")
    found = visible_to(user).filter(pk=text).first() if text.isascii() and text.isdecimal() and len(text) < 19 else None
    if found is None or found.status == "merged":
        raise Http404("There is no such incident to code.")
    return found


def _sent(request: HttpRequest) -> dict[str, Any]:
    """The gesture as data, with every part of it of the form it should have. ``Malformed`` says what is not."""
    return gestures.checked(_sent_object(request))


def _sent_object(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > LONGEST_REQUEST:
        raise Malformed("The request is too long.")
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as problem:
        raise Malformed("The request is no JSON.") from problem
    if not isinstance(sent, dict):
        raise Malformed("The request is no object.")
    return sent


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that say something, each with the position of its first character."""
    return ((found.start(), found.group()) for found in re.finditer(r"[^\n]*\S[^\n]*", text))
