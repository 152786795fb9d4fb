"""What does a reader see of a place, an actor, a source or a series? Their pages and indexes."""

from typing import Any, Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from incidents import codebook
from incidents.folding import fold
from incidents.public import asking, freshness, indexes, listing, mentions, subjects, terms
from incidents.public.counting import add_up
from incidents.public.data_views import reading
from incidents.public.filters import Query
from incidents.public.long_lists import Pages
from incidents.public.memory import remembered
from incidents.public.paging import numbered
from incidents.public.subjects import Subject
from incidents.public.totals import Totals

ROWS_A_PAGE: Final = 50


@reading
def actor(request: HttpRequest, name: str) -> HttpResponseBase:
    """What is published of an actor, and in which role."""
    return _page(request, subjects.named(subjects.ACTOR, name))


@reading
def source(request: HttpRequest, name: str) -> HttpResponseBase:
    """The incidents that a publisher's articles are cited for."""
    return _page(request, subjects.named(subjects.SOURCE, name))


@reading
def series(request: HttpRequest, name: str) -> HttpResponseBase:
    """The incidents that are part of a series."""
    return _page(request, subjects.named(subjects.SERIES, name))


@reading
def country(request: HttpRequest, code: str) -> HttpResponseBase:
    """The incidents of a country, with its provinces and places."""
    return _page(request, subjects.country(code))


@reading
def province(request: HttpRequest, code: str) -> HttpResponseBase:
    """The incidents of a province."""
    return _page(request, subjects.province(code))


@reading
def place(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """The incidents of a country that name a place."""
    return _page(request, subjects.place(code, name))


@reading
def places(request: HttpRequest) -> HttpResponseBase:
    """Every country of which something is published."""
    asked = asking.read(request.GET, asking.NothingForm)
    context = {"errors": asked.errors} if asked.errors else {"countries": indexes.countries()}
    return _answer(request, "public/places.html", context)


@reading
def index(request: HttpRequest, kind: subjects.Kind) -> HttpResponseBase:
    """Every actor, source or series, those of most incidents first."""
    asked = asking.read(request.GET, asking.NamedPageForm)
    words = asked.values.get("name", [])
    found = [] if asked.errors else indexes.names(kind, words)
    last = indexes.number_of_pages(len(found))
    errors = asked.errors or asking.beyond(asked.number, last)
    context: dict[str, Any] = {"kind": kind, "errors": errors, "name": request.GET.get("name", "")}
    if not errors:
        rest = request.GET.copy()
        rest.pop("page", None)
        pages = numbered(asked.number, last, rest.urlencode())
        context |= {"entries": indexes.entries(kind, found, asked.number), "total": len(found), "pages": pages}
    return _answer(request, "public/subject_index.html", context)


def _page(request: HttpRequest, subject: Subject | None) -> HttpResponseBase:
    """404 for what nothing live names: a name that stands in a draft alone is not known."""
    found = _totals(subject) if subject else None
    if subject is None or found is None or not found.incidents:
        raise Http404
    asked, last = asking.read(request.GET), -(-found.incidents // ROWS_A_PAGE)
    context = {"subject": subject, "errors": asked.errors or asking.beyond(asked.number, last)}
    if not context["errors"]:
        context |= _shown(subject, found, asked.number)
        context["pages"] = numbered(asked.number, last)
    return _answer(request, "public/subject.html", context)


def _totals(subject: Subject) -> Totals | None:
    query = subject.query()
    return remembered("totals", query.narrowing, lambda: add_up(query)) if query.is_valid else None


def _shown(subject: Subject, found: Totals, number: int) -> dict[str, Any]:
    query, start = subject.query(), (number - 1) * ROWS_A_PAGE
    publications = Pages(query, found.incidents, "document")[start : start + ROWS_A_PAGE]
    documents = [each.read() for each in publications]
    told = [mentions.roles(document, subject.kind, subject.folded) for document in documents]
    described = (mentions.described(document, subject.kind, subject.folded) for document in documents)
    return {
        "query": query,
        "querystring": query.querystring(page=None),
        "totals": found,
        "rows": list(zip(listing.rows(publications), told, strict=True)),
        "start": start + 1,
        "about": _about(subject, next(filter(None, described), None)),
        **_places_in(subject, query),
    }


def _about(subject: Subject, described: dict[str, Any] | None) -> dict[str, Any] | None:
    vocabulary = {"actor": codebook.ACTOR_KIND, "publisher": codebook.PUBLISHER_KIND}.get(subject.kind)
    if described is None or vocabulary is None:
        return described
    return {**described, "kind_label": terms.label(vocabulary, described["kind"]) if described["kind"] else ""}


def _places_in(subject: Subject, query: Query) -> dict[str, Any]:
    """The provinces and places that a country's page leads to."""
    if subject.kind != "country":
        return {}
    (code,) = query.params["country"]
    provinces = indexes.provinces(code)
    apart = {fold(entry.name) for entry in provinces} | {subject.folded}
    return {"provinces": provinces, "places": indexes.places(code, but=apart)}


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    if context.get("errors"):
        return render(request, template, context, status=400)
    return freshness.kept_page(request, render(request, template, context))
