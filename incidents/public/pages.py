"""What does a reader see of one incident? The views of its page and its versions; each reads publications only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from incidents import codebook
from incidents.models.publication import READABLE_STATES, Publication
from incidents.public import freshness, ways
from incidents.public.data_views import reading
from incidents.public.story import glance, narrative, not_known, particulars, sayings, sides, toll
from incidents.public.story.record import Json, Record


@reading
def incident_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """The live version of an incident, or what stands in its place."""
    newest = _newest(code)
    return _closed(request, newest) or _incident(request, newest, newest)


@reading
def incident_version(request: HttpRequest, code: str, version: int) -> HttpResponseBase:
    """One version of an incident, as long as the incident is published."""
    newest = _newest(code)
    asked = Publication.objects.filter(code=code, version=version).first()
    if asked is None:
        raise Http404
    return _closed(request, newest) or _closed(request, asked) or _incident(request, asked, newest)


@reading
def about(request: HttpRequest) -> HttpResponseBase:
    """What the site is, how figures come about, and under which terms the data may be used."""
    context = {"section": "about", "verification": codebook.VERIFICATION, "figure_states": codebook.FIGURE_STATE}
    return freshness.kept_page(request, render(request, "public/about.html", context))


def _newest(code: str) -> Publication:
    newest = Publication.objects.filter(code=code).order_by("-version").first()
    if newest is None:
        raise Http404
    return newest


def _closed(request: HttpRequest, publication: Publication) -> HttpResponse | None:
    """The answer for a version that may not be read any more; None for one that may."""
    if publication.state in READABLE_STATES:
        return None
    if publication.state == "merged":
        # Not for good: a merge can be undone, and a browser never asks again for what has moved for good.
        return redirect("public:incident", code=publication.redirect_code)
    return render(request, "public/tombstone.html", {"publication": publication}, status=410)


def _incident(request: HttpRequest, publication: Publication, newest: Publication) -> HttpResponseBase:
    address = request.build_absolute_uri(reverse("public:incident", args=[publication.code]))
    document = publication.read()
    context = story(publication, document, newest=newest, address=address)
    # Only what is live has pages to lead to: what an older version named may stand nowhere any more.
    context["ways"] = ways.ways(document) if publication.state == "live" else []
    return freshness.kept_page(request, render(request, "public/incident.html", context))


def story(publication: Publication, document: Json, *, newest: Publication, address: str) -> dict[str, Any]:
    """Everything that ``public/incident.html`` says of a document; the preview of a draft is made of it too."""
    record = Record(document)
    codes = particulars.linked_codes(record)
    titles = dict(Publication.objects.live().filter(code__in=codes).values_list("code", "title")) if codes else {}
    return {
        **_sections(record, titles),
        "publication": publication,
        "record": record.document,
        "newest": newest,
        "versions": _versions(publication.code),
        "address": address,
        "points": _points(record),
    }


def _versions(code: str) -> list[Json]:
    fields = ("version", "state", "published_at", "change_note", "sha256")
    return list(Publication.objects.filter(code=code).order_by("-version").values(*fields))


def _sections(record: Record, titles: dict[str, str]) -> dict[str, Any]:
    """Everything the page says, part by part; a part with nothing in it is not drawn."""
    tolls, said, unknowns = toll.all_tolls(record), sayings.attributions(record), not_known.not_known(record)
    return {
        "glance": glance.glance(record, tolls=tolls, sayings=said, unknowns=unknowns),
        "facts": [narrative.when(record), narrative.where(record), narrative.what(record)],
        "tolls": tolls,
        "accounts": toll.accounts(record),
        "verdict": sides.verdict(record),
        "attributions": said,
        "not_known": unknowns,
        "weapons": particulars.weapons(record),
        "targets": particulars.targets(record),
        "locations": particulars.locations(record),
        "involvements": particulars.involvements(record),
        "other_statements": sayings.other_statements(record),
        "links": particulars.links(record, titles=titles),
        "notes": particulars.notes(record),
        "verification": codebook.VERIFICATION[record["verification"]],
        "articles": particulars.articles(record),
        "external_ids": particulars.external_ids(record),
    }


def _points(record: Record) -> list[Json]:
    """What the small map draws: each public location that has a point."""
    return [
        {
            "latitude": each["latitude"],
            "longitude": each["longitude"],
            "radius_m": each["radius_m"],
            "reach": narrative.distance(each["radius_m"]).removeprefix("about ") if each["radius_m"] else "",
            "label": f"{codebook.LOCATION_ROLE.label(each['role'])}: {narrative.place(each)}",
            "is_primary": each["is_primary"],
        }
        for each in record.locations
        if each["latitude"] is not None
    ]
