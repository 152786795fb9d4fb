"""How are the filters laid out? Owns the order and the shape of the controls; their meaning is ``filters``'."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.folding import fold
from incidents.public.fields import NamesField
from incidents.public.filters import Query, is_repeatable

DATES: Final = ("date_from", "date_to")
"""The controls that stand beside the timeline."""
FIRST: Final = ("q", "attack_type", "country", "responsibility", "verification", "precision", "killed_min")
"""The controls that are always open; the others stand under "More filters"."""
ELSEWHERE: Final = (*DATES, "ordering", "page")
UNFOLDED: Final = ("attack_type", "country")
MOST_NAMES: Final = 12
"""Names to tick; any other can be written."""

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Option:
    """One value that can be ticked, how many incidents have it, and how long its bar is in hundredths."""

    value: str
    label: str
    chosen: bool
    count: int | None = None
    share: float = 0


@dataclass(frozen=True, slots=True)
class Control:
    """One filter as the page draws it: boxes to tick where there are options, and inputs with what was typed."""

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
        return bool(self.errors) or any(self.values) or any(option.chosen for option in self.options)

    @property
    def is_unfolded(self) -> bool:
        return self.is_open or self.name in UNFOLDED


@dataclass(frozen=True, slots=True)
class Panel:
    """All controls of the form, and the order of the list."""

    dates: tuple[Control, ...]
    first: tuple[Control, ...]
    more: tuple[Control, ...]
    ordering: Control

    @property
    def more_is_open(self) -> bool:
        return any(control.is_open for control in self.more)


_HINTS: Final = {
    "q": _(
        "Looks in the title, the summary, the places, the actors and the code. All words must be there, whole and "
        "spelled as in the record."
    ),
    "actor": _("Accused, involved, aimed at or speaking: a name as the record gives it."),
    "accused": _("Another name, as the record gives it."),
    "admin1": _("A name or an ISO 3166-2 code."),
    "bbox": _("West, south, east, north in degrees."),
    "killed_min": _("By the lowest figure reported."),
    "place": _("A town, a site or what it lies in: a name as the record gives it."),
    "publisher": _("Another name, as the record gives it."),
    "series": _("A name as the record gives it."),
    "updated_since": _("A day, such as 2022-01-13."),
}


def lay_out(query: Query, *, counts: Counts) -> Panel:
    """The controls of a query. Only values that incidents have, or that were asked for, are offered.

    ``counts`` are the incidents by facet and value; a facet that is not in it offers all it knows.
    """
    controls = {name: _control(query, name, counts.get(name)) for name in query.form.fields}
    more = tuple(control for name, control in controls.items() if name not in (*FIRST, *ELSEWHERE))
    dates, first = (tuple(controls[name] for name in names) for names in (DATES, FIRST))
    return Panel(dates, first, more, controls["ordering"])


def _control(query: Query, name: str, counts: Mapping[str, int] | None) -> Control:
    field, given = query.form.fields[name], query.given.getlist(name)
    options = _options(field, given, counts)
    typed = given
    if isinstance(field, NamesField):
        ticked = {fold(option.value) for option in options}
        typed = [value for value in given if fold(value) not in ticked]
    return Control(
        name=name,
        label=str(field.label),
        kind=_kind(field, counts),
        options=options,
        values=tuple(typed) or ("",),
        errors=tuple(query.errors.get(name, ())),
        hint=str(_HINTS.get(name, "")),
    )


def _options(field: Any, given: list[str], counts: Mapping[str, int] | None) -> tuple[Option, ...]:
    if isinstance(field, NamesField):
        return _named(given, counts or {})
    offered = [
        Option(str(value), str(label), str(value) in given, *_counted(str(value), counts))
        for value, label in getattr(field, "choices", ())
        if value and (counts is None or counts.get(str(value)) or str(value) in given)
    ]
    return tuple(sorted(offered, key=_rank) if is_repeatable(field) else offered)


def _named(given: list[str], counts: Mapping[str, int]) -> tuple[Option, ...]:
    """The most frequent names, and those asked for that are frequent enough to be counted."""
    asked = {fold(value) for value in given}
    kept = [value for number, value in enumerate(counts) if number < MOST_NAMES or fold(value) in asked]
    options = [Option(value, value, fold(value) in asked, *_counted(value, counts)) for value in kept]
    return tuple(sorted(options, key=_rank))


def _rank(option: Option) -> tuple[bool, int]:
    return not option.chosen, -(option.count or 0)


def _counted(value: str, counts: Mapping[str, int] | None) -> tuple[int | None, float]:
    if counts is None:
        return None, 0
    count = counts.get(value, 0)
    return count, round(100 * count / max(counts.values(), default=1), 1)


def _kind(field: Any, counts: Mapping[str, int] | None) -> str:
    if isinstance(field, NamesField) and counts is not None:
        return "names"
    if isinstance(field, forms.ChoiceField):
        return "boxes" if is_repeatable(field) else "select"
    return str(getattr(field.widget, "input_type", "text"))
