"""Which row of this incident does another row mean? Owns references between inline rows, also to rows not saved yet.

A reference is the key of a stored row ("17") or the place of a new one in the form ("#locations-3").
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from articles.admin.codes import PlainSelect
from incidents.admin.selects import tell_known
from incidents.coding.consistency import Draft, disagreements

SAVE_ORDER = (
    "locations", "targets", "weapons", "involvements", "statements", "casualty_counts", "relations", "notes",
    "pinned_figures", "citations",
)  # fmt: skip
"""A row is saved after those it can point to, and deleted before them."""

POINTED_TO_BY_NONE = frozenset({"pinned_figures", "citations", "external_ids"})

DELETED = "That row is being deleted. Choose another, or delete this one too."

_LINKS_WITHIN = {"weapons": "subset_of", "statements": "repeats"}


class CodingForms:
    """The incident form with all formsets of one request, so that rows can be found and checked across them."""

    def __init__(self) -> None:
        self.formsets: dict[str, Any] = {}
        self.incident_form: Any = None
        self.checked = False
        self.anything_changed = False

    @classmethod
    def of(cls, incident: Model) -> "CodingForms":
        """The forms gathered around this instance of the incident, which all its formsets share."""
        return vars(incident).setdefault("coding_forms", cls())

    def find(self, prefix: str, reference: str) -> Any:
        """The form of the row that is meant, or None."""
        formset = self.formsets.get(prefix)
        if formset is None or not reference:
            return None
        if reference.startswith("#"):
            return next((form for form in formset.forms if f"#{form.prefix}" == reference), None)
        return next((form for form in formset.forms if str(form.instance.pk) == reference), None)

    def resolve(self, prefix: str, reference: str) -> Model:
        """The instance that is meant. ValidationError when it is not of this incident, or about to be deleted."""
        form = self.find(prefix, reference)
        if form is None or not (form.instance.pk or form.has_changed()):
            raise ValidationError("This row is not part of the incident any more; choose another.", code="gone")
        if form.is_going:
            raise ValidationError(DELETED, code="deleted")
        return form.instance

    def refuse_loss(self, prefix: str, reference: str) -> None:
        """A blank where a row stood that goes with this save may be nobody's wish: a page blanks what has gone."""
        form = self.find(prefix, reference)
        if form is not None and form.is_going:
            raise ValidationError(f"{DELETED} To leave this blank, save that before you delete.", code="deleted")

    def label(self, prefix: str, reference: str) -> str:
        form = self.find(prefix, reference)
        return row_label(form.instance) if form is not None else "row not saved yet"

    def show_accounts(self) -> None:
        """Give each line of the toll the account that was loaded with the page, by which its label tells it apart."""
        accounts = {form.instance.pk: form.instance for form in self._forms("statements") if form.instance.pk}
        for form in self._forms("casualty_counts"):
            if form.instance.statement_id in accounts:
                form.instance.statement = accounts[form.instance.statement_id]

    def _forms(self, prefix: str) -> list[Any]:
        return self.formsets[prefix].forms if prefix in self.formsets else []

    def kept(self, prefix: str) -> list[Any]:
        """The forms of the rows that will be there after saving."""
        formset = self.formsets.get(prefix)
        if formset is None:
            return []
        return [f for f in formset.forms if not formset.is_deleted(f) and (f.instance.pk or f.has_changed())]

    def check(self) -> None:
        """Lay each disagreement between rows beside its field. Once a request, after every form has been cleaned."""
        if self.checked:
            return
        self.checked = True
        for formset in self.formsets.values():
            formset.errors  # noqa: B018  (asking for the errors cleans the forms)
        incident = next(iter(self.formsets.values())).instance
        for row, field, message in disagreements(self.draft(incident)):
            self._tell(row, field, message)
        for name in self._left_behind():
            self.incident_form.add_error(None, f"{name} is tied to a row you are deleting. Nothing was saved.")

    def _left_behind(self) -> list[str]:
        """The rows that would stay when the one they are tied to goes, in words."""
        return [
            f"{form.instance._meta.verbose_name.capitalize()} {row_label(form.instance)}"
            for prefix in self.formsets
            for form in self.kept(prefix)
            if any(error.code == "deleted" for errors in form.errors.as_data().values() for error in errors)
        ]

    def draft(self, incident: Any) -> Draft:
        statements = [form for form in self.kept("statements") if hasattr(form, "cleaned_data")]
        return Draft(
            incident=incident,
            **{prefix: [form.instance for form in self.kept(prefix)] for prefix in _DRAFTED},
            is_imported=bool(incident.pk) and incident.external_ids.exists(),
            speakers={id(form.instance): form.cleaned_data.get("speakers", ()) for form in statements},
            accused={id(form.instance): form.cleaned_data.get("accused", ()) for form in statements},
        )

    def _tell(self, row: Model, field: str, message: str) -> None:
        form = next((f for s in self.formsets.values() for f in s.forms if f.instance is row), None)
        if form is None:
            form = self.incident_form
        # A field that failed already is not in the cleaned data; its own error says enough.
        if field not in form.errors:
            form.add_error(field if field in form.fields else None, message)


_DRAFTED = ("locations", "weapons", "targets", "statements", "casualty_counts", "citations", "relations")


