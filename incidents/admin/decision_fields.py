"""With which inputs is a decision typed? Owns the radios, the value of one's own and the code of what is kept."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from articles.admin.codes import coded_formfield, vocabulary_of
from articles.admin.tables import LONGEST_TEXT
from incidents.admin.sides import LineView
from incidents.coding.desk.drafts import code_from_facts
from incidents.models import Incident
from incidents.models.incident import PROVISIONAL

SOURCES = [("first", "The first"), ("second", "The second"), ("own", "Another value")]
_BOTH_SIDES = [("first", "The first"), ("second", "The second"), ("both", "Both"), ("none", "Neither")]
_ONE_SIDE = {"first": [("first", "Keep"), ("none", "Leave out")], "second": [("second", "Keep"), ("none", "Leave out")]}
KEEP = [("yes", "Keep it"), ("no", "Set it aside")]

_DECIDE = {"required": "Decide this."}


def own_field(name: str) -> forms.Field:
    """The input for a value of one's own; blank means "not stated" where the incident may leave it so."""
    column: Any = Incident._meta.get_field(name)
    vocabulary = vocabulary_of(column)
    field: forms.Field = coded_formfield(column, vocabulary) if vocabulary is not None else column.formfield()
    field.required, field.help_text, field.label, field.initial = False, "", "Another value", None
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs |= {"rows": 3, "maxlength": LONGEST_TEXT}
    return field


def suggested_code(incident: Incident) -> str:
    """The code it has where people chose one, else one that follows the facts, as at the desk; blank without any."""
    code = code_from_facts(incident) if incident.has_provisional_code() else incident.code
    return "" if is_provisional(code) else code


def is_provisional(code: str) -> bool:
    """Whether a code is no code for readers."""
    return code.startswith(PROVISIONAL)


def code_field(incident: Incident) -> forms.CharField:
    """The code by which readers will cite what is kept."""
    return forms.CharField(
        label="code", max_length=48, initial=suggested_code(incident), widget=forms.TextInput(attrs={"size": 40}),
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Use a–z, 0–9 and single hyphens.")],
    )  # fmt: skip


def radio(choices: list[tuple[str, str]], *, label: str, initial: str | None = None) -> forms.ChoiceField:
    """One of several answers, none of them given beforehand unless it is said which."""
    return forms.ChoiceField(
        choices=choices, label=label, initial=initial, widget=forms.RadioSelect, error_messages=_DECIDE
    )


def sides_of(view: LineView) -> list[tuple[str, str]]:
    """What may be kept of a line."""
    if view.first is not None and view.second is not None:
        return _BOTH_SIDES
    return _ONE_SIDE["second" if view.first is None else "first"]


def called(view: LineView) -> str:
    """The line in a few words."""
    side = view.first or view.second
    return side.called if side else ""


def holding(name: str, value: Any) -> Incident:
    """An incident that says this, to be put into words."""
    return Incident(**{name: "" if value is None and name != "embargo_until" else value})


def seen_text(seen: dict[int, int]) -> str:
    """The versions that a page shows, for its form."""
    return ",".join(f"{key}:{version}" for key, version in seen.items())


def seen_of(text: str) -> dict[int, int]:
    """What the page showed; nothing at all where that cannot be read, which no decision fits."""
    found = {}
    for part in filter(None, text.split(",")):
        key, _, version = part.partition(":")
        if not (key.isdecimal() and version.isdecimal() and len(part) < 40):
            return {0: 0}
        found[int(key)] = int(version)
    return found
