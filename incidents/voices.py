"""What does each account say? One statement's figures, and its copies tied to one voice (SCHEMA 6, rules 2 and 4).

None is an end that nobody stated. It is never read as zero: a low of None says nothing, a high of None is open.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

ALL: Final = "all"
"""The group of a count that is not split."""

BASES: Final = (
    "official_record",
    "investigation",
    "authority_named",
    "media_or_witness",
    "authority_anonymous",
    "opposing_party",
    "unsourced",
)
"""How well an account is placed to know, the best first (SCHEMA 3.10)."""

_RANK: Final = {basis: rank for rank, basis in enumerate(BASES)}


@dataclass(frozen=True, slots=True)
class Line:
    """One count of an account, in the codes of SCHEMA 3.11; the numbers must agree with the kind (`counts.problem`)."""

    harm: str
    group: str
    kind: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    of_which: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What one statement says of the whole incident, or of one part of it when `scope` is set.

    `origin` is the id of the account this one repeats, its own id otherwise. Parts must not overlap. A statement that
    speaks of the whole and of parts is one account for each, with the same id and origin.
    """

    id: Hashable
    origin: Hashable
    basis: str
    status: str
    scope: Hashable | None
    lines: Sequence[Line]


class Figure(NamedTuple):
    """Three numbers as one account gives them, for one harm or one group."""

    low: int | None
    best: int | None
    high: int | None


class Voice(NamedTuple):
    """One independent account, with what all its copies say; `split` when they contradict each other."""

    origin: Hashable
    figure: Figure
    rank: int
    split: bool


class Hearing(NamedTuple):
    """The voices that give a number for one cell: on the whole incident, and on each part of it."""

    whole: list[Voice]
    parts: dict[Hashable, list[Voice]]

    @property
    def origins(self) -> set[Hashable]:
        return {voice.origin for voices in (self.whole, *self.parts.values()) for voice in voices}


class Toll(NamedTuple):
    """An account's lines on one harm, and the total that follows from them."""

    account: Account
    lines: list[Line]
    total: Figure | None


def read_toll(account: Account, harm: str) -> Toll | None:
    """What an account says of one harm, or None when it does not speak of it."""
    lines = [line for line in account.lines if line.harm == harm]
    return Toll(account, lines, _read_total(lines)) if lines else None


def read_group(toll: Toll, group: str) -> Figure | None:
    """What one account says of a group: its lines, else a subset, else zero if its own closed split leaves no room."""
    mine = [_figure(line) for line in toll.lines if line.group == group and not line.of_which]
    if mine:
        figure = add(mine)
        return figure if _says_something(figure) else None
    if subsets := [line for line in toll.lines if line.group == group]:
        return _read_subsets(subsets)
    plain = {line.group for line in toll.lines if not line.of_which}
    is_full_split = plain and plain.isdisjoint((ALL, "unknown")) and toll.total and toll.total.high is not None
    return Figure(0, 0, 0) if is_full_split else None