def row_label(row: Any) -> str:
    """A row in a few words; a new one that lacks what it is named by has none yet."""
    try:
        return str(row)
    except ObjectDoesNotExist:
        return "row not saved yet"


class RowSelect(PlainSelect):
    """Renders only the chosen row; ``admin-rows.js`` fills in the others and keeps them up to date."""

    forms_around: CodingForms | None = None

    def __init__(self, prefix: str) -> None:
        super().__init__(attrs={"data-rows": prefix})
        self.prefix = prefix

    def pairs(self, value: str) -> list[tuple[str, str]]:
        """A blank, and the row that is chosen."""
        label = self.forms_around.label(self.prefix, value) if value and self.forms_around else ""
        return [("", "—"), (value, label)] if value else [("", "—")]


class RowField(forms.Field):
    """A reference to a row of the inline with this prefix; its clean value is the instance."""

    widget: Any = RowSelect
    forms_around: CodingForms | None = None
    before = ""

    def __init__(self, prefix: str, **options: Any) -> None:
        self.prefix = prefix
        super().__init__(widget=RowSelect(prefix), **options)

    def surround(self, forms_around: CodingForms, *, before: Any) -> None:
        """``before`` is the key of the row that is stored as the one meant, if any."""
        self.forms_around = self.widget.forms_around = forms_around
        self.before = str(before or "")

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            if self.forms_around is not None:
                self.forms_around.refuse_loss(self.prefix, self.before)
            return None
        if self.forms_around is None:
            raise ValidationError("Save first, then choose.")
        return self.forms_around.resolve(self.prefix, str(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


class RowForm(forms.ModelForm):
    """The form of one inline row. Links to sibling rows are ``RowField``, resolved within the same request."""

    def __init__(self, *args: Any, forms_around: CodingForms, **options: Any) -> None:
        super().__init__(*args, **options)
        self.forms_around = forms_around
        for name, field in self.fields.items():
            if isinstance(field, RowField):
                field.surround(forms_around, before=self.initial.get(name))
        tell_known(self)

    @property
    def is_gone(self) -> bool:
        """Whether somebody else has deleted the stored row that this form was opened on."""
        return self.is_bound and bool(self.data.get(f"{self.prefix}-id")) and self.instance.pk is None

    @property
    def is_going(self) -> bool:
        """Whether the row is deleted by this save, or was by somebody else."""
        formset = self.forms_around.formsets.get(str(self.prefix).rpartition("-")[0])
        return formset is not None and formset.is_deleted(self)

    def full_clean(self) -> None:
        """What stands in a row that goes is no matter."""
        super().full_clean()
        if self.is_bound and self.is_going:
            self._errors = forms.utils.ErrorDict()

    def _get_validation_exclusions(self) -> set[str]:
        # A link to a row that is not saved yet has no key to validate; RowField has checked it.
        linked = {name for name, field in self.fields.items() if isinstance(field, RowField)}
        return super()._get_validation_exclusions() | linked  # type: ignore[misc]

    def _post_clean(self) -> None:
        # A stored row that nobody touched is as good as it was; to ask the database costs a query a constraint.
        if self.has_changed() or self.instance.pk is None:
            super()._post_clean()  # type: ignore[misc]


class RowFormSet(BaseInlineFormSet):
    """An inline of the incident that knows the other inlines."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._rows_shown: list[Any] | None = None
        self.forms_around = CodingForms.of(self.instance)
        self.forms_around.formsets[str(self.prefix)] = self

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "forms_around": self.forms_around}

    def get_queryset(self) -> Any:
        return super().get_queryset() if self._rows_shown is None else self._rows_shown

    def show_every_form(self) -> None:
        """Tie rows to forms for the page: Django pairs them by place, and drops a form for each row that is gone."""
        if self.is_bound:
            self._rows_shown = [form.instance if form.instance.pk else None for form in self.initial_forms]

    def is_deleted(self, form: Any) -> bool:
        return form.is_gone or (self.can_delete and f"{form.prefix}-DELETE" in form.data)

    def _should_delete_form(self, form: Any) -> bool:
        return self.is_deleted(form)

    def is_valid(self) -> bool:
        if not self.is_bound:
            return False
        self.forms_around.check()
        return super().is_valid() and not self.forms_around.incident_form.errors


def in_order(formsets: list[Any]) -> list[Any]:
    """The formsets so that each comes after those its rows can point to."""
    return sorted(
        formsets, key=lambda formset: SAVE_ORDER.index(formset.prefix) if formset.prefix in SAVE_ORDER else 99
    )


def rows_to_save(formset: Any) -> Iterator[Model]:
    """New and changed rows in their order, each after the row of the same inline that it points to.

    A row that ceases to be primary comes before the one that becomes it: there is never a second one.
    """
    waiting = {id(row): row for row in [*(row for row, _ in formset.changed_objects), *formset.new_objects]}
    link = _LINKS_WITHIN.get(formset.prefix)
    for row in sorted(waiting.values(), key=lambda row: bool(row.pk is None or getattr(row, "is_primary", False))):
        yield from _with_what_it_needs(row, link, waiting)


def _with_what_it_needs(row: Any, link: str | None, waiting: dict[int, Any]) -> Iterator[Model]:
    if waiting.pop(id(row), None) is None:
        return
    if link and (needed := getattr(row, link)) is not None:
        yield from _with_what_it_needs(needed, link, waiting)
    yield row
