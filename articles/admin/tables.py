"""How does every table of the analysts behave in the admin? Owns fast lists, folded search and guarded lookups."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.core.validators import MaxLengthValidator
from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property

from articles.admin import story
from articles.admin.changes import Change
from articles.admin.codes import coded_formfield, vocabulary_of
from articles.admin.deletion import HeldRows
from articles.admin.guard import GuardedSaves
from articles.columns import HeldTextField
from articles.history import CHANGE_REASON, keep_baseline
from incidents import codebook
from incidents.folding import fold, words

LONGEST_KEY = 19
"""Digits from which on a number may be no key of either engine."""

LONGEST_TEXT = 20_000
"""Characters of a summary, a note, a quote: pages of text are an article."""

COUNT_AT_MOST = 10_001
"""Rows a list counts before it says "more than 10,000": counting a million takes longer than showing fifty."""

_LOOKUP_ENDINGS = ("exact", "isnull", "in", "gte", "lte", "gt", "lt")


def user_of(request: HttpRequest) -> User:
    """The person who is logged in; PermissionDenied when nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class CappedPaginator(Paginator):
    """Counts no further than ``COUNT_AT_MOST``."""

    @cached_property
    def count(self) -> int:
        if isinstance(self.object_list, QuerySet):
            return self.object_list.order_by()[:COUNT_AT_MOST].count()
        return len(self.object_list)


class BoundedSelect(AutocompleteSelect):
    """Does not ask the database for what is no key, or one that no column can hold."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [each for each in value if _may_be_key(str(each))], attr)


def _may_be_key(text: str) -> bool:
    return text.isdecimal() and len(text) < LONGEST_KEY


class ChosenRow(forms.ModelChoiceField):
    """Refuses a key that no column can hold, which the database would answer with an exception."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except OverflowError as problem:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            ) from problem


class ChosenRows(forms.ModelMultipleChoiceField):
    """The same for several keys."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as problem:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": value}) from problem


class CodedFields:
    """Columns of codes get the select with its codebook, links fields that bear any key; for admins and inlines."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Long texts have an end, told beside the field; the text of an article has its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(db_field, TextField) and not isinstance(db_field, HeldTextField):
            field.validators.append(MaxLengthValidator(LONGEST_TEXT))
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", BoundedSelect(db_field, self.admin_site))  # type: ignore[attr-defined]
        field = super().formfield_for_foreignkey(db_field, request, **{"form_class": ChosenRow, **kwargs})  # type: ignore[misc]
        return self._labelled_alike(field, db_field, request)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **{"form_class": ChosenRows, **kwargs})  # type: ignore[misc]
        return self._labelled_alike(field, db_field, request)

    def _labelled_alike(self, field: Any, db_field: Any, request: HttpRequest) -> Any:
        """A chosen row reads as it did in the list it was chosen from."""
        if field is not None and db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            related = self.admin_site.get_model_admin(db_field.related_model)  # type: ignore[attr-defined]
            field.label_from_instance = related.autocomplete_label
            field.queryset = field.queryset.select_related(*related.autocomplete_related)
        return field

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        vocabulary = vocabulary_of(db_field)
        if vocabulary is None:
            return super().formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]
        return coded_formfield(db_field, vocabulary, **kwargs)


