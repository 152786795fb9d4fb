"""Which incidents of a query come next? Owns the walk in the order of their codes, which no revision changes.

The snapshot knows which rows pass the filters; their codes, and what comes after what, the database alone may say.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import numpy as np
from django.db.models import Value
from django.db.models.functions import Concat

from incidents.models.publication import Publication, PublicationQuerySet
from incidents.public.counting import ask
from incidents.public.filters import Query
from incidents.public.snapshot.held import newest
from incidents.public.snapshot.masks import Asked

FEW: Final = 5_000
"""Rows that are looked up and put in order by themselves; more stand close enough to be met along the codes of all."""

ROUNDS: Final = 3
"""How often to look again whether something was published meanwhile; then the database is asked for everything."""


def next_codes(query: Query, *, after: str, most: int) -> list[str]:
    """The codes of the next incidents that pass, up to so many.

    A version published since the snapshot has a key that the snapshot does not know: its incident would be passed by,
    although it stays public.
    """
    for _round in range(ROUNDS):
        asked = ask(query)
        found = _next(asked, after, most)
        if newest() == asked.snapshot.mark:
            return found
    return list(_sorted(query.rows().order_by(), after)[:most])


def live(codes: list[str]) -> PublicationQuerySet:
    """These incidents as they stand, by code."""
    return Publication.objects.live().filter(code__in=codes).order_by("code")


def _next(asked: Asked, after: str, most: int) -> list[str]:
    passing = asked.some()
    if passing.count > FEW:
        # As many codes as it takes on average, and half as many again.
        stretch = most * len(asked.snapshot) * 3 // (passing.count * 2)
        return list(islice(_met(asked, after, stretch), most))
    keys = asked.snapshot.columns.key[passing.rows].tolist()
    return list(_sorted(Publication.objects.live().filter(pk__in=keys), after)[:most])


def _met(asked: Asked, after: str, stretch: int) -> Iterator[str]:
    """The codes that pass among all that follow, which are read so many at a time from their index."""
    mask, columns = asked.rows(), asked.snapshot.columns
    while True:
        ahead = Publication.objects.live().filter(code__gt=after).order_by("code").values_list("code", "pk")
        read = list(ahead[:stretch])
        rows = columns.rows_of(np.array([key for _code, key in read], np.int64))
        passes = rows >= 0 if mask is None else (rows >= 0) & mask[rows]
        yield from (code for (code, _key), is_met in zip(read, passes.tolist(), strict=True) if is_met)
        if len(read) < stretch:
            return
        # Codes begin with a country: what passes may all stand far from here.
        after, stretch = read[-1][0], stretch * 2


def _sorted(rows: PublicationQuerySet, after: str) -> Any:
    """The codes that follow, by an order that no index has: walked in that of the codes, all rows would be met."""
    plain = rows.annotate(in_order=Concat("code", Value(""))).filter(in_order__gt=after)
    return plain.order_by("in_order").values_list("code", flat=True)
