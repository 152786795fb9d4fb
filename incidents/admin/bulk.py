"""How are many incidents moved at once? Owns the actions of the list, the page that confirms them, and the results."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.tables import user_of
from incidents.coding import assignment, bulk, quality, review
from incidents.models import Incident
from incidents.publishing import gather

STEPS: dict[str, tuple[str, str, str]] = {
    "submit": ("Submit for review", "submit_incident", "They go to the reviewers. They can still be edited."),
    "send_back": ("Send back…", "send_back_incident", "They become drafts again. Their coders read your reason."),
    "publish": (
        "Publish…", "publish_incident",
        "A new public version of each is written. It cannot be changed afterwards, only followed by another.",
    ),
    "assign": ("Assign to…", "assign_incident", "They stand in the list of what this person has to do."),
}  # fmt: skip
"""Step → what its action says, the permission it needs, and what it does."""

_REASON = forms.Textarea(attrs={"rows": 3})


class NoWordsForm(forms.Form):
    """A step that asks for nothing."""


class SendBackForm(forms.Form):
    reason = forms.CharField(max_length=2000, widget=_REASON, help_text="Each of the coders reads it.")


class PublishForm(forms.Form):
    reason = forms.CharField(
        label="change note", required=False, max_length=2000, widget=_REASON,
        help_text="Public: what is new in each of these versions. Optional for the first.",
    )  # fmt: skip


class _Person(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.get_full_name()} ({obj.get_username()})" if obj.get_full_name() else obj.get_username()


class AssignForm(forms.Form):
    to = _Person(
        User.objects.none(), label="assign to", required=False, empty_label="nobody",
        error_messages={"invalid_choice": "There is no such person who codes incidents."},
    )  # fmt: skip
    reason = forms.CharField(required=False, max_length=2000, widget=_REASON, help_text="They read it in the history.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people: forms.ModelChoiceField = self.fields["to"]  # type: ignore[assignment]
        people.queryset = (
            User.objects.with_perm("incidents.change_incident", backend="django.contrib.auth.backends.ModelBackend")
            .filter(is_active=True)
            .order_by("username")
        )


FORMS: dict[str, type[forms.Form]] = {
    "submit": NoWordsForm, "send_back": SendBackForm, "publish": PublishForm, "assign": AssignForm,
}  # fmt: skip


class BulkSteps(admin.ModelAdmin):
    """Chosen rows of the list go to ``bulk/<step>/``: a page that asks on GET; the steps and their results on POST."""

    def get_urls(self) -> list[URLPattern]:
        page = path("bulk/<slug:step>/", self.admin_site.admin_view(self.bulk_view), name="incidents_incident_bulk")
        return [page, *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The steps this person may take; nothing is deleted from a list."""
        if IS_POPUP_VAR in request.GET:
            return {}
        return {
            step: (_begin, step, label)
            for step, (label, permission, _) in STEPS.items()
            if request.user.has_perm(f"incidents.{permission}")
        }

    def bulk_view(self, request: HttpRequest, step: str) -> HttpResponse:
        """What would be done to which incidents; on POST, what was."""
        if step not in STEPS:
            raise Http404
        if not request.user.has_perm(f"incidents.{STEPS[step][1]}"):
            raise PermissionDenied
        form = FORMS[step](request.POST or None)
        rows = _posted_rows(request) if request.method == "POST" else []
        if rows and form.is_valid():
            return self._results(request, step, rows, form.cleaned_data)
        keys = [seen.key for seen in rows] or _asked_keys(request)
        chosen = self._chosen(request, step, keys)
        context = {
            "chosen": chosen, "form": form, "missing": len(keys) - len(chosen),
            "nothing": request.method == "POST" and not rows,
            "ticked": {str(seen) for seen in rows} or {each["text"] for each in chosen if not each["problems"]},
        }  # fmt: skip
        return self._bulk_page(request, step, context)

    def _results(self, request: HttpRequest, step: str, rows: list[bulk.Seen], data: dict[str, Any]) -> HttpResponse:
        outcomes = bulk.take_each(rows, _step(request, step, data), among=self.get_queryset(request))
        done = sum(1 for each in outcomes if each.is_done)
        return self._bulk_page(request, step, {"outcomes": outcomes, "done": done, "refused": len(outcomes) - done})

    def _chosen(self, request: HttpRequest, step: str, keys: list[int]) -> list[dict[str, Any]]:
        found = list(self.get_queryset(request).filter(pk__in=keys).select_related("assigned_to").order_by("-id"))
        codings = gather(found) if step == "publish" else []
        lacking = {each.incident.pk: [p.message for p in quality.problems(each) if p.blocks] for each in codings}
        return [
            {
                "incident": each, "text": str(bulk.Seen.of(each)),
                "problems": _objections(step, each, user_of(request)) + lacking.get(each.pk, []),
                "asks": step == "publish" and each.sensitivity != "open",
                "confirmed": str(each.pk) in request.POST.getlist("confirmed"),
            }
            for each in found
        ]  # fmt: skip

    def _bulk_page(self, request: HttpRequest, step: str, context: dict[str, Any]) -> HttpResponse:
        label, _, explained = STEPS[step]
        around = {
            **self.admin_site.each_context(request), "title": label.rstrip("…"), "opts": self.opts, "step": step,
            "explained": explained, "is_nav_sidebar_enabled": False,
        }  # fmt: skip
        return TemplateResponse(request, "admin/attest/bulk.html", around | context)


