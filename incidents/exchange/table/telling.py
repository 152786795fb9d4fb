"""What is a person told of a judgement? Owns the lists of problems and remarks: one wrong setting is told once.

The ledger keeps every row with its own reason; here what one setting of the map would mend is one line.
"""

from collections.abc import Iterable

from incidents.exchange.table.judgement import Judgement
from incidents.exchange.table.sheet import Problem

Told = tuple[str, Problem]
"""The name of the file, and what is said of it."""

SHOWN = 3
"""Places that are named of a setting. So many problems of it, and it may be the cells that are wrong."""


def problems(judgement: Judgement) -> list[Told]:
    """Everything that is wrong, in the order of the files and lines, many cells under one setting as one."""
    return list(_gathered(judgement.problems()))


def remarks(judgement: Judgement) -> list[Told]:
    """What deserves a look of the rows that come in."""
    return [(judgement.main.file.name, each) for verdict in judgement.main.verdicts for each in verdict.remarks]


def _gathered(found: Iterable[Told]) -> Iterable[Told]:
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for number, (file, problem) in enumerate(found):
        key = (file, problem.setting) if problem.setting else (file, number)
        groups.setdefault(key, []).append(problem)
    told = [(str(file), each) for (file, _), members in groups.items() for each in _one_or_all(members)]
    order = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in told))}
    return sorted(told, key=lambda each: (order[each[0]], each[1].line))


def _one_or_all(members: list[Problem]) -> list[Problem]:
    if len(members) <= SHOWN:
        return members
    first = members[0]
    columns = ", ".join(dict.fromkeys(each.column for each in members))
    places = "; ".join(f"line {each.line:,}, {each.column}" for each in members[:SHOWN])
    said = (
        f"{len(members):,} cells cannot be read as “{first.setting}” stands in the map now. The first: {places}. "
        f"There: {first.reason}"
    )
    return [Problem(first.line, columns, said, first.setting)]
