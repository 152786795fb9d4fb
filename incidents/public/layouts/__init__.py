"""In which columns of the field can incidents be had? One module a dataset; each says how it fills every column."""

from typing import Final

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from incidents.public.filters import IncidentFilter
from incidents.public.layouts import acled, gtd, hxl, ucdp_ged
from incidents.public.layouts.layout import Filled, Layout

LAYOUTS: Final[dict[str, Layout]] = {module.LAYOUT.name: module.LAYOUT for module in (ucdp_ged, acled, gtd, hxl)}
"""By the name that ``layout=`` takes."""


class LayoutFilter(django_filters.ChoiceFilter):
    """The columns in which the rows are told; it changes no rows."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs


class CsvFilter(IncidentFilter):
    """The filters, and the columns of another dataset in which the file is written."""

    layout = LayoutFilter(label=_("Columns"), choices=[(each.name, each.title) for each in LAYOUTS.values()])


__all__ = ["LAYOUTS", "CsvFilter", "Filled", "Layout"]
