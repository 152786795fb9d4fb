"""How are places, actors and series kept? Owns the admin of the tables that all incidents share."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.tables import CodedFields, TableAdmin
from incidents import codebook
from incidents.admin.fields import CountryField, PickerField, PointForm
from incidents.admin.forms import place_point
from incidents.countries import COUNTRIES
from incidents.models import Actor, ActorName, Place, PlaceName, Series

LEVELS_SHOWN = 3
"""How many places above a place are named; as many as are loaded with it."""

_REASON = forms.CharField(
    label="Reason for the change", required=False, max_length=300, help_text="Optional; stands in the history."
)


class PlaceForm(PointForm):
    country = CountryField(help_text="Blank in international waters.")
    map = PickerField(is_open=True)
    change_reason = _REASON

    class Meta:
        widgets = {
            "description": forms.Textarea(attrs={"rows": 2}),
            "timezone": forms.TextInput(attrs={"list": "timezones"}),
        }


class ActorForm(forms.ModelForm):
    country = CountryField()
    change_reason = _REASON

    class Meta:
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class SeriesForm(forms.ModelForm):
    change_reason = _REASON


class NameInline(CodedFields, admin.TabularInline):
    """Other spellings: each of them finds the one row."""

    extra = 0
    fields = ("name", "kind", "language")
    verbose_name = "other name"
    verbose_name_plural = "other names and spellings, by which it is found too"


class PlaceNameInline(NameInline):
    model = PlaceName


class ActorNameInline(NameInline):
    model = ActorName


class SharedAdmin(TableAdmin):
    """A table used by every incident: its rows are told apart by kind, by what they belong to, and by country."""

    other_names = "names"
    autocomplete_fields = ("parent",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("parent__parent__parent")

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        context = {"countries": COUNTRIES.values(), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)


@admin.register(Place)
class PlaceAdmin(SharedAdmin):
    form = PlaceForm
    inlines = (PlaceNameInline,)
    autocomplete_related = ("parent__parent__parent",)
    list_display = ("name", "kind", "within", "country", "iso_3166_2", "pcode")
    list_filter = ("kind",)
    sortable_by = ()
    ordering = ("id",)
    fieldsets = (
        (None, {"fields": (("name", "kind"), ("parent", "country"), "description")}),
        ("Where it is", {"fields": (("latitude", "longitude", "radius_m"), "map", ("coord_basis", "timezone"))}),
        ("Codes", {"fields": (("iso_3166_2", "pcode"), "change_reason")}),
    )  # fmt: skip

    @admin.display(description="within")
    def within(self, place: Place) -> str:
        return ", ".join(each.name for each in _above(place)) or "—"

    def autocomplete_label(self, row: Place) -> str:
        within = ", ".join(each.name for each in _above(row) if each.kind != "country")
        country = COUNTRIES[row.country].name if row.country in COUNTRIES and row.kind != "country" else ""
        return " · ".join(filter(None, [row.name, codebook.PLACE_KIND.label(row.kind).lower(), within, country]))

    def autocomplete_data(self, row: Place) -> dict[str, Any]:
        return place_point(row)


@admin.register(Actor)
class ActorAdmin(SharedAdmin):
    form = ActorForm
    inlines = (ActorNameInline,)
    autocomplete_related = ("parent",)
    list_display = ("name", "kind", "parent", "role_title", "country")
    list_filter = ("kind",)
    sortable_by = ()
    ordering = ("id",)
    fieldsets = (
        (None, {"fields": (
            ("name", "kind"), ("parent", "role_title"), ("country", "wikidata_id"), "description",
            "change_reason",
        )}),
    )  # fmt: skip

    def autocomplete_label(self, row: Actor) -> str:
        belongs = f"{row.role_title}, {row.parent.name}".strip(", ") if row.parent else row.role_title
        country = COUNTRIES[row.country].name if row.country in COUNTRIES else ""
        parts = [row.name, codebook.ACTOR_KIND.label(row.kind).lower(), belongs, country]
        return " · ".join(dict.fromkeys(filter(None, parts)))


@admin.register(Series)
class SeriesAdmin(SharedAdmin):
    form = SeriesForm
    other_names = ""
    autocomplete_related = ("parent",)
    list_display = ("name", "period_edtf", "parent")
    sortable_by = ()
    fieldsets = ((None, {"fields": ("name", "definition", ("period_edtf", "parent"), "change_reason")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("parent")

    def autocomplete_label(self, row: Series) -> str:
        return " · ".join(filter(None, [row.name, row.period_edtf, row.parent.name if row.parent else ""]))


def _above(place: Place) -> list[Place]:
    """What it lies in, nearest first, as far as it was loaded."""
    found, parent = [], place.parent if place.parent_id else None
    while parent is not None:
        found.append(parent)
        parent = parent.parent if parent.parent_id and len(found) < LEVELS_SHOWN else None
    return found
