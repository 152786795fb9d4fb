"""What does the public record say? Owns the shape of the document, and reads only allowed fields (SCHEMA 3.15).

No primary key stands in it: rows are named by local references such as ``statement-2``, so that two databases with the
same public content give the same bytes.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db import models

from articles.models import Article
from incidents import casualties, dates
from incidents.models import CITED_RECORDS, Actor, Citation, ExternalId, Location, Place, Series, Statement
from incidents.publishing import derivation
from incidents.publishing.coding import Coding, ancestors
from incidents.publishing.fields import PLAIN
from incidents.publishing.geography import Geography, point_of

FORMAT = "attest-incident/1"
LONGEST_QUOTE = 300
"""Characters of a cited span that may be shown (SCHEMA 3.2)."""
PASSED_ON = ("ucdp_ged",)
"""Datasets whose rows may be passed on (CC BY 4.0); the terms of ACLED and GTD forbid it. Of others the id is told."""

Document = dict[str, Any]


def canonical_json(document: Document) -> str:
    """The one text of a document: keys sorted, no spaces, UTF-8 letters as they are."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def build(coding: Coding, geography: Geography, *, live_codes: set[str]) -> Document:
    """The public record. ``live_codes`` are the incidents that a relation may point to."""
    return _Writer(coding, geography, live_codes).document()


_GETTERS = {model: attrgetter(*fields) for model, fields in PLAIN.items()}
_MOMENTS = {
    model: [name for name in fields if isinstance(model._meta.get_field(name), models.DateField | models.TimeField)]
    for model, fields in PLAIN.items()
}


def plain(row: Any) -> Document:
    """The allowed fields of a row that are copied as they are, in JSON's types."""
    model = type(row)
    values = dict(zip(PLAIN[model], _GETTERS[model](row), strict=True))
    for name in _MOMENTS[model]:
        values[name] = _json_value(values[name])
    return values


def _json_value(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return utc(value)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, dt.date) else value


