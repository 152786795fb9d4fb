"""Is a row still as it was when its form was opened? Owns the guard by which no save overwrites another unseen.

The form carries the time of the row's last change; it is compared again inside the transaction that writes, while the
row is held. Whoever comes later is refused, sees both values, and keeps her input.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.utils.dateparse import parse_datetime

from articles.admin.meanwhile import compare, gone_in_words

MEANWHILE = "Somebody else has saved this since you opened it. Nothing was overwritten; compare both versions below."


class SavedMeanwhile(Exception):  # noqa: N818 -- callers read "except SavedMeanwhile"
    """Another save came first."""


class GuardedForm(forms.ModelForm):
    """``seen_at`` is when the row was last changed before the form was opened; ``compared`` settles a conflict."""

    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)
    compared = forms.BooleanField(required=False, label="I have compared both versions; save what stands in this form.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stored_at = _stamp(self.instance) if self.instance.pk else ""
        self.initial["seen_at"] = self.stored_at

    @property
    def is_stale(self) -> bool:
        return self.is_bound and str(self.data.get("seen_at", "")) != self.stored_at

    def clean(self) -> dict[str, Any] | None:
        """Refuses a form opened on an older row, and one whose conflict nobody has looked at."""
        data = super().clean()
        if self.is_stale:
            raise ValidationError(MEANWHILE, code="stale")
        if self.data.get("conflict") and not self.cleaned_data.get("compared"):
            self.add_error("compared", "Compare both versions, then say so here.")
        return data


def _stamp(row: Any) -> str:
    return row.updated_at.isoformat() if row.updated_at else ""


class GuardedSaves(admin.ModelAdmin):
    """An admin whose forms are guarded; ``is_guarded`` is false where a table has a guard of its own."""

    is_guarded = True

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if not self.is_guarded:
            return super().get_form(request, obj, change, **kwargs)
        guarded = type(f"Guarded{self.form.__name__}", (GuardedForm, self.form), {})
        return super().get_form(request, obj, change, **{"form": guarded, **kwargs})

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A save that another one has overtaken meanwhile is shown anew, against what is stored now."""
        if not self.is_guarded:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and object_id is not None:
            self._leave_out_gone_rows(request, object_id)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except SavedMeanwhile:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and self.is_guarded:
            stored = type(obj)._default_manager.select_for_update().only("updated_at").filter(pk=obj.pk).first()
            if stored is None or _stamp(stored) != form.stored_at:
                raise SavedMeanwhile
        super().save_model(request, obj, form, change)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        form = context["adminform"].form
        if self.is_guarded and form.is_bound and form.instance.pk and (form.is_stale or form.data.get("conflict")):
            context["meanwhile"] = self._compared(request, form, context["inline_admin_formsets"])
        return super().render_change_form(request, context, *args, **options)

    def _compared(self, request: HttpRequest, form: Any, inlines: Any) -> Any:
        opened = form.data.get("conflict") or form.data.get("seen_at")
        found = compare(form, [each.formset for each in inlines], seen=_moment(opened))
        found.rows += getattr(request, "gone_rows", [])
        form.data = form.data.copy()
        form.data["seen_at"] = form.stored_at
        return found

    def _leave_out_gone_rows(self, request: HttpRequest, object_id: str) -> None:
        """Rows somebody else has deleted are taken out of what was posted; what was typed into them is told."""
        owner = self.get_object(request, object_id)
        if owner is None:
            return
        told: list[str] = []
        for inline in self.get_inline_instances(request, owner):
            formset: Any = inline.get_formset(request, owner)
            rows = inline.get_queryset(request).filter(**{formset.fk.name: owner})
            known = {str(key) for key in rows.values_list("pk", flat=True)}
            told += _take_out(request, formset, known)
        request.gone_rows = told  # type: ignore[attr-defined]


def _moment(text: Any) -> datetime | None:
    try:
        return parse_datetime(str(text or ""))
    except ValueError:
        return None


def _take_out(request: HttpRequest, formset: Any, known: set[str]) -> list[str]:
    """Numbers the posted rows of a formset anew without those that are gone. Returns a sentence for each of them."""
    prefix, data = formset.get_default_prefix(), request.POST
    initial, total = (data.get(f"{prefix}-{name}_FORMS", "") for name in ("INITIAL", "TOTAL"))
    if not (initial.isdecimal() and total.isdecimal() and len(total) < 5):
        return []
    posted = [_row(data, f"{prefix}-{number}-") for number in range(int(total))]
    gone = [row for row in posted[: int(initial)] if row.get("id", [""])[0] not in known]
    if not gone:
        return []
    kept = [row for row in posted if not any(row is each for each in gone)]
    renumbered = _without(data, prefix, int(total))
    for number, row in enumerate(kept):
        for name, values in row.items():
            renumbered.setlist(f"{prefix}-{number}-{name}", values)
    renumbered[f"{prefix}-TOTAL_FORMS"] = str(len(kept))
    renumbered[f"{prefix}-INITIAL_FORMS"] = str(int(initial) - len(gone))
    request.POST = renumbered  # type: ignore[assignment]
    shown = [name for name in formset.form.base_fields if name != formset.fk.name]
    return [gone_in_words(formset.model, row.get("id", [""])[0], _typed(row, shown)) for row in gone]


def _row(data: QueryDict, start: str) -> dict[str, list[str]]:
    return {name.removeprefix(start): data.getlist(name) for name in data if name.startswith(start)}


def _typed(row: dict[str, list[str]], names: list[str]) -> list[str]:
    return [" ".join(row.get(name, [])) for name in names]


def _without(data: QueryDict, prefix: str, total: int) -> QueryDict:
    starts = tuple(f"{prefix}-{number}-" for number in range(total))
    kept = data.copy()
    for name in [name for name in kept if name.startswith(starts)]:
        del kept[name]
    return kept
