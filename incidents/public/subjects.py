"""What is a page of a place, an actor, a source or a series about? Owns what each is: a filter with a heading.

All of it comes from live publications: what stands in drafts alone has no page, like a name that nobody ever wrote.
"""

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incidents.folding import fold
from incidents.models.publication import Publication
from incidents.public.filters import ACTOR_FACETS, Query, read_query
from incidents.public.memory import remembered
from incidents.public.snapshot.held import current
from incidents.public.snapshot.masks import within
from incidents.public.snapshot.names import Names
from incidents.public.story.narrative import country as country_name

COUNTRY: Final = re.compile(r"[A-Z]{2}")
PROVINCE: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Kind:
    """What has pages of its own by name. ``name`` is the filter and the address, ``facets`` where the name stands."""

    name: str
    facets: tuple[str, ...]
    title: Any
    many: str
    index_title: Any


ACTOR: Final = Kind("actor", ACTOR_FACETS, _("Actor"), "actors", _("Actors"))
SOURCE: Final = Kind("publisher", ("publisher",), _("Source"), "sources", _("Sources"))
SERIES: Final = Kind("series", ("series",), _("Series"), "series_index", _("Series"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about: its heading, the filter it stands for, its address, and what it lies in or belongs to.

    ``roles`` counts the incidents by the facet in which the name stands.
    """

    kind: str
    title: str
    label: Any
    filters: tuple[tuple[str, str], ...]
    address: str
    within: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, int], ...] = ()

    def query(self, page: int = 1) -> Query:
        """The query of the list that gives the same incidents."""
        asked = [*self.filters, *([("page", str(page))] if page > 1 else [])]
        return read_query(QueryDict(urlencode(asked)))

    @property
    def folded(self) -> str:
        return fold(self.title)


def named(kind: Kind, name: str) -> Subject | None:
    """The actor, source or series of this name, whatever its case and accents; None when nothing live names it."""
    folded = fold(name)
    if not folded:
        return None
    found = Names(current(), kind.facets).named([folded])
    if not found:
        return None
    title, roles = one_line(found[0].spelling), found[0].by_facet
    return Subject(
        kind=kind.name,
        title=title,
        label=kind.title,
        filters=((kind.name, title),),
        address=address(kind, title),
        within=((str(kind.index_title), reverse(f"public:{kind.many}")),),
        roles=tuple(sorted(roles.items())),
    )


def address(kind: Kind, name: str) -> str:
    """Where the page of this name is, percent-encoded; blank for a name without a letter or digit."""
    return reverse(f"public:{kind.name}", args=[one_line(name)]) if fold(name) else ""


def one_line(name: str) -> str:
    """The name with single spaces, as an address can hold it."""
    return " ".join(name.split())


def country(code: str) -> Subject:
    """A country by its code. Whether anything is published of it, its query tells."""
    return Subject(
        kind="country",
        title=country_name(code),
        label=_("Country"),
        filters=(("country", code),),
        address=reverse("public:country", args=[code]),
        within=((str(_("Places")), reverse("public:places")),),
    )


def province(code: str) -> Subject | None:
    """A province by its ISO 3166-2 code, named as its incidents name it; None when there are none."""
    named_so = Publication.objects.live().filter(admin1_code=code).order_by("country", "admin1")
    found = remembered("province", code, lambda: list(named_so.values_list("admin1", "country")[:1]))
    if not found:
        return None
    ((name, country_code),) = found
    return Subject(
        kind="province",
        title=name or code,
        label=_("Province"),
        filters=(("admin1", code),),
        address=reverse("public:province", args=[code]),
        within=(*country(country_code).within, *_step(country_code)),
    )


def place(country_code: str, name: str) -> Subject | None:
    """A place by its name in a country; a name alone could be that of many. None when nothing live names it."""
    folded = fold(name)
    if not folded:
        return None
    snapshot = current()
    found = Names(snapshot, ("place",), within(snapshot, country_code)).named([folded])
    if not found:
        return None
    title = one_line(found[0].spelling)
    return Subject(
        kind="place",
        title=title,
        label=_("Place"),
        filters=(("country", country_code), ("place", title)),
        address=place_address(country_code, title),
        within=(*country(country_code).within, *_step(country_code)),
    )


def place_address(country_code: str, name: str) -> str:
    """Where the page of a place is; blank where the country or the name cannot stand in an address."""
    if not COUNTRY.fullmatch(country_code) or not fold(name):
        return ""
    return reverse("public:place", args=[country_code, one_line(name)])


def province_address(country_code: str, code: str, name: str) -> str:
    """Where the page of a province is, by its code where it has one."""
    if PROVINCE.fullmatch(code):
        return reverse("public:province", args=[code])
    return place_address(country_code, name)


def _step(country_code: str) -> tuple[tuple[str, str], ...]:
    if not COUNTRY.fullmatch(country_code):
        return ()
    return ((country_name(country_code), reverse("public:country", args=[country_code])),)
