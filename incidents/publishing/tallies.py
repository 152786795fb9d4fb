"""How do the tallies stay in step with the live publications? Owns every write to them, and counting them anew."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from operator import add, attrgetter
from typing import Any, Final

from django.db import connection
from django.db.models import Model, QuerySet

from incidents.models.publication import Publication, PublicationFacet
from incidents.models.tallies import (
    AT_ODDS,
    ENDS,
    HARMS,
    KEY,
    KINDS,
    MEASURES,
    NAMES,
    OPEN,
    PublicationName,
    PublicationTally,
    month,
)

_FIGURES: Final = tuple(f"{harm}_{what}" for harm in HARMS for what in ("state", *ENDS))
COLUMNS: Final = (*KINDS, "date_earliest", "date_latest", "cell", *_FIGURES)
"""What of a publication is tallied."""

NAME_KEY: Final = ("facet", "value")

Row = tuple[Any, ...]
_HALVES: Final = tuple(combinations(enumerate(KINDS), 2))
_BATCH: Final = 2_000
_read = attrgetter(*COLUMNS)


class Change:
    """By how much each tally and each name rises or falls."""

    def __init__(self) -> None:
        self.tallies: dict[Row, list[int]] = {}
        self.names: Counter[Row] = Counter()

    def add(self, publications: Iterable[Publication], facets: Iterable[PublicationFacet]) -> None:
        """These became live, with their facets."""
        self.count(map(_read, publications), 1)
        self.name(((each.facet, each.value) for each in facets if each.facet in NAMES), 1)

    def take(self, live: QuerySet[Publication]) -> None:
        """These are live no longer; asked before they end and lose their facets, and kept from others meanwhile."""
        self.count(live.order_by("pk").select_for_update().values_list(*COLUMNS), -1)
        self.name(_named(PublicationFacet.objects.filter(publication__in=live)), -1)

    def write(self) -> None:
        """Adds it to the tables. Call it last: the row of ``PublicState``, written before, lets one in at a time."""
        tallies = [(*key, *numbers) for key, numbers in sorted(self.tallies.items()) if any(numbers)]
        _add_to(PublicationTally, KEY, MEASURES, tallies)
        names = [(*key, number) for key, number in sorted(self.names.items()) if number]
        _add_to(PublicationName, NAME_KEY, ("incidents",), names)
        if any(numbers[0] < 0 for numbers in self.tallies.values()):
            PublicationTally.objects.filter(incidents=0).delete()
        if any(number < 0 for number in self.names.values()):
            PublicationName.objects.filter(incidents=0).delete()

    def count(self, rows: Iterable[Row], sign: int) -> None:
        """Counts the values of ``COLUMNS`` in or, with a sign of -1, out."""
        tallies, nothing = self.tallies, [0] * len(MEASURES)
        for row in rows:
            numbers = [sign * number for number in _numbers(row)]
            for key in _keys(row):
                tallies[key] = list(map(add, tallies.get(key, nothing), numbers))

    def name(self, names: Iterable[Row], sign: int) -> None:
        """The same of facets and their values."""
        for name in names:
            self.names[name] += sign


def differences(publications: Any, facets: Any, tallies: Any, names: Any) -> Iterator[str]:
    """Where the tables of these managers differ from a count of the publications and facets, in words."""
    fresh = _fresh(publications, facets)
    stored = {tuple(row[: len(KEY)]): list(row[len(KEY) :]) for row in tallies.values_list(*KEY, *MEASURES)}
    yield from _unlike(fresh.tallies, stored)
    yield from _unlike(fresh.names, {row[:2]: row[2] for row in names.values_list(*NAME_KEY, "incidents")})


def rebuild(publications: Any, facets: Any, tallies: Any, names: Any) -> None:
    """Counts everything anew into the tables of these managers."""
    fresh = _fresh(publications, facets)
    _fill(tallies, (*KEY, *MEASURES), ((*key, *fresh.tallies[key]) for key in sorted(fresh.tallies)))
    _fill(names, (*NAME_KEY, "incidents"), ((*key, fresh.names[key]) for key in sorted(fresh.names)))


def _fresh(publications: Any, facets: Any) -> Change:
    fresh = Change()
    fresh.count(publications.filter(state="live").order_by().values_list(*COLUMNS).iterator(_BATCH), 1)
    fresh.name(_named(facets.filter(publication__state="live")).iterator(_BATCH), 1)
    return fresh


def _fill(manager: Any, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    manager.all().delete()
    made = (manager.model(**dict(zip(columns, row, strict=True))) for row in rows)
    manager.bulk_create(made, batch_size=_BATCH)


def _unlike(fresh: Any, stored: Any) -> Iterator[str]:
    for key in sorted({*fresh, *stored}):
        if fresh.get(key) != stored.get(key):
            yield f"{key}: {stored.get(key)} instead of {fresh.get(key)}"


def _named(facets: QuerySet[PublicationFacet]) -> Any:
    return facets.filter(facet__in=NAMES).order_by().values_list(*NAME_KEY)


def _keys(row: Row) -> Iterator[Row]:
    values, (first, last, cell) = list(row[: len(KINDS)]), row[len(KINDS) : len(KINDS) + 3]
    if bool(values[-1]) != (cell is not None):
        values[-1] = AT_ODDS
    months, fatal = (month(first), month(last)), _is_fatal(row)
    for kind, value in zip(KINDS, values, strict=True):
        yield (kind, "", value, "", *months, fatal)
    for (one, facet), (two, other) in _HALVES:
        yield (facet, other, values[one], values[two], OPEN, OPEN, fatal)


def _is_fatal(row: Row) -> bool:
    return (row[COLUMNS.index("killed_low")] or 0) >= 1


def _numbers(row: Row) -> list[int]:
    point = int(row[COLUMNS.index("cell")] is not None)
    if row[KINDS.index("verification")] == "discounted":
        return [1, point, 1] + [0] * (len(MEASURES) - 3)
    return [1, point, 0, *(number for harm in HARMS for number in _figure(row, harm))]


def _figure(row: Row, harm: str) -> Iterator[int]:
    start = COLUMNS.index(f"{harm}_state")
    yield int(row[start] in ("figure", "none"))
    for number in row[start + 1 : start + 1 + len(ENDS)]:
        yield from (number or 0, int(number is not None))


def _add_to(model: type[Model], key: tuple[str, ...], measures: tuple[str, ...], rows: list[Row]) -> None:
    """Both engines add to the row that is there, or make it, in one step: no two publishers can lose a count."""
    table, columns = model._meta.db_table, (*key, *measures)
    rises = ", ".join(f"{name} = {table}.{name} + EXCLUDED.{name}" for name in measures)
    statement = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) "  # noqa: S608
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {rises}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
