"""How does a reviewer fold one incident into another? Owns the page on which the other is found, and both compared."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.tables import ChosenRow, user_of
from incidents.coding import merging, review
from incidents.coding.duplicates import likely_same
from incidents.coding.merge_rules import Choice, choices_of
from incidents.coding.moving import Plan
from incidents.coding.sight import visible_to
from incidents.models import ConfidentialNote, Incident
from incidents.models.publication import Publication

MOST_FOUND = 20

CHOICE = "choice-"
"""What the name of an input begins with that says which side of a field is kept."""


class OtherForm(forms.Form):
    """Which incident this one goes into; ``q`` are the words by which it is looked for."""

    q = forms.CharField(label="Find another", required=False, max_length=200)

    def __init__(self, *args: Any, user: User, but: Incident, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = visible_to(user).exclude(pk=but.pk).exclude(status="merged")
        self.fields["into"] = ChosenRow(rows, required=self.is_asked(), widget=forms.HiddenInput)

    def is_asked(self) -> bool:
        """Whether an incident was named, and not only looked for."""
        return "into" in self.data


class MergeForm(OtherForm):
    """What goes with a merge: the versions on which the reviewer decided, and why."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    into_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why they are the same event", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text="Analysts read it in the history of both.",
    )  # fmt: skip


@dataclass(frozen=True)
class Differing:
    """One thing to choose, with the side that is chosen in the form."""

    choice: Choice
    input: str
    chosen: str


@dataclass(frozen=True)
class Moving:
    """How many rows of one table move, and how many become one with a row of the other incident, in words."""

    moved: str
    joined: str
    many: bool


class MergeViews(admin.ModelAdmin):
    """A page at ``<incident>/review/merge/``: likely ones first; with ``?into=`` a preview, and the merge on POST."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:key>/review/merge/", view, name="incidents_incident_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Choosing, comparing and merging. What the rules refuse is told on the same page, and its choices are kept."""
        source = self._mergeable(request, key)
        if request.method == "POST":
            return self._merge(request, source)
        form = OtherForm(request.GET, user=user_of(request), but=source)
        if form.is_valid() and form.is_asked():
            return self._comparing_page(request, source, form.cleaned_data["into"])
        return self._choosing_page(request, source, form)

    def _mergeable(self, request: HttpRequest, key: int) -> Incident:
        source: Incident | None = self.get_queryset(request).filter(pk=key).first()
        if source is None:
            raise Http404
        if request.method not in ("GET", "HEAD", "POST") or not self.has_change_permission(request):
            raise PermissionDenied
        return source

    def _merge(self, request: HttpRequest, source: Incident) -> HttpResponse:
        form = MergeForm(request.POST, user=user_of(request), but=source)
        if not form.is_valid() and "into" in form.errors:
            return self._choosing_page(request, source, form)
        into, data = form.cleaned_data["into"], form.cleaned_data
        if "reason" in form.errors:
            return self._comparing_page(request, source, into)
        try:
            if (data.get("seen_version"), data.get("into_version")) != (source.version, into.version):
                raise review.StaleIncident
            merging.merge(source, into=into, by=user_of(request), choices=_chosen(request), reason=data["reason"])
        except review.Refused as refusal:
            source.refresh_from_db()
            into.refresh_from_db()
            return self._comparing_page(request, source, into, problems=refusal.problems)
        self.message_user(request, f"Merged {source.code} into this incident.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:incidents_incident_change", args=[into.pk]))

    def _choosing_page(self, request: HttpRequest, source: Incident, form: OtherForm) -> HttpResponse:
        user = user_of(request)
        objections = review.objections("merge", source, by=user)
        context = {
            "form": form, "likely": [] if objections else likely_same(source, by=user, limit=8),
            "objections": objections, "merge_from": source.pk,
            "found": [] if objections else self._found(request, source, form.cleaned_data.get("q", "")),
        }  # fmt: skip
        return self._page(request, source, context, status=200)

    def _found(self, request: HttpRequest, source: Incident, words: str) -> list[Incident]:
        others = self.get_queryset(request).exclude(pk=source.pk).exclude(status="merged")
        return list(self.get_search_results(request, others, words)[0][:MOST_FOUND]) if words else []

    def _comparing_page(
        self, request: HttpRequest, source: Incident, into: Incident, problems: list[str] | None = None
    ) -> HttpResponse:
        user, chosen = user_of(request), _chosen(request)
        choices = choices_of(source, into)
        known = {each.name: chosen[each.name] for each in choices if chosen.get(each.name) in ("target", "source")}
        drawn_up = merging.plan(source, into=into, choices=known)
        given = {"into": into.pk, "seen_version": source.version, "into_version": into.version}
        form = MergeForm({**given, "reason": request.POST.get("reason", "")}, user=user, but=source)
        context = {
            "into": into, "form": form, "problems": problems or [],
            "objections": merging.objections(source, into, by=user),
            "differing": [Differing(each, CHOICE + each.name, known.get(each.name, each.keep)) for each in choices],
            "moving": _moving(drawn_up, user), "careful": _careful(drawn_up), "readers": _readers(source, into),
        }  # fmt: skip
        return self._page(request, source, context, status=409 if problems else 200)

    def _page(self, request: HttpRequest, source: Incident, context: dict[str, Any], *, status: int) -> HttpResponse:
        around = {
            **self.admin_site.each_context(request), "title": "Merge", "subtitle": str(source), "opts": self.opts,
            "original": source, "is_nav_sidebar_enabled": False,
        }  # fmt: skip
        return TemplateResponse(request, "admin/attest/merge.html", around | context, status=status)


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name.removeprefix(CHOICE): str(side) for name, side in request.POST.items() if name.startswith(CHOICE)}


def _moving(drawn_up: Plan, user: User) -> list[Moving]:
    """The tables with rows that move; confidential ones are counted for those who may see them."""
    found = []
    for model in {**drawn_up.moved, **drawn_up.joined}:
        if model is not ConfidentialNote or user.has_perm("incidents.view_confidentialnote"):
            moved, joined = drawn_up.moved[model], drawn_up.joined[model]
            found.append(Moving(_so_many(moved, model), _so_many(joined, model), many=joined > 1))
    return found


def _so_many(number: int, model: type[Model]) -> str:
    name = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    return f"{number} {name}" if number else ""


def _careful(drawn_up: Plan) -> list[str]:
    """What the more careful of the two brings along."""
    said = {
        "sensitivity": f"The place is held back as in {drawn_up.source.code}: "
        f"{drawn_up.source.get_sensitivity_display().lower()}.",
        "embargo_until": f"The embargo of {drawn_up.source.code} holds, until {drawn_up.source.embargo_until}.",
    }
    return [said[name] for name in said if name in drawn_up.changes]


def _readers(source: Incident, into: Incident) -> str:
    """What those who read the public side will notice."""
    live = set(Publication.objects.live().filter(code__in=[source.code, into.code]).values_list("code", flat=True))
    if source.code in live:
        return (
            f"Readers who open {source.code} are led to {into.code} from now on, and no list, map or download has "
            f"{source.code} any more. What {into.code} takes over is public once {into.code} is published again."
        )
    if into.code in live:
        return f"Readers notice nothing until {into.code} is published again."
    return "Neither is public: readers notice nothing."
