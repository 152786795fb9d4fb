"""Who may read what must never be shown? Owns the admin of confidential notes; no other page mentions them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from articles.admin.tables import TableAdmin, user_of
from incidents.admin.sighted import AboutIncidents
from incidents.models import ConfidentialNote


@dataclass(frozen=True)
class ConfidentialNotes:
    """The notes on one incident or article, for those who may read them. ``add`` is blank for those who may not add."""

    notes: list[ConfidentialNote]
    add: str


def confidential_notes(user: User, **about: Model) -> ConfidentialNotes | None:
    """What is kept about an incident or article (``incident=…`` or ``article=…``); None without the permission."""
    if not user.has_perm("incidents.view_confidentialnote"):
        return None
    (name, row), *_ = about.items()
    address = f"{reverse('admin:incidents_confidentialnote_add')}?{name}={row.pk}"
    may_add = user.has_perm("incidents.add_confidentialnote")
    notes = ConfidentialNote.objects.filter(**about).select_related("by").defer("body")
    return ConfidentialNotes(list(notes), address if may_add else "")


@admin.register(ConfidentialNote)
class ConfidentialNoteAdmin(AboutIncidents, TableAdmin):
    """Under permissions of its own. The list shows what a note is about, and its text only on its page."""

    list_display = ("__str__", "kind", "incident", "article", "by", "updated_at")
    list_filter = ("kind",)
    list_select_related = ("incident", "article__publisher", "by")
    sortable_by = ()
    search_fields = ()
    autocomplete_fields = ("incident", "article")
    fields = ("kind", ("incident", "article"), "body", "by")
    readonly_fields = ("by",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.by = user_of(request)
        super().save_model(request, obj, form, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Not into the log of recent actions, which the start page shows."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Its own history says who changed it."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        """Its own history says who deleted it."""
