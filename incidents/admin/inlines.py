"""How do the rows of an incident stand on its page? Owns the inlines: their fields, order and labels."""

import json
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.tables import CodedFields, user_of
from incidents.admin import forms
from incidents.admin.citations import CitationForm
from incidents.admin.rows import RowForm, RowFormSet
from incidents.admin.selects import KnownSelect, KnownSelectMultiple
from incidents.admin.sighted import IncidentChoices, without_hidden_ties
from incidents.models import (
    CasualtyCount,
    Citation,
    ExternalId,
    Involvement,
    Location,
    Note,
    PinnedFigure,
    Relation,
    Statement,
    Target,
    WeaponUse,
)


class PartInline(IncidentChoices, CodedFields, admin.StackedInline):
    """Rows of one incident. Who may see the incident may see its rows, a guest too."""

    formset = RowFormSet
    extra = 0
    template = "admin/attest/stacked.html"
    label_fields: tuple[str, ...] = ()
    hint = ""
    related: tuple[str, ...] = ()

    @property
    def labelled_by(self) -> str:
        """The fields whose values name a row, saved or not, for ``admin-labels.js``."""
        return json.dumps(self.label_fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related(*self.related).order_by("pk")
        for name in self.autocomplete_fields:
            rows = self._with_labels(rows, name)
        return rows

    def _with_labels(self, rows: QuerySet[Any], name: str) -> QuerySet[Any]:
        """The rows with what a choice needs to be labelled."""
        field = self.model._meta.get_field(name)
        needed = self.admin_site.get_model_admin(field.related_model).autocomplete_related  # type: ignore[attr-defined]
        if field.many_to_many:
            chosen = field.related_model._default_manager.select_related(*needed)
            return rows.prefetch_related(Prefetch(name, queryset=chosen))
        return rows.select_related(name, *(f"{name}__{each}" for each in needed))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        # Django refuses to delete a row that others point to, even when these go with it; RowField looks at both.
        formset.form.hand_clean_DELETE = lambda form: None  # type: ignore[attr-defined]
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or request.user.has_perm("incidents.view_incident")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a choice stand the buttons to add and to change; deleting a shared row is no work for this page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class LocationInline(PartInline):
    model = Location
    form = forms.LocationForm
    autocomplete_fields = ("place",)
    label_fields = ("role", "relation_text", "place")
    hint = "Where it took effect, where it was fired from. One is primary: impact, else occurred, else target."
    fieldsets = (
        (None, {"fields": (
            ("place", "role", "is_primary"), ("precision", "certainty", "relation_text"),
            ("latitude", "longitude", "radius_m"), "map",
        )}),
    )  # fmt: skip


class WeaponInline(PartInline):
    model = WeaponUse
    form = forms.WeaponForm
    related = ("subset_of",)
    label_fields = ("number_text|said|best", "type", "side", "model", "outcome")
    verbose_name_plural = "weapons"
    hint = (
        "One row a group of munitions, on either side. Split a salvo with “part of” when its parts fared differently."
    )
    fieldsets = (
        (None, {"fields": (
            ("type", "side", "model", "platform"),
            ("said", "count_kind", "low", "best", "high", "number_text"),
            ("subset_of", "outcome", "origin", "endpoint", "target"), "note",
        )}),
    )  # fmt: skip


class TargetInline(PartInline):
    model = Target
    form = forms.TargetForm
    autocomplete_fields = ("actor",)
    label_fields = ("name", "type", "role")
    hint = "What was aimed at and what was struck: two rows when they differ."
    fieldsets = (
        (None, {"fields": (
            ("name", "type", "role", "certainty"), ("actor", "nationality", "location"), ("damage", "damage_text"),
            "note",
        )}),
    )  # fmt: skip


class StatementInline(PartInline):
    model = Statement
    form = forms.StatementForm
    autocomplete_fields = (
        "speakers", "on_behalf_of", "relayed_by", "addressee", "accused", "series", "said_place", "original",
    )  # fmt: skip
    label_fields = ("kind", "speakers|speaker_text|voice", "accused|accused_text", "said_edtf")
    hint = "Who said what, through whom. Who said it, who passed it on and who printed it are three different things."
    fieldsets = (
        (None, {"fields": (
            ("kind", "voice", "wording"), ("speakers", "speaker_text"),
            ("about_incident", "series", "about_certainty"),
            ("accused", "accused_text"), "alleged_motive",
            ("on_behalf_of", "relayed_by", "addressee"),
            ("channel", "channel_name", "said_edtf", "said_place"),
            ("basis", "repeats", "original", "status"),
        )}),
    )  # fmt: skip


class CasualtyCountInline(PartInline):
    model = CasualtyCount
    form = forms.CasualtyCountForm
    label_fields = (
        "said|best|high|low|count_kind", "harm", "group", "age", "sex", "nationality", "number_text",
        "statement.speakers|statement.speaker_text|statement.voice",
    )  # fmt: skip
    verbose_name_plural = "casualty counts"
    hint = "One row a figure, as one voice gave it. “None reported” is not zero; where no source speaks, add no row."
    fieldsets = (
        (None, {"fields": (
            ("statement", "scope", "involvement"), ("harm", "group", "age", "sex", "nationality"),
            ("said", "count_kind", "low", "best", "high", "number_text"), ("severity", "mechanism", "of_which"),
        )}),
    )  # fmt: skip


class CitationInline(PartInline):
    model = Citation
    form = CitationForm
    autocomplete_fields = ("article",)
    label_fields = ("exact", "bears_on", "field")
    hint = "The words that carry each value. Paste them from the article; their place in it is found when you save."
    fieldsets = (
        (None, {"fields": (("exact", "occurrence"),)}),
        ("", {"fields": (("article", "bears_on", "field", "basis"),)}),
        ("Stance, differing value, comment", {"fields": (("stance", "value", "comment"),)}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).defer("article__text")
        return without_hidden_ties(user_of(request), rows, through="relation__to_incident")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """No buttons to add an article beside each quote: it is entered before it is quoted."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class InvolvementInline(PartInline):
    model = Involvement
    form = RowForm
    autocomplete_fields = ("actor",)
    label_fields = ("role", "actor")
    hint = "Who took part or was there. It never says who is to blame: statements do."
    fieldsets = ((None, {"fields": (("actor", "role", "certainty"),)}),)


class RelationInline(PartInline):
    model = Relation
    fk_name = "incident"
    form = forms.RelationForm
    autocomplete_fields = ("to_series", "to_incident")
    label_fields = ("kind", "to_series", "to_incident")
    hint = "A series it is part of, or another incident it is tied to."
    fieldsets = ((None, {"fields": (("kind", "certainty"), ("to_series", "to_incident", "asserted_by"))}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return without_hidden_ties(user_of(request), super().get_queryset(request))


class NoteInline(PartInline):
    model = Note
    form = forms.NoteForm
    label_fields = ("kind", "body")
    hint = "What fits no field, so that nothing has to be dropped. Public, in our own words."
    fieldsets = ((None, {"fields": (("kind", "date_edtf"), "body")}),)


class PinnedFigureInline(PartInline):
    model = PinnedFigure
    form = RowForm
    label_fields = ("best", "harm", "group")
    hint = "An editor's figure where accounts conflict, with a reason that readers see. It lies inside their range."
    fieldsets = ((None, {"fields": (("harm", "group", "best"), "reason")}),)


class ExternalIdInline(PartInline):
    model = ExternalId
    form = RowForm
    label_fields = ("scheme", "value")
    verbose_name_plural = "external ids"
    hint = "The incident in other datasets. The row as it came is kept and cannot be changed."
    readonly_fields = ("row_as_it_came",)
    fieldsets = ((None, {"fields": (("scheme", "value", "dataset_version"), "row_as_it_came")}),)

    @admin.display(description="the row as it came")
    def row_as_it_came(self, row: ExternalId) -> str:
        if not row.record:
            return "—"
        return format_html("<pre class=record>{}</pre>", json.dumps(row.record, indent=1, ensure_ascii=False))


INLINES: tuple[type[PartInline], ...] = (
    LocationInline, WeaponInline, TargetInline, StatementInline, CasualtyCountInline, CitationInline, InvolvementInline,
    RelationInline, NoteInline, PinnedFigureInline, ExternalIdInline,
)  # fmt: skip
