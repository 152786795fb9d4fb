"""What would readers see if it were published now? Owns the preview: the public page of a draft, for its analysts."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from incidents.coding import quality
from incidents.models import Incident
from incidents.models.publication import Publication
from incidents.public import pages
from incidents.publishing import gather, preview
from incidents.publishing.document import Document


class PreviewView(admin.ModelAdmin):
    """``<incident>/preview/``: no cache keeps it, and whoever may not see the incident does not find it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:key>/preview/", view, name="incidents_incident_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """The public page, made of the document that publishing would write."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        incident = self._seen(request, key)
        coding = gather([incident])[0]
        try:
            document = preview(coding)
        except ValueError as refusal:  # a draft without a date, a pinned figure outside its range
            self.message_user(request, f"There is no preview yet: {refusal}", messages.ERROR)
            return HttpResponseRedirect(reverse("admin:incidents_incident_change", args=[incident.pk]))
        missing = sum(1 for problem in quality.problems(coding) if problem.blocks)
        context = {**_page(incident, document), "original": incident, "missing": missing, "is_preview": True}
        return TemplateResponse(request, "admin/attest/preview.html", context, headers={"X-Robots-Tag": "noindex"})

    def _seen(self, request: HttpRequest, key: int) -> Incident:
        if not self.has_view_permission(request):
            raise PermissionDenied
        incident: Incident | None = self.get_queryset(request).filter(pk=key).first()
        if incident is None:
            raise Http404
        return incident


def _page(incident: Incident, document: Document) -> dict[str, Any]:
    """What the public page says of a version that is not there."""
    older = Publication.objects.filter(code=incident.code).order_by("-version").values_list("version", flat=True)
    version = Publication(
        code=incident.code, version=(older.first() or 0) + 1, state="", published_at=timezone.now(),
        title=document["title"],
    )  # fmt: skip
    return pages.story(version, document, newest=version, address="")
