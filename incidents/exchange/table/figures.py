"""What do the columns of a toll say? Owns one count, or low, best, high and state, as a line (SCHEMA 2.2, 9)."""

from collections.abc import Iterable, Mapping

from incidents import casualties, counts
from incidents.exchange.table.entry import TollLine
from incidents.exchange.table.sheet import Unreadable

Numbers = tuple[int | None, int | None, int | None]

_SILENT = ("none_reported", "unknown")


def kind_of(state: str, numbers: Numbers, *, zero: str) -> tuple[str, Numbers] | None:
    """The kind of count and its numbers; None where nothing is said. Unreadable where state and numbers disagree."""
    low, best, high = numbers
    given = [number for number in numbers if number is not None]
    if state in ("not_mentioned", *_SILENT):
        if any(given) or (given and state == "not_mentioned"):
            raise Unreadable(f"The state is {state}, and a number stands beside it.")
        return (state, (None, None, None)) if state in _SILENT else None
    if state == "none" or (given and not any(given) and len(given) == 3):
        if any(given):
            raise Unreadable("The state is none, and a number that is not 0 stands beside it.")
        return _zero(state or zero)
    if not given:
        if state == "figure":
            raise Unreadable("The state is figure, and no number stands beside it.")
        return None
    if given != sorted(given):
        raise Unreadable(f"Low, best and high are not in rising order: {_listed(numbers)}.")
    return _kind(low, best, high), numbers


def _zero(meant: str) -> tuple[str, Numbers]:
    if meant == "none":
        return "none", (0, 0, 0)
    if meant in _SILENT:
        return meant, (None, None, None)
    raise Unreadable("All three numbers are 0: say in a state column, or as “zero” in the map, what 0 means.")


def _kind(low: int | None, best: int | None, high: int | None) -> str:
    for kind in ("exact", "at_least", "at_most", "about"):
        if counts.problem(kind, low, best, high) is None:
            return kind
    return "range"


def _listed(numbers: Numbers) -> str:
    return ", ".join("blank" if number is None else str(number) for number in numbers)


def discrepancies(lines: Iterable[TollLine], told: Mapping[tuple[str, str], tuple[str, Numbers]]) -> list[str]:
    """Where the rules of figures make another figure of the lines than the row gives: that is said, never hidden.

    ``told`` holds (state, numbers) of the row by harm and group.
    """
    account = casualties.Account(
        id="1", origin="1", basis="media_or_witness", status="current", scope=None,
        lines=tuple(
            casualties.Line(
                each.toll.harm, each.toll.group, each.kind, each.low, each.best, each.high, each.toll.of_which
            )
            for each in lines
        ),
    )  # fmt: skip
    found = casualties.cells([account])
    said = []
    for (harm, group), (state, numbers) in told.items():
        cell = found.get((harm, None if group == "all" else group), casualties.Cell("not_mentioned"))
        ours = (cell.low, cell.best, cell.high)
        if (cell.state, ours) != (state, numbers):
            whose = "" if group == "all" else f" ({group})"
            said.append(
                f"The table gives {harm}{whose} as {_listed(numbers)} ({state}); by the rules of figures its row alone "
                f"gives {_listed(ours)} ({cell.state})."
            )
    return said
