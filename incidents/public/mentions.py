"""In what role does a record name an actor, a source, a place or a series? Owns the few words of it beside a row."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents import codebook
from incidents.folding import fold
from incidents.public import terms
from incidents.public.languages import isolated
from incidents.public.story.record import said_by

Json = dict[str, Any]
MOST_ROLES: Final = 4


def roles(document: Json, kind: str, folded: str) -> list[str]:
    """What the record says of this name, each role once, the first of many; empty for a country or province."""
    tell = _TELL.get(kind)
    if tell is None or not document:
        return []
    told = list(dict.fromkeys(tell(document, folded)))
    more = len(told) - MOST_ROLES
    rest = [ngettext("and %(count)d more role", "and %(count)d more roles", more) % {"count": more}]
    return told if more <= 0 else told[:MOST_ROLES] + rest


def _actor(document: Json, folded: str) -> Iterator[str]:
    statements = document.get("statements", [])
    yield from (_accused(each) for each in statements if _is_among(each["accused"], folded))
    yield from (_involved(each) for each in document.get("involvements", []) if _is_among([each["actor"]], folded))
    yield from (_aimed_at(each) for each in document.get("targets", []) if _is_among([each["actor"]], folded))
    yield from (_speaks(each) for each in statements if _is_among([*each["speakers"], each["on_behalf_of"]], folded))


def _involved(involvement: Json) -> str:
    role = terms.label(codebook.INVOLVEMENT_ROLE, involvement["role"])
    return _sure(_("Involved: %(role)s") % {"role": role}, involvement["certainty"])


def _aimed_at(target: Json) -> str:
    role = terms.label(codebook.TARGET_ROLE, target["role"]).lower()
    return _sure(_("Target: %(role)s") % {"role": role}, target["certainty"])


def _speaks(statement: Json) -> str:
    return _("Speaks: %(kind)s") % {"kind": terms.label(codebook.STATEMENT_KIND, statement["kind"]).lower()}


def _accused(statement: Json) -> str:
    """Who names it as the one that did it, or says that it was not; how sure, and whether that still stands."""
    told = f"{_named_by(statement)}{_doubt(statement)}"
    return told if statement["status"] == "current" else _("%(told)s; that no longer stands") % {"told": told}


def _named_by(statement: Json) -> str:
    who = said_by(statement) or _("the article itself")
    if statement["kind"] == "accusation":
        return _("Accused by %(who)s") % {"who": who}
    kind = terms.label(codebook.STATEMENT_KIND, statement["kind"]).lower()
    return _("Named by %(who)s: %(kind)s") % {"who": who, "kind": kind}


def _doubt(statement: Json) -> str:
    """How the words put it, and whether they are about this incident at all."""
    wording = statement["wording"]
    told = "" if wording in ("", "asserted") else f" ({terms.label(codebook.WORDING, wording).lower()})"
    if not statement["about_incident"]:
        return told + _(", of a series and not of this incident")
    return told + ("" if statement["about_certainty"] in ("", "explicit") else _(", not certainly of this incident"))


def _source(document: Json, folded: str) -> Iterator[str]:
    articles = [each for each in document.get("articles", []) if _is_among([each["publisher"]], folded)]
    if articles:
        yield ngettext("Printed %(count)d article", "Printed %(count)d articles", len(articles)) % {
            "count": len(articles)
        }


def _place(document: Json, folded: str) -> Iterator[str]:
    for location in document.get("locations", []):
        place = location["place"]
        if folded in map(fold, [place["name"], *place["within"]]):
            role = terms.label(codebook.LOCATION_ROLE, location["role"])
            yield _sure(f"{role}: {isolated(place['name'])}", location["certainty"])


def _series(document: Json, folded: str) -> Iterator[str]:
    names = {each["ref"]: fold(each["name"]) for each in document.get("series", [])}
    for relation in document.get("relations", []):
        if names.get(relation["to_series"]) == folded:
            yield _sure(_("Part of the series"), relation["certainty"])


_TELL: Final[dict[str, Callable[[Json, str], Iterator[str]]]] = {
    "actor": _actor,
    "publisher": _source,
    "place": _place,
    "series": _series,
}


def described(document: Json, kind: str, folded: str) -> Json | None:
    """What the record holds about the thing of this name itself; None where it holds nothing."""
    among = {"actor": actors, "publisher": publishers, "series": series}.get(kind)
    found = among(document) if among else []
    return next((each for each in found if each and fold(each["name"]) == folded), None)


def actors(document: Json) -> Iterator[Json | None]:
    """Everyone whom the record names in a role: involved, aimed at, accused or speaking."""
    for part in [*document.get("involvements", []), *document.get("targets", [])]:
        yield part["actor"]
    for statement in document.get("statements", []):
        yield from [*statement["accused"], *statement["speakers"], statement["on_behalf_of"]]


def publishers(document: Json) -> Iterator[Json | None]:
    """Who printed the articles."""
    return (article["publisher"] for article in document.get("articles", []))


def series(document: Json) -> Iterator[Json | None]:
    """The series that it is part of."""
    by_ref = {each["ref"]: each for each in document.get("series", [])}
    return (by_ref.get(relation["to_series"]) for relation in document.get("relations", []))


def _is_among(named: list[Json | None], folded: str) -> bool:
    return any(each is not None and fold(each["name"]) == folded for each in named)


def _sure(told: str, certainty: str) -> str:
    return told if certainty in ("", "certain") else f"{told} ({terms.label(codebook.CERTAINTY, certainty).lower()})"
