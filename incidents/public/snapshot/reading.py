"""How do the public columns get from the database into memory? Owns the statements, the same for all rows and for some.

What Python takes longest for is to make a value: what belongs together comes joined in one text, and each distinct text
is taken apart once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, Final

import numpy as np
from django.db.models import Aggregate, F, Func, TextField, Value
from django.db.models.functions import Cast, Coalesce, Replace

from incidents.models.publication import Publication, PublicationFacet
from incidents.public.snapshot.columns import APART, CODED, FAR, NOWHERE, Array, Columns, Rows
from incidents.public.snapshot.facets import Name

BATCH: Final = 2_000
AT_ONCE: Final = 500
"""Keys that one statement names."""


class Joined(Aggregate):
    """Numbers with commas between."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s::text, ',')")


class Beside(Func):
    """Texts that are never null, with ``APART`` between; Django's own Concat asks at every step whether one is."""

    template = "(%(expressions)s)"
    arg_joiner = f" || '{APART}' || "
    output_field = TextField()


def columns(keys: Iterable[int] | None = None, *, like: Columns | None = None) -> Columns:
    """The columns of every live publication, or of those with these keys that are live."""
    rows = Rows(like)
    for found in _batches(keys):
        rows.add(found)
    made = rows.columns()
    return made.arranged(np.argsort(made.cell, kind="stable"))


def facets(keys: Iterable[int] | None = None) -> Iterator[tuple[str, list[tuple[Name, Array]]]]:
    """By facet, each name with the keys of the publications that have it; of all publications or of these."""
    if keys is None:
        for facet, found in groupby(_named(PublicationFacet.objects.all()).iterator(BATCH), key=lambda row: row[0]):
            yield facet, [((value, folded), numbers(text)) for _facet, folded, value, text in found]
        return
    several: dict[str, dict[Name, list[Array]]] = defaultdict(lambda: defaultdict(list))
    for some in _some(keys, AT_ONCE):
        for facet, folded, value, text in _named(PublicationFacet.objects.filter(publication__in=some)):
            several[facet][value, folded].append(numbers(text))
    for facet, names in several.items():
        yield facet, [(name, np.concatenate(parts)) for name, parts in names.items()]


def _named(rows: Any) -> Any:
    # In the order of an index that holds all of it.
    grouped = rows.order_by("facet", "folded", "value").values_list("facet", "folded", "value")
    return grouped.annotate(keys=Joined("publication"))


def numbers(text: str) -> Array:
    """Whole numbers with commas between."""
    return np.fromstring(text, np.int64, sep=",")


def _batches(keys: Iterable[int] | None) -> Iterator[list[tuple[Any, ...]]]:
    live = _live(Publication.objects.live())
    if keys is None:
        return _some(live.iterator(BATCH), BATCH)
    return filter(None, (list(live.filter(pk__in=some)) for some in _some(keys, AT_ONCE)))


def _some(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(items)
    return iter(lambda: list(islice(left, size)), [])


def _live(rows: Any) -> Any:
    numbers = {
        "a_cell": Coalesce("cell", Value(NOWHERE)),
        "a_radius": Coalesce("radius_m", Value(FAR)),
        # Both engines write UTC; PostgreSQL says so, which NumPy does not read.
        "a_moment": Replace(Cast("published_at", TextField()), Value("+00"), Value(""), output_field=TextField()),
    }
    texts = {f"a_{name}": Beside(*map(_as_text, fields)) for name, fields in CODED.items()}
    asked = rows.order_by().annotate(**numbers, **texts)
    return asked.values_list("pk", "a_cell", "latitude", "longitude", "a_radius", "a_moment", *texts)


def _as_text(name: str) -> Any:
    if not Publication._meta.get_field(name).null:
        return F(name)
    return Coalesce(Cast(name, TextField()), Value("", output_field=TextField()))
