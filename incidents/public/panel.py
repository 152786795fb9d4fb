"""How are the filters laid out? Owns the order and the shape of the controls; their meaning is ``filters``'."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms

from incidents.public.filters import Query, is_repeatable

FIRST: Final = ("q", "date_from", "date_to", "attack_type", "country", "killed_min")
"""The controls that are always open; the others stand under "More filters"."""
ELSEWHERE: Final = ("ordering", "page")


@dataclass(frozen=True, slots=True)
class Option:
    """One value that can be ticked."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """One filter as the page draws it: boxes to tick where there are options, else inputs with what was typed."""

    name: str
    label: str
    kind: str
    options: tuple[Option, ...]
    values: tuple[str, ...]
    errors: tuple[str, ...]
    hint: str

    @property
    def is_open(self) -> bool:
        """Whether a folded control has something the reader must see."""
        return bool(self.errors) or any(self.values)


@dataclass(frozen=True, slots=True)
class Panel:
    """All controls of the form, and the order of the list."""

    first: tuple[Control, ...]
    more: tuple[Control, ...]
    ordering: Control

    @property
    def more_is_open(self) -> bool:
        return any(control.is_open for control in self.more)


_HINTS: Final = {
    "q": "Looks in the title, the summary, the places, the actors and the code. All words must be there.",
    "actor": "Accused, involved, aimed at or speaking: a name as the record gives it.",
    "accused": "A name as the record gives it.",
    "admin1": "A name or an ISO 3166-2 code.",
    "bbox": "West, south, east, north in degrees.",
    "killed_min": "By the lowest figure reported.",
    "place": "A town, a site or what it lies in: a name as the record gives it.",
    "publisher": "A name as the record gives it.",
    "series": "A name as the record gives it.",
    "updated_since": "A day, such as 2022-01-13.",
}


def lay_out(query: Query, *, countries: set[str]) -> Panel:
    """The controls of a query. Only ``countries`` that have incidents, or were asked for, are offered."""
    offered = {"country": countries | set(query.given.getlist("country"))}
    controls = {name: _control(query, name, offered.get(name)) for name in query.form.fields}
    more = tuple(control for name, control in controls.items() if name not in (*FIRST, *ELSEWHERE))
    return Panel(tuple(controls[name] for name in FIRST), more, controls["ordering"])


def _control(query: Query, name: str, offered: set[str] | None) -> Control:
    field, given = query.form.fields[name], query.given.getlist(name)
    options = [
        Option(str(value), str(label), str(value) in given)
        for value, label in getattr(field, "choices", ())
        if value and (offered is None or value in offered)
    ]
    return Control(
        name=name,
        label=str(field.label),
        kind=_kind(field),
        options=tuple(sorted(options, key=lambda option: not option.chosen) if is_repeatable(field) else options),
        values=tuple(given) if given else ("",),
        errors=tuple(query.errors.get(name, ())),
        hint=_HINTS.get(name, ""),
    )


def _kind(field: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return "boxes" if is_repeatable(field) else "select"
    return str(getattr(field.widget, "input_type", "text"))
