"""Which releases are there, and what is in one? Their pages and their files."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from incidents.models.release import Release
from incidents.public import freshness, releases
from incidents.public.citing import SITE
from incidents.public.data_views import reading

_KINDS: Final = {"csv": "text/csv", "json": "application/json", "md": "text/markdown", "cff": "application/yaml"}

Pieces = Callable[[], Iterator[bytes]]


@reading
def release_list(request: HttpRequest) -> HttpResponseBase:
    """Every release, the newest first."""
    context = {"section": "data", "releases": Release.objects.all()}
    return freshness.kept_page(request, render(request, "public/releases.html", context))


@reading
def release_page(request: HttpRequest, name: str) -> HttpResponseBase:
    """What a release holds, its files with their sums, how it is cited, and what was taken out of it."""
    release = _named(name)
    context: dict[str, Any] = {
        "section": "data",
        "release": release,
        "later": releases.later_release(release),
        "since": releases.since_the_one_before(release),
        "files": releases.current_files(release),
        "earlier": releases.earlier_files(release),
        "blanked": releases.blanked_rows(release),
        "is_closed": releases.is_closed(release),
        "citation": _citation(release),
        "licence": {"title": settings.ATTEST_DATA_LICENCE_TITLE, "address": settings.ATTEST_DATA_LICENCE_URL},
    }
    return freshness.kept_page(request, render(request, "public/release.html", context))


@reading
def release_file(request: HttpRequest, name: str, path: str) -> HttpResponseBase:
    """A file of a release as it is kept, or all of them as one ZIP."""
    release = _named(name)
    if releases.is_closed(release):
        text = "Something was taken out of this release, and its files are not written anew yet. Ask again later.\n"
        return freshness.kept_briefly(HttpResponse(text, status=503, content_type="text/plain; charset=utf-8"))
    pieces, kind = _content(release, path)

    def respond() -> HttpResponseBase:
        body = iter(()) if request.method == "HEAD" else pieces()
        response = StreamingHttpResponse(body, content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="{_saved_as(release, path)}"'
        response.headers["Link"] = f'<{settings.ATTEST_DATA_LICENCE_URL}>; rel="license"'
        return response

    return freshness.answer(request, respond, etag=releases.etag(release, path))


def _saved_as(release: Release, path: str) -> str:
    """A file keeps the name by which its sum and datapackage.json know it."""
    return f"attest-{release.name}-{path}" if path == releases.PACKAGE else path


def _named(name: str) -> Release:
    release = Release.objects.select_related("previous").filter(name=name).first()
    if release is None:
        raise Http404
    return release


def _content(release: Release, path: str) -> tuple[Pieces, str]:
    if path == releases.PACKAGE:
        return lambda: releases.package_pieces(release), "application/zip"
    file = next((each for each in releases.current_files(release) if each.path == path), None)
    if file is None:
        raise Http404
    kind = _KINDS.get(path.rpartition(".")[2], "text/plain")
    return lambda: releases.content(file), f"{kind}; charset=utf-8" if kind != "application/json" else kind


def _citation(release: Release) -> str:
    """Always the same: it names the release, and what was blanked since is told at its address."""
    address = f"{release.address}/data/releases/{release.name}/"
    return f"{SITE} ({release.created_at.year}). Incidents of armed conflict, release {release.name}. {address}"
