"""Who says who did it, and what else was said? Owns the sentences made of statements (SCHEMA 3.10 and 4.6).

Who said it, who passed it on and who printed it stay three things; a label is shown as a label, never as a perpetrator.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import codebook, dates
from incidents.codebook import ATTRIBUTION_KINDS
from incidents.public import terms
from incidents.public.languages import isolated
from incidents.public.story.record import (
    NO_PUBLISHER,
    Evidence,
    Json,
    Quote,
    Record,
    Source,
    actor_name,
    bracketed,
    capitalised,
    comma,
    introduced,
    listed,
    quoted,
    said_by,
)
from incidents.public.story.toll import own_voice

_DID_IT: Final[dict[str, Any]] = {
    "asserted": gettext_lazy("%(speaker)s said that %(accused)s did it"),
    "probable": gettext_lazy("%(speaker)s said that %(accused)s probably did it"),
    "possible": gettext_lazy("%(speaker)s said that %(accused)s possibly did it"),
    "disputed": gettext_lazy("%(speaker)s said that %(accused)s did it, which is disputed"),
}
_CHANNELS: Final[dict[str, Any]] = {
    "social_post": gettext_lazy("in a social media post"),
    "press_briefing": gettext_lazy("at a press briefing"),
    "written_statement": gettext_lazy("in a written statement"),
    "interview": gettext_lazy("in an interview"),
    "broadcast": gettext_lazy("in a broadcast"),
    "call": gettext_lazy("by telephone"),
    "letter": gettext_lazy("in a letter"),
    "note_at_scene": gettext_lazy("in a note left at the scene"),
    "video": gettext_lazy("in a video"),
    "website": gettext_lazy("on a website"),
    "official_document": gettext_lazy("in an official document"),
    "to_reporter": gettext_lazy("to a reporter"),
}
_OTHERWISE: Final[dict[str, Any]] = {
    "account": gettext_lazy("%(speaker)s gave an account of what happened"),
    "condemnation": gettext_lazy("%(speaker)s condemned it"),
    "warning": gettext_lazy("%(speaker)s gave a warning"),
    "response_position": gettext_lazy("position on a response: %(speaker)s"),
    "appeal": gettext_lazy("%(speaker)s made an appeal"),
}


_UNSURE: Final[dict[str, Any]] = {
    "probable": gettext_lazy("The words are most likely about this incident."),
    "ambiguous": gettext_lazy("It is not certain that the words are about this incident."),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement as a sentence, with what it is about, the motive it alleges, and what was quoted."""

    ref: str
    kind: str
    text: str
    short: str
    is_about_incident: bool
    about: str
    motive: str
    passed_on_by: str
    standing: str
    also_printed: str
    original: Source | None
    evidence: Evidence
    words: Quote | None = None


def attributions(record: Record) -> list[Saying]:
    """Claims, accusations, denials, assessments, the absence of a claim; of a series last. Each origin once."""
    said = [each for each in _origins(record) if each["kind"] in ATTRIBUTION_KINDS]
    said.sort(key=lambda each: (not each["about_incident"], ATTRIBUTION_KINDS.index(each["kind"])))
    return [_saying(record, each) for each in said]


def other_statements(record: Record) -> list[Saying]:
    """What was said beyond attribution, with its words. Accounts that only carry the toll stand in its table."""
    counted = {count["statement"] for count in record["casualty_counts"]}
    said = [each for each in _origins(record) if each["kind"] not in ATTRIBUTION_KINDS and each["ref"] not in counted]
    return [replace(_saying(record, each), words=_words(record, each)) for each in said]


def _words(record: Record, statement: Json) -> Quote | None:
    """The words in which a source gives the statement, before those that only tell its day or its channel."""
    whole, any_part = (record.evidence(statement["ref"], *fields).quotes for fields in (("wording",), ()))
    stated = (each for each in (*whole, *any_part) if each.exact and each.basis == "stated" and not each.is_against)
    return next(stated, None)


def _origins(record: Record) -> list[Json]:
    return [each for each in record["statements"] if record.part(each["repeats"]) is None]


