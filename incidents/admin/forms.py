"""How is each row of an incident typed? Owns the forms of the inlines; the rules are in ``coding.consistency``."""

from typing import Any

from django import forms

from incidents.admin.fields import CountForm, CountryField, PickerField, PointForm
from incidents.admin.rows import RowField, RowForm

_SHORT = forms.Textarea(attrs={"rows": 2})


class LocationForm(PointForm, RowForm):
    map = PickerField()

    class Meta:
        labels = {"relation_text": "relation to the place, as worded"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        place = self.instance.place if self.instance.place_id else None
        if place is not None and place.latitude is not None:
            self.initial["map"] = place_point(place)


def place_point(place: Any) -> dict[str, Any]:
    """Where a place is, for the map: degrees and metres."""
    if place.latitude is None:
        return {}
    return {"latitude": float(place.latitude), "longitude": float(place.longitude), "radius_m": place.radius_m}


class TargetForm(RowForm):
    nationality = CountryField(help_text="Blank: not stated.")
    location = RowField("locations", required=False)

    class Meta:
        widgets = {"note": _SHORT}


class WeaponForm(CountForm, RowForm):
    subset_of = RowField("weapons", required=False, label="Part of", help_text="Four rockets = one + three.")
    origin = RowField("locations", required=False, label="Fired from")
    endpoint = RowField("locations", required=False, label="Came down at")
    target = RowField("targets", required=False)

    class Meta:
        widgets = {"note": _SHORT}


class StatementForm(RowForm):
    repeats = RowField(
        "statements", required=False, help_text="Another outlet's version of the same statement: one origin, one voice."
    )

    class Meta:
        widgets = {"alleged_motive": _SHORT}


class CasualtyCountForm(CountForm, RowForm):
    statement = RowField("statements", label="Whose account", help_text="The article's own voice is a statement, too.")
    scope = RowField("weapons", required=False, label="Speaks for", help_text="Blank: the whole incident.")
    involvement = RowField("involvements", required=False, label="Whose people")
    nationality = CountryField()


class RelationForm(RowForm):
    asserted_by = RowField("statements", required=False, help_text="Whose word it is; required for retaliation.")

    def clean(self) -> dict[str, Any] | None:
        """The end that does not fit the kind is told beside its field, before the database refuses the row."""
        data = super().clean() or self.cleaned_data
        needed, other = ("to_series", "to_incident") if data.get("kind") == "part_of" else ("to_incident", "to_series")
        if data.get("kind") and not data.get(needed) and needed not in self.errors:
            self.add_error(needed, "“Part of” leads to a series, every other kind to an incident.")
        if data.get("kind") and data.get(other):
            self.add_error(other, "Leave this blank: “part of” leads to a series, every other kind to an incident.")
        return data


class NoteForm(RowForm):
    class Meta:
        widgets = {"body": forms.Textarea(attrs={"rows": 3})}
