"""Whose cookies count? Those of the analysts, in their rooms: whoever reads has none, whatever a client sends."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse


class AnalystsCookies:
    """Overlooks every cookie outside the analysts' rooms.

    Django answers one that it cannot read with a new one, on whatever address: in an answer that any cache may keep,
    the token of one client would be given to everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(reverse("admin:index")):
            request.COOKIES = {}
        return self.get_response(request)
