"""Do the rows of one incident agree with each other? Owns the rules of every save (SCHEMA 10, "Form or save").

Rules of one row alone are database constraints; what only publishing needs is in ``quality``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from incidents import dates
from incidents.models import (
    CasualtyCount,
    Citation,
    Incident,
    Location,
    PinnedFigure,
    Relation,
    Statement,
    Target,
    WeaponUse,
)

Row = Incident | Location | WeaponUse | Target | Statement | CasualtyCount | Citation | Relation | PinnedFigure


class Disagreement(NamedTuple):
    """What is wrong, at which row and field; a blank field is the row as a whole."""

    row: Model
    field: str
    message: str


@dataclass
class Draft:
    """The coding of one incident as somebody wants to save it: model instances, saved or not, tied to each other.

    ``speakers`` and ``accused`` hold the actors of a statement by its ``id()``, because a new one has no key yet.
    """

    incident: Incident
    locations: Sequence[Location] = ()
    weapons: Sequence[WeaponUse] = ()
    targets: Sequence[Target] = ()
    statements: Sequence[Statement] = ()
    casualty_counts: Sequence[CasualtyCount] = ()
    citations: Sequence[Citation] = ()
    relations: Sequence[Relation] = ()
    is_imported: bool = False
    speakers: dict[int, Sequence[Any]] = field(default_factory=dict)
    accused: dict[int, Sequence[Any]] = field(default_factory=dict)


def disagreements(draft: Draft) -> list[Disagreement]:
    """Everything that must be mended before this draft can be saved."""
    return [found for rule in _RULES for found in rule(draft)]


def _time(draft: Draft) -> Iterator[Disagreement]:
    incident = draft.incident
    if incident.timezone and incident.timezone not in available_timezones():
        yield Disagreement(
            incident, "timezone", f"“{incident.timezone}” is not an IANA time zone; write for example Asia/Baghdad."
        )
    if incident.time_kind == "window" and not (incident.time_start and incident.time_end):
        yield Disagreement(incident, "time_kind", "A window of time needs its start and its end.")
    if incident.time_kind in ("exact", "approximate") and not incident.time_start:
        yield Disagreement(incident, "time_start", "Give the time, or choose another kind of time.")
    if incident.time_kind == "part_of_day" and not incident.part_of_day:
        yield Disagreement(incident, "part_of_day", "Say which part of the day.")


def _date(draft: Draft) -> Iterator[Disagreement]:
    """An import may carry such rows as a warning; at the desk it is an error (SCHEMA 10)."""
    earliest = _earliest(draft.incident.date_edtf)
    if draft.is_imported or earliest is None:
        return
    for article in {each.article_id: each.article for each in draft.citations if each.article_id}.values():
        if article.published_latest and article.published_latest < earliest:
            yield Disagreement(draft.incident, "date_edtf", f"The date lies after “{article}” was published.")


def _earliest(edtf: str) -> date | None:
    try:
        return dates.parse(edtf).earliest
    except dates.EdtfError:
        return None  # told beside the field by its own validator


def _primary(draft: Draft) -> Iterator[Disagreement]:
    primary = [each for each in draft.locations if each.is_primary]
    for location in primary[1:]:
        yield Disagreement(
            location, "is_primary", "An incident has one primary location; another row is marked already."
        )
    for location in primary:
        if location.role == "launch":
            yield Disagreement(location, "is_primary", "A launch site is never the primary location.")


def _weapon_parts(draft: Draft) -> Iterator[Disagreement]:
    yield from _loops(draft.weapons, "subset_of", "This group would be part of itself.")
    parts: dict[int, list[WeaponUse]] = defaultdict(list)
    wholes = {id(each): each for each in draft.weapons}
    for weapon in draft.weapons:
        if (whole := _same(weapon.subset_of, draft.weapons)) is not None:
            parts[id(whole)].append(weapon)
    for key, members in parts.items():
        most, least = _most(wholes[key]), sum(_least(each) for each in members)
        if most is not None and least > most:
            yield Disagreement(
                members[-1], "subset_of", f"The parts add up to {least:,}, more than the whole, {most:,}."
            )


def _most(whole: WeaponUse) -> int | None:
    """The largest number a group can mean; None where the words leave it open."""
    return whole.high if whole.count_kind in ("exact", "at_most", "range", "none") else None


def _least(part: WeaponUse) -> int:
    return part.low or 0


def _voices(draft: Draft) -> Iterator[Disagreement]:
    for statement in draft.statements:
        speakers = draft.speakers.get(id(statement))
        if statement.voice == "named" and not speakers:
            yield Disagreement(statement, "speakers", "A named voice needs its speaker.")
        if statement.voice in ("unnamed", "anonymous") and not (speakers or statement.speaker_text):
            yield Disagreement(statement, "speaker_text", "Say how the speaker is described, or choose the body.")
        if statement.voice == "publisher" and speakers:
            yield Disagreement(
                statement, "voice", "The article itself has no speaker beside it: take one of them away."
            )


def _attributions(draft: Draft) -> Iterator[Disagreement]:
    for statement in draft.statements:
        blamed = draft.accused.get(id(statement)) or statement.accused_text
        if statement.kind == "accusation" and not blamed:
            yield Disagreement(statement, "accused", "An accusation needs the accused; a label will do.")
        if statement.kind == "assessment" and not blamed:
            yield Disagreement(statement, "accused", "Say whom the assessment names, in its words at least.")
        if statement.is_attribution() and statement.kind != "no_claim_reported" and not statement.wording:
            yield Disagreement(statement, "wording", "Say how sure the speaker sounds.")


def _repeats(draft: Draft) -> Iterator[Disagreement]:
    yield from _loops(draft.statements, "repeats", "A statement cannot repeat itself, nor one that repeats it.")


def _bases(draft: Draft) -> Iterator[Disagreement]:
    counted = {id(_account(each, draft)): _account(each, draft) for each in draft.casualty_counts}
    for statement in counted.values():
        if statement is not None and not statement.basis:
            yield Disagreement(statement, "basis", "Say on what basis this statement gives its figures.")


def _tolls(draft: Draft) -> Iterator[Disagreement]:
    for count in draft.casualty_counts:
        if count.of_which and not any(_is_whole_of(other, count, draft) for other in draft.casualty_counts):
            yield Disagreement(
                count, "of_which", "There is no other line of this statement that this one could be a part of."
            )


def _account(count: CasualtyCount, draft: Draft) -> Statement | None:
    try:
        return _same(count.statement, draft.statements)
    except ObjectDoesNotExist:
        return None  # a required field left blank, told beside it


def _is_whole_of(other: CasualtyCount, part: CasualtyCount, draft: Draft) -> bool:
    same_account = _account(other, draft) is not None and _account(other, draft) is _account(part, draft)
    return other is not part and not other.of_which and other.harm == part.harm and same_account


def _relations(draft: Draft) -> Iterator[Disagreement]:
    for relation in draft.relations:
        if relation.kind == "retaliation_for" and relation.asserted_by is None:
            yield Disagreement(relation, "asserted_by", "Retaliation needs the statement that says so.")
        if relation.to_incident_id is not None and relation.to_incident_id == draft.incident.pk:
            yield Disagreement(relation, "to_incident", "An incident cannot be related to itself.")


def _loops(rows: Sequence[Any], link: str, message: str) -> Iterator[Disagreement]:
    for row in rows:
        seen, step = {id(row)}, _same(getattr(row, link), rows)
        while step is not None and id(step) not in seen:
            seen.add(id(step))
            step = _same(getattr(step, link), rows)
        if step is row:
            yield Disagreement(row, link, message)


def _same(linked: Any, rows: Iterable[Any]) -> Any:
    """The row of the draft that a link means: the very instance, or the one with its key, which has the new values."""
    if linked is None:
        return None
    return next((row for row in rows if row is linked or (row.pk and row.pk == linked.pk)), None)


_RULES: tuple[Callable[[Draft], Iterator[Disagreement]], ...] = (
    _time, _date, _primary, _weapon_parts, _voices, _attributions, _repeats, _bases, _tolls, _relations,
)  # fmt: skip