class TableAdmin(CodedFields, HeldRows, GuardedSaves):
    """``folded_search`` names columns that are searched by words, ``other_names`` the relation to other spellings,
    ``autocomplete_related`` the links that ``autocomplete_label`` follows.

    Every word must be found; the exact name comes first, then names that begin with the words.
    """

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 50
    actions = None
    autocomplete_fields: ClassVar[tuple[str, ...]] = ()
    autocomplete_related: ClassVar[tuple[str, ...]] = ()
    folded_search: tuple[str, ...] = ("folded",)
    other_names: str = ""
    search_fields: ClassVar[tuple[str, ...]] = ("folded",)
    change_form_template = "admin/attest/change_form.html"
    object_history_template = "admin/attest/history.html"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Folded words, each somewhere in the name or in another spelling; best matches first.

        A list without a search box finds nothing by words in its address: an answer is never silently wider.
        """
        if not self.get_search_fields(request):
            return (queryset.none() if search_term.strip() else queryset), False
        for word in words(search_term):
            queryset = queryset.filter(self._has(word))
        if not words(search_term):
            return (queryset.none() if search_term.strip() else queryset), False
        return self._best_first(queryset, fold(search_term)), False

    def _has(self, word: str) -> Q:
        found = Q()
        for column in self.folded_search:
            found |= Q(**{f"{column}__contains": word})
        return found | self._named(contains=word)

    def _named(self, **lookup: str) -> Q:
        """Rows of which another spelling fits; nothing where the table has none."""
        if not self.other_names:
            return Q(pk__in=[])
        names = self.model._meta.get_field(self.other_names)
        fits = {f"folded__{ending}": value for ending, value in lookup.items()}
        return Q(pk__in=names.related_model.objects.filter(**fits).values(names.field.attname))

    def _best_first(self, queryset: QuerySet[Any], folded: str) -> QuerySet[Any]:
        column = self.folded_search[0]
        same = When(Q(**{column: folded}) | self._named(exact=folded), then=Value(0))
        begins = When(Q(**{f"{column}__startswith": folded}) | self._named(startswith=folded), then=Value(1))
        rank = Case(same, begins, default=Value(2), output_field=IntegerField())
        return queryset.annotate(rank=rank).order_by("rank", column, "pk")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the list shows as a filter: any other lookup would read columns that are not shown."""
        name, _, ending = lookup.rpartition("__")
        allowed = self._filtered_columns(request)
        return lookup in allowed or (name in allowed and ending in _LOOKUP_ENDINGS)

    def _filtered_columns(self, request: HttpRequest | None) -> set[str]:
        filters = self.get_list_filter(request) if request else self.list_filter
        names = [each[0] if isinstance(each, tuple) else each for each in filters]
        columns = {name for name in names if isinstance(name, str)}
        return (
            columns
            | {f"{name}__id" for name in columns}
            | {each.parameter_name for each in names if hasattr(each, "parameter_name")}
        )

    def autocomplete_label(self, row: Any) -> str:
        """What the autocomplete shows, enough to tell namesakes apart."""
        return str(row)

    def autocomplete_data(self, row: Any) -> dict[str, Any]:
        """More about a row for the page, such as the point of a place."""
        return {}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            keep_baseline(type(obj).objects.filter(pk=obj.pk))
        setattr(obj, CHANGE_REASON, form.cleaned_data.get("change_reason", ""))
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if change and hasattr(formset.model, "history"):
            keep_baseline(formset.get_queryset())
        super().save_formset(request, form, formset, change)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list under its own name."""
        context = {"title": str(self.opts.verbose_name_plural).capitalize(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {"codebook": codebook.for_pages(), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def histories(self, request: HttpRequest, obj: Any) -> list[QuerySet[Any]]:
        """The history rows that tell this person the story of a record: its own, and those of its other spellings."""
        found = [type(obj).history.filter(id=obj.pk)]
        for inline in self.inlines:
            owner = next(each.name for each in inline.model._meta.fields if each.related_model is type(obj))
            found.append(inline.model.history.filter(**{owner: obj.pk}))
        return found

    def events(self, obj: Any) -> list[story.Event]:
        """What is no change of a field but belongs to the story."""
        return []

    def address_of(self, obj: Any, change: Change) -> str:
        """Where a row of the story stands: on the page of the record."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every change of this record, who made it, when and why."""
        # First, or an answer would tell whether there is such a row.
        if not self.has_history_permission(request):
            raise PermissionDenied
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id}.")
        if not self.has_history_permission(request, obj):
            raise PermissionDenied
        told = story.saves(self.histories(request, obj), self.events(obj))
        story.lead_to_rows(told, lambda change: self.address_of(obj, change))
        asked = {name: request.GET.get(name, "") for name in ("person", "table")}
        problem = ""
        try:
            found = story.narrowed(told, **asked)
        except LookupError as unknown:
            found, problem = [], str(unknown)
        context = {
            **self.admin_site.each_context(request), "title": f"History of {obj}", "object": obj, "opts": self.opts,
            "saves": found, "people": story.people(told), "tables": story.tables(told), "asked": asked,
            "problem": problem, **(extra_context or {}),
        }  # fmt: skip
        return TemplateResponse(request, self.object_history_template, context, status=400 if problem else 200)

    def has_history_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_or_change_permission(request, obj)
