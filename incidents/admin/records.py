"""What has been published, imported and assigned? Owns the admin of public versions, ledgers and assignments."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.tables import TableAdmin
from incidents.admin.sighted import AboutIncidents
from incidents.admin.table_import import TableImportViews
from incidents.models import Assignment, ImportFile, ImportRow, ImportRun, Publication, TableMap


class ReadOnly:
    """Nobody adds, changes or deletes these rows by hand, so that no save of them can meet another."""

    is_guarded = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_history_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Publication)
class PublicationAdmin(ReadOnly, TableAdmin):
    """Public versions as readers get them. The only writer is ``incidents.publishing``."""

    list_display = ("code", "version", "state", "title", "published_at", "published_by")
    list_display_links = ("code", "version")
    list_filter = ("state",)
    list_select_related = ("published_by",)
    sortable_by = ()
    ordering = ("-id",)
    search_fields = ("code",)
    fields = (
        "code", "version", "state", "title", "published_at", "published_by", "change_note", "closed_at",
        "closed_reason", "redirect_code", "sha256", "previous_sha256", "facet_values", "document_laid_out",
    )  # fmt: skip
    readonly_fields = ("facet_values", "document_laid_out")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        return super().get_queryset(request).defer("document", "search_text")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Codes that begin with the term."""
        return queryset.filter(code__startswith=search_term.strip().lower()), False

    @admin.display(description="filtered by")
    def facet_values(self, publication: Publication) -> str:
        return "; ".join(f"{each.facet}: {each.value}" for each in publication.facets.order_by("facet", "value")) or "—"

    @admin.display(description="document")
    def document_laid_out(self, publication: Publication) -> str:
        laid_out = json.dumps(publication.read(), indent=2, ensure_ascii=False)
        return format_html('<pre class="record">{}</pre>', laid_out)


class ImportFileInline(ReadOnly, admin.TabularInline):
    model = ImportFile
    extra = 0
    fields = ("name", "dataset_version", "rows", "new", "updated", "unchanged", "rejected")


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, TableImportViews, TableAdmin):
    change_list_template = "admin/attest/table_import/runs.html"
    change_form_template = "admin/attest/table_import/run.html"
    list_display = (
        "started_at",
        "scheme",
        "dataset",
        "by",
        "dry_run",
        "written",
        "published",
        "finished_at",
        "undone_at",
    )
    list_filter = ("scheme", "written")
    list_select_related = ("by",)
    sortable_by = ()
    search_fields = ()
    fields = (
        ("dataset", "scheme"), "by", ("started_at", "finished_at"), ("dry_run", "written", "published"),
        ("undone_at", "undone_by"), "map",
    )  # fmt: skip
    readonly_fields = ("started_at",)
    inlines = (ImportFileInline,)


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnly, TableAdmin):
    list_display = ("file", "line", "value", "outcome", "column", "reason")
    list_filter = ("outcome",)
    list_select_related = ("file",)
    sortable_by = ()
    ordering = ("-id",)
    search_fields = ("value",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The exact identifier in the other dataset."""
        return queryset.filter(value=search_term.strip()) if search_term.strip() else queryset, False


@admin.register(TableMap)
class TableMapAdmin(ReadOnly, TableAdmin):
    """Maps are saved by imports that were confirmed; one that is no longer of use can go."""

    list_display = ("dataset", "saved_by", "updated_at")
    list_select_related = ("saved_by",)
    sortable_by = ()
    search_fields = ()
    fields = ("dataset", "map")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(Assignment)
class AssignmentAdmin(AboutIncidents, TableAdmin):
    list_display = ("incident", "user", "until")
    list_select_related = ("incident", "user")
    sortable_by = ("until",)
    search_fields = ()
    autocomplete_fields = ("incident",)
    fields = ("incident", "user", "until")
