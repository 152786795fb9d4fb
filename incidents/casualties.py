"""How many were hurt, as far as the accounts agree? From several accounts to one honest figure (SCHEMA 6).

None is an end that nobody stated. It is never read as zero: a low of None says nothing, a high of None is open.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from incidents.tolls import STATES, Cell, Total, total, total_words, words
from incidents.voices import (
    ALL,
    BASES,
    Account,
    Figure,
    Hearing,
    Line,
    Toll,
    Voice,
    add,
    hear,
    is_contested,
    read_group,
    read_toll,
    spread,
)

__all__ = (
    "BASES",
    "HARMS",
    "RULES",
    "STATES",
    "Account",
    "Cell",
    "Key",
    "Line",
    "PinError",
    "Total",
    "cell",
    "cells",
    "total",
    "total_words",
    "words",
)

HARMS: Final = ("killed", "injured", "missing", "abducted", "detained")

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pinned by an editor": "An editor chose this figure within the range of the reports and gave a public reason.",
        "only figure": "One independent account gives a single figure, and no other does.",
        "all origins agree": "Every independent account that gives a single figure gives this one.",
        "most origins": "More than half of the independent accounts that give a single figure give this one.",
        "best-placed origin": "Accounts differ; this is the figure of the one best placed to know.",
        "lowest figure": "Accounts differ and none is better placed; this is the lowest of their figures.",
        "accounts behind the total": "The accounts behind the total give this figure for the group.",
        "part of the incident only": "Only parts of the incident have figures; those of different parts are added.",
        "no single figure": "No account to be followed gives a single figure.",
        "accounts conflict": "Accounts contradict each other, so that no single figure stands.",
    }
)
"""How a cell's best figure was found, or why there is none, with the sentence that explains it to readers."""

Key = tuple[str, str | None]
"""A harm, and a group or None for the total."""


class PinError(ValueError):
    """A pinned figure that no report supports; the message says which and why."""


_NOTHING: Final = Figure(None, None, None)
_Choice = tuple[int | None, str]
_NO_CHOICE: Final[_Choice] = (None, "no single figure")


def cell(
    accounts: Iterable[Account],
    harm: str,
    group: str | None = None,
    pinned: int | None = None,
    *,
    pinned_total: int | None = None,
) -> Cell:
    """The cell of one harm, or of one group within it; `pinned_total` is the pin on the total that a group follows.

    Raises `PinError` for a pin outside what the accounts report.
    """
    pins = {(harm, None): pinned_total, (harm, group): pinned}
    live = [account for account in accounts if account.status == "current"]
    lines = [line for account in live for line in account.lines if line.harm == harm]
    groups = {line.group for line in lines} - {ALL} | ({group} if group else set())
    return _harm_cells(live, harm, groups, {key: pin for key, pin in pins.items() if pin is not None})[harm, group]


def cells(accounts: Iterable[Account], pins: Mapping[Key, int] | None = None) -> dict[Key, Cell]:
    """Every cell of an incident: the total of each harm, and of each group that an account splits off.

    `pins` holds the editor's figures by harm and group. Raises `PinError` for one that the accounts do not support.
    """
    live = [account for account in accounts if account.status == "current"]
    said = {(line.harm, line.group) for account in live for line in account.lines}
    pins = pins or {}
    found: dict[Key, Cell] = {}
    for harm in HARMS:
        groups = {group for spoken_of, group in said if spoken_of == harm and group != ALL}
        found |= _harm_cells(live, harm, groups, pins)
    for key in pins.keys() - found.keys():
        raise PinError(f"No account gives a number for {_named(key)}, so none can be pinned.")
    return found


def _choose(voices: Sequence[Voice]) -> _Choice:
    """The best figure and the rule that gave it: never an average, never a sum of rivals."""
    given = [voice for voice in voices if voice.figure.best is not None]
    values = [voice.figure.best for voice in given if voice.figure.best is not None]
    if not values:
        return _NO_CHOICE
    if len(set(values)) == 1:
        return values[0], "only figure" if len(values) == 1 else "all origins agree"
    if majority := [value for value in set(values) if values.count(value) * 2 > len(values)]:
        return majority[0], "most origins"
    top = min(voice.rank for voice in given)
    placed = {voice.figure.best for voice in given if voice.rank == top}
    return (placed.pop(), "best-placed origin") if len(placed) == 1 else (min(values), "lowest figure")


