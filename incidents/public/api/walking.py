"""Which incidents of a query come next? Owns the walk in the order of their codes, which no revision changes.

The snapshot knows which rows pass the filters; their codes, and what comes after what, the database alone may say.
"""

from typing import Final

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

READ_FOR_ONE: Final = 2
"""Codes that are read in less time than one row is looked up and put in order."""

ROUNDS: Final = 3
"""How often to look again whether something was published meanwhile; then the database is asked for everything."""


def next_codes(query: Query, *, after: str, most: int) -> list[str]:
    """The codes of the next incidents that pass, up to so many.

    A version published since the snapshot has a key that the snapshot does not know: its incident would be passed by,
    although it stays public.
    """
    for _round in range(ROUNDS):
        asked = ask(query)
        found = _few(asked, after, most) if asked.some().count <= FEW else _met(asked, after, most)
        if found is None:
            break
        if newest() == asked.snapshot.mark:
            return found
    return _sorted(query.rows().order_by(), after, most)


def live(codes: list[str]) -> PublicationQuerySet:
    """These incidents as they stand, by code."""
    return Publication.objects.live().filter(code__in=codes).order_by("code")


def _few(asked: Asked, after: str, most: int) -> list[str]:
    keys = asked.snapshot.columns.key[asked.some().rows].tolist()
    return _sorted(Publication.objects.live().filter(pk__in=keys), after, most)


def _met(asked: Asked, after: str, most: int) -> list[str] | None:
    """The next codes that pass among all that follow, which are read in stretches from their index.

    None where as much has been read as it costs to sort all that pass. Codes begin with a country, so that those of
    one may all stand far from here; from the second page on they are near.
    """
    mask, columns, passing = asked.rows(), asked.snapshot.columns, asked.some().count
    # As many codes as it takes on average, and half as many again.
    stretch = most * len(asked.snapshot) * 3 // (passing * 2)
    found: list[str] = []
    left = READ_FOR_ONE * passing
    while left > 0:
        ahead = Publication.objects.live().filter(code__gt=after).order_by("code").values_list("code", "pk")
        read = list(ahead[:stretch])
        rows = columns.rows_of(np.array([key for _code, key in read], np.int64))
        passes = rows >= 0 if mask is None else (rows >= 0) & mask[rows]
        found += [read[number][0] for number in np.flatnonzero(passes)]
        if len(found) >= most or len(read) < stretch:
            return found[:most]
        after, left, stretch = read[-1][0], left - stretch, stretch * 2
    return None


def _sorted(rows: PublicationQuerySet, after: str, most: int) -> list[str]:
    """The codes that follow, by an order that no index has: walked in that of the codes, all rows would be met."""
    plain = rows.annotate(in_order=Concat("code", Value(""))).filter(in_order__gt=after)
    return list(plain.order_by("in_order").values_list("code", flat=True)[:most])
