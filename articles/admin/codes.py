"""How does a form show a closed list? Owns the select that names its vocabulary and its data."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.db import models
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from incidents.codebook import Vocabulary
from incidents.codebook import vocabulary_of as find_vocabulary

NOT_STATED = "not stated"


def vocabulary_of(db_field: Any) -> Vocabulary | None:
    """The closed list a column holds codes of; None for any other column."""
    try:
        return find_vocabulary(db_field.choices) if getattr(db_field, "choices", None) else None
    except KeyError:
        return None


class PlainSelect(forms.Select):
    """A select written without a template for each option: a page of an incident has thousands of them."""

    def pairs(self, value: str) -> Iterable[tuple[str, str]]:
        """(value, label) of the options to render, given the chosen value."""
        return ((str(key), str(label)) for key, label in self.choices)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = [_option(key, label, key == chosen) for key, label in self.pairs(chosen)]
        return format_html(
            "<select{}>{}</select>",
            flatatt({"name": name, **self.build_attrs(self.attrs, attrs)}),
            mark_safe("".join(options)),  # noqa: S308  (each option is escaped below)
        )


@lru_cache(maxsize=4096)
def _option(key: str, label: str, is_chosen: bool) -> SafeString:
    return format_html('<option value="{}"{}>{}</option>', key, mark_safe(" selected" if is_chosen else ""), label)  # noqa: S308


class CodedSelect(PlainSelect):
    """A select that names its vocabulary, by which ``admin-codebook.js`` finds the definitions."""

    def __init__(self, vocabulary: Vocabulary, **options: Any) -> None:
        super().__init__(**options)
        self.attrs["data-vocabulary"] = vocabulary.name


def coded_formfield(db_field: "models.Field[Any, Any]", vocabulary: Vocabulary, **options: Any) -> forms.Field:
    """The form field of a column of codes: a blank reads "not stated", retired codes are offered to none."""
    terms = [(term.code, term.label) for term in vocabulary if not term.retired_since]
    if db_field.blank or not db_field.has_default():
        terms.insert(0, ("", NOT_STATED if db_field.blank else "choose…"))
    return forms.TypedChoiceField(
        choices=terms, required=not db_field.blank, label=options.get("label", db_field.verbose_name.capitalize()),
        initial=db_field.get_default(), empty_value="", help_text="", widget=CodedSelect(vocabulary),
    )  # fmt: skip
