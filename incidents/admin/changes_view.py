"""What would readers see anew? Owns the page that compares an incident with its last published version."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from incidents.coding.changes import since_publication
from incidents.coding.left_out import not_published_with, waiting_for
from incidents.models import Incident
from incidents.publishing import Coding, gather


class ChangesView(admin.ModelAdmin):
    """``<incident>/changes/``, for those who code."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<int:key>/changes/", self.admin_site.admin_view(self.changes_view), name="incidents_incident_changes"
        )
        return [page, *super().get_urls()]

    def changes_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Every difference between what is coded now and what was published last."""
        incident = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request), "title": "Changes since it was published",
            "subtitle": str(incident), "opts": self.opts, "original": incident, "is_nav_sidebar_enabled": False,
            **before_publishing(incident, gather([incident])[0], self.get_queryset(request)),
        }  # fmt: skip
        return TemplateResponse(request, "admin/attest/changes.html", context)


def before_publishing(incident: Incident, coding: Coding, visible: Any) -> dict[str, Any]:
    """What a reviewer should know before the next version is written; ``visible`` are the incidents she may see."""
    return {
        "changes": since_publication(coding),
        "left_out": not_published_with(incident, visible=visible),
        "waiting": list(waiting_for(incident).filter(pk__in=visible.values("pk"))[:20]),
    }
