"""What was used, what was aimed at, where else, who took part, what it belongs to? Owns the particulars of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codebook, dates
from incidents.public import terms
from incidents.public.languages import isolated
from incidents.public.story.munitions import munition
from incidents.public.story.narrative import country, place, precision
from incidents.public.story.record import (
    Evidence,
    Fact,
    Json,
    Record,
    Source,
    actor_name,
    bracketed,
    capitalised,
    comma,
    quoted,
    said_by,
)
from incidents.public.story.targets import TARGET_PARTS, target_name

_SIDES: Final = {
    "attacker": gettext_lazy("used by the attackers"),
    "defender": gettext_lazy("used by the defenders"),
    "unknown": gettext_lazy("user not known"),
}


@dataclass(frozen=True, slots=True)
class Weapon:
    """A group of munitions with the groups that are parts of it."""

    fact: Fact
    parts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A tie to a series, or to another public incident (``code`` and its present title)."""

    kind: str
    name: str
    code: str
    note: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Article:
    """One source in the list at the foot of the page."""

    source: Source
    kind: str
    byline: str
    dateline: str
    holding: str
    reprint_of: str
    url: str
    archive_url: str
    note: str

    @property
    def host(self) -> str:
        return _host(self.url)

    @property
    def archive_host(self) -> str:
        return _host(self.archive_url)


@dataclass(frozen=True, slots=True)
class ExternalId:
    """The incident's number in another dataset and that dataset's row."""

    scheme: codebook.Term
    value: str
    dataset_version: str
    row: dict[str, str]


def weapons(record: Record) -> list[Weapon]:
    """The groups that are no part of another, each with its parts."""
    uses = record["weapons"]
    whole = [use for use in uses if use["subset_of"] is None]
    parts = {use["ref"]: tuple(_use(record, part) for part in uses if part["subset_of"] == use["ref"]) for use in whole}
    return [Weapon(_use(record, use), parts[use["ref"]]) for use in whole]


def _use(record: Record, use: Json) -> Fact:
    target, origin, endpoint = (record.part(use[link]) for link in ("target", "origin", "endpoint"))
    outcome = terms.term(codebook.WEAPON_OUTCOME, use["outcome"]) if use["outcome"] else None
    silent = use["side"] == "attacker" and not any(each["subset_of"] == use["ref"] for each in record["weapons"])
    notes = (
        f"{outcome.label}: {outcome.definition[:1].lower()}{outcome.definition[1:]}"
        if outcome
        else _("Outcome: not stated.")
        if silent
        else "",
        f"{TARGET_PARTS[target['role']]}: {target_name(target)}." if target else "",
        _("From: %(place)s.") % {"place": place(origin)} if origin else "",
        _("Came down: %(place)s.") % {"place": place(endpoint)} if endpoint else "",
        _("Platform: %(name)s.") % {"name": isolated(use["platform"])} if use["platform"] else "",
        use["note"],
    )
    label = str(_SIDES[use["side"]])
    return Fact(label, capitalised(munition(use)), " ".join(filter(None, notes)), record.evidence(use["ref"]))


def targets(record: Record) -> list[Fact]:
    """What was aimed at and what was struck, with the damage as reported."""
    return [_target(record, target) for target in record["targets"]]


def _target(record: Record, target: Json) -> Fact:
    kind = terms.label(codebook.TARGET_TYPE, target["type"]).lower()
    about = (
        kind if target["type"] != "unknown" else "",
        country(target["nationality"]),
        certainty(target),
    )
    name = isolated(target["name"] or (target["actor"] or {}).get("name", "")) or kind
    text = bracketed(name, comma(about)) if any(about) else name
    notes = " ".join(filter(None, (damage(target), target["note"])))
    role = terms.label(codebook.TARGET_ROLE, target["role"])
    return Fact(role, capitalised(text), notes, record.evidence(target["ref"]))


def damage(target: Json) -> str:
    """The damage in a sentence; no source saying is not the same as none."""
    if not target["damage"]:
        return _("Damage: not stated.")
    kind = terms.label(codebook.DAMAGE, target["damage"]).lower()
    told = f"{kind} ({quoted(target['damage_text'])})" if target["damage_text"] else kind
    return _("Damage: %(damage)s.") % {"damage": told}


def locations(record: Record) -> list[Fact]:
    """Every public place of the incident, in words, the primary one first."""
    return [_location(record, location) for location in record.locations]


def _location(record: Record, location: Json) -> Fact:
    about = f"{location['place']['description'].rstrip('.')}." if location["place"]["description"] else ""
    notes = (about, precision(location), capitalised(certainty(location, end=".")))
    note = " ".join(filter(None, notes))
    label = terms.label(codebook.LOCATION_ROLE, location["role"])
    return Fact(label, capitalised(place(location)), note, record.evidence(location["ref"]))


