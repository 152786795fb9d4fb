"""What does a reader see of many incidents? The map, the list, and the slim page that other sites may frame."""

from typing import Any, Final

from csp.decorators import csp_replace
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from incidents.public import asking, citing, freshness, listing, outline, panel, timeline, totals
from incidents.public.counting import count, period
from incidents.public.data_views import reading
from incidents.public.filters import NO_POINT, Query, read_query
from incidents.public.long_lists import Pages, first

ROWS_A_PAGE: Final = 50
ROWS_BESIDE_MAP: Final = 20
ROWS_WITHOUT_POINT: Final = 5


@reading
def map_page(request: HttpRequest) -> HttpResponseBase:
    """Map, timeline and list of what the query asks for."""
    query = read_query(request.GET)
    if not query.is_valid:
        return _refused(request, query, "map")
    context = _context(request, query)
    rows = listing.rows(first(query, ROWS_BESIDE_MAP))
    beside = {"rows": rows, "pointless": _without_point(query, context["totals"])}
    return freshness.kept_page(request, render(request, "public/map.html", {**context, **beside, "section": "map"}))


@reading
def incident_list(request: HttpRequest) -> HttpResponseBase:
    """One page of the incidents that match, with the counts of all pages."""
    query = read_query(request.GET)
    if not query.is_valid:
        return _refused(request, query, "list")
    context = _context(request, query)
    paginator = Paginator(Pages(query, context["totals"].incidents), ROWS_A_PAGE)
    number = query.params.get("page", 1)
    if number > paginator.num_pages:
        (problem,) = asking.beyond(number, paginator.num_pages)["page"]
        beyond = {"page_problem": problem, "last_page": _page(query, paginator.num_pages)}
        return render(request, "public/list.html", context | beyond, status=400)
    page = paginator.page(number)
    shown = {"rows": listing.rows(page), "page": page, "pages": _pages(query, page), "section": "list"}
    return freshness.kept_page(request, render(request, "public/list.html", context | shown))


@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@reading
def embed(request: HttpRequest) -> HttpResponseBase:
    """The map and the counts alone, to be framed by any site; it writes nothing and knows nobody."""
    query = read_query(request.GET)
    if not query.is_valid:
        return render(request, "public/embed.html", {"query": query}, status=400)
    context = {"query": query, "querystring": query.querystring(page=None), "totals": count(query).totals}
    return freshness.kept_page(request, render(request, "public/embed.html", context))


def _context(request: HttpRequest, query: Query) -> dict[str, Any]:
    found, narrowing = count(query), query.querystring(page=None)
    counts = found.summary.counts()
    return {
        "query": query,
        "querystring": narrowing,
        "totals": found.totals,
        "outline": outline.outline(query, found.totals, counts),
        "panel": panel.lay_out(query, counts=counts),
        **_timeline(query, found.timeline),
        "filters_in_words": citing.in_words(query),
        "citation": citing.citation(
            query,
            incidents=found.totals.incidents,
            changed_at=found.changed_at,
            address=_address(request, request.path, narrowing),
        ),
        "embed_address": _address(request, reverse("public:embed"), narrowing),
    }


def _timeline(query: Query, drawn: timeline.Timeline) -> dict[str, Any]:
    everything = query.querystring(date_from=None, date_to=None, page=None)
    return {
        "timeline": drawn,
        "bars": [(bar, _narrowed(query, bar)) for bar in drawn.bars],
        "is_cut": any(period(query).values()),
        "all_dates": everything,
    }


def _address(request: HttpRequest, path: str, querystring: str) -> str:
    return request.build_absolute_uri(path) + (f"?{querystring}" if querystring else "")


def _narrowed(query: Query, bar: timeline.Bar) -> str:
    return query.querystring(date_from=bar.first.isoformat(), date_to=bar.last.isoformat(), page=None)


def _without_point(query: Query, found: totals.Totals) -> dict[str, Any] | None:
    """The first of the incidents that the map cannot show; None where it shows all."""
    if not found.without_point:
        return None
    narrowed = query.querystring(precision=[NO_POINT], page=None)
    rows = first(read_query(QueryDict(narrowed)), ROWS_WITHOUT_POINT)
    return {"rows": listing.rows(rows), "query": narrowed}


def _refused(request: HttpRequest, query: Query, section: str) -> HttpResponseBase:
    context = {"query": query, "panel": panel.lay_out(query, counts={}), "section": section}
    return render(request, f"public/{section}.html", context, status=400)


def _page(query: Query, number: int) -> str:
    return query.querystring(page=number if number > 1 else None)


def _pages(query: Query, page: Any) -> list[tuple[int | str, str]]:
    """The numbers worth showing, each with its query; a gap has none."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [(number, _page(query, number) if isinstance(number, int) else "") for number in numbers]
