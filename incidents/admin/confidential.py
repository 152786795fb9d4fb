"""Who may read what must never be shown? Owns the admin of confidential notes; no other page mentions them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.tables import TableAdmin, user_of
from incidents.models import ConfidentialNote


@admin.register(ConfidentialNote)
class ConfidentialNoteAdmin(TableAdmin):
    """Under permissions of its own. The list shows what a note is about, and its text only on its page."""

    list_display = ("__str__", "incident", "article", "by", "updated_at")
    list_select_related = ("incident", "article__publisher", "by")
    sortable_by = ()
    search_fields = ()
    autocomplete_fields = ("incident", "article")
    fields = ("incident", "article", "body", "by")
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
