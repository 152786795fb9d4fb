"""What else does an incident have at its address? The views of its changes, its citation and its preview image."""

from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from incidents import codebook
from incidents.models.publication import READABLE_STATES, Publication
from incidents.public import freshness, listing, picture, related, terms
from incidents.public.data_views import reading
from incidents.public.memory import remembered
from incidents.public.standing import asked_version, closed_answer, newest_version
from incidents.public.story import changes
from incidents.public.story.citation import Citation
from incidents.public.story.record import Record

MOST_VERSIONS: Final = 50
"""How many versions one page compares, the newest first."""

_CITATIONS: Final = {"bib": "application/x-bibtex; charset=utf-8", "ris": "application/x-research-info-systems"}


@reading
def incident_changes(request: HttpRequest, code: str) -> HttpResponseBase:
    """What each version changed, in words, the newest first."""
    newest = newest_version(code)
    if (answer := closed_answer(request, newest)) is not None:
        return answer
    # To compare fifty versions of a record with many voices takes a second.
    context = {"publication": newest, **remembered("changes", code, lambda: _compared(code))}
    return freshness.kept_page(request, render(request, "public/changes.html", context))


def _compared(code: str) -> dict[str, Any]:
    """What the page tells of the newest versions, and the number of the last one that it leaves out."""
    versions = list(Publication.objects.filter(code=code).order_by("-version")[: MOST_VERSIONS + 1])[::-1]
    readable = [Record(each.read()) for each in versions if each.state in READABLE_STATES]
    steps = changes.steps(versions, titles=related.titles_of(*readable))
    shown = steps[:MOST_VERSIONS]
    left_out = shown[-1].version - 1 if len(shown) < len(steps) else 0
    return {"steps": shown, "left_out": left_out, "whole": _whole(readable)}


def _whole(readable: list[Record]) -> list[changes.Section]:
    """What differs between the oldest version that can be read and the newest; none where one step tells it."""
    if len(readable) < 3:
        return []
    first, last = readable[0], readable[-1]
    titles = related.titles_of(first, last)
    return list(changes.compare(first.document, last.document, titles=titles))


@reading
def incident_citation(request: HttpRequest, code: str, version: int, form: str) -> HttpResponseBase:
    """The citation of one version as a file for reference managers."""
    newest = newest_version(code)
    asked = asked_version(code, version)
    if (answer := closed_answer(request, newest) or closed_answer(request, asked)) is not None:
        return answer
    cited = citation(request, asked)
    response = HttpResponse(cited.bibtex if form == "bib" else cited.ris, content_type=_CITATIONS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{cited.key}.{form}"'
    return freshness.kept_page(request, response)


def citation(request: HttpRequest, publication: Publication) -> Citation:
    """How this version is cited on this site: in the words of the reader's language, by one address for everybody."""
    with translation.override(settings.LANGUAGE_CODE):
        address = reverse("public:incident_version", args=[publication.code, publication.version])
    return Citation(
        publication.code, publication.title, publication.version, publication.published_at, publication.sha256,
        request.build_absolute_uri(address),
    )  # fmt: skip


@reading
def incident_image(request: HttpRequest, code: str) -> HttpResponseBase:
    """The picture that stands beside a link to the incident; drawn once for each version while it is remembered."""
    newest = newest_version(code)
    if (answer := closed_answer(request, newest)) is not None:
        return answer
    tag = f"{newest.sha256[:32]}-{picture.FORMAT}"

    def respond() -> HttpResponse:
        drawn = cache.get_or_set(f"picture-{tag}", lambda: picture.draw(_picture(newest)))
        return HttpResponse(drawn, content_type="image/png")

    return freshness.answer(request, respond, etag=f"picture-{tag}")


def _picture(publication: Publication) -> picture.Picture:
    """The words of the row in the list; the title, or the kind of attack where the title cannot be drawn.

    In English for every reader: the font has no other script, and one record has one picture.
    """
    with translation.override("en"):
        return _worded(publication)


def _worded(publication: Publication) -> picture.Picture:
    [row] = listing.rows([publication])
    title = row.title if picture.drawable(row.title) else row.kind
    is_kind = title == row.kind
    origins = publication.number_of_origins
    sure = terms.label(codebook.VERIFICATION, publication.verification)
    point = (publication.latitude, publication.longitude, publication.radius_m)
    return picture.Picture(
        kicker="" if is_kind else row.kind,
        title=title or "Incident",
        lines=(row.when, row.where if picture.drawable(row.where) else publication.country),
        figures=tuple(row.toll.split(" · ")),
        foot=f"{sure} · independent origins: {origins}".replace(" · ", " - "),
        point=point if None not in point else None,  # type: ignore[arg-type]  # no None in it
    )
