"""How does an analyst enter a corrected text? Owns the page that tells what becomes of its quotes before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.tables import user_of
from articles.models import Article
from incidents.coding import corrections
from incidents.coding.alignment import pieces
from incidents.coding.reanchoring import Move, Plan
from incidents.coding.review import Refused
from incidents.coding.sight import visible_to
from incidents.models import Citation

LARGEST_KEY = 2**63
"""The first number that is no key of either engine."""

NEEDED = ("articles.change_article", "articles.add_article", "incidents.change_citation")
"""What one needs to put a corrected text in the place of another, and to move quotes."""

CAME_LATE = "quotes that stood on the text before it"


class CorrectionForm(forms.Form):
    """``seen_sha256`` is of the text that was corrected. Whether the new text can be one is for the rules to say."""

    seen_sha256 = forms.CharField(required=False, max_length=64)
    text = forms.CharField(
        label="corrected text", required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField article-text", "dir": "auto"}),
    )  # fmt: skip
    reason = forms.CharField(
        max_length=300, widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="For example: the paper corrected the toll on 15 January. It stands in the history.",
    )  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What becomes of the quotes, as far as this person may see them."""

    kept: list[Move]
    elsewhere: list[Move]
    lost: list[Citation]


def correction_urls(admin_view: Callable[[Any], Any]) -> list[URLPattern]:
    """The address of the page, beside those of the article: the admin of articles cannot know of quotes."""
    address = "articles/article/<int:key>/correct/"
    return [path(address, admin_view(correct_view), name="articles_article_correct")]


def correct_view(request: HttpRequest, key: int) -> HttpResponse:
    """The text to correct; on POST what it would change; once that is confirmed, the next version."""
    article = _article(request, key)
    step = request.POST.get("step", "")
    if article.is_corrected() and "text" not in request.POST:
        return _take_along(request, article) if step == "take-along" else _corrected_page(request, article)
    form = CorrectionForm(request.POST or None, initial={"text": article.text})
    if not form.is_bound or not form.is_valid() or step == "edit":
        return _page(request, article, "_correction_form", form=form)
    try:
        return (_store if step == "store" else _preview)(request, article, form)
    except Refused as refusal:
        return _page(request, article, "_correction_form", status=409, form=form, problems=refusal.problems)


def _article(request: HttpRequest, key: int) -> Article:
    if not user_of(request).has_perms(NEEDED):
        raise PermissionDenied
    article = Article.objects.select_related("publisher").filter(pk=key).first() if key < LARGEST_KEY else None
    if article is None:
        raise Http404
    return article


def _preview(request: HttpRequest, article: Article, form: CorrectionForm) -> HttpResponse:
    _refuse_unless_seen(article, form)
    new = corrections.next_version(article, form.cleaned_data["text"])
    told = _told(corrections.plan(new), user_of(request))
    return _page(
        request, article, "_correction_preview", form=form, text=new.text, told=told,
        pieces=pieces(article.text, new.text),
    )  # fmt: skip


def _store(request: HttpRequest, article: Article, form: CorrectionForm) -> HttpResponse:
    _refuse_unless_seen(article, form)
    data = form.cleaned_data
    done = corrections.correct(article, text=data["text"], by=user_of(request), reason=data["reason"])
    told = _told(Plan([Move(each, None) for each in done.moved], done.lost), user_of(request))
    moved = f"The corrected text is stored, and {_counted(len(told.kept))} moved to it."
    if told.lost:
        messages.warning(request, f"{moved} {_counted(len(told.lost)).capitalize()} not: see below.")
        return HttpResponseRedirect(reverse("admin:articles_article_correct", args=[article.pk]))
    messages.success(request, f"{moved} This is its page.")
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[done.article.pk]))


def _counted(quotes: int) -> str:
    return "1 quote has" if quotes == 1 else f"{quotes or 'no'} quotes have"


def _refuse_unless_seen(article: Article, form: CorrectionForm) -> None:
    if form.cleaned_data["seen_sha256"] != article.text_sha256:
        raise corrections.StaleArticle


def _take_along(request: HttpRequest, article: Article) -> HttpResponse:
    """Quotes that somebody stored on the old text after it was corrected."""
    try:
        corrections.carry_over(corrections.latest(article), by=user_of(request), reason=CAME_LATE)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.problems))
    return HttpResponseRedirect(reverse("admin:articles_article_correct", args=[article.pk]))


def _corrected_page(request: HttpRequest, article: Article) -> HttpResponse:
    latest = corrections.latest(article)
    made = article.corrections.get().history.select_related("history_user").filter(history_type="+").last()
    return _page(
        request, article, "_corrected", latest=latest, told=_told(corrections.plan(latest), user_of(request)),
        made=made, reason=(made.history_change_reason or "").removeprefix(corrections.SIGNED) if made else "",
    )  # fmt: skip


def _told(plan: Plan, user: User) -> Told:
    incidents = {each.incident_id for each in [*(move.citation for move in plan.moves), *plan.lost]}
    visible = set(visible_to(user).filter(pk__in=incidents).values_list("pk", flat=True))
    moves = [each for each in plan.moves if each.citation.incident_id in visible]
    return Told(
        kept=[each for each in moves if not each.is_elsewhere],
        elsewhere=[each for each in moves if each.is_elsewhere],
        lost=[each for each in plan.lost if each.incident_id in visible],
    )


def _page(request: HttpRequest, article: Article, part: str, *, status: int = 200, **shown: Any) -> HttpResponse:
    context = {
        **admin.site.each_context(request), "title": "Corrected text", "subtitle": str(article), "original": article,
        "opts": Article._meta, "part": f"admin/attest/{part}.html", **shown,
    }  # fmt: skip
    return TemplateResponse(request, "admin/attest/correction.html", context, status=status)
