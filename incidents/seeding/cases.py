"""How does a case file become a coded incident? Owns the order of its parts and that every quote stands in its text."""

from pathlib import Path
from typing import Any

from django.db import models

from articles.models import Article
from incidents.coding.spans import locate
from incidents.models import (
    CasualtyCount,
    Citation,
    Incident,
    Involvement,
    Location,
    Note,
    Relation,
    Series,
    Statement,
    Target,
    WeaponUse,
)
from incidents.models.evidence import CITED_RECORDS
from incidents.seeding.records import Register, SeedError, Table, read

# Each part may point to those before it.
_SECTIONS: dict[str, type[models.Model]] = {
    "locations": Location,
    "targets": Target,
    "weapons": WeaponUse,
    "involvements": Involvement,
    "statements": Statement,
    "casualty_counts": CasualtyCount,
    "relations": Relation,
    "notes": Note,
}
_CITED_AS = {Citation._meta.get_field(name).related_model: name for name in CITED_RECORDS}


def load_case(path: Path, shared: Register) -> Incident:
    """Store the incident of one file with all its parts, as a draft. SeedError says where the file is wrong."""
    tables = read(path)
    case = _Case(path.name, tables.pop("source"), shared)
    incident = case.open(tables.pop("incident"))
    for section, model in _SECTIONS.items():
        for table in tables.pop(section, []):
            case.add(model, table)
    for table in tables.pop("series_citations", []):
        case.cite(shared.find(Series, table.pop("series")), table)
    if tables:
        raise SeedError(f"{path.name}: nothing is known of {', '.join(tables)}.")
    incident.refresh_from_db()
    return incident


class _Case:
    """One file being loaded. Keys of parts are its own: two cases may both have a place called "compound"."""

    def __init__(self, name: str, source: str, shared: Register) -> None:
        self.name, self.source = name, source
        self.register = shared.within()
        self.incident = Incident()

    def open(self, table: Table) -> Incident:
        citations = table.pop("cite", [])
        self.incident = self.register.build(Incident, table)
        self.incident.created_by = self.register.by
        self.register.store(self.incident)
        self._cite_all(None, citations)
        return self.incident

    def add(self, model: type[Any], table: Table) -> None:
        key, citations = table.pop("key", ""), table.pop("cite", [])
        row = self.register.build(model, table)
        row.incident = self.incident
        self.register.store(row, table)
        if key:
            self.register.add(key, row)
        self._cite_all(row, citations)

    def _cite_all(self, record: models.Model | None, citations: list[Table]) -> None:
        for table in citations:
            self.cite(record, table)

    def cite(self, record: models.Model | None, table: Table) -> None:
        """Tie a record, or the incident itself, to words of an article."""
        article = self.register.find(Article, table.pop("article", self.source))
        quote = table.pop("quote", "")
        citation = self.register.build(Citation, table)
        citation.incident, citation.article = self.incident, article
        if record is not None:
            setattr(citation, _CITED_AS[type(record)], record)
        if quote:
            self._anchor(citation, quote)
        self.register.store(citation)

    def _anchor(self, citation: Citation, quote: str) -> None:
        span = locate(citation.article.text, quote)
        if span is None:
            raise SeedError(f"{self.name}: the words “{quote}” are not in “{citation.article.title}”.")
        if span.occurrences > 1:
            raise SeedError(f"{self.name}: the words “{quote}” stand {span.occurrences} times; quote more of them.")
        citation.exact, citation.prefix, citation.suffix = span.exact, span.prefix, span.suffix
        citation.start, citation.end = span.start, span.end
