"""Who says who did it, and what else was said? Owns the sentences made of statements (SCHEMA 3.10 and 4.6).

Who said it, who passed it on and who printed it stay three things; a label is shown as a label, never as a perpetrator.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from incidents import codebook, dates
from incidents.codebook import ATTRIBUTION_KINDS
from incidents.public.story.record import (
    NO_PUBLISHER,
    Evidence,
    Json,
    Quote,
    Record,
    Source,
    actor_name,
    capitalised,
    introduced,
    listed,
    said_by,
)
from incidents.public.story.toll import own_voice

_DID_IT: Final = {
    "asserted": "that {} did it",
    "probable": "that {} probably did it",
    "possible": "that {} possibly did it",
    "disputed": "that {} did it, which is disputed",
}
_CHANNELS: Final = {
    "social_post": "in a social media post",
    "press_briefing": "at a press briefing",
    "written_statement": "in a written statement",
    "interview": "in an interview",
    "broadcast": "in a broadcast",
    "call": "by telephone",
    "letter": "in a letter",
    "note_at_scene": "in a note left at the scene",
    "video": "in a video",
    "website": "on a website",
    "official_document": "in an official document",
    "to_reporter": "to a reporter",
}
_OTHERWISE: Final = {
    "account": "{} gave an account of what happened",
    "condemnation": "{} condemned it",
    "warning": "{} gave a warning",
    "response_position": "position on a response: {}",
    "appeal": "{} made an appeal",
}


_UNSURE: Final = {
    "probable": "The words are most likely about this incident.",
    "ambiguous": "It is not certain that the words are about this incident.",
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
    return Saying(
        ref=statement["ref"],
        kind=statement["kind"],
        text=capitalised(f"{_sentence(record, statement)}."),
        short=_short(record, statement, name=actor_name),
        is_about_incident=statement["about_incident"],
        about=_about(record, statement),
        motive=statement["alleged_motive"].rstrip("."),
        passed_on_by=introduced(statement["relayed_by"]) if statement["relayed_by"] else "",
        standing="" if statement["status"] == "current" else codebook.STATEMENT_STATUS[statement["status"]].definition,
        also_printed=_printed(record.printed_by(copies)),
        original=record.sources.get(statement["original"] or ""),
        evidence=record.evidence_of([statement["ref"], *copies]),
    )


def _printed(sources: list[Source]) -> str:
    """``by Arab News and elsewhere (publisher not known)``; blank for no source."""
    names = dict.fromkeys(source.publisher for source in sources)
    known = listed(name for name in names if name != NO_PUBLISHER)
    unknown = f"elsewhere ({NO_PUBLISHER})" if NO_PUBLISHER in names else ""
    return listed(filter(None, (f"by {known}" if known else "", unknown)))


def _sentence(record: Record, statement: Json) -> str:
    short = _short(record, statement, name=introduced)
    return short if statement["kind"] == "no_claim_reported" else f"{short}{_circumstances(statement)}"


def _short(record: Record, statement: Json, *, name: Callable[[Json], str]) -> str:
    """The statement without channel, place and date."""
    if statement["kind"] == "no_claim_reported":
        return _no_claim(record, statement)
    speaker = said_by(statement, name=name) or own_voice(record.printed_by([statement["ref"]]))
    return _clause(statement, speaker)


def _no_claim(record: Record, statement: Json) -> str:
    said = dates.words(statement["said_edtf"]) if statement["said_edtf"] else ""
    as_of = said or next((each.published for each in record.printed_by([statement["ref"]])), "")
    return f"no claim of responsibility had been reported{f' as of {as_of}' if as_of else ''}"


def _clause(statement: Json, speaker: str) -> str:
    accused, wording = accused_words(statement), statement["wording"] or "asserted"
    match statement["kind"]:
        case "claim_of_responsibility":
            doubt = "" if wording == "asserted" else f" ({codebook.WORDING[wording].definition.rstrip('.').lower()})"
            return f"{speaker} claimed responsibility{doubt}"
        case "denial":
            return f"{speaker} denied that {accused} did it" if accused else f"{speaker} denied responsibility"
        case "accusation" if wording == "asserted":
            return f"{speaker} accused {accused or 'somebody who is not named'}"
        case "accusation" | "assessment":
            return f"{speaker} said {_DID_IT[wording].format(accused or 'somebody who is not named')}"
    return _OTHERWISE[statement["kind"]].format(speaker)


def accused_words(statement: Json) -> str:
    """Those accused, a collective term marked as one: ``Iranian-backed factions (no group named)``."""
    return listed(map(introduced, statement["accused"])) or (f"“{text}”" if (text := statement["accused_text"]) else "")


def _circumstances(statement: Json) -> str:
    addressee, place = actor_name(statement["addressee"]), statement["said_place"]
    parts = (
        f"to {addressee}" if addressee else "",
        _channel(statement),
        f"in {place}" if place else "",
        dates.words(statement["said_edtf"]) if statement["said_edtf"] else "",
    )
    return "".join(f", {part}" for part in parts if part)


def _channel(statement: Json) -> str:
    way, name = _CHANNELS.get(statement["channel"], ""), statement["channel_name"]
    if statement["channel"] == "social_post" and name:
        return f"in a post on {name}"
    return f"{way} ({name})" if way and name else way or (f"through {name}" if name else "")


def _about(record: Record, statement: Json) -> str:
    """What the words are about, where that is not plainly this incident."""
    series = record.part(statement["series"])
    if series is None:
        return _UNSURE.get(statement["about_certainty"], "")
    if not statement["about_incident"]:
        return f"Said of the series “{series['name']}”, not of this incident."
    if statement["about_certainty"] == "ambiguous":
        return f"The words may mean this incident, the series “{series['name']}”, or both."
    return f"Said of this incident and of the series “{series['name']}”."