def _begin(model_admin: Any, request: HttpRequest, queryset: QuerySet[Incident]) -> HttpResponse | None:
    """The action of the list: leads to the page that confirms it."""
    keys = list(queryset.values_list("pk", flat=True)[: bulk.MOST + 1])
    if len(keys) > bulk.MOST:
        model_admin.message_user(request, f"Choose at most {bulk.MOST} incidents at a time.", messages.ERROR)
        return None
    step = request.POST.getlist("action")[_index(request)]
    address = reverse("admin:incidents_incident_bulk", args=[step])
    return HttpResponseRedirect(f"{address}?{urlencode([('id', key) for key in keys])}")


def _index(request: HttpRequest) -> int:
    """Which of the two action bars was used, as Django reads it."""
    text = request.POST.get("index", "0")
    return int(text) if text.isdecimal() and int(text) < len(request.POST.getlist("action")) else 0


def _asked_keys(request: HttpRequest) -> list[int]:
    asked = request.GET.getlist("id")
    if len(asked) > bulk.MOST or not all(each.isdecimal() and len(each) < 19 for each in asked):
        raise BadRequest(f"Each id is the number of an incident, at most {bulk.MOST} of them.")
    return list(dict.fromkeys(map(int, asked)))


def _posted_rows(request: HttpRequest) -> list[bulk.Seen]:
    posted = list(dict.fromkeys(request.POST.getlist("row")))
    try:
        rows = [bulk.Seen.read(each) for each in posted]
    except ValueError as problem:
        raise BadRequest("A row of the form names no incident.") from problem
    if len(rows) > bulk.MOST:
        raise BadRequest(f"At most {bulk.MOST} incidents at a time.")
    return rows


def _objections(step: str, incident: Incident, user: User) -> list[str]:
    if step != "assign":
        return review.objections(step, incident, by=user)
    return ["It has been merged."] if incident.status == "merged" else []


def _step(request: HttpRequest, step: str, data: dict[str, Any]) -> Callable[[Incident], object]:
    by, confirmed = user_of(request), set(request.POST.getlist("confirmed"))
    if step == "publish":
        return lambda incident: review.publish(
            incident, by=by, change_note=data["reason"], confirmed=str(incident.pk) in confirmed
        )
    if step == "assign":
        return lambda incident: assignment.assign(incident, to=data["to"], by=by, reason=data["reason"])
    if step == "send_back":
        return lambda incident: review.send_back(incident, by=by, reason=data["reason"])
    return lambda incident: review.submit(incident, by=by)
