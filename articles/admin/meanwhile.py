"""Two people saved the same row: what did each of them say? Owns how two values of a form's field are compared.

The later one is refused and keeps her input. A field she had left as it was takes the stored value by itself; where
both changed a field, both values stand side by side. What the row said when she opened it is read from its history.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import BoundField, MultiWidget
from django.forms.models import ModelChoiceIterator, model_to_dict

from articles.admin.changes import shown


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
class Meanwhile:
    """What stands between the row she opened and the one stored now. ``seen`` names the one she opened."""

    seen: str
    differences: list[Difference] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


def compare(form: Any, formsets: Iterable[Any], *, seen: datetime | None) -> Meanwhile:
    """Compares posted forms with what is stored; ``seen`` is the ``updated_at`` of the row she opened."""
    found = Meanwhile(seen.isoformat() if seen else "")
    _compare_form(form, "", _base(form.instance, seen), found)
    for formset in formsets:
        kind = str(formset.model._meta.verbose_name)
        for row in formset.initial_forms:
            if row.instance.pk and (seen is None or row.instance.updated_at > seen):
                _compare_form(row, f"{kind}: {row.instance}", _base(row.instance, seen), found)
        found.rows += _added(formset, seen)
    return found


def _base(row: Any, seen: datetime | None) -> dict[str, Any]:
    """What the row said when she opened it, by field; empty when its history does not tell."""
    past = row._meta.model.history.filter(id=row.pk, updated_at__lte=seen) if seen else None
    entry = past.order_by("-updated_at", "-history_id").first() if past is not None else None
    return model_to_dict(entry.instance) if entry is not None else {}


def _compare_form(form: Any, row: str, base: dict[str, Any], found: Meanwhile) -> None:
    for bound in [form[name] for name in form.changed_data if not form[name].is_hidden and name in form.initial]:
        name = bound.name
        if name in base and not bound.field.has_changed(base[name], bound.data):
            put(form, name, as_posted(bound))
            found.taken.append(f"{row}: {bound.label}" if row else str(bound.label))
        elif name not in base or key_of(bound, base[name]) != key_of(bound, form.initial[name]):
            found.differences.append(difference(bound, row))


def _added(formset: Any, seen: datetime | None) -> Iterator[str]:
    known = {str(form.instance.pk) for form in formset.initial_forms}
    for row in formset.model._default_manager.filter(**{formset.fk.name: formset.instance}).order_by("pk"):
        if str(row.pk) not in known and (seen is None or row.created_at > seen):
            who, _ = last_change(formset.model, row.pk)
            yield f"{formset.model._meta.verbose_name} added by {who or 'somebody'}: {row} (kept)"


def gone_in_words(model: Any, key: str, typed: Iterable[str]) -> str:
    """A sentence for a row that somebody else has deleted, with what she had typed into it."""
    who, _ = last_change(model, key)
    words = ", ".join(each for each in typed if each)
    said = f" Your words were: “{words}”." if words else ""
    return f"{str(model._meta.verbose_name).capitalize()} deleted by {who or 'somebody'}: it will not come back.{said}"


def difference(bound: BoundField, row: str) -> Difference:
    """Both values of one field in words, and who stored theirs."""
    who, when = last_change(type(bound.form.instance), bound.form.instance.pk)  # type: ignore[attr-defined]
    theirs = bound.form.initial[bound.name]
    return Difference(
        row=row, label=str(bound.label), theirs=in_words(bound, theirs), yours=in_words(bound, bound.data),
        input=bound.html_name, value=json.dumps(as_posted(bound)), who=who, when=when,
    )  # fmt: skip


def key_of(bound: BoundField, value: Any) -> str:
    """A value as text, by which two of them are the same; several in any order."""
    prepared = bound.field.prepare_value(value)
    several = sorted(map(str, prepared)) if isinstance(prepared, (list, tuple)) else None
    return str(several if several is not None else "" if prepared is None else prepared)


def last_change(model: Any, key: Any) -> tuple[str, datetime | None]:
    """Who changed a row last, and when."""
    if not str(key).isdecimal():
        return "", None
    entry = model.history.filter(id=key).select_related("history_user").order_by("-history_date", "-history_id").first()
    return (str(entry.history_user or ""), entry.history_date) if entry else ("", None)


def as_posted(bound: BoundField) -> Any:
    """The stored value as the form would send it: a text, or a list of texts."""
    value = bound.field.prepare_value(bound.form.initial.get(bound.name))
    if isinstance(bound.field.widget, MultiWidget):
        values: list[Any] = bound.field.widget.decompress(value) or []
        parts = zip(bound.field.widget.widgets, values, strict=True)
        return [str(widget.format_value(part) or "") for widget, part in parts]
    if isinstance(value, (list, tuple)):
        return [str(each) for each in value]
    return "" if value is None else str(bound.field.widget.format_value(value) if not _has_options(bound) else value)


def _has_options(bound: BoundField) -> bool:
    return hasattr(bound.field.widget, "choices")


def put(form: Any, name: str, value: Any) -> None:
    """Writes a value into what was posted, as if she had typed it."""
    data = form.data.copy() if not getattr(form.data, "_mutable", False) else form.data
    prefixed = form.add_prefix(name)
    if isinstance(form.fields[name].widget, MultiWidget):
        for ending, part in zip(form.fields[name].widget.widgets_names, value, strict=True):
            data[f"{prefixed}{ending}"] = part
    else:
        data.setlist(prefixed, value if isinstance(value, list) else [value])
    form.data = data


def in_words(bound: BoundField, value: Any) -> str:
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
