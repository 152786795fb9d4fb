"""Two people saved: what did each of them change? Owns the comparison shown to the later one, whose input is kept.

Fields that she had left as they were take the new value by themselves; where both changed a field, both values stand
side by side. What the row said when she opened it is read from the history.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.forms.models import model_to_dict

from articles.admin.meanwhile import Difference, as_posted, difference, in_words, key_of, last_change, put
from incidents.admin.citations import bears_on_value
from incidents.admin.incident_form import NOT_CONTENT
from incidents.admin.rows import CodingForms, row_label
from incidents.models import Citation, Incident


@dataclass
class Conflict:
    """What stands between the version she opened and the one stored now."""

    seen: int
    stored: int
    differences: list[Difference] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


@dataclass
class _Since:
    """When others first saved after she opened the form, and after she last saw a comparison; None if nobody did."""

    opened: datetime | None
    compared: datetime | None


def compare(forms_around: CodingForms) -> Conflict:
    """Compare the posted forms with what is stored, and renew the version in the form, so that she can save again.

    The form carries in ``conflict`` the version she opened first, so that a later page still shows all that happened.
    """
    form = forms_around.incident_form
    compared = _version(form.data.get("seen_version"))
    conflict = Conflict(_version(form.data.get("conflict")) or compared, form.stored_version)
    since = _Since(_first_after(form.instance, conflict.seen), _first_after(form.instance, compared))
    _compare_form(form, "Incident", since, conflict)
    for formset in forms_around.formsets.values():
        for row in formset.initial_forms:
            _compare_row(row, formset, since, conflict)
        conflict.rows += _added(formset)
    put(form, "seen_version", str(form.stored_version))
    return conflict


def _version(posted: Any) -> int:
    text = str(posted or "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _first_after(incident: Incident, version: int) -> datetime | None:
    later = incident.history.filter(version__gt=version).order_by("history_date")
    return later.values_list("history_date", flat=True).first()


def _compare_row(row: Any, formset: Any, since: _Since, conflict: Conflict) -> None:
    kind = formset.model._meta.verbose_name
    if not row.is_gone:
        _compare_form(row, f"{kind}: {row_label(row.instance)}", since, conflict)
        return
    who, when = last_change(formset.model, row.data.get(f"{row.prefix}-id"))
    conflict.rows.append(f"{kind} deleted by {who or 'somebody'}: it will not come back by saving")
    base = _base_of(_history(row), since.opened)
    for bound in _content(row):
        if bound.name in base and bound.field.has_changed(base[bound.name], bound.data):
            conflict.differences.append(
                Difference(kind, str(bound.label), "deleted", in_words(bound, bound.data), "", "", who, when)
            )


def _content(row: Any) -> Iterator[BoundField]:
    return (bound for bound in row if bound.name not in {"id", "incident", "DELETE"})


def _history(row: Any) -> Any:
    """The history of the row a form was opened on, also when the row is gone."""
    key = row.instance.pk or row.data.get(f"{row.prefix}-id", "")
    history = type(row.instance).history
    return history.filter(id=key) if str(key).isdecimal() else history.none()


def _added(formset: Any) -> Iterator[str]:
    known = {form.data.get(f"{form.prefix}-id") for form in formset.initial_forms}
    for row in formset.get_queryset():
        if str(row.pk) not in known:
            who, _ = last_change(formset.model, row.pk)
            yield f"{formset.model._meta.verbose_name} added by {who or 'somebody'}: {row_label(row)} (kept)"


def _compare_form(form: Any, row: str, since: _Since, conflict: Conflict) -> None:
    opened = _base_of(_history(form), since.opened)
    # Once compared, a field that equals what she opened is her choice; only what was stored since may be taken over.
    untouched = opened if since.compared == since.opened else _base_of(_history(form), since.compared)
    for bound in [form[name] for name in form.fields if name in form.initial and name not in NOT_CONTENT]:
        name, moved = bound.name, bound.name not in opened or _is_moved(bound, opened)
        if name in form.changed_data and name in untouched and not bound.field.has_changed(untouched[name], bound.data):
            put(form, name, as_posted(bound))
            conflict.taken.append(f"{row}: {bound.label}")
        elif name in form.changed_data and moved:
            conflict.differences.append(difference(bound, row))
        elif since.compared is None and name in opened and moved:
            conflict.taken.append(f"{row}: {bound.label}")


def _is_moved(bound: BoundField, opened: dict[str, Any]) -> bool:
    return key_of(bound, opened[bound.name]) != key_of(bound, bound.form.initial[bound.name])


def _base_of(history: Any, since: datetime | None) -> dict[str, Any]:
    """What the row said before this moment, by field; empty when the history does not tell."""
    if since is None:
        return {}
    past = history.filter(history_date__lt=since).order_by("-history_date", "-history_id").first()
    if past is None:
        return {}
    base = model_to_dict(past.instance, [field.name for field in past.instance._meta.fields])
    for link in past.instance._meta.many_to_many:
        base[link.name] = list(getattr(past, link.name).values_list(link.m2m_reverse_field_name(), flat=True))
    return base | ({"bears_on": bears_on_value(past.instance)} if isinstance(past.instance, Citation) else {})
