"""What has changed since an incident was first published? Owns the comparison of its versions, told to readers.

Only documents that may be read are compared; a version that was closed says so and tells nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final, NamedTuple, Protocol

from django.utils.translation import gettext as _

from incidents.models.publication import READABLE_STATES
from incidents.pairing import pairs
from incidents.public.story.record import Json, Record
from incidents.public.story.told import LABELS, SECTIONS, Text, Told, heading, lines

LONG: Final = 80
"""Characters of a text that is compared word by word."""

MOST_WORDS: Final = 2_000
"""Words of a text beyond which comparing them takes too long."""


class Piece(NamedTuple):
    """A run of words that stayed (``=``), is new (``+``) or has gone (``-``)."""

    kind: str
    text: str


class Version(Protocol):
    """What is asked of a publication."""

    version: int
    state: str
    published_at: datetime
    change_note: str
    closed_at: datetime | None
    closed_reason: str

    def read(self) -> Json: ...


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value in words before and after; blank where there was or is none."""

    label: Text
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """A long text word by word; none for a short one, or one that is another altogether."""
        is_long = min(len(self.before), len(self.after)) > LONG
        return _pieces(self.before.split(), self.after.split()) if is_long else []


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that was ``added``, ``removed`` or ``changed``."""

    action: str
    name: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What changed under one heading of the page."""

    title: Text
    fields: tuple[FieldChange, ...] = ()
    lines: tuple[LineChange, ...] = ()

    @property
    def count(self) -> int:
        return len(self.fields) + len(self.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """One version: when and why it was published, and what it changed, or why that cannot be told."""

    version: int
    published_at: datetime
    note: str
    sections: tuple[Section, ...] = ()
    remark: str = ""
    is_readable: bool = True
    is_first: bool = False

    @property
    def count(self) -> int:
        return sum(section.count for section in self.sections)


def steps(versions: Sequence[Version], *, titles: Mapping[str, str]) -> list[Step]:
    """Each version beside the one before it, the newest first; ``versions`` are in their order."""
    before: list[Version | None] = [None, *versions]
    return [_step(was, now, titles) for was, now in zip(before, versions, strict=False)][::-1]


def _step(was: Version | None, now: Version, titles: Mapping[str, str]) -> Step:
    if now.state not in READABLE_STATES:
        # Nor its note: what was blanked or withdrawn must not be guessed from what was said of it.
        return Step(now.version, now.published_at, "", remark=_closed(now), is_readable=False, is_first=was is None)
    sections = tuple(compare(was.read(), now.read(), titles=titles)) if was and was.state in READABLE_STATES else ()
    return Step(
        now.version, now.published_at, now.change_note, sections, _remark(was, bool(sections)), is_first=was is None
    )


def _closed(version: Version) -> str:
    if version.state == "blanked":
        return _("This version was emptied when the incident was published again with less detail.")
    return _("This version was closed.")


def _remark(was: Version | None, has_changes: bool) -> str:
    if was is None:
        return _("The first version.")
    if was.state not in READABLE_STATES:
        return _("What changed cannot be told: the version before it is closed.")
    return "" if has_changes else _("Nothing that this page tells has changed.")


def compare(old: Json, new: Json, *, titles: Mapping[str, str]) -> Iterator[Section]:
    """The differences between two documents, under the headings of the page."""
    was, now = Record(old), Record(new)
    if fields := tuple(_fields(heading(was), heading(now))):
        yield Section(_("The incident"), fields)
    before, after = lines(was, titles=titles), lines(now, titles=titles)
    for name, title in SECTIONS.items():
        section = _figures if name == "tolls" else _section
        if (found := section(title, before[name], after[name])).count:
            yield found


def _section(title: Text, old: list[Told], new: list[Told]) -> Section:
    return Section(title, lines=tuple(_changed(pairs(old, new))))


def _figures(title: Text, old: list[Told], new: list[Told]) -> Section:
    """A figure is told by the name of its harm: ``Killed: 3 → 4``."""
    before, after = ({each.name: each.said for each in side} for side in (old, new))
    names = list({**after, **before})
    told = (
        FieldChange(name if key == "figure" else f"{name}: {LABELS[key]}", was, now)
        for name in names
        for key in ("figure", "derivation")
        for was, now in [(before.get(name, {}).get(key, ""), after.get(name, {}).get(key, ""))]
        if was != now
    )
    return Section(title, fields=tuple(told))


def _changed(found: Iterable[tuple[Told | None, Told | None]]) -> Iterator[LineChange]:
    for was, now in found:
        if was is None and now is not None:
            yield LineChange("added", now.name)
        elif now is None and was is not None:
            yield LineChange("removed", was.name)
        elif was and now and (fields := tuple(_fields(was.said, now.said))):
            yield LineChange("changed", now.short or now.name, fields)


def _pieces(before: list[str], after: list[str]) -> list[Piece]:
    if max(len(before), len(after)) > MOST_WORDS:
        return []
    found = SequenceMatcher(None, before, after, autojunk=False)
    if found.quick_ratio() < 0.5:
        return []
    pieces: list[Piece] = []
    for tag, a, b, c, d in found.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("=", " ".join(before[a:b])))
        else:
            gone, new = Piece("-", " ".join(before[a:b])), Piece("+", " ".join(after[c:d]))
            pieces += [each for each in (gone, new) if each.text]
    return pieces


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[FieldChange]:
    for name in {**after, **before}:
        if before.get(name) != after.get(name):
            yield FieldChange(LABELS.get(name, name), before.get(name, ""), after.get(name, ""))
