"""What is a person told of a judgement? Owns how the table was read, its problems and what deserves a look.

The ledger keeps every row with its own reason; here what one setting of the map would mend, or one word, is one line.
"""

from collections.abc import Iterable

from incidents import codebook
from incidents.exchange.table.judgement import Judgement
from incidents.exchange.table.mapping import LABELS, not_read
from incidents.exchange.table.sheet import Problem

Told = tuple[str, Problem]
"""The name of the file, and what is said of it."""

SHOWN = 3
"""Places that are named of many. So many problems of one setting, and it may be the cells that are wrong."""


_MOST_NAMED = 10


def problems(judgement: Judgement) -> list[Told]:
    """Everything that is wrong, in the order of the files and lines, many cells under one setting or word as one."""
    return list(_gathered(judgement.problems()))


def remarks(judgement: Judgement) -> list[Told]:
    """What deserves a look of the rows that come in."""
    return [(judgement.main.file.name, each) for verdict in judgement.main.verdicts for each in verdict.remarks]


def facts(judgement: Judgement) -> list[str]:
    """How the table was read, and what of it was not."""
    sheet, orders = judgement.sheet, judgement.table.orders
    told = [f"{name}: {value}." for name, value in sheet.told]
    told += [f"Dates in “{heading}”: {each.order}, {each.proof}." for heading, each in orders.items() if each.order]
    if left := [] if judgement.map.is_own else not_read(judgement.map, sheet):
        told.append(f"Columns that are not read: {', '.join(left)}.")
    if sheet.other_sheets:
        told.append(f"Other sheets, not read: {', '.join(sheet.other_sheets)}.")
    if judgement.new_actors:
        told.append(f"New actors: {_few([*_with_kinds(judgement)])}.")
    if without := _without_a_country(judgement):
        told.append(without)
    if provinces := _strange_provinces(judgement):
        told.append(f"Provinces that ISO 3166-2 does not know, kept as they are written: {provinces}.")
    return [*told, *sheet.remarks]


def _without_a_country(judgement: Judgement) -> str:
    """What lies at sea may have none; of anything else it is likelier that the column was left out."""
    found = [] if judgement.map.is_own else [each.line for each in judgement.entries.values() if not each.where.country]
    lines = ", ".join(f"{line:,}" for line in found[:SHOWN])
    if not found:
        return ""
    if len(found) == 1:
        said = f"1 row has no country, in line {lines}: a search by country does not find it, and its point is"
    else:
        rows = f"{len(found):,} rows have no country, the first in line {lines}"
        said = f"{rows}: a search by country does not find them, and their points are"
    return f"{said} held against none."


def _strange_provinces(judgement: Judgement) -> str:
    """A province without its code is not found by it: the map can say what it is called (values.admin1)."""
    places = [] if judgement.map.is_own else [each.where for each in judgement.entries.values()]
    names = list(dict.fromkeys(each.admin1 for each in places if each.admin1 and each.country and not each.admin1_code))
    return _few(names)


def _with_kinds(judgement: Judgement) -> Iterable[str]:
    kinds = {actor.name: actor.kind for actor in judgement.new_actors.values()}
    return (f"{name} ({codebook.ACTOR_KIND.label(kind)})" for name, kind in kinds.items())


def _few(names: list[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (f" and {len(names) - _MOST_NAMED:,} more" if names[_MOST_NAMED:] else "")


def _gathered(found: Iterable[Told]) -> Iterable[Told]:
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for file, problem in found:
        key = (file, problem.setting) if problem.setting else (file, problem.column, problem.reason)
        groups.setdefault(key, []).append(problem)
    told = [(key[0], each) for key, members in groups.items() for each in _one_or_all(members)]
    order = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in told))}
    return sorted(told, key=lambda each: (order[each[0]], each[1].line))


def _one_or_all(members: list[Problem]) -> list[Problem]:
    first = members[0]
    if len(members) <= (SHOWN if first.setting else 1):
        return members
    columns = ", ".join(dict.fromkeys(each.column for each in members))
    places = "; ".join(f"line {each.line:,}{f', {each.column}' if each.column else ''}" for each in members[:SHOWN])
    said = f"{first.reason} So it is in {len(members):,} rows, the first: {places}."
    if first.setting:
        label = LABELS.get(first.setting, first.setting)
        said = (
            f"{len(members):,} cells cannot be read with “{label}” ({first.setting}) as it is set now. The first: "
            f"{places}. There: {first.reason}"
        )
    return [Problem(first.line, columns, said, first.setting)]
