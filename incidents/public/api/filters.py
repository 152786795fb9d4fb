"""What does a request ask for? The filters of every other address, and how much, from where, which fields."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from incidents.public.api import paging
from incidents.public.filters import FilterForm, IncidentFilter, WholeNumberFilter

_CURSOR: Final = re.compile(rf"[A-Za-z0-9_-]{{{paging.SHORTEST},{paging.LONGEST}}}")
CURSOR_PATTERN: Final = f"^{_CURSOR.pattern}$"


class FieldsField(forms.CharField):
    """Names of fields, separated by commas; gives them in the order of the answer."""

    def __init__(self, *, known: Sequence[str], **options: Any) -> None:
        self.known = known
        super().__init__(**options)

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        asked = [name for name in text.split(",") if name.strip()]
        if any(name not in self.known for name in asked):
            raise ValidationError(
                f"Write names of fields with commas between them. The fields are: {', '.join(self.known)}."
            )
        return [name for name in self.known if name in asked]


class CursorField(forms.CharField):
    """Where a page begins, as the page before gave it."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and not _CURSOR.fullmatch(text):
            raise ValidationError(paging.UNREADABLE)
        return text


class _BesideTheRows(django_filters.Filter):
    """A parameter that changes no rows."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        return qs


class LimitFilter(_BesideTheRows, WholeNumberFilter):
    """How much a page holds."""


class CursorFilter(_BesideTheRows):
    field_class = CursorField


class FieldsFilter(_BesideTheRows):
    field_class = FieldsField


class WalkFilter(IncidentFilter):
    """The filters without an order and a page of the reader's choice: a walk has its own."""

    ordering = None  # type: ignore[assignment]  # so django-filter drops what it inherits
    page = None  # type: ignore[assignment]
    cursor = CursorFilter()


@cache
def walk_filter(*, known: tuple[str, ...], most: int, is_filtered: bool = True) -> type[WalkFilter]:
    """What a list with these fields takes, up to so many at a time; ``is_filtered`` by the filters of incidents."""
    inherited = {} if is_filtered else dict.fromkeys(WalkFilter.base_filters.keys() - set(paging.BESIDE_THE_ROWS))
    own = {"limit": LimitFilter(smallest=1, largest=most), "fields": FieldsFilter(known=known)}
    return type("ResourceFilter", (WalkFilter,), inherited | own)


@cache
def fields_form(known: tuple[str, ...]) -> type[Any]:
    """What one thing by its name takes: which of its fields to give."""
    return type("FieldsForm", (FilterForm,), {"fields": FieldsField(known=known, required=False)})
