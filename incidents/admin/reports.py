"""What do readers say is wrong? Owns the admin of reported errors and their list on the start page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.tables import TableAdmin, user_of
from incidents.coding import reports
from incidents.models import ErrorReport, Incident

SHOWN = 8
SEES_CONTACT = "incidents.view_confidentialnote"
"""A reader who can be reached is a source: the same people may see how as may see the notes on other sources."""


@dataclass(frozen=True)
class Reports:
    """The first reports that wait, and whether there are more."""

    rows: list[ErrorReport]
    has_more: bool


def error_reports(user: User) -> Reports | None:
    """What waits, for those who may read reports; None for everybody else."""
    if not user.has_perm("incidents.view_errorreport"):
        return None
    rows = list(reports.waiting().defer("contact")[: SHOWN + 1])
    return Reports(rows[:SHOWN], len(rows) > SHOWN)


def reports_on(user: User, incident: Incident) -> list[ErrorReport]:
    """What waits on one incident, for those who may read reports."""
    if not user.has_perm("incidents.view_errorreport"):
        return []
    return list(reports.waiting_on(incident).defer("contact")[:SHOWN])


class DecisionForm(forms.ModelForm):
    """The state and its note; the database says the same of them."""

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("state") == "dismissed" and not data.get("note", "").strip():
            self.add_error("note", _("Say why nothing is done about it."))
        return data


@admin.register(ErrorReport)
class ErrorReportAdmin(TableAdmin):
    """Readers write them, analysts decide on them; nobody adds or deletes one by hand."""

    form = DecisionForm
    list_display = ("__str__", "about", "state", "created_at", "decided_by")
    list_filter = ("state", "about")
    list_select_related = ("decided_by",)
    sortable_by = ()
    search_fields = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows if user_of(request).has_perm(SEES_CONTACT) else rows.defer("contact")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """How to reach the reader stands on the page only for those who may know."""
        contact = ["contact"] if user_of(request).has_perm(SEES_CONTACT) else []
        return [("code", "public_page", "coding"), "version", "about", "body", *contact, "created_at", "state", "note",
                ("decided_by", "decided_at")]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What the reader wrote stays as it was written; how to reach them can be emptied."""
        return ["code", "public_page", "coding", "version", "about", "body", "created_at", "decided_by", "decided_at"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if "state" in form.changed_data:
            reports.settle(obj, by=user_of(request))
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("as readers see it"))
    def public_page(self, report: ErrorReport) -> SafeString:
        address = reverse("public:incident", args=[report.code])
        return format_html('<a href="{}">{}</a>', address, address)

    @admin.display(description=_("its coding"))
    def coding(self, report: ErrorReport) -> SafeString:
        """The list of incidents, which shows each person what they may see."""
        address = f"{reverse('admin:incidents_incident_changelist')}?{urlencode({'q': report.code})}"
        return format_html('<a href="{}">{}</a>', address, _("find it among the incidents"))
