"""What does the text of one parameter mean? Each field reads one narrow grammar and refuses the rest with its reason.

Only 0 to 9 are digits here, and a number is finite: int() and float() accept far more than an address should.
"""

import re
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from incidents import geometry
from incidents.folding import sought, words

LONGEST_TEXT = 200
LONGEST_NAME = 250  # as long as a facet's value
MOST_WORDS = 20
LARGEST_NUMBER = 2_147_483_647  # the largest integer column holds on either engine

_WHOLE = re.compile(r"[0-9]{1,10}")
KILOMETRES = re.compile(r"[0-9]{1,5}(\.[0-9]{1,3})?")
_ZOOM = re.compile(r"[0-9]{1,2}(\.[0-9]{1,20})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DAY.pattern + r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?")


class WordsField(forms.CharField):
    """Words to search for, as a folded list without repetition."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, **options)

    def clean(self, value: Any) -> list[str]:
        found = list(dict.fromkeys(sought(super().clean(value))))
        if value and not found:
            raise ValidationError(_("There is no word in it: write letters or digits."))
        if len(found) > MOST_WORDS:
            raise ValidationError(_("These are more than %(most)s words.") % {"most": MOST_WORDS})
        return found


class WholeNumberField(forms.CharField):
    """A whole number from ``smallest`` to ``largest``."""

    widget = forms.NumberInput

    def __init__(self, *, smallest: int = 0, largest: int = LARGEST_NUMBER, **options: Any) -> None:
        self.smallest, self.largest = smallest, largest
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "min": self.smallest}

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not _WHOLE.fullmatch(text) or not self.smallest <= int(text) <= self.largest:
            told = _("Write a whole number from %(smallest)s to %(largest)s.")
            raise ValidationError(told % {"smallest": self.smallest, "largest": self.largest})
        return int(text)


class KilometresField(forms.CharField):
    """A distance in kilometres; gives whole metres."""

    widget = forms.NumberInput(attrs={"min": 0, "step": "any"})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not KILOMETRES.fullmatch(text):
            raise ValidationError(_("Write kilometres as a number, such as 5 or 0.5."))
        return round(float(text) * 1000)


class ZoomField(forms.CharField):
    """A zoom of the map from 0 to 26; gives the nearest whole one."""

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        if not _ZOOM.fullmatch(text) or float(text) > geometry.CELL_LEVEL:
            raise ValidationError(_("Write a number from 0 to %(largest)s.") % {"largest": geometry.CELL_LEVEL})
        return round(float(text))


class DayField(forms.CharField):
    """A calendar day, YYYY-MM-DD."""

    widget = forms.DateInput(attrs={"type": "date"})

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        return read_day(text) if text else None


class MomentField(forms.CharField):
    """A day (from its first moment, UTC) or a moment in ISO 8601; without an offset it is UTC."""

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        return _read_moment(text) if "T" in text else datetime.combine(read_day(text), datetime.min.time(), UTC)


class BoxField(forms.CharField):
    """West, south, east and north in degrees, as ``incidents.geometry`` reads them."""

    def clean(self, value: Any) -> geometry.Box | None:
        text = super().clean(value)
        try:
            return geometry.parse_bbox(text) if text else None
        except ValueError as problem:
            raise ValidationError(str(problem)) from None


class NamesInput(forms.TextInput):
    """A text input for each name given, and an empty one where there is none."""

    template_name = "django/forms/widgets/multiwidget.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return list(data.getlist(name))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        first = context["widget"]["attrs"]
        later = {key: text for key, text in first.items() if key != "id"}
        context["widget"]["subwidgets"] = [
            forms.TextInput().get_context(name, each, later if position else first)["widget"]
            for position, each in enumerate(value or [""])
        ]
        return context


class NamesField(forms.CharField):
    """Names as they are written, one for each time the parameter is given."""

    widget = NamesInput

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, **options)

    def to_python(self, value: Any) -> Any:
        return [super(NamesField, self).to_python(each) for each in value or []]

    def run_validators(self, value: list[str]) -> None:
        for each in value:
            super().run_validators(each)

    def clean(self, value: Any) -> list[str]:
        names: list[str] = super().clean(value)
        if not all(words(name) for name in names):
            raise ValidationError(_("There is no word in it: write letters or digits."))
        return names


def read_day(text: str) -> date:
    """A day written YYYY-MM-DD. Raises ValidationError with the reason."""
    if not _DAY.fullmatch(text):
        raise ValidationError(_("Write the day as YYYY-MM-DD, such as 2022-01-13."))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("%(text)s is not a day in the calendar.") % {"text": text}) from None


def _read_moment(text: str) -> datetime:
    if not _MOMENT.fullmatch(text):
        told = _(
            "Write a day or a moment, such as 2022-01-13 or 2022-01-13T19:30:00Z "
            "(a + in an address is written %(plus)s)."
        )
        raise ValidationError(told % {"plus": "%2B"})
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValidationError(_("%(text)s is not a moment in the calendar.") % {"text": text}) from None
