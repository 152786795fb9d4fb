"""How does an analyst move an incident? Owns the pages that ask for a reason and hand the step to ``coding.review``."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles.admin.tables import user_of
from incidents.admin.changes_view import before_publishing
from incidents.admin.panels import STEPS
from incidents.admin.sighted import told
from incidents.coding import comments, merging, quality, review
from incidents.models import Incident
from incidents.models.publication import Publication
from incidents.publishing import gather

EXPLAINED = {
    "submit": "It goes to the reviewers. It can still be edited.",
    "send_back": "It becomes a draft again. The coder reads your reason.",
    "take_back": "It becomes a draft again, and leaves the reviewers' list until you submit it anew.",
    "publish": "A new public version is written. It cannot be changed afterwards, only followed by another.",
    "revise": "It goes back into review. The public version stays up until the next one is published.",
    "withdraw": "Every public version is closed at once; a cache may keep it for a minute. Readers see your reason.",
    "restore": "It becomes a draft again. Nothing of it is public until it is published anew.",
    "unmerge": "Every row goes back to where it came from, and the incident stands by itself again. Its address leads "
    "to the other one until it is published anew.",
}


class StepForm(forms.Form):
    """The words that go with a step. ``seen_version`` is the version on which the reviewer decided."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Optional; stands in the history.",
    )  # fmt: skip


class ReasonForm(StepForm):
    reason = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Required. The coder reads it."
    )


class WithdrawForm(ReasonForm):
    reason = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Required. Public: readers find it."
    )


class PublishForm(StepForm):
    reason = forms.CharField(
        label="change note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Public: what is new in this version. Optional for the first.",
    )  # fmt: skip
    confirmed = forms.BooleanField(
        required=False, label="Title, summary, code and notes give nothing away of the place that is held back."
    )


FORMS: dict[str, type[StepForm]] = {"send_back": ReasonForm, "withdraw": WithdrawForm, "publish": PublishForm}


class ReviewViews(admin.ModelAdmin):
    """The steps of review at ``<incident>/review/<step>/``: a page that explains on GET, the step itself on POST."""

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<int:key>/review/<slug:action>/",
            self.admin_site.admin_view(self.review_view),
            name="incidents_incident_review",
        )
        return [step, *super().get_urls()]

    def review_view(self, request: HttpRequest, key: int, action: str) -> HttpResponse:
        """One step. What the rules refuse is told on the same page."""
        incident = self._incident(request, key, action)
        form = self._step_form(request, incident, action)
        problems: list[str] = []
        if form.is_bound and form.is_valid():
            try:
                self._take_step(request, incident, action, form.cleaned_data)
            except review.Refused as refusal:
                incident.refresh_from_db()
                problems = refusal.problems
            else:
                self.message_user(request, _told(incident, action), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:incidents_incident_change", args=[incident.pk]))
        return self._review_page(request, incident, action, form, problems)

    def _incident(self, request: HttpRequest, key: int, action: str) -> Incident:
        if action not in EXPLAINED:
            raise Http404
        incident: Incident | None = self.get_queryset(request).filter(pk=key).first()
        if incident is None:
            raise Http404
        if request.method not in ("GET", "HEAD", "POST") or not self.has_change_permission(request):
            raise PermissionDenied
        return incident

    def _step_form(self, request: HttpRequest, incident: Incident, action: str) -> StepForm:
        form = FORMS.get(action, StepForm)(request.POST or None, initial={"seen_version": incident.version})
        if action == "publish" and incident.sensitivity == "open":
            del form.fields["confirmed"]
        return form

    def _take_step(self, request: HttpRequest, incident: Incident, action: str, data: dict[str, Any]) -> None:
        if data["seen_version"] != incident.version:
            raise review.StaleIncident
        if action == "publish":
            review.publish(
                incident, by=user_of(request), change_note=data["reason"], confirmed=data.get("confirmed", False)
            )
        elif action == "unmerge":
            merging.unmerge(merging.step_of(incident), by=user_of(request), reason=data["reason"])
            incident.refresh_from_db()
        else:
            step: Callable[..., None] = getattr(review, action)
            step(incident, by=user_of(request), reason=data["reason"])

    def _review_page(
        self, request: HttpRequest, incident: Incident, action: str, form: StepForm, problems: list[str]
    ) -> HttpResponse:
        context = {
            **self._before(request, incident, action),
            **self.admin_site.each_context(request), "title": STEPS[action].rstrip("…"), "subtitle": str(incident),
            "opts": self.opts, "original": incident, "form": form, "action": action,
            "explained": EXPLAINED[action],
            "problems": problems,
            "objections": review.objections(action, incident, by=user_of(request)),
            "is_nav_sidebar_enabled": False, "media": self.media + form.media,
        }  # fmt: skip
        return TemplateResponse(request, "admin/attest/review.html", context, status=409 if problems else 200)

    def _before(self, request: HttpRequest, incident: Incident, action: str) -> dict[str, Any]:
        """What to know before it is handed on: what is missing, what is open, what readers would see anew."""
        if action not in ("publish", "submit", "send_back"):
            return {}
        coding = gather([incident])[0]
        threads = comments.threads(incident)
        around: dict[str, Any] = {
            "threads": threads, "incident_key": incident.pk, "open_number": sum(each.open_count for each in threads),
            "comments_at": reverse("admin:incidents_incident_change", args=[incident.pk]),
        }  # fmt: skip
        if action != "send_back":
            found = told(user_of(request), incident, quality.problems(coding))
            around["missing"] = [each for each in found if each.blocks]
        return around | (before_publishing(incident, coding, self.get_queryset(request)) if action == "publish" else {})


def _told(incident: Incident, action: str) -> str:
    """What a step has done. The address of a new version is in no cache yet, unlike that of its incident."""
    if action != "publish":
        return f"{incident.get_status_display()}: {incident.code}."
    version = Publication.objects.live().values_list("version", flat=True).get(code=incident.code)
    address = reverse("public:incident_version", args=[incident.code, version])
    waiting = "Readers may see the version before" if version > 1 else "Lists and the map may be without it"
    link = format_html('<a href="{}">{}, version {}</a>', address, incident.code, version)
    return format_html("Published: {}. {} for up to a minute.", link, waiting)
