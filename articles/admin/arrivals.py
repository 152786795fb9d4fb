"""How does an analyst bring articles in? Owns the pages by address and by CSV, and what is offered on a new article."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles import imports
from articles.admin.arrival_forms import AddressForm, LookedAtForm, UploadForm, packed
from articles.admin.snapshots import attachment
from articles.admin.tables import user_of
from articles.arrival import Arrival, at_address, attribute
from articles.duplicates import copies_of
from articles.history import keep_baseline
from articles.models import Article
from articles.relevance import relevance
from articles.snapshots import SnapshotDamaged
from articles.visits import REFUSALS, revisit, sentence, visit

_SHOWN_ROWS, _SHOWN_PROBLEMS = 50, 200


class ArrivalViews(admin.ModelAdmin):
    """The pages ``by-address/`` and ``import/``; beside each article its snapshot, its originals, its next version."""

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, "articles_article_{}".format
        own = [
            path("by-address/", view(self.by_address_view), name=name("by_address")),
            path("import/", view(self.import_view), name=name("import")),
            path("<int:key>/snapshot/", view(self.snapshot_view), name=name("snapshot")),
            path("<int:key>/copy-of/<int:original>/", view(self.copy_view), name=name("copy_of")),
            path("<int:key>/revisit/", view(self.revisit_view), name=name("revisit")),
        ]
        return [*own, *super().get_urls()]

    # By address

    def by_address_view(self, request: HttpRequest) -> HttpResponse:
        """Fetches a page and stores its article, or says that it is here already."""
        self._may_add(request)
        form, known = AddressForm(request.POST or None), None
        if form.is_bound and form.is_valid():
            try:
                arrival = self._arrive(request, form.cleaned_data["url"])
            except REFUSALS as refusal:
                form.add_error("url", sentence(refusal))
            else:
                if arrival.is_new:
                    return self._stored(request, arrival)
                known = arrival.article
        return self._page(request, "by_address.html", "Add an article by address", form=form, known=known)

    def _arrive(self, request: HttpRequest, url: str) -> Arrival:
        known = at_address(url) if "again" in request.POST else None
        return revisit(known, by=user_of(request)) if known else visit(url, by=user_of(request))

    def _stored(self, request: HttpRequest, arrival: Arrival) -> HttpResponse:
        self.message_user(request, "The article was fetched and stored; look it over.", messages.SUCCESS)
        for hint in arrival.hints:
            self.message_user(request, hint, messages.WARNING)
        return HttpResponseRedirect(_page_of(arrival.article))

    # By CSV

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Shows what a CSV would bring, with every problem in it; takes it only once that has been looked at."""
        self._may_add(request)
        looked_at = "packed" in request.POST
        form: forms.Form = (
            LookedAtForm(request.POST) if looked_at else UploadForm(request.POST or None, request.FILES or None)
        )
        outcome, content = None, b""
        if form.is_bound and form.is_valid():
            content = form.cleaned_data["packed" if looked_at else "file"]
            outcome = imports.take(content, by=user_of(request), dry_run=not looked_at)
            if looked_at and not outcome.problems:
                return self._imported(request, outcome)
        return self._page(
            request, "import.html", "Import a CSV of articles", form=UploadForm() if looked_at else form,
            lost=form.errors.get("packed") if looked_at else None, outcome=outcome, columns=imports.COLUMNS,
            rows=outcome.rows[:_SHOWN_ROWS] if outcome else [],
            problems=outcome.problems[:_SHOWN_PROBLEMS] if outcome else [],
            new=outcome.count("new") if outcome else 0, known=outcome.count("known") if outcome else 0,
            packed=packed(content) if outcome and outcome.rows and not outcome.problems else "",
        )  # fmt: skip

    def _imported(self, request: HttpRequest, outcome: imports.Outcome) -> HttpResponse:
        new, known = outcome.count("new"), outcome.count("known")
        self.message_user(request, f"{new:,} new, {known:,} here already.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    # Beside an article

    def snapshot_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """The bytes of the page, as a file to keep."""
        article = self._article(request, key)
        if article.snapshot is None:
            raise Http404("Nothing was fetched for this article.")
        try:
            return attachment(article.snapshot, name=f"article-{article.pk}-snapshot")
        except SnapshotDamaged as problem:
            self.message_user(request, str(problem), messages.ERROR)
            return HttpResponseRedirect(_page_of(article))

    def copy_view(self, request: HttpRequest, key: int, original: int) -> HttpResponse:
        """Says that an article is a copy of one that is offered."""
        article = self._article(request, key, changing=True)
        offered = next((each for each in copies_of(article) if each.article.pk == original), None)
        if offered is None:
            self.message_user(request, "That article is no longer offered as the original.", messages.ERROR)
            return HttpResponseRedirect(_page_of(article))
        keep_baseline(Article.objects.filter(pk=article.pk))
        article.republishes = offered.article
        attribute(article, by=user_of(request), reason=f"A copy: {offered.reason}.")
        article.save(update_fields=["republishes", "updated_at"])
        self.message_user(request, f"It is now a copy of “{offered.article}”.", messages.SUCCESS)
        return HttpResponseRedirect(_page_of(article))

    def revisit_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Fetches the page of an article again; a changed text becomes a version beside it."""
        article = self._article(request, key, changing=True)
        self._may_add(request)
        try:
            arrival = revisit(article, by=user_of(request))
        except REFUSALS as refusal:
            self.message_user(request, sentence(refusal), messages.ERROR)
            return HttpResponseRedirect(_page_of(article))
        if arrival.is_new:
            told = 'The page reads differently today. This is its new version, beside <a href="{}">the one before</a>.'
            self.message_user(request, format_html(told, _page_of(article)), messages.SUCCESS)
        else:
            self.message_user(request, "The page still reads as it is stored here.", messages.SUCCESS)
        return HttpResponseRedirect(_page_of(arrival.article))

    def arrived(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        """What the page of an article says of how it came here, and what it may be a copy of."""
        return {
            "snapshot": article.snapshot, "relevance": _why(article), "feed": article.feed,
            "copies": copies_of(article), "may_change": self.has_change_permission(request, article),
            "may_revisit": bool(article.url) and self.has_add_permission(request),
        }  # fmt: skip

    def _may_add(self, request: HttpRequest) -> None:
        if request.method not in ("GET", "HEAD", "POST") or not self.has_add_permission(request):
            raise PermissionDenied

    def _article(self, request: HttpRequest, key: int, *, changing: bool = False) -> Article:
        """The article, for those who may see it; PermissionDenied where a change needs a POST and the right to it."""
        article: Article | None = self.get_queryset(request).filter(pk=key).first() if key < 2**63 else None
        if article is None:
            raise Http404
        may = self.has_change_permission if changing else self.has_view_permission
        if not may(request, article) or (changing and request.method != "POST"):
            raise PermissionDenied
        return article

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/attest/arrivals/{template}", {**common, **context})


def _page_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _why(article: Article) -> str:
    found = relevance(article.title, article.text, language=article.language)
    return f"{found.score} of 100. {found.why}" if found else ""
