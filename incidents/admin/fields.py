"""How are countries, counts and points typed? Owns the form fields that several tables of the admin share."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.safestring import SafeString

from incidents import counts
from incidents.admin.count_view import LONGEST_COUNT
from incidents.countries import COUNTRIES
from incidents.folding import fold
from incidents.geometry import RADIUS_M

BASEMAP_CREDIT = "Base map: Natural Earth. Places: GeoNames"

_CODES_BY_NAME = {fold(country.name): code for code, country in COUNTRIES.items()}


class CountryField(forms.CharField):
    """Takes a two-letter code or a name; its clean value is the ISO 3166-1 alpha-2 code."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(max_length=80, widget=forms.TextInput(attrs={"list": "countries", "size": 8}), **options)

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").strip()
        code = text.upper() if text.upper() in COUNTRIES else _CODES_BY_NAME.get(fold(text), "")
        if text and not code:
            raise ValidationError(f"“{text}” is no country we know; write its name or its two letters, for example IQ.")
        return code


class CountForm(forms.ModelForm):
    """A number as somebody put it: typed in words ("at least 4") or field by field (SCHEMA 2.2)."""

    said = forms.CharField(
        label="Number, as said", required=False, max_length=LONGEST_COUNT,
        widget=forms.TextInput(attrs={
            "size": 16, "placeholder": "at least 4, two or three, none reported",
            "data-count-address": reverse_lazy("admin:incidents_incident_count"),
        }),
        help_text="Fills the four fields that follow.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        """Numbers from the words if there are any; else the fields must agree with each other."""
        data = super().clean() or self.cleaned_data
        if data.get("said"):
            self._read(data)
        elif not self.errors.keys() & {"count_kind", "low", "best", "high"}:
            self._compare(data)
        return data

    def _read(self, data: dict[str, Any]) -> None:
        try:
            count = counts.parse(data["said"])
        except counts.CountError as problem:
            self.add_error("said", str(problem))
            return
        for name in ("count_kind", "low", "best", "high"):
            self.errors.pop(name, None)
        data.update(count_kind=count.kind, low=count.low, best=count.best, high=count.high)
        if count.kind == "words" and not data.get("number_text"):
            data["number_text"] = data["said"]

    def _compare(self, data: dict[str, Any]) -> None:
        kind, numbers = data.get("count_kind"), [data.get(name) for name in ("low", "best", "high")]
        if not kind and any(number is not None for number in numbers):
            self.add_error("count_kind", "Say how the number was put: exact, at least, about…")
        elif kind and (problem := counts.problem(kind, *numbers)):
            self.add_error("count_kind", problem)


class PickerWidget(forms.Widget):
    """The map on which a point is set; ``admin-point.js`` ties it to the fields of the same row."""

    def __init__(self, *, is_open: bool = False) -> None:
        super().__init__()
        self.is_open = is_open

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Addresses and radii go as data attributes; the point itself stays in its own fields."""
        context = {
            "id": (attrs or {}).get("id", ""),
            "is_open": self.is_open,
            "coarse": static("incidents/basemap/world_110m.json"),
            "fine": static("incidents/basemap/world_50m.json"),
            "cities": static("incidents/basemap/world_cities.json"),
            "credit": BASEMAP_CREDIT,
            "radii": json.dumps(dict(RADIUS_M)),
            "value": json.dumps(value) if value else "",
        }
        return render_to_string("admin/attest/_point_picker.html", context)


class PickerField(forms.Field):
    """Stores nothing: the point is in latitude, longitude and radius."""

    def __init__(self, *, is_open: bool = False) -> None:
        super().__init__(required=False, label="Map", widget=PickerWidget(is_open=is_open))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class PointForm(forms.ModelForm):
    """Latitude and longitude come together; at most five decimals are kept (SCHEMA 2.5)."""

    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )  # fmt: skip
    longitude = forms.DecimalField(
        required=False, min_value=-180, max_value=180,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )  # fmt: skip

    def clean_latitude(self) -> Any:
        return _five_decimals(self.cleaned_data["latitude"])

    def clean_longitude(self) -> Any:
        return _five_decimals(self.cleaned_data["longitude"])

    def clean(self) -> dict[str, Any] | None:
        """One end without the other is told beside the missing one."""
        data = super().clean() or self.cleaned_data
        for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if data.get(name) is None and data.get(other) is not None and name not in self.errors:
                self.add_error(name, f"A {other} needs its {name}.")
        return data


def _five_decimals(number: Any) -> Any:
    return None if number is None else round(number, 5)
