"""Which row of one public record became which row of another? Owns the pairing of rows that have no keys (pure).

A row is paired with the one that says the same, else with the one that is most like it, else it stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

ALIKE_ENOUGH: Final = 0.5
"""The share of its values that a row must have kept to count as changed, and not as another."""


@dataclass(eq=False)
class Line:
    """A row as it is compared: its values in words, what it points to by reference, and its own reference.

    Rows with different ``key`` are never the same one; ``links`` that lead within the list are not given.
    """

    said: dict[str, str]
    links: Mapping[str, str | None] = field(default_factory=dict)
    ref: str = ""
    key: str = ""


Pair = tuple[Any, Any]


def pairs(old: Sequence[Line], new: Sequence[Line], same: Mapping[str, str] | None = None) -> list[Pair]:
    """Every row of both once, in the order of ``new``, then what has gone; None stands for what is not there.

    ``same`` leads from the reference of an old row to that of the new one it became, for the links.
    """
    same = same or {}
    partners = _equal(old, new, same)
    _add_alike(_without(old, partners.values()), [each for each in new if each not in partners], partners, same)
    return [(partners.get(now), now) for now in new] + [(was, None) for was in _without(old, partners.values())]


def _without(lines: Sequence[Line], taken: Iterable[Line]) -> list[Line]:
    gone = set(taken)
    return [each for each in lines if each not in gone]


def _equal(old: Sequence[Line], new: Sequence[Line], same: Mapping[str, str]) -> dict[Line, Line]:
    """New row → old row where both say the same."""
    waiting: dict[tuple[Any, ...], list[Line]] = defaultdict(list)
    for was in old:
        waiting[_fingerprint(was, [same.get(link or "", link) for link in was.links.values()])].append(was)
    found = {}
    for now in new:
        if partners := waiting[_fingerprint(now, now.links.values())]:
            found[now] = partners.pop(0)
    return found


def _fingerprint(line: Line, links: Iterable[str | None]) -> tuple[Any, ...]:
    return (line.key, *sorted(line.said.items()), *links)


def _add_alike(old: list[Line], new: list[Line], partners: dict[Line, Line], same: Mapping[str, str]) -> None:
    scored = [(_likeness(was, now, same), was, now) for was in old for now in new if was.key == now.key]
    # The rows of one list keep their order, so that of two that are as much alike the first is the one.
    gone: set[Line] = set()
    for likeness, was, now in sorted(scored, key=lambda each: -each[0]):
        if likeness >= ALIKE_ENOUGH and was not in gone and now not in partners:
            partners[now] = was
            gone.add(was)


def _likeness(was: Line, now: Line, same: Mapping[str, str]) -> float:
    """The share of values, links included, that two rows have in common."""
    names = {*was.said, *now.said}
    shared = sum(1 for name in names if was.said.get(name) == now.said.get(name))
    given = [link for link in now.links if was.links[link] or now.links[link]]
    linked = sum(1 for link in given if is_same(was.links[link], now.links[link], same))
    return (shared + linked) / ((len(names) + len(given)) or 1)


def is_same(was: str | None, now: str | None, same: Mapping[str, str]) -> bool:
    """Whether an old row's link and a new row's lead to the same row."""
    return same.get(was) == now if was else not now
