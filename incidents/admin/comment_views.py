"""How does an analyst comment on a field? Owns the page of the comments of an incident and how each is settled."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from articles.admin.tables import user_of
from incidents.coding import comments
from incidents.coding.review import Refused
from incidents.coding.sight import hidden_among
from incidents.models import Comment, Incident

SETTLE = {"resolve": comments.resolve, "reopen": comments.reopen}


class CommentForm(forms.Form):
    """``record`` and ``field`` are checked by ``coding.comments``, which knows the rows of the incident."""

    record = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    field = forms.ChoiceField(label="on", required=False, error_messages={"invalid_choice": "There is no such field."})
    body = forms.CharField(
        label="comment", max_length=comments.LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write the comment."},
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = [(name, label.capitalize()) for name, label in comments.fields_of(kind)]
        choice: forms.ChoiceField = self.fields["field"]  # type: ignore[assignment]
        choice.choices = [("", "the whole row" if kind else "the incident as a whole"), *labels]


class CommentViews(admin.ModelAdmin):
    """``<incident>/comments/`` lists all and takes a new one; ``<incident>/comments/<comment>/resolve/`` settles one.

    A script, which sends ``X-Requested-With: fetch``, gets the open comments of the one field back, or a sentence.
    """

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "incidents_incident_comment"
        return [
            path("<int:key>/comments/", wrap(self.comments_view), name=f"{name}s"),
            path("<int:key>/comments/<int:comment>/<slug:step>/", wrap(self.settle_view), name=name),
            *super().get_urls(),
        ]

    def comments_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Every comment of the incident, and a form for one more."""
        incident = self._commented(request, key)
        if request.method == "POST":
            return self._add(request, incident)
        record = request.GET.get("record", "")
        kind = _kind(record)
        field = request.GET.get("field", "")
        form = CommentForm(kind=kind, initial={"record": record if kind else "", "field": field})
        return self._comments_page(request, incident, form)

    def settle_view(self, request: HttpRequest, key: int, comment: int, step: str) -> HttpResponse:
        """Resolves a comment or takes it up again; by POST only."""
        incident = self._commented(request, key)
        if step not in SETTLE:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        found = get_object_or_404(Comment, pk=comment, incident=incident)
        try:
            SETTLE[step](found, by=user_of(request))
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        return self._answer(request, incident, found)

    def _commented(self, request: HttpRequest, key: int) -> Incident:
        """The incident, for somebody who may see it and read its comments."""
        if not comments.may_read(user_of(request)):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=key)

    def _add(self, request: HttpRequest, incident: Incident) -> HttpResponse:
        form = CommentForm(request.POST, kind=_kind(request.POST.get("record", "")))
        if form.is_valid():
            try:
                made = comments.comment(incident, by=user_of(request), **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, refusal.problems[0])
            else:
                return self._answer(request, incident, made)
        if _is_fetch(request):
            told = " ".join(str(each) for errors in form.errors.values() for each in errors)
            return HttpResponse(told, status=400, content_type="text/plain; charset=utf-8")
        return self._comments_page(request, incident, form, status=400)

    def _answer(self, request: HttpRequest, incident: Incident, comment: Comment) -> HttpResponse:
        if not _is_fetch(request):
            return HttpResponseRedirect(_next(request) or f"{page_of(incident)}#comment-{comment.pk}")
        found = [
            each for each in comments.threads(incident) if (each.record, each.field) == (comment.record, comment.field)
        ]
        context = {"thread": found[0] if found else None, "incident_key": incident.pk}
        return render(request, "desk/_comments.html", context)

    def _comments_page(
        self, request: HttpRequest, incident: Incident, form: CommentForm, *, status: int = 200
    ) -> HttpResponse:
        rows, may = _shown_rows(incident, user_of(request)), comments.may_comment(incident, user=user_of(request))
        record = form["record"].value() or ""
        context = {
            **self.admin_site.each_context(request), "title": "Comments", "subtitle": str(incident), "opts": self.opts,
            "original": incident, "form": form, "next": _next(request), "is_nav_sidebar_enabled": False,
            "threads": comments.threads(incident, with_resolved=True), "incident_key": incident.pk,
            "may_comment": may, "comments_closed": not may,
            "rows": [(each, comments.about(each, "", rows)) for each in rows],
            "about": comments.about(record, "", rows), "record": record,
        }  # fmt: skip
        return TemplateResponse(request, "admin/attest/comments.html", context, status=status)


def _shown_rows(incident: Incident, user: User) -> dict[str, str]:
    """The rows that can be commented on, without those that would name an incident hidden from this person."""
    hidden = hidden_among([*incident.relations.all(), *incident.citations.select_related("relation")], user=user)
    left_out = {f"{type(row).__name__.lower()}-{row.pk}" for row in hidden}
    return {record: name for record, name in comments.named_rows(incident).items() if record not in left_out}


def page_of(incident: Incident) -> str:
    """The address of the incident's page."""
    return reverse("admin:incidents_incident_change", args=[incident.pk])


def _kind(record: str) -> str:
    kind = record.rpartition("-")[0]
    return kind if kind in comments.RECORDS else ""


def _is_fetch(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _next(request: HttpRequest) -> str:
    """The page of ours to go back to; blank when none is named, or one elsewhere."""
    address = str(request.POST.get("next") or request.GET.get("next") or "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
