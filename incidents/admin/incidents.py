"""How do analysts list and code incidents? Owns the incident admin: its list, its page and how a save is done."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.changes import Change
from articles.admin.story import Event
from articles.admin.tables import TableAdmin, user_of
from articles.history import CHANGE_REASON
from incidents import dates
from incidents.admin import found, panels
from incidents.admin.bulk import BulkSteps
from incidents.admin.changes_view import ChangesView
from incidents.admin.comment_views import CommentViews
from incidents.admin.conflict import compare
from incidents.admin.constraints import in_words
from incidents.admin.count_view import CountView
from incidents.admin.incident_form import IncidentForm
from incidents.admin.inlines import INLINES
from incidents.admin.merge_views import MergeViews
from incidents.admin.preview_view import PreviewView
from incidents.admin.review_views import ReviewViews
from incidents.admin.rows import POINTED_TO_BY_NONE, CodingForms, in_order, rows_to_save
from incidents.admin.sighted import without_hidden_ties
from incidents.admin.story import RECORD_OF, events
from incidents.coding.authorship import PARTS
from incidents.coding.editing import keep_baselines, take_turn
from incidents.coding.merging import merges_of
from incidents.coding.review import StaleIncident
from incidents.coding.sight import visible_to
from incidents.models import Citation, ExternalId, Incident, Location, PinnedFigure, Relation
from incidents.roles import is_guest


class AssigneeFilter(admin.SimpleListFilter):
    """In whose hands an incident is: mine, nobody's, or those of anybody who has one."""

    title = "assigned to"
    parameter_name = "assigned_to"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        holders = visible_to(user_of(request)).filter(assigned_to__isnull=False).values("assigned_to")
        people = User.objects.filter(pk__in=holders).order_by("username")
        return [("me", "me"), ("nobody", "nobody"), *((str(each.pk), each.get_username()) for each in people)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value not in dict(self.lookup_choices):
            raise IncorrectLookupParameters
        if value == "nobody":
            return queryset.filter(assigned_to__isnull=True)
        return queryset.filter(assigned_to=user_of(request).pk if value == "me" else int(value))


@admin.register(Incident)
class IncidentAdmin(CommentViews, ChangesView, BulkSteps, CountView, PreviewView, MergeViews, ReviewViews, TableAdmin):
    """Status is no field here: the review views move it. Every save of any row raises the version of the incident."""

    form = IncidentForm
    is_guarded = False  # by its version instead
    inlines = INLINES
    change_form_template = "admin/attest/incident_form.html"
    list_display = (
        "code", "title", "date_in_words", "primary_place", "attack_type", "status_mark", "assignee", "updated",
    )  # fmt: skip
    list_display_links = ("code", "title")
    list_filter = ("status", AssigneeFilter, "attack_type", "sensitivity", "verification")
    list_select_related = ("assigned_to",)
    sortable_by = ("code",)
    search_fields = ("folded",)
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": (
            "title", ("code", "attack_type", "violence_type", "stage"), "summary",
            ("date_edtf", "timezone", "time_kind", "part_of_day"), ("time_start", "time_end", "time_text"),
        )}),
        ("Assessment and care", {"fields": (
            ("verification", "sensitivity", "embargo_until"), "verification_note",
        )}),
    )  # fmt: skip

    # Who may see what

    def get_queryset(self, request: HttpRequest) -> QuerySet[Incident]:
        """Guests see what is assigned to them; a blind coding is seen by nobody who codes the same article."""
        return super().get_queryset(request).filter(pk__in=visible_to(user_of(request)).values("pk"))

    def has_view_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or self.get_queryset(request).filter(pk=obj.pk).exists())

    def has_change_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.status != "merged")

    def has_delete_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        """Drafts that were never public, by reviewers and editors."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and obj.status == "draft" and not obj.has_permanent_code()

    def has_history_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        return super().has_history_permission(request, obj) and not is_guest(request.user)

    # The list

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The exact code or external id first of all; else folded words of title and code."""
        term = search_term.strip()
        exact = queryset.filter(Q(code=term) | Q(pk__in=_with_external_id(term))) if term else queryset.none()
        if term and exact.exists():
            return exact, False
        return super().get_search_results(request, queryset, search_term)

    def _has(self, word: str) -> Q:
        return super()._has(word) | Q(code__contains=word)

    @admin.display(description="date", ordering="date_earliest")
    def date_in_words(self, incident: Incident) -> str:
        return dates.words(incident.date_edtf) if incident.date_edtf else "—"

    @admin.display(description="place")
    def primary_place(self, incident: Incident) -> str:
        return getattr(incident, "place_name", "") or "—"

    @admin.display(description="status", ordering="status")
    def status_mark(self, incident: Incident) -> str:
        return format_html('<span class="status status-{}">{}</span>', incident.status, incident.get_status_display())

    @admin.display(description="assigned to")
    def assignee(self, incident: Incident) -> str:
        return incident.assigned_to.get_username() if incident.assigned_to else "—"

    @admin.display(description="updated")
    def updated(self, incident: Incident) -> str:
        day, time = f"{incident.updated_at:%Y-%m-%d %H:%M}".split()
        return format_html('<span class="day">{}</span> {}', day, time)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        primary = Location.objects.filter(incident=OuterRef("pk"), is_primary=True).values("place__name")
        keys = [incident.pk for incident in changelist.result_list]
        names = dict(Incident.objects.filter(pk__in=keys).values_list("pk", Subquery(primary[:1])))
        for incident in changelist.result_list:
            incident.place_name = names.get(incident.pk)
        return changelist

    def autocomplete_label(self, row: Incident) -> str:
        return f"{row.code} · {row.title} · {self.date_in_words(row)}"

    # The page

    def get_form(self, request: HttpRequest, obj: Incident | None = None, change: bool = False, **kwargs: Any) -> Any:
        fields = [*(kwargs.pop("fields", None) or ()), "seen_version", "change_reason", "compared"]
        form = super().get_form(request, obj, change=change, fields=fields, **kwargs)
        form.problem = getattr(request, "problem", "")
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What the database refuses, or a colleague who was first, is told beside the form; its input is kept."""
        context = {"is_nav_sidebar_enabled": False, **(extra_context or {})}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except (IntegrityError, StaleIncident) as problem:
            request.problem = in_words(problem)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        form = context["adminform"].form
        incident = form.instance
        around = CodingForms.of(incident)
        around.show_accounts()
        found.lay_out(around, may_read=request.user.has_perm("articles.view_article"))
        if form.is_bound and incident.pk and (form.is_stale or "conflict" in form.data):
            context["conflict"] = compare(around)
        for formset in around.formsets.values():
            formset.show_every_form()
        context |= panels.of_page(request, incident, context, around)
        return super().render_change_form(request, context, *args, **options)

    # One save

    def save_model(self, request: HttpRequest, obj: Incident, form: Any, change: bool) -> None:
        """Takes its turn before anything is written. A save that changes nothing writes nothing."""
        around = CodingForms.of(obj)
        around.anything_changed = form.content_changed or any(each.has_changed() for each in around.formsets.values())
        if not around.anything_changed:
            return
        if change:
            keep_baselines(obj)
            take_turn(obj, seen=form.cleaned_data["seen_version"])
        else:
            obj.created_by = user_of(request)
        setattr(obj, CHANGE_REASON, form.cleaned_data.get("change_reason", ""))
        obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Rows go in the order in which they point to each other; deletions the other way round, and last.

        What nothing points to goes first: a new row may need its place. A row others were moved away from goes last,
        or the database would take them with it.
        """
        if not CodingForms.of(form.instance).anything_changed:
            for formset in formsets:
                formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
            return
        reason = form.cleaned_data.get("change_reason", "")
        ordered = in_order(formsets)
        for formset in ordered:
            formset.save(commit=False)
        _delete_rows([each for each in reversed(ordered) if each.prefix in POINTED_TO_BY_NONE], reason)
        _yield_primary(ordered)
        for formset in ordered:
            self._save_rows(request, formset, reason)
        _delete_rows([each for each in reversed(ordered) if each.prefix not in POINTED_TO_BY_NONE], reason)

    def _save_rows(self, request: HttpRequest, formset: Any, reason: str) -> None:
        for row in rows_to_save(formset):
            setattr(row, CHANGE_REASON, reason)
            if isinstance(row, PinnedFigure):
                row.by = user_of(request)
            row.save()
        formset.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Incident) -> None:
        """A draft goes with all its rows; tolls first, because they hold on to their statements."""
        obj.casualty_counts.all().delete()
        obj.relations.all().delete()
        obj.delete()

    def response_add(self, request: HttpRequest, obj: Incident, post_url_continue: str | None = None) -> HttpResponse:
        """Coding goes on where it began: the new incident's own page."""
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self.message_user(request, f"Saved as a draft: {obj.code}.", messages.SUCCESS)
        if "_save" in request.POST:
            return HttpResponseRedirect(reverse("admin:incidents_incident_changelist"))
        return HttpResponseRedirect(reverse("admin:incidents_incident_change", args=[obj.pk]))

    def histories(self, request: HttpRequest, obj: Incident) -> list[QuerySet[Any]]:
        """The incident's own history and that of every row it has or had, less what must not be named here."""
        of_parts: tuple[Any, ...] = PARTS
        parts = {part: part.history.filter(incident_id=obj.pk) for part in of_parts}
        shown = without_hidden_ties(user_of(request), parts[Relation])
        hidden = parts[Relation].exclude(pk__in=shown.values("pk")).values("id")
        parts[Relation], parts[Citation] = shown, parts[Citation].exclude(relation__in=hidden)
        return [Incident.history.filter(id=obj.pk), *parts.values()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """With the merges into it, each of which can be undone for a while."""
        obj = self.get_object(request, object_id)
        merges = merges_of(obj, by=user_of(request)) if obj else []
        return super().history_view(request, object_id, {"merges": merges, **(extra_context or {})})

    def events(self, obj: Incident) -> list[Event]:
        return events(obj)

    def address_of(self, obj: Incident, change: Change) -> str:
        """The row itself on the page of the incident."""
        page = super().address_of(obj, change)
        kind = RECORD_OF.get(change.model, "")
        return f"{page}#{kind}-{change.key}" if kind else page


def _delete_rows(formsets: list[Any], reason: str) -> None:
    for formset in formsets:
        for row in formset.deleted_objects:
            setattr(row, CHANGE_REASON, reason)
            row.delete()


def _yield_primary(formsets: list[Any]) -> None:
    """A primary location that is about to go makes room for the next; its history keeps it as it was."""
    going = [row.pk for formset in formsets if formset.model is Location for row in formset.deleted_objects]
    if going:
        Location.objects.filter(pk__in=going).update(is_primary=False)


def _with_external_id(term: str) -> QuerySet[Any]:
    return ExternalId.objects.filter(value=term).values("incident_id")
