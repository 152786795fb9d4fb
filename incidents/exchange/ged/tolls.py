"""How many does a UCDP row say were killed? Owns best, low, high and the deaths by side → toll lines (SCHEMA 10)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from incidents.exchange.ged.files import UnreadableError

MOST = 2_147_483_647  # what the column holds on either engine
_PEOPLE = re.compile(r"([0-9]{1,12})(\.0*)?")
_GROUP_COLUMNS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


class Figure(NamedTuple):
    """Three numbers of people; None where no number is given."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class TollLine:
    """One line of the toll: ``kind`` is a count_kind, ``side`` the column of the side whose people they were.

    ``cell`` is the row's own cell that says it, ``column`` its name, ``words`` the other cells it rests on.
    """

    group: str
    kind: str
    figure: Figure
    column: str
    cell: str
    side: str = ""
    words: str = ""


def toll_lines(
    cells: dict[str, str], violence_type: str, kinds: dict[str, str]
) -> tuple[tuple[TollLine, ...], list[str]]:
    """The total and the groups of a row, and where its numbers contradict each other. ``kinds``: actor by side column.

    A blank cell is no number: without any number there is no line. UnreadableError for what is no whole number.
    """
    given = Figure(*(_people(cells, column) for column in ("low", "best", "high")))
    groups = {column: people for column in _GROUP_COLUMNS if (people := _people(cells, column)) is not None}
    split = _split(groups, given)
    total = _widest(given, split)
    lines = [_total_line(total, given, cells)] if any(number is not None for number in total) else []
    put = _how_groups_are_put(given, split, lines)
    for column, people in groups.items():
        if people:
            side = _side(column, violence_type)
            group = _group(column, violence_type, kinds.get(side, ""))
            kind, figure = put(people)
            lines.append(TollLine(group, kind, figure, column, cells[column].strip(), side))
    return tuple(lines), _doubts(given, split)


def _split(groups: dict[str, int], given: Figure) -> int | None:
    """The deaths by side together. Without one of the columns they say something only where they exceed the best."""
    together = sum(groups.values())
    is_whole = len(groups) == len(_GROUP_COLUMNS)
    return together if is_whole or (given.best is not None and together > given.best) else None


def _people(cells: dict[str, str], column: str) -> int | None:
    text = cells.get(column, "").strip()
    if not text:
        return None
    found = _PEOPLE.fullmatch(text)
    if not found:
        raise UnreadableError(f"“{text}” is not a whole number of people.", column=column)
    if int(found[1]) > MOST:
        raise UnreadableError(f"{found[1]} is more people than can be stored.", column=column)
    return int(found[1])


def _doubts(given: Figure, split: int | None) -> list[str]:
    low, best, high = given
    doubts = []
    if low is not None and best is not None and best < low:
        doubts.append(f"The best estimate ({best}) is below the low one ({low}).")
    if best is not None and high is not None and best > high:
        doubts.append(f"The best estimate ({best}) is above the high one ({high}).")
    if low is not None and high is not None and low > high:
        doubts.append(f"The low estimate ({low}) is above the high one ({high}).")
    if split is not None and best is not None and split != best:
        doubts.append(f"The deaths by side add up to {split}, not to the best estimate ({best}).")
    return doubts


def _widest(given: Figure, split: int | None) -> Figure:
    """The given range, stretched over every number of the row where they contradict each other."""
    numbers = [number for number in (*given, split) if number is not None]
    return Figure(None if given.low is None else min(numbers), given.best, None if given.high is None else max(numbers))


def _total_line(total: Figure, given: Figure, cells: dict[str, str]) -> TollLine:
    column = next(name for name in ("best", "low", "high") if getattr(given, name) is not None)
    kind = _kind(total)
    words = _words(given) if kind == "range" else ""
    return TollLine("all", kind, total, column, cells[column].strip(), words=words)


def _words(given: Figure) -> str:
    return ", ".join(f"{name} {number}" for name, number in given._asdict().items() if number is not None)


def _kind(total: Figure) -> str:
    if total == (0, 0, 0):
        return "none"
    return "exact" if total.low == total.best == total.high else "range"


def _how_groups_are_put(given: Figure, split: int | None, lines: list[TollLine]) -> Callable[[int], tuple[str, Figure]]:
    """Groups are exact only when the total is; groups that exceed the total are only the most there were."""
    if split is not None and given.best is not None and split > given.best:
        return lambda people: ("range", Figure(None, None, people))
    if lines and lines[0].kind == "exact":
        return lambda people: ("exact", Figure(people, people, people))
    return lambda people: ("range", Figure(None, people, None))


def _side(column: str, violence_type: str) -> str:
    """The column of the side whose people these were; civilians are a side where they were attacked as such."""
    if column == "deaths_civilians":
        return "side_b" if violence_type == "one_sided" else ""
    return {"deaths_a": "side_a", "deaths_b": "side_b"}.get(column, "")


def _group(column: str, violence_type: str, kind: str) -> str:
    """Whose dead they were: in non-state violence armed groups on both sides, else by the kind of the side."""
    if column == "deaths_civilians":
        return "civilian"
    if column == "deaths_unknown":
        return "unknown"
    if violence_type == "non_state":
        return "armed_group"
    return {"state": "security_force", "community": "civilian"}.get(kind, "armed_group")
