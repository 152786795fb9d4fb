"""What does a reader see of one incident? The views of its page and its versions; each reads publications only."""

import hashlib
from typing import Any, cast
from urllib.parse import urljoin

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from incidents import codebook
from incidents.models.publication import Publication
from incidents.public import freshness, related, terms, ways
from incidents.public.data_views import reading
from incidents.public.record_views import citation
from incidents.public.standing import asked_version, closed_answer, newest_version
from incidents.public.story import changes, glance, linked_data, narrative, not_known, particulars, sayings, sides, toll
from incidents.public.story.record import Json, Record


@reading
def incident_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """The live version of an incident, or what stands in its place."""
    newest = newest_version(code)
    return closed_answer(request, newest) or _incident(request, newest, newest)


@reading
def incident_version(request: HttpRequest, code: str, version: int) -> HttpResponseBase:
    """One version of an incident, as long as the incident is published."""
    newest = newest_version(code)
    asked = asked_version(code, version)
    return closed_answer(request, newest) or closed_answer(request, asked) or _incident(request, asked, newest)


@reading
def about(request: HttpRequest) -> HttpResponseBase:
    """What the site is, how figures come about, and under which terms the data may be used."""
    context = {
        "section": "about",
        "verification": terms.read(codebook.VERIFICATION),
        "figure_states": terms.read(codebook.FIGURE_STATE),
    }
    return freshness.kept_page(request, render(request, "public/about.html", context))


def _incident(request: HttpRequest, publication: Publication, newest: Publication) -> HttpResponseBase:
    address = request.build_absolute_uri(reverse("public:incident", args=[publication.code]))
    document = publication.read()
    context = story(publication, document, newest=newest, address=address)
    cited = citation(request, publication)
    context |= {"citation": cited, "linked_data": _linked_data(publication, context["record"], cited.address, address)}
    # Only what is live has pages to lead to: what an older version named may stand nowhere any more.
    context["ways"] = ways.ways(document) if publication.state == "live" else []
    return freshness.kept_page(request, render(request, "public/incident.html", context))


def _linked_data(publication: Publication, document: Json, version_address: str, address: str) -> str:
    """For a live version only: an older one points to its JSON nowhere, and must not be found in its place."""
    if publication.state != "live":
        return ""
    names = {"json_address": "public:incident_json", "image": "public:incident_image"}
    files = {key: urljoin(address, reverse(name, args=[publication.code])) for key, name in names.items()}
    data = linked_data.linked_data(Record(document), address=version_address, **files)
    return mark_safe(linked_data.as_text(data))  # noqa: S308 -- as_text leaves no sign that could end the element


def story(publication: Publication, document: Json, *, newest: Publication, address: str) -> dict[str, Any]:
    """Everything that ``public/incident.html`` says of a document; the preview of a draft is made of it too."""
    record = Record(document)
    before = _version_before(publication)
    titles = related.titles_of(record, *([Record(before.read())] if before else []))
    return {
        **_sections(record, titles),
        "ties": related.ties_to(record),
        "series": related.series_of(record),
        "latest_change": _latest_change(before, publication, titles) if before else None,
        "publication": publication,
        "record": record.document,
        "newest": newest,
        "versions": _versions(publication.code),
        "address": address,
        "points": _points(record),
    }


def _version_before(publication: Publication) -> Publication | None:
    """The version that this one replaced, if it can be read; a draft is compared nowhere but at its own page."""
    if publication.pk is None or publication.version == 1:
        return None
    return Publication.objects.readable().filter(code=publication.code, version=publication.version - 1).first()


def _latest_change(before: Publication, publication: Publication, titles: dict[str, str]) -> changes.Step:
    """What a version changed. Two versions stay as they are, so that what differs is remembered for a while."""
    told = f"{get_language()} {before.state} {before.sha256} {publication.sha256} {sorted(titles.items())}"
    key = f"changes-{hashlib.sha256(told.encode()).hexdigest()}"
    if (found := cache.get(key)) is None:
        found = changes.steps([before, publication], titles=titles)[0]
        cache.set(key, found)
    return cast("changes.Step", found)


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
        "verification": terms.term(codebook.VERIFICATION, record["verification"]),
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
            "label": f"{terms.label(codebook.LOCATION_ROLE, each['role'])}: {narrative.place(each)}",
            "is_primary": each["is_primary"],
        }
        for each in record.locations
        if each["latitude"] is not None
    ]
