"""Which snapshot answers now? Owns the one that this process holds, and bringing it up to date before it answers.

Every question first reads the newest mark of the database's own log of changes (``incidents.models.changes``). A
snapshot of that mark holds exactly what is live; one of an earlier mark learns what has changed since; one whose mark
the log does not know, because the change was rolled back, the log was cut or another database was put in place, is read
anew.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from django.db.models import Subquery

from incidents.models.changes import KEPT, PublicationChange
from incidents.models.publication import PublicState
from incidents.public.snapshot import reading
from incidents.public.snapshot.columns import CODED, NUMBERS, Array, Columns, Mask
from incidents.public.snapshot.facets import Facet, made

ROUNDS: Final = 5
"""How often to look again whether something was published meanwhile; then the next question looks."""
REMEMBERED: Final = 32
"""Answers to filters that a snapshot keeps."""


class Mark(NamedTuple):
    """The newest change that is known. The state's version is in it for the case that the log is not written."""

    number: int
    token: str
    version: int | None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The columns and facets of what was live at a mark. ``masks`` are remembered with it and go with it."""

    mark: Mark | None
    columns: Columns
    facets: Mapping[str, Facet]
    masks: dict[str, Mask] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def bytes(self) -> int:
        """What the arrays take."""
        facets = sum(each.rows.nbytes + each.starts.nbytes for each in self.facets.values())
        return facets + sum(self.columns.column(name).nbytes for name in (*NUMBERS, *CODED))

    def remember(self, name: str, mask: Mask) -> Mask:
        """The mask, kept for whoever asks for this name again; the first one goes for it."""
        with _masks_lock:
            while len(self.masks) >= REMEMBERED:
                del self.masks[next(iter(self.masks))]
            return self.masks.setdefault(name, mask)


_masks_lock = threading.Lock()
_lock = threading.Lock()
_held: list[Snapshot] = []
"""The snapshot of this process, if it has one; replaced as a whole."""


def current() -> Snapshot:
    """The snapshot of what is live now."""
    mark, found = newest(), _held[:1]
    if found and _is_of(found[0], mark):
        return found[0]
    with _lock:
        found = _held[:1]
        _held[:] = [_up_to_date(found[0] if found else None)]
        return _held[0]


def forget() -> None:
    """Hold nothing: the next question reads everything."""
    with _lock:
        _held.clear()


def forget_masks() -> None:
    """Remember no answer to a filter: the next question works it out."""
    for snapshot in _held:
        with _masks_lock:
            snapshot.masks.clear()


def _up_to_date(held: Snapshot | None) -> Snapshot:
    """The mark is read before the rows: a change that comes between them is in the next round, or in the next question.

    What one round reads may be newer than its mark; the next one reads it again, until nothing has changed meanwhile.
    """
    for _round in range(ROUNDS):
        mark = newest()
        if held is not None and _is_of(held, mark):
            return held
        changed = None if held is None else _changed_since(held.mark, mark)
        held = read(mark) if held is None or changed is None else follow(held, mark, changed)
        if mark is None:
            return held
    return held  # type: ignore[return-value]  # there was a round


def _is_of(snapshot: Snapshot, mark: Mark | None) -> bool:
    """An empty log tells nothing of what it belongs to."""
    return mark is not None and snapshot.mark == mark


def newest() -> Mark | None:
    """The newest mark of the log; None where it is empty."""
    version = PublicState.objects.order_by("pk").values("version")[:1]
    changes = PublicationChange.objects.order_by("-pk").annotate(version=Subquery(version))
    found = changes.values_list("pk", "token", "version").first()
    return Mark(*found) if found else None


def _changed_since(known: Mark | None, last: Mark | None) -> set[int] | None:
    """The keys of the publications that changed; None where nobody can tell."""
    if known is None or last is None or last.number <= known.number:
        return None
    changes = list(PublicationChange.objects.filter(pk__gte=known.number).order_by("pk").values_list("token", "keys"))
    if not changes or changes[0][0] != known.token or not all(keys for _token, keys in changes[1:]):
        return None
    keys = {int(key) for _token, keys in changes[1:] for key in keys.split(",")}
    return keys if len(keys) <= KEPT else None


def read(mark: Mark | None) -> Snapshot:
    """A snapshot of everything that is live."""
    columns = reading.columns()
    return Snapshot(mark, columns, {facet: made(found, columns.rows_of) for facet, found in reading.facets()})


def follow(old: Snapshot, mark: Mark | None, changed: set[int]) -> Snapshot:
    """The snapshot after these publications have changed: without them, and with those of them that are live now."""
    stay = ~np.isin(old.columns.key, np.fromiter(changed, np.int64, len(changed)))
    others = reading.columns(sorted(changed), like=old.columns)
    joined = old.columns.joined(others)
    order = np.concatenate([np.flatnonzero(stay), np.arange(len(old), len(joined))])
    order = order[np.argsort(joined.cell[order], kind="stable")]
    moved = np.full(len(joined) + 1, -1, np.int32)  # the last is for what is not there
    moved[order] = np.arange(len(order), dtype=np.int32)
    came = moved[len(old) :]
    facets = _facets_after(old.facets, moved[: len(old)], changed, lambda keys: came[others.rows_of(keys)])
    return Snapshot(mark, joined.arranged(order), facets)


def _facets_after(
    old: Mapping[str, Facet], moved: Array, changed: set[int], rows_of: Callable[[Array], Array]
) -> dict[str, Facet]:
    found = dict(reading.facets(sorted(changed)))
    before = {facet: old.get(facet) or made([], rows_of) for facet in {*old, *found}}
    return {facet: each.moved(moved, made(found.get(facet, ()), rows_of)) for facet, each in before.items()}
