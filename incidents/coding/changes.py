"""What would readers see anew if this were published now? Owns the comparison with the last published version.

Two documents are compared as an analyst reads them; ``incidents.pairing`` finds which row became which.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from articles.wording import FieldChange
from incidents.coding import document_words as words
from incidents.coding.document_words import LINKS, SECTIONS, Row, Said
from incidents.models.publication import Publication
from incidents.pairing import Line, is_same, pairs
from incidents.publishing import Coding, preview

# Where values follow from another, the other alone is told when both differ.
_FOLLOWS = {
    "date_earliest": "date_edtf", "date_latest": "date_edtf", "date_precision": "date_edtf", "priogrid_gid": "point",
    "admin1_code": "admin1",
}  # fmt: skip


@dataclass(frozen=True)
class RowChange:
    """A row that is added, changed or removed; ``kind`` is its table, ``name`` what it is called."""

    kind: str
    name: str
    action: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What differs from ``version``, the last one published. ``problem`` says why nothing could be compared."""

    version: int
    state: str
    published_at: datetime
    fields: list[FieldChange] = field(default_factory=list)
    figures: list[RowChange] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    quotes: list[RowChange] = field(default_factory=list)
    problem: str = ""

    @property
    def count(self) -> int:
        return len(self.fields) + len(self.figures) + len(self.rows) + len(self.quotes)

    @property
    def groups(self) -> list[tuple[str, list[RowChange]]]:
        """What differs beside the fields of the incident, under headings."""
        every = [("Figures worked out", self.figures), ("Rows", self.rows), ("Quotes", self.quotes)]
        return [(title, rows) for title, rows in every if rows]


def since_publication(coding: Coding) -> Changes | None:
    """What publishing now would change for readers; None when it was never published."""
    last = Publication.objects.filter(code=coding.incident.code).order_by("-version").first()
    if last is None:
        return None
    published = last.read()
    if not published:
        return Changes(last.version, last.state, last.published_at, problem="That version has been emptied.")
    try:
        document = preview(coding)
    except ValueError as refusal:
        return Changes(last.version, last.state, last.published_at, problem=f"It cannot be published: {refusal}")
    compared = compare(published, document)
    return Changes(last.version, last.state, last.published_at, *compared)


def compare(old: Row, new: Row) -> tuple[list[FieldChange], list[RowChange], list[RowChange], list[RowChange]]:
    """The differences between two public documents: of the incident, of figures, of rows, and of quotes."""
    sides = _Sides(old, new)
    rows = [change for section in SECTIONS if section != "citations" for change in sides.compare(section)]
    quotes = sides.compare("citations")
    return _incident(old, new), list(_figures(old, new)), rows, quotes


def _incident(old: Row, new: Row) -> list[FieldChange]:
    before, after = words.say_incident(old), words.say_incident(new)
    differing = [name for name in {**after, **before} if before.get(name, "") != after.get(name, "")]
    told = [name for name in differing if _FOLLOWS.get(name) not in differing]
    ordered = sorted(told, key=lambda name: name in words.WORKED_OUT)
    return [FieldChange(words.incident_label(name), before.get(name, ""), after.get(name, "")) for name in ordered]


def _figures(old: Row, new: Row) -> Iterator[RowChange]:
    before, after = _by_name(old), _by_name(new)
    for name in {**before, **after}:
        was, now = before.get(name, {}), after.get(name, {})
        fields = tuple(FieldChange(each, was.get(each, ""), now.get(each, "")) for each in words.differing(was, now))
        if fields:
            action = "added" if not was else "removed" if not now else "changed"
            yield RowChange("figure", name, action, fields)


def _by_name(document: Row) -> dict[str, Said]:
    return {words.cell_name(cell): words.say_cell(cell) for cell in document["cells"]}


@dataclass(eq=False)
class _Read(Line):
    """A row of a document as it is compared, and what it is called."""

    section: str = ""
    row: Row = field(default_factory=dict)
    name: str = ""


_WITHIN = frozenset({"subset_of", "repeats", "republishes"})
"""Links between rows of one list, which are known only once these are paired."""


class _Sides:
    """Two documents row by row. ``same`` leads from the reference of an old row to that of the new one it became."""

    def __init__(self, old: Row, new: Row) -> None:
        self.old, self.new = _read(old), _read(new)
        self.same: dict[str, str] = {}
        self.names_before = _names(self.old)
        self.names_after = _names(self.new)

    def compare(self, section: str) -> list[RowChange]:
        """The rows of one list that were changed, removed and added, in the order of the new document."""
        found = pairs(self.old[section], self.new[section], self.same)
        self.same |= {was.ref: now.ref for was, now in found if was and now and was.ref}
        changes = [self._change(section, was, now) for was, now in found]
        return [each for each in changes if each is not None]

    def _change(self, section: str, was: _Read | None, now: _Read | None) -> RowChange | None:
        row = now or was
        assert row is not None  # noqa: S101  (a pair has at least one row)
        action = "added" if was is None else "removed" if now is None else "changed"
        fields = tuple(self._fields(section, was, now))
        if action == "changed" and not fields:
            return None
        kind = str(SECTIONS[section]._meta.verbose_name)
        return RowChange("quote" if section == "citations" else kind, self._title(row, now is None), action, fields)

    def _title(self, row: _Read, is_old: bool) -> str:
        if row.section != "citations":
            return row.name
        names = self.names_before if is_old else self.names_after
        reference = row.row["record"] or ""
        bearing = names.get(reference, "the incident")
        field = words.cited_field(reference, row.row["field"])
        return f"{row.name} for {bearing}{f', {field}' if field else ''}"

    def _fields(self, section: str, was: _Read | None, now: _Read | None) -> Iterator[FieldChange]:
        before, after = (was.said if was else {}), (now.said if now else {})
        for name in words.differing(before, after):
            yield FieldChange(words.field_label(section, name), before.get(name, ""), after.get(name, ""))
        for link in LINKS.get(section, ()):
            before_link, after_link = (was.row[link] if was else None), (now.row[link] if now else None)
            if (was is None or now is None) or not is_same(before_link, after_link, self.same):
                old, new = self.names_before.get(before_link or "", ""), self.names_after.get(after_link or "", "")
                if old or new:
                    yield FieldChange(words.field_label(section, link), old, new)


def _read(document: Row) -> dict[str, list[_Read]]:
    found: dict[str, list[_Read]] = {}
    names: dict[str, str] = {}
    for section in SECTIONS:
        found[section] = [_read_row(section, row, names) for row in document[section]]
        names |= {each.ref: each.name for each in found[section] if each.ref}
    return found


def _read_row(section: str, row: Row, names: dict[str, str]) -> _Read:
    said, links = words.say_row(section, row), LINKS.get(section, ())
    linked = {link: names.get(row[link] or "", "") for link in links}
    return _Read(
        said,
        {link: row[link] for link in links if link not in _WITHIN},
        row.get("ref") or "",
        row["exact"] if section == "citations" else "",  # quotes are the same by their words
        section=section,
        row=row,
        name=words.row_name(section, said | linked),
    )


def _names(sections: dict[str, list[_Read]]) -> dict[str, str]:
    """Reference → what the row is called."""
    return {each.ref: each.name for rows in sections.values() for each in rows if each.ref}
