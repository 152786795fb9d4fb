"""How is a number read while it is typed? Owns the address that answers with the fields a count fills."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path

from incidents import counts

LONGEST_COUNT = 80
"""Characters of a number as said; the same in the form."""


class CountView(admin.ModelAdmin):
    """``count/?said=…`` reads a number by the grammar that reads it when the form is saved."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.count_view)
        return [path("count/", view, name="incidents_incident_count"), *super().get_urls()]

    def count_view(self, request: HttpRequest) -> HttpResponse:
        """The kind, the three numbers and the count in words; what cannot be read, in a sentence."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if "said" not in request.GET:
            return JsonResponse({"problem": "Give the number as ?said=…"}, status=400)
        return JsonResponse(_read(request.GET["said"]))


def _read(said: str) -> dict[str, str | int | None]:
    if len(said) > LONGEST_COUNT:
        return {"problem": f"this is longer than {LONGEST_COUNT} characters"}
    try:
        count = counts.parse(said)
    except counts.CountError as problem:
        return {"problem": str(problem)}
    words = counts.words(count.kind, count.low, count.best, count.high, said=said.strip())
    return {"count_kind": count.kind, "low": count.low, "best": count.best, "high": count.high, "words": words}
