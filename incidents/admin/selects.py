"""How is a chosen row shown without asking the database again? Owns the autocomplete selects of the inlines."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelectMultiple

from articles.admin.codes import PlainSelect
from articles.admin.tables import LONGEST_KEY


class KnownSelect(AutocompleteMixin, PlainSelect):
    """One row of another table. ``known`` labels what was loaded with the page, so that no row asks again."""

    known: ClassVar[dict[str, str]] = {}

    def pairs(self, value: str) -> list[tuple[str, str]]:
        """A blank where it may be blank, and the chosen row."""
        blank = [] if self.is_required else [("", "")]
        return [*blank, *_labelled(self, [value])] if value else [("", "")]


class KnownSelectMultiple(AutocompleteSelectMultiple):
    """Several rows of another table."""

    known: ClassVar[dict[str, str]] = {}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        chosen = _labelled(self, [str(each) for each in value])
        return [(None, [self.create_option(name, key, label, True, i) for i, (key, label) in enumerate(chosen)], 0)]


def _labelled(select: Any, keys: list[str]) -> list[tuple[str, str]]:
    """The chosen rows with their labels; those that were typed anew, after an error, are asked for."""
    if not all(key in select.known for key in keys):
        wanted = [key for key in keys if key.isdecimal() and len(key) < LONGEST_KEY]
        label = select.choices.field.label_from_instance
        return [(str(row.pk), label(row)) for row in select.choices.queryset.filter(pk__in=wanted)]
    return [(key, select.known[key]) for key in keys]


def tell_known(form: forms.ModelForm) -> None:
    """Give each select of the form the labels of what its instance points to; follow only what was loaded with it."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownSelectMultiple) and form.instance.pk:
            widget.known = _known(field, getattr(form.instance, name).all())  # type: ignore[misc]
        elif isinstance(widget, KnownSelect) and getattr(form.instance, f"{name}_id", None):
            widget.known = _known(field, [getattr(form.instance, name)])  # type: ignore[misc]


def _known(field: Any, rows: Iterable[Any]) -> dict[str, str]:
    return {str(row.pk): field.label_from_instance(row) for row in rows}
