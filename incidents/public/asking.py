"""What does an address ask for that is no filter? Reads its few parameters and refuses the rest by name."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from incidents.public import fields
from incidents.public.filters import FilterForm


class NothingForm(FilterForm):
    """No parameter at all."""


class PageForm(FilterForm):
    """Which page; the first where none is named."""

    page = fields.WholeNumberField(required=False, smallest=1, largest=1_000_000)


class NamedPageForm(PageForm):
    """Which page of what has these words in its name."""

    name = fields.WordsField(required=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """The values read, and the reasons by parameter why there is no answer."""

    values: dict[str, Any]
    errors: dict[str, list[str]]

    @property
    def number(self) -> int:
        return self.values.get("page") or 1


def read(params: QueryDict, kind: type[FilterForm] = PageForm) -> Asked:
    """What the parameters say. One without a value, as browsers send empty fields, is not set."""
    given = QueryDict(mutable=True)
    for name, values in params.lists():
        if kept := [value for value in values if value.strip()]:
            given.setlist(name, kept[:2])
    form = kind(given)
    errors = {name: [str(each) for each in reasons] for name, reasons in form.errors.items()}
    strange = {name: [_("There is no parameter of this name.")] for name in params if name not in form.fields}
    return Asked(form.cleaned_data if form.is_valid() else {}, errors | strange)


def beyond(number: int, last: int) -> dict[str, list[str]]:
    """The reason against a page after the last one; empty for a page that is there."""
    if number <= last:
        return {}
    told = _("There is no page %(number)s: the last one is page %(last)s.")
    return {"page": [told % {"number": number, "last": last}]}
