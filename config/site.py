"""What do analysts find at /admin/? Owns the start page, the grouping of tables and what the autocomplete answers."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

# Group → models, in the order in which the work goes. What is named nowhere stands under Administration.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Coding", ("Incident", "Article")),
    ("Shared tables", ("Place", "Actor", "Publisher", "Series")),
    ("Review", ("Publication", "ErrorReport", "Assignment", "ConfidentialNote")),
    ("Data in", ("Feed", "ImportRun", "ImportRow", "TableMap")),
)


class LabelledResults(AutocompleteJsonView):
    """Tells namesakes apart, and gives the page what it needs of the chosen row."""

    model_admin: Any

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, Any]:
        """The row's key, its name for the field, its description for the list, and data for the page."""
        described = self.model_admin.autocomplete_label(obj)
        return {
            **super().serialize_result(obj, to_field_name),
            "text": described,
            **self.model_admin.autocomplete_data(obj),
        }


class AttestSite(admin.AdminSite):
    site_header = "Attest"
    site_title = "Attest"
    index_title = "Coding and review"
    index_template = "admin/attest/index.html"
    enable_nav_sidebar = False  # the lists need the width; the header leads to every table

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:  # type: ignore[override]
        return LabelledResults.as_view(admin_site=self)(request)

    def get_urls(self) -> list[Any]:
        """The pages that are no tables, before the tables."""
        from incidents.admin import adjudication_views, agreement_views
        from incidents.admin.corrections import correction_urls
        from incidents.admin.queue import addresses
        from incidents.coding.desk.urls import desk_urls

        ours = [*desk_urls(self.admin_view), *addresses(self), *correction_urls(self.admin_view)]
        return [*ours, *adjudication_views.urls(self), *agreement_views.urls(self), *super().get_urls()]

    def hidden_among(self, rows: Iterable[Model], *, user: Any) -> set[Model]:
        """The rows this person may not be told of: others' blind codings, and what guests are not assigned."""
        from incidents.coding.sight import hidden_among

        return hidden_among(rows, user=user)

    def is_handed_out(self, article: Model) -> bool:
        """Whether an article is in the hands of a coder, or has been coded."""
        from incidents.coding.blind import is_handed_out

        return is_handed_out(article.pk)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        # The site is made before the applications are ready.
        from articles.admin.tables import user_of
        from incidents.admin.queues import queues, second_codings, to_read
        from incidents.admin.reports import error_reports

        user = user_of(request)
        context = {
            "queues": queues(user), "to_read": to_read(user), "second_codings": second_codings(user),
            "error_reports": error_reports(user),
        }  # fmt: skip
        return super().index(request, {**context, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The tables grouped by the work they belong to; an application's own page keeps Django's grouping."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else grouped(apps)


def grouped(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Django's list of applications, turned into groups of tables; empty groups are left out."""
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    found = [(title, [models.pop(name) for name in names if name in models]) for title, names in GROUPS]
    found.append(("Administration", list(models.values())))
    return [
        {"name": title, "app_label": title.lower().replace(" ", "-"), "app_url": members[0]["admin_url"],
         "has_module_perms": True, "models": members}
        for title, members in found if members
    ]  # fmt: skip
