"""What follows from the coded rows? Owns how rows become the input of the pure rules on tolls and responsibility."""

from collections import defaultdict
from collections.abc import Iterable

from incidents import attribution, casualties
from incidents.models import Actor, CasualtyCount, Statement
from incidents.publishing.coding import Coding

ALWAYS_SHOWN = (("killed", "all"), ("injured", "all"))


def accounts(coding: Coding) -> list[casualties.Account]:
    """One account for each statement and each part of the incident that it speaks for."""
    statements = {statement.pk: statement for statement in coding.statements}
    scopes = _separate_parts(coding)
    lines: dict[tuple[int, int | None], list[casualties.Line]] = defaultdict(list)
    for count in coding.casualty_counts:
        part = scopes.get(count.scope_id) if count.scope_id else None
        lines[count.statement_id, part].append(line_of(count, is_inner=part != count.scope_id))
    return [
        casualties.Account(
            id=str(statement_id),
            origin=str(origin(statements[statement_id], statements).pk),
            basis=statements[statement_id].basis or "unsourced",
            status=statements[statement_id].status,
            scope=part,
            lines=tuple(told),
        )
        for (statement_id, part), told in lines.items()
    ]


def _separate_parts(coding: Coding) -> dict[int, int]:
    """Each part that a toll speaks for → the widest part spoken for that holds it, so that parts never overlap."""
    whole_of = {weapon.pk: weapon.subset_of_id for weapon in coding.weapons}
    spoken_for = {count.scope_id for count in coding.casualty_counts if count.scope_id}
    return {part: _widest(part, whole_of, spoken_for) for part in spoken_for}


def _widest(part: int, whole_of: dict[int, int | None], spoken_for: set[int]) -> int:
    widest, seen, each = part, {part}, whole_of.get(part)
    while each is not None and each not in seen:
        widest = each if each in spoken_for else widest
        seen.add(each)
        each = whole_of.get(each)
    return widest


def line_of(count: CasualtyCount, *, is_inner: bool = False) -> casualties.Line:
    """A line about a part inside a wider part spoken for is a subset there: a floor, never added."""
    return casualties.Line(
        harm=count.harm, group=count.group, kind=count.count_kind, low=count.low, best=count.best, high=count.high,
        of_which=count.of_which or is_inner,
    )  # fmt: skip


def origin(statement: Statement, statements: dict[int, Statement]) -> Statement:
    """The statement that this one repeats in the end. In a loop, the one with the lowest key."""
    seen = [statement]
    while (repeated := statements.get(seen[-1].repeats_id or 0)) is not None:
        if repeated in seen:
            return min(seen[seen.index(repeated) :], key=lambda each: each.pk)
        seen.append(repeated)
    return seen[-1]


def cells(coding: Coding) -> dict[tuple[str, str], casualties.Cell]:
    """(harm, group) → the published figure; group ``all`` is the total. ValueError: a pin lies outside its range."""
    if coding.figures is None:
        coding.figures = _cells(coding)
    return coding.figures


def _cells(coding: Coding) -> dict[tuple[str, str], casualties.Cell]:
    pins = {(pin.harm, _group(pin.group)): pin.best for pin in coding.pinned_figures}
    found = casualties.cells(accounts(coding), pins)
    return {(harm, group or "all"): cell for (harm, group), cell in found.items()}


def _group(group: str) -> str | None:
    return None if group == "all" else group


def responsibility(coding: Coding) -> str:
    """The code of SCHEMA 4.6 that follows from the current statements about the incident."""
    return attribution.responsibility(_claim(statement, coding) for statement in coding.statements)


def _claim(statement: Statement, coding: Coding) -> attribution.Claim:
    """The claim is made by whoever it is made for; a label is nobody's name."""
    claimants = [statement.on_behalf_of] if statement.on_behalf_of else coding.speakers.get(statement.pk, [])
    accused = coding.accused.get(statement.pk, [])
    return attribution.Claim(
        kind=statement.kind,
        status=statement.status,
        about_incident=statement.about_incident,
        about_certainty=statement.about_certainty,
        speakers=_keys(actor for actor in claimants if not actor.is_label()),
        accused=_keys(actor for actor in accused if not actor.is_label()),
        accused_labels=_keys(actor for actor in accused if actor.is_label()),
        wording=statement.wording,
    )


def _keys(actors: Iterable[Actor]) -> frozenset[int]:
    return frozenset(actor.pk for actor in actors)


def number_of_origins(coding: Coding) -> int:
    """How many independent accounts there are of what happened: current ones, each origin and each speaker once."""
    statements = {statement.pk: statement for statement in coding.statements}
    with_figures = {count.statement_id for count in coding.casualty_counts}
    told = [
        each
        for each in coding.statements
        if each.status == "current" and each.about_incident and (each.kind == "account" or each.pk in with_figures)
    ]
    return len({_voice(origin(statement, statements), coding) for statement in told})


def _voice(statement: Statement, coding: Coding) -> frozenset[int] | int:
    """Who speaks; a statement without a known speaker is a voice of its own."""
    return _keys(coding.speakers.get(statement.pk, [])) or statement.pk
