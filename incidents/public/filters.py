"""Which incidents does an address ask for? The one FilterSet of the readers' side: list, map and downloads alike.

Whatever is not understood is an error with its reason and gives no rows, never silently a wider answer: django-filter
by itself ignores names it does not know and returns every row for a value it cannot read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents import codebook, countries, geometry
from incidents.folding import fold
from incidents.models.publication import Publication, PublicationFacet, PublicationQuerySet
from incidents.public import fields, terms
from incidents.public.languages import isolated
from incidents.subdivisions import SUBDIVISIONS

MOST_VALUES = 50
"""Values of one repeatable name. SQLite refuses a statement with too many of them."""

ORDERINGS = {
    "-date_earliest": _("Newest first"),
    "date_earliest": _("Oldest first"),
    "-published_at": _("Published last to first"),
    "published_at": _("Published first to last"),
    "-killed_low": _("Most killed first"),
    "killed_low": _("Fewest killed first"),
    "code": _("Code"),
    "-code": _("Code, backwards"),
}
_COUNTRIES = [
    (each.alpha2, pgettext_lazy(terms.COUNTRY, each.name))
    for each in sorted(countries.COUNTRIES.values(), key=lambda each: fold(each.name))
]
DEFAULT_ORDERING = "-date_earliest"
UNNARROWING = frozenset({"ordering", "page", "layout"})
"""Parameters that change how the rows are told, and not which they are."""
NO_POINT = "no_point"
"""What ``precision`` says of an incident that the map cannot show."""
ACTOR_FACETS = ("accused", "involved", "targeted", "speaker")
"""The roles in which a record names an actor; each is a filter of its own too."""


class CodesFilter(django_filters.MultipleChoiceFilter):
    """Rows whose column holds one of the codes."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class FacetCodesFilter(django_filters.MultipleChoiceFilter):
    """Rows that have one of the codes as a value of the facet."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return _having_facet(qs, self.field_name, value)


class FacetNamesFilter(django_filters.Filter):
    """Rows that have one of the names as a value of the facet; case, accents and punctuation do not count."""

    field_class = fields.NamesField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return _having_facet(qs, self.field_name, value)


class ActorFilter(django_filters.Filter):
    """Rows that name one of the actors in any role: accused, involved, aimed at, or speaking."""

    field_class = fields.NamesField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        return _having_facet(qs, ACTOR_FACETS, value)


class Admin1Filter(django_filters.Filter):
    """Rows in one of the provinces, each given by its ISO 3166-2 code or by its name."""

    field_class = fields.NamesField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        codes, names = [each.upper() for each in value], [fold(each) for each in value]
        by_code = Q(admin1_code__in=codes)
        # Neither engine finds "one or the other" by an index under which only live rows stand.
        return qs.filter(by_code if SUBDIVISIONS.keys() >= set(codes) else by_code | Q(admin1_folded__in=names))


class WordsFilter(django_filters.Filter):
    """Rows that have all the words as whole words, accents folded."""

    field_class = fields.WordsField

    def filter(self, qs: PublicationQuerySet, value: list[str]) -> PublicationQuerySet:
        return qs.having_words(value) if value else qs


class DayFilter(django_filters.Filter):
    """Rows that can have happened on or after (or before) a day. A bound that is open is ±∞."""

    field_class = fields.DayField

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        column = self.field_name
        open_bound = Q(**{f"{column}__isnull": True})
        return qs.filter(Q(**{f"{column}__{self.lookup_expr}": value}) | open_bound) if value else qs


class MomentFilter(django_filters.Filter):
    field_class = fields.MomentField


class WholeNumberFilter(django_filters.Filter):
    field_class = fields.WholeNumberField


class KilledFilter(WholeNumberFilter):
    """Rows in which at least so many were killed.

    The sum keeps SQLite from the index in the order of that column: a third of all rows would be looked up by it.
    """

    def filter(self, qs: QuerySet, value: int | None) -> QuerySet:
        return qs if value is None else qs.filter(GreaterThanOrEqual(F("killed_low") + 0, value))


class RadiusFilter(django_filters.Filter):
    """Rows with a point no farther than this from the truth; rows without a point are out."""

    field_class = fields.KilometresField

    def filter(self, qs: QuerySet, value: int | None) -> QuerySet:
        return qs if value is None else qs.filter(cell__isnull=False, radius_m__lte=value)


class PrecisionFilter(django_filters.MultipleChoiceFilter):
    """Rows whose point is known so well; ``no_point`` finds those without one."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        if not value:
            return qs
        nowhere = Q(cell__isnull=True) if NO_POINT in value else Q()
        return qs.filter(Q(cell__isnull=False, precision__in=[each for each in value if each != NO_POINT]) | nowhere)


