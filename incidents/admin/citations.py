"""What do the quoted words carry, and where do they stand? Owns the citation row, which finds its span by itself."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from articles.admin.codes import PlainSelect
from incidents.admin.rows import CodingForms, RowForm, row_label
from incidents.coding import citable
from incidents.coding.spans import Span, everywhere, locate
from incidents.models import CITED_RECORDS, Citation, Series
from incidents.publishing.document import LONGEST_QUOTE

PREFIXES = {
    "location": "locations", "weapon_use": "weapons", "target": "targets", "casualty_count": "casualty_counts",
    "statement": "statements", "relation": "relations", "involvement": "involvements", "note": "notes",
}  # fmt: skip
"""The inline in which each kind of record stands; a series is a table of its own."""

THE_INCIDENT = "the incident itself"


def bears_on_value(citation: Citation) -> str:
    """ "location:17", or "" for the incident itself."""
    kind = next((name for name in CITED_RECORDS if getattr(citation, f"{name}_id")), "")
    return f"{kind}:{getattr(citation, f'{kind}_id')}" if kind else ""


class BearsOnSelect(PlainSelect):
    """Renders the chosen record only; ``admin-rows.js`` fills in the groups."""

    forms_around: CodingForms | None = None

    def pairs(self, value: str) -> list[tuple[str, str]]:
        """The incident itself, and the record that is chosen."""
        return [("", THE_INCIDENT), (value, self._label(value))] if value else [("", THE_INCIDENT)]

    def _label(self, chosen: str) -> str:
        kind, _, reference = chosen.partition(":")
        if kind in PREFIXES and self.forms_around:
            return self.forms_around.label(PREFIXES[kind], reference)
        return (
            row_label(Series.objects.filter(pk=reference).first())
            if kind == "series" and reference.isdecimal()
            else chosen
        )


class BearsOnField(forms.Field):
    """Its clean value is (kind, instance), or ("", None) for the incident itself."""

    forms_around: CodingForms | None = None
    before = ""

    def __init__(self) -> None:
        super().__init__(required=False, label="Bears on", widget=BearsOnSelect(attrs={"data-bears-on": ""}))

    def surround(self, forms_around: CodingForms, *, before: str) -> None:
        """``before`` is what is stored, as ``bears_on_value`` gives it."""
        self.forms_around = self.widget.forms_around = forms_around
        self.before = before

    def to_python(self, value: Any) -> tuple[str, Model | None]:
        kind, _, reference = str(value or "").partition(":")
        if not kind:
            self._refuse_loss()
            return "", None
        if kind == "series":
            return kind, _series(reference)
        if kind not in PREFIXES or self.forms_around is None:
            raise ValidationError("A citation cannot bear on this.")
        return kind, self.forms_around.resolve(PREFIXES[kind], reference)

    def _refuse_loss(self) -> None:
        """Words about a row that goes with this save must not become words about the whole incident."""
        kind, _, reference = self.before.partition(":")
        if self.forms_around is not None and kind in PREFIXES:
            self.forms_around.refuse_loss(PREFIXES[kind], reference)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


def _series(reference: str) -> Series:
    found = Series.objects.filter(pk=reference).first() if reference.isdecimal() and len(reference) < 19 else None
    if found is None:
        raise ValidationError("There is no such series.")
    return found


class CitedFieldSelect(PlainSelect):
    """Renders the fields of the record the row bears on; ``admin-rows.js`` changes them with the record."""

    kind = ""

    def pairs(self, value: str) -> list[tuple[str, str]]:
        """The record as a whole, and its fields."""
        return [("", "as a whole"), *citable.fields_of(self.kind)]


class CitationForm(RowForm):
    """``occurrence`` chooses among equal words; the span is stored by position, not typed."""

    bears_on = BearsOnField()
    occurrence = forms.IntegerField(
        label="Which occurrence", required=False, min_value=1,
        widget=forms.NumberInput(attrs={"size": 3, "title": "If they stand there several times; blank: the first."}),
    )  # fmt: skip

    class Meta:
        widgets = {
            "exact": forms.Textarea(attrs={"rows": 2, "class": "quote", "dir": "auto", "data-longest": LONGEST_QUOTE}),
            "field": CitedFieldSelect(attrs={"data-cited-field": ""}),
        }
        help_texts = {"field": ""}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["bears_on"] = bears_on_value(self.instance)
        self.fields["bears_on"].surround(  # type: ignore[attr-defined]
            self.forms_around, before=self.initial["bears_on"]
        )
        if isinstance(select := self.fields["field"].widget, CitedFieldSelect):
            select.kind = str(self["bears_on"].value() or "").partition(":")[0]
            select.kind = select.kind if select.kind in citable.RECORDS else ""

    def clean(self) -> dict[str, Any] | None:
        """The cited field must be one of the record's; the quoted words must stand in the article."""
        data = super().clean() or self.cleaned_data
        kind, _ = data.get("bears_on") or ("", None)
        if "bears_on" in data and data.get("field") and data["field"] not in dict(citable.fields_of(kind)):
            self.add_error("field", "The record this citation bears on has no such field.")
        if data.get("basis") == "outside" and not data.get("comment"):
            self.add_error("comment", "Say where it is known from.")
        if data.get("article") and {"article", "exact", "occurrence"} & set(self.changed_data):
            self._anchor(data)
        elif data.get("basis") == "stated" and not data.get("exact"):
            self.add_error("exact", "What the source states needs its words.")
        return data

    def _anchor(self, data: dict[str, Any]) -> None:
        words, article = data.get("exact", ""), data["article"]
        span = None
        if not words:
            self._refuse_missing_words(data)
        elif article.holding != "reference_only":
            span = self._span(article.text, words, data.get("occurrence"))
        if span is not None:
            data["exact"] = span.exact
        for name in ("prefix", "suffix"):
            setattr(self.instance, name, getattr(span, name) if span else "")
        for name in ("start", "end"):
            setattr(self.instance, name, getattr(span, name) if span else None)

    def _refuse_missing_words(self, data: dict[str, Any]) -> None:
        if data.get("basis") == "stated":
            self.add_error("exact", "What the source states needs its words.")

    def _span(self, text: str, words: str, occurrence: int | None) -> Span | None:
        near = self.instance.start if "exact" not in self.changed_data else None
        span = locate(text, words, near=near)
        if span is None:
            self.add_error(
                "exact", "These words are not in the article. Quote them as they stand there; letters must agree."
            )
            return None
        if occurrence is None:
            return span
        if occurrence > span.occurrences:
            self.add_error("occurrence", f"The words stand in the article {span.occurrences} time(s) only.")
            return None
        return everywhere(text, words)[occurrence - 1]

    @property
    def more_is_open(self) -> bool:
        """Whether the fields that are mostly left alone say something."""
        return self["stance"].value() != "supports" or any(self[name].value() for name in ("value", "comment"))

    def _post_clean(self) -> None:
        kind, record = self.cleaned_data.get("bears_on") or ("", None)
        for name in CITED_RECORDS:
            if self.has_changed():
                setattr(self.instance, name, record if name == kind else None)
        super()._post_clean()