def _follow(voices: Sequence[Voice], backers: set[Hashable]) -> _Choice:
    """A group's figure comes from the accounts behind the total; if they disagree there is none."""
    values = {voice.figure.best for voice in voices if voice.origin in backers}
    if len(values) > 1:
        return None, "accounts conflict"
    best = values.pop() if values else None
    return _NO_CHOICE if best is None else (best, "accounts behind the total")


# One cell


def _settle(hearing: Hearing, whole: _Choice, parts: Sequence[_Choice]) -> Cell | None:
    """Put the voices on the whole and on the parts together, or None when nobody gives a number."""
    sides = [
        Figure(low, choice[0], high)
        for voices, choice in zip(hearing.parts.values(), parts, strict=True)
        for low, high in [spread([voice.figure for voice in voices])]
    ]
    summed = add(sides) if sides else _NOTHING
    origins = len(hearing.origins)
    if hearing.whole:
        return _settle_whole(hearing.whole, whole, summed, origins)
    if not any(any(voice.figure) for voices in hearing.parts.values() for voice in voices):
        return None
    contested = any(is_contested(voices) for voices in hearing.parts.values())
    return _state(Cell("figure", summed.low, summed.best, None, "part of the incident only", origins, contested))


def _settle_whole(voices: Sequence[Voice], choice: _Choice, parts: Figure, origins: int) -> Cell:
    """Parts set a floor under the accounts of the whole: they never lower a figure and never give the best."""
    figures = [voice.figure for voice in voices]
    low, high = spread(figures)
    best, rule = choice
    contested = is_contested(voices)
    floor = parts.low or 0
    if floor and all(figure.low is None for figure in figures):
        low = floor
    if best is not None and floor > best:
        best, rule = _NO_CHOICE
    if high is not None and floor > high:
        high, rule, contested = parts.high, "accounts conflict", True
    return _state(Cell("figure", low, best, high, rule, origins, contested))


def _state(draft: Cell) -> Cell:
    """A figure needs a number, and none is a figure of which every number is zero."""
    numbers = (draft.low, draft.best, draft.high)
    if numbers == (0, 0, 0):
        return replace(draft, state="none")
    if draft.best is None and draft.high is None and not draft.low and not (draft.low == 0 and draft.contested):
        return Cell("unknown")
    return draft


def _silence(live: Sequence[Account], harm: str, group: str | None) -> Cell:
    """What is said where no number is: each silence has its own word, and silence about a part is not of the whole."""
    state = "not_mentioned"
    for account in live:
        for line in account.lines:
            said = _silent_state(line, account.scope is None, harm, group)
            if said == "unknown":
                return Cell("unknown")
            state = said or state
    return Cell(state)


def _silent_state(line: Line, is_whole: bool, harm: str, group: str | None) -> str | None:
    unspecified = line.harm == "casualty_unspecified" and harm in ("killed", "injured")
    if not (line.harm == harm or (unspecified and is_whole)) or (group and line.group not in (group, ALL)):
        return None
    if line.kind == "unknown" or (line.kind == "words" and not unspecified and group in (None, line.group)):
        return "unknown"
    none_heard = line.kind == "none_reported" or (unspecified and line.kind == "none")
    return "none_reported" if none_heard and is_whole and line.group in (group, ALL) else None


# All cells of one harm


def _harm_cells(live: Sequence[Account], harm: str, groups: set[str], pins: Mapping[Key, int]) -> dict[Key, Cell]:
    tolls = [toll for account in live if (toll := read_toll(account, harm))]
    if not tolls:
        return {(harm, group): _pin(_silence(live, harm, group), (harm, group), pins) for group in (None, *groups)}
    hearing = hear(tolls, lambda toll: toll.total)
    parts = {scope: _choose(voices) for scope, voices in hearing.parts.items()}
    drafted = _settle(hearing, _choose(hearing.whole), list(parts.values())) or _silence(live, harm, None)
    total = _pin(_mark_denied_deaths(drafted, live, harm, hearing), (harm, None), pins)
    backers: dict[Hashable | None, set[Hashable]] = {None: _backers(hearing.whole, total.best)}
    backers |= {scope: _backers(voices, parts[scope][0]) for scope, voices in hearing.parts.items()}
    split = {}
    for group in sorted(groups):
        draft = _group_cell(tolls, group, backers, bool(hearing.whole)) or _silence(live, harm, group)
        split[group] = _pin(_bound(draft, total), (harm, group), pins)
    return {(harm, None): total} | {(harm, group): part for group, part in _bound_sum(split, total, harm, pins).items()}


