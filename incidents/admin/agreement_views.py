"""How well do coders agree? Owns the page of agreement and the file of its units."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from articles.admin.tables import user_of
from incidents.coding import reliability
from incidents.coding.agreement import FEW, LEVELS, RELIABLE, TENTATIVE
from incidents.coding.doubled import Doubled, doubled
from incidents.public.exports import neutralise


class AgreementFilter(forms.Form):
    """Which codings are measured. Unknown coders and days that are none are told beside the field."""

    coders = forms.ChoiceField(required=False)
    since = forms.DateField(required=False, label="done from", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label="done to", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, found: list[Doubled], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = found
        pairs = {_pair_of(each): " and ".join(sorted(map(str, each.coders))) for each in found}
        listed = sorted(pairs.items(), key=lambda pair: pair[1])
        self.fields["coders"].choices = [("", "everybody"), *listed]  # type: ignore[attr-defined]

    def chosen(self) -> list[Doubled]:
        """The codings that were asked for; none where the question cannot be understood."""
        if not self.is_valid():
            return []
        coders, since, until = (self.cleaned_data[name] for name in ("coders", "since", "until"))
        keys = frozenset(map(int, coders.split("-"))) if coders else None
        return reliability.between(self.found, coders=keys, since=since, until=until)


def _pair_of(each: Doubled) -> str:
    return "-".join(map(str, sorted(coder.pk for coder in each.coders)))


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The addresses of this module."""
    pages = Pages(site)
    return [
        path("incidents/agreement/", site.admin_view(pages.agreement), name="agreement"),
        path("incidents/agreement/units.csv", site.admin_view(pages.units), name="agreement_units"),
    ]


class Pages:
    """The pages, for those who may decide between two codings."""

    def __init__(self, site: admin.AdminSite) -> None:
        self.site = site

    def agreement(self, request: HttpRequest) -> HttpResponseBase:
        """The table of agreement, and the disagreements behind each figure."""
        if refused := _refused(request):
            return refused
        form = AgreementFilter(doubled(user=user_of(request)), request.GET)
        found = form.chosen()
        pairs = [pair for each in found for pair in each.pairs]
        context = {
            **self.site.each_context(request), "title": "Agreement between coders", "form": form, "found": found,
            "table": reliability.table(found) if found else [], "unmatched": reliability.unmatched(found),
            "decided": sum(each.is_decided for each in found), "units": sum(None not in pair for pair in pairs),
            "few": FEW, "levels": LEVELS.items(), "reliable": RELIABLE, "tentative": TENTATIVE,
            "query": request.GET.urlencode(), "is_nav_sidebar_enabled": False,
        }  # fmt: skip
        return TemplateResponse(request, "admin/attest/agreement.html", context)

    def units(self, request: HttpRequest) -> HttpResponseBase:
        """Every unit as a row of CSV, to be measured elsewhere. 400 with the reason for a question not understood."""
        if refused := _refused(request):
            return refused
        form = AgreementFilter(doubled(user=user_of(request)), request.GET)
        problems = [f"{name}: {' '.join(map(str, said))}" for name, said in form.errors.items()]
        problems += [f"{name}: there is no such filter." for name in request.GET if name not in form.fields]
        if problems:
            return HttpResponse("\n".join(problems), status=400, content_type="text/plain; charset=utf-8")
        response = StreamingHttpResponse(_csv_lines(form.chosen()), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="attest-agreement-units.csv"'
        return response


def _refused(request: HttpRequest) -> HttpResponse | None:
    if not user_of(request).has_perm("incidents.adjudicate_incident"):
        raise PermissionDenied
    return None if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET", "HEAD"])


def _csv_lines(found: list[Doubled]) -> Iterator[str]:
    yield _line(reliability.CSV_COLUMNS)
    for row in reliability.csv_rows(found):
        yield _line(map(neutralise, row))


def _line(cells: Any) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
