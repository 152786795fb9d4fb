"""How far can each field be relied on? Owns the table of agreement: units, alpha and the disagreements, field by field.

A unit is one incident of one article, as two people coded it. One that only one of them has is a unit with a missing
value: it is listed, and weighs on no field.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from incidents.coding.agreement import Agreement, measure
from incidents.coding.compared import FIELDS, Field
from incidents.coding.doubled import Doubled, Pair, Told


@dataclass(frozen=True)
class Difference:
    """One incident on which two coders differ, in words."""

    doubled: Doubled
    pair: Pair
    first: str
    second: str


@dataclass(frozen=True)
class Row:
    """One field with what was measured of it."""

    field: Field
    agreement: Agreement
    differences: Sequence[Difference] = ()


@dataclass(frozen=True)
class Unmatched:
    """An incident that only one of two coders has. ``turn`` is first or second."""

    doubled: Doubled
    turn: str
    told: Told


def between(
    found: Iterable[Doubled], *, coders: frozenset[int] | None, since: dt.date | None, until: dt.date | None
) -> list[Doubled]:
    """Those coded by these two, in either round, and done from one day to the other, both included."""
    return [
        each
        for each in found
        if (coders is None or {coder.pk for coder in each.coders} == coders)
        and (since is None or each.at.date() >= since)
        and (until is None or each.at.date() <= until)
    ]


def table(found: Sequence[Doubled]) -> list[Row]:
    """Every compared field in its order."""
    both = [(each, pair) for each in found for pair in each.pairs if None not in pair]
    return [Row(each, _measure(both, each), list(_differences(both, each))) for each in FIELDS]


def _measure(both: list[tuple[Doubled, Pair]], of: Field) -> Agreement:
    return measure(([_scaled(told, of) for told in pair] for _, pair in both), level=of.level)


def _scaled(told: Told | None, of: Field) -> object:
    return of.scaled(told.values.get(of.name)) if told else None


def _differences(both: list[tuple[Doubled, Pair]], of: Field) -> Iterator[Difference]:
    for doubled, pair in both:
        values = [_scaled(told, of) for told in pair]
        if None not in values and values[0] != values[1]:
            first, second = (of.in_words(told.values.get(of.name)) if told else "" for told in pair)
            yield Difference(doubled, pair, first, second)


def unmatched(found: Iterable[Doubled]) -> list[Unmatched]:
    """The incidents that only one of two coders has."""
    return [
        Unmatched(each, turn, told)
        for each in found
        for pair in each.pairs
        if None in pair
        for turn, told in zip(("first", "second"), pair, strict=True)
        if told is not None
    ]


CSV_COLUMNS = (
    "article", "article_title", "done_at", "decided", "first_coder", "second_coder", "first_incident",
    "second_incident", "field", "level", "first_value", "second_value", "same",
)  # fmt: skip


def csv_rows(found: Iterable[Doubled]) -> Iterator[list[str]]:
    """A row for every unit and field, with codes as they are stored. Where one value is missing, ``same`` is blank."""
    for each in found:
        start = [
            str(each.article.pk), each.article.title, f"{each.at:%Y-%m-%dT%H:%M:%SZ}", _yes(each.is_decided),
            *map(str, each.coders),
        ]  # fmt: skip
        for pair in each.pairs:
            codes = [told.code if told else "" for told in pair]
            for of in FIELDS:
                yield [*start, *codes, of.name, of.level, *_cells(pair, of)]


def _cells(pair: Pair, of: Field) -> list[str]:
    values = [_scaled(told, of) for told in pair]
    said = [_stored(told.values.get(of.name)) if told else "" for told in pair]
    return [*said, "" if None in values else _yes(values[0] == values[1])]


def _stored(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"
