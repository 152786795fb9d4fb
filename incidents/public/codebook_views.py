"""What does every table, column and code mean? The codebook as a page for people, as JSON and as CSV."""

from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from incidents import codebook
from incidents.codebook import Vocabulary
from incidents.codebook.examples import EXAMPLES
from incidents.codebook.others import SCHEMES
from incidents.codebook.tables import TABLES
from incidents.codebook.versions import VERSIONS
from incidents.public import columns, freshness, terms
from incidents.public.codebook_file import codebook_csv, codebook_text, crosswalk
from incidents.public.data_views import reading
from incidents.public.layouts import LAYOUTS, Layout

DATASETS: Final = {name: layout.title for name, layout in LAYOUTS.items()}


@reading
def codebook_page(request: HttpRequest) -> HttpResponseBase:
    """Every closed list, every column of every table, other datasets' columns, examples and what changed."""
    context = {
        "section": "codebook",
        "version": codebook.VERSION,
        "vocabularies": [_read(each) for each in codebook.VOCABULARIES.values()],
        "columns": [(terms.column(each), _anchor(each.name), _leads_to(each.name)) for each in columns.COLUMNS],
        "tables": TABLES,
        "layouts": [(layout, _grouped(layout)) for layout in LAYOUTS.values()],
        "examples": EXAMPLES,
        "versions": VERSIONS,
        "separator": columns.SEPARATOR,
        "stand_in": columns.STAND_IN,
    }
    return freshness.kept_page(request, render(request, "public/codebook.html", context))


@reading
def codebook_json(request: HttpRequest) -> HttpResponseBase:
    """The whole codebook for programs."""
    return freshness.kept_page(request, HttpResponse(codebook_text(), content_type="application/json"))


@reading
def codebook_csv_file(request: HttpRequest) -> HttpResponseBase:
    """A row for each column and each code."""
    response = HttpResponse(codebook_csv(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="attest-codebook-{codebook.VERSION}.csv"'
    return freshness.kept_page(request, response)


def _read(vocabulary: Vocabulary) -> Vocabulary:
    """The list in the reader's language, other datasets by their names."""
    read = terms.read(vocabulary)
    named = [
        replace(each, crosswalk=tuple((SCHEMES[scheme], code) for scheme, code in each.crosswalk)) for each in read
    ]
    return Vocabulary(read.name, read.title, read.description, named)


def _anchor(name: str) -> str:
    """Where a column stands on the page; a list of the same name has that name for itself."""
    return name if name not in codebook.VOCABULARIES else f"flat-{name}"


def _leads_to(name: str) -> list[tuple[str, str]]:
    """The columns of other datasets that a flat column fills, by their title."""
    return [(DATASETS[scheme], ", ".join(names)) for scheme, names in crosswalk(name).items()]


def _grouped(layout: Layout) -> list[dict[str, Any]]:
    """Columns that stand together and are filled in one way, as one row of the page."""
    together = groupby(layout.columns, key=lambda column: (column.how, column.ours))
    return [{"names": [each.name for each in run], "how": how, "ours": ours} for (how, ours), run in together]