def utc(moment: dt.datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# Which kind of row each link leads to.
_LEADS_TO = {
    **{name: name for name in CITED_RECORDS},
    "subset_of": "weapon_use", "scope": "weapon_use", "origin": "location", "endpoint": "location",
    "repeats": "statement", "asserted_by": "statement", "to_series": "series",
    "article": "article", "original": "article", "republishes": "article",
}  # fmt: skip


class _Writer:
    """Writes one document; holds the local references while it does."""

    def __init__(self, coding: Coding, geography: Geography, live_codes: set[str]) -> None:
        self.coding, self.geography = coding, geography
        self.open = coding.incident.sensitivity == "open"
        self.relations = [
            each for each in coding.relations if each.to_incident is None or each.to_incident.code in live_codes
        ]
        self.series = _distinct(
            [each.series for each in coding.statements]
            + [each.to_series for each in self.relations]
            + [each.series for each in coding.citations]
        )
        self.refs: dict[tuple[str, int], str] = {}
        self._number("location", geography.locations)
        self._number("weapon_use", coding.weapons)
        self._number("target", coding.targets)
        self._number("statement", coding.statements)
        self._number("casualty_count", coding.casualty_counts)
        self._number("involvement", coding.involvements)
        self._number("relation", self.relations)
        self._number("series", self.series)
        self._number("note", coding.notes)
        self.citations = [each for each in coding.citations if self._is_about_something_shown(each)]
        self.articles = _articles(self.citations, coding.statements)
        self._number("article", self.articles)

    def _number(self, name: str, rows: Iterable[Any]) -> None:
        for number, row in enumerate(rows, start=1):
            if row.pk is not None:
                self.refs[name, row.pk] = f"{name}-{number}"

    def _link(self, row: Any, link: str) -> str | None:
        """The reference of the row that a foreign key leads to; None when there is none or it may not be shown."""
        return self.refs.get((_LEADS_TO[link], getattr(row, f"{link}_id")))

    def _is_about_something_shown(self, citation: Citation) -> bool:
        bears_on = citation.bears_on()
        return bears_on is None or self._link(citation, bears_on) is not None

    def document(self) -> Document:
        incident, geography, coding = self.coding.incident, self.geography, self.coding
        parsed = dates.parse(incident.date_edtf)
        return {
            **plain(incident),
            "format": FORMAT,
            "date_earliest": _json_value(parsed.earliest),
            "date_latest": _json_value(parsed.latest),
            "date_precision": parsed.precision,
            "time_start": _json_value(incident.time_start) or "",
            "time_end": _json_value(incident.time_end) or "",
            "responsibility": derivation.responsibility(coding),
            "country": geography.country,
            "admin1_code": geography.admin1_code,
            "admin1": geography.admin1,
            "place": geography.place,
            "point": vars(geography.point) if geography.point else None,
            "priogrid_gid": geography.priogrid_gid(),
            "number_of_articles": len({citation.article_id for citation in self.citations}),
            "number_of_origins": derivation.number_of_origins(coding),
            "cells": self._cells(),
            "locations": [self._location(row) for row in geography.locations],
            "weapons": self._rows("weapon_use", coding.weapons, "subset_of", "origin", "endpoint", "target"),
            "targets": [{**self._row("target", row, "location"), "actor": actor(row.actor)} for row in coding.targets],
            "statements": [self._statement(row) for row in coding.statements],
            "casualty_counts": self._rows(
                "casualty_count", coding.casualty_counts, "statement", "scope", "involvement"
            ),
            "involvements": [
                {**self._row("involvement", row), "actor": actor(row.actor)} for row in coding.involvements
            ],
            "relations": [self._relation(row) for row in self.relations],
            "series": [self._series(row) for row in self.series],
            "notes": self._rows("note", coding.notes),
            "external_ids": [_external_id(row) for row in coding.external_ids] if self.open else [],
            "articles": [self._article(row) for row in self.articles],
            "citations": [self._citation(row) for row in self.citations],
        }

    def _row(self, kind: str, row: Any, *links: str) -> Document:
        """A row with its own reference and those of the rows it points to."""
        return {**plain(row), "ref": self.refs.get((kind, row.pk)), **{link: self._link(row, link) for link in links}}

    def _rows(self, kind: str, rows: Iterable[Any], *links: str) -> list[Document]:
        return [self._row(kind, row, *links) for row in rows]

    def _cells(self) -> list[Document]:
        reasons = {(pin.harm, pin.group): pin.reason for pin in self.coding.pinned_figures}
        found = derivation.cells(self.coding)
        return [
            {"harm": harm, "group": group, **_cell(cell), "reason": reasons.get((harm, group), "")}
            for (harm, group), cell in sorted(found.items(), key=lambda item: _cell_order(*item[0]))
            if cell.state != "not_mentioned" or (harm, group) in derivation.ALWAYS_SHOWN
        ]

    def _location(self, row: Location) -> Document:
        point = point_of(row)
        shown = {
            **plain(row),
            "ref": self.refs.get(("location", row.pk), "location-1"),
            "place": place(row.place),
            "latitude": point.latitude if point else None,
            "longitude": point.longitude if point else None,
            "radius_m": point.radius_m if point else None,
        }
        return shown if self.open else {**shown, "relation_text": ""}

    def _statement(self, row: Statement) -> Document:
        coding = self.coding
        speakers = [] if row.voice == "anonymous" else coding.speakers.get(row.pk, [])
        return {
            **self._row("statement", row, "series", "original", "repeats"),
            "speakers": [actor(each) for each in speakers],
            "accused": [actor(each) for each in coding.accused.get(row.pk, [])],
            "on_behalf_of": actor(row.on_behalf_of),
            "relayed_by": actor(row.relayed_by),
            "addressee": actor(row.addressee),
            "said_place": row.said_place.name if row.said_place else "",
        }

    def _relation(self, row: Any) -> Document:
        to_incident = row.to_incident.code if row.to_incident else None
        return {**self._row("relation", row, "to_series", "asserted_by"), "to_incident": to_incident}

    def _series(self, row: Series) -> Document:
        return {**self._row("series", row), "parent": row.parent.name if row.parent else ""}

    def _article(self, row: Article) -> Document:
        publisher = plain(row.publisher) if row.publisher else None
        published_at = utc(row.published_at) if row.published_at else ""
        shown = {**self._row("article", row, "republishes"), "publisher": publisher, "published_at": published_at}
        return shown if self.open else {**shown, "dateline": ""}

    def _citation(self, row: Citation) -> Document:
        bears_on = row.bears_on()
        return {
            **plain(row),
            "article": self._link(row, "article"),
            "record": self._link(row, bears_on) if bears_on else "",
            "exact": row.exact if len(row.exact) <= LONGEST_QUOTE else row.exact[: LONGEST_QUOTE - 1] + "…",
        }


def _external_id(row: ExternalId) -> Document:
    return plain(row) if row.scheme in PASSED_ON else {**plain(row), "record": {}}


def actor(row: Actor | None) -> Document | None:
    """An actor with the name of the body it belongs to."""
    return {**plain(row), "parent": row.parent.name if row.parent else ""} if row is not None else None


def place(row: Place) -> Document:
    """A place with the names of what it lies in, nearest first."""
    return {**plain(row), "within": [each.name for each in ancestors(row)]}


def _cell(cell: casualties.Cell) -> Document:
    return {name: getattr(cell, name) for name in ("state", "low", "best", "high", "rule", "origins", "contested")}


def _cell_order(harm: str, group: str) -> tuple[int, bool, str]:
    order = ("killed", "injured", "missing", "abducted", "detained")
    return (order.index(harm) if harm in order else len(order), group != "all", group)


def _distinct(rows: Iterable[Series | None]) -> list[Series]:
    return sorted({row.pk: row for row in rows if row is not None}.values(), key=lambda row: row.name)


def _articles(citations: Iterable[Citation], statements: Iterable[Statement]) -> list[Article]:
    """Every article that is cited, is the original of a statement, or is the origin of a cited copy."""
    cited = {citation.article.pk: citation.article for citation in citations}
    cited |= {each.original.pk: each.original for each in statements if each.original}
    cited |= {each.republishes.pk: each.republishes for each in list(cited.values()) if each.republishes}
    return [cited[key] for key in sorted(cited)]
