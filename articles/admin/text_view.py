"""Where in the article do these words stand? Owns the read-only page of a text with one span marked."""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from articles.models import Article


class TextView(admin.ModelAdmin):
    """``<article>/text/?start=…&end=…``: positions count code points, the end excluded, as in a citation."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.text_view)
        return [path("<int:key>/text/", view, name="articles_article_text"), *super().get_urls()]

    def text_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """The whole text; a span that is none is told above it."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = Article.objects.select_related("publisher").filter(pk=key).first()
        if article is None:
            raise Http404
        span = _span(request.GET, len(article.text))
        context = {
            **self.admin_site.each_context(request), **_parts(article.text, span), "title": "Text",
            "subtitle": str(article), "opts": self.opts, "original": article, "is_refused": span is None,
        }  # fmt: skip
        return TemplateResponse(request, "admin/attest/article_text.html", context, status=400 if span is None else 200)


def _span(asked: QueryDict, length: int) -> tuple[int, int] | None:
    """The span asked for, (0, 0) when none is; None when it is no span of a text that long."""
    if "start" not in asked and "end" not in asked:
        return 0, 0
    given = [asked.getlist(name) for name in ("start", "end")]
    if any(len(each) != 1 or not re.fullmatch(r"[0-9]{1,9}", each[0]) for each in given):
        return None
    start, end = (int(each[0]) for each in given)
    return (start, end) if start < end <= length else None


def _parts(text: str, span: tuple[int, int] | None) -> dict[str, Any]:
    start, end = span or (0, 0)
    return {"before": text[:start], "marked": text[start:end], "after": text[end:]}