def certainty(part: Json, end: str = "") -> str:
    """How sure the coding is, where it is not certain; blank where it is."""
    if part["certainty"] in ("", "certain"):
        return ""
    return f"{terms.label(codebook.CERTAINTY, part['certainty']).lower()}{end}"


def involvements(record: Record) -> list[Fact]:
    """Who took part or was there. This never says who is to blame."""
    return [
        Fact(terms.label(codebook.INVOLVEMENT_ROLE, each["role"]), actor_name(each["actor"]),
             capitalised(certainty(each)), record.evidence(each["ref"]))
        for each in record["involvements"]
    ]  # fmt: skip


def notes(record: Record) -> list[Fact]:
    """What fits no field, in the editors' words."""
    return [
        Fact(terms.label(codebook.NOTE_KIND, note["kind"]), isolated(note["body"]),
             dates.words(note["date_edtf"]) if note["date_edtf"] else "", record.evidence(note["ref"]))
        for note in record["notes"]
    ]  # fmt: skip


def linked_codes(record: Record) -> list[str]:
    """The codes of the incidents that the record is tied to."""
    return [relation["to_incident"] for relation in record["relations"] if relation["to_incident"]]


def links(record: Record, *, titles: Mapping[str, str]) -> list[Link]:
    """The ties of the record; ``titles`` holds the live incidents, and a tie to any other is left out."""
    found = [_link(record, relation, titles) for relation in record["relations"]]
    return [link for link in found if link is not None]


def _link(record: Record, relation: Json, titles: Mapping[str, str]) -> Link | None:
    kind, evidence = terms.label(codebook.RELATION_KIND, relation["kind"]), record.evidence(relation["ref"])
    if series := record.part(relation["to_series"]):
        return Link(kind, series["name"], "", _about_series(series), evidence or record.evidence(series["ref"]))
    code = relation["to_incident"]
    speaker = record.part(relation["asserted_by"])
    speaking = (said_by(speaker) or _("the article itself")) if speaker else ""
    according = _("According to %(speaker)s.") % {"speaker": speaking} if speaking else ""
    note = " ".join(filter(None, (according, capitalised(certainty(relation, end=".")))))
    return Link(kind, titles[code], code, note, evidence) if code in titles else None


def _about_series(series: Json) -> str:
    period = _("Period: %(dates)s.") % {"dates": dates.words(series["period_edtf"])} if series["period_edtf"] else ""
    parent = _("Part of the series %(series)s.") % {"series": quoted(series["parent"])} if series["parent"] else ""
    definition = f"{series['definition'].rstrip('.')}." if series["definition"] else ""
    return " ".join(filter(None, (definition, period, parent)))


def articles(record: Record) -> list[Article]:
    """Every source, in the record's order."""
    return [_article(record, article) for article in record["articles"]]


def _article(record: Record, article: Json) -> Article:
    origin = record.sources.get(article["republishes"] or "")
    holding = terms.term(codebook.HOLDING, article["holding"])
    return Article(
        source=record.sources[article["ref"]],
        kind=terms.label(codebook.ARTICLE_KIND, article["kind"]),
        byline=_byline(article),
        dateline=article["dateline"],
        holding="" if holding.code == "full_text" else holding.definition,
        reprint_of=origin.full_label if origin else "",
        url=web_address(article["url"]),
        archive_url=web_address(article["archive_url"]),
        note=article["note"],
    )


def _byline(article: Json) -> str:
    """The byline as printed, and whether this copy has lost its author."""
    lost = _("author’s name absent in this copy") if article["byline_state"] == "absent_in_copy" else ""
    printed = article["byline"]
    return bracketed(isolated(printed.rstrip(" .,")), lost) if printed and lost else isolated(printed) or lost


def web_address(url: str) -> str:
    """The address when a browser may follow it, blank otherwise: a stored ``javascript:`` is no link."""
    return url if url.startswith(("https://", "http://")) else ""


def _host(url: str) -> str:
    """Whose site an address leads to; blank for an address that names none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def external_ids(record: Record) -> list[ExternalId]:
    """The incident in other datasets, with the row as it came, its empty fields left out."""
    return [
        ExternalId(
            scheme=terms.term(codebook.EXTERNAL_SCHEME, each["scheme"]),
            value=each["value"],
            dataset_version=each["dataset_version"],
            row={name: value for name, value in (each["record"] or {}).items() if value not in ("", None)},
        )
        for each in record["external_ids"]
    ]
