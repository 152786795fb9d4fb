"""Has anything changed since? Owns how long an answer may be kept and how a client asks whether it is still good.

Every publish raises ``PublicState.version``; with the address it names an answer exactly, at the cost of one row.
"""

import hashlib
from collections.abc import Callable
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag

from incidents import codebook
from incidents.models.publication import PublicState

Answer = TypeVar("Answer", bound=HttpResponseBase)

SECONDS: Final = 60
"""How long a cache may answer without asking; so long may a withdrawn incident be seen in one."""

FORMAT: Final = 7
"""Raise it when the same rows are told differently."""


def kept_fresh(request: HttpRequest, respond: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The response with its ETag, or 304, without working it out, where the client has it already."""
    state = PublicState.objects.first() or PublicState()
    told = f"{FORMAT} {codebook.VERSION} {state.version} {state.changed_at} {request.build_absolute_uri()}"
    etag = hashlib.sha256(told.encode()).hexdigest()[:32]
    return answer(request, respond, etag=etag)


def kept_page(request: HttpRequest, page: HttpResponse) -> HttpResponseBase:
    """The page, or 304. Its tag comes from its bytes, so that a new template is never answered with an old page."""
    etag = hashlib.sha256(page.content).hexdigest()[:32]
    return answer(request, lambda: page, etag=etag)


def kept_briefly(response: Answer) -> Answer:
    """The answer, kept no longer than any other: of a 410, by itself, a cache thinks that it stays true for good."""
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response


def answer(request: HttpRequest, respond: Callable[[], HttpResponseBase], *, etag: str) -> HttpResponseBase:
    """The response, or 304 or 412 by the client's own conditions, with what a cache has to know.

    No date says whether it changed: two changes can be of one second, and an import can be dated before what came out
    while it ran. Who asked by the date alone would keep for good what was withdrawn.
    """
    response = get_conditional_response(request, etag=quote_etag(etag)) or respond()
    response.headers["ETag"] = quote_etag(etag)
    patch_cache_control(response, public=True, max_age=SECONDS)
    # Said of a long answer when it is compressed: a 304 has to say it too.
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
