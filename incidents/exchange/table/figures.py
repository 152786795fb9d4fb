"""What do the columns of a toll say? Owns one count, or low, best, high and state, as a line (SCHEMA 2.2, 9)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from incidents import breakdown, casualties, codebook, counts
from incidents.exchange.table.entry import TollLine
from incidents.exchange.table.sheet import Problem, Unreadable

Numbers = tuple[int | None, int | None, int | None]
Told = Mapping[tuple[str, str], tuple[str, Numbers]]
"""State and numbers that the row itself gives, by harm and group."""

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


def remarks(accounts: Iterable[Sequence[TollLine]], line: int) -> Iterator[Problem]:
    """Where a part of a toll is more than its whole; ``accounts`` are the tolls of a row, each somebody's own."""
    for lines in accounts:
        for found in breakdown.excesses([_line(each) for each in lines]):
            parts, whole = [lines[each] for each in found.parts], lines[found.whole]
            more = " and ".join(f"{figure_words(each)} (column {each.said.column})" for each in parts)
            said = f"The table gives {more}, which is more than {figure_words(whole)} (column {whole.said.column})."
            yield Problem(line, parts[0].said.column, said)


def figure_words(line: TollLine) -> str:
    """The figure as it is shown: “killed (child): 4”."""
    number = counts.words(line.kind, line.low, line.best, line.high, said=line.words)
    toll = line.toll
    whose = [
        codebook.GROUP.label(toll.group).lower() if toll.group != "all" else "",
        codebook.AGE.label(toll.age).lower() if toll.age else "",
        codebook.SEX.label(toll.sex).lower() if toll.sex else "",
    ]
    people = ", ".join(filter(None, whose))
    return f"{codebook.HARM.label(toll.harm).lower()}{f' ({people})' if people else ''}: {number}"


def _line(line: TollLine) -> casualties.Line:
    toll = line.toll
    return casualties.Line(toll.harm, toll.group, line.kind, line.low, line.best, line.high, toll.of_which)


def discrepancies(lines: Iterable[TollLine], told: Told, line: int) -> list[Problem]:
    """Where the rules of figures make another figure of the lines than the row gives: that is said, never hidden."""
    if not told:
        return []
    account = casualties.Account(
        id="1", origin="1", basis="media_or_witness", status="current", scope=None,
        lines=tuple(_line(each) for each in lines),
    )  # fmt: skip
    found = casualties.cells([account])
    said = []
    for (harm, group), (state, numbers) in told.items():
        cell = found.get((harm, None if group == "all" else group), casualties.Cell("not_mentioned"))
        ours = (cell.low, cell.best, cell.high)
        if (cell.state, ours) != (state, numbers):
            whose = "" if group == "all" else f" ({group})"
            reason = (
                f"The table gives {harm}{whose} as {_listed(numbers)} ({state}); by the rules of figures its row alone "
                f"gives {_listed(ours)} ({cell.state})."
            )
            said.append(Problem(line, "", reason))
    return said