def add(figures: Sequence[Figure]) -> Figure:
    """Add figures of different people: an unstated best or high leaves the sum's open; what floors there are hold."""
    if len(figures) == 1:
        return figures[0]
    floors = [figure.low for figure in figures if figure.low is not None]
    bests = [figure.best for figure in figures if figure.best is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    return Figure(
        sum(floors) if floors else None,
        sum(bests) if len(bests) == len(figures) else None,
        sum(highs) if len(highs) == len(figures) else None,
    )


def _figure(line: Line) -> Figure:
    if line.low is not None and line.low == line.high:
        return Figure(line.low, line.low, line.low)
    return Figure(line.low, line.best, line.high)


def _says_something(figure: Figure) -> bool:
    return bool(figure.low) or figure.best is not None or figure.high is not None


def _read_total(lines: Sequence[Line]) -> Figure | None:
    """What one account says of everybody, or None when it gives no number.

    Its own total wins over its groups. Groups add up, and a group without a number leaves the sum open. Groups that
    are all zero say nothing of other people, and a subset without its whole proves a floor only.
    """
    plain = [line for line in lines if not line.of_which]
    overall = [_figure(line) for line in plain if line.group == ALL]
    split = [_figure(line) for line in plain if line.group != ALL]
    subsets = _read_subsets([line for line in lines if line.of_which])
    if overall and _says_something(total := add(overall)):
        return _raise_floor(total, split, subsets)
    if any(any(figure) for figure in split):
        return _raise_floor(add(split + overall), [], subsets)
    return Figure(subsets.low, None, None) if subsets and subsets.low else None


def _raise_floor(total: Figure, split: Sequence[Figure], subsets: Figure | None) -> Figure:
    """A total without a best cannot be lower than the people whom the same account counts within it."""
    floor = max(sum(figure.low or 0 for figure in split), (subsets.low if subsets else None) or 0)
    is_possible = total.high is None or floor <= total.high
    return total._replace(low=floor) if total.best is None and floor > (total.low or 0) and is_possible else total


def _read_subsets(lines: Sequence[Line]) -> Figure | None:
    """Subsets may overlap, so that several only prove the largest of their floors."""
    if len(lines) == 1:
        figure = _figure(lines[0])
        return figure if _says_something(figure) else None
    floor = max((line.low for line in lines if line.low), default=None)
    return Figure(floor, None, None) if floor else None


def hear(tolls: Sequence[Toll], read: Callable[[Toll], Figure | None]) -> Hearing:
    """Sort what `read` finds in each account by part and by origin; an account in which it finds nothing is silent."""
    heard: dict[Hashable, dict[Hashable, list[tuple[Account, Figure]]]] = {}
    for toll in tolls:
        if (figure := read(toll)) is not None:
            account = toll.account
            heard.setdefault(account.scope, {}).setdefault(account.origin, []).append((account, figure))
    voices = {scope: [_voice(*item) for item in origins.items()] for scope, origins in heard.items()}
    return Hearing(voices.pop(None, []), voices)


def _voice(origin: Hashable, copies: list[tuple[Account, Figure]]) -> Voice:
    """One origin, one voice: outlets that print it differently give a range; its own rank counts, not theirs."""
    figures = [figure for _, figure in copies]
    ranks = [_RANK.get(account.basis, len(BASES)) for account, _ in copies if account.id == origin]
    rank = min(ranks or [_RANK.get(account.basis, len(BASES)) for account, _ in copies])
    if len(set(figures)) == 1:
        return Voice(origin, figures[0], rank, False)
    bests = {figure.best for figure in figures}
    low, high = spread(figures)
    return Voice(origin, Figure(low, bests.pop() if len(bests) == 1 else None, high), rank, _conflict(figures))


def spread(figures: Sequence[Figure]) -> tuple[int | None, int | None]:
    """The smallest and the largest figure; a floor falls when another account's figure lies under it."""
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    bests = [figure.best for figure in figures if figure.best is not None]
    low = min(lows, default=None)
    if low is not None and min(bests + highs, default=low) < low:
        low = None
    return low, max(highs) if len(highs) == len(figures) else None


def _conflict(figures: Sequence[Figure]) -> bool:
    """Whether figures cannot all be right: single figures differ, or one account's floor is above another's ceiling."""
    if len({figure.best for figure in figures if figure.best is not None}) > 1:
        return True
    floors = [figure.best if figure.low is None else figure.low for figure in figures]
    ceilings = [figure.best if figure.high is None and figure.low is None else figure.high for figure in figures]
    highest_floor = max((floor for floor in floors if floor is not None), default=0)
    return any(ceiling is not None and ceiling < highest_floor for ceiling in ceilings)


def is_contested(voices: Sequence[Voice]) -> bool:
    """Whether voices contradict each other, or the copies of one of them do."""
    return any(voice.split for voice in voices) or (len(voices) > 1 and _conflict([voice.figure for voice in voices]))
