"""How does somebody decide between two blind codings? Owns the queue of articles and the page of one decision.

Who coded which side is not told before it is decided: the words decide, not their author.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.tables import user_of
from articles.models import Article
from incidents.admin.decision_form import DecisionForm
from incidents.admin.decision_page import asked_alone, asked_pairs
from incidents.admin.pairing_form import PairingForm
from incidents.coding.adjudication import Case, case_of, decide, objections, waiting
from incidents.coding.compared import BY_NAME
from incidents.coding.review import Refused
from incidents.models import Adjudication, Incident


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The addresses of this module."""
    pages = Pages(site)
    return [
        path("incidents/adjudication/", site.admin_view(pages.queue), name="adjudication_queue"),
        path("incidents/adjudication/<int:key>/", site.admin_view(pages.case), name="adjudication"),
    ]


class Pages:
    """The pages, for those who may decide between two codings."""

    def __init__(self, site: admin.AdminSite) -> None:
        self.site = site

    def queue(self, request: HttpRequest) -> HttpResponseBase:
        """What waits, and what has been decided of late."""
        _let_in(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        found = waiting(user=user_of(request))
        latest = Adjudication.objects.select_related("article__publisher", "by").defer("codings", "article__text")
        context = {
            "title": "Adjudication", "ready": [each for each in found if each.is_ready],
            "single": [each for each in found if not each.is_ready], "latest": latest[:20],
        }  # fmt: skip
        return self._page(request, "admin/attest/adjudication_queue.html", context)

    def case(self, request: HttpRequest, key: int) -> HttpResponseBase:
        """Both codings of one article; the decision itself on POST."""
        _let_in(request)
        article = get_object_or_404(Article.objects.select_related("publisher"), pk=key)
        decided = Adjudication.objects.select_related("by").filter(article=article).first()
        if decided is not None and request.method in ("GET", "HEAD"):
            return self._page(request, "admin/attest/adjudicated.html", _as_decided(decided))
        case = case_of(article)
        against = objections(case, by=user_of(request))
        if against:
            context = {"title": "Adjudication", "article": article, "against": against}
            return self._page(request, "admin/attest/adjudication_closed.html", context, status=409)
        return self._decide(request, case)

    def _decide(self, request: HttpRequest, case: Case) -> HttpResponseBase:
        asked = {name: value for name, value in request.GET.items() if name.startswith("with-")}
        pairing = PairingForm(case, asked or None)
        form = DecisionForm(case, pairing.pairing(), request.POST if request.method == "POST" else None)
        problems: list[str] = []
        if form.is_bound and pairing.errors:
            problems = ["Say first which incidents are the same."]
        elif form.is_valid():
            try:
                decide(case, form.decision(), by=user_of(request))
            except Refused as refusal:
                problems = refusal.problems
            else:
                messages.success(request, f"Decided: {case.article}.")
                return HttpResponseRedirect(reverse("admin:adjudication", args=[case.article.pk]))
        if problems:
            return self._shown_again(request, case, form, problems)
        return self._case_page(request, case, pairing, form, problems)

    def _shown_again(
        self, request: HttpRequest, case: Case, form: DecisionForm, problems: list[str]
    ) -> HttpResponseBase:
        """The codings as they stand now, with the answers given."""
        fresh = case_of(case.article)
        if against := objections(fresh, by=user_of(request)):
            context = {"title": "Adjudication", "article": case.article, "against": against}
            return self._page(request, "admin/attest/adjudication_closed.html", context, status=409)
        asked = {name: value for name, value in request.GET.items() if name.startswith("with-")}
        pairing = PairingForm(fresh, asked or None)
        again = DecisionForm(fresh, pairing.pairing(), request.POST)
        again.show_what_stands()
        return self._case_page(request, fresh, pairing, again, problems)

    def _case_page(
        self, request: HttpRequest, case: Case, pairing: PairingForm, form: DecisionForm, problems: list[str]
    ) -> HttpResponseBase:
        context = {
            "title": "Decide between two codings", "article": case.article, "case": case, "pairing": pairing,
            "form": form, "problems": problems, "pairs": asked_pairs(form), "alone": asked_alone(form),
            "is_single": case.first is None or case.second is None,
        }  # fmt: skip
        return self._page(request, "admin/attest/adjudication.html", context, status=409 if problems else 200)

    def _page(
        self, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
    ) -> TemplateResponse:
        common = {**self.site.each_context(request), "is_nav_sidebar_enabled": False}
        return TemplateResponse(request, template, {**common, **context}, status=status)


def _let_in(request: HttpRequest) -> None:
    if not user_of(request).has_perm("incidents.adjudicate_incident"):
        raise PermissionDenied


_TAKEN = {"first": "the first", "second": "the second", "both": "both", "none": "left out"}


def _as_decided(decided: Adjudication) -> dict[str, Any]:
    """The decision for reading: what became of each incident, what was chosen, and both codings as they stood."""
    kept = {turn: {each["code"]: each for each in told} for turn, told in decided.codings.items()}
    outcomes = [each for each in decided.decisions if each["kind"] == "incident"]
    live = dict(Incident.objects.filter(code__in=[each["code"] for each in outcomes]).values_list("code", "pk"))
    return {
        "title": "Decided between two codings", "article": decided.article, "decided": decided,
        "outcomes": [
            {
                **each, "key": live.get(each["code"]),
                "chosen": [
                    row | {"taken": row["own"] if row["chosen"] == "own" else _TAKEN[row["chosen"]]}
                    for row in decided.decisions
                    if row.get("incident") == each["first"] and each["first"]
                ],
                "values": _values(kept["first"].get(each["first"]), kept["second"].get(each["second"])),
            }
            for each in outcomes
        ],
        "coders": [next((each["coder"] for each in kept[turn].values()), "") for turn in ("first", "second")],
    }  # fmt: skip


def _values(first: dict[str, Any] | None, second: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Field by field, what each said."""
    both = first is not None and second is not None
    told = [
        (field.label, *(field.in_words(each["values"].get(name)) if each else "" for each in (first, second)))
        for name, field in BY_NAME.items()
    ]
    return [
        {"label": label, "first": one, "second": other, "differs": both and one != other} for label, one, other in told
    ]
