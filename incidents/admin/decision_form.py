"""How is a decision between two codings typed? Owns its form: a choice for every disagreement, none made for anybody.

The fields are named by the keys of what they decide on, so that a page that is shown again after somebody else's change
keeps every choice that still stands.
"""

from collections.abc import Iterator
from typing import Any

from django import forms

from incidents.admin.decision_fields import (
    KEEP,
    SOURCES,
    called,
    code_field,
    holding,
    is_provisional,
    own_field,
    radio,
    seen_of,
    seen_text,
    sides_of,
)
from incidents.admin.sides import WORDING, Question, in_words, questions, tables
from incidents.coding.adjudication import AloneChoice, Case, Decision, Entry
from incidents.coding.carrying import FieldChoice, PairChoice
from incidents.coding.grafting import LineChoice
from incidents.coding.matching import Pairing
from incidents.models import Incident
from incidents.publishing import Coding

LONGEST_REASON = 2000


class DecisionForm(forms.Form):
    """Every disagreement must be decided; what both say alike is not asked."""

    reason = forms.CharField(
        required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stands in the history of the incident. Optional, but for what is decided without a second coding.",
    )  # fmt: skip

    def __init__(self, case: Case, pairing: Pairing, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case = case
        firsts, seconds = case.codings["first"], case.codings["second"]
        self.seen = {each.incident.pk: each.incident.version for each in case.all()}
        self.pairs = [(firsts[a], seconds[b]) for a, b in pairing if a is not None and b is not None]
        self.alone = [("first", firsts[a]) for a, b in pairing if a is not None and b is None]
        self.alone += [("second", seconds[b]) for a, b in pairing if a is None and b is not None]
        self.incidents = {second.incident.pk: first.incident.pk for first, second in self.pairs}
        self.questions = {first.incident.pk: questions(first, second) for first, second in self.pairs}
        self.tables = {
            first.incident.pk: tables(first, second, incidents=self.incidents) for first, second in self.pairs
        }
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=seen_text(self.seen))
        if case.second is None or case.first is None:
            self.fields["reason"].required = True
        for first, second in self.pairs:
            self._ask_pair(first, second)
        for _, coding in self.alone:
            self._ask_alone(coding)

    # What is asked

    def _ask_pair(self, first: Coding, second: Coding) -> None:
        key = first.incident.pk
        self.fields[f"{key}-code"] = code_field(first.incident)
        for each in self.questions[key]:
            if not each.same:
                self._ask_field(f"{key}-{each.name}", each)
        for table in self.tables[key]:
            for view in table.lines:
                if not view.line.same:
                    self.fields[view.line.name] = radio(sides_of(view), label=called(view))

    def _ask_field(self, name: str, question: Question) -> None:
        initial = "first" if question.name in WORDING else None
        self.fields[name] = radio(SOURCES, label=question.label, initial=initial)
        self.fields[f"{name}-own"] = own_field(question.name)
        self.fields[f"{name}-why"] = forms.CharField(
            required=False, max_length=300, label="Why", widget=forms.TextInput(attrs={"size": 40})
        )

    def _ask_alone(self, coding: Coding) -> None:
        self.fields[f"{coding.incident.pk}-keep"] = radio(KEEP, label=coding.incident.title)
        self.fields[f"{coding.incident.pk}-code"] = code_field(coding.incident)

    # What was answered

    def clean(self) -> dict[str, Any] | None:
        """A value of one's own needs its reason, and a code of the site is none for readers."""
        data = super().clean() or self.cleaned_data
        for name, answer in list(data.items()):
            if answer == "own" and f"{name}-why" in self.fields and not data.get(f"{name}-why"):
                self.add_error(f"{name}-why", "Say why it is neither of both.")
        for key in self._kept_keys(data):
            if is_provisional(data.get(f"{key}-code", "")):
                self.add_error(f"{key}-code", "Give it the code by which readers will cite it.")
        return data

    def _kept_keys(self, data: dict[str, Any]) -> Iterator[int]:
        yield from (first.incident.pk for first, _ in self.pairs)
        yield from (each.incident.pk for _, each in self.alone if data.get(f"{each.incident.pk}-keep") == "yes")

    def decision(self) -> Decision:
        """What was decided, on the versions that the page showed."""
        pairs = [self._pair_choice(first, second) for first, second in self.pairs]
        alone = [self._alone_choice(turn, coding) for turn, coding in self.alone]
        entries = [entry for first, _ in self.pairs for entry in self._entries(first)]
        return Decision(seen_of(self.cleaned_data["seen"]), pairs, alone, entries, self.cleaned_data["reason"])

    def _pair_choice(self, first: Coding, second: Coding) -> PairChoice:
        key = first.incident.pk
        fields = [self._field_choice(each, first, second) for each in self.questions[key] if not each.same]
        chosen = [
            LineChoice(view.line, "first" if view.line.same else self.cleaned_data[view.line.name])
            for table in self.tables[key]
            for view in table.lines
        ]
        return PairChoice(first, second, self.cleaned_data[f"{key}-code"], fields, chosen, self.incidents)

    def _field_choice(self, question: Question, first: Coding, second: Coding) -> FieldChoice:
        name = f"{first.incident.pk}-{question.name}"
        source = self.cleaned_data[name]
        values = {
            "first": getattr(first.incident, question.name),
            "second": getattr(second.incident, question.name),
            "own": self.cleaned_data.get(f"{name}-own"),
        }
        return FieldChoice(question.name, source, values[source], self.cleaned_data.get(f"{name}-why", ""))

    def _alone_choice(self, turn: str, coding: Coding) -> AloneChoice:
        key = coding.incident.pk
        keep = self.cleaned_data[f"{key}-keep"] == "yes"
        return AloneChoice(coding, turn, keep, self.cleaned_data[f"{key}-code"])

    def _entries(self, first: Coding) -> Iterator[Entry]:
        """What was chosen, in words, for whoever reads the decision later."""
        key, code = first.incident.pk, first.incident.code
        for each in self.questions[key]:
            if not each.same:
                yield {"kind": "field", "incident": code, **self._field_entry(f"{key}-{each.name}", each)}
        for table in self.tables[key]:
            for view in table.lines:
                if not view.line.same:
                    sides = {turn: side.called if (side := getattr(view, turn)) else "" for turn in ("first", "second")}
                    chosen = self.cleaned_data[view.line.name]
                    yield {"kind": "row", "incident": code, "label": table.label, **sides, "chosen": chosen}

    def _field_entry(self, name: str, question: Question) -> Entry:
        chosen = self.cleaned_data[name]
        own = self.cleaned_data.get(f"{name}-own")
        column = Incident._meta.get_field(question.name)
        return {
            "label": question.label, "first": question.first.words, "second": question.second.words, "chosen": chosen,
            "own": in_words(holding(question.name, own), column) if chosen == "own" else "",
            "reason": self.cleaned_data.get(f"{name}-why", ""),
        }  # fmt: skip

    def show_what_stands(self) -> None:
        """After a refusal, what is looked at now is what the next answer is about."""
        self.data = {**self.data.dict(), "seen": seen_text(self.seen)}  # type: ignore[attr-defined]
