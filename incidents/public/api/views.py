"""What does the API answer? Its views: read only, JSON alone, the same for everybody; reasons for what it refuses."""

import hashlib
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, ClassVar, Final

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from rest_framework import exceptions
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from incidents import codebook
from incidents.public import asking, freshness
from incidents.public.api import incidents, openapi, paging
from incidents.public.api.filters import fields_form
from incidents.public.api.limits import Allowance, MinuteThrottle
from incidents.public.api.resources import RESOURCES, Asked, Resource
from incidents.public.data_views import tombstone
from incidents.public.filters import Query, read_query
from incidents.public.standing import newest_version

TOLD_TO_SCRIPTS = "ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
"""Headers that a script on another site may read."""

Errors = dict[str, list[str]]

_ITS_OWN = "A list goes in an order of its own, from page to page by `cursor`."
ITS_OWN: Final[Errors] = {"ordering": [_ITS_OWN], "page": [_ITS_OWN]}
"""What the other addresses take and this one cannot."""


class AlwaysJson(BaseContentNegotiation):
    """JSON, whatever the client says that it accepts: there is nothing else to choose."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return None

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class Address(APIView):
    """What holds for every address: GET and HEAD, nobody asked who they are, a limit that is told in each answer."""

    http_method_names: ClassVar[list[str]] = ["get", "head"]
    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysJson
    throttle_classes = (MinuteThrottle,)
    schema = openapi.Told()
    allowance: Allowance | None = None

    def operation(self) -> dict[str, Any] | None:
        """How OpenAPI tells it; None for what stands in no document."""
        return None

    def get_exception_handler(self) -> Any:
        return _refusal

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        # No cookie and no login is behind these addresses, so that any site's script may read what anybody may.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = TOLD_TO_SCRIPTS
        if self.allowance:
            self.allowance.tell(response)
        return response


class Index(Address):
    """What there is."""

    def operation(self) -> dict[str, Any]:
        return openapi.plain_operation("api_index", "What there is: the addresses of the lists.")

    def get(self, request: Any) -> HttpResponseBase:
        if strange := _not_heeded(request):
            return refused(strange)
        return freshness.kept_page(_plain(request), as_json(_index(_plain(request))))


class OpenApi(Address):
    """The document that tells all of this to a program."""

    def operation(self) -> dict[str, Any]:
        return openapi.plain_operation("api_openapi", "This document.")

    def get(self, request: Any) -> HttpResponseBase:
        if strange := _not_heeded(request):
            return refused(strange)
        plain = _plain(request)
        return freshness.kept_page(plain, as_json(openapi.at(plain.build_absolute_uri("/"))))


class Walk(Address):
    """A page of one resource."""

    resource: Resource | None = None

    def operation(self) -> dict[str, Any]:
        assert self.resource is not None  # noqa: S101 -- the address gives it
        return openapi.walk_operation(self.resource)

    def get(self, request: Any) -> HttpResponseBase:
        resource = self.resource
        assert resource is not None  # noqa: S101 -- the address gives it
        query = read_query(request.GET, resource.filter)
        if not query.is_valid:
            return refused({name: ITS_OWN.get(name, reasons) for name, reasons in query.errors.items()})
        try:
            after = _after(resource, query)
        except ValueError as problem:
            return refused({"cursor": [str(problem)]})
        limit = query.params.get("limit", resource.usual)
        asked = Asked(_plain(request), query, after=after, limit=limit)
        return freshness.kept_fresh(asked.request, lambda: _page(resource, asked))


class Incident(Address):
    """One incident with its whole record, or what stands in its place."""

    def operation(self) -> dict[str, Any]:
        return openapi.incident_operation()

    def get(self, request: Any, code: str) -> HttpResponseBase:
        known = tuple(field.name for field in incidents.ALL_FIELDS)
        asked = asking.read(request.GET, fields_form(known))
        if asked.errors:
            return refused(asked.errors)
        newest = newest_version(code)
        if newest.state == "merged":
            return freshness.kept_briefly(_moved(request.GET, newest.redirect_code))
        if newest.state != "live":
            return freshness.kept_briefly(as_json(tombstone(newest), status=410))
        plain, chosen = _plain(request), asked.values["fields"] or known
        told = f"{freshness.FORMAT} {codebook.VERSION} {newest.sha256} {plain.build_absolute_uri()}"
        return freshness.answer(
            plain,
            lambda: as_json(_chosen([incidents.one(newest, request=plain)], chosen)[0]),
            etag=hashlib.sha256(told.encode()).hexdigest()[:32],
        )


class Unknown(Address):
    """Nothing: an address that the API does not have."""

    def get(self, request: Any, **_parts: str) -> HttpResponseBase:
        raise Http404


def as_json(data: object, *, status: int = 200) -> JsonResponse:
    """The data as JSON, every script as it is written."""
    options = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(data, status=status, safe=False, json_dumps_params=options)


def refused(errors: Errors, *, status: int = 400) -> JsonResponse:
    """The reasons, by the name of what is wrong."""
    return as_json({"errors": errors}, status=status)


def _refusal(problem: Exception, _context: Any) -> HttpResponseBase | None:
    """The reason in the form of every other refusal; what nobody foresaw goes on to Django."""
    if isinstance(problem, Http404):
        return refused({"address": ["There is nothing at this address."]}, status=404)
    if isinstance(problem, exceptions.MethodNotAllowed):
        return refused({"method": ["Only GET and HEAD are answered: nothing is written here."]}, status=405)
    if isinstance(problem, exceptions.Throttled):
        seconds = int(problem.wait or 1)
        told = f"More than {settings.ATTEST_API_RATE} requests in a minute: ask again in {seconds} seconds."
        response = refused({"rate": [told]}, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(seconds)
        add_never_cache_headers(response)
        return response
    return None


def _plain(request: Any) -> HttpRequest:
    """Django's own request, as the rest of the readers' side knows it."""
    return request._request  # noqa: SLF001


def _not_heeded(request: Any) -> Errors:
    return asking.read(request.GET, asking.NothingForm).errors


def _after(resource: Resource, query: Query) -> str:
    """The name after which the page begins; blank for the first. ValueError for a cursor that is none of this walk."""
    cursor = query.params.get("cursor")
    return paging.read(cursor, resource=resource.name, query=query) if cursor else ""


def _page(resource: Resource, asked: Asked) -> JsonResponse:
    page = resource.walk(asked)
    chosen = asked.query.params.get("fields") or resource.known
    cursor = page.last and paging.written(page.last, resource=resource.name, query=asked.query)
    address = cursor and asked.request.build_absolute_uri(f"?{asked.query.querystring(cursor=cursor)}")
    response = as_json({"next": address, "next_cursor": cursor, "results": _chosen(page.rows, chosen)})
    if address:
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


def _chosen(rows: Iterable[dict[str, Any]], names: Iterable[str]) -> list[dict[str, Any]]:
    """Of each row the fields that are asked for; what is not declared is never told."""
    return [{name: row[name] for name in names} for row in rows]


def _moved(params: QueryDict, code: str) -> Any:
    """To the incident that it was merged into, with the same fields. Not for good: a merge can be undone."""
    asked = params.urlencode()
    return redirect(f"{reverse('public:api_incident', args=[code])}{'?' if asked else ''}{asked}")


def _index(request: HttpRequest) -> dict[str, Any]:
    def address(name: str) -> str:
        return request.build_absolute_uri(reverse(f"public:{name}"))

    return {
        "resources": {each.name: address(f"api_{each.name}") for each in RESOURCES},
        "openapi": address("api_openapi"),
        "examples": address("api_examples"),
        "codebook": address("codebook"),
        "codebook_version": codebook.VERSION,
        "licence": "https://creativecommons.org/licenses/by/4.0/",
    }