def _backers(voices: Iterable[Voice], best: int | None) -> set[Hashable]:
    return {voice.origin for voice in voices if voice.figure.best == best}


def _group_cell(
    tolls: Sequence[Toll], group: str, backers: Mapping[Hashable | None, set[Hashable]], has_whole: bool
) -> Cell | None:
    """A group's cell before it is held against the total; `has_whole` when accounts of the whole give that total."""
    hearing = hear(tolls, lambda toll: read_group(toll, group))
    if has_whole:
        return _settle(hearing, _follow(hearing.whole, backers[None]), [_NO_CHOICE] * len(hearing.parts))
    parts = [_follow(voices, backers.get(scope, set())) for scope, voices in hearing.parts.items()]
    return _settle(hearing, _choose(hearing.whole), parts)


def _mark_denied_deaths(total: Cell, live: Sequence[Account], harm: str, hearing: Hearing) -> Cell:
    """“No casualties” may or may not speak of the hurt, but always of the dead: beside a count of them it conflicts."""
    if harm != "killed" or not (total.low or total.best):
        return total
    counting = hearing.origins
    denied = any(
        line.harm == "casualty_unspecified" and line.kind == "none" and line.group == ALL
        for account in live
        if account.scope is None and account.origin not in counting
        for line in account.lines
    )
    return replace(total, contested=True) if denied else total


def _bound(part: Cell, total: Cell) -> Cell:
    """Keep a group within its total: what exceeds it does not stand, and the accounts are said to conflict."""
    if total.state not in ("figure", "none") or part.state not in ("figure", "none"):
        return part
    ceiling = total.high if total.best is None else total.best
    limits = [n for n in (total.low, ceiling) if n is not None]
    low_exceeds = part.low is not None and part.low > min(limits, default=part.low)
    best_exceeds = part.best is not None and ceiling is not None and part.best > ceiling
    high_exceeds = part.high is not None and total.high is not None and part.high > total.high
    if not (low_exceeds or best_exceeds or high_exceeds):
        return part
    return _state(
        replace(
            part,
            low=None if low_exceeds else part.low,
            best=None if best_exceeds else part.best,
            high=total.high if high_exceeds or part.high is None else part.high,
            rule="accounts conflict" if best_exceeds or part.best is None else part.rule,
            contested=True,
        )
    )


def _bound_sum(groups: dict[str, Cell], total: Cell, harm: str, pins: Mapping[Key, int]) -> Mapping[str, Cell]:
    """Groups that together exceed the total keep their ranges and lose their single figures, unless pinned."""
    ceiling = total.high if total.best is None else total.best
    if ceiling is None or sum(part.best or 0 for part in groups.values()) <= ceiling:
        return groups
    if sum(pins.get((harm, group), 0) for group in groups) > ceiling:
        raise PinError(f"The figures pinned for groups add up to more than the {ceiling:,} {harm} in total.")
    return {group: part if (harm, group) in pins else _without_best(part, total.high) for group, part in groups.items()}


def _without_best(part: Cell, ceiling: int | None) -> Cell:
    if not part.best:
        return part
    high = ceiling if part.high is None else part.high
    return _state(replace(part, best=None, high=high, rule="accounts conflict", contested=True))


def _pin(draft: Cell, key: Key, pins: Mapping[Key, int]) -> Cell:
    pinned = pins.get(key)
    if pinned is None:
        return draft
    if draft.state not in ("figure", "none"):
        raise PinError(f"No account gives a number for {_named(key)}, so none can be pinned.")
    if pinned < (draft.low or 0) or (draft.high is not None and pinned > draft.high):
        upper = "any number" if draft.high is None else f"{draft.high:,}"
        reports = f"the reports, which run from {draft.low or 0:,} to {upper}"
        raise PinError(f"{pinned:,} for {_named(key)} is outside {reports}.")
    return replace(draft, best=pinned, rule="pinned by an editor")


def _named(key: Key) -> str:
    harm, group = key
    return harm if group is None else f"{harm}, group {group}"
