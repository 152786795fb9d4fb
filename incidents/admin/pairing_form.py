"""Which incident of one coding is which of the other's? Owns the form by which somebody corrects the likeness."""

from typing import Any

from django import forms

from incidents.coding.adjudication import Case
from incidents.coding.compared import coded
from incidents.coding.matching import Pairing, pair
from incidents.publishing import Coding


class PairingForm(forms.Form):
    """Which incident of the first coder is which of the second's, where likeness has it wrong."""

    def __init__(self, case: Case, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.firsts, self.seconds = case.codings["first"], case.codings["second"]
        likely = pair([coded(each) for each in self.firsts], [coded(each) for each in self.seconds])
        names = [("", "no other: only the first coder has it")]
        names += [(str(each.incident.pk), f"{each.incident.title} ({each.incident.code})") for each in self.seconds]
        for first, second in likely:
            if first is not None:
                likeliest = "" if second is None else str(self.seconds[second].incident.pk)
                self.fields[self.name_of(self.firsts[first])] = forms.ChoiceField(
                    choices=names, required=False, initial=likeliest, label=self.firsts[first].incident.title
                )

    @staticmethod
    def name_of(first: Coding) -> str:
        """The field by the key of the first coder's incident."""
        return f"with-{first.incident.pk}"

    def clean(self) -> dict[str, Any] | None:
        """No incident of the second coder is two of the first's."""
        data = super().clean() or self.cleaned_data
        chosen = [value for value in data.values() if value]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError("One incident of the second coder cannot be two of the first's.")
        return data

    def pairing(self) -> Pairing:
        """Positions in both codings, as chosen, or by likeness."""
        places = {str(each.incident.pk): place for place, each in enumerate(self.seconds)}
        asked = self.cleaned_data if self.is_bound and self.is_valid() else None
        found: Pairing = []
        for place, each in enumerate(self.firsts):
            name = self.name_of(each)
            key = self.fields[name].initial if asked is None else asked[name]
            found.append((place, places.get(str(key))))
        taken = {second for _, second in found}
        return [*found, *((None, place) for place in range(len(self.seconds)) if place not in taken)]
