"""What is there to download? The page that says so for a filter, the data package and Parquet."""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from incidents.codebook.tables import TABLES
from incidents.models.release import Release
from incidents.public import citing, downloads, freshness
from incidents.public.counting import add_up
from incidents.public.data_views import reading, refused
from incidents.public.filters import Query, read_query
from incidents.public.memory import remembered
from incidents.public.package.archive import package_pieces
from incidents.public.parquet import parquet_pieces
from incidents.public.provenance import provenance

FORMATS: Final = (
    ("public:incidents_csv", "CSV", _("One flat table, for spreadsheets and every program.")),
    ("public:incidents_parquet", "Parquet", _("The same table with its types, for pandas, polars, DuckDB and R.")),
    (
        "public:incidents_geojson",
        "GeoJSON",
        _("The same with points, for maps; what has no point is in it too."),
    ),
    ("public:incidents_json", "JSON", _("The same as one list.")),
    ("public:incidents_jsonl", "JSON lines", _("The same, an incident a line, for programs that read line by line.")),
)

RELEASES_SHOWN: Final = 12


@reading
def data_page(request: HttpRequest) -> HttpResponseBase:
    """What can be downloaded of the incidents that match, under which terms, and how it is cited."""
    query = read_query(request.GET)
    context: dict[str, Any] = {"query": query, "section": "data"}
    if not query.is_valid:
        return render(request, "public/data.html", context, status=400)
    origin = provenance(request, query)
    totals = remembered("totals", query.narrowing, lambda: add_up(query))
    context |= {
        "querystring": query.querystring(page=None),
        "totals": totals,
        "filters_in_words": citing.in_words(query),
        "formats": FORMATS,
        "tables": TABLES,
        "origin": origin,
        "releases": Release.objects.all()[:RELEASES_SHOWN],
        "licence": {"title": settings.ATTEST_DATA_LICENCE_TITLE, "address": settings.ATTEST_DATA_LICENCE_URL},
    }
    return freshness.kept_page(request, render(request, "public/data.html", context))


@reading
def incidents_parquet(request: HttpRequest) -> HttpResponseBase:
    """Every row of the query as Parquet."""
    return _streamed(request, parquet_pieces, content_type="application/vnd.apache.parquet", ending="parquet")


@reading
def package_zip(request: HttpRequest) -> HttpResponseBase:
    """Every table of the incidents that match, with their description, as a data package."""
    return _streamed(request, package_pieces, content_type="application/zip", ending="zip", subject="package")


def _streamed(request: HttpRequest, write: Any, **options: str) -> HttpResponseBase:
    query = read_query(request.GET)
    if not query.is_valid:
        return refused(query)

    def pieces(query: Query = query) -> Iterator[bytes]:
        return write(query.rows(), origin=provenance(request, query))

    return downloads.answer(request, query, pieces, **options)
