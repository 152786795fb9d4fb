"""Is a part of a toll larger than its whole? Owns which lines of one account cannot all be right (SCHEMA 3.11).

Only numbers that leave no way out are held against each other: “at least 3” is open above, and so is “about 3”.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from incidents.voices import ALL, Line


class Excess(NamedTuple):
    """Positions of the lines that are more than the one at ``whole``: one part, or groups that only together are."""

    parts: tuple[int, ...]
    whole: int
    least: int
    most: int


def excesses(lines: Sequence[Line]) -> list[Excess]:
    """Every part of one account that is more than its whole, in the order of the parts; sums of groups last."""
    if len({each.harm for each in lines}) == len(lines):
        return []  # a line each, which most accounts have
    alone = [found for position in range(len(lines)) for found in _above_its_whole(position, lines)]
    return [*alone, *(each for each in _together(lines) if not any(_is_group(one, lines) for one in alone))]


def _above_its_whole(position: int, lines: Sequence[Line]) -> Iterator[Excess]:
    part = lines[position]
    least = _least(part)
    for number, whole in enumerate(lines):
        most = _most(whole)
        if least is not None and most is not None and least > most and _is_part_of(part, whole):
            yield Excess((position,), number, least, most)
            return


def _is_part_of(part: Line, whole: Line) -> bool:
    if part.harm != whole.harm or whole.of_which:
        return False
    if part.of_which:
        return whole.group in (ALL, part.group)
    return part.group != ALL and whole.group == ALL


def _is_group(found: Excess, lines: Sequence[Line]) -> bool:
    return not lines[found.parts[0]].of_which


def _together(lines: Sequence[Line]) -> Iterator[Excess]:
    """Groups are different people, so they add up; subsets by age and sex may overlap, and do not."""
    for number, whole in enumerate(lines):
        most = _most(whole)
        parts = [position for position, each in enumerate(lines) if not each.of_which and _is_part_of(each, whole)]
        least = sum(_least(lines[position]) or 0 for position in parts)
        if most is not None and least > most:
            yield Excess(tuple(parts), number, least, most)


def _least(line: Line) -> int | None:
    return line.best if line.low is None else line.low


def _most(line: Line) -> int | None:
    return 0 if line.kind == "none_reported" else line.high