def _saying(record: Record, statement: Json) -> Saying:
    copies = [each["ref"] for each in record["statements"] if each["repeats"] == statement["ref"]]
    is_current = statement["status"] == "current"
    return Saying(
        ref=statement["ref"],
        kind=statement["kind"],
        text=capitalised(f"{_sentence(record, statement)}."),
        short=_short(record, statement, name=actor_name),
        is_about_incident=statement["about_incident"],
        about=_about(record, statement),
        motive=statement["alleged_motive"].rstrip("."),
        passed_on_by=introduced(statement["relayed_by"]) if statement["relayed_by"] else "",
        standing="" if is_current else terms.definition(codebook.STATEMENT_STATUS, statement["status"]),
        also_printed=_printed(record.printed_by(copies)),
        original=record.sources.get(statement["original"] or ""),
        evidence=record.evidence_of([statement["ref"], *copies]),
    )


def _printed(sources: list[Source]) -> str:
    """``by Arab News and elsewhere (publisher not known)``; blank for no source."""
    names = dict.fromkeys(source.publisher for source in sources)
    known = listed(name for name in names if name != NO_PUBLISHER)
    unknown = bracketed(_("elsewhere"), str(NO_PUBLISHER)) if NO_PUBLISHER in names else ""
    return listed(filter(None, (_("by %(names)s") % {"names": known} if known else "", unknown)))


def _sentence(record: Record, statement: Json) -> str:
    short = _short(record, statement, name=introduced)
    return short if statement["kind"] == "no_claim_reported" else comma((short, _circumstances(statement)))


def _short(record: Record, statement: Json, *, name: Callable[[Json], str]) -> str:
    """The statement without channel, place and date."""
    if statement["kind"] == "no_claim_reported":
        return _no_claim(record, statement)
    speaker = said_by(statement, name=name) or own_voice(record.printed_by([statement["ref"]]))
    return _clause(statement, speaker)


def _no_claim(record: Record, statement: Json) -> str:
    said = dates.words(statement["said_edtf"]) if statement["said_edtf"] else ""
    as_of = said or next((each.published for each in record.printed_by([statement["ref"]])), "")
    if not as_of:
        return _("no claim of responsibility had been reported")
    return _("no claim of responsibility had been reported as of %(date)s") % {"date": as_of}


def _clause(statement: Json, speaker: str) -> str:
    accused, wording = accused_words(statement), statement["wording"] or "asserted"
    values = {"speaker": speaker, "accused": accused or _("somebody who is not named")}
    match statement["kind"]:
        case "claim_of_responsibility":
            claimed = _("%(speaker)s claimed responsibility") % values
            doubt = terms.definition(codebook.WORDING, wording).rstrip(".").lower()
            return claimed if wording == "asserted" else f"{claimed} ({doubt})"
        case "denial":
            denied = (
                _("%(speaker)s denied that %(accused)s did it") if accused else _("%(speaker)s denied responsibility")
            )
            return denied % values
        case "accusation" if wording == "asserted":
            return _("%(speaker)s accused %(accused)s") % values
        case "accusation" | "assessment":
            return str(_DID_IT[wording]) % values
    return str(_OTHERWISE[statement["kind"]]) % values


def accused_words(statement: Json) -> str:
    """Those accused, a collective term marked as one: ``Iranian-backed factions (no group named)``."""
    return listed(map(introduced, statement["accused"])) or (
        quoted(text) if (text := statement["accused_text"]) else ""
    )


def _circumstances(statement: Json) -> str:
    addressee, place = actor_name(statement["addressee"]), statement["said_place"]
    parts = (
        _("to %(addressee)s") % {"addressee": addressee} if addressee else "",
        _channel(statement),
        _("in %(place)s") % {"place": isolated(place)} if place else "",
        dates.words(statement["said_edtf"]) if statement["said_edtf"] else "",
    )
    return comma(parts)


def _channel(statement: Json) -> str:
    way, name = str(_CHANNELS.get(statement["channel"], "")), isolated(statement["channel_name"])
    if statement["channel"] == "social_post" and name:
        return _("in a post on %(name)s") % {"name": name}
    through = _("through %(name)s") % {"name": name} if name else ""
    return f"{way} ({name})" if way and name else way or through


def _about(record: Record, statement: Json) -> str:
    """What the words are about, where that is not plainly this incident."""
    series = record.part(statement["series"])
    if series is None:
        return str(_UNSURE.get(statement["about_certainty"], ""))
    if not statement["about_incident"]:
        told = _("Said of the series %(series)s, not of this incident.")
    elif statement["about_certainty"] == "ambiguous":
        told = _("The words may mean this incident, the series %(series)s, or both.")
    else:
        told = _("Said of this incident and of the series %(series)s.")
    return told % {"series": quoted(series["name"])}
