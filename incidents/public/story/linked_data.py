"""What does a record say to machines that read schema.org? Owns the JSON-LD of a page, and that it cannot end its tag.

It claims no more than the page: a day only where the record has one, a point only with its radius.
"""

import json
from typing import Any, Final

from django.conf import settings

from incidents.public.story import narrative
from incidents.public.story.particulars import web_address
from incidents.public.story.record import Json, Record

_ESCAPED: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_text(data: Json) -> str:
    """JSON that may stand within a script element: no sign in it can end the element or open a comment."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True).translate(_ESCAPED)


def linked_data(record: Record, *, address: str, json_address: str, image: str) -> Json:
    """The page as a report about an event. ``address`` is that of the version described."""
    document = record.document
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Report",
            "@id": address,
            "url": address,
            "identifier": document["code"],
            "headline": document["title"],
            "abstract": document["summary"],
            "version": str(document["version"]),
            "datePublished": document["published_at"],
            "temporalCoverage": _span(document),
            "license": settings.ATTEST_DATA_LICENCE_URL,
            "image": image,
            "publisher": {"@type": "Organization", "name": "Attest"},
            "about": _event(record),
            "encoding": {"@type": "MediaObject", "encodingFormat": "application/json", "contentUrl": json_address},
            "isBasedOn": [_article(each) for each in document["articles"]],
        }
    )


def _event(record: Record) -> Json:
    document = record.document
    is_known = document["date_precision"] in ("day", "duration")
    return _filled(
        {
            "@type": "Event",
            "name": document["title"],
            "startDate": document["date_earliest"] if is_known else "",
            "endDate": document["date_latest"] if is_known else "",
            "location": _place(record),
        }
    )


def _place(record: Record) -> Json:
    document, point = record.document, record["point"]
    if not document["place"] and not document["country"]:
        return {}
    return _filled(
        {
            "@type": "Place",
            "name": document["place"] or narrative.country(document["country"]),
            "address": _filled(
                {
                    "@type": "PostalAddress",
                    "addressCountry": document["country"],
                    "addressRegion": document["admin1"],
                }
            ),
            "geo": _circle(point) if point else {},
        }
    )


def _circle(point: Json) -> Json:
    middle = {"@type": "GeoCoordinates", "latitude": point["latitude"], "longitude": point["longitude"]}
    return {"@type": "GeoCircle", "geoMidpoint": middle, "geoRadius": str(point["radius_m"])}


def _span(document: Json) -> str:
    """ISO 8601; an open end is ``..``."""
    earliest, latest = document["date_earliest"], document["date_latest"]
    if earliest == latest:
        return earliest or ""
    return f"{earliest or '..'}/{latest or '..'}"


def _article(article: Json) -> Json:
    publisher = article["publisher"]
    return _filled(
        {
            "@type": "CreativeWork",
            "name": article["title"],
            "url": web_address(article["url"]),
            "archivedAt": web_address(article["archive_url"]),
            "inLanguage": article["language"],
            "publisher": {"@type": "Organization", "name": publisher["name"]} if publisher else {},
        }
    )


def _filled(values: dict[str, Any]) -> Json:
    return {name: value for name, value in values.items() if value not in ("", None, {}, [])}
