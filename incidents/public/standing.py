"""May this version be read, and what answers in its place? Owns tombstones, redirects and the choice of a version."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from incidents.models.publication import READABLE_STATES, Publication
from incidents.public import freshness


def newest_version(code: str) -> Publication:
    """The newest version of an incident, whatever its state; 404 for what was never published."""
    newest = Publication.objects.filter(code=code).order_by("-version").first()
    if newest is None:
        raise Http404
    return newest


def asked_version(code: str, version: int) -> Publication:
    """That version of an incident, whatever its state; 404 when there is none."""
    asked = Publication.objects.filter(code=code, version=version).first()
    if asked is None:
        raise Http404
    return asked


def closed_answer(request: HttpRequest, publication: Publication) -> HttpResponse | None:
    """The answer for a version that may not be read any more; None for one that may."""
    if publication.state in READABLE_STATES:
        return None
    if publication.state == "merged":
        # Not for good: a merge can be undone, and a browser never asks again for what has moved for good.
        return freshness.kept_briefly(redirect("public:incident", code=publication.redirect_code))
    return freshness.kept_briefly(render(request, "public/tombstone.html", {"publication": publication}, status=410))
