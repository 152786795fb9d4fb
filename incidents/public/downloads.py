"""How is a download answered? Owns its headers: the file's name, how it was filtered, and where its terms stand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from incidents.public import freshness
from incidents.public.filters import Query
from incidents.public.provenance import page_of

Pieces = Callable[[], Iterator[str] | Iterator[bytes]]


def answer(
    request: HttpRequest, query: Query, pieces: Pieces, *, content_type: str, ending: str, subject: str = "incidents"
) -> HttpResponseBase:
    """The file of a valid query, streamed; 304 where the client has it."""

    def respond() -> HttpResponseBase:
        # A HEAD asks for the headers: no row needs to be read for them.
        body = iter(()) if request.method == "HEAD" else pieces()
        response = StreamingHttpResponse(body, content_type=content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(query, subject, ending)}"'
        response.headers["Link"] = ", ".join(_links(request, query))
        return response

    return freshness.kept_fresh(request, respond)


def _links(request: HttpRequest, query: Query) -> Iterator[str]:
    """A CSV has no room for it in itself: the page that tells how it was filtered and of when it is; the licence."""
    yield f'<{page_of(request, query)}>; rel="describedby"'
    yield f'<{settings.ATTEST_DATA_LICENCE_URL}>; rel="license"'
    if since := query.given.get("updated_since"):
        # Whoever asks what is new has to learn what is gone, which no row can tell.
        address = request.build_absolute_uri(reverse("public:tombstones_json"))
        yield f'<{address}?{urlencode({"updated_since": since})}>; rel="related"'


def _file_name(query: Query, subject: str, ending: str) -> str:
    layout = f"-{query.params['layout'].replace('_', '-')}" if "layout" in query.params else ""
    narrowed = "-filtered" if query.is_filtered else ""
    return f"attest-{subject}{layout}-{datetime.now(UTC):%Y-%m-%d}{narrowed}.{ending}"
