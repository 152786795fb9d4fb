"""Where are the pages of the queue, and where is an article coded? Owns these addresses, all behind the login."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from articles.models import Article


def addresses(site: AdminSite) -> list[URLPattern]:
    """The pages of the queue, for the site of the analysts."""
    from incidents.admin.queue import acts, page, several

    def guarded(view: Callable[..., HttpResponse]) -> Any:
        return site.admin_view(view)

    return [
        path("queue/", guarded(page.queue_page), name="queue"),
        path("queue/next/", guarded(acts.take_next), name="queue_next"),
        path("queue/undo/", guarded(acts.take_back), name="queue_undo"),
        path("queue/several/", guarded(several.act_on_several), name="queue_several"),
        path("queue/<int:key>/", guarded(page.reading_pane), name="queue_article"),
        path("queue/<int:key>/<slug:act>/", guarded(acts.act_on_one), name="queue_act"),
    ]


def coding_address(article: Article) -> str:
    """Where this article is coded: its place at the desk."""
    return reverse("admin:desk", args=[article.pk])
