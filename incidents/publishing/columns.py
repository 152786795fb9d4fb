"""What do readers filter and count by? Owns how columns and facets follow from the public document (SCHEMA 3.15)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from incidents.folding import searchable
from incidents.models.bulk import make
from incidents.models.publication import Publication, PublicationFacet
from incidents.publishing.document import Document
from incidents.publishing.geography import Geography

_COPIED = (
    "code", "title", "summary", "attack_type", "violence_type", "stage", "date_edtf", "date_precision", "country",
    "admin1_code", "admin1", "place", "priogrid_gid", "verification", "responsibility", "number_of_articles",
    "number_of_origins",
)  # fmt: skip
_FIGURES = {"killed": ("killed", "all"), "injured": ("injured", "all"), "civilians_killed": ("killed", "civilian")}
_LISTS = {"weapons": "weapon", "targets": "target", "accused": "accused", "publishers": "publisher"}
_FIGURE_ENDS = ("state", "low", "best", "high")


def flat(document: Document, geography: Geography) -> dict[str, Any]:
    """The columns of ``Publication`` that follow from the document."""
    return {
        **{name: document[name] for name in _COPIED},
        **_point(geography),
        **_figures(document),
        "date_earliest": _date(document["date_earliest"]),
        "date_latest": _date(document["date_latest"]),
        **_lists(document),
        "search_text": searchable(document["code"], document["title"], document["summary"], *_names(document)),
    }


def facets(publication: Publication, document: Document) -> list[PublicationFacet]:
    """One row for each weapon, place, actor in a role and so on of the document, each value once."""
    return [
        make(PublicationFacet, publication=publication, facet=facet, value=value[:250])
        for facet, found in _several(document).items()
        for value in dict.fromkeys(found)
    ]


def _several(document: Document) -> dict[str, list[str]]:
    """What an incident has several of, as the document tells it."""
    return {
        "weapon": [weapon["type"] for weapon in document["weapons"]],
        "target": [target["type"] for target in document["targets"]],
        "accused": [actor["name"] for statement in document["statements"] for actor in statement["accused"]],
        "publisher": [article["publisher"]["name"] for article in document["articles"] if article["publisher"]],
        "place": _places(document),
        "involved": [involvement["actor"]["name"] for involvement in document["involvements"]],
        "targeted": [target["actor"]["name"] for target in document["targets"] if target["actor"]],
        "speaker": [actor["name"] for statement in document["statements"] for actor in _voices(statement)],
        "related": [each["to_incident"] for each in document["relations"] if each["to_incident"]],
        "series": _series(document),
    }


def _voices(statement: Document) -> list[Document]:
    """Whose word it is: those who spoke, and the one they spoke for."""
    return [*statement["speakers"], *filter(None, [statement["on_behalf_of"]])]


def _series(document: Document) -> list[str]:
    """The series that it is part of; one that a statement only speaks of is none of its own."""
    names = {series["ref"]: series["name"] for series in document["series"]}
    found = [each["to_series"] for each in document["relations"] if each["kind"] == "part_of"]
    return [names[ref] for ref in found if ref in names]


def _lists(document: Document) -> dict[str, str]:
    """The same for downloads: each value once, one a line, so that a file is read from one table."""
    several = _several(document)
    return {
        column: "\n".join(sorted({" ".join(value.split()) for value in several[facet]}))
        for column, facet in _LISTS.items()
    }


def _point(geography: Geography) -> dict[str, Any]:
    point = geography.point
    if point is None:
        return {"latitude": None, "longitude": None, "radius_m": None, "precision": "", "cell": None}
    return {**vars(point), "cell": geography.cell()}


def _figures(document: Document) -> dict[str, Any]:
    cells = {(cell["harm"], cell["group"]): cell for cell in document["cells"]}
    silent = {"state": "not_mentioned", "low": None, "best": None, "high": None}
    return {f"{name}_{end}": cells.get(key, silent)[end] for name, key in _FIGURES.items() for end in _FIGURE_ENDS}


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _names(document: Document) -> Iterable[str]:
    """Places and actors, by which the text search finds an incident."""
    yield from _places(document)
    for involvement in document["involvements"]:
        yield involvement["actor"]["name"]
    for statement in document["statements"]:
        yield from (actor["name"] for actor in [*statement["speakers"], *statement["accused"]])


def _places(document: Document) -> list[str]:
    return [name for row in document["locations"] for name in [row["place"]["name"], *row["place"]["within"]]]
