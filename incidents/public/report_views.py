"""How does a reader tell that a record is wrong? The views of the form and of its answer: the only ones that write."""

from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from config.proxy import client_address
from incidents.models.publication import Publication
from incidents.public import freshness, reporting
from incidents.public.data_views import reading
from incidents.public.report_form import ReportForm
from incidents.public.standing import closed_answer, newest_version

LARGEST: Final = 64 * 1024
"""Bytes of a form; what is larger is not read at all."""


# The token of the form stands in for that of a session: nobody is logged in here, so that there is nothing to ride on.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponseBase:
    """The form; on POST the report is kept, or the form comes back with what is wrong with it."""
    newest = newest_version(code)
    if (answer := closed_answer(request, newest)) is not None:
        return answer
    if request.method != "POST":
        return _page(request, newest, _form(code))
    if _length(request) > LARGEST:
        return _page(request, newest, _form(code), status=413)
    form = _form(code, request.POST)
    return _keep(request, newest, form) if form.is_valid() else _page(request, newest, form, status=400)


@reading
def sent(request: HttpRequest, code: str) -> HttpResponseBase:
    """What becomes of a report that was sent. The address tells nothing of it, and anybody may open it."""
    newest = newest_version(code)
    if (answer := closed_answer(request, newest)) is not None:
        return answer
    return freshness.kept_briefly(render(request, "public/report_sent.html", {"publication": newest}))


def _form(code: str, data: QueryDict | None = None) -> ReportForm:
    return ReportForm(data, code=code, label_suffix="")


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdecimal() else LARGEST + 1


def _keep(request: HttpRequest, newest: Publication, form: ReportForm) -> HttpResponseBase:
    data = form.cleaned_data
    given = {name: data[name] for name in ("about", "body", "contact")}
    try:
        reporting.keep(data["asked"], **given, address=client_address(request) or "", now=timezone.now())
    except reporting.TooMany as refusal:
        response = _page(request, newest, form, status=429)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    response = HttpResponse(status=303)
    response.headers["Location"] = reverse("public:incident_report_sent", args=[newest.code])
    return response


def _page(request: HttpRequest, newest: Publication, form: ReportForm, *, status: int = 200) -> HttpResponse:
    """The form with a token of now, whatever the one before said; no cache keeps it."""
    token = reporting.token(reporting.Asked(newest.code, newest.version))
    context = {"publication": newest, "form": form, "token": token, "status": status, "limit": reporting.AN_HOUR_EACH}
    response = render(request, "public/report.html", context, status=status)
    add_never_cache_headers(response)
    return response
