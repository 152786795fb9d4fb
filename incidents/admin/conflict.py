"""Two people saved: what did each of them change? Owns the comparison shown to the later one, whose input is kept.

Fields that she had left as they were take the new value by themselves; where both changed a field, both values stand
side by side. What the row said when she opened it is read from the history.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.forms.models import ModelChoiceIterator, model_to_dict

from articles.admin.changes import shown
from incidents.admin.citations import bears_on_value
from incidents.admin.incident_form import NOT_CONTENT
from incidents.admin.rows import CodingForms, row_label
from incidents.models import Citation, Incident


@dataclass
class Difference:
    """One field of one row. ``input`` and ``value`` let the page put their value into the form."""

    row: str
    label: str
    theirs: str
    yours: str
    input: str
    value: str
    who: str
    when: datetime | None


@dataclass
class Conflict:
    """What stands between the version she opened and the one stored now."""

    seen: int
    stored: int
    differences: list[Difference] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


def compare(forms_around: CodingForms) -> Conflict:
    """Compare the posted forms with what is stored, and renew the version in the form, so that she can save again."""
    form = forms_around.incident_form
    incident: Incident = form.instance
    seen = form.data.get("seen_version", "")
    conflict = Conflict(int(seen) if seen.isdecimal() else 0, form.stored_version)
    since = (
        incident.history.filter(version__gt=conflict.seen)
        .order_by("history_date")
        .values_list("history_date", flat=True)
        .first()
    )
    _compare_form(form, "Incident", since, conflict)
    for formset in forms_around.formsets.values():
        for row in formset.initial_forms:
            _compare_row(row, formset, since, conflict)
        conflict.rows += _added(formset)
    _put(form, "seen_version", str(form.stored_version))
    return conflict


def _compare_row(row: Any, formset: Any, since: datetime | None, conflict: Conflict) -> None:
    kind = formset.model._meta.verbose_name
    if row.is_gone:
        who = _last(formset.model, row.data.get(f"{row.prefix}-id"))
        conflict.rows.append(f"{kind} deleted by {who[0] or 'somebody'}: it will not come back by saving")
    else:
        _compare_form(row, f"{kind}: {row_label(row.instance)}", since, conflict)


def _added(formset: Any) -> Iterator[str]:
    known = {form.data.get(f"{form.prefix}-id") for form in formset.initial_forms}
    for row in formset.get_queryset():
        if str(row.pk) not in known:
            who, _ = _last(formset.model, row.pk)
            yield f"{formset.model._meta.verbose_name} added by {who or 'somebody'}: {row_label(row)} (kept)"


def _compare_form(form: Any, row: str, since: datetime | None, conflict: Conflict) -> None:
    base = _base(form, since)
    for name in form.changed_data:
        if name in NOT_CONTENT or name not in form.initial:
            continue
        bound = form[name]
        if name in base and not bound.field.has_changed(base[name], bound.data):
            _put(form, name, _as_posted(bound))
            conflict.taken.append(f"{row}: {bound.label}")
        elif name not in base or _key(bound, base[name]) != _key(bound, form.initial[name]):
            conflict.differences.append(_difference(bound, row))


def _difference(bound: BoundField, row: str) -> Difference:
    who, when = _last(type(bound.form.instance), bound.form.instance.pk)  # type: ignore[attr-defined]
    theirs = bound.form.initial[bound.name]
    return Difference(
        row=row, label=str(bound.label), theirs=_in_words(bound, theirs), yours=_in_words(bound, bound.data),
        input=bound.html_name, value=json.dumps(_as_posted(bound)), who=who, when=when,
    )  # fmt: skip


def _base(form: Any, since: datetime | None) -> dict[str, Any]:
    """What the row said when she opened it, by field; empty when the history does not tell."""
    if since is None or not form.instance.pk:
        return {}
    past = form.instance.history.filter(history_date__lt=since).order_by("-history_date", "-history_id").first()
    if past is None:
        return {}
    base = model_to_dict(past.instance, [field.name for field in past.instance._meta.fields])
    for link in past.instance._meta.many_to_many:
        base[link.name] = list(getattr(past, link.name).values_list(link.m2m_reverse_field_name(), flat=True))
    return base | ({"bears_on": bears_on_value(past.instance)} if isinstance(past.instance, Citation) else {})


def _key(bound: BoundField, value: Any) -> str:
    """A value as text, by which two of them are the same; several in any order."""
    prepared = bound.field.prepare_value(value)
    several = sorted(map(str, prepared)) if isinstance(prepared, (list, tuple)) else None
    return str(several if several is not None else "" if prepared is None else prepared)


def _last(model: Any, key: Any) -> tuple[str, datetime | None]:
    if not str(key).isdecimal():
        return "", None
    entry = model.history.filter(id=key).select_related("history_user").order_by("-history_date", "-history_id").first()
    return (str(entry.history_user or ""), entry.history_date) if entry else ("", None)


def _as_posted(bound: BoundField) -> Any:
    """The stored value as the form would send it: a text, or a list of texts."""
    value = bound.field.prepare_value(bound.form.initial.get(bound.name))
    if isinstance(value, (list, tuple)):
        return [str(each) for each in value]
    return "" if value is None else str(bound.field.widget.format_value(value) if not _has_options(bound) else value)


def _has_options(bound: BoundField) -> bool:
    return hasattr(bound.field.widget, "choices")


def _put(form: Any, name: str, value: Any) -> None:
    data = form.data.copy() if not getattr(form.data, "_mutable", False) else form.data
    data.setlist(form.add_prefix(name), value if isinstance(value, list) else [value])
    form.data = data


def _in_words(bound: BoundField, value: Any) -> str:
    """A value of the form as its reader knows it: labels instead of codes and keys."""
    values = value if isinstance(value, (list, tuple)) else [value]
    return ", ".join(filter(None, (_one_in_words(bound, each) for each in values))) or "—"


def _one_in_words(bound: BoundField, value: Any) -> str:
    choices = getattr(bound.field, "choices", None)
    if isinstance(choices, ModelChoiceIterator):
        key = getattr(value, "pk", value)
        return str(choices.queryset.filter(pk=key).first() or "") if str(key or "").isdecimal() else ""
    if choices is not None:
        return str(dict(choices).get(value, value or ""))
    return shown(value)
