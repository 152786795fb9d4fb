"""What does a program get? The data addresses: downloads, the map's view, and an incident's document."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from incidents.models.publication import Publication
from incidents.public import counting, csv_stream, downloads, exports, freshness, layouts, listing, tombstones
from incidents.public.clusters import SpotFilter, ViewFilter, feature_collection, known
from incidents.public.counting import ask
from incidents.public.filters import Query, read_query
from incidents.public.long_lists import first
from incidents.public.memory import remembered

MOST_AT_A_SPOT: Final = 30
KEPT_UP_TO_ZOOM: Final = 4
"""Views of whole continents hold most of the rows; there are few of them, and closer ones are drawn faster."""

Writer = Callable[..., Iterator[str] | Iterator[bytes]]
View = Callable[..., HttpResponseBase]


def reading(view: View) -> View:
    """GET and HEAD, and 405 for the rest: nothing is written here, so nobody is asked for a token first."""
    return csrf_exempt(require_safe(view))


@reading
def incidents_csv(request: HttpRequest) -> HttpResponseBase:
    """Every row of the query as CSV, in our own columns or, by ``layout``, in those of another dataset."""
    query = read_query(request.GET, layouts.CsvFilter)
    layout = layouts.LAYOUTS.get(query.params.get("layout", ""))
    write = layout.lines if layout else csv_stream.csv_bytes
    return _download(request, write, content_type="text/csv; charset=utf-8", ending="csv", query=query)


@reading
def incidents_geojson(request: HttpRequest) -> HttpResponseBase:
    """Every row of the query as GeoJSON, those without a point too."""
    return _download(request, exports.geojson, content_type="application/geo+json", ending="geojson")


@reading
def incidents_json(request: HttpRequest) -> HttpResponseBase:
    """Every row of the query as a JSON list."""
    return _download(request, exports.json_list, content_type="application/json", ending="json")


@reading
def incidents_jsonl(request: HttpRequest) -> HttpResponseBase:
    """Every row of the query as JSON, one a line."""
    return _download(request, exports.json_lines, content_type="application/x-ndjson", ending="jsonl")


@reading
def clusters_json(request: HttpRequest) -> HttpResponseBase:
    """What the map draws for ``bbox`` at ``zoom``."""
    query = read_query(request.GET, ViewFilter)
    if not query.is_valid:
        return refused(query)
    with _told_in(query):
        return freshness.kept_fresh(request, lambda: HttpResponse(_view(query), content_type="application/json"))


def _view(query: Query) -> bytes:
    """The view as JSON; the whole of the data from afar, which every reader sees first, is kept."""
    if query.params.keys() - {"bbox", "zoom", "ordering", "lang"} or query.params["zoom"] > KEPT_UP_TO_ZOOM:
        return _drawn(query)
    return zlib.decompress(remembered("view", query.querystring(), lambda: zlib.compress(_drawn(query), level=1)))


def _drawn(query: Query) -> bytes:
    return _json(feature_collection(ask(query), box=query.params["bbox"], zoom=query.params["zoom"])).content


@reading
def summary_json(request: HttpRequest) -> HttpResponseBase:
    """Counts and tolls of the query by period and by kind."""
    query = read_query(request.GET)
    if not query.is_valid:
        return refused(query)
    return freshness.kept_fresh(request, lambda: _json(counting.as_data(counting.count(query))))


@reading
def spot_json(request: HttpRequest) -> HttpResponseBase:
    """What the popup of a spot lists for its ``bbox``: code, title and date in words of the first rows."""
    query = read_query(request.GET, SpotFilter)
    if not query.is_valid:
        return refused(query)
    with _told_in(query):
        return freshness.kept_fresh(request, lambda: _json(_spot(query)))


def _told_in(query: Query) -> AbstractContextManager[None]:
    """The language that the address asks for; a map is told in that of the page around it."""
    return translation.override(query.params.get("lang") or settings.LANGUAGE_CODE)


def _spot(query: Query) -> list[dict[str, str]]:
    found = first(query, MOST_AT_A_SPOT, "precision")
    return [
        {"code": row.code, "title": row.title, "when": row.when, "known": known(publication)}
        for row, publication in zip(listing.rows(found), found, strict=True)
    ]


@reading
def incident_json(request: HttpRequest, code: str) -> HttpResponseBase:
    """The document of an incident, byte for byte as it was published, or what stands in its place."""
    newest = Publication.objects.filter(code=code).order_by("-version").first()
    if newest is None:
        raise Http404
    if newest.state == "merged":
        return freshness.kept_briefly(redirect("public:incident_json", code=newest.redirect_code))
    if newest.state != "live":
        return freshness.kept_briefly(_json(tombstone(newest), status=410))
    return freshness.answer(
        request,
        lambda: HttpResponse(newest.document, content_type="application/json"),
        etag=newest.sha256,
    )


@reading
def tombstones_json(request: HttpRequest) -> HttpResponseBase:
    """Which incidents were taken back, ``updated_since`` or ever; for those who keep a copy."""
    query = read_query(request.GET)
    if not query.is_valid:
        return refused(query)
    if filtered := [name for name in query.given if name != "updated_since"]:
        return _json({"errors": {name: [str(tombstones.NOT_FILTERED)] for name in filtered}}, status=400)
    since = query.params.get("updated_since")
    return freshness.kept_fresh(request, lambda: _json([_told(each) for each in tombstones.standing(since=since)]))


def _told(tombstone: tombstones.Tombstone) -> dict[str, str]:
    return {
        "code": tombstone.code,
        "state": tombstone.state,
        "closed_at": exports.moment(tombstone.closed_at),
        "closed_reason": tombstone.reason,
        "redirect_code": tombstone.redirect_code,
    }


def _download(
    request: HttpRequest, write: Writer, *, content_type: str, ending: str, query: Query | None = None
) -> HttpResponseBase:
    query = query or read_query(request.GET)
    if not query.is_valid:
        return refused(query)
    page_address = request.build_absolute_uri(reverse("public:incident_list"))
    return downloads.answer(
        request, query, lambda: write(query.rows(), page_address=page_address), content_type=content_type, ending=ending
    )


def refused(query: Query) -> JsonResponse:
    """400 with the reasons, by parameter."""
    return _json({"errors": query.errors}, status=400)


def tombstone(publication: Publication) -> dict[str, str | None]:
    """What is told of an incident that was taken back."""
    closed_at = publication.closed_at
    return {
        "code": publication.code,
        "state": publication.state,
        "closed_at": exports.moment(closed_at) if closed_at else None,
        "closed_reason": publication.closed_reason,
    }


def _json(data: object, *, status: int = 200) -> JsonResponse:
    options = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(data, status=status, safe=False, json_dumps_params=options)