class BoxFilter(django_filters.Filter):
    """Rows with a point in the box, its edges included; rows without a point are out."""

    field_class = fields.BoxField

    def filter(self, qs: QuerySet, value: geometry.Box | None) -> QuerySet:
        return qs if value is None else qs.filter(inside(value))


class OrderFilter(django_filters.ChoiceFilter):
    """A total order: rows without the value last, ties by code, on either engine."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        value = value or DEFAULT_ORDERING
        column, backwards = value.removeprefix("-"), value.startswith("-")
        if column == "code":
            return qs.order_by(value)
        order = F(column).desc(nulls_last=True) if backwards else F(column).asc(nulls_last=True)
        return qs.order_by(order, "code")


class PageFilter(WholeNumberFilter):
    """Which page of the list; it changes no rows."""

    def filter(self, qs: QuerySet, value: int | None) -> QuerySet:
        return qs


class FilterForm(forms.Form):
    """What no field can see by itself: how often a name is given, and whether two values fit together."""

    data: QueryDict

    def clean(self) -> None:
        for name, field in self.fields.items():
            self._check_values(name, self.data.getlist(name), repeatable=is_repeatable(field))
        start, end = self.cleaned_data.get("date_from"), self.cleaned_data.get("date_to")
        if start and end and start > end:
            self.add_error("date_to", _("The last day is before the first."))

    def _check_values(self, name: str, values: list[str], *, repeatable: bool) -> None:
        if len(values) > 1 and not repeatable:
            self.add_error(name, _("Give it once."))
        elif len(values) > MOST_VALUES:
            self.add_error(name, _("Give at most %(most)s values.") % {"most": MOST_VALUES})
        if any("\0" in value for value in values):
            self.add_error(name, _("A null character is not text."))


def inside(box: geometry.Box) -> Q:
    """The point lies in the box, edges included. A box whose west is greater than its east crosses the antimeridian."""
    west, south, east, north = box
    from_west, to_east = Q(longitude__gte=west), Q(longitude__lte=east)
    across = from_west & to_east if west <= east else from_west | to_east
    return across & Q(latitude__gte=south, latitude__lte=north)


def is_repeatable(field: forms.Field) -> bool:
    """Whether the parameter may be given several times; its values are then alternatives."""
    return isinstance(field, forms.MultipleChoiceField | fields.NamesField)


def _codes(vocabulary: codebook.Vocabulary, column: str, *, kind: type = CodesFilter) -> Any:
    label, help_text = terms.title_of(vocabulary), terms.description_of(vocabulary)
    return kind(field_name=column, choices=terms.choices(vocabulary), label=label, help_text=help_text)


def _having_facet(qs: QuerySet, facet: str | tuple[str, ...], values: list[str]) -> QuerySet:
    if not values:
        return qs
    among = [facet] if isinstance(facet, str) else facet
    having = PublicationFacet.objects.filter(facet__in=among, folded__in=[fold(value) for value in values])
    return qs.filter(pk__in=having.values("publication"))


class IncidentFilter(django_filters.FilterSet):
    """The names are part of the public contract (DESIGN 4)."""

    q = WordsFilter(label=_("Words"))
    date_from = DayFilter(field_name="date_latest", lookup_expr="gte", label=_("From"))
    date_to = DayFilter(field_name="date_earliest", lookup_expr="lte", label=_("To"))
    attack_type = _codes(codebook.ATTACK_TYPE, "attack_type")
    violence_type = _codes(codebook.VIOLENCE_TYPE, "violence_type")
    country = CodesFilter(field_name="country", label=_("Country"), choices=_COUNTRIES)
    admin1 = Admin1Filter(label=_("Province"))
    weapon = _codes(codebook.WEAPON_TYPE, "weapon", kind=FacetCodesFilter)
    target = _codes(codebook.TARGET_TYPE, "target", kind=FacetCodesFilter)
    accused = FacetNamesFilter(field_name="accused", label=_("Accused"))
    actor = ActorFilter(label=_("Actor, in any role"))
    involved = FacetNamesFilter(field_name="involved", label=_("Involved"))
    targeted = FacetNamesFilter(field_name="targeted", label=_("Aimed at"))
    speaker = FacetNamesFilter(field_name="speaker", label=_("Speaker"))
    place = FacetNamesFilter(field_name="place", label=_("Place"))
    series = FacetNamesFilter(field_name="series", label=_("Series"))
    verification = _codes(codebook.VERIFICATION, "verification")
    responsibility = _codes(codebook.RESPONSIBILITY, "responsibility")
    killed_min = KilledFilter(field_name="killed_low", label=_("Killed, at least"))
    precision = PrecisionFilter(
        label=terms.title_of(codebook.PRECISION),
        help_text=terms.description_of(codebook.PRECISION),
        choices=[*terms.choices(codebook.PRECISION), (NO_POINT, _("No point on the map"))],
    )
    precision_max_km = RadiusFilter(label=_("Place known to within (km)"))
    publisher = FacetNamesFilter(field_name="publisher", label=_("Publisher"))
    bbox = BoxFilter(label=_("Area"))
    updated_since = MomentFilter(field_name="published_at", lookup_expr="gte", label=_("Published since"))
    ordering = OrderFilter(label=_("Order"), choices=list(ORDERINGS.items()), empty_label=None)
    page = PageFilter(label=_("Page"), field_name="page", smallest=1, largest=1_000_000)

    class Meta:
        model = Publication
        fields: list[str] = []
        form = FilterForm

    def rows(self, leave_out: Iterable[str] = ()) -> PublicationQuerySet:
        """The rows of the valid form, without the filters named in ``leave_out``."""
        found = Publication.objects.live()
        for name, each in self.filters.items():
            if name not in leave_out:
                found = each.filter(found, self.form.cleaned_data[name])
        return found


@dataclass(frozen=True)
class Choice:
    """One value that narrows the answer, for a reader to see and to take back; ``without`` is the rest of the query."""

    name: str
    value: str
    label: str
    without: str


@dataclass(frozen=True)
class Query:
    """What an address asks for, read once. ``given`` holds the parameters that have a value."""

    given: QueryDict
    filterset: IncidentFilter
    unknown: tuple[str, ...]

    @property
    def form(self) -> forms.Form:
        form: forms.Form = self.filterset.form
        return form

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """Reasons by parameter; empty for a query that can be answered."""
        strange = {name: [str(_("There is no filter of this name."))] for name in self.unknown}
        return {name: [str(each) for each in reasons] for name, reasons in self.form.errors.items()} | strange

    @property
    def is_valid(self) -> bool:
        return not self.errors

    @property
    def params(self) -> dict[str, Any]:
        """The values read, by name, of what is set; empty when the query is not valid."""
        if not self.is_valid:
            return {}
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}

    def rows(self, leave_out: Iterable[str] = ()) -> PublicationQuerySet:
        """Live publications that match, in a total order; none when the query is not valid."""
        return self.filterset.rows(leave_out) if self.is_valid else Publication.objects.none()

    @property
    def narrowing(self) -> str:
        """The filters alone as text, without the order and the page, for another answer about the same incidents."""
        return self.querystring(page=None, ordering=None)

    @property
    def is_filtered(self) -> bool:
        return bool(self.active)

    @cached_property
    def active(self) -> list[Choice]:
        """Every value that narrows the answer, one by one; the order and the page do not."""
        if not self.is_valid:
            return []
        narrowing = [(name, values) for name, values in self.given.lists() if name not in UNNARROWING]
        return [
            Choice(name, value, self._said(name, value), self._without(name, value))
            for name, values in narrowing
            for value in dict.fromkeys(values)
        ]

    def querystring(self, **changes: Any) -> str:
        """The query as text with some values changed: a text, a list of texts, or None to leave a name out."""
        changed = self._written | {name: _written(name, value) for name, value in changes.items()}
        return "&".join(pair for pairs in changed.values() for pair in pairs)

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        # Once: a page has a link for every value, and each of them repeats all the others.
        return {name: _written(name, values) for name, values in self.given.lists()}

    def _said(self, name: str, value: str) -> str:
        field = self.form.fields[name]
        return f"{field.label}: {dict(getattr(field, 'choices', ())).get(value, isolated(value))}"

    def _without(self, name: str, value: str) -> str:
        left = [each for each in self.given.getlist(name) if each != value]
        return self.querystring(**{name: left, "page": None})


def _written(name: str, value: Any) -> list[str]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [f"{quote(name, safe=',')}={quote(str(each), safe=',')}" for each in values]


def read_query(params: QueryDict, kind: type[IncidentFilter] = IncidentFilter) -> Query:
    """Read the parameters of an address. A parameter without a value, as browsers send empty fields, is not set."""
    given = QueryDict(mutable=True)
    for name, values in params.lists():
        # One too many is enough to refuse, blank or not; thousands would be drawn again in the form.
        some = values[: MOST_VALUES + 1]
        if kept := [value for value in some if value.strip() or len(some) > MOST_VALUES]:
            given.setlist(name, kept)
    filterset = kind(data=given)
    unknown = tuple(name for name in params if name not in filterset.filters)
    return Query(given, filterset, unknown)
