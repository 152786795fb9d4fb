"""Which other public incidents is this one tied to, from either end? Owns the ties that other records tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents import dates
from incidents.folding import fold
from incidents.models.publication import Publication
from incidents.public.story import particulars
from incidents.public.story.record import Json, Record, capitalised, said_by

MOST_TIES: Final = 20
MOST_IN_SERIES: Final = 6
MOST_SERIES: Final = 3

_FROM_THERE: Final[Mapping[str, str | Promise]] = {
    "duplicate_of": _("Told as a duplicate by"),
    "same_operation": _("Same operation"),
    "follow_up_to": _("Was followed by"),
    "retaliation_for": _("Said to have been answered by"),
    "context_of": _("Is background to"),
    "possible_link": _("Possible link"),
}
"""A tie as it reads from the end that it leads to."""

_ALIKE: Final = ("duplicate_of", "same_operation", "possible_link")
"""Ties that read the same from both ends: told once when both records have them."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that another public record tells of this one."""

    kind: str | Promise
    code: str
    title: str
    when: str
    note: str


@dataclass(frozen=True, slots=True)
class Member:
    """Another incident of the same series."""

    code: str
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class Series:
    """A series of the record with others that belong to it; ``has_more`` when not all of them are shown."""

    name: str
    members: tuple[Member, ...]
    has_more: bool


def titles_of(*records: Record) -> dict[str, str]:
    """The present titles of the live incidents that these records are tied to."""
    codes = {code for record in records for code in particulars.linked_codes(record)}
    return dict(Publication.objects.live().filter(code__in=codes).values_list("code", "title")) if codes else {}


def ties_to(record: Record) -> list[Tie]:
    """What other live records say of their tie to this one."""
    code = record["code"]
    there = Publication.objects.live().filter(facets__facet="related", facets__folded=fold(code), facets__value=code)
    known = {(each["kind"], each["to_incident"]) for each in record["relations"]}
    found = [tie for each in there.order_by("code")[:MOST_TIES] for tie in _ties(each, code, known)]
    return list(dict.fromkeys(found))


def _ties(there: Publication, code: str, known: set[tuple[str, str | None]]) -> Iterator[Tie]:
    record = Record(there.read())
    for relation in record["relations"]:
        told_here = relation["kind"] in _ALIKE and (relation["kind"], there.code) in known
        if relation["to_incident"] == code and not told_here:
            kind = _FROM_THERE[relation["kind"]]
            yield Tie(kind, there.code, there.title, _when(there.date_edtf), _note(record, relation))


def _note(record: Record, relation: Json) -> str:
    speaker = record.part(relation["asserted_by"])
    speaking = (said_by(speaker) or gettext("the article itself")) if speaker else ""
    according = gettext("According to %(speaker)s.") % {"speaker": speaking} if speaking else ""
    return " ".join(filter(None, (according, capitalised(particulars.certainty(relation, end=".")))))


def series_of(record: Record) -> list[Series]:
    """The series that the incident is a member of, each with the latest of its other members."""
    refs = [each["to_series"] for each in record["relations"] if each["kind"] == "part_of" and each["to_series"]]
    names = [part["name"] for ref in dict.fromkeys(refs) if (part := record.part(ref))]
    return [found for name in names[:MOST_SERIES] if (found := _series(name, apart_from=record["code"])).members]


def _series(name: str, *, apart_from: str) -> Series:
    members = Publication.objects.live().filter(
        facets__facet="series", facets__folded=fold(name)[:250], facets__value=name[:250]
    )
    rows = members.exclude(code=apart_from).order_by("-date_earliest", "code").values_list("code", "title", "date_edtf")
    found = [Member(code, title, _when(edtf)) for code, title, edtf in rows[: MOST_IN_SERIES + 1]]
    return Series(name, tuple(found[:MOST_IN_SERIES]), len(found) > MOST_IN_SERIES)


def _when(edtf: str) -> str:
    return dates.words(edtf) if edtf else ""
