"""What is reported, claimed and not known of many incidents? Owns the three short paragraphs above a map or a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from incidents.public.filters import NO_POINT, Query
from incidents.public.totals import Totals

Counts = dict[str, int]

SAID: Final = ("admitted", "claims_conflict", "attributed", "attribution_contested")
"""Codes of responsibility under which somebody is named."""
UNSAID: Final = ("no_claim", "not_stated")
DISTRICTS: Final = ("adm2", "adm1")
WIDE: Final = ("region", "country", "sea_air")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is true of some of the incidents; ``query`` finds them, where a filter does."""

    text: str
    query: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What somebody claims, and what is not known; what is reported stands in the totals."""

    claimed: tuple[Remark, ...]
    not_known: tuple[Remark, ...]


def outline(query: Query, totals: Totals, counts: dict[str, Counts]) -> Outline:
    """The remarks on the incidents that match; a remark on none of them is left out."""
    matching = {name: _matching(query, name, counts[name]) for name in ("responsibility", "precision")}
    return Outline(
        claimed=tuple(_claimed(query, matching["responsibility"])),
        not_known=tuple(_not_known(query, totals, **matching)),
    )


def number(value: int) -> str:
    """A number with its thousands apart."""
    return str(number_format(value, use_l10n=True, force_grouping=True))


def _matching(query: Query, name: str, counts: Counts) -> Counts:
    """The counts of a facet leave its own filter out; these do not."""
    chosen = query.params.get(name)
    return {value: count for value, count in counts.items() if not chosen or value in chosen}


def _claimed(query: Query, responsibility: Counts) -> Iterator[Remark]:
    said = {
        "admitted": _("admitted by somebody (%(n)s)"),
        "claims_conflict": _("claimed by rivals, or a claim denied (%(n)s)"),
        "attributed": _("blamed on somebody (%(n)s)"),
        "attribution_contested": _("blame in dispute (%(n)s)"),
    }
    for code in SAID:
        if count := responsibility.get(code):
            yield Remark(said[code] % {"n": number(count)}, _narrowed(query, "responsibility", [code]))


def _not_known(query: Query, totals: Totals, *, responsibility: Counts, precision: Counts) -> Iterator[Remark]:
    if count := _sum(responsibility, UNSAID):
        yield Remark(_("who did it (%(n)s)") % {"n": number(count)}, _narrowed(query, "responsibility", UNSAID))
    if count := totals.toll_unknown:
        yield Remark(_("how many died (%(n)s)") % {"n": number(count)})
    places = (
        (DISTRICTS, _("the place within a district or province (%(n)s)")),
        (WIDE, _("the place within a region or country (%(n)s)")),
        ((NO_POINT,), _("any point on the map (%(n)s)")),
    )
    for codes, text in places:
        if count := _sum(precision, codes):
            yield Remark(text % {"n": number(count)}, _narrowed(query, "precision", codes))


def _sum(counts: Counts, codes: Iterable[str]) -> int:
    return sum(counts.get(code, 0) for code in codes)


def _narrowed(query: Query, name: str, codes: Iterable[str]) -> str:
    chosen = query.params.get(name)
    return query.querystring(**{name: [code for code in codes if not chosen or code in chosen], "page": None})
